## Por qué una fecha no tiene historia del día

no-story-fits = Ninguna historia encaja con lo que se pidió.
story-just-withdrawn = La historia elegida se retiró en ese momento.
story-has-been-withdrawn = La historia se retiró.
post-paused = En pausa por un admin.
post-paused-until = En pausa por un admin hasta el { $until }.
post-paused-without-access = En pausa, porque no podía publicar: { $reason }
post-nobody-was-there = Yo no estaba en marcha, o no podía usar mi almacén, cuando tocaba.
post-switched-off = La historia del día se apagó.
post-before-restore = Tocaba antes de que me restauraran desde una copia de seguridad: quizá ya llegó, y no se envía otra vez.
post-overtaken = No se pudo enviar antes de que tocara la siguiente.
post-too-late = Se acabó el margen de retraso antes de que se pudiera enviar.
post-not-there-and-too-late = No había llegado, y el margen de retraso se acabó antes de que pudiera averiguarlo.

## Por qué no se pudo enviar antes: va detrás de post-too-late

post-had-no-turn = No le llegó el turno.
post-asked-to-wait = La plataforma me pidió que esperara.
post-platform-unreached = No logré conectar con la plataforma.

## Lo que hizo un admin con una publicación sin final

post-sent-by-admin = Un admin hizo que se enviara.
post-seen-by-admin = Un admin la vio.

## Días sin publicación, el primero y el último

days-from-to = del { $first } al { $last }

## Por qué no se pudo corregir una publicación

posts-cannot-be-changed = lo publicado ahí no se puede cambiar
post-of-unknown-fate = nadie sabe si llegó
post-deleted = se borró
post-no-longer-changeable = Telegram ya no deja cambiarla
post-in-gone-channel = el canal ya no existe
post-in-closed-thread = el hilo está cerrado
post-in-unseen-channel = ya no puedo ver el canal
post-in-closed-chat = ya no puedo escribir en el chat
post-not-of-discord = no es un mensaje de Discord
post-not-of-telegram = no es un mensaje de Telegram
post-words-unreadable = el mensaje no se puede leer
post-words-unreadable-because = las palabras no se pueden leer: { $error }
post-kept-unreadable = el mensaje guardado no se puede leer
post-kept-unreadable-because = el texto del registro no se puede leer: { $error }

## Por qué no se puede usar un archivo

file-too-large = pesa más de { $size } MiB, y no leo más
files-not-taken = aquí no se pueden enviar archivos
file-not-at-discord = no está donde Discord guarda los archivos
file-gone-from-discord = Discord ya no lo tiene; envíalo de nuevo
file-gone-from-telegram = Telegram no me lo da; envíalo de nuevo
file-not-there = aquí no existe ese archivo
file-forbidden = no me dejan leerlo
file-unreadable = no se pudo leer ({ $error })
file-is-folder = es una carpeta
file-is-odd = no es un archivo normal

## Discord: por qué un lugar está cerrado, y el remedio

discord-right-view = «Ver canal»
discord-right-send = «Enviar mensajes»
discord-right-send-in-threads = «Enviar mensajes en hilos»
discord-right-embed = «Insertar enlaces»
discord-lacks-one = Dame ahí el permiso { $one }.
discord-lacks-two = Dame ahí los permisos { $one } y { $two }.
discord-lacks-three = Dame ahí los permisos { $one }, { $two } y { $three }.
discord-history-advice = Dame ahí también «Leer el historial de mensajes»: sin ese permiso no puedo averiguar, tras un fallo, si una publicación llegó, y tengo que preguntarlo.
discord-thread-locked = El hilo está bloqueado. Desbloquéalo, o usa /daily on en otro lugar.
discord-thread-archived = El hilo está archivado. Ábrelo de nuevo, o usa /daily on en otro lugar.
discord-no-posts-in-kind = En este tipo de canal nadie puede publicar. Usa /daily on en un canal de texto.
discord-no-such-channel = No conozco ese canal en este servidor.
discord-not-a-channel = Esto no es un canal de Discord: configura de nuevo la historia del día.
discord-channel-gone = El canal ya no existe. Usa /daily on en otro.
discord-channel-unseen = No puedo ver el canal. Dame ahí el permiso «Ver canal».
discord-may-not-post = No me dejan publicar en el canal. Dame ahí los permisos «Enviar mensajes» e «Insertar enlaces» («Enviar mensajes en hilos» si es un hilo).
discord-no-direct-messages = Esta persona no recibe mensajes directos míos.
discord-refuses-place = Discord no me deja publicar ahí ({ $message }, código { $code }). Comprueba que estoy en el servidor y que puedo ver el canal y enviar mensajes.
discord-refuses-post = Discord no acepta este mensaje ({ $message }, código { $code }).
discord-post-deleted = Estaba publicada, y alguien la borró.
discord-removed = Me quitaron de este servidor. Invítame de nuevo.

## Telegram: por qué un lugar está cerrado, y el remedio

telegram-admin-without-posting = Soy admin de este canal, pero sin permiso para publicar mensajes. Dámelo.
telegram-not-in-chat = No estoy en este chat. Añádeme de nuevo.
telegram-channel-needs-admin = En un canal solo publican los admins. Hazme admin con permiso para publicar mensajes.
telegram-restricted = Aquí tengo restricciones y no puedo enviar mensajes. Dame ese permiso.
telegram-members-may-not-write = Aquí los miembros no pueden enviar mensajes. Hazme admin, o deja escribir a los miembros.
telegram-how-to-name-a-place = Escribe su @nombre, un enlace (https://t.me/c/…), o usa el comando en el propio lugar.
telegram-no-such-chat = No encuentro ningún chat con ese nombre. ¿Está bien escrito, y estoy en él? En un canal tengo que ser admin.
telegram-not-a-chat = Esto no es un chat de Telegram. Empieza de nuevo la historia del día donde quieras que salga.
telegram-blocked = Aquí me bloquearon. Desbloquéame en Telegram y envía /start.
telegram-removed = Me quitaron de este chat. Añádeme de nuevo.
telegram-account-deleted = Esta cuenta se borró. Ya no queda nadie a quien enviarle nada.
telegram-may-not-write-first = No puedo escribir primero. Abre un chat conmigo y envía /start.
telegram-group-deleted = Este grupo se borró. Empieza la historia del día en otro chat.
telegram-topic-gone = Este tema ya no existe. Usa /daily on en el tema donde quieras que salga la historia.
telegram-topic-closed = Este tema está cerrado. Ábrelo de nuevo, o hazme admin con permiso para gestionar temas.
telegram-lacks-right = No tengo permiso para enviar mensajes aquí. Dámelo; si es un canal, hazme admin con permiso para publicar.
telegram-chat-not-found = No estoy en este chat, o ya no existe. Añádeme de nuevo y envía /start.
telegram-refuses-place = Telegram no me deja escribir aquí ({ $description }). Revisa mis permisos en este chat.
telegram-anonymous = A un admin anónimo no se le puede escribir.

## La consola

console-is-one-place = La consola es un solo lugar; no hace falta indicarlo.
