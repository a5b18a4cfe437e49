//! What stands in a form as values: what a save changes, and what follows from what is typed.

use serde_json::Value;

use super::Form;
use crate::domain::act::Change;
use crate::domain::agreement::metric;
use crate::domain::kinds::Kind;
use crate::domain::record::Values;
use crate::domain::wording;

impl Form {
    /// What a save of this form changes.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let lines = || self.lines.iter().filter(move |line| line.part == index);
            if part.new {
                let mut values = part.fixed.clone();
                for line in lines().filter(|line| !line.value.is_null()) {
                    values.insert(line.field.name.to_owned(), line.value.clone());
                }
                for (name, value) in self.implied(index).into_iter().filter(|(_, value)| !value.is_null()) {
                    values.insert(name.to_owned(), value);
                }
                changes.push(Change::Insert { kind: part.kind, id: part.id, values });
                continue;
            }
            let base = |name: &str| part.base.get(name).cloned().unwrap_or(Value::Null);
            let units: Vec<&str> = lines()
                .filter(|line| !line.field.unit.is_empty() && line.value != base(line.field.name))
                .map(|line| line.field.unit)
                .collect();
            for line in lines() {
                // A field of a touched unit is sent unchanged too, so that a colleague's change to it is noticed.
                let changed = line.value != base(line.field.name);
                if changed || (units.contains(&line.field.unit) && !base(line.field.name).is_null()) {
                    changes.push(Change::Update {
                        kind: part.kind,
                        id: part.id,
                        field: line.field.name.to_owned(),
                        base: base(line.field.name),
                        new: line.value.clone(),
                    });
                }
            }
            for (name, new) in self.implied(index) {
                let base = base(name);
                let unit = part.kind.spec().field(name).map_or("", |field| field.unit);
                if new != base || (units.contains(&unit) && !base.is_null()) {
                    changes.push(Change::Update { kind: part.kind, id: part.id, field: name.to_owned(), base, new });
                }
            }
        }
        changes.extend(self.extra.iter().cloned());
        changes
    }

    /// The values of a part as they stand now.
    pub(super) fn values_of(&self, part: usize) -> Values {
        let Some(of) = self.parts.get(part) else { return Values::new() };
        let mut values = of.base.clone();
        values.extend(of.fixed.clone());
        for line in self.lines.iter().filter(|line| line.part == part) {
            values.insert(line.field.name.to_owned(), line.value.clone());
            if let Some((name, value)) = &line.beside {
                values.insert((*name).to_owned(), value.clone());
            }
        }
        values
    }

    /// Fields nobody types that follow from those that are typed.
    pub(super) fn implied(&self, part: usize) -> Vec<wording::Beside> {
        let mut implied: Vec<_> =
            self.lines.iter().filter(|line| line.part == part).filter_map(|line| line.beside.clone()).collect();
        let asked = |name: &str| self.lines.iter().any(|line| line.part == part && line.field.name == name);
        if self.parts.get(part).is_some_and(|of| of.kind == Kind::Target) && asked("metric") {
            let values = self.values_of(part);
            let metric = values.get("metric").and_then(Value::as_str).and_then(metric::metric);
            implied.push(("operator", metric.map_or(Value::Null, |metric| metric.operator().into())));
        }
        // An attitude is of the day on which it was assessed; older ones stop counting.
        if self.parts.get(part).is_some_and(|of| of.kind == Kind::DealRole) {
            let line = |name: &str| self.lines.iter().find(|line| line.part == part && line.field.name == name);
            let known = |name: &str| self.parts.get(part).and_then(|of| of.base.get(name)).cloned().unwrap_or_default();
            let changed = |name: &str| line(name).is_some_and(|line| line.value != known(name));
            if changed("attitude") && !changed("assessed_on") {
                let told = line("attitude").is_some_and(|line| !line.value.is_null());
                implied.push(("assessed_on", if told { Value::from(self.today.to_string()) } else { Value::Null }));
            }
        }
        implied
    }
}
