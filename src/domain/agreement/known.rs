//! What the records know for the variables of an agreement's text, and the blanks for what nobody knows.

mod rows;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;

use super::draft::Draft;
use super::service::Service;
use super::{metric, sections};
use crate::domain::money::Money;
use crate::domain::record::Values;
use crate::domain::time::week;
use crate::text::{Arg, Lang, Msg, Text, Words, number};

/// One fact, worded only in the language of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fact {
    Text(String),
    Date(NaiveDate),
    /// Codes of a choice field.
    Codes(&'static str, Vec<String>),
    Months(i64),
    /// As a contract spells it out.
    Amount(Money),
    Words(Words),
    /// Words of the program, such as where a table stands.
    Said(&'static str),
    /// A value in the unit of its metric.
    Figure(&'static str, i64, &'static str),
    /// How much of what, at most.
    Limits(Vec<(String, i64)>),
    /// Priorities by impact (rows) and urgency (columns), `123/234/345`.
    Matrix(String),
}

/// Facts by the name of their variable. Empty ones are left out: what is not known is asked for.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<(&'static str, Fact)>);

impl Known {
    /// What the heads of an agreement and of its version say.
    fn of(provider: &str, customer: &str, currency: &str, version: &Values) -> Self {
        let str = |name: &str| version.get(name).and_then(Value::as_str).unwrap_or_default();
        let whole = |name: &str| version.get(name).and_then(Value::as_i64);
        let mut known = Self::default();
        known.text("provider_name", provider);
        known.text("customer_name", customer);
        known.text("ccy", currency);
        known.text("tz", str("tz"));
        known.date("effective_from", str("effective_from"));
        known.date("effective_to", str("effective_to"));
        known.text("notice_days", &whole("notice_days").map_or_else(String::new, |days| days.to_string()));
        known.codes("renewal", "renewal", [str("renewal")]);
        known.codes("governing_language", "governing_language", [str("governing_language")]);
        if let Some(months) = whole("review_every_months") {
            known.0.push(("agreement_review", Fact::Months(months)));
        }
        if !str("priority_matrix").is_empty() {
            known.0.push(("matrix", Fact::Matrix(str("priority_matrix").to_owned())));
        }
        known
    }

    /// What the heads of a draft say.
    fn of_heads(draft: &Draft) -> Self {
        let (head, version) = (&draft.agreement.values, &draft.version.values);
        let values =
            serde_json::to_value(version).ok().and_then(|value| value.as_object().cloned()).unwrap_or_default();
        // Where a name is unknown its variable was put in its place.
        let name = |name: &str| if name.contains("{{") { String::new() } else { name.to_owned() };
        Self::of(&name(&head.provider), &name(&head.receiver), &head.ccy, &values)
    }

    /// What a whole draft says: its heads, its targets, what stands beneath it, and who wrote it when.
    pub fn of_draft(draft: &Draft) -> Self {
        let (head, version, around) = (&draft.agreement.values, &draft.version.values, &draft.around);
        let mut known = Self::of_heads(draft);
        known.text("version", &version.number);
        known.text("version_author", around.author.as_deref().unwrap_or_default());
        known.date("version_date", around.made_on.as_deref().unwrap_or_default());
        known.text("ci_no", head.ci_record.as_deref().unwrap_or_default());
        known.text("calendar_name", around.calendar.as_deref().unwrap_or_default());
        for (variable, calendar) in
            [("service_windows", version.service_calendar), ("support_windows", version.support_calendar)]
        {
            if let Some(calendar) = draft.calendar(calendar) {
                known.week(variable, &calendar.windows);
            }
        }
        let maintenance: Vec<String> = version.maintenance.iter().map(|row| row.window.clone()).collect();
        known.week("maint_windows", &maintenance);
        known.codes("channels", "channels", version.channels.iter().map(String::as_str));
        let targets = || draft.targets.iter().map(|target| &target.values);
        let each = |of: fn(&super::target::Target) -> Option<&str>| distinct(targets().filter_map(of)).join(", ");
        known.text("slt_table", &targets().map(|target| target.label.as_str()).collect::<Vec<_>>().join(", "));
        known.services(draft);
        known.text("service_name", &each(|target| target.service.as_deref()));
        known.text("components", &each(|target| target.component.as_deref()));
        known.text("unavailable_criterion", &each(|target| target.unavailable_criterion.as_deref()));
        known.text("measure_point", &each(|target| target.measure_point.as_deref()));
        known.text("data_source", &each(|target| target.data_source.as_deref()));
        let periods =
            distinct(targets().filter_map(|target| target.period.as_deref()).filter(|p| *p != "rolling_days"));
        known.codes("measurement_period", "period", periods);
        let responses = targets().filter(|target| target.metric.as_deref() == Some("response_time"));
        known.codes(
            "clock_start",
            "clock_start",
            distinct(responses.filter_map(|target| target.clock_start.as_deref())),
        );
        // One number for all, or none: the text names only one.
        let samples: BTreeSet<i64> = targets().filter_map(|target| target.min_sample).collect();
        if let (Some(least), 1) = (samples.first(), samples.len()) {
            known.text("min_sample", &least.to_string());
        }
        if let Some(total) = version.total {
            known.0.push(("total_in_words", Fact::Amount(total)));
        }
        // The tables stand in the sections whose text speaks of them.
        let tables = [
            ("price_table", version.prices.is_empty()),
            ("credit_table", version.credits.is_empty()),
            ("escalation_table", version.escalations.is_empty()),
        ];
        let there = tables.into_iter().filter(|(_, empty)| !empty);
        known.0.extend(there.map(|(variable, _)| (variable, Fact::Said("paper-below"))));
        let beneath: Vec<String> =
            draft.supports.iter().map(|s| format!("{} {} {}", s.kind, s.code, s.title)).collect();
        known.text("ola_uc_list", &beneath.join("; "));
        known.tables(draft);
        known
    }

    fn text(&mut self, variable: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push((variable, Fact::Text(text.to_owned())));
        }
    }

    fn date(&mut self, variable: &'static str, day: &str) {
        if let Ok(day) = day.parse() {
            self.0.push((variable, Fact::Date(day)));
        }
    }

    fn week(&mut self, variable: &'static str, entries: &[String]) {
        if !entries.is_empty() {
            self.0.push((variable, Fact::Words(week::words(entries))));
        }
    }

    fn codes<'a>(&mut self, variable: &'static str, field: &'static str, codes: impl IntoIterator<Item = &'a str>) {
        let codes: Vec<String> = codes.into_iter().filter(|code| !code.is_empty()).map(str::to_owned).collect();
        if !codes.is_empty() {
            self.0.push((variable, Fact::Codes(field, codes)));
        }
    }

    pub fn has(&self, variable: &str) -> bool {
        self.0.iter().any(|(name, _)| *name == variable)
    }

    /// What stands for the variable in the language of `text`.
    pub fn say(&self, variable: &str, text: &Text) -> Option<String> {
        let (_, fact) = self.0.iter().find(|(name, _)| *name == variable)?;
        Some(match fact {
            Fact::Text(words) => words.clone(),
            Fact::Date(day) => number::date(*day, text.lang()),
            Fact::Codes(field, codes) => {
                codes.iter().map(|code| text.choice(field, code)).collect::<Vec<_>>().join(", ")
            }
            Fact::Months(count) => text.say(&Msg::new("agreement-months").with("count", *count)),
            Fact::Amount(amount) => amount.in_words().to(text.lang()).to_owned(),
            Fact::Words(words) => words.to(text.lang()).to_owned(),
            Fact::Said(key) => text.get(key),
            Fact::Figure(code, value, unit) => metric::show_value(code, *value, unit, text.lang()),
            Fact::Limits(limits) => {
                let limit = |(measure, most): &(String, i64)| {
                    format!("{}: {}", text.choice("measure", measure), number::count(*most, text.lang()))
                };
                limits.iter().map(limit).collect::<Vec<_>>().join("; ")
            }
            Fact::Matrix(cells) => matrix(cells, text),
        })
    }

    /// The text with all that is known. What is not known stays as `{{name}}`, so that it is filled when it becomes known.
    pub fn fill(&self, text: &str, words: &Text) -> String {
        sections::fill(text, &|name| self.say(name, words))
    }

    /// The text as it is handed over: what nobody knows is a blank that says what belongs there.
    pub fn fill_out(&self, text: &str, words: &Text) -> String {
        let blank = |name: &str| words.say(&Msg::new("agreement-blank").with("what", named(name)));
        let optional: BTreeSet<&str> =
            sections::variables(text).into_iter().filter(|v| v.optional).map(|v| v.name).collect();
        sections::fill(text, &|name| {
            let known = self.say(name, words);
            if optional.contains(name) { known } else { known.or_else(|| Some(blank(name))) }
        })
    }
}

