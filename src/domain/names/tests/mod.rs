//! What people type, and what they mean by it.

mod entries;
mod queries;
mod typos;

use super::*;
use crate::domain::community::PlatformName;
use crate::domain::subject::{MatchId, PlayerId, TeamId};

/// The fact sheets.
fn names() -> Names {
    Names::new(entries::entries())
}

fn community(address: &str) -> Community {
    Community { platform: PlatformName::new("console"), address: address.to_owned() }
}

fn labels(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.label.as_str()).collect()
}

fn entry(subject: Subject, label: &str, counts: Vec<(Scope, u32)>) -> NameEntry {
    NameEntry { subject, label: label.to_owned(), names: vec![label.to_owned()], context: vec![], counts }
}

fn player(id: i64, label: &str, stories: u32) -> NameEntry {
    entry(Subject::Player(PlayerId(id)), label, vec![(Scope::Everyone, stories)])
}

#[test]
fn nonsense_finds_nothing() {
    let (names, here) = (names(), community("here"));
    for nonsense in [
        "qwertzuiop",
        "xyzzy",
        "lorem",
        "ipsum",
        "lorem ipsum dolor",
        "asdfgh",
        "foo bar",
        "zzzz",
        "blah",
        "hello",
        "football",
        "what time is it",
        "12345",
        "2022",
        "2022-11-27",
        "final",
        "world cup",
        "doha",
        "lusail stadium",
        "group stage",
        "vs",
        "1-0",
        "-",
        "x",
        "morocco qwertz",
        "hakimi brazil",
        "messi ronaldo",
        "كرة القدم",
        "축구",
        "サッカー",
        "мяч",
    ] {
        assert_eq!(labels(&names.find(nonsense, Wanted::Any, &here, 5)), [""; 0], "{nonsense}");
    }
    for nonsense in
        ["qwertzuiop", "xyzzy", "lorem", "lorem ipsum dolor", "asdfgh", "2022", "final", "world cup", "hello"]
    {
        assert_eq!(labels(&names.nearest(nonsense, Wanted::Any, &here, 5)), [""; 0], "nearest {nonsense}");
    }
}

#[test]
fn the_reason_is_told() {
    let (names, here) = (names(), community("here"));
    for (query, how) in [
        ("achraf hakimi", How::Exact),
        ("HAKIMI, Achraf", How::Exact),
        ("achrafhakimi", How::Exact),
        ("Youssef Ennesyri", How::Exact),
        ("hakimi", How::Words),
        ("hakimi maroc", How::Words),
        ("korea", How::Exact),
        ("morocco portugal", How::Exact),
        ("Morocco - Portugal 2022", How::Words),
        ("haki", How::Prefix),
        ("hakimy", How::Typo { edits: 1 }),
        ("portgual moroco", How::Typo { edits: 2 }),
    ] {
        let hits = names.find(query, Wanted::Any, &here, 1);
        assert_eq!(hits.first().map(|hit| hit.how), Some(how), "{query}: {hits:?}");
    }
    assert!(How::Exact < How::Words && How::Words < How::Prefix && How::Prefix < How::Typo { edits: 1 });
}

#[test]
fn ties_go_to_more_stories_then_to_the_shorter_label() {
    let here = community("here");
    let names = Names::new(vec![
        player(1, "Silva Bernardo", 1),
        player(2, "Silva Thiago", 3),
        player(3, "Silva Al", 1),
        player(4, "Silva Ba", 1),
        player(5, "Silvana", 9),
        player(6, "Silba", 9),
    ]);
    let all = names.find("silva", Wanted::Any, &here, 9);
    assert_eq!(labels(&all), ["Silva Thiago", "Silva Al", "Silva Ba", "Silva Bernardo", "Silvana"]);
    for limit in 0..=5 {
        let some = names.find("silva", Wanted::Any, &here, limit);
        assert_eq!(some[..], all[..limit], "{limit}");
    }
    assert_eq!(names.find("silva", Wanted::Any, &here, usize::MAX), all);
}

#[test]
fn only_what_is_wanted_is_found() {
    let (names, here) = (names(), community("here"));
    for wanted in [Wanted::Players, Wanted::Teams, Wanted::Matches] {
        for query in ["mor", "morocco", "moroco", "brazil", "m"] {
            let looks = [Names::find, Names::complete, Names::nearest];
            let hits = looks.into_iter().flat_map(|look| look(&names, query, wanted, &here, 99));
            assert!(hits.into_iter().all(|hit| wanted.admits(hit.subject)), "{wanted:?} {query}");
        }
    }
    assert_eq!(names.find("brazil", Wanted::Players, &here, 9), []);
}

