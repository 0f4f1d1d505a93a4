# Ce qui est dit pendant que quelqu'un écrit, propose ou modifie une histoire, et des fichiers qui l'accompagnent.

## Formulaires

form-title-add = Raconter une histoire
form-title-add-for-everyone = Raconter une histoire à tout le monde
form-title-suggest = Proposer une histoire
form-title-edit = Modifier une histoire
form-title-edit-suggestion = Modifier une proposition
form-title-decline = Refuser une proposition

field-title-label = Titre
field-title-question = Quel est son titre ?
field-title-example = Le baiser sur le front qui a fait le tour du monde
field-text-label = Texte (ou un fichier d’histoire entier)
field-text-short = Texte
field-text-question = Raconte-la. Une ligne vide sépare les paragraphes, les *étoiles* mettent en valeur, et > en début de ligne fait une citation.
field-text-example = Paragraphes, *accent*, **gras**, > citations. Un fichier entier commence par +++
field-players-label = Joueurs
field-players-question = De quels joueurs parle-t-elle ? Mets leur équipe entre parenthèses.
field-players-example = Achraf Hakimi (Maroc), Kylian Mbappé (France)
field-match-label = Match, ou le jour
field-match-question = C’était pendant quel match, ou quel jour ?
field-match-example = Belgique 0-2 Maroc, 2022-11-27
field-source-label = Source
field-source-question = Qui l’a rapportée, et où peut-on le lire ?
field-source-example = Bladi.net, https://en.bladi.net/…
field-whole-label = L’histoire entière
field-whole-question = Envoie l’histoire entière sous forme de fichier, qui commence par +++.
field-whole-example = Un fichier d’histoire, qui commence par +++
field-reason-label = Pourquoi ? La personne qui l’a écrite lira ça
field-reason-question = Pourquoi ? La personne qui l’a écrite lira ta réponse.
field-reason-example = Elle a déjà été racontée, voir /story forehead kiss

## Questions

writing-question-numbered = { $number } sur { $count } : { $question }
writing-for-example = Par exemple : { $example }
writing-so-far = Jusqu’ici :
writing-text-goes-on = J’ai le texte jusque-là. S’il continue, envoie la suite ; sinon, appuie sur un bouton.
writing-what-to-write = Que veux-tu écrire ?
writing-what-to-change = « { $title } » : que veux-tu changer ?
writing-as-file = La voici sous forme de fichier. Modifie-le et renvoie-le en entier :
writing-whom-do-you-mean = De qui ou de quoi parles-tu avec « { $typed } » ?
writing-match-known-as = Pour moi, ce match est { $teams }.

## Boutons

writing-button-begin-anew = Recommencer
writing-button-back = Retour
writing-button-skip = Passer
writing-button-keep = Garder
writing-button-that-is-all = C’est tout
writing-button-cancel = Abandonner
writing-button-as-file = Tout, en fichier
writing-button-done = Terminé
writing-button-leave = Laisser comme ça
writing-button-change = Changer
writing-button-as-typed = « { $typed } », comme je l’ai écrit
writing-button-what-i-wrote = Ce que j’ai écrit
writing-button-undo = Annuler
writing-button-publish = Publier
writing-button-suggest = Proposer
writing-button-save = Enregistrer
writing-button-accept = Accepter

## Ce que ça donnera

writing-preview = Voici ce que ça donnera :
writing-changed-parts = Modifié : { $parts }.
writing-unchanged = Rien ne diffère de ce que je raconte déjà.
writing-alike = Est-ce l’une de celles-ci, que je raconte déjà ?
writing-alike-summary = {" "}: { $summary }
writing-seen-here = Seule cette communauté la verra.
writing-seen-by-everybody = Tout le monde la verra.
writing-seen-by-admins = Les admins de cette communauté la liront avant tout le monde.
writing-told-at-once = Je la raconte ainsi dès que tu donnes ton accord.

## Ce que c'est devenu

