# What admins set for their community, and what they are told of it.

## An instant

# $date is `21 November 2026`, $time `09:00`, $zone `Europe/Paris`.
instant-local = { $date }, { $time } { $zone }

## The time zone

settings-zone-set = Times are { $zone } from now on, where nothing else is named.
settings-zone-unset = Times are UTC again, where nothing else is named.

## The language

# $language is the name of the language that this text is in, as those call it who speak it; $tag is its tag, `fr`.
settings-language-set = I speak { $language } here from now on, also in daily posts; stories that are written here are in “{ $tag }” where they say nothing else.
# $tag is a language that I do not speak, `de`; $languages are the names of those that I do.
settings-language-not-spoken = Stories that are written here are in “{ $tag }” from now on, where they say nothing else. I do not speak it: each of you is answered in the language of your app where I speak that one, else in English, and daily posts come in English. I speak { $languages }.
settings-language-auto = Each of you is answered in the language of your app from now on where I speak it, else in English. Daily posts come in English, and stories that are written here are in English where they say nothing else. I speak { $languages }.

settings-no-language = “{ $typed }” is no language tag: write for example auto, en, fr, es, ar or pt-BR.

## Editors

# An editor who is named by a number; these stand as $editor in the sentences below, some of which begin with it.
settings-a-person = person { $person }
settings-a-role = role { $role }
settings-editor-added = { $editor } may add, change and review stories of this community now.
# Another sentence behind the one above.
settings-editor-by-name = The first one here who goes by that name is known by their number from then on.
settings-editor-removed = { $editor } is no editor any more.
settings-no-editor = { $editor } was no editor.
settings-editors-full = { $limit ->
       *[other] A community may have { $limit } editors; name a role, or remove somebody first.
    }

## Who was blocked in a review

settings-unblocked = Person { $person } may suggest stories again.
settings-not-blocked = Person { $person } is not blocked.

## Where changes of stories are told

# $place is a chat's or a channel's name.
settings-notices-place = { $place } gets a line for every change of a story; an import of many is not told one by one.
settings-notices-chat = That chat gets a line for every change of a story; an import of many is not told one by one.
settings-notices-off = Changes of stories are told nowhere any more; /history shows them.
settings-cannot-post = Nothing can be posted here.
settings-place-elsewhere = That is a place of another community.
settings-place-unknown = I could not look that place up. Please try again in a minute.
settings-place-unsure = I could not find out whether I may post there. Please try again in a minute.

## `/settings show`: a name in bold, and behind a colon what is set

settings-label-editors = Editors
settings-editors-none = nobody besides admins
settings-label-zone = Time zone
settings-zone-none = UTC, where nothing else is named
settings-label-language = Language
settings-language-is-auto = automatic: answers in the language of each one's app, posts and stories in English
# $language is what those call it who speak it, $tag is its tag, `fr`.
settings-language-is = { $language } (“{ $tag }”)
settings-language-is-not-spoken = “{ $tag }” for stories; I do not speak it, so answers are in the language of each one's app, and posts in English
settings-label-notices = Changes of stories
settings-notices-none = told nowhere; /history shows them
settings-notices-here = here ({ $address })
settings-label-blocked = Blocked in reviews
# One of a list.
settings-blocked-until = person { $person } until { $until }
