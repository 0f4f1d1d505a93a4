# What is said of the daily post and by it.

## Above a story that is posted

on-this-day = { $years ->
        [1] On this day, a year ago.
       *[other] On this day, { $years } years ago.
    }
late-by-minutes = { $minutes ->
        [1] This story comes { $minutes } minute late.
       *[other] This story comes { $minutes } minutes late.
    }
late-by-hours = { $hours ->
        [1] This story comes about an hour late.
       *[other] This story comes about { $hours } hours late.
    }

## Pieces of the sentences below

# $where in the sentences below is one of these four: at a place, or (“to”) towards it. $place is a channel's or chat's name.
daily-here = here
daily-there = there
daily-in-place = in “{ $place }”
daily-to-place = to “{ $place }”
# $place in lists and notices: a channel's or chat's name.
daily-quoted = “{ $name }”
# $days in the sentences below is one of these four.
daily-every-day = every day
daily-on-weekdays = on weekdays
daily-at-weekends = at weekends
# $days is names of days: “Monday, Tuesday and Sunday”.
daily-every-weekday = every { $days }
# $moment in the sentences below is one of these three. $time and $utc are clock times (“09:00”), $zone is “Europe/Paris”.
daily-moment = { $weekday } { $date }, { $time } { $zone }
daily-moment-and-utc = { $weekday } { $date }, { $time } { $zone } ({ $utc } UTC)
# $utc_date is “22 November”.
daily-moment-and-utc-day = { $weekday } { $date }, { $time } { $zone } ({ $utc } UTC on { $utc_date })
# Lists of team names grow by one at a time: “Portugal, Morocco”, “Portugal or Morocco or Spain”.
daily-list = { $list }, { $next }
daily-list-or = { $list } or { $next }
# $story in daily-next-story is one of these three: a story's title, and why it comes on that day.
order-turn = “{ $title }”
order-pinned = “{ $title }” (chosen by an admin)
order-anniversary = { $years ->
        [1] “{ $title }” (a year ago that day)
       *[other] “{ $title }” ({ $years } years ago that day)
    }

## /daily on: what was set up

# $days, $where: see above. $about is a piece such as “about family, not about farewell, with Portugal”.
daily-comes = A story comes { $where } { $days } at { $time } { $zone }.
daily-comes-about = A story { $about } comes { $where } { $days } at { $time } { $zone }.
daily-next-one = The next one: { $moment }.
daily-stories-fit = { $count ->
        [one] { $count } story fits; when all have been told, they begin again in another order.
       *[other] { $count } stories fit; when all have been told, they begin again in another order.
    }
daily-pause-is-over = Its pause is over.
daily-settled-today = Today's is settled already, so it does not come again today.
# In bold; one of our sentences and what is missing follow it.
daily-but-it-rests = But it rests:
daily-cannot-post-there-yet = I cannot post there yet.
daily-starts-by-itself = It starts by itself as soon as I can.
daily-could-not-test = I could not test whether I may post there; /daily test shows it.
daily-that-is-utc = That is UTC. For your own time name a city or zone: `/daily on { $time } Europe/Paris`
daily-hints-here = `/daily test` posts one now, `/daily next` shows what comes, `/daily off` stops it.
daily-hints-there = With the same place `/daily test` posts one there now and `/daily off` stops it.

## /daily on: what is refused

daily-nothing-fits = There is no story { $about }. Widen the wish, or leave a part of it out.
daily-too-many = { $limit ->
       *[other] This community has { $limit } daily stories already, which is as many as it may have. `/daily show` lists them, `/daily off` ends one.
    }
# $team is what was typed. daily-teams-near-it may follow it.
daily-no-story-about-team = No story is about a team “{ $team }”.
daily-teams-near-it = Near it: { $teams }.
daily-which-team = I know no team “{ $team }”. Did you mean { $teams }?

## Why a place cannot be used. What the platform says about it follows the first four.

daily-place-unusable = I cannot use that place.
daily-still-cannot-post = I still cannot post there.
# $where is daily-here or daily-there.
daily-cannot-post = I cannot post { $where }.
daily-rests-already = It rests already, because I cannot post there.
daily-no-other-place = There is no other place.
daily-platform-asks-to-wait = { $seconds ->
       *[other] The platform asks me to wait { $seconds } seconds. Please try again then.
    }
