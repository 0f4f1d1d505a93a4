# ما يُقال لمن يكتب القصص ويغيّرها ويراجعها.

## تصحيح المنشورات

corrected-on = صُحّحت في { $date }.

corrections-begin = { $count ->
        [one] منشور واحد يرويها كما كانت؛ سأصحّحه.
        [two] منشوران يرويانها كما كانت؛ سأصحّحهما، الأحدث أولًا.
        [few] { $count } منشورات ترويها كما كانت؛ سأصحّحها، الأحدث أولًا.
        [many] { $count } منشورًا يرويها كما كانت؛ سأصحّحها، الأحدث أولًا.
       *[other] { $count } منشور يرويها كما كانت؛ سأصحّحها، الأحدث أولًا.
    }
corrections-how-far = إلى أين وصل التصحيح؟
corrected-nowhere = لا منشور يروي هذه القصة كما كانت.
corrected-none-yet = لم يُصحَّح أي منشور بعد.
corrected-in = { $count ->
        [one] صُحّح منشور واحد.
        [two] صُحّح منشوران.
        [few] صُحّحت { $count } منشورات.
        [many] صُحّح { $count } منشورًا.
       *[other] صُحّح { $count } منشور.
    }
corrections-to-come = { $count ->
        [one] بقي منشور واحد.
        [two] بقي منشوران، الأحدث أولًا.
        [few] بقيت { $count } منشورات، الأحدث أولًا.
        [many] بقي { $count } منشورًا، الأحدث أولًا.
       *[other] بقي { $count } منشور، الأحدث أولًا.
    }
corrections-failed = { $count ->
        [one] تعذّر تصحيح منشور واحد: { $why }.
        [two] تعذّر تصحيح منشورين: { $why }.
        [few] تعذّر تصحيح { $count } منشورات: { $why }.
        [many] تعذّر تصحيح { $count } منشورًا: { $why }.
       *[other] تعذّر تصحيح { $count } منشور: { $why }.
    }
correction-why = { $why } ({ $count })
correction-too-old = { $hours ->
        [one] نُشر قبل أكثر من ساعة
        [two] نُشر قبل أكثر من ساعتين
        [few] نُشر قبل أكثر من { $hours } ساعات
        [many] نُشر قبل أكثر من { $hours } ساعةً
       *[other] نُشر قبل أكثر من { $hours } ساعة
    }
correction-never = المنشورات هناك لا يمكن تغييرها
correction-story-removed = حُذفت القصة في هذه الأثناء
correction-no-answer = لم تُجب المنصة
corrections-of = «{ $title }»: { $told }

## قطع صغيرة

list-goes-on = { $before }، { $next }
after-colon = : { $said }

## أجزاء القصة كما تُسرد

part-slug = الاسم القصير
part-title = العنوان
part-summary = الملخص
part-text = النص
part-date = التاريخ
part-tournament = البطولة
part-language = اللغة
part-players = اللاعبون
part-people = الأشخاص
part-match = المباراة
part-themes = المواضيع
part-quotes = الاقتباسات
part-reactions = ردود الفعل
part-media = الصور والفيديو
part-related = القصص المرتبطة
part-sources = المصادر

## تغييرات القصة

# التغيير اسم في كل موضع: «القبلة: تعديل»، «حدث للقصة: تعديل (العنوان) بواسطتك».
change-added = إضافة
change-edited = تعديل
change-removed = حذف
change-restored = استعادة
change-undone = تراجع
change-of-parts = { $change } ({ $parts })
change-by-you = { $change } بواسطتك
change-by-person = { $change } بواسطة الشخص { $person }
change-by-person-elsewhere = { $change } بواسطة الشخص { $person } على { $platform }
change-at = { $change }، الساعة { $time } يوم { $day } بتوقيت UTC
history-latest = آخر التغييرات:
history-empty = لم تتغيّر أي قصة هنا بعد.
history-undo = تراجع عن «{ $title }»

## الحذف والاستعادة والتراجع

