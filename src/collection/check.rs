//! Everything that is wrong with a collection, and which of its files have changed.
//!
//! It adds the rules that no story can keep alone: names, places, and who is related to whom; the tool asks `agree` and
//! `advise` as well. What is done with the stories (the store brings them in) is not known here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::hash::BuildHasher;

use super::files::StoryFile;
use super::read::{Reading, read_bytes};
use super::variant;
use super::{advise, agree};
use crate::domain::draft::{Fault, LIST_LIMIT, VariantDraft};
use crate::domain::story::{NewStory, Slug, Theme};
use crate::domain::text::{clean_line, shorten};
use crate::domain::transfer::FileFault;
use crate::ports::ChangedFile;

/// A fault with its file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's path, see [`StoryFile::path`].
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field.
    pub key: String,
    /// What is there.
    pub found: String,
    /// What would do.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, found, mend } = self;
        write!(f, "{file}:{line}: {key}: {found}; {mend}")
    }
}

/// A weak spot: the story is told all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning(pub Problem);

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { file, line, key, found, mend } = &self.0;
        write!(f, "{file}:{line}: warning: {key}: {found}; {mend}")
    }
}

/// What a whole collection holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked<'a> {
    /// The stories that can be told, each with its file. One that disagrees with others is among them.
    pub stories: Vec<(&'a StoryFile, NewStory)>,
    /// Everything that is wrong, by file and line.
    pub problems: Vec<Problem>,
    /// Weak spots of the stories that have no problem, by file and line.
    pub warnings: Vec<Warning>,
}

impl Checked<'_> {
    /// Problems and warnings as they are told, by file and line.
    pub fn lines(&self) -> Vec<String> {
        let problems = self.problems.iter().map(|problem| (problem, problem.to_string()));
        let warnings = self.warnings.iter().map(|warning| (&warning.0, warning.to_string()));
        let mut lines: Vec<_> = problems.chain(warnings).collect();
        lines.sort_by_key(|(problem, _)| (&problem.file, problem.line));
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// A story that can be told, and where everything in it stands.
pub(super) struct Told<'a> {
    pub(super) file: &'a StoryFile,
    pub(super) story: NewStory,
    pub(super) reading: Reading,
}

impl Told<'_> {
    /// A problem with one of its fields.
    pub(super) fn problem(&self, key: &str, found: String, mend: String) -> Problem {
        let (file, line) = (self.file.path.clone(), self.reading.line_of(key));
        Problem { file, line, key: key.to_owned(), found, mend }
    }
}

/// Reads and checks every file, and whether the stories agree with each other.
pub fn check(files: &[StoryFile]) -> Checked<'_> {
    let index = Index::new(files);
    let mut told = Vec::new();
    let mut problems = Vec::new();
    let mut themes: HashMap<Theme, usize> = HashMap::new();
    problems.extend(index.orphans());
    for file in files.iter().filter(|file| file.variant().is_none()) {
        let variants = index.good_variants(file);
        problems.extend(variants.problems);
        let (reading, story) = index.story(file, variants.drafts);
        // A broken story has its themes all the same.
        let its_themes: HashSet<_> = reading.draft.themes.iter().filter_map(|word| Theme::parse(word.trim())).collect();
        for theme in its_themes {
            *themes.entry(theme).or_default() += 1;
        }
        match story {
            Ok(story) => told.push(Told { file, story, reading }),
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(agree::disagreements(&told));
    problems.sort_by(|one, other| (&one.file, one.line, &one.key).cmp(&(&other.file, other.line, &other.key)));
    let disagreeing: HashSet<_> = problems.iter().map(|problem| problem.file.as_str()).collect();
    let mut warnings = advise::warnings(&told, &themes);
    warnings.retain(|warning| !disagreeing.contains(warning.0.file.as_str()));
    Checked { stories: told.into_iter().map(|told| (told.file, told.story)).collect(), problems, warnings }
}

/// The slugs that are nearest to what somebody wrote, the nearest first: those that hold it, then by typos.
pub fn nearest<'a>(slugs: impl Iterator<Item = &'a str>, written: &str) -> Vec<&'a str> {
    let written = shorten(written, Slug::LIMIT);
    let mut slugs: Vec<_> = slugs.collect();
    slugs.sort_by_cached_key(|slug| (!slug.contains(&written), strsim::osa_distance(slug, &written)));
    slugs
}