daily-chat-has-moved = This chat has just got a new address; I have noted it. Please try again.
daily-story-not-accepted = The platform did not accept this story. Whoever runs me finds the reason in my log.
daily-platform-unreachable = I cannot reach the platform for posts at the moment. Please try again in a minute.
daily-nobody-knows-whether-it-arrived = The platform did not say whether the post arrived. Please look whether it is here before you try again.

## /daily off, pause and resume

# $where is daily-here or daily-there.
daily-none = There is no daily story { $where }.
daily-start-it = Start it: `/daily on 09:00 Europe/Paris`
# $again is what is typed behind the command: “09:00 Europe/Paris days:weekdays”.
daily-off-here = The daily story is off here; what was told already is remembered. To start it again: `/daily on { $again }`
daily-off-there = The daily story is off there; what was told already is remembered. To start it again: `/daily on { $again } place:…`
daily-off-already = It is off already.
daily-must-be-after-today = The day on which it goes on must be after today.
# Follows daily-rests-already and what the platform says.
daily-off-ends-it = `/daily off` ends it for good.
daily-rests-until = The daily story { $where } rests; it goes on { $moment }. `/daily resume` ends the pause before.
daily-rests = The daily story { $where } rests until somebody says `/daily resume`.
daily-not-paused = It is not paused.
# Follows what the platform says.
daily-goes-on-when-mended = It goes on by itself when that is mended.
daily-goes-on = The daily story { $where } goes on. The next one: { $moment }.

## /daily next

daily-next-stories = The next stories, as long as nothing changes:
daily-next-story = { $moment }: { $story }
# $reason is a whole sentence.
daily-next-without = { $moment }: { $reason }
daily-choose-hint = To choose the story of a date: `/daily next 2026-12-10 mother` – or `none` to choose no longer.
# $day is a day as people type it: 2026-12-10.
daily-no-story-on-day = No story comes on { $day }: choose a day within a year on which one does. The next one: { $moment }.
daily-not-chosen = On { $day } comes whichever story has its turn.
# $words is what was typed.
daily-no-such-story = I know no story with “{ $words }”. Write words of its title; `/story` finds one to look at.
daily-chosen = “{ $title }” comes on { $moment }.
# Follows daily-chosen.
daily-chosen-but-rests = But the daily story rests then: unless it goes on before, nothing comes.

## /daily test

daily-nothing-to-test = There is no story to post yet. Add one with `/addstory`.
# $where is daily-here or daily-there.
daily-test-works = It works: the post is { $where }. It does not count as today's.

## /daily show

# Labels above lists: of coming posts, of the last ones, of daily posts of other places.
daily-next-ones = Next
daily-last-ones = Last
daily-elsewhere = Elsewhere
daily-next-empty = { $moment } – no story
# $span is “6 hours” or “90 minutes”.
daily-may-be-late = A missed post may come { $span } late, no later.
daily-in-doubt-again = When nobody knows whether a post arrived, it is sent again.
daily-in-doubt-asked = When nobody knows whether a post arrived, admins are asked.
daily-is-silent = Posts make no sound.
# In bold; what the platform says and daily-goes-on-when-mended follow it.
daily-is-paused = It is paused:
# What stands between stars is bold. $day is 2026-12-10.
daily-is-paused-until = *It is paused* by an admin until { $day }. `/daily resume` ends that.
daily-is-paused-by-an-admin = *It is paused* by an admin. `/daily resume` ends that.
# One daily post of another place: “#stories”: every day at 09:00 Europe/Paris, about family.
daily-line = { $place }: { $days } at { $time } { $zone }
daily-line-about = { $place }: { $days } at { $time } { $zone }, { $about }
# $line is one of the two before.
daily-line-paused = { $line } – paused

## /daily why: what became of the last posts, one line each

daily-nothing-was-due = Nothing was due yet.
# Follows daily-nothing-was-due.
daily-first-one = The first one: { $moment }.
daily-what-became = What became of the last ones:
# $day is 2026-11-22. $clock is “09:00”, or on another day:
run-clock-on-date = { $time } on { $date }
run-planned = { $day }: comes at { $clock }
run-planned-story = { $day }: comes at { $clock } “{ $title }”
run-sending = { $day }: on its way
run-sending-story = { $day }: on its way “{ $title }”
run-doubtful = { $tries ->
        [1] { $day }: sent, one try so far; it may be there already – I find that out at { $clock }
       *[other] { $day }: sent, { $tries } tries so far; it may be there already – I find that out at { $clock }
    }