curate-removed = حُذفت: «{ $title }» لن تُروى بعد الآن. هي محفوظة: `/restorestory` يعيدها.
curate-removed-already = «{ $title }» محذوفة من قبل.
curate-restored = استُعيدت: «{ $title }» تُروى من جديد.
curate-told-already = «{ $title }» تُروى أصلًا.
curate-undo = تراجع
curate-undo-that = تراجع عن ذلك
curate-undone = تم التراجع: «{ $title }» عادت كما كانت.
curate-undone-removed = تم التراجع: «{ $title }» لن تُروى بعد الآن.
curate-changed-since = لم يعد ذلك آخر تغيير، فقد حدث بعده لـ «{ $title }»: { $change }. يعرض `/history` كل شيء.
curate-nothing-before = لا يوجد قبل ذلك ما يمكن الرجوع إليه.
curate-slug-gone = أخذت قصة أخرى الاسم القصير الذي كان لـ «{ $title }»؛ عدّلها بدلًا من ذلك.

## أي قصة هي المقصودة

curate-too-many = { $limit ->
        [one] لهذا المجتمع قصة واحدة خاصة به، مع احتساب المحذوفة، وهذا أقصى ما يمكنه.
        [two] لهذا المجتمع قصتان خاصتان به، مع احتساب المحذوفة، وهذا أقصى ما يمكنه.
        [few] لهذا المجتمع { $limit } قصص خاصة به، مع احتساب المحذوفة، وهذا أقصى ما يمكنه.
        [many] لهذا المجتمع { $limit } قصةً خاصة به، مع احتساب المحذوفة، وهذا أقصى ما يمكنه.
       *[other] لهذا المجتمع { $limit } قصة خاصة به، مع احتساب المحذوفة، وهذا أقصى ما يمكنه.
    }
curate-not-theirs = لا أعرف قصة كهذه لهذا المجتمع. قصص المجموعة المشتركة يغيّرها من يشغّلني.
curate-none = ليس لهذا المجتمع قصة خاصة به بعد. أضف واحدة عبر `/addstory`.
curate-none-removed = لم تُحذف أي قصة من قصص هذا المجتمع.
curate-no-such-own = لا أجد هذه القصة بين قصص هذا المجتمع. يعرض `/history` ما هو موجود.
curate-no-such-own-removed = لا أجد هذه القصة بين قصص هذا المجتمع المحذوفة. يعرض `/history` ما هو موجود.
curate-no-such-shared = لا أجد هذه القصة بين قصص المجموعة المشتركة. يعرض `/history` ما هو موجود.
curate-no-such-shared-removed = لا أجد هذه القصة بين القصص المحذوفة من المجموعة المشتركة. يعرض `/history` ما هو موجود.
curate-which = أيّها تقصد؟ اكتب اسمها القصير:

## مراجعة ما يقترحه الأعضاء

review-by-somebody = الاقتراح { $id } من أحدهم، { $at }:
review-by-somebody-elsewhere = الاقتراح { $id } من أحدهم على { $platform }، { $at }:
review-by-person = الاقتراح { $id } من الشخص { $person }، { $at }:
review-by-person-elsewhere = الاقتراح { $id } من الشخص { $person } على { $platform }، { $at }:
review-accept = قبول
review-edit = تعديل
review-decline = رفض
review-block = رفض وحظر
review-accept-shared = قبول للجميع
review-later = لاحقًا
review-decline-unsaid = رفض بلا سبب
review-say-why = لترفضه، اذكر السبب: `/review { $id } decline your reason`
review-none-waits = لا اقتراح ينتظر.
review-waits-no-longer = لم يعد هذا الاقتراح ينتظر. يعرض `/review` ما ينتظر.
review-no-such = لا يوجد اقتراح كهذا هنا. يعرض `/review` ما ينتظر.
review-decided-before = سبق البتّ في هذا الاقتراح.
review-name-taken = توجد قصة بهذا الاسم. ارفض هذه، أو عدّلها واختر لها عنوانًا آخر.
review-name-taken-by = توجد قصة بهذا الاسم: «{ $title }». ارفض هذه، أو عدّلها واختر لها عنوانًا آخر.
review-accepted = قُبلت: «{ $title }» تُروى من الآن فصاعدًا.
review-declined = رُفضت: «{ $title }».
review-blocked = رُفضت، ولا يمكن لصاحبها أن يقترح شيئًا حتى { $until }.
review-author-not-told = تعذّر إبلاغ صاحبها.

## ما يُقال لصاحب الاقتراح

