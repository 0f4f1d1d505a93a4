# ما يقرؤه من يبحث عن القصص.

## التواريخ

date-long = { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    } { $year }
date-short = { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    } { $year }
date-yearless = { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    }

## القصص

told-in-other-language = { $language ->
        [en] هذه القصة مروية بالإنجليزية.
        [fr] هذه القصة مروية بالفرنسية.
        [es] هذه القصة مروية بالإسبانية.
        [ar] هذه القصة مروية بالعربية.
        [pt] هذه القصة مروية بالبرتغالية.
       *[other] هذه القصة مروية بلغة أخرى.
    }

## المواضيع

theme-family = العائلة
theme-kindness = اللطف
theme-fans = المشجعون
theme-farewell = الوداع
theme-tribute = التكريم
theme-refuge = اللجوء
theme-comeback = العودة
theme-friendship = الصداقة
theme-celebration = الاحتفال
theme-resilience = الصمود
theme-history = التاريخ

## قصة

match-not-scored = { $home } – { $away }
match-scored = { $home } { $home_goals }–{ $away_goals } { $away }
match-scored-aet = { $home } { $home_goals }–{ $away_goals } { $away } (بعد الوقت الإضافي)
match-scored-pens = { $home } { $home_goals }–{ $away_goals } { $away } (بركلات الترجيح { $home_shots }–{ $away_shots })
match-scored-aet-pens = { $home } { $home_goals }–{ $away_goals } { $away } (بعد الوقت الإضافي، بركلات الترجيح { $home_shots }–{ $away_shots })
quote-words = «{ $words }»
quote-original = («{ $words }»)
quote-speaker = — { $speaker }
quote-speaker-context = — { $speaker }، { $context }
what-people-said = ماذا قال الناس
to-see = للمشاهدة:
media-kind = { $kind }:
sources = { $count ->
        [one] المصدر:
        [two] المصدران:
        [few] المصادر:
        [many] المصادر:
       *[other] المصادر:
    }
and-more-sources = { $count ->
        [one] ومصدر آخر
        [two] ومصدران آخران
        [few] و{ $count } مصادر أخرى
        [many] و{ $count } مصدرًا آخر
       *[other] و{ $count } مصدر آخر
    }
title-before-words = { $title }:
button-same-player = اللاعب نفسه
button-same-match = المباراة نفسها
button-same-theme = الموضوع نفسه
button-another-story = قصة أخرى
button-read-on = تابع القراءة
button-more-of-this-story = المزيد من هذه القصة

## البحث عن القصص

more-that-fits = قصص أخرى مناسبة
nothing-called-did-you-mean = لا شيء باسم «{ $words }». هل تقصد أحد هذه؟
fits-several = «{ $words }» تنطبق على أكثر من واحد. أيّها تقصد؟
unknown-player = لا أعرف لاعبًا باسم «{ $words }».
unknown-team = لا أعرف فريقًا باسم «{ $words }».
unknown-match = لا أعرف مباراة باسم «{ $words }».
unknown-story = لا أعرف قصة باسم «{ $words }».
find-try-one-of-these = جرّب أحد هذه:
find-did-you-mean = هل تقصد:
find-one-at-random = اكتب /story لأروي لك قصة عشوائية.
no-story-about-any-more = لم تعد لديّ قصة عن { $label }. اكتب /story لأروي لك غيرها.
no-story-about-it-any-more = لم تعد لديّ قصة عن ذلك. اكتب /story لأروي لك غيرها.
also-about = قصص أخرى عن { $label }
also-about-it = قصص أخرى عن ذلك
others-with-same-player = قصص أخرى عن اللاعب نفسه:
others-of-same-match = قصص أخرى من المباراة نفسها:
no-other-yet = لا توجد قصة أخرى بعد. اكتب `/story` لأروي قصة لم تُروَ في هذه المحادثة.
no-other-story-yet = ليست لديّ قصة أخرى بعد. يستطيع المشرفون إضافة قصة بالأمر `/addstory`.
story-gone = لم تعد هذه القصة هنا. اكتب `/story` لأروي لك غيرها.

## التصفّح

browse-overview = { $count ->
        [one] قصة واحدة. حسب الموضوع أو الفريق أو اللاعب أو كأس العالم:
        [two] قصتان. حسب الموضوع أو الفريق أو اللاعب أو كأس العالم:
        [few] { $count } قصص. حسب الموضوع أو الفريق أو اللاعب أو كأس العالم:
        [many] { $count } قصةً. حسب الموضوع أو الفريق أو اللاعب أو كأس العالم:
       *[other] { $count } قصة. حسب الموضوع أو الفريق أو اللاعب أو كأس العالم:
    }
