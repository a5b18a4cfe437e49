//! What the services, the small tables and the figures of a draft say for the variables of its text.

use std::collections::BTreeMap;

use super::{Fact, Known, distinct};
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::metric::PERCENT;
use crate::domain::agreement::version::AgreementVersion;
use crate::domain::record::Id;
use crate::text::Words;

const HOUR: i64 = 3600;

impl Known {
    /// The portfolio's words for the services that are covered, in the language of the document.
    pub(super) fn services(&mut self, draft: &Draft) {
        let all = || draft.services.iter().map(|entry| &entry.service);
        let codes: Vec<&str> = draft.services.iter().map(|entry| entry.code.as_str()).collect();
        self.text("service_code", &codes.join(", "));
        if !draft.services.is_empty() {
            let each = |name: &dyn Fn(&super::Service) -> String| all().map(name).collect::<Vec<_>>().join(", ");
            let or = |other: &Option<String>, name: &str| other.clone().unwrap_or_else(|| name.to_owned());
            let names = Words {
                en: each(&|service| service.name.clone()),
                zh: each(&|service| or(&service.name_zh, &service.name)),
                ru: each(&|service| or(&service.name_ru, &service.name)),
            };
            self.0.push(("service_name", Fact::Words(names)));
        }
        let outcomes = distinct(all().filter_map(|service| service.outcomes.as_deref()));
        self.text("outcome", &outcomes.join("; "));
        let parts = distinct(all().flat_map(|service| &service.components).map(|part| part.name.as_str()));
        self.text("components", &parts.join(", "));
    }

    /// What the small tables of the version say.
    pub(super) fn tables(&mut self, draft: &Draft) {
        let version = &draft.version.values;
        let names = draft.names();
        self.people(version, &names);
        self.levels(version);
        let limits = version.workload_limits.iter();
        let limits = limits.filter_map(|row| Some((row.measure.clone(), row.limit?))).collect::<Vec<_>>();
        if !limits.is_empty() {
            self.0.push(("limits", Fact::Limits(limits)));
        }
        let over = version.workload_limits.iter().filter_map(|row| row.over_limit.as_deref());
        self.codes("over_limit_rule", "over_limit", distinct(over));
        if let Some(months) = version.service_review_months {
            self.0.push(("review_freq", Fact::Months(months)));
        }
        let calendar = version.service_calendar.or(version.support_calendar);
        if let Some(calendar) = draft.calendar(calendar) {
            self.date("calendar_valid_to", calendar.valid_to.as_deref().unwrap_or_default());
        }
        // One number for all rows, or none: the text names only one.
        if let Some(day) = only(version.reports.iter().filter_map(|row| row.delivery_day)) {
            self.text("report_day", &day.to_string());
        }
        let windows = || version.maintenance.iter();
        self.length("maint_notice", only(windows().filter_map(|row| row.notice_hours)).map(|hours| hours * HOUR));
        self.length("maint_cap", only(windows().filter_map(|row| row.cap_sec)));
        let credits = || version.credits.iter();
        if let Some(cap) = only(credits().filter_map(|row| row.cap_bp)) {
            self.0.push(("credit_cap", Fact::Figure("availability", cap.saturating_mul(100), PERCENT)));
        }
        if let Some(days) = only(credits().filter_map(|row| row.claim_days)) {
            self.text("claim_days", &days.to_string());
        }
        self.codes("combine_rule", "combine", only(credits().filter_map(|row| row.combine.as_deref())));
        self.text("chronic_rule", only(credits().filter_map(|row| row.chronic.as_deref())).unwrap_or_default());
        for metric in ["rto", "rpo"] {
            let figures = draft.targets.iter().filter(|target| target.values.metric.as_deref() == Some(metric));
            self.length(metric, only(figures.filter_map(|target| target.values.value)));
        }
    }

