# What people read who look for stories. English comes first: every other language follows its keys.
#
# `{ $name }` stands for what is put there; what stands between backticks is typed exactly so and is never translated.

## Dates

date-long = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-short = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
date-yearless = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

## Stories

# Above a story that nobody has told in the reader's language yet. $language is a tag, or nothing.
told-in-other-language = { $language ->
        [en] This story is told in English.
        [fr] This story is told in French.
        [es] This story is told in Spanish.
        [ar] This story is told in Arabic.
        [pt] This story is told in Portuguese.
       *[other] This story is told in another language.
    }

## Themes
#
# Names of the parts of the catalogue, as headings and on buttons (at most 20 characters, better 12: a count follows).

theme-family = Family
theme-kindness = Kindness
theme-fans = Fans
theme-farewell = Farewell
theme-tribute = Tribute
theme-refuge = Refuge
theme-comeback = Comeback
theme-friendship = Friendship
theme-celebration = Celebration
theme-resilience = Resilience
theme-history = History

## A story
#
# The story itself is in a language of its own; this is what stands around it.

# Result lines. `aet`: after extra time, `pens`: the shoot-out, both as short as sports pages write them.
match-not-scored = { $home } – { $away }
match-scored = { $home } { $home_goals }–{ $away_goals } { $away }
match-scored-aet = { $home } { $home_goals }–{ $away_goals } aet { $away }
match-scored-pens = { $home } { $home_goals }–{ $away_goals } ({ $home_shots }–{ $away_shots } pens) { $away }
match-scored-aet-pens = { $home } { $home_goals }–{ $away_goals } aet ({ $home_shots }–{ $away_shots } pens) { $away }
# Somebody's words; where they were said in another language, the original follows; then who said them.
quote-words = “{ $words }”
quote-original = (“{ $words }”)
quote-speaker = — { $speaker }
# `$context`: when or where, in the story's own words ("after the match").
quote-speaker-context = — { $speaker }, { $context }
# Heading of a list of reactions.
what-people-said = What people said
# Before pictures and films elsewhere, each as `tweet with video: x.com`.
to-see = To see:
media-kind = { $kind }:
# Before the names of the sources. `$count`: how many the story has.
sources = { $count ->
        [1] Source:
       *[other] Sources:
    }
# Ends a list of names: "Reuters · BBC · FIFA and 2 more".
and-more-sources = and { $count } more
# A story in a list: its title, before its summary or some of its words.
title-before-words = { $title }:
# Buttons below a story: at most 20 characters each.
button-same-player = Same player
button-same-match = Same match
button-same-theme = Same theme
button-another-story = Another story
# Button that shows the next part of a long story: at most 20 characters.
button-read-on = Read on
# Button below a story in a chat that the bot is not in; it opens a chat with the bot.
button-more-of-this-story = More of this story

## Looking for stories
#
# `$words` is what somebody typed.

# Heading above further stories that were found.
more-that-fits = More that fits
nothing-called-did-you-mean = Nothing is called “{ $words }”. Did you mean one of these?
fits-several = “{ $words }” fits several. Which one?
unknown-player = I know no player called “{ $words }”.
unknown-team = I know no team called “{ $words }”.
unknown-match = I know no match called “{ $words }”.
unknown-story = I know no story called “{ $words }”.
# One of these three follows one of the four above. Buttons with names come after the first two.
find-try-one-of-these = Try one of these:
find-did-you-mean = Did you mean:
find-one-at-random = /story tells one at random.
# `$label`: a player, a team or a match. The texts that end with `it` are for one whose name is no longer known.
no-story-about-any-more = There is no story about { $label } any more. /story tells another one.
no-story-about-it-any-more = There is no story about that any more. /story tells another one.
# Heading above further stories about the same one.
also-about = Also about { $label }
also-about-it = Also about that
others-with-same-player = Other stories with the same player:
others-of-same-match = Other stories of the same match:
no-other-yet = There is no other one yet. `/story` tells one that this chat has not seen.
no-other-story-yet = I have no other story yet. Admins can add one with `/addstory`.
story-gone = This story is no longer here. `/story` tells another one.

## Browsing

browse-overview = { $count ->
        [one] { $count } story. By theme, team, player or World Cup:
       *[other] { $count } stories. By theme, team, player or World Cup:
    }
# Heading of a part of the catalogue.
world-cup = World Cup { $year }
# `$heading`: what is browsed, for example "Family · Morocco · World Cup 2022".
section-empty = { $heading }: no story.
section-stories = { $heading }: { $count ->
        [one] { $count } story
       *[other] { $count } stories
    }.
section-stories-page = { $heading }: { $count ->
        [one] { $count } story
       *[other] { $count } stories
    }, page { $page } of { $pages }.
# Buttons: at most 20 characters each. The arrows show where the next page is.
button-all-there-is = Whole catalogue
button-page-back = ◀ Back
button-page-more = More ▶
no-story-yet = I have no story yet. Admins can add one with `/addstory`.
# `$day`: a day of the year, "27 November". A list follows.
on-day-in-other-years = On { $day }, in other years:
nothing-on-this-day = Nothing happened on this day of the year that I can tell. Next comes { $day }:

