//! The tables of an agreement, each in the section that it belongs to.

use chrono_tz::Tz;
use serde_json::Value;

use super::Paper;
use crate::domain::agreement::metric;
use crate::domain::agreement::private::is_private;
use crate::domain::agreement::sections::TABLES;
use crate::domain::agreement::target::{TARGET, Target};
use crate::domain::agreement::version::AGREEMENT_VERSION;
use crate::domain::money::Money;
use crate::domain::record::{Field, Table, Type, Values};
use crate::domain::time::week;
use crate::domain::wording;
use crate::export::document::Block;
use crate::text::{Lang, Msg, Text, number};

impl Paper<'_> {
    /// Everything a section has in tables.
    pub(super) fn tables(&mut self, section: &str) {
        match section {
            "service_description" => self.services(),
            "service_hours" => self.hours("service_calendar", self.draft.version.values.service_calendar),
            "support" => self.hours("support_calendar", self.draft.version.values.support_calendar),
            "priorities" => self.matrix(),
            "targets" => self.targets(),
            "supporting_agreements" => self.supports(),
            "signatures" => self.signatures(),
            "history" => self.history(),
            _ => {}
        }
        for (_, name) in TABLES.iter().filter(|(of, name)| *of == section && *name != "signatories") {
            self.plain(name);
        }
        if section == "charges" {
            self.total();
        }
    }

    fn caption(&mut self, words: String) {
        self.document.blocks.push(Block::Caption(words));
    }

    /// A table of the version with the columns that both sides may read.
    fn plain(&mut self, name: &str) {
        let Some(Field { ty: Type::Rows(table), .. }) = AGREEMENT_VERSION.field(name) else { return };
        let version = serde_json::to_value(&self.draft.version.values).unwrap_or(Value::Null);
        let held = version.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
        let printed = |row: &&Values| {
            // A definition stands in its own language.
            let language = row.get("language").and_then(Value::as_str).and_then(Lang::from_tag);
            name != "definitions" || self.texts.iter().any(|text| Some(text.lang()) == language)
        };
        let held: Vec<&Values> = held.filter(printed).collect();
        let alone = self.texts.len() == 1 && name == "definitions";
        let columns: Vec<&Field> = table
            .columns
            .iter()
            .filter(|column| !is_private(table.name, column.name))
            .filter(|column| !alone || column.name != "language")
            .collect();
        let head = columns.iter().map(|column| self.each(|text| text.field(table.name, column.name))).collect();
        let rows: Vec<Vec<String>> =
            held.iter().map(|row| columns.iter().map(|column| self.cell(table, column, row)).collect()).collect();
        if !rows.is_empty() {
            let caption = self.each(|text| text.field("agreement_version", name));
            self.caption(caption);
            self.document.table(head, rows);
        }
    }

    fn cell(&self, table: &Table, column: &Field, row: &Values) -> String {
        let value = row.get(column.name).unwrap_or(&Value::Null);
        match (table.name, column.name) {
            ("milestones", "amount") => match wording::money_of(value) {
                Some(amount) => format!("{}\n{}", self.amount(amount), self.in_words(amount)),
                None => String::new(),
            },
            _ => self.each(|text| self.cells.words(table.name, column, row, text, Tz::UTC)),
        }
    }

    fn amount(&self, amount: Money) -> String {
        self.each(|text| number::amount_full(amount.minor, amount.ccy, text.lang()))
    }

    /// As a contract spells it out, so that nobody adds a digit.
    fn in_words(&self, amount: Money) -> String {
        self.each(|text| amount.in_words().to(text.lang()).to_owned())
    }

    fn total(&mut self) {
        let version = &self.draft.version.values;
        let mut facts = Vec::new();
        for (field, amount) in [("total", version.total), ("penalty_cap", version.penalty_cap)] {
            if let Some(amount) = amount {
                facts.push((self.each(|text| text.field("agreement_version", field)), self.amount(amount)));
                facts.push((self.word("paper-in-words"), self.in_words(amount)));
            }
        }
        if let Some(rate) = &version.rate_clause {
            facts.push((self.each(|text| text.field("agreement_version", "rate_clause")), rate.clone()));
        }
        if !facts.is_empty() {
            self.document.blocks.push(Block::Facts(facts));
        }
    }

    fn services(&mut self) {
        let service = |entry: &crate::domain::agreement::draft::ServiceRef| {
            let service = &entry.service;
            let name = |text: &Text| {
                let own = match text.lang() {
                    Lang::En => None,
                    Lang::Zh => service.name_zh.as_ref(),
                    Lang::Ru => service.name_ru.as_ref(),
                };
                own.unwrap_or(&service.name).clone()
            };
            let parts: Vec<&str> = service.components.iter().map(|part| part.name.as_str()).collect();
            let written = |text: &Option<String>| text.clone().unwrap_or_default();
            vec![
                entry.code.clone(),
                self.each(name),
                written(&service.outcomes),
                written(&service.description),
                parts.join(", "),
            ]
        };
        let rows: Vec<_> = self.draft.services.iter().map(service).collect();
        let mut head = vec![self.word("agreement-column-code")];
        head.extend(["name", "outcomes", "description", "components"].map(|f| self.each(|text| text.field("", f))));
        self.document.table(head, rows);
    }

    /// The calendar behind hours: their week, and until when its holidays are known.
    fn hours(&mut self, field: &str, calendar: Option<crate::domain::record::Id>) {
        let Some(calendar) = self.draft.calendar(calendar) else { return };
        let label = |name: &str| self.each(|text| text.field("calendar", name));
        let until = calendar.valid_to.as_deref().and_then(|day| day.parse().ok());
        let facts = vec![
            (self.each(|text| text.field("agreement_version", field)), calendar.name.clone()),
            (label("windows"), self.each(|text| week::words(&calendar.windows).to(text.lang()).to_owned())),
            (label("tz"), calendar.tz.clone()),
            (label("valid_to"), until.map_or_else(String::new, |day| self.each(|text| number::date(day, text.lang())))),
        ];
        let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.document.blocks.push(Block::Facts(facts));
    }

    /// Priorities by impact, one a row, and urgency.
    fn matrix(&mut self) {
        let Some(matrix) = self.draft.version.values.priority_matrix.as_deref().filter(|m| !m.is_empty()) else {
            return;
        };
        let row = |(at, row): (usize, &str)| {
            let cells = row.chars().map(|cell| format!("P{cell}"));
            std::iter::once((at + 1).to_string()).chain(cells).collect::<Vec<_>>()
        };
        let rows: Vec<_> = matrix.split('/').enumerate().map(row).collect();
        let widest = rows.iter().map(Vec::len).max().unwrap_or(1);
        let head = std::iter::once(self.word("paper-matrix")).chain((1..widest).map(|n| n.to_string())).collect();
        self.document.table(head, rows);
    }

    fn targets(&mut self) {
        let head = [
            "agreement-column-code",
            "agreement-column-service",
            "agreement-column-metric",
            "agreement-column-target",
            "agreement-column-period",
            "agreement-column-clock",
            "agreement-column-measured",
            "paper-column-notes",
        ];
        let head = head.map(|key| self.word(key)).into();
        let rows = self.draft.targets.iter().map(|target| self.target(&target.values)).collect();
        self.document.table(head, rows);
    }

    fn target(&self, target: &Target) -> Vec<String> {
        let code = |field: &str, code: &Option<String>| {
            code.as_deref().map(|code| self.choice(field, code)).unwrap_or_default()
        };
        let written = |text: &Option<String>| text.clone().unwrap_or_default();
        let sign = match target.operator.as_deref() {
            Some("ge") => "≥ ",
            Some("le") => "≤ ",
            _ => "",
        };
        let value = |text: &Text| target.shown_value(text.lang()).map(|value| format!("{sign}{value}"));
        let share = target.attainment_ppm.map(|share| {
            self.each(|text| {
                let share = metric::show_value("availability", share, "percent", text.lang());
                text.say(&Msg::new("paper-share").with("share", share))
            })
        });
        let period = match (target.period.as_deref(), target.rolling_days) {
            (Some("rolling_days"), Some(days)) => self.say(&Msg::new("agreement-rolling").with("days", days)),
            _ => code("period", &target.period),
        };
        let priority = target.priority.map(|priority| format!("P{priority}")).unwrap_or_default();
        let ticket = if target.ticket_type.as_deref() == Some("na") { None } else { target.ticket_type.clone() };
        vec![
            target.label.clone(),
            joined(&[written(&target.service), written(&target.component)], " / "),
            joined(&[code("metric", &target.metric), code("ticket_type", &ticket), priority], " · "),
            joined(&[self.each(|text| value(text).unwrap_or_else(|| "—".to_owned())), share.unwrap_or_default()], "\n"),
            joined(&[period, code("hours_basis", &target.hours_basis)], " · "),
            joined(&[code("clock_start", &target.clock_start), code("clock_stop", &target.clock_stop)], " → "),
            joined(&[written(&target.measure_point), written(&target.data_source)], "\n"),
            self.notes(target),
        ]
    }

    /// What decides in a dispute how a target is counted.
    fn notes(&self, target: &Target) -> String {
        let Ok(Value::Object(values)) = serde_json::to_value(target) else { return String::new() };
        let fields = ["unavailable_criterion", "pause_on", "percentile", "min_sample", "day_semantics", "polling_sec"];
        let note = |name: &&str| {
            let field = TARGET.field(name)?;
            let value = values.get(*name).filter(|value| !value.is_null() && **value != Value::Array(Vec::new()))?;
            Some(self.each(|text| {
                let shown = wording::show(field, value, &self.names, text, Tz::UTC);
                format!("{}: {shown}", text.field("target", name))
            }))
        };
        fields.iter().filter_map(note).collect::<Vec<_>>().join("\n")
    }

    /// Which agreements stand beneath; what they promise us is our own business.
    fn supports(&mut self) {
        let head = ["agreement-column-code", "agreement-kind", "agreement-column-title"].map(|key| self.word(key));
        let rows = self.draft.supports.iter();
        let rows = rows.map(|s| vec![s.code.clone(), self.choice("kind", &s.kind), s.title.clone()]).collect();
        self.document.table(head.into(), rows);
    }

    /// For each side its name and those who sign, with room for what is written by hand.
    fn signatures(&mut self) {
        let head = &self.draft.agreement.values;
        for (side, party) in [("provider", &head.provider), ("customer", &head.receiver)] {
            let caption = format!("{}: {}", self.choice("side", side), self.named(party));
            self.caption(caption);
            let signing: Vec<_> =
                self.draft.version.values.signatories.iter().filter(|signing| signing.side == side).collect();
            let name = |signing: &crate::domain::agreement::tables::Signatory| {
                let linked = signing.contact.or(signing.user).and_then(|id| self.names.get(&id).cloned());
                signing.name.clone().or(linked).unwrap_or_default()
            };
            let day = |day: &Option<String>| {
                let day = day.as_deref().and_then(|day| day.parse().ok());
                day.map_or_else(String::new, |day| self.each(|text| number::date(day, text.lang())))
            };
            let mut filled: Vec<[String; 3]> = signing
                .iter()
                .map(|signing| [name(signing), signing.title.clone().unwrap_or_default(), day(&signing.signed_on)])
                .collect();
            if filled.is_empty() {
                filled.push(Default::default());
            }
            let mut blocks = Vec::new();
            for [name, title, day] in filled {
                blocks.push(Block::Signature(vec![
                    (self.word("paper-name"), name),
                    (self.word("paper-title"), title),
                    (self.word("paper-signature"), String::new()),
                    (self.word("paper-day"), day),
                    (self.word("paper-seal"), String::new()),
                ]));
            }
            self.document.blocks.extend(blocks);
        }
    }

    fn history(&mut self) {
        let version = &self.draft.version.values;
        let day = |day: &Option<String>| {
            let day = day.as_deref().and_then(|day| day.parse().ok());
            day.map_or_else(String::new, |day| self.each(|text| number::date(day, text.lang())))
        };
        let row = |number: &str, state: &str, from: &Option<String>, to: &Option<String>| {
            vec![number.to_owned(), self.choice("state", state), day(from), day(to)]
        };
        let others = self.draft.versions.iter();
        let mut rows: Vec<_> =
            others.map(|other| row(&other.number, &other.state, &other.effective_from, &other.effective_to)).collect();
        rows.push(row(&version.number, &version.state, &version.effective_from, &version.effective_to));
        let head = ["number", "state", "effective_from", "effective_to"];
        let head = head.map(|field| self.each(|text| text.field("agreement_version", field))).into();
        self.document.table(head, rows);
    }
}

fn joined(parts: &[String], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}