    /// Who signs, who gets the report, and what each side owes.
    fn people(&mut self, version: &AgreementVersion, names: &BTreeMap<Id, String>) {
        let called = |id: Option<Id>| id.and_then(|id| names.get(&id)).map(String::as_str);
        let signs = |side: &str| version.signatories.iter().find(|row| row.side == side);
        let sides = [
            ("provider", ["provider_rep", "provider_sign"], "provider_title", "provider_duties"),
            ("customer", ["customer_rep", "customer_sign"], "customer_title", "customer_duties"),
        ];
        for (side, name, title, duties) in sides {
            if let Some(row) = signs(side) {
                let who = row.name.as_deref().or_else(|| called(row.contact)).or_else(|| called(row.user));
                for variable in name {
                    self.text(variable, who.unwrap_or_default());
                }
                self.text(title, row.title.as_deref().unwrap_or_default());
            }
            let owed = version.duties.iter().filter(|row| row.side == side).filter_map(|row| row.text.as_deref());
            self.text(duties, &distinct(owed).join("; "));
        }
        let recipients = version.reports.iter().flat_map(|row| {
            let linked = row.recipients.iter().filter_map(|id| names.get(id)).map(String::as_str);
            linked.chain(row.recipient.as_deref())
        });
        self.text("report_recipients", &distinct(recipients).join(", "));
        let top = version.escalations.iter().max_by_key(|row| row.level);
        self.text("escalation_top", top.and_then(|row| row.role.as_deref()).unwrap_or_default());
    }

    /// What the levels of impact and urgency mean.
    fn levels(&mut self, version: &AgreementVersion) {
        for (axis, variable) in [("impact", "impact_defs"), ("urgency", "urgency_defs")] {
            let rows = version.priority_levels.iter().filter(|row| row.axis == axis);
            let said = rows.filter_map(|row| Some(format!("{} – {}", row.level?, row.text.as_deref()?)));
            self.text(variable, &said.collect::<Vec<_>>().join("; "));
        }
    }

    /// A length of time, in hours where it is whole hours.
    fn length(&mut self, variable: &'static str, seconds: Option<i64>) {
        if let Some(seconds) = seconds {
            let unit = if seconds % HOUR == 0 { "hour" } else { "minute" };
            self.0.push((variable, Fact::Figure("rto", seconds, unit)));
        }
    }
}

/// The value that all share, if they do.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::agreement::sample;
    use crate::text::{Lang, Text};

    #[test]
    fn what_the_tables_say_need_not_be_written_into_the_text_again() {
        let mut draft = sample::draft();
        let version = &mut draft.version.values;
        let rows = |value: serde_json::Value| value;
        version.signatories = serde_json::from_value(rows(json!([
            {"side": "customer", "name": "王建国", "title": "院长"}, {"side": "provider", "name": "Li Ming"}
        ])))
        .unwrap();
        version.workload_limits =
            serde_json::from_value(rows(json!([{"measure": "users", "limit": 1200, "over_limit": "best_effort"}])))
                .unwrap();
        version.service_review_months = Some(3);
        let known = Known::of_draft(&draft);
        let say = |name: &str, lang| known.say(name, &Text::new(lang)).unwrap_or_else(|| panic!("{name} is not known"));
        assert_eq!(say("customer_rep", Lang::En), "王建国");
        assert_eq!(say("customer_title", Lang::En), "院长");
        assert_eq!(say("provider_sign", Lang::En), "Li Ming");
        assert!(!known.has("provider_title"), "nobody said it");
        assert_eq!(say("limits", Lang::En), "users: 1,200");
        assert_eq!(say("over_limit_rule", Lang::En), Text::new(Lang::En).choice("over_limit", "best_effort"));
        assert_eq!(say("review_freq", Lang::En), "3 months");
        assert_eq!((say("maint_notice", Lang::En), say("maint_cap", Lang::Zh)), ("72 h".into(), "20小时".into()));
        assert_eq!(say("claim_days", Lang::Ru), "30");
        assert!(!known.has("credit_cap"), "the sample has none");
    }

    #[test]
    fn services_are_called_by_their_name_in_the_language_of_the_document() {
        let mut draft = sample::draft();
        let entry = &mut draft.services[0];
        entry.service.name = "Billing".into();
        entry.service.name_zh = Some("收费系统".into());
        entry.service.name_ru = None;
        let known = Known::of_draft(&draft);
        let say = |lang| known.say("service_name", &Text::new(lang)).unwrap();
        assert_eq!((say(Lang::En).as_str(), say(Lang::Zh).as_str()), ("Billing", "收费系统"));
        assert_eq!(say(Lang::Ru), "Billing");
        assert_eq!(known.say("service_code", &Text::new(Lang::En)).as_deref(), Some(draft.services[0].code.as_str()));
    }
}
