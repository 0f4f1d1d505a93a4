# What the command table says of itself, and what is said where a command cannot be read.
#
# What is typed stays as it is in every language: commands (`/daily on`), the names of arguments (`place:`), their values
# (`weekdays`, `everyone`, `yes`), themes (`family`).

## Commands: what each is for
##
## They stand in the menus of Discord and Telegram and in `/help`: at most 100 characters, no full stop at the end, no line
## break, no backticks.

command-story = A story: about a player, team, match or word, or one that this chat has not seen
command-player = The stories about a player
command-match = The stories about a match
command-browse = The catalogue: by theme, team, World Cup or player, with how many stories each has
command-today = What happened on this day of the year, or what comes next
command-favourites = The stories that you marked with ❤
command-top = The stories that this community marked most with ❤
command-daily = The daily story in this chat
command-daily-on = Start the daily story in this chat, or change it
command-daily-off = Stop the daily story in this chat
command-daily-show = When the daily stories come, and how the last ones went
command-daily-pause = Let the daily story rest, until a date or until it is resumed
command-daily-resume = Go on after a pause
command-daily-next = Which stories come next; or choose the one for a date
command-daily-test = Post a story here now, to see that it works
command-daily-why = What became of the last ten posts, and why
command-addstory = Add a story of your own to this community's collection
command-editstory = Change a story: say which, and get it whole to be edited and sent back
command-removestory = Tell a story no more; it is kept, and can be restored
command-restorestory = Tell a removed story again; without words: which ones were removed
command-history = Who changed which story when, with a button that undoes the last change
command-review = The stories that members suggest: accept, edit or decline them
command-settings = Editors, language, time zone, and where changes of stories are told
command-settings-show = What is set here
command-settings-editors = Who may add, change and review stories besides admins: a role, or persons
command-settings-notices = Where a line is posted for every change of a story: a place, here, or none
command-settings-unblock = Let somebody suggest stories again who was blocked in a review
command-settings-language = The language that I speak here, and that stories are in which say none
command-settings-zone = The time zone that is meant where none is named
command-submit = Suggest a story to this community's admins
command-import = Bring stories in from a file: first I say what would change
command-export = Give the stories out as a file that can be imported again
command-help = What I can do, or how one command is used
command-privacy = What I keep, for how long, and how to have it forgotten
command-forgetme = Forget everything that I keep about you
command-about = Who I am: version, sources, licence

## Arguments: what each is
##
## At most 100 characters, as above. They stand behind the argument's name, and with a small first letter in
## `argument-missing`.

# /story [about]
argument-story-about = A name, a team, a match or any words
# /player <name>
argument-player-name = The player's name, as you would say it
# /match <teams>
argument-match-teams = One or both teams, and the year if you like
# /browse [theme] [team:…] [tournament:…]. “family” is typed so in every language.
argument-browse-theme = A theme, for example family
argument-browse-team = A team, for example Morocco
argument-browse-tournament = A World Cup by its year
argument-browse-player = A player's name, or part of it
# /daily on and its like. “all”, “weekdays”, “weekends”, “mon,thu”, “family,-farewell”, “24h”, “ask”, “resend”, “yes”, “no”
# are typed so in every language.
argument-daily-time = The time of day, for example 09:00
argument-daily-zone = A city, country or time zone, for example Paris; UTC if left out
argument-daily-place = Another channel, thread or topic than this one
argument-daily-days = all, weekdays, weekends, or a list such as mon,thu
argument-daily-theme = Only these themes, or not: family,-farewell
argument-daily-team = Only these teams, or not: morocco,-france
argument-daily-tournament = Only these World Cups, or not: 2022,-1998
argument-daily-catch-up = How late a missed post may still come, 0 to 24h; usually 6h
argument-daily-on-unsure = When nobody knows whether a post arrived: ask admins, or resend it
argument-daily-silent = Whether posts make no sound: yes or no
argument-daily-until = The first day with a story again, for example 2026-12-24
argument-daily-date = A date to choose the story for, for example 2026-12-10
argument-daily-story = The story for that date; none to choose no longer
# /addstory, /editstory, /removestory, /restorestory, /history, /submit
argument-story-whole = Its title, or the whole story in the story file format
argument-story-file = A story file, instead of typing it
# “everyone” is typed so in every language.
argument-scope = For those who run me: everyone, for the shared collection
argument-editstory-story = Words of its title, or the whole story as you edited it
argument-story-title = Words of its title
argument-history-story = Words of its title; all stories if left out
# /review [number] [decision] [reason]
argument-review-number = Of a suggestion; the one that waits longest if left out
# All of these words are typed so in every language.
argument-review-decision = accept, everyone, edit, decline or block
argument-review-reason = Why it is declined; its author reads this
# /settings editors, notices, unblock, language, zone
argument-editors-add = A role or a person: @name, or their number
argument-editors-remove = A role or a person who may no longer
argument-notices-place = A channel, thread or topic; this one if left out
# “yes” is typed so in every language.
argument-notices-off = yes: nowhere any more
argument-unblock-whom = The person; /settings show lists who is blocked
argument-settings-language = A tag: en, fr, es, ar, pt …, or auto: each one's own
argument-settings-zone = A city, country or time zone, for example Paris
argument-submit-credit = Whether admins see who suggests it
# /import, /export, /help
argument-import-file = A CSV table, JSON lines or a story file
argument-export-format = csv for spreadsheets, or jsonl; jsonl if left out
argument-help-command = The command to explain

