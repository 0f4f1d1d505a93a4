# Ce que la table des commandes dit d'elle-même, et ce qui est dit quand une commande ne peut pas être lue.

## Commandes : à quoi sert chacune

command-story = Une histoire : sur un joueur, une équipe, un match, un mot, ou une jamais vue ici
command-player = Les histoires sur un joueur
command-match = Les histoires sur un match
command-browse = Le catalogue : par thème, équipe, Coupe du monde ou joueur, avec le nombre d’histoires
command-today = Ce qui s’est passé ce jour de l’année, ou ce qui vient ensuite
command-favourites = Les histoires que tu as marquées d’un ❤
command-top = Les histoires que cette communauté a le plus marquées d’un ❤
command-daily = L’histoire du jour dans ce chat
command-daily-on = Lancer l’histoire du jour dans ce chat, ou la régler autrement
command-daily-off = Arrêter l’histoire du jour dans ce chat
command-daily-show = Quand viennent les histoires du jour, et ce qu’ont donné les dernières
command-daily-pause = Mettre l’histoire du jour en pause, jusqu’à une date ou jusqu’à la reprise
command-daily-resume = Reprendre après une pause
command-daily-next = Les prochaines histoires ; ou choisir celle d’une date
command-daily-test = Publier une histoire ici, tout de suite, pour voir que ça marche
command-daily-why = Ce que sont devenues les dix dernières publications, et pourquoi
command-addstory = Ajouter ta propre histoire à la collection de cette communauté
command-editstory = Modifier une histoire : dis laquelle, reçois-la entière, corrige-la et renvoie-la
command-removestory = Ne plus raconter une histoire ; elle est gardée et peut revenir
command-restorestory = Raconter de nouveau une histoire retirée ; sans mots : la liste des retirées
command-history = Qui a modifié quelle histoire et quand, avec un bouton pour annuler
command-review = Les histoires que les membres proposent : accepter, modifier ou refuser
command-settings = Rédacteurs, langue, fuseau horaire, et où les modifications d’histoires sont annoncées
command-settings-show = Ce qui est réglé ici
command-settings-editors = Qui, outre les admins, ajoute, modifie et examine les histoires : rôle ou personnes
command-settings-notices = Où annoncer chaque modification d’histoire : un endroit, ici, ou nulle part
command-settings-unblock = Laisser de nouveau proposer des histoires à quelqu’un qui a été bloqué
command-settings-language = La langue que je parle ici, et celle des histoires qui n’en indiquent pas
command-settings-zone = Le fuseau horaire utilisé quand aucun n’est indiqué
command-submit = Proposer une histoire aux admins de cette communauté
command-import = Importer des histoires d’un fichier : je dis d’abord ce qui changerait
command-export = Exporter les histoires dans un fichier qui peut être réimporté
command-help = Ce que je sais faire, ou comment s’utilise une commande
command-privacy = Ce que je garde, combien de temps, et comment le faire oublier
command-forgetme = Oublier tout ce que je garde sur toi
command-about = Qui je suis : version, sources, licence

## Arguments : ce qu'est chacun

argument-story-about = Un nom, une équipe, un match ou n’importe quels mots
argument-player-name = Le nom du joueur, comme tu le dirais
argument-match-teams = Une équipe ou les deux, et l’année si tu veux
argument-browse-theme = Un thème, par exemple family
argument-browse-team = Une équipe, par exemple Maroc
argument-browse-tournament = Une Coupe du monde, par son année
argument-browse-player = Le nom d’un joueur, ou une partie
argument-daily-time = L’heure, par exemple 09:00
argument-daily-zone = Une ville, un pays ou un fuseau, par exemple Paris ; sinon UTC
argument-daily-place = Un autre salon, canal, fil ou sujet que celui-ci
argument-daily-days = all, weekdays, weekends, ou une liste comme mon,thu
argument-daily-theme = Seulement ces thèmes, ou pas : family,-farewell
argument-daily-team = Seulement ces équipes, ou pas : maroc,-france
argument-daily-tournament = Seulement ces Coupes du monde, ou pas : 2022,-1998
argument-daily-catch-up = Le retard permis à une publication manquée, de 0 à 24h ; d’habitude 6h
argument-daily-on-unsure = Si on ignore qu’une publication est arrivée : ask (les admins) ou resend
argument-daily-silent = Publier sans notification sonore : yes ou no
argument-daily-until = Le premier jour où une histoire revient, par exemple 2026-12-24
argument-daily-date = La date pour laquelle choisir l’histoire, par exemple 2026-12-10
argument-daily-story = L’histoire de cette date ; none pour ne plus en choisir
argument-story-whole = Son titre, ou toute l’histoire au format des fichiers d’histoire
argument-story-file = Un fichier d’histoire, au lieu de la taper
argument-scope = Pour les personnes qui m’hébergent : everyone, pour la collection commune
argument-editstory-story = Des mots de son titre, ou toute l’histoire telle que tu l’as modifiée
argument-story-title = Des mots de son titre
argument-history-story = Des mots de son titre ; sans rien, toutes les histoires
argument-review-number = Le numéro d’une proposition ; sinon, celle qui attend depuis le plus longtemps
argument-review-decision = accept, everyone, edit, decline ou block
argument-review-reason = Pourquoi elle est refusée ; la personne qui l’a écrite le lira
argument-editors-add = Un rôle ou une personne : @nom, ou son numéro
argument-editors-remove = Un rôle ou une personne qui ne doit plus pouvoir le faire
argument-notices-place = Un salon, un canal, un fil ou un sujet ; sinon celui-ci
argument-notices-off = yes : plus nulle part
argument-unblock-whom = La personne ; /settings show donne la liste des personnes bloquées
argument-settings-language = Un code : en, fr, es, ar, pt …, ou auto : à chacun la sienne
argument-settings-zone = Une ville, un pays ou un fuseau, par exemple Paris
argument-submit-credit = Si les admins voient qui propose l’histoire
argument-import-file = Un tableau CSV, des lignes JSON ou un fichier d’histoire
argument-export-format = csv pour les tableurs, ou jsonl ; jsonl par défaut
argument-help-command = La commande à expliquer

