# O que se diz a quem escreve, muda e avalia histórias.

## Correções de publicações

corrected-on = Corrigida em { $date }.

corrections-begin = { $count ->
        [1] 1 publicação a conta como era; vou corrigir.
       *[other] { $count } publicações a contam como era; vou corrigir, começando pelas mais recentes.
    }
corrections-how-far = Como está indo?
corrected-nowhere = Nenhuma publicação conta esta história como era.
corrected-none-yet = Nenhuma publicação foi corrigida ainda.
corrected-in = { $count ->
        [1] Corrigida em 1 publicação.
       *[other] Corrigida em { $count } publicações.
    }
corrections-to-come = { $count ->
        [1] Ainda falta 1 publicação.
       *[other] Ainda faltam { $count } publicações, começando pelas mais recentes.
    }
corrections-failed = { $count ->
        [1] 1 publicação não pôde ser corrigida: { $why }.
       *[other] { $count } publicações não puderam ser corrigidas: { $why }.
    }
correction-why = { $why } ({ $count })
correction-too-old = { $hours ->
        [one] publicada há mais de { $hours } hora
       *[other] publicada há mais de { $hours } horas
    }
correction-never = lá não dá para mudar publicações
correction-story-removed = a história foi removida nesse meio-tempo
correction-no-answer = a plataforma não respondeu
corrections-of = “{ $title }”: { $told }

## Peças pequenas

list-goes-on = { $before }, { $next }
after-colon = : { $said }

## As partes de uma história

part-slug = slug
part-title = título
part-summary = resumo
part-text = texto
part-date = data
part-tournament = torneio
part-language = idioma
part-players = jogadores
part-people = pessoas
part-match = jogo
part-themes = temas
part-quotes = citações
part-reactions = reações
part-media = mídia
part-related = relacionadas
part-sources = fontes

## Mudanças de uma história

change-added = adicionada
change-edited = editada
change-removed = removida
change-restored = restaurada
change-undone = revertida
change-of-parts = { $change } ({ $parts })
change-by-you = { $change } por você
change-by-person = { $change } pela pessoa { $person }
change-by-person-elsewhere = { $change } pela pessoa { $person } no { $platform }
change-at = { $change } às { $time } UTC de { $day }
history-latest = As últimas mudanças:
history-empty = Nenhuma história foi mudada aqui ainda.
history-undo = Desfazer “{ $title }”

## `/removestory`, `/restorestory` e desfazer

curate-removed = Removida: “{ $title }” não é mais contada. Ela fica guardada: `/restorestory` a traz de volta.
curate-removed-already = “{ $title }” já está removida.
curate-restored = Restaurada: “{ $title }” é contada de novo.
curate-told-already = “{ $title }” já é contada.
curate-undo = Desfazer
curate-undo-that = Desfazer isso
curate-undone = Desfeito: “{ $title }” – está como era antes.
curate-undone-removed = Desfeito: “{ $title }” – não é mais contada.
curate-changed-since = Essa não é mais a última mudança: “{ $title }” foi { $change }. `/history` mostra todas.
curate-nothing-before = Não há nada antes disso a que voltar.
curate-slug-gone = Outra história ficou com o slug que “{ $title }” tinha; edite a história em vez disso.

## De qual história se trata

curate-too-many = { $limit ->
        [one] Esta comunidade tem { $limit } história própria, contando as removidas, que é o máximo.
       *[other] Esta comunidade tem { $limit } histórias próprias, contando as removidas, que é o máximo.
    }
curate-not-theirs = Não conheço essa história entre as desta comunidade. As da coleção compartilhada são mudadas por quem me mantém.
curate-none = Esta comunidade ainda não tem história própria. `/addstory` adiciona uma.
curate-none-removed = Nenhuma história desta comunidade foi removida.
curate-no-such-own = Não encontro essa história entre as desta comunidade. `/history` mostra o que há.
curate-no-such-own-removed = Não encontro essa história entre as removidas desta comunidade. `/history` mostra o que há.
curate-no-such-shared = Não encontro essa história entre as da coleção compartilhada. `/history` mostra o que há.
curate-no-such-shared-removed = Não encontro essa história entre as removidas da coleção compartilhada. `/history` mostra o que há.
curate-which = Qual delas? Diga o slug:

## `/review`: o que os membros sugerem

review-by-somebody = Sugestão { $id } de alguém, { $at }:
review-by-somebody-elsewhere = Sugestão { $id } de alguém no { $platform }, { $at }:
review-by-person = Sugestão { $id } da pessoa { $person }, { $at }:
review-by-person-elsewhere = Sugestão { $id } da pessoa { $person } no { $platform }, { $at }:
review-accept = Aceitar
review-edit = Editar
review-decline = Recusar
review-block = Recusar e bloquear
review-accept-shared = Aceitar para todos
review-later = Mais tarde
review-decline-unsaid = Recusar sem motivo
review-say-why = Para recusar, diga por quê: `/review { $id } decline your reason`
review-none-waits = Nenhuma sugestão em espera.
review-waits-no-longer = Essa não está mais em espera. `/review` mostra as que estão.
review-no-such = Não há essa sugestão aqui. `/review` mostra as que estão em espera.
review-decided-before = Essa já foi decidida.
review-name-taken = Já existe uma história com esse nome. Recuse esta, ou edite e dê outro título a ela.
review-name-taken-by = Já existe uma história com esse nome: “{ $title }”. Recuse esta, ou edite e dê outro título a ela.
review-accepted = Aceita: “{ $title }” é contada a partir de agora.
review-declined = Recusada: “{ $title }”.
review-blocked = Recusada, e quem a escreveu não pode sugerir nada até { $until }.
review-author-not-told = Não foi possível avisar quem a escreveu.

