## Comandos: para qué sirve cada uno

command-story = Una historia: de un jugador, selección, partido o palabra, o una que este chat no ha visto
command-player = Las historias de un jugador
command-match = Las historias de un partido
command-browse = El catálogo: por tema, selección, Mundial o jugador, con cuántas historias tiene cada uno
command-today = Lo que pasó en este día del año, o lo próximo que hay
command-favourites = Las historias que marcaste con ❤
command-top = Las historias que más marcó esta comunidad con ❤
command-daily = La historia del día en este chat
command-daily-on = Empieza la historia del día en este chat, o la cambia
command-daily-off = Termina la historia del día en este chat
command-daily-show = Cuándo salen las historias del día y cómo fueron las últimas
command-daily-pause = Pone en pausa la historia del día, hasta una fecha o hasta que alguien la reanude
command-daily-resume = Sigue después de una pausa
command-daily-next = Qué historias vienen; o elige la de una fecha
command-daily-test = Publica ahora una historia aquí, para ver que funciona
command-daily-why = Qué fue de las diez últimas publicaciones, y por qué
command-addstory = Añade una historia tuya a la colección de esta comunidad
command-editstory = Cambia una historia: di cuál y te la doy entera para editarla y devolverla
command-removestory = Retira una historia: no se cuenta más, pero se guarda y se puede recuperar
command-restorestory = Recupera una historia retirada; sin palabras: cuáles se retiraron
command-history = Quién cambió qué historia y cuándo, con un botón que deshace el último cambio
command-review = Las historias que proponen los miembros: acéptalas, edítalas o recházalas
command-settings = Editores, idioma, zona horaria y dónde se avisa de los cambios de historias
command-settings-show = Qué está configurado aquí
command-settings-editors = Quién puede añadir, cambiar y revisar historias además de los admins: un rol o personas
command-settings-notices = Dónde se avisa de cada cambio de una historia: un lugar, aquí o ninguno
command-settings-unblock = Permite que vuelva a proponer historias alguien bloqueado en una revisión
command-settings-language = El idioma que hablo aquí, y el de las historias que no indican ninguno
command-settings-zone = La zona horaria que vale cuando no se indica ninguna
command-submit = Propone una historia a los admins de esta comunidad
command-import = Trae historias de un archivo: primero digo qué cambiaría
command-export = Da las historias en un archivo que se puede volver a importar
command-help = Lo que sé hacer, o cómo se usa un comando
command-privacy = Qué guardo, cuánto tiempo y cómo hacer que lo olvide
command-forgetme = Olvida todo lo que guardo sobre ti
command-about = Quién soy: versión, fuentes, licencia

## Argumentos: qué es cada uno

argument-story-about = Un nombre, una selección, un partido o cualquier palabra
argument-player-name = El nombre del jugador, como lo dirías tú
argument-match-teams = Una o las dos selecciones y, si quieres, el año
argument-browse-theme = Un tema, por ejemplo family
argument-browse-team = Una selección, por ejemplo Marruecos
argument-browse-tournament = Un Mundial, por su año
argument-browse-player = El nombre de un jugador, o una parte
argument-daily-time = La hora, por ejemplo 09:00
argument-daily-zone = Una ciudad, un país o una zona horaria, por ejemplo París; si falta, UTC
argument-daily-place = Un canal, hilo o tema que no sea este
argument-daily-days = all, weekdays, weekends o una lista como mon,thu
argument-daily-theme = Solo estos temas, o sin ellos: family,-farewell
argument-daily-team = Solo estas selecciones, o sin ellas: morocco,-france
argument-daily-tournament = Solo estos Mundiales, o sin ellos: 2022,-1998
argument-daily-catch-up = Con cuánto retraso puede salir una historia que no salió, de 0 a 24h; lo normal es 6h
argument-daily-on-unsure = Si nadie sabe si llegó una publicación: ask pregunta a los admins, resend la repite
argument-daily-silent = Si las publicaciones no hacen sonido: yes o no
argument-daily-until = El primer día que vuelve a haber historia, por ejemplo 2026-12-24
argument-daily-date = La fecha cuya historia eliges, por ejemplo 2026-12-10
argument-daily-story = La historia de esa fecha; none para dejar de elegirla
argument-story-whole = Su título, o la historia entera en el formato de archivo de historia
argument-story-file = Un archivo de historia, en vez de escribirla
argument-scope = Para quienes me gestionan: everyone, para la colección compartida
argument-editstory-story = Palabras de su título, o la historia entera ya editada
argument-story-title = Palabras de su título
argument-history-story = Palabras de su título; si faltan, todas las historias
argument-review-number = El de una propuesta; si falta, la que más tiempo lleva esperando
argument-review-decision = accept, everyone, edit, decline o block
argument-review-reason = Por qué se rechaza; lo lee quien la propuso
argument-editors-add = Un rol o una persona: @nombre, o su número
argument-editors-remove = Un rol o una persona que ya no podrá
argument-notices-place = Un canal, hilo o tema; si falta, este
argument-notices-off = yes: ya en ningún sitio
argument-unblock-whom = La persona; /settings show dice quién está bloqueado
argument-settings-language = Un código: en, fr, es, ar, pt…, o auto: el de cada persona
argument-settings-zone = Una ciudad, un país o una zona horaria, por ejemplo París
argument-submit-credit = Si los admins ven quién la propone
argument-import-file = Una tabla CSV, JSON Lines o un archivo de historia
argument-export-format = csv para hojas de cálculo, o jsonl; si falta, jsonl
argument-help-command = El comando que quieres que explique