/// What has changed since the collection was last brought in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New and changed stories.
    pub changed: Vec<ChangedFile>,
    /// Stories whose file is gone. A broken file is not gone: the story stays as it last was.
    pub gone: Vec<Slug>,
    /// What is wrong with the changed files that were left out.
    pub problems: Vec<Problem>,
}

/// Compares the files with the digests that are known of them and reads only those that differ: a start is quick.
///
/// Whether stories agree is not looked at: a start leaves no story out for what another one writes.
pub fn changed_only<S: BuildHasher>(files: &[StoryFile], known: &HashMap<Slug, String, S>) -> Changes {
    let index = Index::new(files);
    let mut changes = Changes::default();
    changes.problems.extend(index.orphans());
    for file in files.iter().filter(|file| file.variant().is_none()) {
        let variants = index.good_variants(file);
        changes.problems.extend(variants.problems);
        let digest = file.digest_with(&variants.files);
        let first = file.slug().filter(|slug| index.is_first(slug, file));
        if first.is_some_and(|slug| digest.is_some() && known.get(&slug) == digest.as_ref()) {
            continue;
        }
        match index.story(file, variants.drafts).1 {
            Ok(story) => changes.changed.push(ChangedFile { digest: digest.unwrap_or_default(), story }),
            Err(problems) => changes.problems.extend(problems),
        }
    }
    changes.gone = known.keys().filter(|slug| !index.files.contains_key(slug)).cloned().collect();
    changes.gone.sort();
    changes
}

/// What tells one story in other languages.
#[derive(Default)]
struct Variants<'a> {
    files: Vec<&'a StoryFile>,
    drafts: Vec<VariantDraft>,
    problems: Vec<Problem>,
}

/// The collection's files by slug; where two have the same, the first counts.
struct Index<'a> {
    files: BTreeMap<Slug, &'a StoryFile>,
    /// The files that tell a story in other languages.
    variants: BTreeMap<Slug, Vec<&'a StoryFile>>,
}

impl<'a> Index<'a> {
    fn new(files: &'a [StoryFile]) -> Self {
        let mut by_slug = BTreeMap::new();
        for (slug, file) in files.iter().filter_map(|file| Some((file.slug()?, file))) {
            by_slug.entry(slug).or_insert(file);
        }
        let mut variants: BTreeMap<Slug, Vec<&StoryFile>> = BTreeMap::new();
        for (slug, file) in files.iter().filter_map(|file| Some((file.variant()?.0, file))) {
            variants.entry(slug).or_default().push(file);
        }
        Self { files: by_slug, variants }
    }

