# O que lê quem procura histórias.

## Datas

date-long = { $day ->
        [1] 1º
       *[other] { $day }
    } de { $month ->
        [1] janeiro
        [2] fevereiro
        [3] março
        [4] abril
        [5] maio
        [6] junho
        [7] julho
        [8] agosto
        [9] setembro
        [10] outubro
        [11] novembro
       *[12] dezembro
    } de { $year }
date-short = { $day ->
        [1] 1º
       *[other] { $day }
    } { $month ->
        [1] jan.
        [2] fev.
        [3] mar.
        [4] abr.
        [5] maio
        [6] jun.
        [7] jul.
        [8] ago.
        [9] set.
        [10] out.
        [11] nov.
       *[12] dez.
    } { $year }
date-yearless = { $day ->
        [1] 1º
       *[other] { $day }
    } de { $month ->
        [1] janeiro
        [2] fevereiro
        [3] março
        [4] abril
        [5] maio
        [6] junho
        [7] julho
        [8] agosto
        [9] setembro
        [10] outubro
        [11] novembro
       *[12] dezembro
    }

## Histórias

told-in-other-language = { $language ->
        [en] Esta história é contada em inglês.
        [fr] Esta história é contada em francês.
        [es] Esta história é contada em espanhol.
        [ar] Esta história é contada em árabe.
        [pt] Esta história é contada em português.
       *[other] Esta história é contada em outro idioma.
    }

## Temas

theme-family = Família
theme-kindness = Gentileza
theme-fans = Torcida
theme-farewell = Despedida
theme-tribute = Homenagem
theme-refuge = Refúgio
theme-comeback = Volta por cima
theme-friendship = Amizade
theme-celebration = Celebração
theme-resilience = Superação
theme-history = Para a história

## Uma história

match-not-scored = { $home } – { $away }
match-scored = { $home } { $home_goals }–{ $away_goals } { $away }
match-scored-aet = { $home } { $home_goals }–{ $away_goals } (pror.) { $away }
match-scored-pens = { $home } { $home_goals }–{ $away_goals } ({ $home_shots }–{ $away_shots } pên.) { $away }
match-scored-aet-pens = { $home } { $home_goals }–{ $away_goals } (pror., { $home_shots }–{ $away_shots } pên.) { $away }
quote-words = “{ $words }”
quote-original = (“{ $words }”)
quote-speaker = — { $speaker }
quote-speaker-context = — { $speaker }, { $context }
what-people-said = O que disseram
to-see = Para ver:
media-kind = { $kind }:
sources = { $count ->
        [1] Fonte:
       *[other] Fontes:
    }
and-more-sources = e mais { $count }
title-before-words = { $title }:
button-same-player = Mesmo jogador
button-same-match = Mesmo jogo
button-same-theme = Mesmo tema
button-another-story = Outra história
button-read-on = Continuar lendo
button-more-of-this-story = Mais desta história

## À procura de histórias

more-that-fits = Mais resultados
nothing-called-did-you-mean = Não há nada com o nome “{ $words }”. Você quis dizer um destes?
fits-several = “{ $words }” pode ser mais de um. Qual deles?
unknown-player = Não conheço nenhum jogador chamado “{ $words }”.
unknown-team = Não conheço nenhuma seleção chamada “{ $words }”.
unknown-match = Não conheço nenhum jogo chamado “{ $words }”.
unknown-story = Não conheço nenhuma história chamada “{ $words }”.
find-try-one-of-these = Tente uma destas opções:
find-did-you-mean = Você quis dizer:
find-one-at-random = /story conta uma ao acaso.
no-story-about-any-more = Não há mais nenhuma história sobre { $label }. /story conta outra.
no-story-about-it-any-more = Não há mais nenhuma história sobre isso. /story conta outra.
also-about = Também sobre { $label }
also-about-it = Também sobre isso
others-with-same-player = Outras histórias com o mesmo jogador:
others-of-same-match = Outras histórias do mesmo jogo:
no-other-yet = Ainda não há outra. `/story` conta uma que este chat não viu.
no-other-story-yet = Ainda não tenho outra história. Os admins podem adicionar uma com `/addstory`.
story-gone = Esta história não está mais aqui. `/story` conta outra.

## Explorar o catálogo

browse-overview = { $count ->
        [one] { $count } história.
       *[other] { $count } histórias.
    } Por tema, seleção, jogador ou Copa do Mundo:
world-cup = Copa do Mundo { $year }
section-empty = { $heading }: nenhuma história.
section-stories = { $heading }: { $count ->
        [one] { $count } história
       *[other] { $count } histórias
    }.
section-stories-page = { $heading }: { $count ->
        [one] { $count } história
       *[other] { $count } histórias
    }, página { $page } de { $pages }.
button-all-there-is = Todo o catálogo
button-page-back = ◀ Voltar
button-page-more = Mais ▶
no-story-yet = Ainda não tenho nenhuma história. Os admins podem adicionar uma com `/addstory`.
on-day-in-other-years = Em { $day }, em outros anos:
nothing-on-this-day = Neste dia do ano não aconteceu nada que eu possa contar. O próximo é { $day }:

## Favoritas

favourite-kept = Guardada entre as suas favoritas: `/favourites` mostra todas.
favourite-dropped = Não está mais entre as suas favoritas.
favourites-none = Você ainda não marcou nenhuma história. Toque no ❤ embaixo de uma de que goste.
favourites-list = Suas favoritas, da mais recente para a mais antiga:
top-none = Ninguém aqui marcou uma história ainda: é só tocar no ❤ embaixo de uma.
top-list = O que mais agrada por aqui:

