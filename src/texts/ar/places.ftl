# ما تقوله المنصات عن الأماكن والمنشورات والملفات.
#
# تطبيق Discord ليس بالعربية، فأسماء صلاحياته تبقى كما يعرضها بالإنجليزية.

## لماذا لا قصة لهذا اليوم

no-story-fits = لا قصة تناسب ما طُلب.
story-just-withdrawn = سُحبت القصة المختارة في تلك اللحظة.
story-has-been-withdrawn = سُحبت القصة.
post-paused = أوقفها مشرف مؤقتًا.
post-paused-until = أوقفها مشرف مؤقتًا حتى { $until }.
post-paused-without-access = متوقفة مؤقتًا، لأنني لم أتمكن من النشر: { $reason }
post-nobody-was-there = حين حان موعدها لم أكن أعمل، أو لم أتمكن من استخدام مخزني.
post-switched-off = أُوقفت قصة اليوم.
post-before-restore = حان موعدها قبل استعادتي من نسخة احتياطية: ربما وصلت، ولا تُرسل مرة أخرى.
post-overtaken = لم يمكن إرسالها قبل موعد التالية.
post-too-late = انقضت مهلة التأخر قبل أن يمكن إرسالها.
post-not-there-and-too-late = لم تصل، وانقضت مهلة التأخر قبل أن أعرف ذلك.

## لماذا لم يمكن إرسالها قبل ذلك

post-had-no-turn = لم يأتِ دورها.
post-asked-to-wait = طلبت مني المنصة الانتظار.
post-platform-unreached = لم أتمكن من الوصول إلى المنصة.

## ما فعله مشرف بمنشور لم يُعرف مصيره

post-sent-by-admin = أرسلها مشرف.
post-seen-by-admin = رآها مشرف.

## أيام بلا منشور

days-from-to = { $first } إلى { $last }

## لماذا تعذّر تصحيح منشور

posts-cannot-be-changed = المنشورات هناك لا يمكن تغييرها
post-of-unknown-fate = لا أحد يعرف هل وصل
post-deleted = حُذف
post-no-longer-changeable = لم يعد Telegram يسمح بتغييره
post-in-gone-channel = لم تعد القناة موجودة
post-in-closed-thread = سلسلة المحادثة مغلقة
post-in-unseen-channel = لم أعد أرى القناة
post-in-closed-chat = لم أعد أستطيع الكتابة في المحادثة
post-not-of-discord = ليس رسالة من رسائل Discord
post-not-of-telegram = ليس رسالة من رسائل Telegram
post-words-unreadable = لا يمكن قراءة الرسالة
post-words-unreadable-because = لا يمكن قراءة النص: { $error }
post-kept-unreadable = لا يمكن قراءة الرسالة المحفوظة
post-kept-unreadable-because = لا يمكن قراءة النص المحفوظ في السجل: { $error }

## لماذا لا يمكن استخدام ملف

file-too-large = حجمه أكبر من { $size } ميغابايت، وهو أقصى ما أقرؤه
files-not-taken = لا يمكن إرسال ملفات هنا
file-not-at-discord = ليس حيث يحفظ Discord الملفات
file-gone-from-discord = لم يعد لدى Discord؛ أعد إرساله
file-gone-from-telegram = لا يعطيني Telegram إياه؛ أعد إرساله
file-not-there = لا يوجد ملف كهذا هنا
file-forbidden = لا يُسمح لي بقراءته
file-unreadable = تعذّرت قراءته ({ $error })
file-is-folder = إنه مجلد
file-is-odd = ليس ملفًا عاديًا

## Discord

