//! `<slug>.<language>.md`: a story told in another language, as a file beside the story's own.
//!
//! It holds what is told in that language and nothing else: a title, a summary, the text. The facts are the story's.

use super::check::fault;
use super::files::StoryFile;
use super::read::{Reading, read_bytes};
use crate::domain::draft::{Draft, Origin, VariantDraft};
use crate::domain::transfer::FileFault;

/// What such a file may hold above its text.
const KEYS: [&str; 2] = ["title", "summary"];

/// Reads the file of a variant; `story` is the file that it belongs to, `own` the language of that.
///
/// # Errors
/// Everything that is wrong with it, in the order of the lines.
pub(super) fn read(file: &StoryFile, story: &StoryFile, own: &str) -> Result<VariantDraft, Vec<FileFault>> {
    let bytes = file.content.as_ref().map_err(|cause| vec![fault(1, "file", cause, "make the file readable")])?;
    let reading = read_bytes(bytes);
    let lang = file.variant().map(|(_, tag)| tag).unwrap_or_default();
    let variant = VariantDraft {
        lang: lang.to_owned(),
        title: reading.draft.title.clone(),
        summary: reading.draft.summary.clone(),
        text: reading.draft.body.clone(),
    };
    let mut faults = reading.faults.clone();
    faults.extend(superfluous(&reading, story));
    if lang == own {
        let found = format!("the story itself is told in {lang:?}");
        faults.push(fault(1, "file name", &found, "remove it, or say in the story which language that is in: lang"));
    }
    if file.year() != story.year() {
        let mend = format!("move it beside {}", story.path);
        faults.push(fault(1, "file", &format!("it lies in the folder {:?}", file.year()), &mend));
    }
    if let Err(found) = variant.check(Origin::Collection) {
        let told = |fault: &crate::domain::draft::Fault| faults.iter().any(|told| fault.echoes(&told.fault));
        let news: Vec<_> = found.into_iter().filter(|fault| !told(fault)).collect();
        faults.extend(news.into_iter().map(|found| match found.key.as_str() {
            "lang" => {
                fault(1, "file name", &format!("{lang:?} is no language tag"), "write for example fr, ar or pt-BR")
            }
            key => FileFault { line: reading.line_of(key), fault: found },
        }));
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(variant) } else { Err(faults) }
}

