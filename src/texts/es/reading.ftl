## Fechas

date-long = { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    } de { $year }
date-short = { $day } { $month ->
        [1] ene
        [2] feb
        [3] mar
        [4] abr
        [5] may
        [6] jun
        [7] jul
        [8] ago
        [9] sep
        [10] oct
        [11] nov
       *[12] dic
    } { $year }
date-yearless = { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }

## Historias

told-in-other-language = { $language ->
        [en] Esta historia está en inglés.
        [fr] Esta historia está en francés.
        [es] Esta historia está en español.
        [ar] Esta historia está en árabe.
        [pt] Esta historia está en portugués.
       *[other] Esta historia está en otro idioma.
    }

## Temas

theme-family = Familia
theme-kindness = Bondad
theme-fans = Afición
theme-farewell = Despedida
theme-tribute = Homenaje
theme-refuge = Refugio
theme-comeback = Regreso
theme-friendship = Amistad
theme-celebration = Celebración
theme-resilience = Superación
theme-history = Historia

## Una historia

# «pró.»: prórroga; «pen.»: penaltis o penales, según el país.
match-not-scored = { $home } – { $away }
match-scored = { $home } { $home_goals }–{ $away_goals } { $away }
match-scored-aet = { $home } { $home_goals }–{ $away_goals } pró. { $away }
match-scored-pens = { $home } { $home_goals }–{ $away_goals } ({ $home_shots }–{ $away_shots } pen.) { $away }
match-scored-aet-pens = { $home } { $home_goals }–{ $away_goals } pró. ({ $home_shots }–{ $away_shots } pen.) { $away }
quote-words = «{ $words }»
quote-original = («{ $words }»)
quote-speaker = — { $speaker }
quote-speaker-context = — { $speaker }, { $context }
what-people-said = Lo que se dijo
to-see = Para ver:
media-kind = { $kind }:
sources = { $count ->
        [one] Fuente:
       *[other] Fuentes:
    }
and-more-sources = y { $count } más
title-before-words = { $title }:
button-same-player = Mismo jugador
button-same-match = Mismo partido
button-same-theme = Mismo tema
button-another-story = Otra historia
button-read-on = Seguir leyendo
button-more-of-this-story = Leer más

## Buscar historias

more-that-fits = También puede ser
nothing-called-did-you-mean = No hay nada que se llame «{ $words }». ¿Querías decir algo de esto?
fits-several = «{ $words }» puede ser varias cosas. ¿Cuál?
unknown-player = No conozco a ningún jugador llamado «{ $words }».
unknown-team = No conozco ninguna selección llamada «{ $words }».
unknown-match = No conozco ningún partido llamado «{ $words }».
unknown-story = No conozco ninguna historia llamada «{ $words }».
find-try-one-of-these = Prueba con una de estas opciones:
find-did-you-mean = ¿Querías decir…?
find-one-at-random = /story cuenta una al azar.
no-story-about-any-more = Ya no hay ninguna historia sobre { $label }. /story cuenta otra.
no-story-about-it-any-more = Ya no hay ninguna historia sobre eso. /story cuenta otra.
also-about = También sobre { $label }
also-about-it = También sobre eso
others-with-same-player = Otras historias del mismo jugador:
others-of-same-match = Otras historias del mismo partido:
no-other-yet = Todavía no hay otra. `/story` cuenta una que este chat no ha visto.
no-other-story-yet = Todavía no tengo otra historia. Los admins pueden añadir una con `/addstory`.
story-gone = Esta historia ya no está aquí. `/story` cuenta otra.

## Explorar

browse-overview = { $count ->
        [one] { $count } historia. Por tema, selección, jugador o Mundial:
       *[other] { $count } historias. Por tema, selección, jugador o Mundial:
    }
world-cup = Mundial { $year }
section-empty = { $heading }: ninguna historia.
section-stories = { $heading }: { $count ->
        [one] { $count } historia
       *[other] { $count } historias
    }.
section-stories-page = { $heading }: { $count ->
        [one] { $count } historia
       *[other] { $count } historias
    }, página { $page } de { $pages }.
button-all-there-is = Todo el catálogo
button-page-back = ◀ Atrás
button-page-more = Más ▶
no-story-yet = Todavía no tengo historias. Los admins pueden añadir una con `/addstory`.
on-day-in-other-years = El { $day }, en otros años:
nothing-on-this-day = En este día del año no pasó nada que yo pueda contar. La fecha siguiente es el { $day }:

## Favoritas

favourite-kept = Guardada entre tus favoritas: `/favourites` las muestra.
favourite-dropped = Ya no está entre tus favoritas.
favourites-none = Todavía no has marcado ninguna historia. Pulsa el ❤ debajo de una que te guste.
favourites-list = Tus favoritas, de la última a la primera:
top-none = Aquí nadie ha marcado todavía una historia: se hace con el ❤ que tiene debajo.
top-list = Lo que más gusta aquí:

## Respuestas para todos

