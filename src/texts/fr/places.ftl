# Ce que les plateformes disent des endroits, des publications et des fichiers.

## Pourquoi une date n'a pas d'histoire du jour

no-story-fits = Aucune histoire ne correspond à la demande.
story-just-withdrawn = L’histoire choisie a été retirée à ce moment-là.
story-has-been-withdrawn = L’histoire a été retirée.
post-paused = Mise en pause par un admin.
post-paused-until = Mise en pause par un admin jusqu’au { $until }.
post-paused-without-access = En pause, parce que je ne pouvais pas publier : { $reason }
post-nobody-was-there = Je ne tournais pas, ou je n’avais pas accès à mes données, au moment prévu.
post-switched-off = L’histoire du jour a été arrêtée.
post-before-restore = Elle était prévue avant ma restauration depuis une sauvegarde : elle est peut-être parue, et n’est pas renvoyée.
post-overtaken = Elle n’a pas pu être envoyée avant que la suivante soit prévue.
post-too-late = Le délai de rattrapage est passé avant qu’elle puisse être envoyée.
post-not-there-and-too-late = Elle n’était pas arrivée, et le délai de rattrapage est passé avant que je puisse le savoir.

## Pourquoi elle n'a pas pu être envoyée avant

post-had-no-turn = Son tour n’est pas venu.
post-asked-to-wait = La plateforme m’a demandé d’attendre.
post-platform-unreached = Je n’ai pas pu joindre la plateforme.

## Ce qu'un admin a fait d'une publication restée sans issue

post-sent-by-admin = Un admin l’a fait envoyer.
post-seen-by-admin = Un admin l’a vue.

## Jours sans publication, le premier et le dernier

days-from-to = du { $first } au { $last }

## Pourquoi une publication n'a pas pu être corrigée

posts-cannot-be-changed = les publications là-bas ne peuvent pas être modifiées
post-of-unknown-fate = personne ne sait si elle est arrivée
post-deleted = elle a été supprimée
post-no-longer-changeable = Telegram ne permet plus de la modifier
post-in-gone-channel = le salon n’existe plus
post-in-closed-thread = le fil est fermé
post-in-unseen-channel = je ne vois plus le salon
post-in-closed-chat = je ne peux plus écrire dans le chat
post-not-of-discord = ce n’est pas un message de Discord
post-not-of-telegram = ce n’est pas un message de Telegram
post-words-unreadable = le message ne peut pas être lu
post-words-unreadable-because = le texte ne peut pas être lu : { $error }
post-kept-unreadable = le message enregistré ne peut pas être lu
post-kept-unreadable-because = le texte du registre ne peut pas être lu : { $error }

## Pourquoi un fichier ne peut pas servir

file-too-large = il dépasse { $size } Mio, et je ne lis pas plus
files-not-taken = on ne peut pas envoyer de fichiers ici
file-not-at-discord = il n’est pas là où Discord garde les fichiers
file-gone-from-discord = Discord ne l’a plus ; renvoie-le
file-gone-from-telegram = Telegram ne me le donne pas ; renvoie-le
file-not-there = il n’y a pas de fichier de ce nom ici
file-forbidden = je n’ai pas le droit de le lire
file-unreadable = il n’a pas pu être lu ({ $error })
file-is-folder = c’est un dossier
file-is-odd = ce n’est pas un fichier ordinaire

## Discord : pourquoi un endroit est fermé, et que faire

