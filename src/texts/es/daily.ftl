## Encima de una historia publicada

on-this-day = { $years ->
        [one] Tal día como hoy, hace un año.
       *[other] Tal día como hoy, hace { $years } años.
    }
late-by-minutes = { $minutes ->
        [one] Esta historia llega con { $minutes } minuto de retraso.
       *[other] Esta historia llega con { $minutes } minutos de retraso.
    }
late-by-hours = { $hours ->
        [one] Esta historia llega con cerca de una hora de retraso.
       *[other] Esta historia llega con unas { $hours } horas de retraso.
    }

## Piezas de las frases de abajo

daily-here = aquí
daily-there = ahí
daily-in-place = en «{ $place }»
daily-to-place = a «{ $place }»
daily-quoted = «{ $name }»
daily-every-day = todos los días
daily-on-weekdays = de lunes a viernes
daily-at-weekends = los fines de semana
daily-every-weekday = cada { $days }
daily-moment = { $weekday } { $date }, { $time } { $zone }
daily-moment-and-utc = { $weekday } { $date }, { $time } { $zone } ({ $utc } UTC)
daily-moment-and-utc-day = { $weekday } { $date }, { $time } { $zone } ({ $utc } UTC del { $utc_date })
daily-list = { $list }, { $next }
daily-list-or = { $list } o { $next }
order-turn = «{ $title }»
order-pinned = «{ $title }» (elegida por un admin)
order-anniversary = { $years ->
        [one] «{ $title }» (ese día hace un año)
       *[other] «{ $title }» (ese día hace { $years } años)
    }

## /daily on: lo que quedó configurado

daily-comes = Una historia llega { $where } { $days } a las { $time } { $zone }.
daily-comes-about = Una historia { $about } llega { $where } { $days } a las { $time } { $zone }.
daily-next-one = La próxima: { $moment }.
daily-stories-fit = { $count ->
        [one] Hay { $count } historia que encaja; cuando estén todas contadas, vuelven a empezar en otro orden.
       *[other] Hay { $count } historias que encajan; cuando estén todas contadas, vuelven a empezar en otro orden.
    }
daily-pause-is-over = Su pausa terminó.
daily-settled-today = La de hoy ya está resuelta, así que hoy no vuelve a salir.
daily-but-it-rests = Pero está en pausa:
daily-cannot-post-there-yet = Todavía no puedo publicar ahí.
daily-starts-by-itself = Empieza sola en cuanto pueda.
daily-could-not-test = No pude probar si me dejan publicar ahí; /daily test lo muestra.
daily-that-is-utc = Es hora UTC. Para usar la tuya, di una ciudad o una zona: `/daily on { $time } Europe/Paris`
daily-hints-here = `/daily test` publica una ahora, `/daily next` muestra lo que viene, `/daily off` la termina.
daily-hints-there = Con el mismo lugar, `/daily test` publica una ahí ahora y `/daily off` la termina.

## /daily on: lo que se rechaza

daily-nothing-fits = No hay ninguna historia { $about }. Pide algo más amplio, o quita una parte.
daily-too-many = { $limit ->
        [one] Esta comunidad ya tiene { $limit } historia del día, y no puede tener más. `/daily show` la muestra, `/daily off` la termina.
       *[other] Esta comunidad ya tiene { $limit } historias del día, y no puede tener más. `/daily show` las muestra, `/daily off` termina una.
    }
daily-no-story-about-team = No hay ninguna historia sobre una selección «{ $team }».
daily-teams-near-it = Se parecen: { $teams }.
daily-which-team = No conozco ninguna selección «{ $team }». ¿Querías decir { $teams }?

## Por qué no se puede usar un lugar

daily-place-unusable = No puedo usar ese lugar.
daily-still-cannot-post = Sigo sin poder publicar ahí.
daily-cannot-post = No puedo publicar { $where }.
daily-rests-already = Ya está en pausa, porque no puedo publicar ahí.
daily-no-other-place = No hay otro lugar.
daily-platform-asks-to-wait = { $seconds ->
        [one] La plataforma me pide que espere { $seconds } segundo. Inténtalo de nuevo después.
       *[other] La plataforma me pide que espere { $seconds } segundos. Inténtalo de nuevo después.
    }
