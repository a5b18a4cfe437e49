//! What may follow at the cursor: names of fields, then their values.

use std::ops::Range;

use super::Asker;
use super::fields::{FIELDS, Field, Holds};
use super::read::{ME, NONE, choice_name, choice_names};
use super::words::{self, Body, Word, fold, quote};
use crate::domain::funnel::pipeline::{Phase, Pipeline};
use crate::text::Lang;

/// Candidates worth showing.
const MOST: usize = 32;

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// As it is put into the text.
    pub text: String,
    /// What else it is called: the name of a colleague whose login is put in.
    pub note: String,
}

/// What may stand at the cursor, and what it takes the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Bytes of the text.
    pub at: Range<usize>,
    pub candidates: Vec<Candidate>,
    /// The only candidate is what stands there already, perhaps in another language.
    whole: bool,
    /// A tag is begun that others go on from, but none is called so: it is too early to look for it.
    pub begun: bool,
}

/// Something that can be put in, and all that it is called.
struct Offer {
    text: String,
    note: String,
    names: Vec<String>,
}

pub fn at(text: &str, cursor: usize, asker: &Asker<'_>) -> Completion {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let words = words::words(text);
    let Some(word) = words.iter().find(|word| word.at.start < cursor && cursor <= word.at.end) else {
        // Within blanks every field may begin.
        return chosen(names(asker.lang), "", cursor..cursor);
    };
    match &word.body {
        Body::Asks { name, value, .. } if cursor >= value.start => {
            let Some(field) = Field::named(name) else { return Completion::default() };
            of_value(text, cursor, value, field, asker)
        }
        Body::Asks { name_at, .. } => {
            // The sign stands there already.
            let mut found = chosen(names(asker.lang), &text[name_at.start..cursor], name_at.clone());
            for candidate in &mut found.candidates {
                candidate.text.retain(|c| !matches!(c, ':' | '<' | '>' | '='));
            }
            found.begun = false;
            found
        }
        Body::Free(piece) if piece.quoted => Completion::default(),
        Body::Free(_) => of_name(text, cursor, word, asker.lang),
    }
}

/// A word that may become the name of a field, or be meant as it stands.
fn of_name(text: &str, cursor: usize, word: &Word, lang: Lang) -> Completion {
    let first = text[word.at.clone()].chars().next().map_or(0, char::len_utf8);
    let start = word.at.start + if word.not { first } else { 0 };
    if cursor <= start {
        return Completion::default();
    }
    let mut found = chosen(names(lang), &text[start..cursor], start..word.at.end);
    found.begun = false;
    found
}

fn of_value(text: &str, cursor: usize, value: &Range<usize>, field: &'static Field, asker: &Asker<'_>) -> Completion {
    let many = !matches!(field.holds, Holds::Money | Holds::Chance | Holds::Days | Holds::Date);
    let pieces = if many { words::pieces(text, value) } else { vec![words::single(text, value)] };
    let here = pieces.into_iter().find(|piece| piece.at.start < cursor && cursor <= piece.at.end);
    let at = here.map_or(cursor..cursor, |piece| piece.at);
    let typed = text[at.start..cursor].trim_matches(|c| words::QUOTES.iter().any(|(a, b)| c == *a || c == *b));
    let mut found = chosen(values(field, asker), typed, at);
    found.begun &= field.holds == Holds::Tags;
    if found.whole {
        found.candidates.clear();
    }
    found
}