discord-right-view = « Voir le salon »
discord-right-send = « Envoyer des messages »
discord-right-send-in-threads = « Envoyer des messages dans les fils »
discord-right-embed = « Intégrer des liens »
discord-lacks-one = Donne-moi { $one } là-bas.
discord-lacks-two = Donne-moi { $one } et { $two } là-bas.
discord-lacks-three = Donne-moi { $one }, { $two } et { $three } là-bas.
discord-history-advice = Donne-moi aussi « Voir les anciens messages » là-bas : sans ça, après une panne, je ne peux pas savoir si une publication est arrivée, et je dois te le demander.
discord-thread-locked = Le fil est verrouillé. Déverrouille-le, ou utilise /daily on ailleurs.
discord-thread-archived = Le fil est archivé. Rouvre-le, ou utilise /daily on ailleurs.
discord-no-posts-in-kind = Personne ne peut publier dans ce type de salon. Utilise /daily on dans un salon textuel.
discord-no-such-channel = Je ne connais pas ce salon sur ce serveur.
discord-not-a-channel = Ce n’est pas un salon Discord : mets de nouveau l’histoire du jour en place.
discord-channel-gone = Le salon n’existe plus. Utilise /daily on dans un autre.
discord-channel-unseen = Je ne vois pas le salon. Donne-moi « Voir le salon » là-bas.
discord-may-not-post = Je n’ai pas le droit de publier dans le salon. Donne-moi « Envoyer des messages » et « Intégrer des liens » là-bas (« Envoyer des messages dans les fils » dans un fil).
discord-no-direct-messages = Cette personne n’accepte pas mes messages privés.
discord-refuses-place = Discord ne me laisse pas publier là-bas ({ $message }, code { $code }). Vérifie que je suis sur le serveur et que je peux voir le salon et envoyer des messages.
discord-refuses-post = Discord n’accepte pas ce message ({ $message }, code { $code }).
discord-post-deleted = Elle avait été publiée, et quelqu’un l’a supprimée.
discord-removed = On m’a retiré de ce serveur. Invite-moi de nouveau.

## Telegram : pourquoi un endroit est fermé, et que faire

telegram-admin-without-posting = Je suis admin de ce canal, mais sans le droit de publier des messages. Donne-le-moi.
telegram-not-in-chat = Je ne suis pas dans ce chat. Ajoute-moi de nouveau.
telegram-channel-needs-admin = Dans un canal, seuls les admins publient. Fais de moi un admin qui peut publier des messages.
telegram-restricted = Mes droits sont limités ici : je ne peux pas envoyer de messages. Donne-moi ce droit.
telegram-members-may-not-write = Les membres ne peuvent pas envoyer de messages ici. Fais de moi un admin, ou laisse les membres écrire.
telegram-how-to-name-a-place = Écris son @nom, un lien vers lui (https://t.me/c/…), ou donne la commande à l’endroit même.
telegram-no-such-chat = Je ne trouve aucun chat de ce nom. Est-il bien écrit, et est-ce que j’y suis ? Dans un canal, je dois être admin.
telegram-not-a-chat = Ce n’est pas un chat Telegram. Relance l’histoire du jour là où elle doit arriver.
telegram-blocked = On m’a bloqué ici. Débloque-moi dans Telegram et envoie /start.
telegram-removed = On m’a retiré de ce chat. Ajoute-moi de nouveau.
telegram-account-deleted = Ce compte a été supprimé. Il n’y a plus personne à qui publier.
telegram-may-not-write-first = Je n’ai pas le droit d’écrire en premier. Ouvre un chat avec moi et envoie /start.
telegram-group-deleted = Ce groupe a été supprimé. Lance l’histoire du jour dans un autre chat.
telegram-topic-gone = Ce sujet n’existe plus. Utilise /daily on dans le sujet où l’histoire doit arriver.
telegram-topic-closed = Ce sujet est fermé. Rouvre-le, ou fais de moi un admin qui peut gérer les sujets.
telegram-lacks-right = Je n’ai pas le droit d’envoyer des messages ici. Donne-le-moi ; dans un canal, fais de moi un admin qui peut publier.
telegram-chat-not-found = Je ne suis pas dans ce chat, ou il n’existe plus. Ajoute-moi de nouveau et envoie /start.
telegram-refuses-place = Telegram ne me laisse pas écrire ici ({ $description }). Vérifie mes droits dans ce chat.
telegram-anonymous = On ne peut pas écrire à un admin anonyme.

## La console

console-is-one-place = La console n’est qu’un seul endroit ; n’indique pas d’endroit.