## O que se diz a quem fez uma sugestão

author-accepted = Sua história “{ $title }” foi aceita. Obrigado!
author-declined-unsaid = Sua história “{ $title }” não foi aceita desta vez.
author-declined = Sua história “{ $title }” não foi aceita. Os admins dizem: { $reason }
author-blocked = Sua história “{ $title }” não foi aceita.

## `/import` e `/export`: histórias que entram e saem em arquivos

import-how = { $limit ->
        [one] Anexe um arquivo a `/import`: uma tabela CSV ou JSON lines com no máximo { $limit } história em { $mebibytes } MiB, ou um arquivo de história. Digo o que mudaria antes de qualquer mudança.
       *[other] Anexe um arquivo a `/import`: uma tabela CSV ou JSON lines com no máximo { $limit } histórias em { $mebibytes } MiB, ou um arquivo de história. Digo o que mudaria antes de qualquer mudança.
    }
import-how-columns = A primeira linha de uma tabela dá nome às colunas; `/export format:csv` entrega uma para começar.
import-too-many = { $limit ->
        [one] Há mais de { $limit } história nele, que é o máximo que aceito de uma vez. Divida-o, ou use `touchline stories import` onde eu rodo.
       *[other] Há mais de { $limit } histórias nele, que é o máximo que aceito de uma vez. Divida-o, ou use `touchline stories import` onde eu rodo.
    }
import-would = Ficaria assim: { $added ->
        [1] { $added } nova
       *[other] { $added } novas
    }, { $changed ->
        [1] { $changed } mudada
       *[other] { $changed } mudadas
    }, { $same ->
        [1] { $same } igual
       *[other] { $same } iguais
    }. Nada foi mudado ainda.
import-nothing-new = { $same ->
        [1] Nada a importar: a história já é contada assim.
       *[other] Nada a importar: todas as { $same } histórias já são contadas assim.
    }
import-refused = { $refused ->
        [1] Ainda não dá para importar nada: uma história é recusada. Sem ela, ficaria assim:
       *[other] Ainda não dá para importar nada: { $refused } histórias são recusadas. Sem elas, ficaria assim:
    } { $added ->
        [1] { $added } nova
       *[other] { $added } novas
    }, { $changed ->
        [1] { $changed } mudada
       *[other] { $changed } mudadas
    }, { $same ->
        [1] { $same } igual
       *[other] { $same } iguais
    }.
import-new = nova:
import-changed = mudada:
import-restored = restaurada:
import-parts = ({ $parts })
import-more-new = { $count ->
        [one] e mais { $count } nova
       *[other] e mais { $count } novas
    }
import-more-changed = { $count ->
        [one] e mais { $count } mudada
       *[other] e mais { $count } mudadas
    }
import-more-restored = { $count ->
        [one] e mais { $count } restaurada
       *[other] e mais { $count } restauradas
    }
import-fault-line = linha { $line }, { $key }
import-fault = – { $found }; { $mend }
import-more-faults = { $count ->
        [one] e mais { $count }
       *[other] e mais { $count }
    }
import-mend = Corrija o arquivo e envie de novo.
import-all = Importar tudo
import-cancel = Cancelar
import-done = Importação feita: { $added ->
        [1] { $added } nova
       *[other] { $added } novas
    }, { $changed ->
        [1] { $changed } mudada
       *[other] { $changed } mudadas
    }, { $same ->
        [1] { $same } igual
       *[other] { $same } iguais
    }. `{ $history }` mostra cada mudança e pode desfazê-la.
import-cancelled = Cancelado: nada foi importado, e esqueci as histórias do arquivo.
import-gone = Não guardo mais esse arquivo: foi importado ou cancelado, outro seu veio depois, ou tem mais de um dia. Envie de novo com `/import`.
export-nothing = Esta comunidade não tem história própria. `scope:everyone` entrega a coleção compartilhada.
export-too-many = { $count ->
        [one] Esta { $count } história é mais do que cabe em um chat. `touchline stories export` a grava onde eu rodo.
       *[other] Estas { $count } histórias são mais do que cabe em um chat. `touchline stories export` as grava onde eu rodo.
    }
export-done = { $count ->
        [one] { $count } história. `/import` aceita o arquivo de volta.
       *[other] { $count } histórias. `/import` aceita o arquivo de volta.
    }