    /// What tells a story in other languages, in the order of the files' paths. One that is wrong is left out and named: it
    /// takes neither the story nor the others with it.
    fn good_variants(&self, file: &StoryFile) -> Variants<'a> {
        let mut good = Variants::default();
        let Some(others) = file.slug().and_then(|slug| self.variants.get(&slug)) else { return good };
        let own = file.content.as_ref().map(|bytes| read_bytes(bytes).draft.lang).unwrap_or_default();
        let own = if own.trim().is_empty() { "en".to_owned() } else { own };
        for other in others {
            match variant::read(other, file, &own) {
                Ok(draft) => {
                    good.drafts.push(draft);
                    good.files.push(other);
                }
                Err(found) => good.problems.extend(found.into_iter().map(|fault| problem(other, fault))),
            }
        }
        good
    }

    /// Files that tell a story in another language which is not there.
    fn orphans(&self) -> Vec<Problem> {
        let lost = self.variants.iter().filter(|(slug, _)| !self.files.contains_key(slug)).flat_map(|(_, files)| files);
        let lost = lost.map(|file| {
            let slug = file.variant().map(|(slug, _)| slug.to_string()).unwrap_or_default();
            let found = format!("there is no story {slug:?}");
            problem(file, fault(1, "file name", &found, "name it after its story: <slug>.<language>.md"))
        });
        lost.collect()
    }

    fn is_first(&self, slug: &Slug, file: &StoryFile) -> bool {
        self.files.get(slug).is_some_and(|first| std::ptr::eq(*first, file))
    }

    /// What a file says, and its story or everything that is wrong with it.
    fn story(&self, file: &StoryFile, variants: Vec<VariantDraft>) -> (Reading, Result<NewStory, Vec<Problem>>) {
        let bytes = match &file.content {
            Ok(bytes) => bytes,
            Err(cause) => {
                let unreadable = problem(file, fault(1, "file", cause, "make the file readable"));
                return (Reading::default(), Err(vec![unreadable]));
            }
        };
        let mut reading = read_bytes(bytes);
        let mut faults = self.name_faults(file, &reading);
        file.slug().as_ref().map_or("unnamed", Slug::as_str).clone_into(&mut reading.draft.slug);
        faults.extend(self.related_faults(file, &reading));
        reading.draft.variants.extend(variants);
        let checked = reading.check();
        if let Err(found) = &checked {
            faults.extend(found.iter().cloned());
        }
        if faults.iter().all(|fault| fault.fault.key != "date") {
            faults.extend(year_fault(file, &reading));
        }
        let story = match checked {
            Ok(story) if faults.is_empty() => Ok(story),
            _ => {
                faults.sort_by_key(|fault| fault.line);
                Err(faults.into_iter().map(|fault| problem(file, fault)).collect())
            }
        };
        (reading, story)
    }

    fn name_faults(&self, file: &StoryFile, reading: &Reading) -> Vec<FileFault> {
        let mut faults = Vec::new();
        let stem = file.stem();
        match file.slug().map(|slug| self.files.get(&slug)) {
            None => {
                let mend = "use lower-case letters a–z, digits and single dashes, for example hakimi-mother-belgium.md";
                faults.push(fault(1, "file name", &format!("{stem:?} does not do"), mend));
            }
            Some(Some(first)) if !std::ptr::eq(*first, file) => {
                let found = format!("{} has the same name", first.path);
                faults.push(fault(1, "file name", &found, "rename one of them: a name stands for one story"));
            }
            Some(_) => {}
        }
        let written = clean_line(&reading.draft.slug);
        if !written.is_empty() && written != stem {
            let found = format!("{:?} is not the file's name", shorten(&written, Slug::LIMIT));
            faults.push(fault(reading.line_of("slug"), "slug", &found, "remove the line, or rename the file"));
        }
        faults
    }

    fn related_faults(&self, file: &StoryFile, reading: &Reading) -> Vec<FileFault> {
        let named = (1..=LIST_LIMIT)
            .zip(&reading.draft.related)
            .filter_map(|(number, raw)| Some((number, Slug::parse(raw.trim())?)));
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (number, slug) in named {
            let found = match self.files.get(&slug) {
                Some(_) if slug.as_str() == file.stem() => "the story itself",
                Some(_) if seen.insert(slug.clone()) => continue,
                Some(_) => "named twice",
                None => "no such story",
            };
            let key = format!("related[{number}]");
            let mend = if found == "no such story" { self.nearest(&slug, file) } else { "remove it".to_owned() };
            faults.push(fault(reading.line_of(&key), &key, &format!("{:?} is {found}", slug.as_str()), &mend));
        }
        faults
    }

    fn nearest(&self, slug: &Slug, file: &StoryFile) -> String {
        let others = self.files.keys().map(Slug::as_str).filter(|other| *other != file.stem());
        nearest(others, slug.as_str()).first().map_or_else(
            || "remove it".to_owned(),
            |nearest| format!("the nearest is {nearest:?}; write that or remove it"),
        )
    }
}

/// A story lies in the folder of its event's year.
fn year_fault(file: &StoryFile, reading: &Reading) -> Option<FileFault> {
    let date = reading.draft.date.trim();
    let year = date.split('-').next().filter(|year| !year.is_empty() && *year != file.year())?;
    let found = format!("{date} lies in the folder {:?}", file.year());
    Some(fault(
        reading.line_of("date"),
        "date",
        &found,
        &format!("move the file to the folder {year}, or correct the date"),
    ))
}

pub(super) fn fault(line: usize, key: &str, found: &str, mend: &str) -> FileFault {
    FileFault { line, fault: Fault { key: key.into(), found: found.into(), mend: mend.into() } }
}

fn problem(file: &StoryFile, FileFault { line, fault: Fault { key, found, mend } }: FileFault) -> Problem {
    Problem { file: file.path.clone(), line, key, found: found.to_string(), mend: mend.to_string() }
}
