# What is said while somebody writes, suggests or edits a story, and of the files that come with it.

## Forms
#
# Discord cuts what is longer: titles of forms and labels of fields have at most 45 characters, examples at most 100.

form-title-add = Tell a story
form-title-add-for-everyone = Tell a story to everyone
form-title-suggest = Suggest a story
form-title-edit = Edit a story
form-title-edit-suggestion = Edit a suggestion
form-title-decline = Decline a suggestion

# A field's label is also the button that leads to it.
field-title-label = Title
field-title-question = What is its title?
field-title-example = The forehead kiss that went round the world
field-text-label = Text (or a whole story file)
# The same field's name in a word, for a button.
field-text-short = Text
# The stars and > are typed so in every language.
field-text-question = Tell it. Empty lines make paragraphs, *stars* emphasis, and > at the beginning of a line a quote.
field-text-example = Paragraphs, *emphasis*, **strong**, > quotes. A whole file starts with +++
field-players-label = Players
field-players-question = Which players is it about? Name their teams in brackets.
field-players-example = Achraf Hakimi (Morocco), Kylian Mbappé (France)
field-match-label = Match, or the day
field-match-question = In which match was it, or on which day?
# The score and the day are typed so in every language.
field-match-example = Belgium 0-2 Morocco, 2022-11-27
field-source-label = Source
field-source-question = Who reported it, and where can it be read?
field-source-example = Bladi.net, https://en.bladi.net/…
field-whole-label = The whole story
field-whole-question = Send the whole story as a file, which starts with +++.
field-whole-example = A story file, which starts with +++
field-reason-label = Why? Its author reads this
field-reason-question = Why? Its author reads this.
# `/story` is a command, `forehead kiss` words of a title.
field-reason-example = It has been told already, see /story forehead kiss

## Questions

# $question is one of the field-…-question texts.
writing-question-numbered = { $number } of { $count }: { $question }
# $example is one of the field-…-example texts.
writing-for-example = For example: { $example }
# Above what has been written into a field until now.
writing-so-far = So far:
writing-text-goes-on = I have that much of the text. If there is more of it, send the rest; else press a button.
writing-what-to-write = What do you want to write?
writing-what-to-change = “{ $title }”: what do you want to change?
writing-as-file = Here it is as a file. Edit it and send it back whole:
writing-whom-do-you-mean = Whom or what do you mean by “{ $typed }”?
# A match that is known otherwise than it was typed: “Belgium 0–2 Morocco”.
writing-match-known-as = I know this match as { $teams }.

## Buttons (at most 80 characters, better a word or two)

writing-button-begin-anew = Begin anew
writing-button-back = Back
writing-button-skip = Skip
# To the next question, with what stands there.
writing-button-keep = Keep it
# The text is complete.
writing-button-that-is-all = That is all
writing-button-cancel = Cancel
writing-button-as-file = All of it, as a file
writing-button-done = Done
writing-button-leave = Leave it
writing-button-change = Change it
# A name that is meant as it was typed; at most 40 characters of it are shown.
writing-button-as-typed = “{ $typed }”, as I wrote it
writing-button-what-i-wrote = What I wrote
writing-button-undo = Undo
writing-button-publish = Publish
writing-button-suggest = Suggest it
writing-button-save = Save
writing-button-accept = Accept

## How it will read

writing-preview = This is how it will read:
# $parts are the parts of a story that were changed, with commas between.
writing-changed-parts = Changed: { $parts }.
writing-unchanged = Nothing is different from what I tell now.
# Above titles of stories.
writing-alike = Is it one of these, which I tell already?
# An entry of that list, after the story's title in bold.
writing-alike-summary = : { $summary }
writing-seen-here = Only this community will see it.
writing-seen-by-everybody = Everybody will see it.
writing-seen-by-admins = This community's admins will read it before anybody else does.
writing-told-at-once = It is told like this as soon as you say so.

## What came of it

story-added-here = Added: “{ $title }”. /player, /match and /story find it now; the daily post will tell it in its turn. Only this community sees it.
story-added-for-everyone = Added: “{ $title }”. /player, /match and /story find it now; the daily post will tell it in its turn. Everybody sees it.
story-suggested = Thank you: “{ $title }” waits for this community's admins. I tell you what they decide.
story-suggested-anonymously = Thank you: “{ $title }” waits for this community's admins. They will not see who you are. I tell you what they decide.
# $count is a fixed limit above two; so it is below.
suggestions-too-many-open = { $count } of your stories wait for a decision already. Please come back when one is decided; what you wrote is kept for two weeks.
suggestions-too-many-today = You have suggested { $count } stories within a day, which is as many as I take. Please come back tomorrow; what you wrote is kept.
suggestions-blocked = The admins of this community take no suggestions of yours until { $until }.
story-edited = Changed: “{ $title }” reads as you wrote it.
story-edited-not = Nothing is different, so nothing was changed.
# $change says what was done to the story, by whom and when.
story-edited-meanwhile = Nothing was overwritten: the story has been { $change } meanwhile. What you wrote is kept; compare it, or begin again with the story as it is now.
story-name-taken = There is a story by that name already: “{ $title }”. Give yours another title.
story-name-of-removed = A story by that name was removed. Give yours another title, or bring that one back with /restorestory.

## On the way

writing-given-up = Given up: nothing of it is kept.
writing-old-button = That button is from before. This is how it stands:
writing-no-words-awaited = I was not waiting for words: please press a button.
# $begun says when somebody began: “27 November 2022, 18:04 Europe/Paris”.
writing-gone-on-with = You were writing this ({ $begun }); it is as you left it.
# $command is the command that goes on with it. At most 190 characters: it stands as a note below a story.
writing-put-aside = The story that you were writing waited for more than a day, so I put it aside. It is kept: { $command } goes on with it.
writing-gone = That is somebody else's, or nothing of it is kept any more. `/addstory` or `/submit` begins one of your own.
writing-busy = I was just taking something else that you said. Please look, and say it again if it is missing.
# $length and $limit count characters.
writing-too-long = That is too long: { $length } characters, and a story may have { $limit }. Nothing was changed; please send less.
# “# Please keep this line: …” stands so in the files that I give out.
writing-line-missing = The line “# Please keep this line: …” is missing, so I cannot tell which story this is. `/editstory` with words of its title gives it with that line.

## Files that come with a command

# $takers are commands: “`/addstory`, `/submit` and `/import`”.
file-not-taken = `/{ $command }` takes no file. I read one with { $takers }.
# Commands: all but the last one with commas between, and the last one.
file-takers = { $others } and { $last }
# $file is a file's name, $begins is “+++”.
file-no-story = “{ $file }” is no story file: its first line must be { $begins }.
file-no-story-example = `/editstory` gives a story as one, for an example.
file-not-fetched = “{ $file }” could not be fetched just now, so nothing was changed. Please send it again in a minute.
# $why is one of the texts below, or what a platform says.
file-unusable = “{ $file }” cannot be used: { $why }.
file-empty = it is empty
file-no-text = it is no text in UTF-8; save it as plain text in UTF-8 and send it again