## /help

help-opening = Cuento historias a pie de campo del Mundial. Pídeme una:
help-command = `{ $usage }` – { $what }
help-command-of-admins = `{ $usage }` – { $what } (admins)
help-command-of-operators = `{ $usage }` – { $what } (quienes me gestionan)
help-argument = `{ $name }` – { $what }
help-title = { $what }.
help-for-admins = Para los admins de esta comunidad.
help-for-operators = Para quienes me gestionan.
help-example = Por ejemplo: `{ $command }`
help-usage = Uso: `{ $usage }`

## Lo que no se puede leer de un comando

command-unknown = No existe el comando { $said }.
command-unknown-near = No existe el comando { $said }. ¿Querías decir { $near }?
subcommand-missing = { $command } necesita una de estas palabras: { $names }.
subcommand-unknown = { $command } no conoce «{ $said }»; conoce: { $names }.
argument-missing = { $command } necesita { $argument }: { $what }.
argument-twice = «{ $name }» está dos veces.
argument-unknown = Aquí no conozco «{ $name }»; conozco: { $names }.
argument-too-many = No sé qué hacer aquí con «{ $word }».
file-and-text = Hay un archivo y también un { $argument } escrito: envía solo uno de los dos.
file-by-name = Aquí no puedo abrir un archivo por su nombre: adjúntalo a tu mensaje.
command-unusable = { $command } todavía no se puede usar.

## Valores que no se pueden leer

not-a-credit = «{ $word }» no dice si los admins ven quién eres: escribe name o anonymous.
not-somebody = «{ $word }» no es nadie que yo pueda conocer: escribe @nombre o un número, o elige un rol.
editors-whom = Di a quién: add:@nombre o remove:@nombre.
unblock-whom = Di a quién, por su número; /settings show muestra quién está bloqueado.
not-a-suggestion = «{ $word }» no es el número de ninguna propuesta.
review-decide = Di qué hacer con ella: accept, edit, decline o block.
not-a-scope = «{ $word }» no es un alcance: escribe here o everyone.
not-a-format = «{ $word }» no es un formato: escribe jsonl o csv.
pin-needs-story = Para elegir la historia de una fecha, di también la historia; «none» para dejar de elegirla.
pin-needs-date = Para elegir una historia, di también su fecha.
not-yes-or-no = «{ $word }» no es ni yes ni no.
not-a-theme = No existe el tema «{ $word }». Los temas son: { $themes }.
not-a-tournament = No hubo ningún Mundial «{ $word }». Escribe su año, por ejemplo 2022.
not-a-zone = No conozco la zona horaria «{ $word }». Escribe una ciudad, un país o una zona como Europe/Paris, Africa/Casablanca o UTC.
zones-near = Se parecen: { $zones }.
country-of-zones = { $country } tiene varias zonas horarias: di una, como { $zones }
not-a-weekday = «{ $word }» no es un día de la semana. Escribe all, weekdays, weekends o una lista como mon,thu.
not-a-time = «{ $word }» no es una hora. Escribe horas y minutos, por ejemplo 09:00 o 21:30.
not-an-hour = No existe la hora { $hour }: las horas van de 00 a 23, por ejemplo 09:00 o 21:30.
not-a-minute = No existe el minuto { $minute }: los minutos van de 00 a 59, por ejemplo 09:00 o 21:30.
not-a-date = «{ $word }» no es una fecha. Escribe año, mes y día: 2026-12-24.
not-a-span = «{ $word }» no es una duración. Escribe horas o minutos, por ejemplo 6h, 90m o 0.
span-too-long = Una historia que no salió puede llegar como mucho con 24 horas de retraso. Escribe por ejemplo 6h, 90m o 0.
not-a-way-of-doubt = «{ $word }» no dice qué hacer en caso de duda. Escribe ask (deciden los admins) o resend (puede salir dos veces).

## Duraciones

span-none = 0 minutos
span-minutes = { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
span-hours = { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }

## Días de la semana

weekday = { $day ->
        [1] lunes
        [2] martes
        [3] miércoles
        [4] jueves
        [5] viernes
        [6] sábado
       *[7] domingo
    }
days-then = { $before }, { $next }
days-and = { $before } y { $last }

## Qué historias cuenta una historia del día

# Van detrás de «una historia»: «del tema family o fans, sin el tema farewell, con Morocco, del torneo FIFA World Cup 2022».
filter-themes = del tema { $themes }
filter-not-themes = sin el tema { $themes }
filter-teams = con { $teams }
filter-not-teams = sin { $teams }
filter-tournaments = del torneo { $tournaments }
filter-not-tournaments = que no sea del torneo { $tournaments }
filter-or = { $before } o { $next }
filter-then = { $before }, { $next }
