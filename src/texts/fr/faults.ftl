# Ce qui ne va pas dans une histoire que quelqu'un écrit, et ce qui l'arrangerait.

## Comment les trois morceaux se joignent

fault-listed = {" "}– { $found } ; { $mend }
fault-listed-with-example = {" "}– { $found } ; { $mend } ; par exemple : { $example }
fault-told = { $found } ; { $mend }.
fault-told-with-part = { $part } : { $found } ; { $mend }.
fault-in-label = { $label } : { $found }
fault-count = { $count ->
        [1] On y est presque ; une chose à corriger :
       *[other] On y est presque ; { $count } choses à corriger :
    }
faults-more = { $count ->
        [one] et { $count } de plus
       *[other] et { $count } de plus
    }

## Endroits

fault-at-line = ligne { $line }, { $place }
fault-at-text-line = texte, ligne { $line }
fault-at-match = match, { $part }
fault-at-player = joueur { $number }, { $part }
fault-at-person = personne { $number }, { $part }
fault-at-quote = citation { $number }, { $part }
fault-at-media = média { $number }, { $part }
fault-at-source = source { $number }, { $part }
fault-at-theme = thème { $number }
fault-at-reaction = réaction { $number }
fault-at-related = histoire liée { $number }
fault-at-slug = nom court (slug)
fault-at-title = titre (title)
fault-at-summary = résumé (summary)
fault-at-tournament = tournoi (tournament)
fault-at-date = date
fault-at-lang = langue (lang)
fault-at-text = texte
fault-at-players = joueurs (players)
fault-at-people = personnes (people)
fault-at-themes = thèmes (themes)
fault-at-quotes = citations (quotes)
fault-at-reactions = réactions (reactions)
fault-at-all-media = médias (media)
fault-at-all-related = histoires liées (related)
fault-at-sources = sources

fault-part-name = nom (name)
fault-part-native-name = nom dans son écriture (native_name)
fault-part-team = équipe (team)
fault-part-role = rôle (role)
fault-part-aliases = autres noms (aliases)
fault-part-alias = autre nom { $number } (aliases)
fault-part-date = date
fault-part-home = première équipe (home)
fault-part-away = deuxième équipe (away)
fault-part-score = score
fault-part-penalties = tirs au but (penalties)
fault-part-stage = tour (stage)
fault-part-venue = stade (venue)
fault-part-city = ville (city)
fault-part-by = auteur (by)
fault-part-text = texte (text)
fault-part-context = contexte (context)
fault-part-original = version originale (original)
fault-part-original-lang = langue d’origine (original_lang)
fault-part-kind = type (kind)
fault-part-url = adresse (url)
fault-part-alt = description (alt)
fault-part-credit = crédit (credit)
fault-part-title = titre (title)
fault-part-publisher = éditeur (publisher)

## Ce qui a été trouvé

found-nothing = rien ici
found-what-does-not-do = { $what } ne convient pas
found-too-many-entries = { $count ->
        [one] « { $count } entrée » ne convient pas
       *[other] « { $count } entrées » ne convient pas
    }
found-no-text = pas de texte
found-link = un lien vers { $address }
found-address-as-words = un lien dont le texte est une adresse ({ $words })
found-code = du texte entre accents graves
found-html = du HTML
found-rule = une ligne horizontale
found-heading = un titre
found-code-block = un bloc de code (ou une ligne en retrait de quatre espaces)
found-list = une liste
found-image = une image
found-markup = une mise en forme qui n’est pas permise

## Ce qui conviendrait

mend-line-empty = écris au moins un mot
mend-line-too-long = écris au plus { $limit ->
        [one] { $limit } caractère
       *[other] { $limit } caractères
    }, pas { $count }
mend-too-many-entries = n’en garde pas plus de { $limit }
mend-day = écris un jour qui existe sous la forme YYYY-MM-DD, par exemple 2022-11-27
mend-loose-date = écris YYYY, YYYY-MM ou YYYY-MM-DD
mend-tournament = nomme une Coupe du monde comme dans ses archives ; la plus proche est { $nearest }
mend-day-of-tournament = { $tournament } s’est jouée du { $first } au { $last } : corrige le jour ou le tournoi
mend-title-without-letters = mets-y des lettres ou des chiffres : c’est par là qu’on retrouve l’histoire
mend-slug = utilise des minuscules a–z, des chiffres et des tirets simples, par exemple hakimi-mother-belgium
mend-variant-twice = raconte l’histoire une seule fois par langue
mend-language = écris un code de langue comme en, fr, ar ou pt-BR
mend-theme = choisis parmi { $themes }
mend-theme-like = tu voulais dire { $near } ? choisis parmi { $themes }
mend-no-theme = indique au moins l’un de ceux-ci : { $themes }
mend-related = indique une histoire par son nom court (slug), par exemple boufal-mother-dance
mend-same-teams = un match oppose deux équipes différentes
mend-shoot-out = une séance de tirs au but a un vainqueur, par exemple 3-0
mend-score = écris les buts de la première équipe puis de la deuxième, par exemple 0-2 ("2-1 aet" après prolongation ; les tirs au but ont leur propre clé, penalties)
mend-no-source = il faut au moins une source : qui l’a publiée et, si possible, son adresse https
mend-link-too-long = { $place ->
        [prose] utilise une adresse de { $limit } octets au plus
       *[field] écris une adresse de { $limit } octets au plus
    }
mend-link-odd-characters = { $place ->
        [prose] utilise une adresse sans espaces, guillemets, barres obliques inverses ni chevrons
       *[field] écris une adresse sans espaces, guillemets, barres obliques inverses ni chevrons
    }
mend-link-not-whole = { $place ->
        [prose] utilise une adresse entière comme https://example.org/page
       *[field] écris une adresse entière comme https://example.org/page
    }
mend-link-not-secure = { $place ->
        [prose] utilise une adresse qui commence par https:// et nomme un hôte
       *[field] écris une adresse qui commence par https:// et nomme un hôte
    }
mend-link-with-user = { $place ->
        [prose] utilise une adresse sans nom d’utilisateur ni mot de passe
       *[field] écris une adresse sans nom d’utilisateur ni mot de passe
    }
mend-no-text = écris au moins un paragraphe
mend-address-as-words = écris ce qu’on y trouve
mend-markup = utilise seulement des paragraphes, *accent*, **gras**, > citations et [liens](https://…)
mend-code = enlève les accents graves
mend-html = écris-le sans < ni >
mend-rule = enlève cette ligne