## /help

help-opening = I tell stories from the touchline of the World Cup. Ask me for one:
# One line for each command: how it is typed, and what it is for (one of the texts above).
help-command = `{ $usage }` – { $what }
help-command-of-admins = `{ $usage }` – { $what } (admins)
help-command-of-operators = `{ $usage }` – { $what } (those who run me)
# One line for each argument of a command: its name, and what it is.
help-argument = `{ $name }` – { $what }
# What a command is for, as a sentence of its own.
help-title = { $what }.
help-for-admins = For admins of this community.
help-for-operators = For those who run me.
# A command to be typed.
help-example = For example: `{ $command }`
help-usage = Usage: `{ $usage }`

## What cannot be read of a command

# `{ $said }` and `{ $near }` are commands with their slash.
command-unknown = There is no command { $said }.
command-unknown-near = There is no command { $said }. Did you mean { $near }?
# `{ $command }` has its slash; `{ $names }` are the words that may follow it.
subcommand-missing = { $command } needs one of: { $names }.
subcommand-unknown = { $command } knows no “{ $said }”; it knows: { $names }.
# `{ $argument }` stands in its angle brackets; `{ $what }` says what it is, one of the texts above, with a small first letter.
argument-missing = { $command } needs { $argument }: { $what }.
argument-twice = “{ $name }” is there twice.
argument-unknown = I know no “{ $name }” here; I know: { $names }.
argument-too-many = I do not know what to do with “{ $word }” here.
# `{ $argument }` stands in its angle brackets.
file-and-text = There is a file and a typed { $argument } too: send one of the two.
file-by-name = I cannot open a file by its name here: attach it to your message.
command-unusable = { $command } cannot be used yet.

## Values that cannot be read

not-a-credit = “{ $word }” is no credit: write name or anonymous.
not-somebody = “{ $word }” is nobody that I can know: write @name, a number, or choose a role.
editors-whom = Say whom: add:@name or remove:@name.
unblock-whom = Say whom by their number; /settings show lists who is blocked.
not-a-suggestion = “{ $word }” is no suggestion's number.
review-decide = Say what to do with it: accept, edit, decline or block.
not-a-scope = “{ $word }” is no scope: write here or everyone.
not-a-format = “{ $word }” is no format: write jsonl or csv.
pin-needs-story = To choose a date's story, name the story too; “none” to choose no longer.
pin-needs-date = To choose a story, name its date too.
not-yes-or-no = “{ $word }” is neither yes nor no.
not-a-theme = There is no theme “{ $word }”. The themes are: { $themes }.
not-a-tournament = There was no World Cup “{ $word }”. Write its year, for example 2022.
not-a-zone = I know no time zone “{ $word }”. Write a city, a country or a zone such as Europe/Paris, Africa/Casablanca or UTC.
# Comes behind `not-a-zone`.
zones-near = Near it: { $zones }.
# A list of zones such as Europe/Paris, which may end in “…”; no full stop, which would look like a part of the last one.
country-of-zones = { $country } has several time zones: name one, such as { $zones }
not-a-weekday = “{ $word }” is no day of the week. Write all, weekdays, weekends or a list such as mon,thu.
not-a-time = “{ $word }” is no time of day. Write hours and minutes, for example 09:00 or 21:30.
not-an-hour = There is no hour { $hour }: hours go from 00 to 23, for example 09:00 or 21:30.
not-a-minute = There is no minute { $minute }: minutes go from 00 to 59, for example 09:00 or 21:30.
not-a-date = “{ $word }” is no date. Write year, month and day: 2026-12-24.
not-a-span = “{ $word }” is no time span. Write hours or minutes, for example 6h, 90m or 0.
span-too-long = A missed post can come at most 24 hours late. Write for example 6h, 90m or 0.
not-a-way-of-doubt = “{ $word }” is no way to deal with doubt. Write ask (admins decide) or resend (risk a second post).

## Spans of time

span-none = no time
span-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
span-hours = { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }

## Days of the week

weekday = { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
# Lists of days grow by one at a time: “Monday”, “Monday, Tuesday”, “Monday, Tuesday and Sunday”.
days-then = { $before }, { $next }
days-and = { $before } and { $last }

## Which stories a daily post tells
##
## They stand behind “a story”: “about family or fans, not about farewell, with Morocco, from the FIFA World Cup 2022”.

filter-themes = about { $themes }
filter-not-themes = not about { $themes }
filter-teams = with { $teams }
filter-not-teams = not with { $teams }
filter-tournaments = from the { $tournaments }
filter-not-tournaments = not from the { $tournaments }
filter-or = { $before } or { $next }
filter-then = { $before }, { $next }