## Respostas para todo mundo

incident = Não deu certo, e a culpa não é sua. Nada se perdeu nem mudou; tente de novo daqui a um minuto. Se continuar assim, avise quem me mantém: incidente { $incident }.
nothing-is-asked = Não estou perguntando nada agora. `/addstory` ou `/submit` retoma o que você estava escrevendo.
button-not-read = Não consigo mais ler este botão. `/help` mostra o que sei fazer.
form-not-known = Não conheço este formulário. `/help` mostra o que sei fazer.
only-admins = Só admins podem fazer isso.
only-those-who-run-me = Só quem me mantém pode fazer isso. Ler, todo mundo pode: experimente `/story`, `/player` ou `/match`.
only-admins-and-editors-here = Só admins e editores desta comunidade podem fazer isso. Ler, todo mundo pode: experimente `/story`, `/player` ou `/match`.
only-admins-here = Só admins desta comunidade podem fazer isso. Ler, todo mundo pode: experimente `/story`, `/player` ou `/match`.
rights-not-checked = Não consegui verificar se você é admin aqui, então não fiz nada. Tente de novo daqui a um minuto.

## Sobre o bot e privacidade

about-touchline = Touchline { $version }: { $count ->
        [one] { $count } história
       *[other] { $count } histórias
    } da beira do campo da Copa do Mundo, cada uma com suas fontes.
about-licences = Os textos estão sob CC BY 4.0, o programa sob MIT ou Apache-2.0. Cada história indica as fontes dos seus fatos.
about-what-is-kept = Eu guardo: quem configurou o quê, quais histórias um chat já viu e as histórias que as pessoas adicionam. Leio comandos e nada mais do que se diz.

privacy-lead = Leio comandos e botões tocados, e nada mais do que se diz. Eu guardo:
privacy-daily = quem configurou uma história do dia, pelo número na plataforma, para avisar quando algo der errado com ela;
privacy-writers = quem adicionou, mudou ou sugeriu uma história, pelo número, para os admins desta comunidade; e, por um dia, um código derivado de quem sugeriu, para que os limites valham;
privacy-unfinished = uma história que alguém começou e não terminou, por duas semanas; um arquivo de histórias a importar, por um dia;
privacy-editors = quem os admins nomearam como editor, por número, cargo ou nome;
privacy-shown = quais histórias um chat já viu, para que receba outra, e como se chama um chat que tem história do dia;
privacy-favourites = quais histórias você marcou com ❤;
privacy-import = as histórias de um arquivo que alguém enviou com /import, até que toque em um botão, por um dia no máximo;
privacy-forgotten = que alguém pediu para ser esquecido, como uma impressão da qual não se recupera o número, para que um backup restaurado não traga a pessoa de volta;
privacy-updates = o que o Telegram me envia, até ser respondido, e depois o número disso por dois dias.
privacy-nothing-else = Não guardo outros nomes de pessoas, nem mensagens, nem listas de membros, e não conto nada a mais ninguém. Duas semanas depois de me removerem de uma comunidade, não resta nada dela.
forgetting-means = Se você confirmar, esqueço que histórias, mudanças e sugestões eram suas; elas ficam, como sendo de um membro. Suas sugestões em espera e o que você não terminou de escrever são apagados; você deixa de ser editor. As histórias do dia que você configurou continuam, mas, se algo der errado com uma delas, não posso avisar ninguém até que um admin use /daily on lá de novo. Um bloqueio feito por admins vale até terminar.
button-forget-me = Esquecer de mim
nothing-to-forget = Não guardo nada sobre você.
forgotten = { $places ->
        [1] Pronto: esqueci o que guardava sobre você em um lugar.
       *[other] Pronto: esqueci o que guardava sobre você em { $places } lugares.
    }

## Nos chats das plataformas

answer-by-replying = Responda a esta mensagem para dar a resposta.
cannot-answer-here = Não consigo responder aqui. Abra um chat comigo e peça a história por lá.
unnamed-file = o arquivo

## No console, um chat no terminal

console-greeting = Touchline { $version }: { $count ->
        [one] { $count } história
       *[other] { $count } histórias
    } da beira do campo da Copa do Mundo. Este é um chat como qualquer outro: experimente /player hakimi ou /help.
console-kept-in = O que você configura e adiciona fica guardado em { $file }; Ctrl-D encerra.
console-how-to-connect = Para conectar o Discord ou o Telegram, coloque um token em config.toml: config.toml.example e README.md explicam como.
console-others-served = Além deste console, também atendo no Discord e no Telegram.
console-lines-hint = Aqui no console, uma linha que termina com \ continua na seguinte; um arquivo de história termina com uma linha que só tem um ponto.
console-too-long = É longo demais: leio no máximo { $limit ->
        [one] { $limit } caractere
       *[other] { $limit } caracteres
    } de uma vez.
console-no-such-number = Não há nenhum [{ $number }] acima. Digite um comando como /story, ou /help.
console-file-saved = Salvo como { $file }.
console-file-not-saved = Não foi possível salvar “{ $file }” na pasta atual: { $error }.

## Compartilhar, e jogadores

button-share = Compartilhar
share-link = Envie isto para quem quiser; abre a história:
within-sentence = { $words }
