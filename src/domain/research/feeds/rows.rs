//! Proposals that come row by row: needs, gaps, the software in use, and who competes.

use serde_json::{Value, json};

use super::{Mode, Reader, Said, value};
use crate::domain::account::competitor::COMP5;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::research::need::{ASPECT, title_from};
use crate::domain::research::template::Form;
use crate::text::{Lang, clean};

/// From which mark on a row of a table tells of a gap (hints of 04-interviews): column, bound, and whether more is worse.
const GAP_FROM: &[(&str, i64, bool)] = &[("pain", 4, true), ("quality", 2, false), ("age", 6, true)];

/// Ways of having no rival that are rivals all the same.
const NAMELESS: &[&str] = &["inhouse", "nodec"];

/// What an answer says, one text for each row or option.
pub fn parts(said: &Said<'_>, lang: Lang) -> Vec<String> {
    match (said.question.form, &said.value) {
        (Form::Table, Value::Array(rows)) => rows.iter().map(|row| line(said, row, &[])).collect(),
        (Form::Multi, Value::Array(codes)) => {
            codes.iter().filter_map(Value::as_str).map(|code| value::labels(said.question, &[code], lang)).collect()
        }
        _ => vec![said.raw.trim().to_owned()],
    }
}

/// The cells of a row in the order of its columns.
fn line(said: &Said<'_>, row: &Value, without: &[&str]) -> String {
    let cells = said.question.columns.iter().filter(|column| !without.contains(&column.key.as_str()));
    let cells: Vec<String> = cells.filter_map(|column| cell(row, &column.key)).collect();
    cells.join(" · ")
}

/// One cell as text.
pub fn cell(row: &Value, key: &str) -> Option<String> {
    match row.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Null | Value::Bool(_) => None,
        other => Some(other.to_string()),
    }
}

fn number(row: &Value, key: &str) -> Option<i64> {
    let value = row.get(key)?;
    value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))
}

