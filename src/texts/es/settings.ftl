## Un instante

instant-local = { $date }, { $time } { $zone }

## La zona horaria

settings-zone-set = Desde ahora las horas son de { $zone }, si no se indica otra zona.
settings-zone-unset = Las horas vuelven a ser UTC, si no se indica otra zona.

## El idioma

settings-language-set = Desde ahora hablo { $language } aquí, también en las historias del día; las historias que se escriban aquí están en «{ $tag }» si no dicen otra cosa.
settings-language-not-spoken = Desde ahora las historias que se escriban aquí están en «{ $tag }» si no dicen otra cosa. No hablo ese idioma: respondo a cada persona en el idioma de su app si lo hablo, y si no, en inglés; las historias del día salen en inglés. Hablo { $languages }.
settings-language-auto = Desde ahora respondo a cada persona en el idioma de su app si lo hablo, y si no, en inglés. Las historias del día salen en inglés, y las que se escriban aquí están en inglés si no dicen otra cosa. Hablo { $languages }.

settings-no-language = «{ $typed }» no es un código de idioma: escribe por ejemplo auto, en, fr, es, ar o pt-BR.

## Editores

settings-a-person = persona { $person }
settings-a-role = rol { $role }
settings-editor-added = Editor desde ahora: { $editor }. Puede añadir, cambiar y revisar historias de esta comunidad.
settings-editor-by-name = A la primera persona de aquí que use ese nombre la reconozco desde entonces por su número.
settings-editor-removed = Ya no es editor: { $editor }.
settings-no-editor = No era editor: { $editor }.
settings-editors-full = { $limit ->
        [one] Una comunidad puede tener { $limit } editor; nombra un rol, o quita antes a alguien.
       *[other] Una comunidad puede tener { $limit } editores; nombra un rol, o quita antes a alguien.
    }

## Personas bloqueadas en una revisión

settings-unblocked = La persona { $person } puede volver a proponer historias.
settings-not-blocked = La persona { $person } no está bloqueada.

## Dónde se avisa de los cambios de historias

settings-notices-place = Desde ahora aviso en { $place } con una línea por cada cambio de una historia; si se importan muchas, no aviso de cada una.
settings-notices-chat = Desde ahora aviso en ese chat con una línea por cada cambio de una historia; si se importan muchas, no aviso de cada una.
settings-notices-off = Ya no aviso en ningún sitio de los cambios de historias; /history los muestra.
settings-cannot-post = Aquí no se puede publicar nada.
settings-place-elsewhere = Ese lugar es de otra comunidad.
settings-place-unknown = No pude encontrar ese lugar. Inténtalo de nuevo en un minuto.
settings-place-unsure = No pude averiguar si me dejan publicar ahí. Inténtalo de nuevo en un minuto.

## `/settings show`: un nombre en negrita y, tras dos puntos, lo configurado

settings-label-editors = Editores
settings-editors-none = nadie aparte de los admins
settings-label-zone = Zona horaria
settings-zone-none = UTC, si no se indica otra
settings-label-language = Idioma
settings-language-is-auto = automático: respuestas en el idioma de la app de cada persona; publicaciones e historias, en inglés
settings-language-is = { $language } («{ $tag }»)
settings-language-is-not-spoken = «{ $tag }» para las historias; no lo hablo, así que respondo en el idioma de la app de cada persona y publico en inglés
settings-label-notices = Cambios de historias
settings-notices-none = no aviso en ningún sitio; /history los muestra
settings-notices-here = aquí ({ $address })
settings-label-blocked = Personas bloqueadas
settings-blocked-until = persona { $person } hasta el { $until }
