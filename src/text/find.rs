//! Words as people look for them: the beginning of a word, or any part of a script that writes without spaces.

use std::fmt::Write as _;
use std::ops::Range;

/// More words than this narrow nothing further.
const MOST: usize = 10;
/// Characters of a search that count.
const LONGEST: usize = 200;
/// Characters by which the index knows a word: longer ones are no words, and it would cut them itself.
const WORD: usize = 64;
/// Characters shown before the first hit of a snippet, and behind it.
const BEFORE: usize = 24;
const BEHIND: usize = 120;

/// Text as it is compared: lower case, ё as е (07-conventions 7.3), full-width letters as the usual ones.
pub fn fold(text: &str) -> String {
    text.trim().chars().flat_map(folded).collect()
}

fn folded(c: char) -> impl Iterator<Item = char> {
    let usual = match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    usual.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c })
}

/// Whether a script puts no spaces between its words: there any character may begin one.
fn runs_on(c: char) -> bool {
    matches!(u32::from(c), 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
        | 0x20000..=0x323af)
}

/// Whether a word begins at this byte.
fn begins(text: &str, at: usize) -> bool {
    match (text[..at].chars().next_back(), text[at..].chars().next()) {
        (Some(before), Some(here)) => {
            !before.is_alphanumeric() || !here.is_alphanumeric() || runs_on(before) || runs_on(here)
        }
        _ => true,
    }
}

/// Letters and digits of a folded text in their runs, each with whether it runs on without spaces.
fn runs(folded: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = runs_on(rest.chars().next()?);
        let end = rest.find(|c: char| !c.is_alphanumeric() || runs_on(c) != first).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((first, run))
    })
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(WORD).map_or(word, |(end, _)| &word[..end])
}

/// The words of a text as the index holds them: words as they are, scripts without spaces in overlapping pairs and
/// the last character of each run.
pub fn index_words(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len() * 2);
    for (runs_on, run) in runs(&folded) {
        if !runs_on {
            words.push_str(cut(run));
            words.push(' ');
            continue;
        }
        let mut chars = run.chars().peekable();
        while let Some(c) = chars.next() {
            words.push(c);
            words.extend(chars.peek());
            words.push(' ');
        }
    }
    words
}

/// What is looked for: all words must stand in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    pub fn of(text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        let word = |word: &str| word.trim_matches(['"', '“', '”', '«', '»']).to_owned();
        Self(fold(&text).split_whitespace().map(word).filter(|word| !word.is_empty()).take(MOST).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every word begins somewhere in a folded text.
    pub fn stand_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| begins_in(folded, word))
    }

    /// How many of the words stand in a text.
    pub fn count_in(&self, text: &str) -> usize {
        let folded = fold(text);
        self.0.iter().filter(|word| begins_in(&folded, word)).count()
    }

    /// A query to the index that finds at least every text in which these words stand. `None` where there is nothing to
    /// look up: no letter, or a single one of a script in which every other word begins with it.
    pub fn index_query(&self) -> Option<String> {
        let mut query = String::new();
        let mut put = |word: &str, whole: bool| {
            let and = if query.is_empty() { "" } else { " AND " };
            // Writing to a string cannot fail. The words hold letters and digits only, nothing to be quoted.
            let _ = write!(query, "{and}\"{word}\"{}", if whole { "" } else { "*" });
        };
        let mut weighs = false;
        for word in &self.0 {
            let mut rest = runs(word).peekable();
            let whole_end = word.ends_with(|c: char| !c.is_alphanumeric());
            while let Some((runs_on, run)) = rest.next() {
                let count = run.chars().count();
                weighs |= runs_on || count > 1;
                match (runs_on, count) {
                    (true, 2..) => {
                        let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
                        starts.windows(3).for_each(|pair| put(&run[pair[0]..pair[2]], true));
                    }
                    (true, _) => put(run, false),
                    (false, _) => put(cut(run), whole_end || rest.peek().is_some()),
                }
            }
        }
        (weighs && !query.is_empty()).then_some(query)
    }

    /// Where the words stand in a text: ranges of bytes, in order and apart.
    pub fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let (mut plain, mut from) = (String::new(), Vec::new());
        for (at, c) in text.char_indices() {
            for small in folded(c) {
                plain.push(small);
                from.resize(plain.len(), at);
            }
        }
        from.push(text.len());
        let char_end = |at: usize| text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let mut hits: Vec<Range<usize>> = Vec::new();
        for word in &self.0 {
            hits.extend(places(&plain, word).map(|at| from[at]..char_end(from[at + word.len() - 1])));
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|next, kept| {
            let within = next.start <= kept.end;
            if within {
                kept.end = kept.end.max(next.end);
            }
            within
        });
        hits
    }

    /// One line of a text around its first hit.
    pub fn snippet(&self, text: &str) -> String {
        let first = self.hits(text).first().map_or(0, |hit| hit.start);
        let lead: Vec<(usize, char)> = text[..first].char_indices().rev().take(BEFORE).collect();
        // The line the hit stands in, if it begins near.
        let start = if let Some((at, _)) = lead.iter().find(|(_, c)| *c == '\n') {
            at + 1
        } else {
            // Else a whole word before it.
            let whole = |(at, c): &&(usize, char)| begins(text, *at) && c.is_alphanumeric();
            lead.iter().rev().find(whole).map_or(first, |(at, _)| *at)
        };
        let cut = start > 0 && !text[..start].ends_with('\n');
        let mut line = if cut { "…".to_owned() } else { String::new() };
        let mut rest = text[start..].chars();
        let shown: String = rest.by_ref().take(BEFORE + BEHIND).collect();
        line.push_str(&shown.split_whitespace().collect::<Vec<_>>().join(" "));
        if rest.next().is_some() {
            line.push('…');
        }
        line
    }
}

