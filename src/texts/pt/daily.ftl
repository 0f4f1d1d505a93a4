# O que se diz da história do dia, e o que ela diz.

## Acima de uma história publicada

on-this-day = { $years ->
        [1] Neste dia, há um ano.
       *[other] Neste dia, há { $years } anos.
    }
late-by-minutes = { $minutes ->
        [1] Esta história chega com { $minutes } minuto de atraso.
       *[other] Esta história chega com { $minutes } minutos de atraso.
    }
late-by-hours = { $hours ->
        [1] Esta história chega com cerca de uma hora de atraso.
       *[other] Esta história chega com cerca de { $hours } horas de atraso.
    }

## Pedaços das frases abaixo

daily-here = aqui
daily-there = lá
daily-in-place = em “{ $place }”
daily-to-place = em “{ $place }”
daily-quoted = “{ $name }”
daily-every-day = todos os dias
daily-on-weekdays = de segunda a sexta
daily-at-weekends = nos fins de semana
daily-every-weekday = a cada { $days }
daily-moment = { $weekday }, { $date }, às { $time } { $zone }
daily-moment-and-utc = { $weekday }, { $date }, às { $time } { $zone } ({ $utc } UTC)
daily-moment-and-utc-day = { $weekday }, { $date }, às { $time } { $zone } ({ $utc } UTC de { $utc_date })
daily-list = { $list }, { $next }
daily-list-or = { $list } ou { $next }
order-turn = “{ $title }”
order-pinned = “{ $title }” (escolhida por um admin)
order-anniversary = { $years ->
        [1] “{ $title }” (faz um ano nesse dia)
       *[other] “{ $title }” (faz { $years } anos nesse dia)
    }

## /daily on: o que foi configurado

daily-comes = Uma história sai { $where } { $days } às { $time } { $zone }.
daily-comes-about = Uma história { $about } sai { $where } { $days } às { $time } { $zone }.
daily-next-one = A próxima: { $moment }.
daily-stories-fit = { $count ->
        [one] { $count } história serve; quando todas tiverem sido contadas, recomeçam em outra ordem.
       *[other] { $count } histórias servem; quando todas tiverem sido contadas, recomeçam em outra ordem.
    }
daily-pause-is-over = A pausa acabou.
daily-settled-today = A de hoje já está resolvida, então não sai de novo hoje.
daily-but-it-rests = Mas está parada:
daily-cannot-post-there-yet = Ainda não posso publicar lá.
daily-starts-by-itself = Ela começa sozinha assim que eu puder.
daily-could-not-test = Não consegui testar se posso publicar lá; /daily test mostra.
daily-that-is-utc = Esse horário é UTC. Para usar o seu, indique uma cidade ou um fuso: `/daily on { $time } Europe/Paris`
daily-hints-here = `/daily test` publica uma agora, `/daily next` mostra as próximas, `/daily off` encerra.
daily-hints-there = Com o mesmo lugar, `/daily test` publica uma lá agora e `/daily off` encerra.

## /daily on: o que é recusado

daily-nothing-fits = Não há história { $about }. Amplie o pedido ou deixe uma parte de fora.
daily-too-many = { $limit ->
        [one] Esta comunidade já tem { $limit } história do dia, que é o máximo. `/daily show` mostra a lista, `/daily off` encerra uma.
       *[other] Esta comunidade já tem { $limit } histórias do dia, que é o máximo. `/daily show` mostra a lista, `/daily off` encerra uma.
    }
daily-no-story-about-team = Nenhuma história é sobre uma seleção “{ $team }”.
daily-teams-near-it = Parecidas: { $teams }.
daily-which-team = Não conheço a seleção “{ $team }”. Você quis dizer { $teams }?

## Por que um lugar não pode ser usado

daily-place-unusable = Não posso usar esse lugar.
daily-still-cannot-post = Ainda não posso publicar lá.
daily-cannot-post = Não posso publicar { $where }.
daily-rests-already = Já está parada, porque não posso publicar lá.
daily-no-other-place = Não há outro lugar.
daily-platform-asks-to-wait = { $seconds ->
        [one] A plataforma pede que eu espere { $seconds } segundo. Tente de novo depois disso.
       *[other] A plataforma pede que eu espere { $seconds } segundos. Tente de novo depois disso.
    }
