# Ce qui est dit de l'histoire du jour, et par elle.

## Au-dessus d'une histoire publiée

on-this-day = { $years ->
        [1] C’était il y a un an, jour pour jour.
       *[other] C’était il y a { $years } ans, jour pour jour.
    }
late-by-minutes = { $minutes ->
        [one] Cette histoire arrive avec { $minutes } minute de retard.
       *[other] Cette histoire arrive avec { $minutes } minutes de retard.
    }
late-by-hours = { $hours ->
        [1] Cette histoire arrive avec environ une heure de retard.
       *[other] Cette histoire arrive avec environ { $hours } heures de retard.
    }

## Morceaux des phrases ci-dessous

daily-here = ici
daily-there = là-bas
daily-in-place = dans « { $place } »
daily-to-place = dans « { $place } »
daily-quoted = « { $name } »
daily-every-day = tous les jours
daily-on-weekdays = en semaine
daily-at-weekends = le week-end
daily-every-weekday = chaque { $days }
daily-moment = { $weekday } { $date } à { $time } { $zone }
daily-moment-and-utc = { $weekday } { $date } à { $time } { $zone } ({ $utc } UTC)
daily-moment-and-utc-day = { $weekday } { $date } à { $time } { $zone } ({ $utc } UTC le { $utc_date })
daily-list = { $list }, { $next }
daily-list-or = { $list } ou { $next }
order-turn = « { $title } »
order-pinned = « { $title } » (choisie par un admin)
order-anniversary = { $years ->
        [1] « { $title } » (un an ce jour-là)
       *[other] « { $title } » ({ $years } ans ce jour-là)
    }

## /daily on : ce qui est réglé

daily-comes = Une histoire arrive { $where } { $days } à { $time } { $zone }.
daily-comes-about = Une histoire { $about } arrive { $where } { $days } à { $time } { $zone }.
daily-next-one = La prochaine : { $moment }.
daily-stories-fit = { $count ->
        [one] { $count } histoire convient ; quand toutes ont été racontées, elles recommencent dans un autre ordre.
       *[other] { $count } histoires conviennent ; quand toutes ont été racontées, elles recommencent dans un autre ordre.
    }
daily-pause-is-over = Sa pause est finie.
daily-settled-today = Pour aujourd’hui, c’est déjà réglé : elle ne revient pas aujourd’hui.
daily-but-it-rests = Mais elle est en pause :
daily-cannot-post-there-yet = Je ne peux pas encore publier là-bas.
daily-starts-by-itself = Elle démarre toute seule dès que je peux.
daily-could-not-test = Je n’ai pas pu tester si j’ai le droit de publier là-bas ; /daily test le montre.
daily-that-is-utc = C’est l’heure UTC. Pour ton heure à toi, indique une ville ou un fuseau : `/daily on { $time } Europe/Paris`
daily-hints-here = `/daily test` en publie une tout de suite, `/daily next` montre ce qui vient, `/daily off` arrête tout.
daily-hints-there = Avec le même endroit, `/daily test` en publie une là-bas tout de suite et `/daily off` arrête tout.

## /daily on : ce qui est refusé

daily-nothing-fits = Il n’y a aucune histoire { $about }. Élargis ta demande, ou enlèves-en une partie.
daily-too-many = { $limit ->
        [one] Cette communauté a déjà { $limit } histoire du jour, et ne peut pas en avoir plus. `/daily show` en donne la liste, `/daily off` en arrête une.
       *[other] Cette communauté a déjà { $limit } histoires du jour, et ne peut pas en avoir plus. `/daily show` en donne la liste, `/daily off` en arrête une.
    }
daily-no-story-about-team = Aucune histoire ne parle d’une équipe « { $team } ».
daily-teams-near-it = Noms proches : { $teams }.
daily-which-team = Je ne connais pas d’équipe « { $team } ». Tu voulais dire { $teams } ?

## Pourquoi un endroit ne peut pas servir

daily-place-unusable = Je ne peux pas utiliser cet endroit.
daily-still-cannot-post = Je ne peux toujours pas publier là-bas.
daily-cannot-post = Je ne peux pas publier { $where }.
daily-rests-already = Elle est déjà en pause, parce que je ne peux pas publier là-bas.
daily-no-other-place = Il n’y a pas d’autre endroit.
daily-platform-asks-to-wait = { $seconds ->
        [one] La plateforme me demande d’attendre { $seconds } seconde. Réessaie ensuite.
       *[other] La plateforme me demande d’attendre { $seconds } secondes. Réessaie ensuite.
    }