run-doubtful-story = { $tries ->
        [1] { $day }: sent “{ $title }”, one try so far; it may be there already – I find that out at { $clock }
       *[other] { $day }: sent “{ $title }”, { $tries } tries so far; it may be there already – I find that out at { $clock }
    }
run-waits = { $tries ->
        [1] { $day }: not sent yet, one try so far; the next one at { $clock }
       *[other] { $day }: not sent yet, { $tries } tries so far; the next one at { $clock }
    }
run-waits-story = { $tries ->
        [1] { $day }: not sent yet “{ $title }”, one try so far; the next one at { $clock }
       *[other] { $day }: not sent yet “{ $title }”, { $tries } tries so far; the next one at { $clock }
    }
run-unsure = { $day }: sent, but the platform never said whether it arrived; please look for it
run-unsure-story = { $day }: sent “{ $title }”, but the platform never said whether it arrived; please look for it
run-refused = { $day }: refused
run-refused-story = { $day }: refused “{ $title }”
run-missed = { $day }: missed
run-missed-story = { $day }: missed “{ $title }”
run-skipped = { $day }: skipped
run-skipped-story = { $day }: skipped “{ $title }”
# $run is one of the six before; $reason is a whole sentence.
run-because = { $run }: { $reason }
run-posted = { $day }: posted
run-posted-story = { $day }: posted “{ $title }”
run-posted-at = { $day }: posted at { $clock }
run-posted-at-story = { $day }: posted at { $clock } “{ $title }”
# $run is one of the four before, with or without the next ones behind it; the numbers are always more than one.
run-after-tries = { $tries ->
       *[other] { $run }, after { $tries } tries
    }
run-late-by-minutes = { $minutes ->
       *[other] { $run }, { $minutes } minutes late
    }
run-late-by-hours = { $hours ->
       *[other] { $run }, { $hours } hours late
    }
# $note is a sentence without a full stop, such as “an admin saw it”.
run-noted = { $run }; { $note }

## Buttons: short

button-it-is-there = It is there
# $day is 2026-11-22.
button-it-is-there-of = { $day }: It is there
button-post-it-again = Post it again
button-send-it-now = Send it now
# $place is a channel's or chat's name.
button-switch-off = Switch off “{ $place }”

## What these buttons answer. $day is 2026-11-22.

decide-of-another-platform = That belongs to another platform.
decide-counts = Good: the story of { $day } counts as posted.
decide-settled-posted = That was settled before: the story of { $day } is posted.
decide-settled-on-its-way = That was settled before: the story of { $day } is on its way.
decide-settled-closed = That was settled before: the story of { $day } is closed.
decide-switched-off = This daily story has been switched off. `/daily on` starts it again.
decide-story-withdrawn = Its story has been withdrawn.
decide-on-its-way = It is on its way: the story of { $day }. `/daily why` tells what became of it.
decide-forgotten = I know nothing of this post any more. `/daily why` shows the last ones.

## Notices: what the admin who set up a daily post is told alone, unasked

# $place in the notices is daily-quoted, or this where the post comes to the admin's own chat.
notice-your-chat = your chat
# What the platform says and notice-nothing-is-lost follow it.
notice-paused = The daily story in { $place } rests, because I cannot post there.
notice-nothing-is-lost = Nothing is lost: it goes on by itself as soon as I can.
notice-resumed = I can post in { $place } again: the daily story goes on.
notice-unsure = I sent the story of { $day } to { $place }, and nobody can tell me whether it arrived. Please look: is it there?
notice-unsure-story = I sent the story of { $day } “{ $title }” to { $place }, and nobody can tell me whether it arrived. Please look: is it there?
# $days is a few days (“2026-11-22, 2026-11-23”), or the first and the last.
notice-missed-days = The daily story in { $place } did not come on { $days }: I was not running, or could not use my store, when it was due.
# $reason is one or more whole sentences.
notice-did-not-come = The story of { $day } did not come in { $place }: { $reason }
notice-did-not-come-story = The story of { $day } “{ $title }” did not come in { $place }: { $reason }
notice-dry = { $count ->
       *[other] Only { $count } of the stories that the daily post in { $place } may tell are new there. After them I begin again with those told longest ago; wider filters with `/daily on`, or stories of your own with `/addstory`, bring new ones.
    }