incident = Algo no funcionó, y no es culpa tuya. No se perdió ni se cambió nada; inténtalo de nuevo en un minuto. Si sigue igual, díselo a quien me gestiona: incidente { $incident }.
nothing-is-asked = Ahora mismo no te pregunto nada. Con `/addstory` o `/submit` sigues con lo que estabas escribiendo.
button-not-read = Ya no puedo leer este botón. `/help` muestra lo que sé hacer.
form-not-known = No conozco este formulario. `/help` muestra lo que sé hacer.
only-admins = Solo los admins pueden hacer eso.
only-those-who-run-me = Solo quienes me gestionan pueden hacer eso. Leer puede todo el mundo: prueba `/story`, `/player` o `/match`.
only-admins-and-editors-here = Solo los admins y los editores de esta comunidad pueden hacer eso. Leer puede todo el mundo: prueba `/story`, `/player` o `/match`.
only-admins-here = Solo los admins de esta comunidad pueden hacer eso. Leer puede todo el mundo: prueba `/story`, `/player` o `/match`.
rights-not-checked = No pude comprobar si eres admin aquí, así que no hice nada. Inténtalo de nuevo en un minuto.

## Quién soy y privacidad

about-touchline = { $count ->
        [one] Touchline { $version }: { $count } historia a pie de campo del Mundial, con sus fuentes.
       *[other] Touchline { $version }: { $count } historias a pie de campo del Mundial, cada una con sus fuentes.
    }
about-licences = Los textos tienen licencia CC BY 4.0; el programa, MIT o Apache-2.0. Cada historia nombra las fuentes de las que salen sus datos.
about-what-is-kept = Guardo quién configuró qué, qué historias se mostraron en cada chat y las historias que la gente añade. Leo comandos y nada más de lo que se dice.

privacy-lead = Leo los comandos y los botones que se pulsan, y nada más de lo que se dice. Guardo:
privacy-daily = quién configuró una historia del día, por su número en la plataforma, para avisarle cuando algo falla;
privacy-writers = quién añadió, cambió o propuso una historia, por su número, para los admins de esta comunidad; y durante un día, una huella (hash) de quién propuso una, para que se respeten los límites;
privacy-unfinished = una historia que alguien está escribiendo y no ha terminado, dos semanas; un archivo de historias por importar, un día;
privacy-editors = a quién han nombrado editor los admins, por número, rol o nombre;
privacy-shown = qué historias se mostraron en cada chat, para que reciba otra, y cómo se llama un chat con historia del día;
privacy-favourites = qué historias marcaste con ❤;
privacy-import = las historias de un archivo enviado con /import, hasta que quien lo envió pulsa un botón, un día como mucho;
privacy-forgotten = que alguien pidió ser olvidado, como una huella de la que no se puede recuperar su número, para que una copia de seguridad restaurada no lo traiga de vuelta;
privacy-updates = lo que me envía Telegram hasta que respondo, y después su número durante dos días.
privacy-nothing-else = No guardo más nombres de personas, ni mensajes, ni listas de miembros, y no se lo cuento a nadie más. Dos semanas después de que me quiten de una comunidad no queda nada de ella.
forgetting-means = Entonces olvido que esas historias, cambios y propuestas eran tuyos; se quedan, como de un miembro cualquiera. Tus propuestas en espera y lo que no has terminado de escribir se borran, y dejas de ser editor. Las historias del día que configuraste siguen, pero si algo falla en una no puedo avisar a nadie hasta que un admin vuelva a usar /daily on ahí. Un bloqueo de los admins dura hasta su fecha.
button-forget-me = Olvídame
nothing-to-forget = No guardo nada sobre ti.
forgotten = { $places ->
        [one] Listo: olvidé lo que guardaba sobre ti en un lugar.
       *[other] Listo: olvidé lo que guardaba sobre ti en { $places } lugares.
    }

## En los chats de las plataformas

answer-by-replying = Contesta respondiendo a este mensaje.
cannot-answer-here = Aquí no puedo responder. Abre un chat conmigo y pide la historia ahí.
unnamed-file = el archivo

## En la consola, un chat en la terminal

console-greeting = { $count ->
        [one] Touchline { $version }: { $count } historia a pie de campo del Mundial. Este es un chat como cualquier otro: prueba /player hakimi, o /help.
       *[other] Touchline { $version }: { $count } historias a pie de campo del Mundial. Este es un chat como cualquier otro: prueba /player hakimi, o /help.
    }
console-kept-in = Lo que configuras y añades se guarda en { $file }; Ctrl-D termina.
console-how-to-connect = Para conectar Discord o Telegram, pon un token en config.toml: config.toml.example y README.md explican cómo.
console-others-served = Además de esta consola, atiendo Discord y Telegram.
console-lines-hint = Aquí, en la consola, una línea que termina en \ sigue en la siguiente; un archivo de historia termina con una línea que solo tiene un punto.
console-too-long = { $limit ->
        [one] Es demasiado largo: leo como mucho { $limit } carácter de una vez.
       *[other] Es demasiado largo: leo como mucho { $limit } caracteres de una vez.
    }
console-no-such-number = Arriba no hay ningún [{ $number }]. Escribe un comando como /story, o /help.
console-file-saved = Guardado como { $file }.
console-file-not-saved = No se pudo guardar «{ $file }» en la carpeta actual: { $error }.

## Compartir y jugadores

button-share = Compartir
share-link = Envíaselo a quien quieras; abre la historia:
within-sentence = { $words }