## /help

help-opening = Je raconte des histoires du bord de touche de la Coupe du monde. Demande-m’en une :
help-command = `{ $usage }` – { $what }
help-command-of-admins = `{ $usage }` – { $what } (admins)
help-command-of-operators = `{ $usage }` – { $what } (personnes qui m’hébergent)
help-argument = `{ $name }` – { $what }
help-title = { $what }.
help-for-admins = Pour les admins de cette communauté.
help-for-operators = Pour les personnes qui m’hébergent.
help-example = Par exemple : `{ $command }`
help-usage = Utilisation : `{ $usage }`

## Ce qui ne peut pas être lu dans une commande

command-unknown = Il n’y a pas de commande { $said }.
command-unknown-near = Il n’y a pas de commande { $said }. Tu voulais dire { $near } ?
subcommand-missing = À { $command }, il faut ajouter l’un de ces mots : { $names }.
subcommand-unknown = { $command } ne connaît pas « { $said } » ; voici ce qu’elle connaît : { $names }.
argument-missing = À { $command }, il manque { $argument } : { $what }.
argument-twice = « { $name } » est là deux fois.
argument-unknown = Je ne connais pas « { $name } » ici ; je connais : { $names }.
argument-too-many = Je ne sais pas quoi faire de « { $word } » ici.
file-and-text = Il y a un fichier et aussi un { $argument } tapé : envoie l’un des deux.
file-by-name = Je ne peux pas ouvrir un fichier par son nom ici : joins-le à ton message.
command-unusable = { $command } ne peut pas encore servir.

## Valeurs qui ne peuvent pas être lues

not-a-credit = « { $word } » ne dit pas comment te citer : écris name ou anonymous.
not-somebody = « { $word } » ne me dit pas qui c’est : écris @nom, un numéro, ou choisis un rôle.
editors-whom = Dis qui : add:@nom ou remove:@nom.
unblock-whom = Dis qui, par son numéro ; /settings show donne la liste des personnes bloquées.
not-a-suggestion = « { $word } » n’est pas le numéro d’une proposition.
review-decide = Dis ce qu’il faut en faire : accept, edit, decline ou block.
not-a-scope = « { $word } » n’est pas une portée : écris here ou everyone.
not-a-format = « { $word } » n’est pas un format : écris jsonl ou csv.
pin-needs-story = Pour choisir l’histoire d’une date, indique aussi l’histoire ; « none » pour ne plus en choisir.
pin-needs-date = Pour choisir une histoire, indique aussi sa date.
not-yes-or-no = « { $word } » n’est ni yes ni no.
not-a-theme = Il n’y a pas de thème « { $word } ». Les thèmes sont : { $themes }.
not-a-tournament = Il n’y a pas eu de Coupe du monde « { $word } ». Écris son année, par exemple 2022.
not-a-zone = Je ne connais pas de fuseau horaire « { $word } ». Écris une ville, un pays ou un fuseau comme Europe/Paris, Africa/Casablanca ou UTC.
zones-near = Noms proches : { $zones }.
country-of-zones = Pour { $country }, il y a plusieurs fuseaux horaires : indiques-en un, comme { $zones }
not-a-weekday = « { $word } » n’est pas un jour de la semaine. Écris all, weekdays, weekends ou une liste comme mon,thu.
not-a-time = « { $word } » n’est pas une heure. Écris heures et minutes, par exemple 09:00 ou 21:30.
not-an-hour = L’heure { $hour } n’existe pas : les heures vont de 00 à 23, par exemple 09:00 ou 21:30.
not-a-minute = La minute { $minute } n’existe pas : les minutes vont de 00 à 59, par exemple 09:00 ou 21:30.
not-a-date = « { $word } » n’est pas une date. Écris année, mois et jour : 2026-12-24.
not-a-span = « { $word } » n’est pas une durée. Écris des heures ou des minutes, par exemple 6h, 90m ou 0.
span-too-long = Une publication manquée peut arriver avec 24 heures de retard au plus. Écris par exemple 6h, 90m ou 0.
not-a-way-of-doubt = « { $word } » n’est pas une façon de régler le doute. Écris ask (les admins décident) ou resend (au risque d’une deuxième publication).

## Durées

span-none = zéro minute
span-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
span-hours = { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    }

## Jours de la semaine

weekday = { $day ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[7] dimanche
    }
days-then = { $before }, { $next }
days-and = { $before } et { $last }

## Quelles histoires raconte l'histoire du jour

filter-themes = sur le thème { $themes }
filter-not-themes = hors du thème { $themes }
filter-teams = avec { $teams }
filter-not-teams = sans { $teams }
filter-tournaments = de la { $tournaments }
filter-not-tournaments = hors { $tournaments }
filter-or = { $before } ou { $next }
filter-then = { $before }, { $next }