/// Message key of what a variable of the standard texts stands for.
pub fn variable_key(name: &str) -> String {
    format!("variable-{}", name.replace('_', "-"))
}

/// What a variable stands for; one of the user's own goes by its name.
pub fn named(name: &str) -> Arg {
    let standard = |lang: Lang| sections::all().iter().flat_map(move |s| sections::variables(s.text.to(lang)));
    let ours = Lang::ALL.into_iter().flat_map(standard).any(|variable| variable.name == name);
    if ours { Arg::Key(variable_key(name)) } else { name.into() }
}

/// `123/234/345` as people read it: the priorities of each impact, by urgency.
fn matrix(cells: &str, text: &Text) -> String {
    let row = |(at, row): (usize, &str)| {
        let priorities: Vec<String> = row.chars().map(|cell| format!("P{cell}")).collect();
        let row = Msg::new("agreement-matrix-row").with("impact", (at + 1).to_string());
        text.say(&row.with("priorities", priorities.join("/")))
    };
    let rows: Vec<String> = cells.split('/').enumerate().map(row).collect();
    text.say(&Msg::new("agreement-matrix").with("rows", rows.join(", ")))
}

/// Each once, in the order of their first coming.
fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    words.filter(|word| !word.trim().is_empty() && seen.insert(*word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample;

    #[test]
    fn the_records_fill_what_they_know() {
        let mut draft = sample::draft();
        draft.around.author = Some("王磊".into());
        draft.around.made_on = Some("2026-03-02".into());
        let (known, text) = (Known::of_draft(&draft), Text::new(Lang::En));
        let say = |name| known.say(name, &text).unwrap_or_else(|| panic!("{name} is not known"));
        assert_eq!(say("version"), "0.3");
        assert_eq!(say("version_author"), "王磊");
        assert_eq!(say("version_date"), "2 Mar 2026");
        assert_eq!(say("slt_table"), "T1, T2, T3, T4, T5");
        assert_eq!(say("data_source"), "monitoring export");
        assert_eq!(say("measurement_period"), "calendar month");
        assert!(say("ola_uc_list").starts_with("UC UC-1 UC-1 agreement; UC UC-2"));
        let matrix = "(impact 1: P1/P2/P3, impact 2: P2/P3/P4, impact 3: P3/P4/P5 for urgency 1/2/3)";
        assert_eq!(say("matrix"), matrix);
        assert!(!known.has("user_groups") && !known.has("calendar_name"));
    }

    #[test]
    fn what_nobody_knows_is_a_blank_that_says_what_belongs_there() {
        let known = Known::of_draft(&sample::draft());
        let out = |lang| known.fill_out("{{version}}: {{impact_defs}}{{annex_of?}}, {{our_own}}", &Text::new(lang));
        assert_eq!(out(Lang::En), "0.3: [to be filled: impact levels], [to be filled: our_own]");
        assert_eq!(out(Lang::Zh), "0.3: 【待填写：影响度定义】, 【待填写：our_own】");
        assert_eq!(out(Lang::Ru), "0.3: [заполнить: уровни влияния], [заполнить: our_own]");
        assert_eq!(known.fill("{{version}} {{impact_defs}}", &Text::new(Lang::En)), "0.3 {{impact_defs}}");
    }

    #[test]
    fn one_number_stands_for_all_targets_or_none() {
        let mut draft = sample::draft();
        draft.targets[1].values.min_sample = Some(20);
        assert_eq!(Known::of_draft(&draft).say("min_sample", &Text::new(Lang::En)).as_deref(), Some("20"));
        draft.targets[2].values.min_sample = Some(5);
        assert!(!Known::of_draft(&draft).has("min_sample"));
    }
}