discord-right-view = «View Channel»
discord-right-send = «Send Messages»
discord-right-send-in-threads = «Send Messages in Threads»
discord-right-embed = «Embed Links»
discord-lacks-one = امنحني هناك صلاحية { $one }.
discord-lacks-two = امنحني هناك صلاحيتي { $one } و { $two }.
discord-lacks-three = امنحني هناك صلاحيات { $one } و { $two } و { $three }.
discord-history-advice = امنحني هناك أيضًا صلاحية «Read Message History»: من دونها لا أستطيع بعد أي عطل أن أعرف هل وصل المنشور، فأضطر إلى سؤالك.
discord-thread-locked = سلسلة المحادثة مقفلة. افتح قفلها، أو استخدم /daily on في مكان آخر.
discord-thread-archived = سلسلة المحادثة مؤرشفة. افتحها من جديد، أو استخدم /daily on في مكان آخر.
discord-no-posts-in-kind = لا يمكن لأحد النشر في هذا النوع من القنوات. استخدم /daily on في قناة نصية.
discord-no-such-channel = لا أعرف قناة كهذه في هذا الخادم.
discord-not-a-channel = ليست هذه قناة من قنوات Discord: أعد إعداد قصة اليوم.
discord-channel-gone = لم تعد القناة موجودة. استخدم /daily on في قناة أخرى.
discord-channel-unseen = لا أستطيع رؤية القناة. امنحني هناك صلاحية «View Channel».
discord-may-not-post = لا يُسمح لي بالنشر في القناة. امنحني هناك صلاحيتي «Send Messages» و «Embed Links» (وفي سلسلة محادثة «Send Messages in Threads»).
discord-no-direct-messages = هذا الشخص لا يستقبل رسائل خاصة مني.
discord-refuses-place = لا يسمح لي Discord بالنشر هناك ({ $message }، الرمز { $code }). تأكد من أنني في الخادم وأن لي صلاحية رؤية القناة وإرسال الرسائل.
discord-refuses-post = لا يقبل Discord هذه الرسالة ({ $message }، الرمز { $code }).
discord-post-deleted = كانت قد نُشرت، ثم حذفها أحدهم.
discord-removed = أُزلتُ من هذا الخادم. ادعُني من جديد.

## Telegram

telegram-admin-without-posting = أنا مشرف في هذه القناة بلا صلاحية نشر الرسائل. امنحني إياها.
telegram-not-in-chat = لست في هذه المحادثة. أضفني من جديد.
telegram-channel-needs-admin = لا ينشر في القناة إلا المشرفون. اجعلني مشرفًا له صلاحية نشر الرسائل.
telegram-restricted = أنا مقيّد هنا ولا يُسمح لي بإرسال الرسائل. امنحني هذه الصلاحية.
telegram-members-may-not-write = لا يُسمح للأعضاء بإرسال الرسائل هنا. اجعلني مشرفًا، أو اسمح للأعضاء بالكتابة.
telegram-how-to-name-a-place = اكتب معرّفه وقبله @، أو رابطًا إليه (https://t.me/c/…)، أو أرسل الأمر في المكان نفسه.
telegram-no-such-chat = لا أجد محادثة بهذا الاسم. هل هو مكتوب كما يجب، وهل أنا فيها؟ في القنوات يجب أن أكون مشرفًا.
telegram-not-a-chat = ليست هذه محادثة من محادثات Telegram. ابدأ قصة اليوم من جديد حيث تريدها أن تأتي.
telegram-blocked = أنا محظور هنا. ألغِ حظري في Telegram وأرسل /start.
telegram-removed = أُزلتُ من هذه المحادثة. أضفني من جديد.
telegram-account-deleted = حُذف هذا الحساب. لم يبقَ من أنشر له.
telegram-may-not-write-first = لا يُسمح لي بأن أبدأ المراسلة. افتح محادثة معي وأرسل /start.
telegram-group-deleted = حُذفت هذه المجموعة. ابدأ قصة اليوم في محادثة أخرى.
telegram-topic-gone = لم يعد هذا الموضوع موجودًا. استخدم /daily on في الموضوع الذي تريد أن تأتي فيه القصة.
telegram-topic-closed = هذا الموضوع مغلق. افتحه من جديد، أو اجعلني مشرفًا له صلاحية إدارة المواضيع.
telegram-lacks-right = ليست لي صلاحية إرسال الرسائل هنا. امنحني إياها؛ وفي القناة اجعلني مشرفًا له صلاحية النشر.
telegram-chat-not-found = لست في هذه المحادثة، أو لم تعد موجودة. أضفني من جديد وأرسل /start.
telegram-refuses-place = لا يسمح لي Telegram بالكتابة هنا ({ $description }). تحقّق من صلاحياتي في هذه المحادثة.
telegram-anonymous = لا يمكن مراسلة مشرف مجهول الهوية.

## الطرفية

console-is-one-place = الطرفية مكان واحد فقط؛ لا تذكر المكان.