#[test]
fn what_is_being_typed_is_completed() {
    let (names, here) = (names(), community("here"));
    let first = |typed: &str| names.complete(typed, Wanted::Any, &here, 1).first().map(|hit| hit.label.clone());
    for (typed, expected) in [
        ("", "Brazil"),
        ("  ", "Brazil"),
        ("ach", "Achraf Hakimi"),
        ("achraf h", "Achraf Hakimi"),
        ("hakimi a", "Achraf Hakimi"),
        ("hakym", "Achraf Hakimi"),
        ("mbap", "Kylian Mbappé"),
        ("mbpp", "Kylian Mbappé"),
        ("richarsl", "Richarlison"),
        ("حك", "Achraf Hakimi"),
        ("الرك", "Walid Regragui"),
        ("ال", "Brazil"),
        ("손", "Son Heung-min"),
        ("손ㅎ", "Son Heung-min"),
        ("森", "Hajime Moriyasu"),
        ("hol", "Netherlands"),
        ("morocco p", "Morocco – Portugal · 2022-12-10"),
        ("morocco v", "Morocco"),
        ("morocco vs po", "Morocco – Portugal · 2022-12-10"),
        ("belgium 2022-1", "Belgium – Morocco · 2022-11-27"),
        ("and", "Richarlison"),
        ("andr in", "Andrés Iniesta"),
        ("iniesta and", "Andrés Iniesta"),
        ("di m", "Ángel Di María"),
        ("en-n", "Youssef En-Nesyri"),
        ("enne", "Youssef En-Nesyri"),
    ] {
        assert_eq!(first(typed).as_deref(), Some(expected), "{typed}");
    }
    let typed = names.complete("", Wanted::Players, &here, 3);
    assert_eq!(labels(&typed), ["Lionel Messi", "Timothy Weah", "Gareth Bale"]);
    // Every beginning of a full name keeps its owner in sight.
    for NameEntry { label, subject, .. } in entries::entries() {
        for end in 3..=label.chars().count() {
            let typed: String = label.chars().take(end).collect();
            let hits = names.complete(&typed, Wanted::Any, &here, 25);
            assert!(hits.iter().any(|hit| hit.subject == subject), "{typed} of {label}");
        }
    }
}

#[test]
fn what_may_have_been_meant_is_suggested() {
    let (names, here) = (names(), community("here"));
    for (query, expected) in [
        ("ziggy mbappe", "Kylian Mbappé"),
        ("who is hakimi", "Achraf Hakimi"),
        ("tell me about richarlison", "Richarlison"),
        ("hakeemee", "Achraf Hakimi"),
        ("mbabbe", "Kylian Mbappé"),
        ("switserlend", "Switzerland"),
        ("hakimi kiss mother", "Achraf Hakimi"),
        ("argentinien", "Argentina"),
    ] {
        assert_eq!(labels(&names.nearest(query, Wanted::Any, &here, 1)), [expected], "{query}");
    }
    assert_eq!(names.nearest("hakimi", Wanted::Any, &here, 5), names.find("hakimi", Wanted::Any, &here, 5));
}

/// Everything that can be asked, as one list of answers.
fn answers(names: &Names, queries: &[&str], viewer: &Community) -> Vec<Vec<Hit>> {
    let mut answers = Vec::new();
    for query in queries {
        for wanted in [Wanted::Players, Wanted::Teams, Wanted::Matches, Wanted::Any] {
            for limit in [1, 3, 25] {
                answers.push(names.find(query, wanted, viewer, limit));
                answers.push(names.complete(query, wanted, viewer, limit));
                answers.push(names.nearest(query, wanted, viewer, limit));
            }
        }
    }
    answers
}

#[test]
fn no_community_learns_of_another() {
    let (here, there) = (community("here"), community("there"));
    let same_address = Community { platform: PlatformName::new("discord"), address: "here".to_owned() };
    let own = |owner: &Community, count| vec![(Scope::Community(owner.clone()), count)];
    let hidden = || -> Vec<NameEntry> {
        let label = ["Hakimy", "Mbape", "Moroco", "Achraf Secret", "Xyzzy", "Messi", "Brasil Vs Contre", "Sjemv"];
        let named = (900..).zip(label).map(|(id, label)| entry(Subject::Player(PlayerId(id)), label, own(&there, 99)));
        let team = entry(Subject::Team(TeamId(900)), "Portugal Secret", own(&there, 99));
        let mut match_ = entry(Subject::Match(MatchId(900)), "Secret Match", own(&there, 99));
        match_.names = vec!["Morocco".to_owned(), "Xyzzy United".to_owned()];
        match_.context = vec!["2022-11-28".to_owned(), "Hakimy Stadium".to_owned()];
        named.chain([team, match_]).collect()
    };
    let queries = [
        "",
        "hakimy",
        "hakimi",
        "mbape",
        "moroco",
        "achraf",
        "secret",
        "xyzzy",
        "messi",
        "a",
        "s",
        "mor",
        "morocco x",
        "morocco 2022-11-28",
        "portgual moroco",
        "brasil vs",
        "qwertz hakimy",
        "sjem",
        "morocco xyzzy",
    ];
    let without = names();
    let with = Names::new(hidden().into_iter().chain(entries::entries()).collect());
    let mut put_later = names();
    for entry in hidden() {
        put_later.put(entry);
    }
    for viewer in [&here, &same_address] {
        assert_eq!(answers(&with, &queries, viewer), answers(&without, &queries, viewer));
        assert_eq!(answers(&put_later, &queries, viewer), answers(&without, &queries, viewer));
    }
    assert_eq!(answers(&with, &queries, &there), answers(&put_later, &queries, &there));
    assert_eq!(labels(&with.find("xyzzy", Wanted::Players, &there, 9)), ["Xyzzy"]);
    assert_eq!(labels(&with.complete("", Wanted::Players, &there, 1)), ["Mbape"]);
}

