## Correcciones de publicaciones

corrected-on = Corregida el { $date }.

corrections-begin = { $count ->
        [one] { $count } publicación la cuenta como era; la corrijo.
       *[other] { $count } publicaciones la cuentan como era; las corrijo, empezando por la última.
    }
corrections-how-far = ¿Cómo va?
corrected-nowhere = Ninguna publicación cuenta esta historia como era.
corrected-none-yet = Todavía no hay ninguna publicación corregida.
corrected-in = { $count ->
        [one] Corregida en { $count } publicación.
       *[other] Corregida en { $count } publicaciones.
    }
corrections-to-come = { $count ->
        [one] Falta { $count } publicación.
       *[other] Faltan { $count } publicaciones, empezando por la última.
    }
corrections-failed = { $count ->
        [one] { $count } publicación no se pudo corregir: { $why }.
       *[other] { $count } publicaciones no se pudieron corregir: { $why }.
    }
correction-why = { $why } ({ $count })
correction-too-old = { $hours ->
        [one] publicada hace más de { $hours } hora
       *[other] publicada hace más de { $hours } horas
    }
correction-never = lo publicado ahí no se puede cambiar
correction-story-removed = mientras tanto se retiró la historia
correction-no-answer = la plataforma no respondió
corrections-of = «{ $title }»: { $told }

## Piezas pequeñas

list-goes-on = { $before }, { $next }
after-colon = : { $said }

## Las partes de una historia

part-slug = slug
part-title = título
part-summary = resumen
part-text = texto
part-date = fecha
part-tournament = torneo
part-language = idioma
part-players = jugadores
part-people = personas
part-match = partido
part-themes = temas
part-quotes = citas
part-reactions = reacciones
part-media = multimedia
part-related = historias relacionadas
part-sources = fuentes

## Cambios de una historia, en `/history` y donde se avisa de ellos

# Van solos («El beso: editada») y detrás de «ha sido» («ha sido editada»).
change-added = añadida
change-edited = editada
change-removed = retirada
change-restored = recuperada
change-undone = revertida
change-of-parts = { $change } ({ $parts })
change-by-you = { $change } por ti
change-by-person = { $change } por la persona { $person }
change-by-person-elsewhere = { $change } por la persona { $person } en { $platform }
change-at = { $change } el { $day } a las { $time } UTC
history-latest = Los últimos cambios:
history-empty = Aquí todavía no se ha cambiado ninguna historia.
history-undo = Deshacer «{ $title }»

## `/removestory`, `/restorestory` y deshacer

curate-removed = Retirada: «{ $title }» ya no se cuenta. Queda guardada: `/restorestory` la recupera.
curate-removed-already = «{ $title }» ya está retirada.
curate-restored = Recuperada: «{ $title }» se vuelve a contar.
curate-told-already = «{ $title }» ya se cuenta.
curate-undo = Deshacer
curate-undo-that = Deshacer eso
curate-undone = Deshecho: «{ $title }» vuelve a estar como antes.
curate-undone-removed = Deshecho: «{ $title }» ya no se cuenta.
curate-changed-since = Ese ya no es el último cambio: «{ $title }» ha sido { $change }. `/history` los muestra todos.
curate-nothing-before = Antes de eso no hay nada a lo que volver.
curate-slug-gone = Otra historia tiene ya el slug que «{ $title }» usaba entonces; mejor edítala.

## De qué historia se trata

curate-too-many = { $limit ->
        [one] Esta comunidad tiene { $limit } historia propia, contando las retiradas, y no puede tener más.
       *[other] Esta comunidad tiene { $limit } historias propias, contando las retiradas, y no puede tener más.
    }
curate-not-theirs = No conozco esa historia entre las de esta comunidad. Las de la colección compartida las cambian quienes me gestionan.
curate-none = Esta comunidad todavía no tiene historias propias. `/addstory` añade una.
curate-none-removed = No se ha retirado ninguna historia de esta comunidad.
curate-no-such-own = No encuentro esa historia entre las propias de esta comunidad. `/history` muestra las que hay.
curate-no-such-own-removed = No encuentro esa historia entre las retiradas de esta comunidad. `/history` muestra las que hay.
curate-no-such-shared = No encuentro esa historia en la colección compartida. `/history` muestra las que hay.
curate-no-such-shared-removed = No encuentro esa historia entre las retiradas de la colección compartida. `/history` muestra las que hay.
curate-which = ¿Cuál? Di su slug:

## `/review`: lo que proponen los miembros

