# ما يُقال عن قصة اليوم وما تقوله.

## فوق القصة المنشورة

on-this-day = { $years ->
        [one] في مثل هذا اليوم قبل عام.
        [two] في مثل هذا اليوم قبل عامين.
        [few] في مثل هذا اليوم قبل { $years } أعوام.
        [many] في مثل هذا اليوم قبل { $years } عامًا.
       *[other] في مثل هذا اليوم قبل { $years } عام.
    }
late-by-minutes = { $minutes ->
        [one] تأتي هذه القصة متأخرةً دقيقة واحدة.
        [two] تأتي هذه القصة متأخرةً دقيقتين.
        [few] تأتي هذه القصة متأخرةً { $minutes } دقائق.
        [many] تأتي هذه القصة متأخرةً { $minutes } دقيقةً.
       *[other] تأتي هذه القصة متأخرةً { $minutes } دقيقة.
    }
late-by-hours = { $hours ->
        [one] تأتي هذه القصة متأخرةً نحو ساعة.
        [two] تأتي هذه القصة متأخرةً نحو ساعتين.
        [few] تأتي هذه القصة متأخرةً نحو { $hours } ساعات.
        [many] تأتي هذه القصة متأخرةً نحو { $hours } ساعةً.
       *[other] تأتي هذه القصة متأخرةً نحو { $hours } ساعة.
    }

## أجزاء الجمل التالية

daily-here = هنا
daily-there = هناك
daily-in-place = في «{ $place }»
daily-to-place = في «{ $place }»
daily-quoted = «{ $name }»
daily-every-day = كل يوم
daily-on-weekdays = من الاثنين إلى الجمعة
daily-at-weekends = يومي السبت والأحد
daily-every-weekday = في أيام { $days }
daily-moment = { $weekday } { $date }، { $time } بتوقيت { $zone }
daily-moment-and-utc = { $weekday } { $date }، { $time } بتوقيت { $zone } (أي { $utc } بتوقيت UTC)
daily-moment-and-utc-day = { $weekday } { $date }، { $time } بتوقيت { $zone } (أي { $utc } بتوقيت UTC يوم { $utc_date })
# مع الواو: من دون حرف عربي تُعرض القائمة من اليسار.
daily-list = { $list } و{ $next }
daily-list-or = { $list } أو { $next }
order-turn = «{ $title }»
order-pinned = «{ $title }» (اختارها مشرف)
order-anniversary = { $years ->
        [one] «{ $title }» (في مثل ذلك اليوم قبل عام)
        [two] «{ $title }» (في مثل ذلك اليوم قبل عامين)
        [few] «{ $title }» (في مثل ذلك اليوم قبل { $years } أعوام)
        [many] «{ $title }» (في مثل ذلك اليوم قبل { $years } عامًا)
       *[other] «{ $title }» (في مثل ذلك اليوم قبل { $years } عام)
    }

## /daily on: ما أُعدّ

daily-comes = تأتي قصة { $where } { $days } عند الساعة { $time } بتوقيت { $zone }.
daily-comes-about = تأتي { $where } { $days } عند الساعة { $time } بتوقيت { $zone } قصة { $about }.
daily-next-one = القادمة: يوم { $moment }.
daily-stories-fit = { $count ->
        [one] تناسب ذلك قصة واحدة؛ وحين تُروى القصص كلها تبدأ من جديد بترتيب آخر.
        [two] تناسب ذلك قصتان؛ وحين تُروى القصص كلها تبدأ من جديد بترتيب آخر.
        [few] تناسب ذلك { $count } قصص؛ وحين تُروى كلها تبدأ من جديد بترتيب آخر.
        [many] تناسب ذلك { $count } قصةً؛ وحين تُروى كلها تبدأ من جديد بترتيب آخر.
       *[other] تناسب ذلك { $count } قصة؛ وحين تُروى كلها تبدأ من جديد بترتيب آخر.
    }
