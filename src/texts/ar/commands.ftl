# ما يقوله جدول الأوامر عن نفسه، وما يُقال حين لا يمكن فهم أمر.

## الأوامر: لماذا كل منها

command-story = قصة: عن لاعب أو فريق أو مباراة أو كلمة، أو قصة لم تُعرض في هذه المحادثة
command-player = القصص عن لاعب
command-match = القصص عن مباراة
command-browse = الفهرس: حسب الموضوع أو الفريق أو كأس العالم أو اللاعب، مع عدد القصص في كل منها
command-today = ما حدث في مثل هذا اليوم من السنة، أو ما يأتي بعده
command-favourites = القصص التي وضعت لها ❤
command-top = القصص التي نالت أكثر ❤ في هذا المجتمع
command-daily = قصة اليوم في هذه المحادثة
command-daily-on = ابدأ قصة اليوم في هذه المحادثة أو غيّرها
command-daily-off = أوقف قصة اليوم في هذه المحادثة
command-daily-show = متى تأتي قصص اليوم، وكيف سارت الأخيرة منها
command-daily-pause = أوقف قصة اليوم مؤقتًا، حتى تاريخ معيّن أو حتى تُستأنف
command-daily-resume = استأنف بعد الإيقاف المؤقت
command-daily-next = ما القصص القادمة؛ أو اختر قصة لتاريخ معيّن
command-daily-test = انشر قصة هنا الآن لترى أن كل شيء يعمل
command-daily-why = ما مصير المنشورات العشرة الأخيرة، ولماذا
command-addstory = أضف قصة منك إلى مجموعة هذا المجتمع
command-editstory = غيّر قصة: قل أيّها، وخذها كاملة لتعدّلها وتعيد إرسالها
command-removestory = لا تُروى القصة بعدها؛ تبقى محفوظة ويمكن استعادتها
command-restorestory = أعد قصة محذوفة إلى الرواية؛ ومن دون كلمات: ما القصص المحذوفة
command-history = من غيّر أي قصة ومتى، مع زر للتراجع عن آخر تغيير
command-review = القصص التي يقترحها الأعضاء: اقبلها أو عدّلها أو ارفضها
command-settings = المحرّرون، واللغة، والمنطقة الزمنية، وأين يُعلن عن تغييرات القصص
command-settings-show = ما هو مضبوط هنا
command-settings-editors = من يضيف القصص ويغيّرها ويراجعها إلى جانب المشرفين: دور أو أشخاص
command-settings-notices = أين يُنشر سطر عن كل تغيير في القصص: مكان، أو هنا، أو لا مكان
command-settings-unblock = اسمح لمن حُظر في مراجعة بأن يقترح القصص من جديد
command-settings-language = اللغة التي أتكلمها هنا، ولغة القصص التي لا تذكر لغتها
command-settings-zone = المنطقة الزمنية المقصودة حين لا تُذكر أي منطقة
command-submit = اقترح قصة على مشرفي هذا المجتمع
command-import = استورد قصصًا من ملف: أقول لك أولًا ما الذي سيتغير
command-export = صدّر القصص في ملف يمكن استيراده من جديد
command-help = ما أستطيع فعله، أو كيف يُستعمل أمر معيّن
command-privacy = ما أحفظه، ولأي مدة، وكيف تطلب نسيانه
command-forgetme = انسَ كل ما تحفظه عني
command-about = من أنا: الإصدار والمصادر والرخصة

## الوسائط: ما كل منها