review-by-somebody = Propuesta { $id } de alguien, { $at }:
review-by-somebody-elsewhere = Propuesta { $id } de alguien en { $platform }, { $at }:
review-by-person = Propuesta { $id } de la persona { $person }, { $at }:
review-by-person-elsewhere = Propuesta { $id } de la persona { $person } en { $platform }, { $at }:
review-accept = Aceptar
review-edit = Editar
review-decline = Rechazar
review-block = Rechazar y bloquear
review-accept-shared = Aceptar para todos
review-later = Más tarde
review-decline-unsaid = Rechazar sin motivo
review-say-why = Para rechazarla, di por qué: `/review { $id } decline your reason`
review-none-waits = No hay propuestas en espera.
review-waits-no-longer = Esa ya no está en espera. `/review` muestra las que sí.
review-no-such = Aquí no hay ninguna propuesta así. `/review` muestra las que esperan.
review-decided-before = Esa ya se decidió antes.
review-name-taken = Ya hay una historia con ese nombre. Rechaza esta, o edítala y ponle otro título.
review-name-taken-by = Ya hay una historia con ese nombre: «{ $title }». Rechaza esta, o edítala y ponle otro título.
review-accepted = Aceptada: «{ $title }» se cuenta desde ahora.
review-declined = Rechazada: «{ $title }».
review-blocked = Rechazada, y quien la propuso no puede proponer nada hasta el { $until }.
review-author-not-told = No pude avisar a quien la propuso.

## Lo que se dice a quien hizo una propuesta

author-accepted = Tu historia «{ $title }» fue aceptada. ¡Gracias!
author-declined-unsaid = Tu historia «{ $title }» no fue aceptada esta vez.
author-declined = Tu historia «{ $title }» no fue aceptada. Los admins dicen: { $reason }
author-blocked = Tu historia «{ $title }» no fue aceptada.

## `/import` y `/export`: historias que entran y salen en archivos

import-how = { $limit ->
        [one] Adjunta un archivo a `/import`: una tabla CSV o JSON Lines con { $limit } historia como mucho en { $mebibytes } MiB, o un archivo de historia. Antes de cambiar nada digo qué cambiaría.
       *[other] Adjunta un archivo a `/import`: una tabla CSV o JSON Lines con { $limit } historias como mucho en { $mebibytes } MiB, o un archivo de historia. Antes de cambiar nada digo qué cambiaría.
    }
import-how-columns = La primera fila de una tabla da nombre a sus columnas; `/export format:csv` te da una para empezar.
import-too-many = { $limit ->
        [one] Tiene más de { $limit } historia, y no acepto más de una vez. Divídelo, o usa `touchline stories import` donde estoy en marcha.
       *[other] Tiene más de { $limit } historias, y no acepto más de una vez. Divídelo, o usa `touchline stories import` donde estoy en marcha.
    }
import-would = { $same ->
        [one] Se añadirían: { $added }; se cambiarían: { $changed }; { $same } queda igual. Todavía no se ha cambiado nada.
       *[other] Se añadirían: { $added }; se cambiarían: { $changed }; { $same } quedan igual. Todavía no se ha cambiado nada.
    }
import-nothing-new = { $same ->
        [one] No hay nada que importar: la historia ya se cuenta así.
       *[other] No hay nada que importar: las { $same } historias ya se cuentan así.
    }
import-refused = { $refused ->
        [one] Todavía no se puede importar nada: hay una historia rechazada. Sin ella, se añadirían: { $added }; se cambiarían: { $changed }; quedarían igual: { $same }.
       *[other] Todavía no se puede importar nada: hay { $refused } historias rechazadas. Sin ellas, se añadirían: { $added }; se cambiarían: { $changed }; quedarían igual: { $same }.
    }
import-new = nueva:
import-changed = cambiada:
import-restored = recuperada:
import-parts = ({ $parts })
import-more-new = { $count ->
        [one] y { $count } nueva más
       *[other] y { $count } nuevas más
    }
import-more-changed = { $count ->
        [one] y { $count } cambiada más
       *[other] y { $count } cambiadas más
    }
import-more-restored = { $count ->
        [one] y { $count } recuperada más
       *[other] y { $count } recuperadas más
    }
import-fault-line = línea { $line }, { $key }
import-fault = – { $found }; { $mend }
import-more-faults = { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
import-mend = Arregla el archivo y envíalo de nuevo.
import-all = Importar todo
import-cancel = Cancelar
import-done = Importación hecha. Añadidas: { $added }; cambiadas: { $changed }; sin cambios: { $same }. `{ $history }` muestra cada cambio y puede deshacerlo.
import-cancelled = Cancelado: no se importó nada, y olvidé las historias del archivo.
import-gone = Ya no guardo ese archivo: se importó o se canceló, después llegó otro tuyo, o tiene más de un día. Envíalo de nuevo con `/import`.
export-nothing = Esta comunidad no tiene historias propias. `scope:everyone` da la colección compartida.
export-too-many = { $count ->
        [one] Esta { $count } historia es más de lo que cabe en un chat. `touchline stories export` la escribe donde estoy en marcha.
       *[other] Estas { $count } historias son más de lo que cabe en un chat. `touchline stories export` las escribe donde estoy en marcha.
    }
export-done = { $count ->
        [one] { $count } historia. `/import` acepta el archivo de vuelta.
       *[other] { $count } historias. `/import` acepta el archivo de vuelta.
    }