daily-pause-is-over = انتهى إيقافها المؤقت.
daily-settled-today = حُسم أمر قصة هذا اليوم، فلن تأتي اليوم مرة أخرى.
daily-but-it-rests = لكنها متوقفة:
daily-cannot-post-there-yet = لا أستطيع النشر هناك بعد.
daily-starts-by-itself = تبدأ وحدها حالما أستطيع.
daily-could-not-test = لم أستطع أن أجرّب هل يُسمح لي بالنشر هناك؛ جرّب ذلك بالأمر /daily test
daily-that-is-utc = هذا بتوقيت UTC. لتوقيتك أنت اذكر مدينة أو منطقة: `/daily on { $time } Europe/Paris`
daily-hints-here = لنشر قصة الآن `/daily test`، ولرؤية ما سيأتي `/daily next`، وللإيقاف `/daily off`.
daily-hints-there = مع المكان نفسه: لنشر قصة هناك الآن `/daily test`، وللإيقاف `/daily off`.

## /daily on: ما يُرفض

daily-nothing-fits = لا توجد قصة { $about }. وسّع طلبك، أو احذف جزءًا منه.
daily-too-many = { $limit ->
        [one] لهذا المجتمع قصة يومية واحدة، وهذا أقصى ما يُسمح به. تجدها بالأمر `/daily show`، وتُنهيها بالأمر `/daily off`.
        [two] لهذا المجتمع قصتان يوميتان، وهذا أقصى ما يُسمح به. تجدهما بالأمر `/daily show`، وتُنهي إحداهما بالأمر `/daily off`.
        [few] لهذا المجتمع { $limit } قصص يومية، وهذا أقصى ما يُسمح به. تجدها بالأمر `/daily show`، وتُنهي إحداها بالأمر `/daily off`.
        [many] لهذا المجتمع { $limit } قصةً يوميةً، وهذا أقصى ما يُسمح به. تجدها بالأمر `/daily show`، وتُنهي إحداها بالأمر `/daily off`.
       *[other] لهذا المجتمع { $limit } قصة يومية، وهذا أقصى ما يُسمح به. تجدها بالأمر `/daily show`، وتُنهي إحداها بالأمر `/daily off`.
    }
daily-no-story-about-team = لا توجد قصة عن فريق باسم «{ $team }».
daily-teams-near-it = ما يشبهه: { $teams }.
daily-which-team = لا أعرف فريقًا باسم «{ $team }». هل تقصد { $teams }؟

## لماذا لا يصلح مكان

daily-place-unusable = لا أستطيع استعمال ذلك المكان.
daily-still-cannot-post = ما زلت لا أستطيع النشر هناك.
daily-cannot-post = لا أستطيع النشر { $where }.
daily-rests-already = هي متوقفة أصلًا، لأنني لا أستطيع النشر هناك.
daily-no-other-place = لا يوجد مكان آخر.
daily-platform-asks-to-wait = { $seconds ->
        [one] تطلب مني المنصة أن أنتظر ثانية واحدة. حاول مجددًا بعدها من فضلك.
        [two] تطلب مني المنصة أن أنتظر ثانيتين. حاول مجددًا بعدهما من فضلك.
        [few] تطلب مني المنصة أن أنتظر { $seconds } ثوانٍ. حاول مجددًا بعدها من فضلك.
        [many] تطلب مني المنصة أن أنتظر { $seconds } ثانيةً. حاول مجددًا بعدها من فضلك.
       *[other] تطلب مني المنصة أن أنتظر { $seconds } ثانية. حاول مجددًا بعدها من فضلك.
    }
daily-chat-has-moved = صار لهذه المحادثة عنوان جديد للتو، وقد دوّنته. حاول مجددًا من فضلك.
daily-story-not-accepted = لم تقبل المنصة هذه القصة. يجد من يشغّلني السبب في سجلّي.
daily-platform-unreachable = لا أستطيع الوصول إلى المنصة لأنشر الآن. حاول مجددًا بعد دقيقة من فضلك.
daily-nobody-knows-whether-it-arrived = لم تقل المنصة هل وصل المنشور. انظر من فضلك هل هو هنا قبل أن تحاول مجددًا.