world-cup = كأس العالم { $year }
section-empty = { $heading }: لا توجد قصص.
section-stories = { $heading }: { $count ->
        [zero] لا توجد قصص
        [one] قصة واحدة
        [two] قصتان
        [few] { $count } قصص
        [many] { $count } قصةً
       *[other] { $count } قصة
    }.
section-stories-page = { $heading }: { $count ->
        [zero] لا توجد قصص
        [one] قصة واحدة
        [two] قصتان
        [few] { $count } قصص
        [many] { $count } قصةً
       *[other] { $count } قصة
    }، الصفحة { $page } من { $pages }.
button-all-there-is = كل القصص
button-page-back = ▶ السابق
button-page-more = المزيد ◀
no-story-yet = ليست لديّ أي قصة بعد. يستطيع المشرفون إضافة قصة بالأمر `/addstory`.
on-day-in-other-years = في يوم { $day } من سنوات أخرى:
nothing-on-this-day = لا أعرف قصة حدثت في مثل هذا اليوم من السنة. التالي هو يوم { $day }:

## المفضلة

favourite-kept = أضفتُها إلى مفضلتك. تجدها بالأمر `/favourites`.
favourite-dropped = لم تعد في مفضلتك.
favourites-none = لم تضع ❤ لأي قصة بعد. اضغط ❤ تحت قصة تعجبك.
favourites-list = مفضلتك، الأحدث أولًا:
top-none = لم يختر أحد هنا أي قصة بعد: اضغط ❤ تحت قصة تعجبك.
top-list = أكثر ما يحبه الناس هنا:

## أجوبة للجميع

incident = لم ينجح ذلك، وليس الخطأ منك. لم يضع شيء ولم يتغير شيء؛ حاول مجددًا بعد دقيقة من فضلك. إن استمر الأمر فأخبر من يشغّلني: الحادثة رقم { $incident }.
nothing-is-asked = لا أسألك عن شيء الآن. تابع ما كنت تكتبه بالأمر `/addstory` أو `/submit`.
button-not-read = لم أعد أستطيع قراءة هذا الزر. اكتب `/help` لترى ما أستطيع فعله.
form-not-known = لا أعرف هذا النموذج. اكتب `/help` لترى ما أستطيع فعله.
only-admins = هذا للمشرفين فقط.
only-those-who-run-me = هذا لمن يشغّلني فقط. أما القراءة فللجميع: جرّب `/story` أو `/player` أو `/match`.
only-admins-and-editors-here = هذا لمشرفي هذا المجتمع ومحرّريه فقط. أما القراءة فللجميع: جرّب `/story` أو `/player` أو `/match`.
only-admins-here = هذا لمشرفي هذا المجتمع فقط. أما القراءة فللجميع: جرّب `/story` أو `/player` أو `/match`.
rights-not-checked = لم أستطع التحقق من أنك مشرف هنا، فلم أفعل شيئًا. حاول مجددًا بعد دقيقة من فضلك.

## عن البوت والخصوصية

about-touchline = أنا Touchline { $version }، ولديّ { $count ->
        [one] قصة واحدة
        [two] قصتان
        [few] { $count } قصص
        [many] { $count } قصةً
       *[other] { $count } قصة
    } من خط التماس في كأس العالم، ولكل قصة مصادرها.
about-licences = النصوص برخصة CC BY 4.0، والبرنامج برخصة MIT أو Apache-2.0. وتذكر كل قصة المصادر التي أُخذت منها وقائعها.
about-what-is-kept = ما أحفظه: من أعدّ ماذا، والقصص التي عُرضت في كل محادثة، والقصص التي يضيفها الناس. أقرأ الأوامر، ولا أقرأ شيئًا آخر مما يُقال.

