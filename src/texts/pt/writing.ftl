# O que se diz enquanto alguém escreve, sugere ou edita uma história, e dos arquivos que vêm com ela.

## Formulários

form-title-add = Contar uma história
form-title-add-for-everyone = Contar uma história a todo mundo
form-title-suggest = Sugerir uma história
form-title-edit = Editar uma história
form-title-edit-suggestion = Editar uma sugestão
form-title-decline = Recusar uma sugestão

field-title-label = Título
field-title-question = Qual é o título?
field-title-example = O beijo na testa que deu a volta ao mundo
field-text-label = Texto (ou um arquivo de história inteiro)
field-text-short = Texto
field-text-question = Conte a história. Linhas vazias separam parágrafos, *asteriscos* dão ênfase e > no começo de uma linha marca uma citação.
field-text-example = Parágrafos, *ênfase*, **forte**, > citações. Um arquivo inteiro começa com +++
field-players-label = Jogadores
field-players-question = Sobre quais jogadores ela é? Indique as seleções entre parênteses.
field-players-example = Achraf Hakimi (Marrocos), Kylian Mbappé (França)
field-match-label = Jogo, ou o dia
field-match-question = Em que jogo foi, ou em que dia?
field-match-example = Bélgica 0-2 Marrocos, 2022-11-27
field-source-label = Fonte
field-source-question = Quem noticiou, e onde dá para ler?
field-source-example = Bladi.net, https://en.bladi.net/…
field-whole-label = A história inteira
field-whole-question = Envie a história inteira como um arquivo, que começa com +++.
field-whole-example = Um arquivo de história, que começa com +++
field-reason-label = Por quê? Quem escreveu vai ler isto
field-reason-question = Por quê? Quem escreveu vai ler isto.
field-reason-example = Já foi contada, veja /story forehead kiss

## Perguntas

writing-question-numbered = { $number } de { $count }: { $question }
writing-for-example = Por exemplo: { $example }
writing-so-far = Até agora:
writing-text-goes-on = Já tenho esse tanto do texto. Se houver mais, envie o resto; se não, toque em um botão.
writing-what-to-write = O que você quer escrever?
writing-what-to-change = “{ $title }”: o que você quer mudar?
writing-as-file = Aqui está como arquivo. Edite e envie de volta inteiro:
writing-whom-do-you-mean = Quem ou o que você quer dizer com “{ $typed }”?
writing-match-known-as = Conheço este jogo como { $teams }.

## Botões

writing-button-begin-anew = Recomeçar
writing-button-back = Voltar
writing-button-skip = Pular
writing-button-keep = Manter
writing-button-that-is-all = É só isso
writing-button-cancel = Cancelar
writing-button-as-file = Tudo, como arquivo
writing-button-done = Pronto
writing-button-leave = Deixar assim
writing-button-change = Mudar
writing-button-as-typed = “{ $typed }”, como escrevi
writing-button-what-i-wrote = O que escrevi
writing-button-undo = Desfazer
writing-button-publish = Publicar
writing-button-suggest = Sugerir
writing-button-save = Salvar
writing-button-accept = Aceitar

## Como vai ficar

writing-preview = Vai ficar assim:
writing-changed-parts = Mudou: { $parts }.
writing-unchanged = Nada está diferente do que conto agora.
writing-alike = É uma destas, que já conto?
writing-alike-summary = : { $summary }
writing-seen-here = Só esta comunidade vai ver.
writing-seen-by-everybody = Todo mundo vai ver.
writing-seen-by-admins = Os admins desta comunidade vão ler antes de qualquer outra pessoa.
writing-told-at-once = Passa a ser contada assim logo que você disser.

## O que aconteceu com ela

story-added-here = Adicionada: “{ $title }”. /player, /match e /story já a encontram; a história do dia vai contá-la quando chegar a vez. Só esta comunidade a vê.
story-added-for-everyone = Adicionada: “{ $title }”. /player, /match e /story já a encontram; a história do dia vai contá-la quando chegar a vez. Todo mundo a vê.
story-suggested = Obrigado! “{ $title }” espera pelos admins desta comunidade. Eu aviso o que eles decidirem.
story-suggested-anonymously = Obrigado! “{ $title }” espera pelos admins desta comunidade. Eles não vão ver quem é você. Eu aviso o que eles decidirem.
suggestions-too-many-open = { $count ->
        [one] { $count } história sua já espera uma decisão. Volte quando ela sair; o que você escreveu fica guardado por duas semanas.
       *[other] { $count } histórias suas já esperam uma decisão. Volte quando uma delas sair; o que você escreveu fica guardado por duas semanas.
    }
suggestions-too-many-today = { $count ->
        [one] Você sugeriu { $count } história em um dia, que é o máximo que aceito. Volte amanhã; o que você escreveu fica guardado.
       *[other] Você sugeriu { $count } histórias em um dia, que é o máximo que aceito. Volte amanhã; o que você escreveu fica guardado.
    }
suggestions-blocked = Os admins desta comunidade não aceitam sugestões suas até { $until }.
story-edited = Editada: “{ $title }” está como você escreveu.
story-edited-not = Nada está diferente, então nada foi mudado.
story-edited-meanwhile = Nada foi sobrescrito: nesse meio-tempo a história foi { $change }. O que você escreveu fica guardado; compare, ou recomece com a história como está agora.
story-name-taken = Já existe uma história com esse nome: “{ $title }”. Dê outro título à sua.
story-name-of-removed = Uma história com esse nome foi removida. Dê outro título à sua, ou traga aquela de volta com /restorestory.

## No caminho

writing-given-up = Descartada: nada fica guardado.
writing-old-button = Esse botão é de antes. Agora está assim:
writing-no-words-awaited = Eu não esperava palavras: toque em um botão, por favor.
writing-gone-on-with = Você estava escrevendo isto ({ $begun }); está como você deixou.
writing-put-aside = A história que você estava escrevendo esperou mais de um dia, então eu a deixei de lado. Ela está guardada: { $command } a retoma.
writing-gone = Isso é de outra pessoa, ou não está mais guardado. `/addstory` ou `/submit` começa uma história sua.
writing-busy = Eu estava recebendo outra coisa que você disse. Dê uma olhada e, se faltar, diga de novo.
writing-too-long = É longo demais: { $length ->
        [one] { $length } caractere
       *[other] { $length } caracteres
    }, e uma história pode ter { $limit }. Nada foi mudado; envie menos, por favor.
writing-line-missing = Falta a linha “# Please keep this line: …”, então não sei que história é esta. `/editstory` com palavras do título a entrega com essa linha.

## Arquivos que vêm com um comando

file-not-taken = `/{ $command }` não aceita arquivos. Eu leio um com { $takers }.
file-takers = { $others } e { $last }
file-no-story = “{ $file }” não é um arquivo de história: a primeira linha tem que ser { $begins }.
file-no-story-example = `/editstory` entrega uma história assim, como exemplo.
file-not-fetched = Não foi possível baixar “{ $file }” agora, então nada foi mudado. Envie de novo daqui a um minuto.
file-unusable = “{ $file }” não pode ser usado: { $why }.
file-empty = está vazio
file-no-text = não é um texto em UTF-8; salve como texto simples em UTF-8 e envie de novo