## /daily off و pause و resume

daily-none = لم تُفعَّل قصة اليوم { $where }.
daily-start-it = لتبدأها: `/daily on 09:00 Europe/Paris`
daily-off-here = أُوقفت قصة اليوم هنا، وأتذكر ما رُوي حتى الآن. لتبدأها من جديد: `/daily on { $again }`
daily-off-there = أُوقفت قصة اليوم هناك، وأتذكر ما رُوي حتى الآن. لتبدأها من جديد: `/daily on { $again } place:…`
daily-off-already = هي متوقفة أصلًا.
daily-must-be-after-today = يجب أن يكون يوم عودتها بعد اليوم.
daily-off-ends-it = لإنهائها نهائيًا `/daily off`.
daily-rests-until = قصة اليوم { $where } متوقفة مؤقتًا، وتعود يوم { $moment }. لإنهاء التوقف قبل ذلك `/daily resume`.
daily-rests = قصة اليوم { $where } متوقفة مؤقتًا حتى يكتب أحد `/daily resume`.
daily-not-paused = ليست متوقفة مؤقتًا.
daily-goes-on-when-mended = تعود وحدها حين يُصلَح ذلك.
daily-goes-on = عادت قصة اليوم { $where }. القادمة: يوم { $moment }.

## /daily next

daily-next-stories = القصص القادمة، ما لم يتغير شيء:
daily-next-story = يوم { $moment }: { $story }
daily-next-without = يوم { $moment }: { $reason }
daily-choose-hint = لاختيار قصة تاريخ معيّن: `/daily next 2026-12-10 mother` – أو `none` لإلغاء الاختيار.
daily-no-story-on-day = لا تأتي قصة في { $day }: اختر يومًا خلال سنة تأتي فيه قصة. القادمة: يوم { $moment }.
daily-not-chosen = في { $day } تأتي القصة التي يحين دورها.
daily-no-such-story = لا أعرف قصة فيها «{ $words }». اكتب كلمات من عنوانها؛ ولتبحث عن قصة وتراها `/story`.
daily-chosen = تأتي «{ $title }» يوم { $moment }.
daily-chosen-but-rests = لكن قصة اليوم متوقفة حينها: ما لم تعد قبل ذلك فلن يأتي شيء.

## /daily test

daily-nothing-to-test = لا توجد قصة لأنشرها بعد. أضف واحدة بالأمر `/addstory`.
daily-test-works = كل شيء يعمل: المنشور { $where }. ولا يُحسب قصةَ اليوم.

## /daily show

daily-next-ones = القادمة
daily-last-ones = الأخيرة
daily-elsewhere = في أماكن أخرى
daily-next-empty = يوم { $moment } – بلا قصة
daily-may-be-late = أقصى تأخر لمنشور فائت: { $span }.
daily-in-doubt-again = إن لم يُعرف هل وصل منشور، يُرسل من جديد.
daily-in-doubt-asked = إن لم يُعرف هل وصل منشور، يُسأل المشرفون.
daily-is-silent = تصل المنشورات بلا صوت.
daily-is-paused = هي متوقفة مؤقتًا:
daily-is-paused-until = *هي متوقفة مؤقتًا* بطلب مشرف حتى { $day }. لإنهاء ذلك `/daily resume`.
daily-is-paused-by-an-admin = *هي متوقفة مؤقتًا* بطلب مشرف. لإنهاء ذلك `/daily resume`.
daily-line = { $place }: { $days } عند الساعة { $time } بتوقيت { $zone }
daily-line-about = { $place }: { $days } عند الساعة { $time } بتوقيت { $zone }، قصص { $about }
daily-line-paused = { $line } – متوقفة مؤقتًا

## /daily why: مصير المنشورات الأخيرة

