# What platforms say of places, posts and files: why something cannot be posted, changed or read.
#
# Reasons are kept and read later, often behind another sentence of ours: each is a whole sentence, unless its heading says
# otherwise. Names of rights and menus (“Send Messages”) are written as the platform's own app writes them in the language.

## Why a date has no daily post

no-story-fits = No story fits what was asked for.
story-just-withdrawn = The chosen story was withdrawn at that moment.
story-has-been-withdrawn = The story has been withdrawn.
post-paused = Paused by an admin.
# $until is a day: 2026-12-01.
post-paused-until = Paused by an admin until { $until }.
# $reason is one or more whole sentences of this file.
post-paused-without-access = Paused, because I could not post: { $reason }
post-nobody-was-there = I was not running, or could not use my store, when it was due.
post-switched-off = The daily story was switched off.
post-before-restore = It was due before I was restored from a backup: it may have come, and is not sent again.
post-overtaken = It could not be sent before the next one was due.
post-too-late = The catch-up time passed before it could be sent.
post-not-there-and-too-late = It had not arrived, and the catch-up time passed before I could find that out.

## Why it could not be sent before: stands behind post-too-late

post-had-no-turn = Its turn did not come.
post-asked-to-wait = The platform asked me to wait.
post-platform-unreached = I could not reach the platform.

## What an admin did with a post that had no end

post-sent-by-admin = An admin had it sent.
post-seen-by-admin = An admin saw it.

## Days without a post, the first and the last: 2026-11-20 to 2026-11-24

days-from-to = { $first } to { $last }

## How far corrections of posts are

# $reasons is a list of correction-failed-for, with commas between.
# $reason is one of the next heading; $count is how many posts could not be corrected for it.

## Why a post could not be corrected: no sentence, but what follows "1 post could not be corrected:"

posts-cannot-be-changed = posts there cannot be changed
post-of-unknown-fate = nobody knows whether it arrived
post-deleted = it was deleted
post-no-longer-changeable = Telegram lets it be changed no more
post-in-gone-channel = the channel is gone
post-in-closed-thread = the thread is closed
post-in-unseen-channel = I cannot see the channel any more
post-in-closed-chat = I cannot write in the chat any more
post-not-of-discord = it is no message of Discord's
post-not-of-telegram = it is no message of Telegram's
post-words-unreadable = the message cannot be read
# $error is a program's, in English.
post-words-unreadable-because = the words cannot be read: { $error }
post-kept-unreadable = the stored message cannot be read
post-kept-unreadable-because = the ledger's text cannot be read: { $error }

## Why a file cannot be used: no sentence, but what follows "“my-story.md” cannot be used:"; a full stop comes behind it

file-too-large = it is larger than { $size } MiB, which is as much as I read
files-not-taken = files cannot be sent here
file-not-at-discord = it does not lie where Discord keeps files
file-gone-from-discord = Discord does not have it any more; send it again
file-gone-from-telegram = Telegram does not give it to me; send it again
file-not-there = there is no such file here
file-forbidden = I may not read it
# $error is the computer's, in its own language.
file-unreadable = it could not be read ({ $error })
file-is-folder = it is a folder
file-is-odd = it is no ordinary file

## Discord: why a place is closed, and the mend

# Rights by the names that Discord's app gives them, in its quotation marks.
discord-right-view = “View Channel”
discord-right-send = “Send Messages”
discord-right-send-in-threads = “Send Messages in Threads”
discord-right-embed = “Embed Links”
discord-lacks-one = Give me { $one } there.
discord-lacks-two = Give me { $one } and { $two } there.
discord-lacks-three = Give me { $one }, { $two } and { $three } there.
discord-history-advice = Give me “Read Message History” there too: without it I cannot find out after a failure whether a post arrived, and have to ask you.
discord-thread-locked = The thread is locked. Unlock it, or use /daily on elsewhere.
discord-thread-archived = The thread is archived. Open it again, or use /daily on elsewhere.
discord-no-posts-in-kind = Nobody can post in this kind of channel. Use /daily on in a text channel.
discord-no-such-channel = I know no such channel in this server.
discord-not-a-channel = This is not a channel of Discord's: set the daily post up again.
discord-channel-gone = The channel is gone. Use /daily on in another one.
discord-channel-unseen = I cannot see the channel. Give me “View Channel” there.
discord-may-not-post = I may not post in the channel. Give me “Send Messages” and “Embed Links” there (“Send Messages in Threads” in a thread).
discord-no-direct-messages = This person does not take direct messages from me.
# $message is Discord's, in English; $code its number.
discord-refuses-place = Discord does not let me post there ({ $message }, code { $code }). Check that I am in the server and may view the channel and send messages.
discord-refuses-post = Discord does not take this message ({ $message }, code { $code }).
discord-post-deleted = It had been posted, and somebody deleted it.
discord-removed = I was removed from this server. Invite me again.

## Telegram: why a place is closed, and the mend

telegram-admin-without-posting = I am an admin of this channel without the right to post messages. Give it to me.
telegram-not-in-chat = I am not in this chat. Add me again.
telegram-channel-needs-admin = In a channel only admins post. Make me an admin who may post messages.
telegram-restricted = I am restricted here and may not send messages. Give me that right.
telegram-members-may-not-write = Members may not send messages here. Make me an admin, or let members write.
telegram-how-to-name-a-place = Write its @name, a link to it (https://t.me/c/…), or give the command in the place itself.
telegram-no-such-chat = I find no chat of that name. Is it spelled right, and am I in it? In a channel I must be an admin.
telegram-not-a-chat = This is no chat of Telegram's. Start the daily story again where it should come.
telegram-blocked = I am blocked here. Unblock me in Telegram and send /start.
telegram-removed = I was removed from this chat. Add me again.
telegram-account-deleted = This account was deleted. There is nobody left to post to.
telegram-may-not-write-first = I may not write first. Open a chat with me and send /start.
telegram-group-deleted = This group was deleted. Start the daily story in another chat.
telegram-topic-gone = This topic is gone. Use /daily on in the topic where the story should come.
telegram-topic-closed = This topic is closed. Open it again, or make me an admin who may manage topics.
telegram-lacks-right = I lack the right to send messages here. Give it to me; in a channel, make me an admin who may post.
telegram-chat-not-found = I am not in this chat, or it is gone. Add me again and send /start.
# $description is Telegram's, in English.
telegram-refuses-place = Telegram does not let me write here ({ $description }). Check my rights in this chat.
telegram-anonymous = An anonymous admin cannot be written to.

## The console

console-is-one-place = The console is one place only; leave the place out.