author-accepted = قُبلت قصتك «{ $title }». شكرًا لك!
author-declined-unsaid = لم تُقبل قصتك «{ $title }» هذه المرة.
author-declined = لم تُقبل قصتك «{ $title }». يقول المشرفون: { $reason }
author-blocked = لم تُقبل قصتك «{ $title }».

## الاستيراد والتصدير

import-how = { $limit ->
        [one] أرفق ملفًا مع `/import`: جدول CSV أو أسطر JSON فيها قصة واحدة على الأكثر في { $mebibytes } ميغابايت، أو ملف قصة. أخبرك بما سيتغيّر قبل أن يتغيّر شيء.
        [two] أرفق ملفًا مع `/import`: جدول CSV أو أسطر JSON فيها قصتان على الأكثر في { $mebibytes } ميغابايت، أو ملف قصة. أخبرك بما سيتغيّر قبل أن يتغيّر شيء.
        [few] أرفق ملفًا مع `/import`: جدول CSV أو أسطر JSON فيها { $limit } قصص على الأكثر في { $mebibytes } ميغابايت، أو ملف قصة. أخبرك بما سيتغيّر قبل أن يتغيّر شيء.
        [many] أرفق ملفًا مع `/import`: جدول CSV أو أسطر JSON فيها { $limit } قصةً على الأكثر في { $mebibytes } ميغابايت، أو ملف قصة. أخبرك بما سيتغيّر قبل أن يتغيّر شيء.
       *[other] أرفق ملفًا مع `/import`: جدول CSV أو أسطر JSON فيها { $limit } قصة على الأكثر في { $mebibytes } ميغابايت، أو ملف قصة. أخبرك بما سيتغيّر قبل أن يتغيّر شيء.
    }
import-how-columns = الصف الأول من الجدول يسمّي أعمدته؛ ويعطيك `/export format:csv` جدولًا تبدأ منه.
import-too-many = { $limit ->
        [one] فيه أكثر من قصة، ولا آخذ أكثر من ذلك دفعة واحدة. قسّمه، أو استخدم `touchline stories import` حيث أعمل.
        [two] فيه أكثر من قصتين، ولا آخذ أكثر من ذلك دفعة واحدة. قسّمه، أو استخدم `touchline stories import` حيث أعمل.
        [few] فيه أكثر من { $limit } قصص، ولا آخذ أكثر من ذلك دفعة واحدة. قسّمه، أو استخدم `touchline stories import` حيث أعمل.
        [many] فيه أكثر من { $limit } قصةً، ولا آخذ أكثر من ذلك دفعة واحدة. قسّمه، أو استخدم `touchline stories import` حيث أعمل.
       *[other] فيه أكثر من { $limit } قصة، ولا آخذ أكثر من ذلك دفعة واحدة. قسّمه، أو استخدم `touchline stories import` حيث أعمل.
    }
import-would = { $same ->
        [zero] ستُضاف { $added } وتُعدَّل { $changed }، ولا قصة تبقى على حالها. لم يتغيّر شيء بعد.
        [one] ستُضاف { $added } وتُعدَّل { $changed }، وتبقى قصة واحدة على حالها. لم يتغيّر شيء بعد.
        [two] ستُضاف { $added } وتُعدَّل { $changed }، وتبقى قصتان على حالهما. لم يتغيّر شيء بعد.
        [few] ستُضاف { $added } وتُعدَّل { $changed }، وتبقى { $same } قصص على حالها. لم يتغيّر شيء بعد.
        [many] ستُضاف { $added } وتُعدَّل { $changed }، وتبقى { $same } قصةً على حالها. لم يتغيّر شيء بعد.
       *[other] ستُضاف { $added } وتُعدَّل { $changed }، وتبقى { $same } قصة على حالها. لم يتغيّر شيء بعد.
    }
import-nothing-new = { $same ->
        [one] لا شيء للاستيراد: القصة تُروى هكذا أصلًا.
        [two] لا شيء للاستيراد: القصتان تُرويان هكذا أصلًا.
        [few] لا شيء للاستيراد: القصص كلها ({ $same } قصص) تُروى هكذا أصلًا.
        [many] لا شيء للاستيراد: القصص كلها ({ $same } قصةً) تُروى هكذا أصلًا.
       *[other] لا شيء للاستيراد: القصص كلها ({ $same } قصة) تُروى هكذا أصلًا.
    }