daily-nothing-was-due = لم يحن موعد أي قصة بعد.
daily-first-one = الأولى: يوم { $moment }.
daily-what-became = مصير القصص الأخيرة:
run-clock-on-date = { $time } يوم { $date }
run-planned = { $day }: تأتي عند { $clock }
run-planned-story = { $day }: تأتي «{ $title }» عند { $clock }
run-sending = { $day }: في الطريق
run-sending-story = { $day }: في الطريق «{ $title }»
run-doubtful = { $tries ->
        [one] { $day }: أُرسلت، محاولة واحدة حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [two] { $day }: أُرسلت، محاولتان حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [few] { $day }: أُرسلت، { $tries } محاولات حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [many] { $day }: أُرسلت، { $tries } محاولةً حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
       *[other] { $day }: أُرسلت، { $tries } محاولة حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
    }
run-doubtful-story = { $tries ->
        [one] { $day }: أُرسلت «{ $title }»، محاولة واحدة حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [two] { $day }: أُرسلت «{ $title }»، محاولتان حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [few] { $day }: أُرسلت «{ $title }»، { $tries } محاولات حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
        [many] { $day }: أُرسلت «{ $title }»، { $tries } محاولةً حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
       *[other] { $day }: أُرسلت «{ $title }»، { $tries } محاولة حتى الآن؛ ربما وصلت، وأعرف ذلك عند { $clock }
    }
run-waits = { $tries ->
        [one] { $day }: لم تُرسل بعد، محاولة واحدة حتى الآن؛ المحاولة التالية عند { $clock }
        [two] { $day }: لم تُرسل بعد، محاولتان حتى الآن؛ المحاولة التالية عند { $clock }
        [few] { $day }: لم تُرسل بعد، { $tries } محاولات حتى الآن؛ المحاولة التالية عند { $clock }
        [many] { $day }: لم تُرسل بعد، { $tries } محاولةً حتى الآن؛ المحاولة التالية عند { $clock }
       *[other] { $day }: لم تُرسل بعد، { $tries } محاولة حتى الآن؛ المحاولة التالية عند { $clock }
    }
run-waits-story = { $tries ->
        [one] { $day }: لم تُرسل بعد «{ $title }»، محاولة واحدة حتى الآن؛ المحاولة التالية عند { $clock }
        [two] { $day }: لم تُرسل بعد «{ $title }»، محاولتان حتى الآن؛ المحاولة التالية عند { $clock }
        [few] { $day }: لم تُرسل بعد «{ $title }»، { $tries } محاولات حتى الآن؛ المحاولة التالية عند { $clock }
        [many] { $day }: لم تُرسل بعد «{ $title }»، { $tries } محاولةً حتى الآن؛ المحاولة التالية عند { $clock }
       *[other] { $day }: لم تُرسل بعد «{ $title }»، { $tries } محاولة حتى الآن؛ المحاولة التالية عند { $clock }
    }
run-unsure = { $day }: أُرسلت، لكن المنصة لم تقل هل وصلت؛ ابحث عنها من فضلك
run-unsure-story = { $day }: أُرسلت «{ $title }»، لكن المنصة لم تقل هل وصلت؛ ابحث عنها من فضلك
run-refused = { $day }: رُفضت
run-refused-story = { $day }: رُفضت «{ $title }»
run-missed = { $day }: فات موعدها
run-missed-story = { $day }: فات موعد «{ $title }»
run-skipped = { $day }: جرى تخطّيها
run-skipped-story = { $day }: جرى تخطّي «{ $title }»
# كلمة «السبب» تجعل السطر يُعرض من اليمين.
run-because = { $run }، والسبب: { $reason }
run-posted = { $day }: نُشرت
run-posted-story = { $day }: نُشرت «{ $title }»
run-posted-at = { $day }: نُشرت عند { $clock }
run-posted-at-story = { $day }: نُشرت «{ $title }» عند { $clock }
run-after-tries = { $tries ->
        [one] { $run }، بعد محاولة واحدة
        [two] { $run }، بعد محاولتين
        [few] { $run }، بعد { $tries } محاولات
        [many] { $run }، بعد { $tries } محاولةً
       *[other] { $run }، بعد { $tries } محاولة
    }