daily-chat-has-moved = Ce chat vient de changer d’adresse ; je l’ai notée. Réessaie.
daily-story-not-accepted = La plateforme n’a pas accepté cette histoire. La personne qui m’héberge en trouve la raison dans mon journal.
daily-platform-unreachable = Je n’arrive pas à joindre la plateforme pour publier. Réessaie dans une minute.
daily-nobody-knows-whether-it-arrived = La plateforme n’a pas dit si la publication est arrivée. Regarde si elle est là avant de réessayer.

## /daily off, pause et resume

daily-none = Il n’y a pas d’histoire du jour { $where }.
daily-start-it = Pour la lancer : `/daily on 09:00 Europe/Paris`
daily-off-here = L’histoire du jour est arrêtée ici ; je me souviens de ce qui a été raconté. Pour la relancer : `/daily on { $again }`
daily-off-there = L’histoire du jour est arrêtée là-bas ; je me souviens de ce qui a été raconté. Pour la relancer : `/daily on { $again } place:…`
daily-off-already = Elle est déjà arrêtée.
daily-must-be-after-today = Le jour de la reprise doit venir après aujourd’hui.
daily-off-ends-it = `/daily off` l’arrête pour de bon.
daily-rests-until = L’histoire du jour { $where } est en pause ; elle reprend le { $moment }. `/daily resume` met fin à la pause avant.
daily-rests = L’histoire du jour { $where } est en pause jusqu’à ce que quelqu’un dise `/daily resume`.
daily-not-paused = Elle n’est pas en pause.
daily-goes-on-when-mended = Elle reprend toute seule une fois le problème réglé.
daily-goes-on = L’histoire du jour { $where } reprend. La prochaine : { $moment }.

## /daily next

daily-next-stories = Les prochaines histoires, tant que rien ne change :
daily-next-story = { $moment } : { $story }
daily-next-without = { $moment } : { $reason }
daily-choose-hint = Pour choisir l’histoire d’une date : `/daily next 2026-12-10 mother` – ou `none` pour ne plus en choisir.
daily-no-story-on-day = Aucune histoire n’arrive le { $day } : choisis, dans l’année qui vient, un jour où il y en a une. La prochaine : { $moment }.
daily-not-chosen = Le { $day }, ce sera l’histoire dont c’est le tour.
daily-no-such-story = Je ne connais pas d’histoire avec « { $words } ». Écris des mots de son titre ; `/story` en trouve une à regarder.
daily-chosen = « { $title } » arrive le { $moment }.
daily-chosen-but-rests = Mais l’histoire du jour sera alors en pause : si elle ne reprend pas avant, rien n’arrivera.

## /daily test

daily-nothing-to-test = Il n’y a pas encore d’histoire à publier. Ajoutes-en une avec `/addstory`.
daily-test-works = Ça marche : la publication est { $where }. Elle ne compte pas comme celle d’aujourd’hui.

## /daily show

daily-next-ones = À venir
daily-last-ones = Dernières
daily-elsewhere = Ailleurs
daily-next-empty = { $moment } – pas d’histoire
daily-may-be-late = Une publication manquée peut arriver avec { $span } de retard, pas plus.
daily-in-doubt-again = Quand personne ne sait si une publication est arrivée, elle est renvoyée.
daily-in-doubt-asked = Quand personne ne sait si une publication est arrivée, je demande aux admins.
daily-is-silent = Les publications ne font pas de bruit.
daily-is-paused = Elle est en pause :
daily-is-paused-until = *Elle est en pause* jusqu’au { $day }, sur décision d’un admin. `/daily resume` y met fin.
daily-is-paused-by-an-admin = *Elle est en pause*, sur décision d’un admin. `/daily resume` y met fin.
daily-line = { $place } : { $days } à { $time } { $zone }
daily-line-about = { $place } : { $days } à { $time } { $zone }, { $about }
daily-line-paused = { $line } – en pause

## /daily why : ce que sont devenues les dernières publications

daily-nothing-was-due = Rien n’était encore prévu.
daily-first-one = La première : { $moment }.
daily-what-became = Ce que sont devenues les dernières :
run-clock-on-date = { $time } le { $date }
run-planned = { $day } : arrive à { $clock }
run-planned-story = { $day } : arrive à { $clock } « { $title } »
run-sending = { $day } : en route
run-sending-story = { $day } : en route « { $title } »
run-doubtful = { $tries ->
        [1] { $day } : envoyée, un essai jusqu’ici ; elle est peut-être déjà là – je le vérifie à { $clock }
       *[other] { $day } : envoyée, { $tries } essais jusqu’ici ; elle est peut-être déjà là – je le vérifie à { $clock }
    }
run-doubtful-story = { $tries ->
        [1] { $day } : envoyée « { $title } », un essai jusqu’ici ; elle est peut-être déjà là – je le vérifie à { $clock }
       *[other] { $day } : envoyée « { $title } », { $tries } essais jusqu’ici ; elle est peut-être déjà là – je le vérifie à { $clock }
    }
