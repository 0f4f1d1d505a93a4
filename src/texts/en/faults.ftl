# What is wrong with a story that somebody writes, and what would mend it.
#
# Each fault is three texts: the place (fault-at-…), what was found there (found-…) and what would do (mend-…), joined by one of
# the sentences below. Begin none of them with a capital letter and end none with a full stop.

## How the three are joined

# In a list of faults, after the place in bold: “**match.score** – "2" does not do; write goals …”. It begins with a blank.
fault-listed = {" "}– { $found }; { $mend }
# The same where the field has an example.
fault-listed-with-example = {" "}– { $found }; { $mend }; for example: { $example }
# A sentence above the question that is asked again. Its first letter becomes a capital by itself.
fault-told = { $found }; { $mend }.
# The same with the part of the field that is wrong: “Score: "2" does not do; write goals ….”
fault-told-with-part = { $part }: { $found }; { $mend }.
# In a form, the field's label with what was found there. Discord shows 45 characters of it, the rest is cut.
fault-in-label = { $label }: { $found }
fault-count = { $count ->
        [1] Nearly there; one thing to mend:
       *[other] Nearly there; { $count } things to mend:
    }
# The last entry of a list that is cut: so many more faults.
faults-more = and { $count } more

## Places
#
# English says the keys as story files write them (players[2].name is the name of the second player). Say what they mean, in a few words;
# the key may follow in brackets.

fault-at-line = line { $line }, { $place }
fault-at-text-line = text:{ $line }
# $part is one of the fault-part-… texts.
fault-at-match = match.{ $part }
fault-at-player = players[{ $number }].{ $part }
# Somebody in the story who is no player.
fault-at-person = people[{ $number }].{ $part }
fault-at-quote = quotes[{ $number }].{ $part }
# A picture or film.
fault-at-media = media[{ $number }].{ $part }
fault-at-source = sources[{ $number }].{ $part }
fault-at-theme = themes[{ $number }]
fault-at-reaction = reactions[{ $number }]
# A story that goes with this one.
fault-at-related = related[{ $number }]
# The name that a story goes by in files and commands.
fault-at-slug = slug
fault-at-title = title
fault-at-summary = summary
fault-at-tournament = tournament
fault-at-date = date
fault-at-lang = lang
fault-at-text = text
fault-at-players = players
fault-at-people = people
fault-at-themes = themes
fault-at-quotes = quotes
fault-at-reactions = reactions
fault-at-all-media = media
fault-at-all-related = related
fault-at-sources = sources

# Parts of a place.
fault-part-name = name
# The name in its own script.
fault-part-native-name = native_name
fault-part-team = team
fault-part-role = role
fault-part-aliases = aliases
fault-part-alias = aliases[{ $number }]
fault-part-date = date
# The team that is named first.
fault-part-home = home
fault-part-away = away
fault-part-score = score
# The score of a shoot-out.
fault-part-penalties = penalties
fault-part-stage = stage
fault-part-venue = venue
fault-part-city = city
# Who said a quote.
fault-part-by = by
fault-part-text = text
# When and where a quote was said.
fault-part-context = context
# A quote in the language in which it was said.
fault-part-original = original
fault-part-original-lang = original_lang
fault-part-kind = kind
fault-part-url = url
# What is to be seen in a picture or film.
fault-part-alt = alt
# Whose picture or film it is.
fault-part-credit = credit
fault-part-title = title
fault-part-publisher = publisher

## What was found

found-nothing = missing
# $what is what somebody wrote, in quotation marks.
found-what-does-not-do = { $what } does not do
# $count is more than 40.
found-too-many-entries = "{ $count } entries" does not do
found-no-text = no text
# $address is in quotation marks.
found-link = a link to { $address }
# $words are in quotation marks.
found-address-as-words = a link whose words are an address ({ $words })
found-code = text between backticks
found-html = HTML
found-rule = a horizontal rule
found-heading = a heading
found-code-block = a code block (or a line indented by four spaces)
found-list = a list
found-image = an image
found-markup = markup outside the subset

## What would do

mend-line-empty = write at least one word
mend-line-too-long = write at most { $limit } characters, not { $count }
mend-too-many-entries = keep at most { $limit }
# YYYY-MM-DD is how a day is typed: four digits of the year, two of the month, two of the day. Dates are typed so in every language.
mend-day = write a day that exists as YYYY-MM-DD, for example 2022-11-27
mend-loose-date = write YYYY, YYYY-MM or YYYY-MM-DD
# $nearest is the name of a World Cup in quotation marks.
mend-tournament = name a World Cup as its records do; the nearest is { $nearest }
# $first and $last are days like 2022-11-20.
mend-day-of-tournament = { $tournament } was played from { $first } to { $last }: correct the day or the tournament
mend-title-without-letters = use letters or digits in it: the story goes by them
mend-slug = use lower-case letters a–z, digits and single dashes, for example hakimi-mother-belgium
mend-variant-twice = tell the story once in each language
mend-language = write a language tag such as en, fr, ar or pt-BR
# $themes are words that are typed (family, kindness, …) with commas between; $near is one of them in quotation marks.
mend-theme = choose from { $themes }
mend-theme-like = did you mean { $near }? choose from { $themes }
mend-no-theme = name at least one of: { $themes }
mend-related = name a story by its slug, for example boufal-mother-dance
mend-same-teams = a match has two different teams
mend-shoot-out = a shoot-out has a winner, for example 3-0
# "2-1 aet" and penalties are typed so in every language.
mend-score = write goals home-away, for example 0-2 ("2-1 aet" after extra time; a shoot-out has its own key, penalties)
mend-no-source = a story needs at least one source: who published it and, if possible, its https address
# $place is "prose" for a link within a text and "field" for an address in a field of its own.
mend-link-too-long = { $place ->
        [prose] use an address of at most { $limit } bytes
       *[field] write an address of at most { $limit } bytes
    }
mend-link-odd-characters = { $place ->
        [prose] use an address without spaces, quotes, backslashes or angle brackets
       *[field] write an address without spaces, quotes, backslashes or angle brackets
    }
mend-link-not-whole = { $place ->
        [prose] use a whole address such as https://example.org/page
       *[field] write a whole address such as https://example.org/page
    }
mend-link-not-secure = { $place ->
        [prose] use an address that starts with https:// and names a host
       *[field] write an address that starts with https:// and names a host
    }
mend-link-with-user = { $place ->
        [prose] use an address without a user name or password
       *[field] write an address without a user name or password
    }
mend-no-text = write at least one paragraph
mend-address-as-words = write what is to be found there
mend-markup = use paragraphs, *emphasis*, **strong**, > quotes and [links](https://…) only
mend-code = remove the backticks
mend-html = write it without < and >
mend-rule = remove the line
