# Ce qui est dit à ceux qui écrivent, modifient et examinent les histoires.

## Corrections des publications

corrected-on = Corrigée le { $date }.

corrections-begin = { $count ->
        [one] { $count } publication la raconte telle qu’elle était ; je la corrige.
       *[other] { $count } publications la racontent telle qu’elle était ; je les corrige, les plus récentes d’abord.
    }
corrections-how-far = Où en es-tu ?
corrected-nowhere = Aucune publication ne raconte cette histoire telle qu’elle était.
corrected-none-yet = Aucune publication n’est encore corrigée.
corrected-in = { $count ->
        [one] Corrigée dans { $count } publication.
       *[other] Corrigée dans { $count } publications.
    }
corrections-to-come = { $count ->
        [one] Encore { $count } publication à venir, les plus récentes d’abord.
       *[other] Encore { $count } publications à venir, les plus récentes d’abord.
    }
corrections-failed = { $count ->
        [one] { $count } publication n’a pas pu l’être : { $why }.
       *[other] { $count } publications n’ont pas pu l’être : { $why }.
    }
correction-why = { $why } ({ $count })
correction-too-old = { $hours ->
        [one] publiée il y a plus de { $hours } heure
       *[other] publiée il y a plus de { $hours } heures
    }
correction-never = les publications là-bas ne peuvent pas être modifiées
correction-story-removed = l’histoire a été retirée entre-temps
correction-no-answer = la plateforme n’a pas répondu
corrections-of = « { $title } » : { $told }

## Petits morceaux

list-goes-on = { $before }, { $next }
after-colon = {" "}: { $said }

## Les parties d'une histoire

part-slug = nom court
part-title = titre
part-summary = résumé
part-text = texte
part-date = date
part-tournament = tournoi
part-language = langue
part-players = joueurs
part-people = personnes
part-match = match
part-themes = thèmes
part-quotes = citations
part-reactions = réactions
part-media = médias
part-related = histoires liées
part-sources = sources

## Modifications d'une histoire

change-added = ajoutée
change-edited = modifiée
change-removed = retirée
change-restored = rétablie
change-undone = remise comme avant
change-of-parts = { $change } ({ $parts })
change-by-you = { $change } par toi
change-by-person = { $change } par la personne { $person }
change-by-person-elsewhere = { $change } par la personne { $person } sur { $platform }
change-at = { $change } le { $day } à { $time } UTC
history-latest = Les dernières modifications :
history-empty = Aucune histoire n’a encore été modifiée ici.
history-undo = Annuler : « { $title } »

## `/removestory`, `/restorestory` et l'annulation

curate-removed = Retirée : « { $title } » n’est plus racontée. Je la garde : `/restorestory` la fait revenir.
curate-removed-already = « { $title } » est déjà retirée.
curate-restored = Rétablie : « { $title } » est de nouveau racontée.
curate-told-already = « { $title } » est déjà racontée.
curate-undo = Annuler
curate-undo-that = Annuler ça aussi
curate-undone = Annulé : « { $title } » – elle est de nouveau comme avant.
curate-undone-removed = Annulé : « { $title } » – elle n’est plus racontée.
curate-changed-since = Ce n’est plus la dernière modification : « { $title } » a été { $change }. `/history` montre tout.
curate-nothing-before = Il n’y a rien avant ça à quoi revenir.
curate-slug-gone = Une autre histoire a pris le nom court que « { $title } » avait alors ; modifie-la plutôt.

## De quelle histoire il s'agit

curate-too-many = { $limit ->
        [one] Cette communauté a { $limit } histoire à elle, en comptant les retirées, et ne peut pas en avoir plus.
       *[other] Cette communauté a { $limit } histoires à elle, en comptant les retirées, et ne peut pas en avoir plus.
    }
curate-not-theirs = Je ne connais pas cette histoire dans cette communauté. Celles de la collection commune sont modifiées par les personnes qui m’hébergent.
curate-none = Cette communauté n’a pas encore d’histoire à elle. `/addstory` en ajoute une.
curate-none-removed = Aucune histoire de cette communauté n’a été retirée.
curate-no-such-own = Je ne trouve pas cette histoire parmi celles de cette communauté. `/history` montre ce qu’il y a.
curate-no-such-own-removed = Je ne trouve pas cette histoire parmi les histoires retirées de cette communauté. `/history` montre ce qu’il y a.
curate-no-such-shared = Je ne trouve pas cette histoire parmi celles de la collection commune. `/history` montre ce qu’il y a.
curate-no-such-shared-removed = Je ne trouve pas cette histoire parmi les histoires retirées de la collection commune. `/history` montre ce qu’il y a.
curate-which = Laquelle ? Dis son nom court :

## `/review` : ce que les membres proposent

