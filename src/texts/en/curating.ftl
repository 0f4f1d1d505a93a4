# What is said to those who write, change and review stories.

## Corrections of posts

corrected-on = Corrected on { $date }.

# What can be seen after an edit: how many posts that told the story as it was are corrected.
corrections-begin = { $count ->
        [1] 1 post tells it as it was; I correct it.
       *[other] { $count } posts tell it as it was; I correct them, the latest first.
    }
# A button, at most 80 characters.
corrections-how-far = How far?
corrected-nowhere = No post tells this story as it was.
corrected-none-yet = No post is corrected yet.
corrected-in = { $count ->
        [1] Corrected in 1 post.
       *[other] Corrected in { $count } posts.
    }
corrections-to-come = { $count ->
        [1] 1 post still to come, the latest first.
       *[other] { $count } posts still to come, the latest first.
    }
# $why is one or several of correction-why, with commas between.
corrections-failed = { $count ->
        [1] 1 post could not be: { $why }.
       *[other] { $count } posts could not be: { $why }.
    }
# $why is one of the reasons below, or what the platform says; $count is how many posts.
correction-why = { $why } ({ $count })
# Reasons why a post could not be corrected; each begins small and has no full stop.
correction-too-old = { $hours ->
       *[other] posted more than { $hours } hours ago
    }
correction-never = posts there cannot be changed
correction-story-removed = the story was removed meanwhile
correction-no-answer = the platform did not answer
# What an editor is told when the last post of an edit is corrected. $told is some of the sentences above.
corrections-of = “{ $title }”: { $told }

## Small pieces

# What stands between the things of a list: `$before` is one or more things, `$next` the one after.
list-goes-on = { $before }, { $next }
# Behind a word in bold (a title, a setting's name), of which it says something: `Time zone` `: Europe/Paris`.
after-colon = : { $said }

## The parts of a story, as they are listed: `edited (title, text) by you`

part-slug = slug
part-title = title
part-summary = summary
part-text = text
part-date = date
part-tournament = tournament
part-language = language
part-players = players
part-people = people
part-match = match
part-themes = themes
part-quotes = quotes
part-reactions = reactions
part-media = media
part-related = related
part-sources = sources

## Changes of a story, in `/history` and where changes are told

# What was done to the story. It stands alone (`The kiss: edited`), and behind “has been” (`has been edited`).
change-added = added
change-edited = edited
change-removed = removed
change-restored = restored
change-undone = undone
# $change is one of the above, $parts some parts of a story.
change-of-parts = { $change } ({ $parts })
# $change is one of the above, with parts or without. A person is a number, which is all that is kept of them.
change-by-you = { $change } by you
change-by-person = { $change } by person { $person }
change-by-person-elsewhere = { $change } by person { $person } on { $platform }
# $change is all of that; $time is `09:00`, $day is `21 November`. It stands behind “has been”.
change-at = { $change } at { $time } on { $day } UTC
history-latest = The latest changes:
history-empty = No story has been changed here yet.
# A button, at most 80 characters; a long title is cut.
history-undo = Undo “{ $title }”

## `/removestory`, `/restorestory` and undo

curate-removed = Removed: “{ $title }” is told no more. It is kept: `/restorestory` brings it back.
curate-removed-already = “{ $title }” is removed already.
curate-restored = Restored: “{ $title }” is told again.
curate-told-already = “{ $title }” is told already.
# Buttons, at most 80 characters.
curate-undo = Undo
curate-undo-that = Undo that
curate-undone = Undone: “{ $title }” – it is as it was before.
curate-undone-removed = Undone: “{ $title }” – it is told no more.
# $change is change-at: `edited (title) by you at 09:00 on 21 November UTC`.
curate-changed-since = That is not the last change any more: “{ $title }” has been { $change }. `/history` shows all.
curate-nothing-before = There is nothing before that to go back to.
curate-slug-gone = Another story has taken the slug that “{ $title }” had then; edit it instead.

## Which story is meant

curate-too-many = { $limit ->
       *[other] This community has { $limit } stories of its own, removed ones among them, which is as many as it may have.
    }
curate-not-theirs = I know no such story of this community's. Stories of the shared collection are changed by those who run me.
curate-none = This community has no story of its own yet. `/addstory` adds one.
curate-none-removed = No story of this community's has been removed.
curate-no-such-own = I find no such story among this community's own stories. `/history` shows what there is.
curate-no-such-own-removed = I find no such story among this community's removed stories. `/history` shows what there is.
curate-no-such-shared = I find no such story among the stories of the shared collection. `/history` shows what there is.
curate-no-such-shared-removed = I find no such story among the removed stories of the shared collection. `/history` shows what there is.
# Stories follow, each as the command to type. The slug is a story's short name in commands, like `the-shirt-she-kept`.
curate-which = Which one? Say its slug:

## `/review`: what members suggest

# $id is the suggestion's number, $at when it was made: `21 November 2026, 09:00 Europe/Paris`. The story follows.
review-by-somebody = Suggestion { $id } by somebody, { $at }:
review-by-somebody-elsewhere = Suggestion { $id } by somebody on { $platform }, { $at }:
review-by-person = Suggestion { $id } by person { $person }, { $at }:
review-by-person-elsewhere = Suggestion { $id } by person { $person } on { $platform }, { $at }:
# Buttons, at most 80 characters.
review-accept = Accept
review-edit = Edit
review-decline = Decline
review-block = Decline and block
review-accept-shared = Accept for everyone
review-later = Later
review-decline-unsaid = Decline without a reason
review-say-why = To decline it, say why: `/review { $id } decline your reason`
review-none-waits = No suggestion waits.
review-waits-no-longer = That one waits no longer. `/review` shows what does.
review-no-such = There is no such suggestion here. `/review` shows what waits.
review-decided-before = That one has been decided before.
review-name-taken = There is a story of that name already. Decline this one, or edit it and give it another title.
review-name-taken-by = There is a story of that name already: “{ $title }”. Decline this one, or edit it and give it another title.
review-accepted = Accepted: “{ $title }” is told from now on.
review-declined = Declined: “{ $title }”.
review-blocked = Declined, and its author may suggest nothing until { $until }.
# Another sentence behind one of the three above.
review-author-not-told = Its author could not be told.

## What the author of a suggestion is told

author-accepted = Your story “{ $title }” was accepted. Thank you!
author-declined-unsaid = Your story “{ $title }” was not taken this time.
# $reason is what an admin wrote.
author-declined = Your story “{ $title }” was not taken. The admins say: { $reason }
author-blocked = Your story “{ $title }” was not taken.

## `/import` and `/export`: stories in and out as files

import-how = { $limit ->
       *[other] Attach a file to `/import`: a CSV table or JSON lines with at most { $limit } stories in { $mebibytes } MiB, or a story file. I say what would change before anything does.
    }
import-how-columns = A table's first row names its columns; `/export format:csv` gives one to start from.
import-too-many = { $limit ->
       *[other] More than { $limit } stories are in it, which is as many as I take at once. Split it, or use `touchline stories import` where I run.
    }
# $added, $changed and $same count stories.
import-would = { $same ->
        [1] { $added } would be added, { $changed } changed, { $same } is the same. Nothing has been changed yet.
       *[other] { $added } would be added, { $changed } changed, { $same } are the same. Nothing has been changed yet.
    }
import-nothing-new = { $same ->
        [1] Nothing to import: the story is told so already.
       *[other] Nothing to import: all { $same } stories are told so already.
    }
import-refused = { $refused ->
        [1] Nothing can be imported yet: one story is refused. Without that { $added } would be added, { $changed } changed, { $same } are the same.
       *[other] Nothing can be imported yet: { $refused } stories are refused. Without that { $added } would be added, { $changed } changed, { $same } are the same.
    }
# Before a story's title: it is a new one, one that is changed, or one that had been removed and is told again.
import-new = new:
import-changed = changed:
import-restored = restored:
# Behind the title: the parts of the story that change.
import-parts = ({ $parts })
# The last line of a list of such stories.
import-more-new = { $count ->
       *[other] and { $count } more new
    }
import-more-changed = { $count ->
       *[other] and { $count } more changed
    }
import-more-restored = { $count ->
       *[other] and { $count } more restored
    }
# Where a fault stands in a file: its line, and the name of the key or column.
import-fault-line = line { $line }, { $key }
# Behind that: what is wrong, and what would be right.
import-fault = – { $found }; { $mend }
import-more-faults = { $count ->
       *[other] and { $count } more
    }
import-mend = Mend the file and send it again.
# Buttons, at most 80 characters.
import-all = Import all
import-cancel = Cancel
# $history is a command.
import-done = Imported: { $added } added, { $changed } changed, { $same } the same. `{ $history }` shows each change and can undo it.
import-cancelled = Cancelled: nothing was imported, and the file's stories are forgotten.
import-gone = I do not keep that file any more: it was imported or cancelled, another one of yours came after it, or it is older than a day. Send it again with `/import`.
export-nothing = This community has no story of its own. `scope:everyone` gives the shared collection.
export-too-many = { $count ->
       *[other] These { $count } stories are more than a chat carries. `touchline stories export` writes them where I run.
    }
export-done = { $count ->
        [1] { $count } story. `/import` takes the file again.
       *[other] { $count } stories. `/import` takes the file again.
    }
