//! The rules about a story told in another language than its own.

use super::rules::Check;
use super::{Fault, Origin};
use crate::domain::story::{Headline, Language, Summary, Variant};
use crate::text;

/// See [`Variant`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the type it becomes")]
pub struct VariantDraft {
    pub lang: String,
    pub title: String,
    pub summary: String,
    pub text: String,
}

impl VariantDraft {
    /// Checks it by itself, as a file of its own.
    ///
    /// # Errors
    /// All faults, their keys without the list's name in front.
    pub fn check(&self, origin: Origin) -> Result<Variant, Vec<Fault>> {
        let mut check = Check { origin, faults: Vec::new() };
        let lang = check.required_language("lang", &self.lang);
        let title = check.line::<{ Headline::LIMIT }>("title", &self.title);
        let summary = check.line::<{ Summary::LIMIT }>("summary", &self.summary);
        let body = check.body(&self.text);
        match (lang, title, summary, body) {
            (Some(lang), Some(title), Some(summary), Some(body)) if check.faults.is_empty() => {
                Ok(Variant { lang, title, summary, body })
            }
            _ => Err(check.faults),
        }
    }
}

impl Check {
    /// Every variant; each in a language of its own, none in the story's.
    pub(super) fn variants(&mut self, raw: &[VariantDraft], own: &Language) -> Vec<Variant> {
        let origin = self.origin;
        let mut known = vec![own.clone()];
        self.list("variants", raw, |check, key, raw| match raw.check(origin) {
            Ok(variant) => Some(variant),
            Err(faults) => {
                let inside = |fault: Fault| Fault { key: format!("{key}.{}", fault.key), ..fault };
                check.faults.extend(faults.into_iter().map(inside));
                None
            }
        })
        .into_iter()
        .zip(1..)
        .map(|(variant, number): (Variant, usize)| {
            if known.contains(&variant.lang) {
                let mend = text!("mend-variant-twice");
                self.fault(&format!("variants[{number}].lang"), variant.lang.as_str(), mend);
            }
            known.push(variant.lang.clone());
            variant
        })
        .collect()
    }

    fn required_language(&mut self, key: &str, raw: &str) -> Option<Language> {
        let language = Language::parse(raw);
        if language.is_none() {
            self.fault(key, raw, text!("mend-language"));
        }
        language
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Draft;

    fn variant(lang: &str) -> VariantDraft {
        let [title, summary, text] = ["Un baiser", "Il l'embrasse.", "Il l'*embrasse*."].map(str::to_owned);
        VariantDraft { lang: lang.to_owned(), title, summary, text }
    }

    fn story(variants: Vec<VariantDraft>) -> Draft {
        Draft {
            title: "A kiss".into(),
            date: "2022-11-27".into(),
            body: "He kissed her.".into(),
            sources: vec![crate::domain::draft::SourceDraft { publisher: "BBC".into(), ..Default::default() }],
            origin: Origin::Chat,
            variants,
            ..Draft::default()
        }
    }

    #[test]
    fn a_story_may_be_told_once_in_each_other_language() {
        let told = story(vec![variant("fr"), variant("es")]).check().expect("a story");
        assert_eq!(told.variants.iter().map(|it| it.lang.as_str()).collect::<Vec<_>>(), ["fr", "es"]);
        for (twice, key) in [(vec!["fr", "fr"], "variants[2].lang"), (vec!["en"], "variants[1].lang")] {
            let faults = story(twice.into_iter().map(variant).collect()).check().expect_err("twice");
            assert_eq!(faults.iter().map(|fault| fault.key.as_str()).collect::<Vec<_>>(), [key]);
        }
    }

    #[test]
    fn faults_of_a_variant_name_its_field() {
        let broken = VariantDraft { lang: "french".into(), text: "# No".into(), ..VariantDraft::default() };
        let faults = story(vec![broken]).check().expect_err("faults");
        let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
        assert_eq!(keys, ["variants[1].lang", "variants[1].title", "variants[1].summary", "variants[1].text:1"]);
    }
}