## Favourites

favourite-kept = Kept among your favourites: `/favourites` lists them.
favourite-dropped = No longer among your favourites.
favourites-none = You have marked no story yet. Press ❤ under one that you like.
favourites-list = Your favourites, the latest first:
top-none = Nobody here has marked a story yet: the ❤ under one does it.
top-list = What people here like most:

## Answers to everybody

# `$incident`: a number that stands in the log too.
incident = That did not work, through no fault of yours. Nothing was lost or changed; please try again in a minute. If it stays, tell whoever runs me: incident { $incident }.
nothing-is-asked = I ask you nothing just now. `/addstory` or `/submit` goes on with what you were writing.
button-not-read = I cannot read this button any more. `/help` shows what I can do.
form-not-known = I do not know this form. `/help` shows what I can do.
only-admins = Only admins may do that.
only-those-who-run-me = Only those who run me may do that. Everybody may read: try `/story`, `/player` or `/match`.
only-admins-and-editors-here = Only admins and editors of this community may do that. Everybody may read: try `/story`, `/player` or `/match`.
only-admins-here = Only admins of this community may do that. Everybody may read: try `/story`, `/player` or `/match`.
rights-not-checked = I could not check whether you are an admin here, so I did nothing. Please try again in a minute.

## About and privacy

about-touchline = Touchline { $version }: { $count } stories from the touchline of the World Cup, each with its sources.
about-licences = The texts are under CC BY 4.0, the program under MIT or Apache-2.0. Every story names the sources that its facts come from.
about-what-is-kept = I keep: who set up what, which stories a chat was shown, and the stories that people add. I read commands and nothing else that is said.

# A list: eight entries follow the lead.
privacy-lead = I read commands and pressed buttons, and nothing else that is said. I keep:
privacy-daily = who set a daily story up, by their number on the platform, to tell them when something is wrong with it;
privacy-writers = who added, changed or suggested a story, by their number, for this community's admins; and a digest of who suggested one, for a day, so that limits hold;
privacy-unfinished = a story that somebody writes and has not finished, for two weeks; a file of stories to be imported, for a day;
privacy-editors = whom admins have named an editor, by number, role or name;
privacy-shown = which stories a chat was shown, so that it gets another one, and what a chat with a daily story is called;
privacy-favourites = which stories you marked with ❤;
privacy-import = the stories of a file that somebody sent with /import, until they press a button, for a day at most;
privacy-forgotten = that somebody asked to be forgotten, as a fingerprint that cannot be turned back into a number, so that a restored backup does not bring them back;
privacy-updates = what Telegram sends me until it is answered, and after that its number for two days.
privacy-nothing-else = I keep no other names of people, no messages and no lists of members, and tell nobody else. Two weeks after I was removed from a community nothing of it is left.
forgetting-means = I then forget that stories, changes and suggestions were yours; they stay, as a member's. Suggestions of yours that wait, and what you have not finished writing, are deleted; you are no editor any more. Daily stories that you set up go on, but when something is wrong with one I can tell nobody, until an admin says /daily on there again. A block by admins stays until it ends.
# Button: at most 20 characters.
button-forget-me = Forget me
nothing-to-forget = I keep nothing about you.
forgotten = { $places ->
        [1] Done: what I kept about you in one place is forgotten.
       *[other] Done: what I kept about you in { $places } places is forgotten.
    }

## In chats of the platforms

answer-by-replying = Answer by replying to this message.
# In a small window, at most 200 characters.
cannot-answer-here = I cannot answer here. Open a chat with me and ask for the story there.
# In the place of a file's name: "“the file” cannot be used: …".
unnamed-file = the file

## In the console, a chat in the terminal

console-greeting = Touchline { $version }: { $count } stories from the touchline of the World Cup. This is a chat like any other: try /player hakimi, or /help.
# `$file`: where on the disk.
console-kept-in = What you set up and add is kept in { $file }; Ctrl-D ends.
console-how-to-connect = To connect Discord or Telegram, put a token into config.toml: config.toml.example and README.md say how.
console-others-served = Discord and Telegram are served beside this console.
console-lines-hint = Here in the console a line that ends with \ goes on in the next one; a story file ends with a line that holds only a dot.
console-too-long = That is too long: I read at most { $limit } characters at once.
console-no-such-number = There is no [{ $number }] above. Type a command such as /story, or /help.
console-file-saved = Saved as { $file }.
# `$error`: what the system says, in its own words.
console-file-not-saved = “{ $file }” could not be saved in the current folder: { $error }.
# These end a sentence that begins with "“story.md” cannot be used: ".

## Sharing and players

# Buttons: at most 20 characters.
button-share = Share
# Before a link that opens a story in a chat with the bot.
share-link = Send this to whom you like; it opens the story:
# A theme's name, which begins small there.
within-sentence = { $words }