argument-story-about = اسم أو فريق أو مباراة أو أي كلمات
argument-player-name = اسم اللاعب كما تنطقه
argument-match-teams = أحد الفريقين أو كلاهما، والسنة إن شئت
argument-browse-theme = موضوع، مثل family
argument-browse-team = فريق، مثل Morocco
argument-browse-tournament = بطولة كأس عالم، بسنتها
argument-browse-player = اسم لاعب أو جزء منه
argument-daily-time = الساعة، مثل 09:00
argument-daily-zone = مدينة أو بلد أو منطقة زمنية، مثل Paris؛ وإن لم تُذكر فهي UTC
argument-daily-place = قناة أو سلسلة أو موضوع غير هذا
argument-daily-days = الأيام: all أو weekdays أو weekends، أو قائمة مثل mon,thu
argument-daily-theme = هذه المواضيع وحدها، أو من دونها: family,-farewell
argument-daily-team = هذه الفرق وحدها، أو من دونها: morocco,-france
argument-daily-tournament = كؤوس العالم هذه وحدها، أو من دونها: tournament:2022,-1998
argument-daily-catch-up = أقصى تأخر لمنشور فائت، من 0 إلى 24h؛ والمعتاد 6h
argument-daily-on-unsure = إن لم يُعرف هل وصل المنشور: ask لسؤال المشرفين، أو resend لإعادة الإرسال
argument-daily-silent = هل تصل المنشورات بلا صوت: yes أو no
argument-daily-until = أول يوم تعود فيه القصة، بصيغة YYYY-MM-DD (2026-12-24)
argument-daily-date = التاريخ الذي تختار قصته، بصيغة YYYY-MM-DD (2026-12-10)
argument-daily-story = القصة لذلك التاريخ؛ اكتب none لإلغاء الاختيار
argument-story-whole = عنوانها، أو القصة كاملة بصيغة ملف القصة
argument-story-file = ملف قصة بدلًا من كتابتها
argument-scope = لمن يشغّلني: everyone، أي المجموعة المشتركة
argument-editstory-story = كلمات من عنوانها، أو القصة كاملة كما عدّلتها
argument-story-title = كلمات من عنوانها
argument-history-story = كلمات من عنوانها؛ وإن لم تُذكر فكل القصص
argument-review-number = رقم الاقتراح؛ وإن لم يُذكر فالأقدم انتظارًا
argument-review-decision = القرار: accept أو everyone أو edit أو decline أو block
argument-review-reason = سبب الرفض؛ يقرؤه من كتب الاقتراح
argument-editors-add = دور أو شخص: اسم يبدأ بالعلامة @ أو رقم
argument-editors-remove = دور أو شخص لم يعد مسموحًا له
argument-notices-place = قناة أو سلسلة أو موضوع؛ وإن لم يُذكر فهذا المكان
argument-notices-off = اكتب yes كي لا يُعلن في أي مكان
argument-unblock-whom = الشخص؛ والمحظورون مذكورون في /settings show
argument-settings-language = رمز لغة: en أو fr أو es أو ar أو pt …، أو auto: لكلٍّ لغته
argument-settings-zone = مدينة أو بلد أو منطقة زمنية، مثل Paris
argument-submit-credit = هل يرى المشرفون من يقترحها
argument-import-file = جدول CSV أو أسطر JSON أو ملف قصة
argument-export-format = الصيغة: csv للجداول، أو jsonl؛ وإن لم تُذكر فهي jsonl
argument-help-command = الأمر الذي تريد شرحه

## المساعدة

help-opening = أروي قصصًا من خط التماس في كأس العالم. اطلب مني واحدة:
help-command = `{ $usage }` – { $what }
help-command-of-admins = للمشرفين: `{ $usage }` – { $what }
help-command-of-operators = لمن يشغّلني: `{ $usage }` – { $what }
help-argument = `{ $name }` – { $what }
help-title = { $what }.
help-for-admins = لمشرفي هذا المجتمع.
help-for-operators = لمن يشغّلني.
help-example = مثلًا: `{ $command }`
help-usage = طريقة الاستعمال: `{ $usage }`

## ما لا يمكن فهمه من أمر

command-unknown = لا يوجد أمر { $said }.
command-unknown-near = لا يوجد أمر { $said }. هل تقصد { $near }؟
subcommand-missing = يحتاج { $command } إلى إحدى هذه الكلمات: { $names }.
subcommand-unknown = لا يعرف { $command } الكلمة «{ $said }»، بل يعرف: { $names }.
argument-missing = يحتاج { $command } إلى { $argument }: { $what }.
argument-twice = وردت «{ $name }» مرتين.
argument-unknown = لا أعرف «{ $name }» هنا، بل أعرف: { $names }.
argument-too-many = لا أعرف ماذا أفعل بالكلمة «{ $word }» هنا.
file-and-text = هناك ملف، وهناك { $argument } مكتوب أيضًا: أرسل أحدهما فقط.
file-by-name = لا أستطيع فتح ملف باسمه هنا: أرفقه برسالتك.
command-unusable = لا يمكن استعمال { $command } بعد.

