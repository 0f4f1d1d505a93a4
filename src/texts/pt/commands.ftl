# O que a tabela de comandos diz de si mesma, e o que se diz quando não dá para ler um comando.

## Comandos: para que serve cada um

command-story = Uma história: sobre jogador, seleção, jogo ou palavra, ou uma que este chat não viu
command-player = As histórias sobre um jogador
command-match = As histórias sobre um jogo
command-browse = O catálogo: por tema, seleção, Copa do Mundo ou jogador, com quantas histórias há em cada
command-today = O que aconteceu neste dia do ano, ou o que vem a seguir
command-favourites = As histórias que você marcou com ❤
command-top = As histórias que esta comunidade mais marcou com ❤
command-daily = A história do dia neste chat
command-daily-on = Começar a história do dia neste chat, ou mudá-la
command-daily-off = Encerrar a história do dia neste chat
command-daily-show = Quando saem as histórias do dia, e como foram as últimas
command-daily-pause = Pausar a história do dia, até uma data ou até ser retomada
command-daily-resume = Retomar depois de uma pausa
command-daily-next = Quais histórias vêm a seguir; ou escolher a de uma data
command-daily-test = Publicar uma história aqui agora, para ver se funciona
command-daily-why = O que aconteceu com as dez últimas publicações, e por quê
command-addstory = Adicionar uma história sua à coleção desta comunidade
command-editstory = Mudar uma história: diga qual, receba-a inteira, edite e envie de volta
command-removestory = Não contar mais uma história; ela fica guardada e pode ser restaurada
command-restorestory = Voltar a contar uma história removida; sem palavras: quais foram removidas
command-history = Quem mudou qual história e quando, com um botão que desfaz a última mudança
command-review = As histórias que os membros sugerem: aceitar, editar ou recusar
command-settings = Editores, idioma, fuso horário e onde as mudanças de histórias são avisadas
command-settings-show = O que está configurado aqui
command-settings-editors = Quem, além dos admins, pode adicionar, mudar e avaliar histórias: um cargo ou pessoas
command-settings-notices = Onde sai uma linha a cada mudança de história: um lugar, aqui ou nenhum
command-settings-unblock = Deixar que volte a sugerir histórias quem foi bloqueado em uma avaliação
command-settings-language = O idioma que falo aqui, e o das histórias que não indicam nenhum
command-settings-zone = O fuso horário que vale quando nenhum é indicado
command-submit = Sugerir uma história aos admins desta comunidade
command-import = Trazer histórias de um arquivo: primeiro digo o que mudaria
command-export = Entregar as histórias em um arquivo que pode ser importado de novo
command-help = O que sei fazer, ou como se usa um comando
command-privacy = O que guardo, por quanto tempo, e como fazer com que eu esqueça
command-forgetme = Esquecer tudo o que guardo sobre você
command-about = Quem eu sou: versão, fontes, licença

## Argumentos: o que é cada um

argument-story-about = Um nome, uma seleção, um jogo ou quaisquer palavras
argument-player-name = O nome do jogador, do jeito que você diria
argument-match-teams = Uma ou as duas seleções e, se quiser, o ano
argument-browse-theme = Um tema, por exemplo family
argument-browse-team = Uma seleção, por exemplo Marrocos
argument-browse-tournament = Uma Copa do Mundo, pelo ano
argument-browse-player = O nome de um jogador, ou parte dele
argument-daily-time = A hora do dia, por exemplo 09:00
argument-daily-zone = Uma cidade, um país ou um fuso horário, por exemplo Paris; sem isso, UTC
argument-daily-place = Outro canal ou tópico que não seja este
argument-daily-days = all, weekdays, weekends ou uma lista como mon,thu
argument-daily-theme = Só estes temas, ou sem eles: family,-farewell
argument-daily-team = Só estas seleções, ou sem elas: morocco,-france
argument-daily-tournament = Só estas Copas do Mundo, ou sem elas: 2022,-1998
argument-daily-catch-up = Com quanto atraso ainda pode sair uma publicação, 0 a 24h; em geral 6h
argument-daily-on-unsure = Se ninguém sabe se a publicação chegou: ask (admins decidem) ou resend (reenviar)
argument-daily-silent = Se as publicações não fazem som: yes ou no
argument-daily-until = O primeiro dia em que volta a haver história, por exemplo 2026-12-24
argument-daily-date = A data para a qual escolher a história, por exemplo 2026-12-10
argument-daily-story = A história dessa data; none para não escolher mais nenhuma
argument-story-whole = O título, ou a história inteira no formato de arquivo de história
argument-story-file = Um arquivo de história, em vez de digitá-la
argument-scope = Para quem me mantém: everyone, para a coleção compartilhada
argument-editstory-story = Palavras do título, ou a história inteira como você a editou
argument-story-title = Palavras do título
argument-history-story = Palavras do título; sem isso, todas as histórias
argument-review-number = O número de uma sugestão; sem isso, a que espera há mais tempo
argument-review-decision = accept, everyone, edit, decline ou block
argument-review-reason = Por que é recusada; quem escreveu vai ler isto
argument-editors-add = Um cargo ou uma pessoa: @nome, ou o número
argument-editors-remove = Um cargo ou uma pessoa que não pode mais
argument-notices-place = Um canal ou tópico; sem isso, este
argument-notices-off = yes: em nenhum lugar mais
argument-unblock-whom = A pessoa; /settings show lista quem está bloqueado
argument-settings-language = Uma tag: en, fr, es, ar, pt …, ou auto: o de cada um
argument-settings-zone = Uma cidade, um país ou um fuso horário, por exemplo Paris
argument-submit-credit = Se os admins veem quem sugeriu
argument-import-file = Uma tabela CSV, JSON lines ou um arquivo de história
argument-export-format = csv para planilhas, ou jsonl; sem isso, jsonl
argument-help-command = O comando a explicar