/// Keys that only the story's own file may have.
fn superfluous(reading: &Reading, story: &StoryFile) -> Vec<FileFault> {
    let draft = &reading.draft;
    let bare = Draft { title: String::new(), summary: String::new(), body: String::new(), ..draft.clone() };
    if bare == Draft::default() {
        return Vec::new();
    }
    let own = reading.keys().filter(|(key, _)| !KEYS.contains(key));
    let faults = own.map(|(key, line)| {
        let mend = format!("remove it: facts, quotes and sources are those of {}", story.path);
        fault(line, key, "no such key in a story's other language", &mend)
    });
    faults.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Checked, changed_only, check};

    const STORY: &str = "+++\ntitle = \"A kiss\"\nsummary = \"He kissed her.\"\ntournament = \"FIFA World Cup 2022\"\n\
        date = 2022-11-27\nthemes = [\"family\"]\n[[sources]]\npublisher = \"BBC\"\nurl = \"https://bbc.com/a\"\n+++\n\nHe kissed her.\n";
    const FRENCH: &str = "+++\ntitle = \"Un baiser\"\nsummary = \"Il l'embrasse.\"\n+++\n\nIl l'*embrasse*.\n";

    fn files(variants: &[(&str, &str)]) -> Vec<StoryFile> {
        let own = ("stories/2022/a-kiss.md", STORY);
        let all = std::iter::once(&own).chain(variants);
        all.map(|(path, text)| StoryFile::new(*path, text.as_bytes().to_vec())).collect()
    }

    fn problems(variants: &[(&str, &str)]) -> Vec<String> {
        check(&files(variants)).problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_story_is_told_in_the_languages_that_lie_beside_it() {
        let files = files(&[("stories/2022/a-kiss.fr.md", FRENCH)]);
        let Checked { stories, problems, .. } = check(&files);
        assert_eq!(problems, []);
        let told: Vec<_> = stories[0].1.variants.iter().map(|it| (it.lang.as_str(), it.title.as_str())).collect();
        assert_eq!((stories.len(), told), (1, vec![("fr", "Un baiser")]));
    }

    #[test]
    fn a_broken_variant_is_left_out_and_the_story_is_told() {
        let broken = FRENCH.replace("summary", "sumary");
        let files = files(&[("stories/2022/a-kiss.es.md", FRENCH), ("stories/2022/a-kiss.fr.md", &broken)]);
        let Checked { stories, problems, .. } = check(&files);
        let told: Vec<_> = stories[0].1.variants.iter().map(|it| it.lang.as_str()).collect();
        assert_eq!((told, problems.is_empty()), (vec!["es"], false));
        let changes = changed_only(&files, &std::collections::HashMap::new());
        assert_eq!((changes.changed.len(), changes.problems.is_empty()), (1, false));
        // It is named at every start until it is mended, and mending it changes the story.
        let known = [(changes.changed[0].story.slug.clone(), changes.changed[0].digest.clone())].into();
        let again = changed_only(&files, &known);
        assert_eq!((again.changed.len(), again.problems), (0, changes.problems));
    }

    #[test]
    fn a_changed_variant_changes_the_story() {
        let digest = |variants: &[(&str, &str)]| {
            let files = files(variants);
            changed_only(&files, &std::collections::HashMap::new()).changed.remove(0).digest
        };
        let path = "stories/2022/a-kiss.fr.md";
        let french = FRENCH.replace("embrasse", "enlace");
        let digests = [digest(&[]), digest(&[(path, FRENCH)]), digest(&[(path, &french)])];
        assert_eq!(digests.iter().collect::<std::collections::HashSet<_>>().len(), 3);
        let alone = files(&[]).remove(0).digest();
        assert_eq!(Some(&digests[0]), alone.as_ref(), "stories without variants need not be read again");
    }

    #[test]
    fn what_is_wrong_with_a_variant_names_its_own_file() {
        let path = "stories/2022/a-kiss.fr.md";
        for (text, told) in [
            (
                FRENCH.replace("title = \"Un baiser\"\n", ""),
                "stories/2022/a-kiss.fr.md:1: title: missing; write at least one word",
            ),
            (
                FRENCH.replace("+++\n\n", "date = 2022-11-27\n+++\n\n"),
                "stories/2022/a-kiss.fr.md:4: date: no such key in a story's other language; remove it: facts, quotes and sources are those of stories/2022/a-kiss.md",
            ),
            (FRENCH.replace("Il l'*", "# Il\n\nIl l'*"), "stories/2022/a-kiss.fr.md:6: text:1: a heading;"),
        ] {
            let found = problems(&[(path, &text)]);
            assert!(found.len() == 1 && found[0].starts_with(told), "{found:?}");
        }
        let own = problems(&[("stories/2022/a-kiss.en.md", FRENCH)]);
        assert!(
            own[0].starts_with("stories/2022/a-kiss.en.md:1: file name: the story itself is told in \"en\";"),
            "{own:?}"
        );
        let lost = problems(&[("stories/2022/a-hug.fr.md", FRENCH)]);
        assert_eq!(
            lost,
            [
                "stories/2022/a-hug.fr.md:1: file name: there is no story \"a-hug\"; name it after its story: <slug>.<language>.md"
            ]
        );
        let tag = problems(&[("stories/2022/a-kiss.french.md", FRENCH)]);
        assert!(
            tag[0].starts_with("stories/2022/a-kiss.french.md:1: file name: \"french\" is no language tag;"),
            "{tag:?}"
        );
        let place = problems(&[("stories/2018/a-kiss.fr.md", FRENCH)]);
        assert!(place[0].contains("move it beside stories/2022/a-kiss.md"), "{place:?}");
    }
}
