# O que as plataformas dizem de lugares, publicações e arquivos: por que algo não pode ser publicado, mudado ou lido.

## Por que uma data não tem história do dia

no-story-fits = Nenhuma história serve para o que foi pedido.
story-just-withdrawn = A história escolhida foi retirada naquele momento.
story-has-been-withdrawn = A história foi retirada.
post-paused = Em pausa, por um admin.
post-paused-until = Em pausa, por um admin, até { $until }.
post-paused-without-access = Em pausa, porque eu não podia publicar: { $reason }
post-nobody-was-there = Na hora, eu não estava no ar ou não conseguia usar meus dados.
post-switched-off = A história do dia foi desligada.
post-before-restore = Era para antes de eu ser restaurado de um backup: pode ter chegado, e não é enviada de novo.
post-overtaken = Não foi possível enviar antes da hora da seguinte.
post-too-late = O prazo de atraso acabou antes que fosse possível enviar.
post-not-there-and-too-late = Não tinha chegado, e o prazo de atraso acabou antes que eu pudesse descobrir isso.

## Por que não foi possível enviar antes: vem depois de post-too-late

post-had-no-turn = A vez dela não chegou.
post-asked-to-wait = A plataforma pediu que eu esperasse.
post-platform-unreached = Não consegui falar com a plataforma.

## O que um admin fez com uma publicação sem desfecho

post-sent-by-admin = Um admin mandou enviar.
post-seen-by-admin = Um admin viu que chegou.

## Dias sem publicação

days-from-to = { $first } a { $last }

## Por que uma publicação não pôde ser corrigida: não é uma frase

posts-cannot-be-changed = lá não dá para mudar publicações
post-of-unknown-fate = ninguém sabe se chegou
post-deleted = foi apagada
post-no-longer-changeable = o Telegram não deixa mais mudá-la
post-in-gone-channel = o canal não existe mais
post-in-closed-thread = o tópico está fechado
post-in-unseen-channel = não consigo mais ver o canal
post-in-closed-chat = não posso mais escrever no chat
post-not-of-discord = não é uma mensagem do Discord
post-not-of-telegram = não é uma mensagem do Telegram
post-words-unreadable = a mensagem não pode ser lida
post-words-unreadable-because = as palavras não podem ser lidas: { $error }
post-kept-unreadable = a mensagem guardada não pode ser lida
post-kept-unreadable-because = o texto do registro não pode ser lido: { $error }

## Por que um arquivo não pode ser usado: não é uma frase

file-too-large = tem mais de { $size } MiB, que é o máximo que leio
files-not-taken = aqui não dá para enviar arquivos
file-not-at-discord = não está onde o Discord guarda arquivos
file-gone-from-discord = o Discord não o tem mais; envie de novo
file-gone-from-telegram = o Telegram não o entrega; envie de novo
file-not-there = não há esse arquivo aqui
file-forbidden = não tenho permissão para ler
file-unreadable = não foi possível ler ({ $error })
file-is-folder = é uma pasta
file-is-odd = não é um arquivo comum

## Discord: por que um lugar está fechado, e o que resolve

discord-right-view = “Ver canal”
discord-right-send = “Enviar mensagens”
discord-right-send-in-threads = “Enviar mensagens em tópicos”
discord-right-embed = “Inserir links”
discord-lacks-one = Lá, me dê { $one }.
discord-lacks-two = Lá, me dê { $one } e { $two }.
discord-lacks-three = Lá, me dê { $one }, { $two } e { $three }.
discord-history-advice = Lá, me dê também “Ver histórico de mensagens”: sem isso, depois de uma falha não consigo descobrir se uma publicação chegou e tenho que perguntar a você.
discord-thread-locked = O tópico está trancado. Destranque-o, ou use /daily on em outro lugar.
discord-thread-archived = O tópico está arquivado. Abra-o de novo, ou use /daily on em outro lugar.
discord-no-posts-in-kind = Ninguém pode publicar neste tipo de canal. Use /daily on em um canal de texto.
discord-no-such-channel = Não conheço esse canal neste servidor.
discord-not-a-channel = Este não é um canal do Discord: configure a história do dia de novo.
discord-channel-gone = O canal não existe mais. Use /daily on em outro.
discord-channel-unseen = Não consigo ver o canal. Lá, me dê “Ver canal”.
discord-may-not-post = Não tenho permissão para publicar no canal. Lá, me dê “Enviar mensagens” e “Inserir links” (em um tópico, “Enviar mensagens em tópicos”).
discord-no-direct-messages = Esta pessoa não aceita mensagens diretas minhas.
discord-refuses-place = O Discord não me deixa publicar lá ({ $message }, código { $code }). Veja se estou no servidor e se posso ver o canal e enviar mensagens.
discord-refuses-post = O Discord não aceita esta mensagem ({ $message }, código { $code }).
discord-post-deleted = Tinha sido publicada, e alguém a apagou.
discord-removed = Fui removido deste servidor. Convide-me de novo.

## Telegram: por que um lugar está fechado, e o que resolve

telegram-admin-without-posting = Sou admin deste canal, mas sem o direito de publicar mensagens. Me dê esse direito.
telegram-not-in-chat = Não estou neste chat. Adicione-me de novo.
telegram-channel-needs-admin = Em um canal, só admins publicam. Faça de mim um admin que pode publicar mensagens.
telegram-restricted = Estou restrito aqui e não posso enviar mensagens. Me dê esse direito.
telegram-members-may-not-write = Aqui os membros não podem enviar mensagens. Faça de mim um admin, ou deixe os membros escreverem.
telegram-how-to-name-a-place = Escreva o @nome do lugar ou um link para ele (https://t.me/c/…), ou use o comando no próprio lugar.
telegram-no-such-chat = Não encontro nenhum chat com esse nome. Está escrito certo, e eu estou nele? Em um canal, preciso ser admin.
telegram-not-a-chat = Este não é um chat do Telegram. Comece a história do dia de novo onde ela deve sair.
telegram-blocked = Estou bloqueado aqui. Desbloqueie-me no Telegram e envie /start.
telegram-removed = Fui removido deste chat. Adicione-me de novo.
telegram-account-deleted = Esta conta foi apagada. Não há mais ninguém para quem publicar.
telegram-may-not-write-first = Não posso escrever primeiro. Abra um chat comigo e envie /start.
telegram-group-deleted = Este grupo foi apagado. Comece a história do dia em outro chat.
telegram-topic-gone = Este tópico não existe mais. Use /daily on no tópico onde a história deve sair.
telegram-topic-closed = Este tópico está fechado. Abra-o de novo, ou faça de mim um admin que pode gerenciar tópicos.
telegram-lacks-right = Não tenho o direito de enviar mensagens aqui. Me dê esse direito; em um canal, faça de mim um admin que pode publicar.
telegram-chat-not-found = Não estou neste chat, ou ele não existe mais. Adicione-me de novo e envie /start.
telegram-refuses-place = O Telegram não me deixa escrever aqui ({ $description }). Verifique meus direitos neste chat.
telegram-anonymous = Não dá para escrever a um admin anônimo.

## O console

console-is-one-place = O console é um lugar só; deixe o lugar de fora.
