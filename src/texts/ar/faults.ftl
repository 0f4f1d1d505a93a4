# ما الخطأ في قصة يكتبها أحدهم، وكيف يُصلَح.

## كيف تُجمع الأجزاء الثلاثة

fault-listed = {" "}– { $found }؛ { $mend }
fault-listed-with-example = {" "}– { $found }؛ { $mend }؛ مثلًا: { $example }
fault-told = { $found }؛ { $mend }.
fault-told-with-part = { $part }: { $found }؛ { $mend }.
fault-in-label = { $label }: { $found }
fault-count = { $count ->
        [one] اقتربت؛ بقي شيء واحد للإصلاح:
        [two] اقتربت؛ بقي شيئان للإصلاح:
        [few] اقتربت؛ بقيت { $count } أشياء للإصلاح:
        [many] اقتربت؛ بقي { $count } شيئًا للإصلاح:
       *[other] اقتربت؛ بقي { $count } شيء للإصلاح:
    }
faults-more = { $count ->
        [one] وخطأ آخر
        [two] وخطآن آخران
        [few] و{ $count } أخطاء أخرى
        [many] و{ $count } خطأً آخر
       *[other] و{ $count } خطأ آخر
    }

## الأماكن

fault-at-line = السطر { $line }، { $place }
fault-at-text-line = النص، السطر { $line }
fault-at-match = المباراة، { $part }
fault-at-player = اللاعب { $number }، { $part }
fault-at-person = الشخص { $number }، { $part }
fault-at-quote = الاقتباس { $number }، { $part }
fault-at-media = الصورة أو الفيديو { $number }، { $part }
fault-at-source = المصدر { $number }، { $part }
fault-at-theme = الموضوع { $number }
fault-at-reaction = رد الفعل { $number }
fault-at-related = القصة المرتبطة { $number }
fault-at-slug = الاسم القصير (slug)
fault-at-title = العنوان
fault-at-summary = الملخص
fault-at-tournament = البطولة
fault-at-date = التاريخ
fault-at-lang = اللغة (lang)
fault-at-text = النص
fault-at-players = اللاعبون
fault-at-people = الأشخاص
fault-at-themes = المواضيع
fault-at-quotes = الاقتباسات
fault-at-reactions = ردود الفعل
fault-at-all-media = الصور والفيديو (media)
fault-at-all-related = القصص المرتبطة (related)
fault-at-sources = المصادر

fault-part-name = الاسم
fault-part-native-name = الاسم بكتابته الأصلية (native_name)
fault-part-team = الفريق
fault-part-role = الدور (role)
fault-part-aliases = الأسماء الأخرى (aliases)
fault-part-alias = الاسم الآخر { $number } (aliases)
fault-part-date = التاريخ
fault-part-home = الفريق الأول
fault-part-away = الفريق الثاني
fault-part-score = النتيجة
fault-part-penalties = ركلات الترجيح (penalties)
fault-part-stage = الدور (stage)
fault-part-venue = الملعب (venue)
fault-part-city = المدينة (city)
fault-part-by = القائل (by)
fault-part-text = النص
fault-part-context = المناسبة (context)
fault-part-original = النص الأصلي (original)
fault-part-original-lang = لغة النص الأصلي (original_lang)
fault-part-kind = النوع (kind)
fault-part-url = الرابط
fault-part-alt = الوصف (alt)
fault-part-credit = صاحب الحقوق (credit)
fault-part-title = العنوان
fault-part-publisher = الناشر

## ما وُجد

found-nothing = لا شيء هنا
found-what-does-not-do = لا يصلح { $what }
found-too-many-entries = عدد العناصر { $count } أكثر من المسموح
found-no-text = لا يوجد نص
found-link = رابط إلى { $address }
found-address-as-words = رابط كلماته عنوان إلكتروني ({ $words })
found-code = نص بين علامتي backtick
found-html = وسوم HTML
found-rule = خط أفقي فاصل
found-heading = عنوان فرعي
found-code-block = كتلة شيفرة (أو سطر يبدأ بأربع مسافات)
found-list = قائمة
found-image = صورة
found-markup = تنسيق غير مدعوم