privacy-lead = أقرأ الأوامر والأزرار المضغوطة، ولا أقرأ شيئًا آخر مما يُقال. وأحفظ:
privacy-daily = من أعدّ قصة اليوم، برقمه على المنصة، لأخبره إن حدث خلل فيها؛
privacy-writers = من أضاف قصة أو غيّرها أو اقترحها، برقمه، من أجل مشرفي هذا المجتمع؛ وبصمة رقمية لمن اقترح قصة، ليوم واحد، كي تُحترم الحدود؛
privacy-unfinished = القصة التي بدأ أحدهم كتابتها ولم يُنهها، لأسبوعين؛ وملف القصص المراد استيراده، ليوم واحد؛
privacy-editors = من عيّنه المشرفون محرّرًا، برقمه أو دوره أو اسمه؛
privacy-shown = القصص التي عُرضت في كل محادثة، كي تحصل على غيرها، واسم المحادثة التي فيها قصة اليوم؛
privacy-favourites = القصص التي وضعت لها ❤؛
privacy-import = قصص الملف الذي أرسله أحدهم بالأمر /import، حتى يضغط زرًّا، وليوم واحد على الأكثر؛
privacy-forgotten = أن شخصًا طلب نسيانه، كبصمة لا يمكن استخراج رقمه منها، كي لا تعيده نسخة احتياطية مستعادة؛
privacy-updates = ما يرسله إليّ Telegram حتى أجيب عنه، ثم رقمه ليومين.
privacy-nothing-else = لا أحفظ أسماء أخرى ولا رسائل ولا قوائم أعضاء، ولا أخبر أحدًا غير هؤلاء. وبعد أسبوعين من إزالتي من مجتمع لا يبقى منه شيء.
forgetting-means = سأنسى عندها أن القصص والتغييرات والاقتراحات كانت لك؛ ستبقى منسوبةً إلى أحد الأعضاء. تُحذف اقتراحاتك التي تنتظر وما لم تُنهِ كتابته، ولا تبقى محرّرًا. تستمر قصص اليوم التي أعددتها، لكن إن حدث خلل في إحداها فلن أجد من أخبره حتى يكتب مشرف /daily on هناك من جديد. أما الحظر الذي فرضه المشرفون فيبقى حتى ينتهي.
button-forget-me = انسَني
nothing-to-forget = لا أحفظ عنك أي شيء.
forgotten = { $places ->
        [one] تمّ: نسيتُ ما كنت أحفظه عنك في مكان واحد.
        [two] تمّ: نسيتُ ما كنت أحفظه عنك في مكانين.
        [few] تمّ: نسيتُ ما كنت أحفظه عنك في { $places } أماكن.
        [many] تمّ: نسيتُ ما كنت أحفظه عنك في { $places } مكانًا.
       *[other] تمّ: نسيتُ ما كنت أحفظه عنك في { $places } مكان.
    }

## في محادثات المنصات

answer-by-replying = أجب بالرد على هذه الرسالة.
cannot-answer-here = لا أستطيع الإجابة هنا. افتح محادثة معي واطلب القصة هناك.
unnamed-file = الملف

## في الطرفية

console-greeting = أنا Touchline { $version }، ولديّ { $count ->
        [one] قصة واحدة
        [two] قصتان
        [few] { $count } قصص
        [many] { $count } قصةً
       *[other] { $count } قصة
    } من خط التماس في كأس العالم. هذه محادثة كأي محادثة: جرّب /player hakimi أو /help.
console-kept-in = ما تُعدّه وتضيفه محفوظ في { $file }؛ اضغط Ctrl-D للخروج.
console-how-to-connect = لربط Discord أو Telegram ضع رمزًا سرّيًا (token) في config.toml، والشرح في config.toml.example و README.md.
console-others-served = أخدم Discord و Telegram إلى جانب هذه الطرفية.
console-lines-hint = هنا في الطرفية يستمر السطر الذي ينتهي بالعلامة \ في السطر التالي؛ وينتهي ملف القصة بسطر ليس فيه إلا نقطة.
console-too-long = { $limit ->
        [one] هذا طويل جدًا: أقرأ حرفًا واحدًا على الأكثر دفعة واحدة.
        [two] هذا طويل جدًا: أقرأ حرفين على الأكثر دفعة واحدة.
        [few] هذا طويل جدًا: أقرأ { $limit } أحرف على الأكثر دفعة واحدة.
        [many] هذا طويل جدًا: أقرأ { $limit } حرفًا على الأكثر دفعة واحدة.
       *[other] هذا طويل جدًا: أقرأ { $limit } حرف على الأكثر دفعة واحدة.
    }
console-no-such-number = لا يوجد [{ $number }] أعلاه. اكتب أمرًا مثل /story أو /help.
console-file-saved = حُفظ باسم { $file }.
console-file-not-saved = تعذّر حفظ «{ $file }» في المجلد الحالي: { $error }.

## المشاركة واللاعبون

button-share = شارِك
share-link = أرسل هذا إلى من تشاء؛ فهو يفتح القصة:
within-sentence = { $words }