/// Whether a folded word begins somewhere in a folded text.
pub fn begins_in(folded: &str, word: &str) -> bool {
    places(folded, word).next().is_some()
}

/// Where a word begins in a folded text.
fn places<'t>(folded: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    folded.match_indices(word).map(|(at, _)| at).filter(|at| begins(folded, *at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stands(words: &str, text: &str) -> bool {
        Words::of(words).stand_in(&fold(text))
    }

    #[test]
    fn words_are_found_from_their_beginning_and_chinese_anywhere() {
        for (words, text) in [
            ("согл", "Соглашение об уровне услуг"),
            ("УРОВНЕ", "Соглашение об уровне услуг"),
            ("еще", "Ещё раз"),
            ("ＳＬＡ", "sla-2026-0007"),
            ("sla-2026", "SLA-2026-0007"),
            ("务等", "服务等级协议"),
            ("云", "私有云"),
            ("erp升", "ERP升级及运维"),
            ("升级e", "升级ERP"),
            ("院 cfo", "CFO 东湖医院"),
            ("24×7", "Поддержка 24×7"),
            ("\"head of\"", "call the Head of IT"),
        ] {
            assert!(stands(words, text), "{words} in {text}");
        }
        for (words, text) in [
            ("lash", "Соглашение"),
            ("лаш", "Соглашение"),
            ("ervice", "service"),
            ("务协", "服务等级协议"),
            ("院 cio", "CFO 医院"),
        ] {
            assert!(!stands(words, text), "{words} not in {text}");
        }
    }

    #[test]
    fn hits_are_marked_in_the_text_as_it_is_written() {
        let marked = |words: &str, text: &str| -> Vec<String> {
            Words::of(words).hits(text).into_iter().map(|hit| text[hit].to_owned()).collect()
        };
        assert_eq!(marked("ещ раз", "Ещё раз, ещё раз"), ["Ещ", "раз", "ещ", "раз"]);
        assert_eq!(marked("医院 湖医", "东湖医院"), ["湖医院"], "overlapping hits are one");
        assert_eq!(marked("ａ", "Ａlpha Ba a"), ["Ａ", "a"]);
        assert_eq!(marked("", "nothing"), [""; 0]);
    }

    #[test]
    fn a_snippet_is_one_line_around_the_first_hit() {
        let text = "first line\nthe second line, which is rather long, speaks of\ttime to restore and of more";
        assert_eq!(
            Words::of("second").snippet(text),
            "the second line, which is rather long, speaks of time to restore and of more"
        );
        assert_eq!(Words::of("restore").snippet(text), "…long, speaks of time to restore and of more");
        assert_eq!(Words::of("gone").snippet("短文"), "短文");
    }

    #[test]
    fn what_would_find_almost_everything_is_not_looked_up() {
        assert_eq!(Words::of("e").index_query(), None);
        let long = "x".repeat(90);
        assert_eq!(Words::of(&long).index_query(), Some(format!("\"{}\"*", cut(&long))));
        assert_eq!(index_words(&format!("{long}-a")), format!("{} a ", cut(&long)));
        assert_eq!(Words::of("- ×").index_query(), None);
        assert_eq!(Words::of("云").index_query().as_deref(), Some("\"云\"*"));
        assert_eq!(Words::of("ERP升级 a").index_query().as_deref(), Some("\"erp\" AND \"升级\" AND \"a\"*"));
    }

    /// Every word of the query is among the words of the index, as the index looks them up.
    fn looked_up(query: &str, index: &str) -> bool {
        query.split(" AND ").all(|term| {
            let (word, prefix) = match term.strip_suffix('*') {
                Some(word) => (word.trim_matches('"'), true),
                None => (term.trim_matches('"'), false),
            };
            index.split(' ').any(|held| held == word || prefix && held.starts_with(word))
        })
    }

    proptest! {
        #[test]
        fn the_index_finds_whatever_stands_in_a_text(text in "[abёе服务级Ａ1 ,-]{0,24}", words in "[abёе服务级Ａ1,-]{1,5}( [ab服务]{1,3})?") {
            let words = Words::of(&words);
            if words.stand_in(&fold(&text)) && let Some(query) = words.index_query() {
                prop_assert!(looked_up(&query, &index_words(&text)), "{query} in {}", index_words(&text));
            }
        }

        #[test]
        fn hits_are_apart_and_on_characters(text in "\\PC{0,40}", words in "\\PC{0,6}") {
            let mut end = 0;
            for hit in Words::of(&words).hits(&text) {
                prop_assert!(end <= hit.start && hit.start < hit.end && text.get(hit.clone()).is_some());
                end = hit.end;
            }
        }
    }
}