daily-chat-has-moved = Este chat acaba de cambiar de dirección; ya la anoté. Inténtalo de nuevo.
daily-story-not-accepted = La plataforma no aceptó esta historia. Quien me gestiona encuentra el motivo en mi registro.
daily-platform-unreachable = Ahora mismo no logro conectar con la plataforma para publicar. Inténtalo de nuevo en un minuto.
daily-nobody-knows-whether-it-arrived = La plataforma no dijo si la publicación llegó. Mira si está aquí antes de intentarlo de nuevo.

## /daily off, pause y resume

daily-none = No hay historia del día { $where }.
daily-start-it = Para empezarla: `/daily on 09:00 Europe/Paris`
daily-off-here = La historia del día está apagada aquí; recuerdo lo que ya conté. Para volver a empezarla: `/daily on { $again }`
daily-off-there = La historia del día está apagada ahí; recuerdo lo que ya conté. Para volver a empezarla: `/daily on { $again } place:…`
daily-off-already = Ya está apagada.
daily-must-be-after-today = El día en que sigue tiene que ser posterior a hoy.
daily-off-ends-it = `/daily off` la termina del todo.
daily-rests-until = La historia del día está en pausa { $where }; vuelve el { $moment }. `/daily resume` termina la pausa antes.
daily-rests = La historia del día está en pausa { $where } hasta que alguien use `/daily resume`.
daily-not-paused = No está en pausa.
daily-goes-on-when-mended = Sigue sola cuando eso se arregle.
daily-goes-on = La historia del día sigue { $where }. La próxima: { $moment }.

## /daily next

daily-next-stories = Las próximas historias, si nada cambia:
daily-next-story = { $moment }: { $story }
daily-next-without = { $moment }: { $reason }
daily-choose-hint = Para elegir la historia de una fecha: `/daily next 2026-12-10 mother` – o `none` para dejar de elegirla.
daily-no-story-on-day = El { $day } no sale ninguna historia: elige un día de los próximos doce meses en que salga una. La próxima: { $moment }.
daily-not-chosen = El { $day } sale la historia a la que le toque.
daily-no-such-story = No conozco ninguna historia con «{ $words }». Escribe palabras de su título; con `/story` puedes buscar una y verla.
daily-chosen = «{ $title }» sale el { $moment }.
daily-chosen-but-rests = Pero la historia del día está en pausa entonces: si no se reanuda antes, no sale nada.

## /daily test

daily-nothing-to-test = Todavía no hay ninguna historia que publicar. Añade una con `/addstory`.
daily-test-works = Funciona: la publicación está { $where }. No cuenta como la de hoy.

## /daily show

daily-next-ones = Próximas
daily-last-ones = Últimas
daily-elsewhere = En otros lugares
daily-next-empty = { $moment } – ninguna historia
daily-may-be-late = Una historia que no salió puede llegar con hasta { $span } de retraso, no más.
daily-in-doubt-again = Si nadie sabe si una publicación llegó, la envío otra vez.
daily-in-doubt-asked = Si nadie sabe si una publicación llegó, pregunto a los admins.
daily-is-silent = Las publicaciones no hacen sonido.
daily-is-paused = Está en pausa:
daily-is-paused-until = *Está en pausa* por un admin hasta el { $day }. `/daily resume` la termina.
daily-is-paused-by-an-admin = *Está en pausa* por un admin. `/daily resume` la termina.
daily-line = { $place }: { $days } a las { $time } { $zone }
daily-line-about = { $place }: { $days } a las { $time } { $zone }, { $about }
daily-line-paused = { $line } – en pausa

## /daily why: qué fue de las últimas publicaciones, una línea cada una

daily-nothing-was-due = Todavía no tocaba ninguna.
daily-first-one = La primera: { $moment }.
daily-what-became = Qué fue de las últimas:
run-clock-on-date = { $time } del { $date }
run-planned = { $day }: sale a las { $clock }
run-planned-story = { $day }: sale a las { $clock } «{ $title }»
run-sending = { $day }: va en camino
run-sending-story = { $day }: va en camino «{ $title }»
run-doubtful = { $tries ->
        [one] { $day }: se envió, un intento por ahora; puede que ya esté ahí, lo averiguo a las { $clock }
       *[other] { $day }: se envió, { $tries } intentos por ahora; puede que ya esté ahí, lo averiguo a las { $clock }
    }
run-doubtful-story = { $tries ->
        [one] { $day }: se envió «{ $title }», un intento por ahora; puede que ya esté ahí, lo averiguo a las { $clock }
       *[other] { $day }: se envió «{ $title }», { $tries } intentos por ahora; puede que ya esté ahí, lo averiguo a las { $clock }
    }
