## Formularios

form-title-add = Cuenta una historia
form-title-add-for-everyone = Cuenta una historia a todo el mundo
form-title-suggest = Propón una historia
form-title-edit = Edita una historia
form-title-edit-suggestion = Edita una propuesta
form-title-decline = Rechaza una propuesta

field-title-label = Título
field-title-question = ¿Qué título tiene?
field-title-example = El beso en la frente que dio la vuelta al mundo
field-text-label = Texto (o un archivo de historia entero)
field-text-short = Texto
field-text-question = Cuéntala. Las líneas vacías separan párrafos, las *estrellas* dan énfasis y > al principio de una línea es una cita.
field-text-example = Párrafos, *énfasis*, **negrita**, > citas. Un archivo entero empieza por +++
field-players-label = Jugadores
field-players-question = ¿De qué jugadores trata? Pon su selección entre paréntesis.
field-players-example = Achraf Hakimi (Marruecos), Kylian Mbappé (Francia)
field-match-label = Partido, o el día
field-match-question = ¿En qué partido fue, o qué día?
field-match-example = Bélgica 0-2 Marruecos, 2022-11-27
field-source-label = Fuente
field-source-question = ¿Quién lo contó y dónde se puede leer?
field-source-example = Bladi.net, https://en.bladi.net/…
field-whole-label = La historia entera
field-whole-question = Envía la historia entera en un archivo que empiece por +++.
field-whole-example = Un archivo de historia, que empieza por +++
field-reason-label = ¿Por qué? Lo lee quien la escribió
field-reason-question = ¿Por qué? Lo lee quien la escribió.
field-reason-example = Ya se contó, mira /story forehead kiss

## Preguntas

writing-question-numbered = { $number } de { $count }: { $question }
writing-for-example = Por ejemplo: { $example }
writing-so-far = Hasta ahora:
writing-text-goes-on = Hasta aquí tengo el texto. Si falta algo, envía el resto; si no, pulsa un botón.
writing-what-to-write = ¿Qué quieres escribir?
writing-what-to-change = «{ $title }»: ¿qué quieres cambiar?
writing-as-file = Aquí la tienes en un archivo. Edítalo y devuélvemelo entero:
writing-whom-do-you-mean = ¿A quién o a qué te refieres con «{ $typed }»?
writing-match-known-as = Conozco este partido como { $teams }.

## Botones

writing-button-begin-anew = Empezar de nuevo
writing-button-back = Atrás
writing-button-skip = Omitir
writing-button-keep = Dejarlo así
writing-button-that-is-all = Eso es todo
writing-button-cancel = Cancelar
writing-button-as-file = Todo, en un archivo
writing-button-done = Listo
writing-button-leave = Dejarlo así
writing-button-change = Cambiar algo
writing-button-as-typed = «{ $typed }», tal como lo escribí
writing-button-what-i-wrote = Lo que escribí
writing-button-undo = Deshacer
writing-button-publish = Publicar
writing-button-suggest = Proponer
writing-button-save = Guardar
writing-button-accept = Aceptar

## Cómo se va a leer

writing-preview = Así se va a leer:
writing-changed-parts = Cambios: { $parts }.
writing-unchanged = Nada cambia respecto a lo que ya cuento.
writing-alike = ¿Es una de estas, que ya cuento?
writing-alike-summary = : { $summary }
writing-seen-here = Solo la verá esta comunidad.
writing-seen-by-everybody = La verá todo el mundo.
writing-seen-by-admins = Los admins de esta comunidad la leerán antes que nadie.
writing-told-at-once = Se cuenta así en cuanto lo digas.

## Cómo terminó

story-added-here = Añadida: «{ $title }». /player, /match y /story ya la encuentran; la historia del día la contará cuando le toque. Solo la ve esta comunidad.
story-added-for-everyone = Añadida: «{ $title }». /player, /match y /story ya la encuentran; la historia del día la contará cuando le toque. La ve todo el mundo.
story-suggested = Gracias: «{ $title }» espera a los admins de esta comunidad. Te diré lo que decidan.
story-suggested-anonymously = Gracias: «{ $title }» espera a los admins de esta comunidad. No verán quién eres. Te diré lo que decidan.
suggestions-too-many-open = { $count ->
        [one] Ya hay { $count } historia tuya esperando una decisión. Vuelve cuando se decida; lo que escribiste se guarda dos semanas.
       *[other] Ya hay { $count } historias tuyas esperando una decisión. Vuelve cuando se decida alguna; lo que escribiste se guarda dos semanas.
    }
suggestions-too-many-today = { $count ->
        [one] Has propuesto { $count } historia en un día, y no acepto más. Vuelve mañana; lo que escribiste queda guardado.
       *[other] Has propuesto { $count } historias en un día, y no acepto más. Vuelve mañana; lo que escribiste queda guardado.
    }
suggestions-blocked = Los admins de esta comunidad no aceptan propuestas tuyas hasta el { $until }.
story-edited = Cambiada: «{ $title }» se lee como la escribiste.
story-edited-not = Nada es distinto, así que no se cambió nada.
story-edited-meanwhile = No se sobrescribió nada: mientras tanto, la historia ha sido { $change }. Lo que escribiste queda guardado; compáralo, o empieza de nuevo con la historia tal como está ahora.
story-name-taken = Ya hay una historia con ese nombre: «{ $title }». Ponle otro título a la tuya.
story-name-of-removed = Se retiró una historia con ese nombre. Ponle otro título a la tuya, o recupera aquella con /restorestory.

## Por el camino

writing-given-up = Abandonada: no se guarda nada.
writing-old-button = Ese botón es de antes. Así está ahora:
writing-no-words-awaited = No esperaba palabras: pulsa un botón, por favor.
writing-gone-on-with = Estabas escribiendo esto ({ $begun }); está como lo dejaste.
writing-put-aside = La historia que escribías llevaba más de un día esperando, así que la aparté. Está guardada: { $command } sigue con ella.
writing-gone = Eso es de otra persona, o ya no se guarda nada de ello. Con `/addstory` o `/submit` empiezas una tuya.
writing-busy = Justo estaba recibiendo otra cosa que dijiste. Mira si falta algo y, si falta, dilo otra vez.
writing-too-long = { $length ->
        [one] Es demasiado largo: { $length } carácter, y una historia puede tener { $limit }. No se cambió nada; envía menos, por favor.
       *[other] Es demasiado largo: { $length } caracteres, y una historia puede tener { $limit }. No se cambió nada; envía menos, por favor.
    }
writing-line-missing = Falta la línea «# Please keep this line: …», así que no sé qué historia es. `/editstory` con palabras de su título la da con esa línea.

## Archivos que vienen con un comando

file-not-taken = `/{ $command }` no acepta archivos. Leo uno con { $takers }.
file-takers = { $others } y { $last }
file-no-story = «{ $file }» no es un archivo de historia: su primera línea tiene que ser { $begins }.
file-no-story-example = `/editstory` da una historia en un archivo así, como ejemplo.
file-not-fetched = No pude descargar «{ $file }» ahora mismo, así que no se cambió nada. Envíalo de nuevo en un minuto.
file-unusable = «{ $file }» no se puede usar: { $why }.
file-empty = está vacío
file-no-text = no es texto en UTF-8; guárdalo como texto sin formato en UTF-8 y envíalo de nuevo