impl Reader<'_> {
    /// What is missing today: an answer in words, rows marked as bad, or the options that were not named.
    pub(super) fn gaps(&mut self, said: &Said<'_>, with: &[&str]) {
        let Some(deal) = self.known.deal.as_ref().map(|deal| deal.id) else { return };
        let made: Vec<String> =
            self.known.made(said.answer.id, Kind::Gap).map(|gap| value::fold(gap.title())).collect();
        let found: Vec<(String, String)> = match (said.question.form, &said.value) {
            (Form::Table, Value::Array(rows)) => {
                let bad = rows.iter().filter(|row| is_bad(row));
                bad.map(|row| {
                    let first = said.question.columns.first().and_then(|column| cell(row, &column.key));
                    (first.unwrap_or_else(|| line(said, row, &[])), line(said, row, &[]))
                })
                .collect()
            }
            (Form::Multi, Value::Array(codes)) => {
                let chosen: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
                let missing = said.question.choices.iter().map(|choice| choice.code.as_str());
                let missing: Vec<&str> = missing.filter(|code| !chosen.contains(code)).collect();
                let labels = value::labels(said.question, &missing, self.lang);
                let asked = said.question.wording(self.lang, "…");
                if missing.is_empty() { Vec::new() } else { vec![(labels.clone(), format!("{asked} ✕ {labels}"))] }
            }
            _ => vec![(title_from(&clean::clean_lines(said.raw)), said.raw.trim().to_owned())],
        };
        if made.len() == found.len() && found.len() == 1 {
            return;
        }
        let needs: Vec<Value> = self.known.made(said.answer.id, Kind::Need).map(|need| need.id.json()).collect();
        for (statement, current) in found {
            if statement.is_empty() || made.contains(&value::fold(&statement)) {
                continue;
            }
            let mut values = Values::new();
            values.insert("opportunity".to_owned(), deal.json());
            values.insert("statement".to_owned(), json!(statement));
            values.insert("current".to_owned(), json!(current));
            values.insert("desired".to_owned(), json!(self.words.get("feeds-desired")));
            if let Some(kind) = with.iter().find(|code| matches!(**code, "business" | "technical")) {
                values.insert("kind".to_owned(), json!(kind));
            }
            if let Some(aspect) = with.iter().find(|code| ASPECT.contains(code)) {
                values.insert("aspect".to_owned(), json!(aspect));
            }
            if !needs.is_empty() {
                values.insert("needs".to_owned(), Value::Array(needs.clone()));
            }
            self.create(said, Kind::Gap, values, Vec::new());
        }
    }

    /// Software in use today, from a table that names it.
    pub(super) fn incumbents(&mut self, said: &Said<'_>) {
        let Some(deal) = self.known.deal.as_ref().map(|deal| deal.id) else { return };
        let (Form::Table, Value::Array(rows)) = (said.question.form, &said.value) else { return };
        for row in rows {
            let Some(product) = cell(row, "product").or_else(|| cell(row, "name")) else { continue };
            if self.known.of(Kind::Incumbent).any(|known| value::fold(known.title()) == value::fold(&product)) {
                continue;
            }
            let mut values = Values::new();
            values.insert("opportunity".to_owned(), deal.json());
            values.insert("product".to_owned(), json!(product));
            for field in ["vendor", "pros", "cons", "contract_end"] {
                values.extend(cell(row, field).map(|text| (field.to_owned(), json!(text))));
            }
            // Marks from 1 to 5 stand around the middle.
            let mark = number(row, "attitude").or_else(|| number(row, "satisfaction"));
            values.extend(mark.map(|mark| ("attitude".to_owned(), json!(mark - 3))));
            self.create(said, Kind::Incumbent, values, Vec::new());
        }
    }

    /// Vendors of what is in use, and the rivals that have no name: own development, doing nothing.
    pub(super) fn competitors(&mut self, said: &Said<'_>) {
        let named: Vec<(String, &str)> = match (said.question.form, &said.value) {
            (Form::Table, Value::Array(rows)) => {
                rows.iter().filter_map(|row| Some((cell(row, "vendor")?, "focus"))).collect()
            }
            (Form::Multi, Value::Array(codes)) => {
                let codes = codes.iter().filter_map(Value::as_str).filter(|code| NAMELESS.contains(code));
                let kinds = codes.filter_map(|code| COMP5.iter().find(|kind| **kind == code).copied());
                kinds.map(|kind| (value::labels(said.question, &[kind], self.lang), kind)).collect()
            }
            _ => return,
        };
        let deal = self.known.deal.as_ref().map(|deal| deal.id);
        for (name, kind) in named {
            let same = |known: &crate::domain::record::Record| {
                value::fold(known.title()) == value::fold(&name)
                    || NAMELESS.contains(&kind) && known.str("kind") == kind
            };
            let known = self.known.of(Kind::Competitor).find(|known| same(known)).map(|known| known.id);
            let here = |id: Id| self.known.of(Kind::Rival).any(|rival| rival.id_of("competitor") == Some(id));
            if known.is_some_and(here) || known.is_some() && deal.is_none() || self.proposes(Kind::Competitor, &name) {
                continue;
            }
            let id = known.unwrap_or_else(|| (self.new_id)());
            let rival = deal.map(|deal| {
                let mut values = Values::new();
                values.insert("opportunity".to_owned(), deal.json());
                values.insert("competitor".to_owned(), id.json());
                values
            });
            match (known, rival) {
                (Some(_), Some(values)) => self.rival(said, &name, values),
                (None, rival) => {
                    let mut values = Values::new();
                    values.insert("name".to_owned(), json!(name));
                    values.insert("kind".to_owned(), json!(kind));
                    let insert = rival.map(|values| Change::Insert { kind: Kind::Rival, id: (self.new_id)(), values });
                    self.create_as(said, (Kind::Competitor, id), values, insert.into_iter().collect());
                }
                (Some(_), None) => {}
            }
        }
    }

    /// A competitor who is known takes part in this deal.
    fn rival(&mut self, said: &Said<'_>, name: &str, values: Values) {
        self.create(said, Kind::Rival, values, Vec::new());
        if let Some(last) = self.found.last_mut() {
            name.clone_into(&mut last.name);
        }
    }

    /// Whether an earlier answer proposes this record already.
    pub(super) fn proposes(&self, kind: Kind, name: &str) -> bool {
        let mut same = self.found.iter().filter(|found| (found.kind, found.mode) == (kind, Mode::Create));
        same.any(|found| value::fold(&found.name) == value::fold(name))
    }
}

/// A row without any of the marks tells of a gap by being there.
fn is_bad(row: &Value) -> bool {
    let mut marks =
        GAP_FROM.iter().filter_map(|(key, bound, more)| Some((number(row, key)?, *bound, *more))).peekable();
    let unmarked = marks.peek().is_none();
    unmarked || marks.any(|(mark, bound, more)| if more { mark >= bound } else { mark <= bound })
}
