//! Sections that change places: the numbers follow, and texts that name a section by its number are pointed out.

use serde_json::{Value, json};

use super::AgreementView;
use super::outline::Row;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::lint::references;
use crate::domain::agreement::{draft, order};
use crate::domain::kinds::Kind;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::{Arg, Msg};

impl AgreementView {
    /// Moves the section at the cursor past the next one.
    pub(super) fn shift_section(&self, down: bool, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        if self.is_frozen() {
            return vec![self.frozen()];
        }
        let Some(section) = self.section() else {
            let fixed = matches!(self.row(), Some(Row::Target(_)));
            let key = if fixed { "agreement-order-labels" } else { "agreement-order-where" };
            return vec![Ask::Tell(Msg::new(key), Tone::Plain)];
        };
        let shown = self.sections();
        let keys: Vec<&str> = shown.iter().map(|(_, section)| section.key.as_str()).collect();
        let version = &work.document.version;
        let Some(to) = order::shifted(&version.values.sections, &keys, &section.key, down) else { return Vec::new() };
        let stored = |keys: &[String]| if keys.is_empty() { Value::Null } else { json!(keys) };
        let change = Change::Update {
            kind: Kind::AgreementVersion,
            id: version.id,
            field: "sections".to_owned(),
            base: stored(&version.values.sections),
            new: stored(&to),
        };
        let act = Act { id: context.id(), verb: "verb-order".to_owned(), changes: vec![change] };
        let mut asks = vec![Ask::Do(Command::Save(act))];
        let number = shown.iter().find(|(_, held)| held.key == section.key).map_or(0, |(number, _)| *number);
        asks.extend(self.named_by_number(number.min(if down { number } else { number - 1 })));
        asks
    }

    /// What is to be said where a text names one of two sections that change places, the first of which has this number.
    fn named_by_number(&self, first: usize) -> Option<Ask> {
        let work = self.work.as_ref()?;
        let names = |text: &str| references(text).into_iter().any(|number| number == first || number == first + 1);
        let shown = self.sections();
        let place = |key: &str| shown.iter().position(|(_, section)| section.key == key);
        let mut places: Vec<usize> = Vec::new();
        for clause in work.document.clauses.iter().filter(|clause| names(draft::text(clause))) {
            places.extend(place(&clause.values.section).filter(|at| !places.contains(at)));
        }
        let titles: Vec<Arg> = places.into_iter().map(|at| Arg::from(shown[at].1.title.clone())).collect();
        (!titles.is_empty()).then(|| {
            let msg = Msg::new("agreement-order-named").with("first", first.to_string());
            Ask::Tell(msg.with("second", (first + 1).to_string()).with("sections", titles), Tone::Warn)
        })
    }
}
