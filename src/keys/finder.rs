//! Finds commands by a word in any of the three languages, by name or by key: palette and help.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

use super::{ACTIONS, Keymap, Spec, label};
use crate::text::{Lang, Text};

/// The words of every command. Made when a palette or the help opens, and dropped with it.
pub struct Finder {
    matcher: Matcher,
    entries: Vec<Entry>,
}

struct Entry {
    spec: &'static Spec,
    /// Labels and name, searched one by one so that a match never runs across two of them.
    words: Vec<Utf32String>,
    /// Other words for it.
    also: Vec<Utf32String>,
    keys: Vec<String>,
}

impl Finder {
    pub fn new(keymap: &Keymap) -> Self {
        let texts = Lang::ALL.map(Text::new);
        let entries = ACTIONS
            .iter()
            .map(|spec| Entry {
                spec,
                words: texts.iter().map(|text| text.get(&spec.label_key()).into()).chain([spec.name.into()]).collect(),
                also: texts.iter().flat_map(|text| also(text, spec)).collect(),
                keys: keymap.keys(spec.action).map(label).collect(),
            })
            .collect();
        Self { matcher: Matcher::new(Config::DEFAULT), entries }
    }

    /// The commands that fit, best first: those with exactly this key, then this very name or another word for it, then
    /// by how well the words match.
    /// An empty query gives all in the order of the table.
    pub fn search(&mut self, query: &str) -> Vec<&'static Spec> {
        let query = query.trim();
        if query.is_empty() {
            return self.entries.iter().map(|entry| entry.spec).collect();
        }
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let matcher = &mut self.matcher;
        let mut hits: Vec<(u32, &'static Spec)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let mut best =
                    |words: &[Utf32String]| words.iter().filter_map(|w| pattern.score(w.slice(..), matcher)).max();
                let is =
                    |words: &[Utf32String]| words.iter().any(|w| w.to_string().to_lowercase() == query.to_lowercase());
                let score = if entry.has_key(query) {
                    Some(u32::MAX)
                } else if is(&entry.words) {
                    Some(u32::MAX - 1)
                } else if is(&entry.also) {
                    Some(u32::MAX - 2)
                } else {
                    // Its own name weighs more than what else it may be called.
                    best(&entry.words).max(best(&entry.also).map(|score| score * 2 / 3))
                };
                score.map(|score| (score, entry.spec))
            })
            .collect();
        hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        hits.into_iter().map(|(_, spec)| spec).collect()
    }
}

/// Other words by which people look for a command, in one language.
fn also(text: &Text, spec: &Spec) -> Vec<Utf32String> {
    let key = format!("also-{}", spec.name);
    if !text.has(&key) {
        return Vec::new();
    }
    text.get(&key).split([',', '，', '、']).map(|word| word.trim().into()).collect()
}

impl Entry {
    /// `gb` finds `g b`; a single letter must be the very key, longer names may be written in any case.
    fn has_key(&self, query: &str) -> bool {
        self.keys.iter().any(|key| {
            *key == query
                || key.replace(' ', "") == query
                || (query.chars().count() > 1 && !key.contains(' ') && key.eq_ignore_ascii_case(query))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Action;

    fn first(query: &str) -> Option<Action> {
        Finder::new(&Keymap::default()).search(query).first().map(|spec| spec.action)
    }

    #[test]
    fn a_command_is_found_in_any_language_whatever_the_interface_speaks() {
        assert_eq!(first("undo"), Some(Action::Undo));
        assert_eq!(first("撤销"), Some(Action::Undo));
        assert_eq!(first("отмен"), Some(Action::Undo));
        assert_eq!(first("ОТМЕН"), Some(Action::Undo));
        assert_eq!(first("next-finding"), Some(Action::NextFinding));
    }

    #[test]
    fn a_command_is_found_by_what_else_people_call_it() {
        for (word, action) in [
            ("delete", Action::Archive),
            ("删除", Action::Archive),
            ("удалить", Action::Archive),
            ("kanban", Action::GoBoard),
            ("воронка", Action::GoBoard),
            ("商机", Action::GoOpportunities),
            ("requirement", Action::MakeNeed),
            ("丢单", Action::Lose),
        ] {
            assert_eq!(first(word), Some(action), "{word}");
        }
        assert_eq!(first("needs"), Some(Action::GoNeeds), "a name goes before other words");
    }

    #[test]
    fn a_command_is_found_by_pressing_its_key() {
        assert_eq!(first("gb"), Some(Action::GoBoard));
        assert_eq!(first("ctrl+r"), Some(Action::Redo));
        assert_eq!(first("G"), Some(Action::Bottom));
        assert_eq!(first("]"), Some(Action::NextFinding));
    }

    #[test]
    fn an_empty_search_shows_everything_and_nonsense_nothing() {
        assert_eq!(Finder::new(&Keymap::default()).search("  ").len(), ACTIONS.len());
        assert_eq!(first("qqqzzz"), None);
    }
}
