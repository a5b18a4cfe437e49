//! The lines of the support chain: promises with what they rest on, services with who stands behind them. The screen and
//! the command line show the same ones.

use std::collections::BTreeMap;

use crate::domain::agreement::chain::{self, Composition, Strength, Sum, Uncovered};
use crate::domain::agreement::clock::Clock;
use crate::domain::agreement::draft::{Draft, Filed, Support};
use crate::domain::agreement::metric;
use crate::domain::agreement::target::Target;
use crate::domain::exact::{length_words, percent_words};
use crate::domain::record::Id;
use crate::domain::time::composition::Needed;
use crate::domain::time::{moment, spans};
use crate::text::{Lang, Msg, Text};

/// Decimals of a composed percentage, cut and never rounded up.
const PLACES: u32 = 5;
/// How deep the chain is followed: a longer one is a ring.
const DEEPEST: usize = 6;

/// How a part of the chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    Heading,
    Broken,
    Thin,
    Sound,
    Bare,
}

impl Stand {
    /// The same for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Broken => "broken",
            Self::Thin => "thin",
            Self::Sound => "sound",
            Self::Bare => "bare",
        }
    }
}

/// A promise, a part beneath it, a service or an agreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub depth: usize,
    pub stand: Stand,
    pub words: String,
    /// What is to be said of it, a sentence each.
    pub said: Vec<Msg>,
    /// What opens from here: an agreement, or a target of one.
    pub opens: Option<Id>,
}

/// Agreements that were read, the words for them, and the mark between facts.
pub struct Chain<'a> {
    pub read: &'a BTreeMap<Id, Draft>,
    pub text: &'a Text,
    pub dot: &'a str,
}