daily-chat-has-moved = Este chat acabou de ganhar um novo endereço; já anotei. Tente de novo.
daily-story-not-accepted = A plataforma não aceitou esta história. Quem me mantém encontra o motivo no meu log.
daily-platform-unreachable = No momento não consigo falar com a plataforma para publicar. Tente de novo daqui a um minuto.
daily-nobody-knows-whether-it-arrived = A plataforma não disse se a publicação chegou. Veja se ela está aqui antes de tentar de novo.

## /daily off, pause e resume

daily-none = Não há história do dia { $where }.
daily-start-it = Para começar: `/daily on 09:00 Europe/Paris`
daily-off-here = A história do dia foi desligada aqui; eu me lembro do que já contei. Para recomeçar: `/daily on { $again }`
daily-off-there = A história do dia foi desligada lá; eu me lembro do que já contei. Para recomeçar: `/daily on { $again } place:…`
daily-off-already = Já está desligada.
daily-must-be-after-today = O dia em que ela volta tem que ser depois de hoje.
daily-off-ends-it = `/daily off` encerra de vez.
daily-rests-until = A história do dia { $where } está em pausa; volta { $moment }. `/daily resume` encerra a pausa antes.
daily-rests = A história do dia { $where } está em pausa até que alguém use `/daily resume`.
daily-not-paused = Não está em pausa.
daily-goes-on-when-mended = Ela continua sozinha quando isso for resolvido.
daily-goes-on = A história do dia { $where } continua. A próxima: { $moment }.

## /daily next

daily-next-stories = As próximas histórias, se nada mudar:
daily-next-story = { $moment }: { $story }
daily-next-without = { $moment }: { $reason }
daily-choose-hint = Para escolher a história de uma data: `/daily next 2026-12-10 mother` – ou `none` para não escolher mais nenhuma.
daily-no-story-on-day = Não sai história em { $day }: escolha um dia dentro de um ano em que saia uma. A próxima: { $moment }.
daily-not-chosen = Em { $day } sai a história que estiver na vez.
daily-no-such-story = Não conheço nenhuma história com “{ $words }”. Escreva palavras do título; `/story` encontra uma para você ver.
daily-chosen = “{ $title }” fica para { $moment }.
daily-chosen-but-rests = Mas nesse dia a história do dia está em pausa: se não for retomada antes, não sai nada.

## /daily test

daily-nothing-to-test = Ainda não há história para publicar. Adicione uma com `/addstory`.
daily-test-works = Funciona: a publicação está { $where }. Ela não conta como a de hoje.

## /daily show

daily-next-ones = Próximas
daily-last-ones = Últimas
daily-elsewhere = Em outros lugares
daily-next-empty = { $moment } – nenhuma história
daily-may-be-late = Uma publicação perdida pode sair com até { $span } de atraso, não mais.
daily-in-doubt-again = Quando ninguém sabe se uma publicação chegou, ela é enviada de novo.
daily-in-doubt-asked = Quando ninguém sabe se uma publicação chegou, pergunto aos admins.
daily-is-silent = As publicações não fazem som.
daily-is-paused = Está parada:
daily-is-paused-until = *Está em pausa*, por um admin, até { $day }. `/daily resume` encerra a pausa.
daily-is-paused-by-an-admin = *Está em pausa*, por um admin. `/daily resume` encerra a pausa.
daily-line = { $place }: { $days } às { $time } { $zone }
daily-line-about = { $place }: { $days } às { $time } { $zone }, { $about }
daily-line-paused = { $line } – em pausa

## /daily why: o que aconteceu com as últimas publicações

daily-nothing-was-due = Ainda não era hora de nenhuma.
daily-first-one = A primeira: { $moment }.
daily-what-became = O que aconteceu com as últimas:
run-clock-on-date = { $time } de { $date }
run-planned = { $day }: sai às { $clock }
run-planned-story = { $day }: sai às { $clock } “{ $title }”
run-sending = { $day }: a caminho
run-sending-story = { $day }: a caminho “{ $title }”
run-doubtful = { $tries ->
        [1] { $day }: enviada, uma tentativa até agora; talvez já esteja lá – descubro isso às { $clock }
       *[other] { $day }: enviada, { $tries } tentativas até agora; talvez já esteja lá – descubro isso às { $clock }
    }
run-doubtful-story = { $tries ->
        [1] { $day }: enviada “{ $title }”, uma tentativa até agora; talvez já esteja lá – descubro isso às { $clock }
       *[other] { $day }: enviada “{ $title }”, { $tries } tentativas até agora; talvez já esteja lá – descubro isso às { $clock }
    }
