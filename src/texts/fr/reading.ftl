# Ce que lisent ceux qui cherchent des histoires.

## Dates

date-long = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }
date-short = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janv.
        [2] févr.
        [3] mars
        [4] avr.
        [5] mai
        [6] juin
        [7] juil.
        [8] août
        [9] sept.
        [10] oct.
        [11] nov.
       *[12] déc.
    } { $year }
date-yearless = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    }

## Histoires

told-in-other-language = { $language ->
        [en] Cette histoire est racontée en anglais.
        [fr] Cette histoire est racontée en français.
        [es] Cette histoire est racontée en espagnol.
        [ar] Cette histoire est racontée en arabe.
        [pt] Cette histoire est racontée en portugais.
       *[other] Cette histoire est racontée dans une autre langue.
    }

## Thèmes

theme-family = Famille
theme-kindness = Gentillesse
theme-fans = Supporters
theme-farewell = Adieux
theme-tribute = Hommage
theme-refuge = Refuge
theme-comeback = Come-back
theme-friendship = Amitié
theme-celebration = Célébration
theme-resilience = Résilience
theme-history = Page d’histoire

## Une histoire

match-not-scored = { $home } – { $away }
match-scored = { $home } { $home_goals }–{ $away_goals } { $away }
match-scored-aet = { $home } { $home_goals }–{ $away_goals } a.p. { $away }
match-scored-pens = { $home } { $home_goals }–{ $away_goals } ({ $home_shots }–{ $away_shots } t.a.b.) { $away }
match-scored-aet-pens = { $home } { $home_goals }–{ $away_goals } a.p. ({ $home_shots }–{ $away_shots } t.a.b.) { $away }
quote-words = « { $words } »
quote-original = (« { $words } »)
quote-speaker = — { $speaker }
quote-speaker-context = — { $speaker }, { $context }
what-people-said = Ce qu’on en a dit
to-see = À voir :
media-kind = { $kind } :
sources = { $count ->
        [1] Source :
       *[other] Sources :
    }