impl Chain<'_> {
    /// What the promises of an agreement rest on, and who stands behind the parts of its services.
    pub fn rows(&self, id: Id) -> Vec<Row> {
        let Some(draft) = self.read.get(&id) else { return Vec::new() };
        let heading = |key: &str| Row {
            depth: 0,
            stand: Stand::Heading,
            words: self.text.get(key),
            said: Vec::new(),
            opens: None,
        };
        let mut rows = vec![heading("chain-promises")];
        let clock = Clock::new(draft, chain::term(draft));
        for target in &draft.targets {
            self.promise(draft, &clock, &target.values, (target.id, 0), &mut rows);
        }
        rows.push(heading("chain-parts"));
        self.parts(draft, &clock, &mut rows);
        rows
    }

    /// A promise, and beneath it what it rests on.
    fn promise(&self, draft: &Draft, clock: &Clock, target: &Target, (opens, depth): (Id, usize), rows: &mut Vec<Row>) {
        let lang = self.text.lang();
        let measure = target.metric.as_deref().unwrap_or_default();
        let named = if measure.is_empty() { String::new() } else { self.text.choice("metric", measure) };
        let priority = target.priority.map_or_else(String::new, |priority| format!("P{priority} "));
        let value = target.shown_value(lang).unwrap_or_default();
        let words = format!("{} {priority}{named} {value}", target.label);
        let mut row = Row { depth, stand: Stand::Bare, words, said: Vec::new(), opens: Some(opens) };
        let promised = target.value.filter(|ppm| (0..=chain::WHOLE).contains(ppm));
        if let (Some(whole), Some(promised)) =
            (Composition::of(draft, target).filter(|_| measure == "availability"), promised)
        {
            let strength = whole.strength(promised);
            let composed = |key: &str| {
                let promised = target.shown_value(lang).unwrap_or_default();
                Msg::new(key).with("composed", percent_words(&whole.composed, PLACES)).with("promised", promised)
            };
            let (stand, said) = match &strength {
                Strength::Weaker => (Stand::Broken, composed("chain-composed-weaker")),
                Strength::Thin(safe) => {
                    (Stand::Thin, composed("chain-composed-thin").with("safe", percent_words(safe, PLACES)))
                }
                Strength::Enough => (Stand::Sound, composed("chain-composed")),
            };
            (row.stand, row.said) = (stand, vec![said]);
            rows.push(row);
            for (at, factor) in whole.factors.iter().enumerate() {
                let share = metric::show_value("availability", factor.ppm, "percent", lang);
                let name = factor.name.unwrap_or_default();
                let mut part = Row {
                    depth: depth + 1,
                    stand: if strength == Strength::Weaker { Stand::Broken } else { Stand::Sound },
                    words: format!("{} {name} {share}", factor.code),
                    said: Vec::new(),
                    opens: draft.supports.get(factor.support).and_then(|support| support.id),
                };
                if whole.is_minor(factor) {
                    (part.stand, part.said) = (Stand::Sound, vec![Msg::new("chain-minor")]);
                } else if strength == Strength::Weaker {
                    part.said.extend(match whole.asked_of(at, promised) {
                        Needed::Each(asked) => Some(Msg::new("chain-asked").with("asked", percent_words(&asked, 4))),
                        Needed::OutOfReach(best) => {
                            Some(Msg::new("chain-out-of-reach").with("best", percent_words(&best, PLACES)))
                        }
                        Needed::NothingWanted => None,
                    });
                }
                let deeper = part.opens;
                rows.push(part);
                self.beneath(deeper, measure, target.priority, depth + 2, rows);
            }
        } else {
            let steps = chain::on_the_way(draft, target);
            if chain::is_time(target) && !steps.is_empty() {
                let (stand, said) = sum_of(draft, clock, target, lang);
                (row.stand, row.said) = (stand, said.into_iter().collect());
                let first = rows.len();
                rows.push(row);
                for (at, (support, beneath)) in steps.iter().enumerate() {
                    let value = beneath.shown_value(lang).unwrap_or_default();
                    let looser = chain::is_looser(beneath, target);
                    let broken = looser || rows.get(first).is_some_and(|row| row.stand == Stand::Broken);
                    let mut part = Row {
                        depth: depth + 1,
                        stand: if broken { Stand::Broken } else { Stand::Sound },
                        words: format!("{} {} {value}", support.code, beneath.label),
                        said: Vec::new(),
                        opens: support.id,
                    };
                    if looser {
                        part.said.push(Msg::new("chain-looser"));
                    }
                    if broken {
                        part.said.push(match chain::time_left(draft, target, at) {
                            Some(left) => Msg::new("chain-at-most").with("left", length_words(left)),
                            None => Msg::new("chain-nothing-left"),
                        });
                        if let Some(row) = rows.get_mut(first) {
                            row.stand = Stand::Broken;
                        }
                    }
                    let deeper = part.opens;
                    rows.push(part);
                    self.beneath(deeper, measure, target.priority, depth + 2, rows);
                }
            } else if depth == 0 && (measure == "availability" || chain::is_time(target)) {
                row.said.push(Msg::new("chain-nothing"));
                rows.push(row);
            }
        }
    }

    /// The same promise of an agreement beneath, where something stands beneath that one too.
    fn beneath(&self, id: Option<Id>, metric: &str, priority: Option<i64>, depth: usize, rows: &mut Vec<Row>) {
        let Some(draft) = id.and_then(|id| self.read.get(&id)).filter(|_| depth < DEEPEST) else { return };
        if draft.supports.is_empty() {
            return;
        }
        let clock = Clock::new(draft, chain::term(draft));
        let same = |t: &&Filed<Target>| {
            t.values.metric.as_deref() == Some(metric) && (t.values.priority.is_none() || t.values.priority == priority)
        };
        for target in draft.targets.iter().filter(same) {
            self.promise(draft, &clock, &target.values, (target.id, depth), rows);
        }
    }

    /// Services with their components, and with whom each of them stands.
    fn parts(&self, draft: &Draft, clock: &Clock, rows: &mut Vec<Row>) {
        let mut placed: Vec<&str> = Vec::new();
        for entry in &draft.services {
            rows.push(Row {
                depth: 0,
                stand: Stand::Bare,
                words: format!("{} {}", entry.code, entry.service.name),
                said: Vec::new(),
                opens: None,
            });
            let service = rows.len() - 1;
            for component in &entry.service.components {
                let carried: Vec<&Support> =
                    draft.supports.iter().filter(|support| chain::carries(support, component)).collect();
                let critical = component.criticality.as_deref() == Some("critical");
                let ours = !matches!(component.provider.as_deref(), Some("team" | "supplier"));
                let mut facts = vec![component.name.clone()];
                facts.extend(component.criticality.iter().map(|code| self.text.choice("criticality", code)));
                facts.extend(component.provider.iter().map(|code| self.text.choice("provider", code)));
                let nobody = carried.is_empty() && critical && !ours;
                rows.push(Row {
                    depth: 1,
                    stand: match (nobody, carried.is_empty()) {
                        (true, _) => Stand::Broken,
                        (false, true) => Stand::Bare,
                        (false, false) => Stand::Sound,
                    },
                    words: facts.join(&format!(" {} ", self.dot)),
                    said: nobody.then(|| Msg::new("chain-nobody")).into_iter().collect(),
                    opens: None,
                });
                let part = rows.len() - 1;
                for support in carried {
                    placed.push(&support.code);
                    let row = self.agreement(draft, clock, support, 2);
                    raise(rows, part, row.stand);
                    rows.push(row);
                }
                let stand = rows[part].stand;
                raise(rows, service, stand);
            }
        }
        for support in draft.supports.iter().filter(|support| !placed.contains(&support.code.as_str())) {
            rows.push(self.agreement(draft, clock, support, 0));
        }
        if draft.supports.is_empty() {
            let (words, said) = (self.text.get("chain-nothing-at-all"), Vec::new());
            rows.push(Row { depth: 0, stand: Stand::Bare, words, said, opens: None });
        }
    }

    /// An agreement beneath: its term and its hours beside ours.
    fn agreement(&self, draft: &Draft, clock: &Clock, support: &Support, depth: usize) -> Row {
        let text = self.text;
        let mut said = Vec::new();
        let day = moment::day_words;
        if let Some(days) = chain::term(draft) {
            let holes = chain::uncovered(draft, days, support);
            said.extend(holes.into_iter().map(|hole| match hole {
                Uncovered::Until(begins) => Msg::new("chain-late").with("date", day(begins)).with("ours", day(days.0)),
                Uncovered::After { last, renewable } => {
                    let key = if renewable { "chain-early-renewable" } else { "chain-early" };
                    Msg::new(key).with("date", day(last)).with("ours", day(days.1))
                }
            }));
        }
        if let Some(gaps) = chain::unanswered(draft, clock, support)
            && let Some(first) = gaps.first()
        {
            said.push(
                Msg::new("chain-unanswered")
                    .with("hours", length_words(spans::seconds(&gaps)))
                    .with("from", moment::words(first.from(), clock.tz, false))
                    .with("to", moment::words(first.to(), clock.tz, false)),
            );
        }
        let renewable = said.iter().all(|msg| msg.key == "chain-early-renewable");
        let stand = match (said.is_empty(), renewable) {
            (true, _) => Stand::Sound,
            (false, true) => Stand::Thin,
            (false, false) => Stand::Broken,
        };
        if said.is_empty() {
            said.push(Msg::new("chain-covers"));
        }
        let state = support.state.as_deref().unwrap_or("DRAFT");
        let mut facts = vec![format!("{} {} {}", support.kind, support.code, support.title)];
        facts.extend(support.provider.clone());
        facts.push(text.choice("state", state));
        if let Some(id) = support.id
            && self.read.get(&id).is_some_and(|deeper| !deeper.supports.is_empty())
        {
            let count = self.read.get(&id).map_or(0, |deeper| deeper.supports.len());
            facts.push(text.say(&Msg::new("chain-deeper").with("count", count)));
        }
        let words = facts.join(&format!(" {} ", self.dot));
        Row { depth, stand, words, said, opens: support.id }
    }
}