import-refused = { $refused ->
        [one] لا يمكن استيراد شيء بعد: قصة واحدة مرفوضة. من دونها ستُضاف { $added } وتُعدَّل { $changed } وتبقى { $same } على حالها.
        [two] لا يمكن استيراد شيء بعد: قصتان مرفوضتان. من دونهما ستُضاف { $added } وتُعدَّل { $changed } وتبقى { $same } على حالها.
        [few] لا يمكن استيراد شيء بعد: { $refused } قصص مرفوضة. من دونها ستُضاف { $added } وتُعدَّل { $changed } وتبقى { $same } على حالها.
        [many] لا يمكن استيراد شيء بعد: { $refused } قصةً مرفوضة. من دونها ستُضاف { $added } وتُعدَّل { $changed } وتبقى { $same } على حالها.
       *[other] لا يمكن استيراد شيء بعد: { $refused } قصة مرفوضة. من دونها ستُضاف { $added } وتُعدَّل { $changed } وتبقى { $same } على حالها.
    }
import-new = جديدة:
import-changed = معدّلة:
import-restored = مستعادة:
import-parts = ({ $parts })
import-more-new = { $count ->
        [one] وقصة جديدة أخرى
        [two] وقصتان جديدتان أخريان
        [few] و{ $count } قصص جديدة أخرى
        [many] و{ $count } قصةً جديدة أخرى
       *[other] و{ $count } قصة جديدة أخرى
    }
import-more-changed = { $count ->
        [one] وقصة معدّلة أخرى
        [two] وقصتان معدّلتان أخريان
        [few] و{ $count } قصص معدّلة أخرى
        [many] و{ $count } قصةً معدّلة أخرى
       *[other] و{ $count } قصة معدّلة أخرى
    }
import-more-restored = { $count ->
        [one] وقصة مستعادة أخرى
        [two] وقصتان مستعادتان أخريان
        [few] و{ $count } قصص مستعادة أخرى
        [many] و{ $count } قصةً مستعادة أخرى
       *[other] و{ $count } قصة مستعادة أخرى
    }
import-fault-line = السطر { $line }، { $key }
import-fault = – { $found }؛ { $mend }
import-more-faults = { $count ->
        [one] وخطأ آخر
        [two] وخطآن آخران
        [few] و{ $count } أخطاء أخرى
        [many] و{ $count } خطأً آخر
       *[other] و{ $count } خطأ آخر
    }
import-mend = أصلح الملف وأعد إرساله.
import-all = استيراد الكل
import-cancel = إلغاء
import-done = تم الاستيراد: أُضيفت { $added } وعُدّلت { $changed } وبقيت { $same } على حالها. يعرض `{ $history }` كل تغيير ويمكنه التراجع عنه.
import-cancelled = أُلغي: لم يُستورد شيء، ونسيتُ قصص الملف.
import-gone = لم أعد أحتفظ بهذا الملف: إما استُورد أو أُلغي، أو جاء منك ملف آخر بعده، أو مضى عليه أكثر من يوم. أعد إرساله مع `/import`.
export-nothing = ليس لهذا المجتمع قصة خاصة به. استخدم `scope:everyone` للحصول على المجموعة المشتركة.
export-too-many = { $count ->
        [one] هذه القصة أكبر مما تتسع له محادثة. يكتبها `touchline stories export` حيث أعمل.
        [two] هاتان القصتان أكبر مما تتسع له محادثة. يكتبهما `touchline stories export` حيث أعمل.
        [few] هذه القصص ({ $count } قصص) أكثر مما تتسع له محادثة. يكتبها `touchline stories export` حيث أعمل.
        [many] هذه القصص ({ $count } قصةً) أكثر مما تتسع له محادثة. يكتبها `touchline stories export` حيث أعمل.
       *[other] هذه القصص ({ $count } قصة) أكثر مما تتسع له محادثة. يكتبها `touchline stories export` حيث أعمل.
    }
export-done = { $count ->
        [one] قصة واحدة. يقبل `/import` هذا الملف من جديد.
        [two] قصتان. يقبل `/import` هذا الملف من جديد.
        [few] { $count } قصص. يقبل `/import` هذا الملف من جديد.
        [many] { $count } قصةً. يقبل `/import` هذا الملف من جديد.
       *[other] { $count } قصة. يقبل `/import` هذا الملف من جديد.
    }
