# ما يضبطه المشرفون لمجتمعهم، وما يُقال لهم عنه.

## لحظة

instant-local = { $date }، { $time } بتوقيت { $zone }

## المنطقة الزمنية

settings-zone-set = الأوقات من الآن بتوقيت { $zone }، ما لم يُذكر غيره.
settings-zone-unset = عادت الأوقات إلى UTC، ما لم يُذكر غيره.

## اللغة

settings-language-set = أتكلم { $language } هنا من الآن، وكذلك في قصة اليوم؛ والقصص التي تُكتب هنا لغتها «{ $tag }» ما لم تذكر غيرها.
settings-language-not-spoken = القصص التي تُكتب هنا لغتها من الآن «{ $tag }» ما لم تذكر غيرها. أنا لا أتكلمها: أجيب كل واحد منكم بلغة تطبيقه إن كنت أتكلمها، وإلا فبالإنجليزية، وتأتي قصة اليوم بالإنجليزية. أتكلم { $languages }.
settings-language-auto = أجيب كل واحد منكم من الآن بلغة تطبيقه إن كنت أتكلمها، وإلا فبالإنجليزية. تأتي قصة اليوم بالإنجليزية، والقصص التي تُكتب هنا لغتها الإنجليزية ما لم تذكر غيرها. أتكلم { $languages }.

settings-no-language = «{ $typed }» ليس رمز لغة: اكتب مثلًا auto أو en أو fr أو es أو ar أو pt-BR.

## المحرّرون

settings-a-person = الشخص { $person }
settings-a-role = الدور { $role }
settings-editor-added = صار بإمكان { $editor } إضافة قصص هذا المجتمع وتغييرها ومراجعتها.
settings-editor-by-name = أول من يظهر هنا بهذا الاسم أعرفه برقمه من ذلك الحين.
settings-editor-removed = لم يعد { $editor } من المحرّرين.
settings-no-editor = لم يكن { $editor } من المحرّرين.
settings-editors-full = { $limit ->
        [one] يمكن أن يكون للمجتمع محرّر واحد؛ اذكر دورًا، أو أزل أحدًا أولًا.
        [two] يمكن أن يكون للمجتمع محرّران؛ اذكر دورًا، أو أزل أحدًا أولًا.
        [few] يمكن أن يكون للمجتمع { $limit } محرّرين؛ اذكر دورًا، أو أزل أحدًا أولًا.
        [many] يمكن أن يكون للمجتمع { $limit } محرّرًا؛ اذكر دورًا، أو أزل أحدًا أولًا.
       *[other] يمكن أن يكون للمجتمع { $limit } محرّر؛ اذكر دورًا، أو أزل أحدًا أولًا.
    }

## من حُظر في مراجعة

settings-unblocked = يستطيع الشخص { $person } أن يقترح القصص من جديد.
settings-not-blocked = الشخص { $person } ليس محظورًا.

## أين يُعلن عن تغييرات القصص

settings-notices-place = يصل إلى { $place } سطر عن كل تغيير في القصص؛ أما استيراد قصص كثيرة فلا يُعلن عنها واحدةً واحدة.
settings-notices-chat = يصل إلى تلك المحادثة سطر عن كل تغيير في القصص؛ أما استيراد قصص كثيرة فلا يُعلن عنها واحدةً واحدة.
settings-notices-off = لم يعد يُعلن عن تغييرات القصص في أي مكان؛ تجدها بالأمر /history.
settings-cannot-post = لا يمكن نشر شيء هنا.
settings-place-elsewhere = هذا مكان في مجتمع آخر.
settings-place-unknown = لم أستطع البحث عن ذلك المكان. حاول مجددًا بعد دقيقة من فضلك.
settings-place-unsure = لم أستطع أن أعرف هل يُسمح لي بالنشر هناك. حاول مجددًا بعد دقيقة من فضلك.

## ما هو مضبوط

settings-label-editors = المحرّرون
settings-editors-none = لا أحد غير المشرفين
settings-label-zone = المنطقة الزمنية
settings-zone-none = توقيت UTC، ما لم يُذكر غيره
settings-label-language = اللغة
settings-language-is-auto = تلقائية: الأجوبة بلغة تطبيق كل واحد، والمنشورات والقصص بالإنجليزية
settings-language-is = { $language } («{ $tag }»)
settings-language-is-not-spoken = للقصص «{ $tag }»؛ أنا لا أتكلمها، فالأجوبة بلغة تطبيق كل واحد، والمنشورات بالإنجليزية
settings-label-notices = تغييرات القصص
settings-notices-none = لا يُعلن عنها في أي مكان؛ تجدها بالأمر /history
settings-notices-here = هنا ({ $address })
settings-label-blocked = المحظورون في المراجعات
settings-blocked-until = الشخص { $person } حتى { $until }