story-added-here = Ajoutée : « { $title } ». /player, /match et /story la trouvent maintenant ; l’histoire du jour la racontera à son tour. Seule cette communauté la voit.
story-added-for-everyone = Ajoutée : « { $title } ». /player, /match et /story la trouvent maintenant ; l’histoire du jour la racontera à son tour. Tout le monde la voit.
story-suggested = Merci : « { $title } » attend les admins de cette communauté. Je te dirai ce qu’ils décident.
story-suggested-anonymously = Merci : « { $title } » attend les admins de cette communauté. Ils ne verront pas qui tu es. Je te dirai ce qu’ils décident.
suggestions-too-many-open = { $count ->
        [one] Tu as déjà { $count } histoire qui attend une décision. Reviens quand elle sera prise ; ce que tu as écrit est gardé deux semaines.
       *[other] Tu as déjà { $count } histoires qui attendent une décision. Reviens quand l’une d’elles sera prise ; ce que tu as écrit est gardé deux semaines.
    }
suggestions-too-many-today = { $count ->
        [one] Tu as proposé { $count } histoire en un jour, et je n’en prends pas plus. Reviens demain ; ce que tu as écrit est gardé.
       *[other] Tu as proposé { $count } histoires en un jour, et je n’en prends pas plus. Reviens demain ; ce que tu as écrit est gardé.
    }
suggestions-blocked = Les admins de cette communauté ne prennent pas tes propositions jusqu’au { $until }.
story-edited = Modifiée : « { $title } » se lit maintenant comme tu l’as écrite.
story-edited-not = Rien de différent, donc rien n’a changé.
story-edited-meanwhile = Rien n’a été écrasé : l’histoire a été { $change } entre-temps. Ce que tu as écrit est gardé ; compare, ou recommence avec l’histoire telle qu’elle est maintenant.
story-name-taken = Il y a déjà une histoire de ce nom : « { $title } ». Donne un autre titre à la tienne.
story-name-of-removed = Une histoire de ce nom a été retirée. Donne un autre titre à la tienne, ou fais revenir l’autre avec /restorestory.

## En chemin

writing-given-up = Abandonné : je n’en garde rien.
writing-old-button = Ce bouton date d’avant. Voici où on en est :
writing-no-words-awaited = Je n’attendais pas de texte : appuie sur un bouton.
writing-gone-on-with = Tu étais en train d’écrire ceci ({ $begun }) ; c’est comme tu l’as laissé.
writing-put-aside = L’histoire que tu écrivais attendait depuis plus d’un jour, alors je l’ai mise de côté. Je la garde : { $command } la reprend.
writing-gone = C’est à quelqu’un d’autre, ou je n’en garde plus rien. `/addstory` ou `/submit` commence la tienne.
writing-busy = J’étais en train de lire autre chose que tu venais de dire. Regarde, et redis-le si ça manque.
writing-too-long = { $length ->
        [one] C’est trop long : { $length } caractère
       *[other] C’est trop long : { $length } caractères
    }, alors qu’une histoire peut en avoir { $limit }. Rien n’a changé ; envoie un texte plus court.
writing-line-missing = La ligne « # Please keep this line: … » manque, alors je ne peux pas savoir de quelle histoire il s’agit. `/editstory` avec des mots de son titre la donne avec cette ligne.

## Fichiers joints à une commande

file-not-taken = `/{ $command }` ne prend pas de fichier. J’en lis avec { $takers }.
file-takers = { $others } et { $last }
file-no-story = « { $file } » n’est pas un fichier d’histoire : sa première ligne doit être { $begins }.
file-no-story-example = `/editstory` en donne un, pour exemple.
file-not-fetched = « { $file } » n’a pas pu être récupéré à l’instant, donc rien n’a changé. Renvoie-le dans une minute.
file-unusable = « { $file } » ne peut pas servir : { $why }.
file-empty = il est vide
file-no-text = ce n’est pas du texte en UTF-8 ; enregistre-le en texte brut UTF-8 et renvoie-le