run-waits = { $tries ->
        [1] { $day }: ainda não enviada, uma tentativa até agora; a próxima às { $clock }
       *[other] { $day }: ainda não enviada, { $tries } tentativas até agora; a próxima às { $clock }
    }
run-waits-story = { $tries ->
        [1] { $day }: ainda não enviada “{ $title }”, uma tentativa até agora; a próxima às { $clock }
       *[other] { $day }: ainda não enviada “{ $title }”, { $tries } tentativas até agora; a próxima às { $clock }
    }
run-unsure = { $day }: enviada, mas a plataforma nunca disse se chegou; veja se ela está lá
run-unsure-story = { $day }: enviada “{ $title }”, mas a plataforma nunca disse se chegou; veja se ela está lá
run-refused = { $day }: recusada
run-refused-story = { $day }: recusada “{ $title }”
run-missed = { $day }: perdida
run-missed-story = { $day }: perdida “{ $title }”
run-skipped = { $day }: pulada
run-skipped-story = { $day }: pulada “{ $title }”
run-because = { $run }: { $reason }
run-posted = { $day }: publicada
run-posted-story = { $day }: publicada “{ $title }”
run-posted-at = { $day }: publicada às { $clock }
run-posted-at-story = { $day }: publicada às { $clock } “{ $title }”
run-after-tries = { $tries ->
        [one] { $run }, após { $tries } tentativa
       *[other] { $run }, após { $tries } tentativas
    }
run-late-by-minutes = { $minutes ->
        [one] { $run }, { $minutes } minuto de atraso
       *[other] { $run }, { $minutes } minutos de atraso
    }
run-late-by-hours = { $hours ->
        [one] { $run }, { $hours } hora de atraso
       *[other] { $run }, { $hours } horas de atraso
    }
run-noted = { $run }; { $note }

## Botões: curtos

button-it-is-there = Está lá
button-it-is-there-of = { $day }: está lá
button-post-it-again = Publicar de novo
button-send-it-now = Enviar agora
button-switch-off = Desligar “{ $place }”

## O que estes botões respondem

decide-of-another-platform = Isso é de outra plataforma.
decide-counts = Certo: a história de { $day } conta como publicada.
decide-settled-posted = Isso já estava resolvido: a história de { $day } foi publicada.
decide-settled-on-its-way = Isso já estava resolvido: a história de { $day } está a caminho.
decide-settled-closed = Isso já estava resolvido: a história de { $day } está encerrada.
decide-switched-off = Esta história do dia foi desligada. `/daily on` começa de novo.
decide-story-withdrawn = A história dela foi retirada.
decide-on-its-way = Está a caminho: a história de { $day }. `/daily why` conta o que aconteceu com ela.
decide-forgotten = Não sei mais nada desta publicação. `/daily why` mostra as últimas.

## Avisos: o que só o admin que configurou a história do dia recebe, sem pedir

notice-your-chat = seu chat
notice-paused = A história do dia em { $place } está parada, porque não posso publicar lá.
notice-nothing-is-lost = Nada se perdeu: ela continua sozinha assim que eu puder.
notice-resumed = Posso publicar em { $place } de novo: a história do dia continua.
notice-unsure = Enviei a história de { $day } para { $place }, e ninguém sabe me dizer se ela chegou. Veja, por favor: ela está lá?
notice-unsure-story = Enviei a história de { $day } “{ $title }” para { $place }, e ninguém sabe me dizer se ela chegou. Veja, por favor: ela está lá?
notice-missed-days = A história do dia em { $place } não saiu em { $days }: na hora, eu não estava no ar ou não conseguia usar meus dados.
notice-did-not-come = A história de { $day } não saiu em { $place }: { $reason }
notice-did-not-come-story = A história de { $day } “{ $title }” não saiu em { $place }: { $reason }
notice-dry = { $count ->
        [1] Só { $count } das histórias que a história do dia em { $place } pode contar é nova lá. Depois dela, recomeço pelas que foram contadas há mais tempo; filtros mais amplos com `/daily on`, ou histórias suas com `/addstory`, trazem novas.
       *[other] Só { $count } das histórias que a história do dia em { $place } pode contar são novas lá. Depois delas, recomeço pelas que foram contadas há mais tempo; filtros mais amplos com `/daily on`, ou histórias suas com `/addstory`, trazem novas.
    }