## ما يصلح

mend-line-empty = اكتب كلمة واحدة على الأقل
mend-line-too-long = اختصر: الحد الأقصى لعدد الأحرف { $limit }، وهنا { $count }
mend-too-many-entries = أبقِ { $limit } على الأكثر
# المثال بعد حروف لاتينية مباشرة، ليُعرض التاريخ من اليسار إلى اليمين.
mend-day = اكتب يومًا موجودًا بصيغة YYYY-MM-DD (2022-11-27)
mend-loose-date = اكتب YYYY أو YYYY-MM أو YYYY-MM-DD
mend-tournament = سمِّ كأس العالم كما في سجلاتها؛ الأقرب { $nearest }
mend-day-of-tournament = أُقيمت { $tournament } من { $first } إلى { $last }: صحّح اليوم أو البطولة
mend-title-without-letters = استخدم فيه حروفًا أو أرقامًا: بها تُعرف القصة
mend-slug = استخدم حروفًا لاتينية صغيرة a–z وأرقامًا وشرطات مفردة، مثل hakimi-mother-belgium
mend-variant-twice = اروِ القصة مرة واحدة بكل لغة
mend-language = اكتب رمز لغة مثل en أو fr أو ar أو pt-BR
mend-theme = اختر من: { $themes }
mend-theme-like = هل تقصد { $near }؟ اختر من: { $themes }
mend-no-theme = اذكر واحدًا على الأقل من: { $themes }
mend-related = اذكر قصة باسمها القصير، مثل boufal-mother-dance
mend-same-teams = للمباراة فريقان مختلفان
mend-shoot-out = لركلات الترجيح فائز دائمًا (penalties: 3-0)
mend-score = اكتب الأهداف بصيغة home-away (0-2)، وبعد وقت إضافي مع aet (2-1 aet)؛ ولركلات الترجيح حقلها الخاص penalties
mend-no-source = تحتاج القصة إلى مصدر واحد على الأقل: من نشرها، مع عنوان https إن أمكن
mend-link-too-long = { $place ->
        [prose] استخدم عنوانًا لا يتجاوز { $limit } بايت
       *[field] اكتب عنوانًا لا يتجاوز { $limit } بايت
    }
mend-link-odd-characters = { $place ->
        [prose] استخدم عنوانًا بلا مسافات ولا علامات اقتباس ولا شرطات مائلة عكسية ولا أقواس زاوية
       *[field] اكتب عنوانًا بلا مسافات ولا علامات اقتباس ولا شرطات مائلة عكسية ولا أقواس زاوية
    }
mend-link-not-whole = { $place ->
        [prose] استخدم عنوانًا كاملًا مثل https://example.org/page
       *[field] اكتب عنوانًا كاملًا مثل https://example.org/page
    }
mend-link-not-secure = { $place ->
        [prose] استخدم عنوانًا يبدأ بـ https:// ويليه اسم موقع
       *[field] اكتب عنوانًا يبدأ بـ https:// ويليه اسم موقع
    }
mend-link-with-user = { $place ->
        [prose] استخدم عنوانًا بلا اسم مستخدم ولا كلمة مرور
       *[field] اكتب عنوانًا بلا اسم مستخدم ولا كلمة مرور
    }
mend-no-text = اكتب فقرة واحدة على الأقل
mend-address-as-words = اكتب ما يجده القارئ هناك
mend-markup = استخدم فقط الفقرات و *الإبراز* و **الإبراز القوي** و > للاقتباس و [الروابط](https://…)
mend-code = احذف علامات backtick
mend-html = اكتبه بلا < و >
mend-rule = احذف الخط