/// Those that begin as typed, then those with a word that does, then those that contain it.
fn chosen(offers: Vec<Offer>, typed: &str, at: Range<usize>) -> Completion {
    let typed = fold(typed);
    let begins = |name: &str| fold(name).starts_with(&typed);
    let rank = |offer: &Offer| {
        let any = |fits: &dyn Fn(&str) -> bool| offer.names.iter().any(|name| fits(name));
        if any(&begins) {
            Some(0)
        } else if any(&|name| name.split_whitespace().any(begins)) {
            Some(1)
        } else {
            // One letter is in almost every name.
            (typed.chars().count() > 1 && any(&|name| fold(name).contains(&typed))).then_some(2)
        }
    };
    let whole = offers.iter().any(|offer| offer.names.iter().any(|name| fold(name) == typed));
    let mut ranked: Vec<(i32, Offer)> = offers.into_iter().filter_map(|offer| Some((rank(&offer)?, offer))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let candidates: Vec<Candidate> =
        ranked.into_iter().take(MOST).map(|(_, offer)| Candidate { text: offer.text, note: offer.note }).collect();
    let begun = !typed.is_empty() && !whole && !candidates.is_empty();
    let whole = whole && candidates.len() == 1;
    Completion { at, candidates, whole, begun }
}

/// The fields, each with the sign that usually follows.
fn names(lang: Lang) -> Vec<Offer> {
    let offer = |field: &Field| {
        let sign = match field.holds {
            Holds::Money | Holds::Days => ">",
            Holds::Chance => ">=",
            Holds::Date => "<",
            _ => ":",
        };
        let names = field.names(lang).map(ToOwned::to_owned).collect();
        Offer { text: format!("{}{sign}", field.name(lang)), note: String::new(), names }
    };
    FIELDS.iter().map(offer).collect()
}

fn values(field: &'static Field, asker: &Asker<'_>) -> Vec<Offer> {
    let lang = asker.lang;
    let plain = |text: &str| Offer { text: quote(text, false), note: String::new(), names: vec![text.to_owned()] };
    let called = |text: &str, names: Vec<String>| Offer { names, ..plain(text) };
    let in_all = |words: &[&str]| called(words[lang as usize], words.iter().map(|word| (*word).to_owned()).collect());
    let mut offers: Vec<Offer> = match field.holds {
        Holds::People => {
            let others = asker.people.iter().filter(|person| Some(person.id) != asker.me && !person.login.is_empty());
            let person = |person: &super::Person| Offer {
                note: if person.name == person.login { String::new() } else { person.name.clone() },
                ..called(&person.login, vec![person.login.clone(), person.name.clone()])
            };
            asker.me.iter().map(|_| in_all(ME)).chain(others.map(person)).collect()
        }
        Holds::Stage => {
            let mut offered: Vec<Offer> = Vec::new();
            for stage in asker.pipelines.stages().filter(|stage| !stage.retired) {
                let names = named(&stage.code, &stage.name);
                // A name that two pipelines have means both.
                match offered.iter_mut().find(|offer| offer.names.contains(&names[1 + lang as usize])) {
                    Some(offer) => offer.names.extend(names),
                    None => offered.push(called(stage.name.to(lang), names)),
                }
            }
            offered
        }
        Holds::Phase => {
            let mut phases: Vec<&Phase> = Vec::new();
            for phase in asker.pipelines.all().flat_map(Pipeline::phases) {
                if !phases.iter().any(|known| known.name == phase.name) {
                    phases.push(phase);
                }
            }
            phases.into_iter().map(|phase| called(phase.name.to(lang), named(&phase.code, &phase.name))).collect()
        }
        Holds::Pipeline => {
            let all = asker.pipelines.all();
            all.map(|pipeline| called(pipeline.name.to(lang), named(&pipeline.code, &pipeline.name))).collect()
        }
        Holds::Choice | Holds::Freshness => {
            let codes = field.codes().iter();
            codes.map(|code| called(&choice_name(field, code, lang), choice_names(field, code).collect())).collect()
        }
        Holds::Tags => asker.tags.iter().map(|tag| plain(tag)).collect(),
        Holds::Currency => [asker.currency.code(), "CNY", "RUB", "USD", "EUR"]
            .iter()
            .enumerate()
            .filter(|(n, code)| *n == 0 || **code != asker.currency.code())
            .map(|(_, code)| plain(code))
            .collect(),
        Holds::Date => vec![
            in_all(&["today", "今天", "сегодня"]),
            in_all(&["tomorrow", "明天", "завтра"]),
            plain("+7d"),
            plain("+1m"),
        ],
        Holds::Text | Holds::Money | Holds::Chance | Holds::Days => Vec::new(),
    };
    if field.optional() {
        offers.push(in_all(&NONE[..3]));
    }
    offers
}

fn named(code: &str, words: &crate::text::Words) -> Vec<String> {
    std::iter::once(code).chain(Lang::ALL.map(|lang| words.to(lang))).map(ToOwned::to_owned).collect()
}
