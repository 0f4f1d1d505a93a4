# ما يُقال لمن يكتب قصة أو يقترحها أو يعدّلها، وعن الملفات المرافقة.

## النماذج

form-title-add = احكِ قصة
form-title-add-for-everyone = احكِ قصة للجميع
form-title-suggest = اقترح قصة
form-title-edit = عدّل قصة
form-title-edit-suggestion = عدّل اقتراحًا
form-title-decline = ارفض اقتراحًا

field-title-label = العنوان
field-title-question = ما عنوانها؟
field-title-example = قبلة الجبين التي طافت العالم
field-text-label = النص (أو ملف قصة كامل)
field-text-short = النص
field-text-question = احكِها. الأسطر الفارغة تفصل بين الفقرات، وما بين *نجمتين* يُبرَز، وعلامة «أكبر من» > في أول السطر للاقتباس.
field-text-example = فقرات، *إبراز*، **إبراز قوي**، > اقتباس. والملف الكامل يبدأ بـ +++
field-players-label = اللاعبون
field-players-question = عن أي لاعبين تحكي؟ اكتب فريق كل لاعب بين قوسين.
field-players-example = أشرف حكيمي (المغرب)، كيليان مبابي (فرنسا)
field-match-label = المباراة أو اليوم
field-match-question = في أي مباراة حدث ذلك، أو في أي يوم؟
# التاريخ أولًا: هكذا يُعرض من اليسار إلى اليمين كما يُكتب.
field-match-example = 2022-11-27 بلجيكا 0-2 المغرب
field-source-label = المصدر
field-source-question = من نقل الخبر، وأين يمكن قراءته؟
field-source-example = Bladi.net, https://en.bladi.net/…
field-whole-label = القصة كاملة
field-whole-question = أرسل القصة كاملة في ملف يبدأ بـ +++.
field-whole-example = ملف قصة يبدأ بـ +++
field-reason-label = لماذا؟ صاحبها سيقرأ هذا
field-reason-question = لماذا؟ صاحبها سيقرأ هذا.
field-reason-example = سبق أن رُويت، انظر /story قبلة الجبين

## الأسئلة

writing-question-numbered = { $number } من { $count }: { $question }
writing-for-example = مثلًا: { $example }
writing-so-far = حتى الآن:
writing-text-goes-on = وصلني هذا القدر من النص. إن كانت له بقية فأرسلها، وإلا فاضغط زرًّا.
writing-what-to-write = ماذا تريد أن تكتب؟
writing-what-to-change = «{ $title }»: ماذا تريد أن تغيّر؟
writing-as-file = ها هي في ملف. عدّله وأعده إليّ كاملًا:
writing-whom-do-you-mean = من أو ماذا تقصد بـ «{ $typed }»؟
writing-match-known-as = أعرف هذه المباراة هكذا: { $teams }.

## الأزرار

writing-button-begin-anew = البدء من جديد
writing-button-back = رجوع
writing-button-skip = تخطٍّ
writing-button-keep = إبقاؤه كما هو
writing-button-that-is-all = هذا كل شيء
writing-button-cancel = إلغاء
writing-button-as-file = كلها في ملف
writing-button-done = تم
writing-button-leave = تركها كما هي
writing-button-change = تعديل
writing-button-as-typed = «{ $typed }» كما كتبتُ
writing-button-what-i-wrote = ما كتبتُه
writing-button-undo = تراجع
writing-button-publish = نشر
writing-button-suggest = إرسال الاقتراح
writing-button-save = حفظ
writing-button-accept = قبول

## كيف ستُقرأ

writing-preview = هكذا ستُقرأ:
writing-changed-parts = ما تغيّر: { $parts }.
writing-unchanged = لا يختلف شيء عمّا أرويه الآن.
writing-alike = هل هي إحدى هذه القصص التي أرويها من قبل؟
writing-alike-summary = : { $summary }
writing-seen-here = لن يراها سوى هذا المجتمع.
writing-seen-by-everybody = سيراها الجميع.
writing-seen-by-admins = سيقرؤها مشرفو هذا المجتمع قبل أي أحد.
writing-told-at-once = ستُروى هكذا فور موافقتك.

## النتيجة