#[test]
fn stories_are_counted_in_the_viewers_eyes() {
    let (here, there) = (community("here"), community("there"));
    let counts = vec![
        (Scope::Everyone, 2),
        (Scope::Community(here.clone()), 3),
        (Scope::Community(there.clone()), 5),
        (Scope::Community(here.clone()), 1),
    ];
    let mut names = Names::new(vec![entry(Subject::Player(PlayerId(1)), "Marta", counts)]);
    let stories =
        |names: &Names, viewer: &Community| names.find("marta", Wanted::Any, viewer, 1).first().map(|hit| hit.stories);
    let seen = |names: &Names| [&here, &there, &community("elsewhere")].map(|viewer| stories(names, viewer));
    assert_eq!(seen(&names), [Some(6), Some(7), Some(2)]);
    names.put(entry(Subject::Player(PlayerId(1)), "Marta", vec![(Scope::Community(there.clone()), 1)]));
    assert_eq!(seen(&names), [None, Some(1), None]);
    names.put(entry(Subject::Player(PlayerId(1)), "Marta", vec![]));
    assert_eq!(seen(&names), [None, None, None]);
}

#[test]
fn a_put_entry_replaces_the_old_one() {
    let here = community("here");
    let mut grown = Names::default();
    let all = entries::entries();
    for (turn, entry) in all.iter().chain(&all).enumerate() {
        let old = NameEntry { label: format!("old {turn}"), names: vec!["Old Name".to_owned()], ..entry.clone() };
        grown.put(old);
        grown.put(entry.clone());
    }
    let queries = ["", "old", "hakimi", "morocco", "morocco portugal", "b", "moroco", "korea", "en nesyri", "2022"];
    assert_eq!(answers(&grown, &queries, &here), answers(&names(), &queries, &here));
    let twice = Names::new(all.iter().chain(&all).cloned().collect());
    assert_eq!(answers(&twice, &queries, &here), answers(&names(), &queries, &here));
}

#[test]
fn odd_input_is_answered() {
    let (names, here) = (names(), community("here"));
    let zalgo: String = "Hakimi".chars().flat_map(|c| [c].into_iter().chain(('\u{300}'..'\u{330}').take(12))).collect();
    let found =
        ["\u{202e}hakimi\u{202c}", "\0ha\u{200b}kimi\0", "\thakimi\n\n", "🇲🇦 Hakimi 🇲🇦⚽", "'HAKIMI';--", &zalgo];
    for query in found {
        assert_eq!(labels(&names.find(query, Wanted::Players, &here, 1)), ["Achraf Hakimi"], "{query:?}");
    }
    let long = [
        "a".repeat(1 << 20),
        "hakimi ".repeat(1 << 17),
        "\u{301}".repeat(1 << 19),
        "👨‍👩‍👧‍👦".repeat(1 << 15),
        " ".repeat(1 << 20),
        "a-b'c.d 1-0 ".repeat(1 << 16),
        "حكيمي‏ ".repeat(1 << 16),
        "가".repeat(1 << 18),
    ];
    let short =
        ["\0", "\u{feff}", "\u{10ffff}", "é\u{301}\u{301}", "%s'\"\\", "<@1>", "1", "-1-", "2022-", "ﷺ", "ß", "İ", "ة"];
    let queries: Vec<&str> = long.iter().map(String::as_str).chain(short).collect();
    for hits in answers(&names, &queries, &here) {
        assert!(hits.len() <= 25);
    }
    let odd =
        [player(1, "", 1), player(2, "🇲🇦", 1), player(3, &"long name ".repeat(1_000), 1), player(-4, "\0", u32::MAX)];
    let names = Names::new(odd.into());
    assert_eq!(names.find("long name", Wanted::Any, &here, 9).len(), 1);
    assert_eq!(names.complete("", Wanted::Any, &here, 9).len(), 4);
    assert!(answers(&Names::default(), &queries, &here).iter().all(Vec::is_empty));
}