run-waits = { $tries ->
        [one] { $day }: aún no se envió, un intento por ahora; el próximo, a las { $clock }
       *[other] { $day }: aún no se envió, { $tries } intentos por ahora; el próximo, a las { $clock }
    }
run-waits-story = { $tries ->
        [one] { $day }: aún no se envió «{ $title }», un intento por ahora; el próximo, a las { $clock }
       *[other] { $day }: aún no se envió «{ $title }», { $tries } intentos por ahora; el próximo, a las { $clock }
    }
run-unsure = { $day }: se envió, pero la plataforma nunca dijo si llegó; mira si está
run-unsure-story = { $day }: se envió «{ $title }», pero la plataforma nunca dijo si llegó; mira si está
run-refused = { $day }: rechazada
run-refused-story = { $day }: rechazada «{ $title }»
run-missed = { $day }: no salió
run-missed-story = { $day }: no salió «{ $title }»
run-skipped = { $day }: omitida
run-skipped-story = { $day }: omitida «{ $title }»
run-because = { $run }: { $reason }
run-posted = { $day }: publicada
run-posted-story = { $day }: publicada «{ $title }»
run-posted-at = { $day }: publicada a las { $clock }
run-posted-at-story = { $day }: publicada a las { $clock } «{ $title }»
run-after-tries = { $tries ->
        [one] { $run }, tras { $tries } intento
       *[other] { $run }, tras { $tries } intentos
    }
run-late-by-minutes = { $minutes ->
        [one] { $run }, con { $minutes } minuto de retraso
       *[other] { $run }, con { $minutes } minutos de retraso
    }
run-late-by-hours = { $hours ->
        [one] { $run }, con { $hours } hora de retraso
       *[other] { $run }, con { $hours } horas de retraso
    }
run-noted = { $run }; { $note }

## Botones: cortos

button-it-is-there = Está ahí
button-it-is-there-of = { $day }: está ahí
button-post-it-again = Publicar otra vez
button-send-it-now = Enviar ahora
button-switch-off = Apagar «{ $place }»

## Lo que responden estos botones

decide-of-another-platform = Eso es de otra plataforma.
decide-counts = Bien: la historia del { $day } cuenta como publicada.
decide-settled-posted = Eso ya estaba resuelto: la historia del { $day } está publicada.
decide-settled-on-its-way = Eso ya estaba resuelto: la historia del { $day } va en camino.
decide-settled-closed = Eso ya estaba resuelto: la historia del { $day } está cerrada.
decide-switched-off = Esta historia del día se apagó. `/daily on` la vuelve a empezar.
decide-story-withdrawn = Su historia se retiró.
decide-on-its-way = Va en camino: la historia del { $day }. `/daily why` dice qué fue de ella.
decide-forgotten = Ya no sé nada de esta publicación. `/daily why` muestra las últimas.

## Avisos: lo que se cuenta solo al admin que configuró una historia del día

notice-your-chat = tu chat
notice-paused = La historia del día en { $place } está en pausa, porque no puedo publicar ahí.
notice-nothing-is-lost = No se pierde nada: sigue sola en cuanto pueda.
notice-resumed = Ya puedo publicar otra vez en { $place }: la historia del día sigue.
notice-unsure = Envié la historia del { $day } a { $place } y nadie sabe decirme si llegó. Mira, por favor: ¿está ahí?
notice-unsure-story = Envié la historia del { $day }, «{ $title }», a { $place } y nadie sabe decirme si llegó. Mira, por favor: ¿está ahí?
notice-missed-days = La historia del día no salió en { $place } ({ $days }): cuando tocaba, yo no estaba en marcha o no podía usar mi almacén.
notice-did-not-come = La historia del { $day } no salió en { $place }: { $reason }
notice-did-not-come-story = La historia del { $day }, «{ $title }», no salió en { $place }: { $reason }
notice-dry = { $count ->
        [one] De las historias que la historia del día puede contar en { $place }, solo { $count } es nueva ahí. Después vuelvo a empezar por las que conté hace más tiempo; si quieres nuevas, amplía los filtros con `/daily on` o añade historias propias con `/addstory`.
       *[other] De las historias que la historia del día puede contar en { $place }, solo { $count } son nuevas ahí. Después vuelvo a empezar por las que conté hace más tiempo; si quieres nuevas, amplía los filtros con `/daily on` o añade historias propias con `/addstory`.
    }
