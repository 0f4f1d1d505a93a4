# O que os admins configuram para a sua comunidade, e o que lhes é dito sobre isso.

## Um instante

instant-local = { $date }, { $time } { $zone }

## O fuso horário

settings-zone-set = A partir de agora os horários são { $zone }, quando nada mais for indicado.
settings-zone-unset = Os horários voltam a ser UTC, quando nada mais for indicado.

## O idioma

settings-language-set = A partir de agora falo { $language } aqui, também nas histórias do dia; as histórias escritas aqui são em “{ $tag }” quando não indicam outro idioma.
settings-language-not-spoken = A partir de agora as histórias escritas aqui são em “{ $tag }” quando não indicam outro idioma. Eu não falo esse: respondo a cada um no idioma do seu aplicativo, se eu o falar, ou em inglês, e as histórias do dia saem em inglês. Eu falo { $languages }.
settings-language-auto = A partir de agora respondo a cada um no idioma do seu aplicativo, se eu o falar, ou em inglês. As histórias do dia saem em inglês, e as histórias escritas aqui são em inglês quando não indicam outro idioma. Eu falo { $languages }.

settings-no-language = “{ $typed }” não é uma tag de idioma: escreva, por exemplo, auto, en, fr, es, ar ou pt-BR.

## Editores

settings-a-person = a pessoa { $person }
settings-a-role = o cargo { $role }
settings-editor-added = Agora { $editor } pode adicionar, mudar e avaliar histórias desta comunidade.
settings-editor-by-name = A primeira pessoa daqui que usar esse nome passa a ser conhecida pelo número.
settings-editor-removed = Não está mais entre os editores: { $editor }.
settings-no-editor = Não estava entre os editores: { $editor }.
settings-editors-full = { $limit ->
        [one] Uma comunidade pode ter { $limit } editor; indique um cargo, ou remova alguém antes.
       *[other] Uma comunidade pode ter { $limit } editores; indique um cargo, ou remova alguém antes.
    }

## Quem foi bloqueado em uma avaliação

settings-unblocked = A pessoa { $person } pode sugerir histórias de novo.
settings-not-blocked = A pessoa { $person } não está bloqueada.

## Onde as mudanças de histórias são avisadas

settings-notices-place = { $place } recebe uma linha a cada mudança de história; uma importação de muitas não é avisada uma a uma.
settings-notices-chat = Esse chat recebe uma linha a cada mudança de história; uma importação de muitas não é avisada uma a uma.
settings-notices-off = As mudanças de histórias não são mais avisadas em nenhum lugar; /history as mostra.
settings-cannot-post = Não é possível publicar nada aqui.
settings-place-elsewhere = Esse lugar é de outra comunidade.
settings-place-unknown = Não consegui consultar esse lugar. Tente de novo daqui a um minuto.
settings-place-unsure = Não consegui descobrir se posso publicar lá. Tente de novo daqui a um minuto.

## `/settings show`

settings-label-editors = Editores
settings-editors-none = ninguém além dos admins
settings-label-zone = Fuso horário
settings-zone-none = UTC, quando nada mais for indicado
settings-label-language = Idioma
settings-language-is-auto = automático: respostas no idioma do aplicativo de cada um, publicações e histórias em inglês
settings-language-is = { $language } (“{ $tag }”)
settings-language-is-not-spoken = “{ $tag }” para as histórias; eu não falo esse idioma, então respondo no do aplicativo de cada um e publico em inglês
settings-label-notices = Mudanças de histórias
settings-notices-none = não são avisadas em nenhum lugar; /history as mostra
settings-notices-here = aqui ({ $address })
settings-label-blocked = Bloqueados em avaliações
settings-blocked-until = a pessoa { $person } até { $until }
