## Cómo se unen las tres piezas

fault-listed = {" "}– { $found }; { $mend }
fault-listed-with-example = {" "}– { $found }; { $mend }; por ejemplo: { $example }
fault-told = { $found }; { $mend }.
fault-told-with-part = { $part }: { $found }; { $mend }.
fault-in-label = { $label }: { $found }
fault-count = { $count ->
        [one] Casi está; hay una cosa que arreglar:
       *[other] Casi está; hay { $count } cosas que arreglar:
    }
faults-more = y { $count } más

## Lugares

fault-at-line = línea { $line }, { $place }
fault-at-text-line = texto, línea { $line }
fault-at-match = partido: { $part }
fault-at-player = jugador { $number }: { $part }
fault-at-person = persona { $number }: { $part }
fault-at-quote = cita { $number }: { $part }
fault-at-media = multimedia { $number }: { $part }
fault-at-source = fuente { $number }: { $part }
fault-at-theme = tema { $number }
fault-at-reaction = reacción { $number }
fault-at-related = historia relacionada { $number }
fault-at-slug = nombre corto (slug)
fault-at-title = título
fault-at-summary = resumen
fault-at-tournament = torneo
fault-at-date = fecha
fault-at-lang = idioma (lang)
fault-at-text = texto
fault-at-players = jugadores
fault-at-people = personas
fault-at-themes = temas
fault-at-quotes = citas
fault-at-reactions = reacciones
fault-at-all-media = multimedia (media)
fault-at-all-related = historias relacionadas
fault-at-sources = fuentes

fault-part-name = nombre
fault-part-native-name = nombre en su escritura
fault-part-team = selección
fault-part-role = papel
fault-part-aliases = otros nombres
fault-part-alias = otro nombre { $number }
fault-part-date = fecha
fault-part-home = primera selección
fault-part-away = segunda selección
fault-part-score = resultado
fault-part-penalties = tanda (penalties)
fault-part-stage = fase
fault-part-venue = estadio
fault-part-city = ciudad
fault-part-by = quién lo dijo
fault-part-text = texto
fault-part-context = cuándo y dónde
fault-part-original = texto original
fault-part-original-lang = idioma original
fault-part-kind = tipo
fault-part-url = dirección (url)
fault-part-alt = descripción (alt)
fault-part-credit = autoría (credit)
fault-part-title = título
fault-part-publisher = medio (publisher)

## Lo que se encontró

found-nothing = falta
found-what-does-not-do = { $what } no sirve
found-too-many-entries = { $count ->
        [one] { $count } entrada es demasiado
       *[other] { $count } entradas son demasiadas
    }
found-no-text = no hay texto
found-link = hay un enlace a { $address }
found-address-as-words = hay un enlace cuyas palabras son una dirección ({ $words })
found-code = hay texto entre acentos graves
found-html = hay HTML
found-rule = hay una línea horizontal
found-heading = hay un encabezado
found-code-block = hay un bloque de código (o una línea con sangría de cuatro espacios)
found-list = hay una lista
found-image = hay una imagen
found-markup = hay un formato no admitido

## Lo que serviría

mend-line-empty = escribe al menos una palabra
mend-line-too-long = { $limit ->
        [one] escribe como mucho { $limit } carácter, no { $count }
       *[other] escribe como mucho { $limit } caracteres, no { $count }
    }
mend-too-many-entries = deja { $limit } como mucho
mend-day = escribe un día que exista como YYYY-MM-DD, por ejemplo 2022-11-27
mend-loose-date = escribe YYYY, YYYY-MM o YYYY-MM-DD
mend-tournament = nombra un Mundial como en sus registros; el más parecido es { $nearest }
mend-day-of-tournament = { $tournament } se jugó del { $first } al { $last }: corrige el día o el torneo
mend-title-without-letters = usa letras o cifras: de ahí sale el nombre de la historia
mend-slug = usa minúsculas a–z, cifras y guiones sueltos, por ejemplo hakimi-mother-belgium
mend-variant-twice = cuenta la historia una sola vez en cada idioma
mend-language = escribe un código de idioma como en, fr, ar o pt-BR
mend-theme = elige entre { $themes }
mend-theme-like = ¿querías decir { $near }?; elige entre { $themes }
mend-no-theme = nombra al menos uno de estos: { $themes }
mend-related = nombra una historia por su slug, por ejemplo boufal-mother-dance
mend-same-teams = un partido tiene dos selecciones distintas
mend-shoot-out = una tanda tiene ganador, por ejemplo 3-0
mend-score = escribe los goles en el orden de las selecciones, por ejemplo 0-2 ("2-1 aet" si hubo prórroga; la tanda va aparte, en penalties)
mend-no-source = una historia necesita al menos una fuente: quién la publicó y, si es posible, su dirección https
mend-link-too-long = { $place ->
        [prose] usa una dirección de { $limit } bytes como mucho
       *[field] escribe una dirección de { $limit } bytes como mucho
    }
mend-link-odd-characters = { $place ->
        [prose] usa una dirección sin espacios, comillas, barras invertidas ni los signos < y >
       *[field] escribe una dirección sin espacios, comillas, barras invertidas ni los signos < y >
    }
mend-link-not-whole = { $place ->
        [prose] usa una dirección completa, como https://example.org/page
       *[field] escribe una dirección completa, como https://example.org/page
    }
mend-link-not-secure = { $place ->
        [prose] usa una dirección que empiece por https:// y nombre un servidor
       *[field] escribe una dirección que empiece por https:// y nombre un servidor
    }
mend-link-with-user = { $place ->
        [prose] usa una dirección sin usuario ni contraseña
       *[field] escribe una dirección sin usuario ni contraseña
    }
mend-no-text = escribe al menos un párrafo
mend-address-as-words = escribe qué se encuentra ahí
mend-markup = usa solo párrafos, *énfasis*, **negrita**, > citas y [enlaces](https://…)
mend-code = quita los acentos graves
mend-html = escríbelo sin < ni >
mend-rule = quita la línea