## /help

help-opening = Conto histórias da beira do campo da Copa do Mundo. Peça uma:
help-command = `{ $usage }` – { $what }
help-command-of-admins = `{ $usage }` – { $what } (admins)
help-command-of-operators = `{ $usage }` – { $what } (quem me mantém)
help-argument = `{ $name }` – { $what }
help-title = { $what }.
help-for-admins = Para os admins desta comunidade.
help-for-operators = Para quem me mantém.
help-example = Por exemplo: `{ $command }`
help-usage = Uso: `{ $usage }`

## O que não dá para ler em um comando

command-unknown = Não existe o comando { $said }.
command-unknown-near = Não existe o comando { $said }. Você quis dizer { $near }?
subcommand-missing = { $command } precisa de um destes: { $names }.
subcommand-unknown = { $command } não conhece “{ $said }”; conhece: { $names }.
argument-missing = { $command } precisa de { $argument }: { $what }.
argument-twice = “{ $name }” aparece duas vezes.
argument-unknown = Não conheço “{ $name }” aqui; conheço: { $names }.
argument-too-many = Não sei o que fazer com “{ $word }” aqui.
file-and-text = Há um arquivo e também { $argument } digitado: envie só um dos dois.
file-by-name = Aqui não consigo abrir um arquivo pelo nome: anexe-o à sua mensagem.
command-unusable = Ainda não dá para usar { $command }.

## Valores que não dá para ler

not-a-credit = “{ $word }” não é um crédito: escreva name ou anonymous.
not-somebody = “{ $word }” não é ninguém que eu possa conhecer: escreva @nome ou um número, ou escolha um cargo.
editors-whom = Diga quem: add:@nome ou remove:@nome.
unblock-whom = Diga quem, pelo número; /settings show lista quem está bloqueado.
not-a-suggestion = “{ $word }” não é o número de uma sugestão.
review-decide = Diga o que fazer com ela: accept, edit, decline ou block.
not-a-scope = “{ $word }” não é um alcance: escreva here ou everyone.
not-a-format = “{ $word }” não é um formato: escreva jsonl ou csv.
pin-needs-story = Para escolher a história de uma data, indique também a história; “none” para não escolher mais nenhuma.
pin-needs-date = Para escolher uma história, indique também a data.
not-yes-or-no = “{ $word }” não é yes nem no.
not-a-theme = Não existe o tema “{ $word }”. Os temas são: { $themes }.
not-a-tournament = Não houve Copa do Mundo “{ $word }”. Escreva o ano, por exemplo 2022.
not-a-zone = Não conheço o fuso horário “{ $word }”. Escreva uma cidade, um país ou um fuso como Europe/Paris, Africa/Casablanca ou UTC.
zones-near = Parecidos: { $zones }.
country-of-zones = { $country } tem vários fusos horários: indique um, como { $zones }
not-a-weekday = “{ $word }” não é um dia da semana. Escreva all, weekdays, weekends ou uma lista como mon,thu.
not-a-time = “{ $word }” não é uma hora do dia. Escreva horas e minutos, por exemplo 09:00 ou 21:30.
not-an-hour = Não existe a hora { $hour }: as horas vão de 00 a 23, por exemplo 09:00 ou 21:30.
not-a-minute = Não existe o minuto { $minute }: os minutos vão de 00 a 59, por exemplo 09:00 ou 21:30.
not-a-date = “{ $word }” não é uma data. Escreva ano, mês e dia: 2026-12-24.
not-a-span = “{ $word }” não é uma duração. Escreva horas ou minutos, por exemplo 6h, 90m ou 0.
span-too-long = Uma publicação pode atrasar no máximo 24 horas. Escreva, por exemplo, 6h, 90m ou 0.
not-a-way-of-doubt = “{ $word }” não é um jeito de lidar com a dúvida. Escreva ask (os admins decidem) ou resend (com o risco de publicar duas vezes).

## Durações

span-none = nenhum tempo
span-minutes = { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
span-hours = { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }

## Dias da semana

weekday = { $day ->
        [1] segunda-feira
        [2] terça-feira
        [3] quarta-feira
        [4] quinta-feira
        [5] sexta-feira
        [6] sábado
       *[7] domingo
    }
days-then = { $before }, { $next }
days-and = { $before } e { $last }

## Que histórias um lugar recebe
##
## Vem depois de “uma história”: “com o tema family ou fans, sem o tema farewell, com Morocco, da FIFA World Cup 2022”.

filter-themes = com o tema { $themes }
filter-not-themes = sem o tema { $themes }
filter-teams = com { $teams }
filter-not-teams = sem { $teams }
filter-tournaments = da { $tournaments }
filter-not-tournaments = de fora da { $tournaments }
filter-or = { $before } ou { $next }
filter-then = { $before }, { $next }