and-more-sources = et { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
title-before-words = { $title } :
button-same-player = Même joueur
button-same-match = Même match
button-same-theme = Même thème
button-another-story = Une autre histoire
button-read-on = Lire la suite
button-more-of-this-story = Suite de l’histoire

## Chercher des histoires

more-that-fits = Autres résultats
nothing-called-did-you-mean = Je ne connais rien qui s’appelle « { $words } ». Tu pensais à l’un de ces noms ?
fits-several = « { $words } » peut désigner plusieurs choses. Laquelle ?
unknown-player = Je ne connais pas de joueur nommé « { $words } ».
unknown-team = Je ne connais pas d’équipe nommée « { $words } ».
unknown-match = Je ne connais pas de match nommé « { $words } ».
unknown-story = Je ne connais pas d’histoire intitulée « { $words } ».
find-try-one-of-these = Essaie plutôt :
find-did-you-mean = Tu voulais dire :
find-one-at-random = /story en raconte une au hasard.
no-story-about-any-more = Il n’y a plus d’histoire sur { $label }. /story en raconte une autre.
no-story-about-it-any-more = Il n’y a plus d’histoire là-dessus. /story en raconte une autre.
also-about = Aussi sur { $label }
also-about-it = Aussi sur ce sujet
others-with-same-player = D’autres histoires avec le même joueur :
others-of-same-match = D’autres histoires du même match :
no-other-yet = Il n’y en a pas encore d’autre. `/story` en raconte une que ce chat n’a pas vue.
no-other-story-yet = Je n’ai pas encore d’autre histoire. Les admins peuvent en ajouter une avec `/addstory`.
story-gone = Cette histoire n’est plus là. `/story` en raconte une autre.

## Parcourir

browse-overview = { $count ->
        [one] { $count } histoire
       *[other] { $count } histoires
    }. Par thème, par équipe, par joueur ou par Coupe du monde :
world-cup = Coupe du monde { $year }
section-empty = { $heading } : aucune histoire.
section-stories = { $heading } : { $count ->
        [one] { $count } histoire
       *[other] { $count } histoires
    }.
section-stories-page = { $heading } : { $count ->
        [one] { $count } histoire
       *[other] { $count } histoires
    }, page { $page } sur { $pages }.
button-all-there-is = Tout le catalogue
button-page-back = ◀ Retour
button-page-more = Suite ▶
no-story-yet = Je n’ai pas encore d’histoire. Les admins peuvent en ajouter une avec `/addstory`.
on-day-in-other-years = Un { $day }, d’autres années :
nothing-on-this-day = Je n’ai rien à raconter pour ce jour de l’année. Le prochain, c’est le { $day } :

## Favoris

favourite-kept = Ajoutée à tes favoris : `/favourites` en donne la liste.
favourite-dropped = Retirée de tes favoris.
favourites-none = Tu n’as encore marqué aucune histoire. Appuie sur le ❤ sous une histoire qui te plaît.
favourites-list = Tes favoris, les plus récents d’abord :
top-none = Personne ici n’a encore marqué d’histoire : le ❤ en dessous sert à ça.
top-list = Les préférées d’ici :

## Réponses à tout le monde

incident = Ça n’a pas marché, et ce n’est pas ta faute. Rien n’a été perdu ni changé ; réessaie dans une minute. Si ça continue, préviens la personne qui m’héberge : incident { $incident }.
nothing-is-asked = Je ne te demande rien pour l’instant. `/addstory` ou `/submit` reprend ce que tu écrivais.
button-not-read = Je ne sais plus lire ce bouton. `/help` montre ce que je sais faire.
form-not-known = Je ne connais pas ce formulaire. `/help` montre ce que je sais faire.
only-admins = Seuls les admins peuvent faire ça.
only-those-who-run-me = Seules les personnes qui m’hébergent peuvent faire ça. Lire est ouvert à tout le monde : essaie `/story`, `/player` ou `/match`.
only-admins-and-editors-here = Seuls les admins et les rédacteurs de cette communauté peuvent faire ça. Lire est ouvert à tout le monde : essaie `/story`, `/player` ou `/match`.
only-admins-here = Seuls les admins de cette communauté peuvent faire ça. Lire est ouvert à tout le monde : essaie `/story`, `/player` ou `/match`.
rights-not-checked = Je n’ai pas pu vérifier si tu es admin ici, alors je n’ai rien fait. Réessaie dans une minute.

## À propos et vie privée

about-touchline = Touchline { $version } : { $count ->
        [one] { $count } histoire
       *[other] { $count } histoires
    } du bord de touche de la Coupe du monde, avec leurs sources.
about-licences = Les textes sont sous licence CC BY 4.0, le programme sous MIT ou Apache-2.0. Chaque histoire cite les sources de ses faits.
about-what-is-kept = Je garde : qui a réglé quoi, quelles histoires un chat a vues, et les histoires que les gens ajoutent. Je lis les commandes, et rien d’autre de ce qui se dit.

privacy-lead = Je lis les commandes et les boutons pressés, et rien d’autre de ce qui se dit. Je garde :
privacy-daily = qui a mis en place une histoire du jour, par son numéro sur la plateforme, pour pouvoir prévenir cette personne en cas de problème ;
privacy-writers = qui a ajouté, modifié ou proposé une histoire, par son numéro, pour les admins de cette communauté ; et, pendant un jour, une empreinte de qui en a proposé une, pour faire respecter les limites ;
privacy-unfinished = une histoire en cours d’écriture et pas terminée, pendant deux semaines ; un fichier d’histoires à importer, pendant un jour ;
privacy-editors = qui les admins ont nommé rédacteur, par numéro, rôle ou nom ;
privacy-shown = quelles histoires un chat a vues, pour qu’il en reçoive une autre, et le nom d’un chat qui a une histoire du jour ;
privacy-favourites = les histoires que tu as marquées d’un ❤ ;
privacy-import = les histoires d’un fichier envoyé avec /import, jusqu’à ce qu’un bouton soit pressé, un jour au plus ;
privacy-forgotten = que quelqu’un a demandé à être oublié, sous forme d’une empreinte dont on ne peut pas retrouver le numéro, pour qu’une sauvegarde restaurée ne le fasse pas revenir ;
privacy-updates = ce que Telegram m’envoie, jusqu’à ma réponse, puis son numéro pendant deux jours.
privacy-nothing-else = Je ne garde aucun autre nom, aucun message, aucune liste de membres, et je ne dis rien à personne d’autre. Deux semaines après mon retrait d’une communauté, il n’en reste rien.
forgetting-means = J’oublie alors que des histoires, des modifications et des propositions étaient de toi ; elles restent, comme celles d’un membre. Tes propositions en attente et ce que tu n’as pas fini d’écrire sont supprimés ; tu n’es plus rédacteur. Les histoires du jour que tu as mises en place continuent, mais en cas de problème je ne peux prévenir personne tant qu’un admin n’y a pas refait /daily on. Un blocage décidé par les admins dure jusqu’à son terme.
button-forget-me = M’oublier
nothing-to-forget = Je ne garde rien sur toi.
forgotten = { $places ->
        [one] C’est fait : ce que je gardais sur toi à un endroit est oublié.
       *[other] C’est fait : ce que je gardais sur toi à { $places } endroits est oublié.
    }

## Dans les chats des plateformes

answer-by-replying = Pour répondre, réponds à ce message.
cannot-answer-here = Je ne peux pas répondre ici. Ouvre un chat avec moi et demande-moi l’histoire là-bas.
unnamed-file = le fichier

## Dans la console, un chat dans le terminal

console-greeting = Touchline { $version } : { $count ->
        [one] { $count } histoire
       *[other] { $count } histoires
    } du bord de touche de la Coupe du monde. C’est un chat comme un autre : essaie /player hakimi, ou /help.
console-kept-in = Ce que tu règles et ajoutes est gardé dans { $file } ; Ctrl-D pour quitter.
console-how-to-connect = Pour brancher Discord ou Telegram, mets un jeton dans config.toml : config.toml.example et README.md expliquent comment.
console-others-served = Discord et Telegram sont servis en même temps que cette console.
console-lines-hint = Ici, dans la console, une ligne qui finit par \ continue sur la suivante ; un fichier d’histoire finit par une ligne qui ne contient qu’un point.
console-too-long = C’est trop long : je lis au plus { $limit ->
        [one] { $limit } caractère
       *[other] { $limit } caractères
    } à la fois.
console-no-such-number = Il n’y a pas de [{ $number }] au-dessus. Tape une commande comme /story, ou /help.
console-file-saved = Enregistré sous { $file }.
console-file-not-saved = « { $file } » n’a pas pu être enregistré dans le dossier courant : { $error }.

## Partage et joueurs

button-share = Partager
share-link = Envoie ce lien à qui tu veux ; il ouvre l’histoire :
within-sentence = { $words }
