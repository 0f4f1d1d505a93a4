# Ce que les admins règlent pour leur communauté, et ce qu'on leur en dit.

## Un instant

instant-local = { $date }, { $time } { $zone }

## Le fuseau horaire

settings-zone-set = Désormais, les heures sont en { $zone } quand rien d’autre n’est indiqué.
settings-zone-unset = Les heures sont de nouveau en UTC quand rien d’autre n’est indiqué.

## La langue

settings-language-set = Désormais, je parle { $language } ici, aussi dans les histoires du jour ; les histoires écrites ici sont en « { $tag } » quand elles n’indiquent rien d’autre.
settings-language-not-spoken = Désormais, les histoires écrites ici sont en « { $tag } » quand elles n’indiquent rien d’autre. Je ne parle pas cette langue : je réponds à chacun dans la langue de son appli si je la parle, sinon en anglais, et les histoires du jour arrivent en anglais. Je parle { $languages }.
settings-language-auto = Désormais, je réponds à chacun dans la langue de son appli si je la parle, sinon en anglais. Les histoires du jour arrivent en anglais, et les histoires écrites ici sont en anglais quand elles n’indiquent rien d’autre. Je parle { $languages }.

settings-no-language = « { $typed } » n’est pas un code de langue : écris par exemple auto, en, fr, es, ar ou pt-BR.

## Rédacteurs

settings-a-person = la personne { $person }
settings-a-role = le rôle { $role }
settings-editor-added = C’est noté : { $editor } peut maintenant ajouter, modifier et examiner les histoires de cette communauté.
settings-editor-by-name = La première personne d’ici qui porte ce nom sera ensuite reconnue par son numéro.
settings-editor-removed = C’est noté : { $editor } ne fait plus partie des rédacteurs.
settings-no-editor = Rien à changer : { $editor } ne faisait pas partie des rédacteurs.
settings-editors-full = { $limit ->
        [one] Une communauté peut avoir { $limit } rédacteur ; nomme un rôle, ou retire d’abord quelqu’un.
       *[other] Une communauté peut avoir { $limit } rédacteurs ; nomme un rôle, ou retire d’abord quelqu’un.
    }

## Qui a été bloqué

settings-unblocked = La personne { $person } peut de nouveau proposer des histoires.
settings-not-blocked = La personne { $person } n’est pas bloquée.

## Où les modifications d'histoires sont annoncées

settings-notices-place = Désormais, chaque modification d’histoire est annoncée d’une ligne dans { $place } ; une grosse importation n’est pas annoncée histoire par histoire.
settings-notices-chat = Désormais, chaque modification d’histoire est annoncée d’une ligne dans ce chat-là ; une grosse importation n’est pas annoncée histoire par histoire.
settings-notices-off = Les modifications d’histoires ne sont plus annoncées nulle part ; /history les montre.
settings-cannot-post = Rien ne peut être publié ici.
settings-place-elsewhere = Cet endroit est celui d’une autre communauté.
settings-place-unknown = Je n’ai pas pu trouver cet endroit. Réessaie dans une minute.
settings-place-unsure = Je n’ai pas pu savoir si j’ai le droit de publier là-bas. Réessaie dans une minute.

## `/settings show`

settings-label-editors = Rédacteurs
settings-editors-none = personne d’autre que les admins
settings-label-zone = Fuseau horaire
settings-zone-none = UTC, quand rien d’autre n’est indiqué
settings-label-language = Langue
settings-language-is-auto = automatique : réponses dans la langue de l’appli de chacun, publications et histoires en anglais
settings-language-is = { $language } (« { $tag } »)
settings-language-is-not-spoken = « { $tag } » pour les histoires ; je ne parle pas cette langue, donc les réponses sont dans la langue de l’appli de chacun, et les publications en anglais
settings-label-notices = Modifications d’histoires
settings-notices-none = annoncées nulle part ; /history les montre
settings-notices-here = ici ({ $address })
settings-label-blocked = Personnes bloquées
settings-blocked-until = la personne { $person } jusqu’au { $until }