run-late-by-minutes = { $minutes ->
        [one] { $run }، بتأخر دقيقة واحدة
        [two] { $run }، بتأخر دقيقتين
        [few] { $run }، بتأخر { $minutes } دقائق
        [many] { $run }، بتأخر { $minutes } دقيقةً
       *[other] { $run }، بتأخر { $minutes } دقيقة
    }
run-late-by-hours = { $hours ->
        [one] { $run }، بتأخر ساعة واحدة
        [two] { $run }، بتأخر ساعتين
        [few] { $run }، بتأخر { $hours } ساعات
        [many] { $run }، بتأخر { $hours } ساعةً
       *[other] { $run }، بتأخر { $hours } ساعة
    }
run-noted = { $run }؛ ملاحظة: { $note }

## الأزرار

button-it-is-there = وصل المنشور
button-it-is-there-of = { $day }: وصل المنشور
button-post-it-again = انشره من جديد
button-send-it-now = أرسله الآن
button-switch-off = أوقف «{ $place }»

## ما تجيب به هذه الأزرار

decide-of-another-platform = هذا يخص منصة أخرى.
decide-counts = حسنًا: تُحسب قصة { $day } منشورة.
decide-settled-posted = حُسم هذا من قبل: قصة { $day } منشورة.
decide-settled-on-its-way = حُسم هذا من قبل: قصة { $day } في الطريق.
decide-settled-closed = حُسم هذا من قبل: قصة { $day } مغلقة.
decide-switched-off = أُوقفت قصة اليوم هذه. لتبدأها من جديد `/daily on`.
decide-story-withdrawn = سُحبت قصتها.
decide-on-its-way = إنها في الطريق: قصة { $day }. لتعرف مصيرها `/daily why`.
decide-forgotten = لم أعد أعرف شيئًا عن هذا المنشور. لترى المنشورات الأخيرة `/daily why`.

## إشعارات لمن أعدّ قصة اليوم

notice-your-chat = محادثتك
notice-paused = قصة اليوم في { $place } متوقفة، لأنني لا أستطيع النشر هناك.
notice-nothing-is-lost = لم يضع شيء: تعود وحدها حالما أستطيع.
notice-resumed = صرت أستطيع النشر في { $place } من جديد: عادت قصة اليوم.
notice-unsure = أرسلتُ قصة { $day } إلى { $place }، ولا أحد يستطيع أن يخبرني هل وصلت. انظر من فضلك: هل هي هناك؟
notice-unsure-story = أرسلتُ قصة { $day } «{ $title }» إلى { $place }، ولا أحد يستطيع أن يخبرني هل وصلت. انظر من فضلك: هل هي هناك؟
notice-missed-days = لم تأتِ قصة اليوم في { $place } في هذه الأيام: { $days }. لم أكن أعمل، أو لم أستطع استعمال مخزني، حين حان موعدها.
notice-did-not-come = لم تأتِ قصة { $day } في { $place }: { $reason }
notice-did-not-come-story = لم تأتِ قصة { $day } «{ $title }» في { $place }: { $reason }
notice-dry = { $count ->
        [zero] لم تبقَ قصة جديدة مما يمكن أن يُروى يوميًا في { $place }.
        [one] بقيت قصة جديدة واحدة فقط مما يمكن أن يُروى يوميًا في { $place }.
        [two] بقيت قصتان جديدتان فقط مما يمكن أن يُروى يوميًا في { $place }.
        [few] بقيت { $count } قصص جديدة فقط مما يمكن أن يُروى يوميًا في { $place }.
        [many] بقيت { $count } قصةً جديدةً فقط مما يمكن أن يُروى يوميًا في { $place }.
       *[other] بقيت { $count } قصة جديدة فقط مما يمكن أن يُروى يوميًا في { $place }.
    } بعدها أعود إلى ما رُوي منذ أطول وقت؛ ولتأتي قصص جديدة وسّع التصفية بالأمر `/daily on`، أو أضف قصصك بالأمر `/addstory`.