review-by-somebody = Proposition { $id } d’un membre, { $at } :
review-by-somebody-elsewhere = Proposition { $id } d’un membre sur { $platform }, { $at } :
review-by-person = Proposition { $id } de la personne { $person }, { $at } :
review-by-person-elsewhere = Proposition { $id } de la personne { $person } sur { $platform }, { $at } :
review-accept = Accepter
review-edit = Modifier
review-decline = Refuser
review-block = Refuser et bloquer
review-accept-shared = Accepter pour tout le monde
review-later = Plus tard
review-decline-unsaid = Refuser sans dire pourquoi
review-say-why = Pour la refuser, dis pourquoi : `/review { $id } decline your reason`
review-none-waits = Aucune proposition n’attend.
review-waits-no-longer = Celle-là n’attend plus. `/review` montre celles qui attendent.
review-no-such = Il n’y a pas de telle proposition ici. `/review` montre celles qui attendent.
review-decided-before = Celle-là a déjà été tranchée.
review-name-taken = Il y a déjà une histoire de ce nom. Refuse celle-ci, ou modifie-la et donne-lui un autre titre.
review-name-taken-by = Il y a déjà une histoire de ce nom : « { $title } ». Refuse celle-ci, ou modifie-la et donne-lui un autre titre.
review-accepted = Acceptée : « { $title } » est racontée dès maintenant.
review-declined = Refusée : « { $title } ».
review-blocked = Refusée, et la personne qui l’a écrite ne peut rien proposer jusqu’au { $until }.
review-author-not-told = Je n’ai pas pu prévenir la personne qui l’a écrite.

## Ce qu'on dit à l'auteur d'une proposition

author-accepted = Ton histoire « { $title } » a été acceptée. Merci !
author-declined-unsaid = Ton histoire « { $title } » n’a pas été retenue cette fois.
author-declined = Ton histoire « { $title } » n’a pas été retenue. Les admins disent : { $reason }
author-blocked = Ton histoire « { $title } » n’a pas été retenue.

## `/import` et `/export`

import-how = { $limit ->
        [one] Joins un fichier à `/import` : un tableau CSV ou des lignes JSON avec au plus { $limit } histoire en { $mebibytes } Mio, ou un fichier d’histoire. Je dis ce qui changerait avant que rien ne change.
       *[other] Joins un fichier à `/import` : un tableau CSV ou des lignes JSON avec au plus { $limit } histoires en { $mebibytes } Mio, ou un fichier d’histoire. Je dis ce qui changerait avant que rien ne change.
    }
import-how-columns = La première ligne d’un tableau nomme ses colonnes ; `/export format:csv` en donne un pour commencer.
import-too-many = { $limit ->
        [one] Il contient plus de { $limit } histoire, et je n’en prends pas plus à la fois. Découpe-le, ou utilise `touchline stories import` sur la machine qui m’héberge.
       *[other] Il contient plus de { $limit } histoires, et je n’en prends pas plus à la fois. Découpe-le, ou utilise `touchline stories import` sur la machine qui m’héberge.
    }
import-would = { $added ->
        [one] { $added } serait ajoutée
       *[other] { $added } seraient ajoutées
    }, { $changed ->
        [one] { $changed } modifiée
       *[other] { $changed } modifiées
    }, { $same ->
        [one] { $same } est déjà pareille
       *[other] { $same } sont déjà pareilles
    }. Rien n’a encore changé.
import-nothing-new = { $same ->
        [1] Rien à importer : l’histoire est déjà racontée ainsi.
       *[other] Rien à importer : les { $same } histoires sont déjà racontées ainsi.
    }
import-refused = { $refused ->
        [1] Rien ne peut encore être importé : une histoire est refusée.
       *[other] Rien ne peut encore être importé : { $refused } histoires sont refusées.
    } Sans cela, { $added ->
        [one] { $added } serait ajoutée
       *[other] { $added } seraient ajoutées
    }, { $changed ->
        [one] { $changed } modifiée
       *[other] { $changed } modifiées
    }, { $same ->
        [one] { $same } est déjà pareille
       *[other] { $same } sont déjà pareilles
    }.
import-new = nouvelle :
import-changed = modifiée :
import-restored = rétablie :
import-parts = ({ $parts })
import-more-new = { $count ->
        [one] et { $count } autre nouvelle
       *[other] et { $count } autres nouvelles
    }
import-more-changed = { $count ->
        [one] et { $count } autre modifiée
       *[other] et { $count } autres modifiées
    }
import-more-restored = { $count ->
        [one] et { $count } autre rétablie
       *[other] et { $count } autres rétablies
    }
import-fault-line = ligne { $line }, { $key }
import-fault = – { $found } ; { $mend }
import-more-faults = { $count ->
        [one] et { $count } de plus
       *[other] et { $count } de plus
    }
import-mend = Corrige le fichier et renvoie-le.
import-all = Tout importer
import-cancel = Ne rien importer
import-done = Importé : { $added ->
        [one] { $added } ajoutée
       *[other] { $added } ajoutées
    }, { $changed ->
        [one] { $changed } modifiée
       *[other] { $changed } modifiées
    }, { $same ->
        [one] { $same } déjà pareille
       *[other] { $same } déjà pareilles
    }. `{ $history }` montre chaque modification et peut l’annuler.
import-cancelled = Abandonné : rien n’a été importé, et les histoires du fichier sont oubliées.
import-gone = Je ne garde plus ce fichier : il a été importé ou abandonné, tu en as envoyé un autre après, ou il date de plus d’un jour. Renvoie-le avec `/import`.
export-nothing = Cette communauté n’a pas d’histoire à elle. `scope:everyone` donne la collection commune.
export-too-many = { $count ->
        [one] Cette { $count } histoire dépasse ce qu’un chat peut porter. `touchline stories export` l’écrit sur la machine qui m’héberge.
       *[other] Ces { $count } histoires dépassent ce qu’un chat peut porter. `touchline stories export` les écrit sur la machine qui m’héberge.
    }
export-done = { $count ->
        [one] { $count } histoire. `/import` peut reprendre le fichier.
       *[other] { $count } histoires. `/import` peut reprendre le fichier.
    }
