//! `cargo bench --bench lint`: all checks on a draft of 500 clauses and 200 targets, as they run while somebody types.
//! They are promised within one frame of 16 ms; the same on the small worked example stands beside it.

#![expect(clippy::unwrap_used, reason = "a measurement that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::hint::black_box;
use std::time::Instant;

use canvass::domain::agreement::draft::Draft;
use canvass::domain::agreement::lint::lint;
use canvass::domain::record::Id;
use canvass::export::agreement_json::from_json;
use chrono::NaiveDate;

const ROUNDS: usize = 40;
/// Milliseconds of one frame.
const PROMISED: f64 = 16.0;

fn main() {
    let small = from_json(include_str!("../tests/agreements/worked-example.json")).unwrap();
    let large = grown(&small, 500, 200);
    println!("{:<34}{:>10}{:>10}{:>12}{:>12}", "all checks", "clauses", "targets", "median ms", "worst ms");
    for (name, draft) in [("worked example", &small), ("large draft", &large)] {
        let (median, worst) = measured(draft);
        println!("{name:<34}{:>10}{:>10}{median:>12.3}{worst:>12.3}", draft.clauses.len(), draft.targets.len());
        if median > PROMISED {
            println!("above the {PROMISED} ms of one frame");
        }
    }
}

/// The same draft with so many clauses and targets; each is another one.
fn grown(draft: &Draft, clauses: usize, targets: usize) -> Draft {
    let mut grown = draft.clone();
    let id = |n: usize| Id(uuid::Uuid::from_u128(1_000_000 + n as u128));
    grown.clauses = draft.clauses.iter().cycle().take(clauses).cloned().collect();
    for (at, clause) in grown.clauses.iter_mut().enumerate() {
        clause.id = id(at);
        let text = clause.values.text.take().unwrap_or_default();
        clause.values.text = Some(format!("{text}\n{at}: 30 minutes, 30分钟."));
    }
    grown.targets = draft.targets.iter().cycle().take(targets).cloned().collect();
    for (at, target) in grown.targets.iter_mut().enumerate() {
        target.id = id(10_000 + at);
        target.values.label = format!("T{at}");
        target.values.component = Some(format!("part {}", at / draft.targets.len()));
    }
    grown.traces.clear();
    grown
}

/// The middle and the longest of many runs, in milliseconds; the first ones fill the caches.
fn measured(draft: &Draft) -> (f64, f64) {
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let mut times: Vec<f64> = (0..ROUNDS + 5)
        .map(|_| {
            let began = Instant::now();
            assert!(!black_box(lint(black_box(draft), today)).is_empty());
            began.elapsed().as_secs_f64() * 1e3
        })
        .skip(5)
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}
