# O que há de errado em uma história que alguém escreve, e o que resolveria.

## Como as três partes se juntam

fault-listed = {" "}– { $found }; { $mend }
fault-listed-with-example = {" "}– { $found }; { $mend }; por exemplo: { $example }
fault-told = { $found }; { $mend }.
fault-told-with-part = { $part }: { $found }; { $mend }.
fault-in-label = { $label }: { $found }
fault-count = { $count ->
        [1] Quase lá; falta corrigir uma coisa:
       *[other] Quase lá; falta corrigir { $count } coisas:
    }
faults-more = e mais { $count }

## Lugares

fault-at-line = linha { $line }, { $place }
fault-at-text-line = texto, linha { $line }
fault-at-match = jogo (match), { $part }
fault-at-player = jogador { $number } (players), { $part }
fault-at-person = pessoa { $number } (people), { $part }
fault-at-quote = citação { $number } (quotes), { $part }
fault-at-media = mídia { $number } (media), { $part }
fault-at-source = fonte { $number } (sources), { $part }
fault-at-theme = tema { $number } (themes)
fault-at-reaction = reação { $number } (reactions)
fault-at-related = relacionada { $number } (related)
fault-at-slug = nome em comandos (slug)
fault-at-title = título (title)
fault-at-summary = resumo (summary)
fault-at-tournament = torneio (tournament)
fault-at-date = data (date)
fault-at-lang = idioma (lang)
fault-at-text = texto
fault-at-players = jogadores (players)
fault-at-people = pessoas (people)
fault-at-themes = temas (themes)
fault-at-quotes = citações (quotes)
fault-at-reactions = reações (reactions)
fault-at-all-media = mídia (media)
fault-at-all-related = relacionadas (related)
fault-at-sources = fontes (sources)

fault-part-name = nome (name)
fault-part-native-name = nome na escrita original (native_name)
fault-part-team = seleção (team)
fault-part-role = papel (role)
fault-part-aliases = outros nomes (aliases)
fault-part-alias = outro nome { $number } (aliases)
fault-part-date = data (date)
fault-part-home = primeira seleção (home)
fault-part-away = segunda seleção (away)
fault-part-score = placar (score)
fault-part-penalties = pênaltis (penalties)
fault-part-stage = fase (stage)
fault-part-venue = estádio (venue)
fault-part-city = cidade (city)
fault-part-by = quem disse (by)
fault-part-text = texto (text)
fault-part-context = contexto (context)
fault-part-original = original
fault-part-original-lang = idioma do original (original_lang)
fault-part-kind = tipo (kind)
fault-part-url = endereço (url)
fault-part-alt = descrição (alt)
fault-part-credit = crédito (credit)
fault-part-title = título (title)
fault-part-publisher = quem publicou (publisher)

## O que foi encontrado

found-nothing = falta
found-what-does-not-do = { $what } não serve
found-too-many-entries = { $count ->
        [one] “{ $count } item” não serve
       *[other] “{ $count } itens” não serve
    }
found-no-text = nenhum texto
found-link = um link para { $address }
found-address-as-words = um link cujas palavras são um endereço ({ $words })
found-code = texto entre crases
found-html = HTML
found-rule = uma linha horizontal
found-heading = um subtítulo
found-code-block = um bloco de código (ou uma linha recuada com quatro espaços)
found-list = uma lista
found-image = uma imagem
found-markup = marcação que não é aceita

## O que resolveria

mend-line-empty = escreva pelo menos uma palavra
mend-line-too-long = escreva no máximo { $limit ->
        [one] { $limit } caractere
       *[other] { $limit } caracteres
    }, não { $count }
mend-too-many-entries = mantenha no máximo { $limit }
mend-day = escreva um dia que exista como YYYY-MM-DD, por exemplo 2022-11-27
mend-loose-date = escreva YYYY, YYYY-MM ou YYYY-MM-DD
mend-tournament = indique uma Copa do Mundo como está nos registros; a mais próxima é { $nearest }
mend-day-of-tournament = { $tournament }: disputada de { $first } a { $last }; corrija o dia ou o torneio
mend-title-without-letters = use letras ou algarismos: é por eles que a história é conhecida
mend-slug = use letras minúsculas a–z, algarismos e hifens simples, por exemplo hakimi-mother-belgium
mend-variant-twice = conte a história uma só vez em cada idioma
mend-language = escreva uma tag de idioma como en, fr, ar ou pt-BR
mend-theme = escolha entre { $themes }
mend-theme-like = você quis dizer { $near }? escolha entre { $themes }
mend-no-theme = indique pelo menos um destes: { $themes }
mend-related = indique uma história pelo slug, por exemplo boufal-mother-dance
mend-same-teams = um jogo tem duas seleções diferentes
mend-shoot-out = uma disputa de pênaltis tem um vencedor, por exemplo 3-0
mend-score = escreva os gols na ordem das seleções, por exemplo 0-2 (“2-1 aet” após prorrogação; a disputa de pênaltis tem sua própria chave, penalties)
mend-no-source = uma história precisa de pelo menos uma fonte: quem publicou e, se possível, o endereço https
mend-link-too-long = { $place ->
        [prose] use um endereço de no máximo { $limit ->
            [one] { $limit } byte
           *[other] { $limit } bytes
        }
       *[field] escreva um endereço de no máximo { $limit ->
            [one] { $limit } byte
           *[other] { $limit } bytes
        }
    }
mend-link-odd-characters = { $place ->
        [prose] use um endereço sem espaços, aspas, barras invertidas nem sinais < e >
       *[field] escreva um endereço sem espaços, aspas, barras invertidas nem sinais < e >
    }
mend-link-not-whole = { $place ->
        [prose] use um endereço completo, como https://example.org/page
       *[field] escreva um endereço completo, como https://example.org/page
    }
mend-link-not-secure = { $place ->
        [prose] use um endereço que comece com https:// e indique um site
       *[field] escreva um endereço que comece com https:// e indique um site
    }
mend-link-with-user = { $place ->
        [prose] use um endereço sem nome de usuário nem senha
       *[field] escreva um endereço sem nome de usuário nem senha
    }
mend-no-text = escreva pelo menos um parágrafo
mend-address-as-words = escreva o que se encontra lá
mend-markup = use só parágrafos, *ênfase*, **forte**, > citações e [links](https://…)
mend-code = tire as crases
mend-html = escreva sem < e >
mend-rule = tire a linha