/// A worse part makes the whole above it worse.
fn raise(rows: &mut [Row], at: usize, by: Stand) {
    let weight = |stand: Stand| match stand {
        Stand::Broken => 3,
        Stand::Thin => 2,
        Stand::Sound => 1,
        Stand::Bare | Stand::Heading => 0,
    };
    if let Some(row) = rows.get_mut(at).filter(|row| weight(row.stand) < weight(by)) {
        row.stand = by;
    }
}

/// What the hand-overs of one ticket add up to.
fn sum_of(draft: &Draft, clock: &Clock, target: &Target, lang: Lang) -> (Stand, Option<Msg>) {
    let Some(sum) = Sum::of(draft, clock, target) else { return (Stand::Sound, None) };
    let promised = target.shown_value(lang).unwrap_or_default();
    let stand = if sum.is_too_long() { Stand::Broken } else { Stand::Sound };
    let said = match sum {
        Sum::Plain { sum, .. } => {
            let key = if stand == Stand::Broken { "chain-sum-long" } else { "chain-sum" };
            Msg::new(key).with("sum", length_words(sum)).with("promised", promised)
        }
        Sum::Wall { sum, ours } => {
            let key = if stand == Stand::Broken { "chain-wall-long" } else { "chain-wall" };
            Msg::new(key).with("sum", length_words(sum)).with("ours", length_words(ours))
        }
        Sum::Undecided { sum } => {
            return (Stand::Thin, Some(Msg::new("chain-sum-undecided").with("sum", length_words(sum))));
        }
    };
    (stand, Some(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_part_makes_the_whole_worse_and_never_better() {
        let row = |stand| Row { depth: 0, stand, words: String::new(), said: Vec::new(), opens: None };
        let mut rows = vec![row(Stand::Bare)];
        for (by, then) in [(Stand::Sound, Stand::Sound), (Stand::Broken, Stand::Broken), (Stand::Thin, Stand::Broken)] {
            raise(&mut rows, 0, by);
            assert_eq!(rows[0].stand, then);
        }
    }
}