run-waits = { $tries ->
        [1] { $day } : pas encore envoyée, un essai jusqu’ici ; le prochain à { $clock }
       *[other] { $day } : pas encore envoyée, { $tries } essais jusqu’ici ; le prochain à { $clock }
    }
run-waits-story = { $tries ->
        [1] { $day } : pas encore envoyée « { $title } », un essai jusqu’ici ; le prochain à { $clock }
       *[other] { $day } : pas encore envoyée « { $title } », { $tries } essais jusqu’ici ; le prochain à { $clock }
    }
run-unsure = { $day } : envoyée, mais la plateforme n’a jamais dit si elle est arrivée ; va voir si elle est là
run-unsure-story = { $day } : envoyée « { $title } », mais la plateforme n’a jamais dit si elle est arrivée ; va voir si elle est là
run-refused = { $day } : refusée
run-refused-story = { $day } : refusée « { $title } »
run-missed = { $day } : manquée
run-missed-story = { $day } : manquée « { $title } »
run-skipped = { $day } : sautée
run-skipped-story = { $day } : sautée « { $title } »
run-because = { $run } : { $reason }
run-posted = { $day } : publiée
run-posted-story = { $day } : publiée « { $title } »
run-posted-at = { $day } : publiée à { $clock }
run-posted-at-story = { $day } : publiée à { $clock } « { $title } »
run-after-tries = { $tries ->
        [one] { $run }, après { $tries } essai
       *[other] { $run }, après { $tries } essais
    }
run-late-by-minutes = { $minutes ->
        [one] { $run }, avec { $minutes } minute de retard
       *[other] { $run }, avec { $minutes } minutes de retard
    }
run-late-by-hours = { $hours ->
        [one] { $run }, avec { $hours } heure de retard
       *[other] { $run }, avec { $hours } heures de retard
    }
run-noted = { $run } ; { $note }

## Boutons : courts

button-it-is-there = Elle est là
button-it-is-there-of = { $day } : Elle est là
button-post-it-again = La republier
button-send-it-now = L’envoyer maintenant
button-switch-off = Arrêter « { $place } »

## Ce que ces boutons répondent

decide-of-another-platform = Ça concerne une autre plateforme.
decide-counts = Bien : l’histoire du { $day } compte comme publiée.
decide-settled-posted = C’était déjà réglé : l’histoire du { $day } est publiée.
decide-settled-on-its-way = C’était déjà réglé : l’histoire du { $day } est en route.
decide-settled-closed = C’était déjà réglé : l’histoire du { $day } est close.
decide-switched-off = Cette histoire du jour a été arrêtée. `/daily on` la relance.
decide-story-withdrawn = Son histoire a été retirée.
decide-on-its-way = Elle est en route : l’histoire du { $day }. `/daily why` dit ce qu’elle est devenue.
decide-forgotten = Je ne sais plus rien de cette publication. `/daily why` montre les dernières.

## Avis : ce qui est dit, sans qu'on le demande, à l'admin qui a mis en place une histoire du jour

notice-your-chat = ton chat
notice-paused = L’histoire du jour dans { $place } est en pause, parce que je ne peux pas y publier.
notice-nothing-is-lost = Rien n’est perdu : elle reprend toute seule dès que je peux.
notice-resumed = Je peux de nouveau publier dans { $place } : l’histoire du jour reprend.
notice-unsure = J’ai envoyé l’histoire du { $day } dans { $place }, et personne ne peut me dire si elle est arrivée. Regarde, s’il te plaît : elle est là ?
notice-unsure-story = J’ai envoyé l’histoire du { $day } « { $title } » dans { $place }, et personne ne peut me dire si elle est arrivée. Regarde, s’il te plaît : elle est là ?
notice-missed-days = L’histoire du jour dans { $place } n’est pas arrivée ({ $days }) : au moment prévu, je ne tournais pas, ou je n’avais pas accès à mes données.
notice-did-not-come = L’histoire du { $day } n’est pas arrivée dans { $place } : { $reason }
notice-did-not-come-story = L’histoire du { $day } « { $title } » n’est pas arrivée dans { $place } : { $reason }
notice-dry = { $count ->
        [one] Parmi les histoires que l’histoire du jour dans { $place } peut raconter, il n’en reste que { $count } de nouvelle là-bas. Ensuite, je recommence par celles racontées il y a le plus longtemps ; des filtres plus larges avec `/daily on`, ou tes propres histoires avec `/addstory`, en apportent de nouvelles.
       *[other] Parmi les histoires que l’histoire du jour dans { $place } peut raconter, il n’en reste que { $count } de nouvelles là-bas. Ensuite, je recommence par celles racontées il y a le plus longtemps ; des filtres plus larges avec `/daily on`, ou tes propres histoires avec `/addstory`, en apportent de nouvelles.
    }
