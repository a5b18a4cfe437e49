//! The answers as tables: what a spreadsheet takes, and what is looked up beneath the sentence.

use num_traits::Zero;

use crate::domain::calculator::{Achieved, Composed, Credit, Downtime, DueTime, Elapsed};
use crate::domain::exact::{Exact, in_each, length_words, percent_exactly, percent_words};
use crate::domain::time::composition::Shape;
use crate::domain::time::due::Due;
use crate::domain::time::hours::Hours;
use crate::domain::time::period::Period;
use crate::domain::time::{length, moment};
use crate::text::number::amount_full;
use crate::text::{Msg, Text, Words, clean};

/// Decimals of a percentage that need not end.
const PLACES: u32 = 6;

/// Heads, and rows of cells in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<Msg>,
    pub rows: Vec<Vec<Words>>,
    /// The row the answer is about.
    pub here: Option<usize>,
    /// The first cells in fewer letters, for a narrow page.
    pub short: Vec<String>,
}

impl Table {
    /// Cells apart by tabs, one row a line, as a spreadsheet takes them.
    pub fn text(&self, text: &Text) -> String {
        let cell = |words: &str| clean::clean(words).replace('\t', " ");
        let head: Vec<String> = self.head.iter().map(|msg| cell(&text.say(msg))).collect();
        let rows = self.rows.iter().map(|row| {
            let cells: Vec<String> = row.iter().map(|words| cell(words.to(text.lang()))).collect();
            cells.join("\t")
        });
        std::iter::once(head.join("\t")).chain(rows).collect::<Vec<_>>().join("\n")
    }
}

fn nothing() -> Words {
    in_each(|_| "–".to_owned())
}

fn plain(text: &str) -> Words {
    in_each(|_| text.to_owned())
}

fn target(share: &Exact) -> Msg {
    Msg::new("calculator-head-value").with("value", percent_exactly(share))
}

fn heads(keys: &[&str]) -> Vec<Msg> {
    keys.iter().map(|key| Msg::new(*key)).collect()
}

/// The period among its neighbours: the months or quarters of its year, the years around it.
fn neighbours(period: Period) -> Vec<Period> {
    let around = |by: std::ops::RangeInclusive<i32>| by.filter_map(|by| period.step(by)).collect();
    match period {
        Period::Month(year, _) => (1..=12).map(|month| Period::Month(year, month)).collect(),
        Period::Quarter(year, _) => (1..=4).map(|quarter| Period::Quarter(year, quarter)).collect(),
        Period::Year(_) | Period::From(..) => around(-1..=1),
        Period::Days(_) => vec![period],
    }
}

/// What the targets permit in each of the periods around; a period of which the calendar knows nothing has no figures.
pub fn downtime(hours: &Hours, period: Period, targets: &[Exact]) -> Table {
    let mut head = heads(&["calculator-head-period", "calculator-head-days", "calculator-head-agreed"]);
    head.extend(targets.iter().map(target));
    if targets.len() == 2 {
        head.push(Msg::new("calculator-head-difference"));
    }
    let row = |period: Period| {
        let answers: Vec<Downtime> =
            targets.iter().filter_map(|target| Downtime::of(hours, period, target.clone()).ok()).collect();
        let mut row = vec![period.words()];
        let Some(first) = answers.first() else {
            row.resize_with(head.len(), nothing);
            return row;
        };
        row.push(plain(&first.agreed.days.to_string()));
        row.push(length_words(first.agreed.seconds));
        row.extend(answers.iter().map(|answer| length_words(answer.seconds())));
        if let [one, other] = answers.as_slice() {
            row.push(length_words((one.seconds() - other.seconds()).abs()));
        }
        row
    };
    let periods = neighbours(period);
    let here = periods.iter().position(|other| *other == period);
    let short = periods.iter().map(ToString::to_string).collect();
    let rows = periods.into_iter().map(row).collect();
    Table { head, rows, here, short }
}