## قيم لا يمكن فهمها

not-a-credit = لا تصلح «{ $word }» لذكر الاسم: اكتب name أو anonymous.
not-somebody = لا أعرف من هو «{ $word }»: اكتب الاسم بعد العلامة @ أو رقمًا، أو اختر دورًا.
editors-whom = قل من: add:@name أو remove:@name.
unblock-whom = قل من، برقمه؛ والمحظورون مذكورون في /settings show.
not-a-suggestion = «{ $word }» ليس رقم اقتراح.
review-decide = قل ماذا تفعل به: accept أو edit أو decline أو block.
not-a-scope = «{ $word }» ليس نطاقًا: اكتب here أو everyone.
not-a-format = «{ $word }» ليست صيغة: اكتب jsonl أو csv.
pin-needs-story = لاختيار قصة لتاريخ، اذكر القصة أيضًا؛ أو اكتب «none» لإلغاء الاختيار.
pin-needs-date = لاختيار قصة، اذكر تاريخها أيضًا.
not-yes-or-no = «{ $word }» كلمة غير yes و no.
not-a-theme = لا يوجد موضوع «{ $word }». المواضيع هي: { $themes }.
not-a-tournament = لم تكن هناك كأس عالم «{ $word }». اكتب سنتها، مثل 2022.
not-a-zone = لا أعرف منطقة زمنية باسم «{ $word }». اكتب مدينة أو بلدًا أو منطقة مثل Europe/Paris أو Africa/Casablanca أو UTC.
zones-near = ما يشبهها: { $zones }.
country-of-zones = في { $country } أكثر من منطقة زمنية: اذكر واحدة، مثل { $zones }
not-a-weekday = «{ $word }» ليس يومًا من الأسبوع. اكتب all أو weekdays أو weekends، أو قائمة مثل mon,thu.
not-a-time = «{ $word }» ليس وقتًا. اكتب الساعة والدقائق، مثل 09:00 أو 21:30.
not-an-hour = لا توجد ساعة { $hour }: الساعات من 00 إلى 23، مثل 09:00 أو 21:30.
not-a-minute = لا توجد دقيقة { $minute }: الدقائق من 00 إلى 59، مثل 09:00 أو 21:30.
not-a-date = «{ $word }» ليس تاريخًا. اكتب السنة فالشهر فاليوم، أي YYYY-MM-DD: 2026-12-24.
not-a-span = «{ $word }» ليست مدة. اكتب ساعات أو دقائق، مثل 6h أو 90m أو 0.
span-too-long = لا يتأخر المنشور الفائت أكثر من 24 ساعة. اكتب مثلًا 6h أو 90m أو 0.
not-a-way-of-doubt = «{ $word }» ليست طريقة للتعامل مع الشك. اكتب ask (يقرر المشرفون) أو resend (وقد يتكرر المنشور).

## المدد

span-none = لا تأخير
span-minutes = { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $minutes } دقائق
        [many] { $minutes } دقيقةً
       *[other] { $minutes } دقيقة
    }
span-hours = { $hours ->
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $hours } ساعات
        [many] { $hours } ساعةً
       *[other] { $hours } ساعة
    }

## أيام الأسبوع

weekday = { $day ->
        [1] الاثنين
        [2] الثلاثاء
        [3] الأربعاء
        [4] الخميس
        [5] الجمعة
        [6] السبت
       *[7] الأحد
    }
# مع الواو دائمًا: من دون حرف عربي تُعرض القائمة من اليسار.
days-then = { $before } و{ $next }
days-and = { $before } و{ $last }

## أي القصص تُروى كل يوم

filter-themes = عن { $themes }
filter-not-themes = ليست عن { $themes }
filter-teams = فيها { $teams }
filter-not-teams = ليس فيها { $teams }
filter-tournaments = من بطولة { $tournaments }
filter-not-tournaments = ليست من بطولة { $tournaments }
filter-or = { $before } أو { $next }
filter-then = { $before }، و{ $next }