story-added-here = أُضيفت «{ $title }». تجدها الآن عبر /player و /match و /story، وستأتي في قصة اليوم حين يحين دورها. لا يراها سوى هذا المجتمع.
story-added-for-everyone = أُضيفت «{ $title }». تجدها الآن عبر /player و /match و /story، وستأتي في قصة اليوم حين يحين دورها. يراها الجميع.
story-suggested = شكرًا لك: «{ $title }» في انتظار مشرفي هذا المجتمع. سأخبرك بقرارهم.
story-suggested-anonymously = شكرًا لك: «{ $title }» في انتظار مشرفي هذا المجتمع. لن يعرفوا من أنت. سأخبرك بقرارهم.
suggestions-too-many-open = { $count ->
        [one] لك قصة تنتظر قرارًا. عُد حين يُبتّ فيها؛ ما كتبته محفوظ لأسبوعين.
        [two] لك قصتان تنتظران قرارًا. عُد حين يُبتّ في إحداهما؛ ما كتبته محفوظ لأسبوعين.
        [few] لك { $count } قصص تنتظر قرارًا. عُد حين يُبتّ في إحداها؛ ما كتبته محفوظ لأسبوعين.
        [many] لك { $count } قصةً تنتظر قرارًا. عُد حين يُبتّ في إحداها؛ ما كتبته محفوظ لأسبوعين.
       *[other] لك { $count } قصة تنتظر قرارًا. عُد حين يُبتّ في إحداها؛ ما كتبته محفوظ لأسبوعين.
    }
suggestions-too-many-today = { $count ->
        [one] اقترحتَ قصة خلال يوم واحد، ولا أقبل أكثر من ذلك. عُد غدًا؛ ما كتبته محفوظ.
        [two] اقترحتَ قصتين خلال يوم واحد، ولا أقبل أكثر من ذلك. عُد غدًا؛ ما كتبته محفوظ.
        [few] اقترحتَ { $count } قصص خلال يوم واحد، ولا أقبل أكثر من ذلك. عُد غدًا؛ ما كتبته محفوظ.
        [many] اقترحتَ { $count } قصةً خلال يوم واحد، ولا أقبل أكثر من ذلك. عُد غدًا؛ ما كتبته محفوظ.
       *[other] اقترحتَ { $count } قصة خلال يوم واحد، ولا أقبل أكثر من ذلك. عُد غدًا؛ ما كتبته محفوظ.
    }
suggestions-blocked = لا يقبل مشرفو هذا المجتمع اقتراحات منك حتى { $until }.
story-edited = تم التعديل: «{ $title }» صارت كما كتبتها.
story-edited-not = لا يختلف شيء، فلم يتغيّر شيء.
# التغيير هنا اسم: «تعديل (العنوان) بواسطة الشخص …».
story-edited-meanwhile = لم أستبدل شيئًا، فقد حدث للقصة في هذه الأثناء: { $change }. ما كتبته محفوظ؛ قارن بينهما، أو ابدأ من جديد بالقصة كما هي الآن.
story-name-taken = توجد قصة بهذا الاسم: «{ $title }». اختر لقصتك عنوانًا آخر.
story-name-of-removed = حُذفت من قبل قصة بهذا الاسم. اختر لقصتك عنوانًا آخر، أو أعد تلك عبر /restorestory.

## في الطريق

writing-given-up = أُلغيت الكتابة، ولم يُحفظ منها شيء.
writing-old-button = هذا الزر من مرحلة سابقة. إليك الوضع الآن:
writing-no-words-awaited = لم أكن أنتظر كلامًا: اضغط زرًّا من فضلك.
writing-gone-on-with = كنت تكتب هذه القصة ({ $begun })، وهي كما تركتها.
writing-put-aside = القصة التي كنت تكتبها انتظرت أكثر من يوم، فوضعتها جانبًا. هي محفوظة: { $command } لمتابعتها.
writing-gone = هذه لشخص آخر، أو لم يبقَ منها شيء محفوظ. ابدأ قصتك أنت عبر `/addstory` أو `/submit`.
writing-busy = كنت أستقبل شيئًا آخر منك. تحقّق من فضلك، وأعد ما قلته إن لم تجده.
writing-too-long = هذا طويل جدًا: عدد أحرفه { $length }، والحد الأقصى للقصة { $limit }. لم يتغيّر شيء؛ أرسل نصًا أقصر من فضلك.
writing-line-missing = السطر «# Please keep this line: …» مفقود، فلا أعرف أي قصة هذه. استخدم `/editstory` مع كلمات من عنوانها لتحصل عليها ومعها ذلك السطر.

## الملفات المرافقة للأوامر

file-not-taken = لا يقبل `/{ $command }` ملفًا. أقرأ الملفات مع { $takers }.
file-takers = { $others } و { $last }
file-no-story = ليس «{ $file }» ملف قصة: يجب أن يكون سطره الأول { $begins }.
file-no-story-example = يعطيك `/editstory` قصة في ملف كهذا، على سبيل المثال.
file-not-fetched = تعذّر جلب «{ $file }» الآن، فلم يتغيّر شيء. أعد إرساله بعد دقيقة من فضلك.
file-unusable = لا يمكن استخدام «{ $file }»: { $why }.
file-empty = إنه فارغ
file-no-text = ليس نصًا بترميز UTF-8؛ احفظه نصًا عاديًا بترميز UTF-8 وأعد إرساله