pub fn due(one: &DueTime, other: Option<&DueTime>) -> Table {
    let head = heads(&["calculator-head-target", "calculator-head-start", "calculator-head-due"]);
    let row = |answer: &DueTime| {
        let (Due::At(at) | Due::NotBefore(at)) = answer.due;
        let offsets = moment::offset_changes(answer.start, at, answer.tz);
        let due = moment::words(at, answer.tz, offsets);
        let due = if matches!(answer.due, Due::At(_)) { due } else { in_each(|lang| format!("≥ {}", due.to(lang))) };
        vec![length::words(answer.target), moment::words(answer.start, answer.tz, offsets), due]
    };
    Table { head, rows: std::iter::once(one).chain(other).map(row).collect(), here: None, short: Vec::new() }
}

pub fn elapsed(answer: &Elapsed) -> Table {
    let head = heads(&["calculator-head-from", "calculator-head-to", "calculator-head-length"]);
    let offsets = moment::offset_changes(answer.whole.from(), answer.whole.to(), answer.tz);
    let words = |at| moment::words(at, answer.tz, offsets);
    let row = |from, to, seconds| vec![words(from), words(to), length_words(seconds)];
    let mut rows: Vec<_> = answer.open.iter().map(|span| row(span.from(), span.to(), span.seconds())).collect();
    rows.push(row(answer.whole.from(), answer.whole.to(), answer.seconds));
    let here = Some(rows.len() - 1);
    Table { head, rows, here, short: Vec::new() }
}

pub fn achieved(one: &Achieved, other: Option<&Achieved>) -> Table {
    let head = heads(&[
        "calculator-head-target",
        "calculator-head-permitted",
        "calculator-head-down",
        "calculator-head-achieved",
        "calculator-head-left",
    ]);
    let row = |answer: &Achieved| {
        let left = answer.permitted() - answer.down;
        let size = length_words(left.abs());
        vec![
            percent_exactly(&answer.target),
            length_words(answer.permitted()),
            length_words(answer.down),
            percent_words(&answer.availability, answer.places()),
            in_each(|lang| format!("{}{}", if left < 0 { "−" } else { "" }, size.to(lang))),
        ]
    };
    Table { head, rows: std::iter::once(one).chain(other).map(row).collect(), here: None, short: Vec::new() }
}

/// The tree from the whole down, with what each part gives or must give.
pub fn structure(one: &Composed, other: Option<&Composed>) -> Table {
    let mut head = heads(&["calculator-head-part", "calculator-head-kind"]);
    let both: Vec<&Composed> = std::iter::once(one).chain(other).collect();
    head.extend(both.iter().map(|answer| match answer {
        Composed::Whole { .. } => Msg::new("calculator-head-gives"),
        Composed::Wanted { target: wanted, .. } => target(wanted),
    }));
    let rows = one.tree().rows().into_iter().map(|row| {
        let kind = match &row.part.shape {
            Shape::Known(_) => String::new(),
            Shape::Wanted => "?".to_owned(),
            Shape::Serial(_) => "serial".to_owned(),
            Shape::Parallel(_) => "parallel".to_owned(),
            Shape::AtLeast(needed, parts) => format!("{needed}/{}", parts.len()),
        };
        let number: Vec<String> = row.path.iter().map(|at| (at + 1).to_string()).collect();
        let name = format!("{} {}", number.join("."), row.part.label);
        let mut cells = vec![plain(name.trim()), plain(&kind)];
        cells.extend(both.iter().map(|answer| {
            let each = match answer {
                Composed::Whole { .. } => Exact::zero(),
                Composed::Wanted { each, .. } => each.clone(),
            };
            percent_words(&row.part.with(&each), 2 * PLACES)
        }));
        cells
    });
    Table { head, rows: rows.collect(), here: None, short: Vec::new() }
}

pub fn credit(answer: &Credit) -> Table {
    let head = heads(&["calculator-head-achieved", "calculator-head-tier", "calculator-head-credit"]);
    let mut rows: Vec<Vec<Words>> = answer
        .breaches
        .iter()
        .map(|(achieved, tier)| {
            vec![percent_exactly(achieved), percent_exactly(&tier.at_least), percent_exactly(&tier.credit)]
        })
        .collect();
    let amount = in_each(|lang| amount_full(answer.amount.minor, answer.amount.ccy, lang));
    rows.push(vec![nothing(), percent_exactly(&answer.share), amount]);
    let here = Some(rows.len() - 1);
    Table { head, rows, here, short: Vec::new() }
}
