//! Service level targets (01-model 1.12, ISO/IEC 20000-1 8.3.3).

use super::metric::{self, CODES, UNITS};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, basis_points, choice, int, link, measure, ppm, seconds, set, text};
use crate::record;
use crate::text::Lang;

record! {
    /// One measurable promise. Fields may stay empty in a draft; the check rules say what is missing.
    Target as TARGET {
        name: "target", prefix: "", yearly: false, title: "label", owner: "version",
        columns: &["label", "service", "metric", "priority", "value", "period"],
    } {
        version: Id = link(Kind::AgreementVersion).required(),
        /// `T1`, unique within its version.
        label: String = text(12).required(),
        service: Option<String> = text(120),
        component: Option<String> = text(120),
        metric: Option<String> = choice(CODES),
        ticket_type: Option<String> = choice(&["incident", "request", "change", "problem", "na"]),
        priority: Option<i64> = int(1, 5),
        /// Follows from the metric.
        operator: Option<String> = choice(&["ge", "le"]).system(),
        /// In the metric's base unit: parts per million, seconds, …
        value: Option<i64> = measure("metric", "unit").unit("value"),
        /// The unit in which the value was written and is shown.
        unit: Option<String> = choice(UNITS).system().unit("value"),
        /// Share of cases that must meet the value, parts per million.
        attainment_ppm: Option<i64> = ppm(2_000_000_000),
        /// Hundredths of a percent, `9500` is the 95th.
        percentile: Option<i64> = basis_points(10_000),
        min_sample: Option<i64> = int(0, 1_000_000),
        period: Option<String> = choice(&[
            "event", "day", "week", "calendar_month", "quarter", "half_year", "year", "rolling_days", "contract_year",
        ]),
        rolling_days: Option<i64> = int(1, 3660),
        hours_basis: Option<String> = choice(&["service", "support", "24x7"]),
        clock_start: Option<String> = choice(&["ticket_logged", "alert_raised", "user_reported", "request_approved"]),
        clock_stop: Option<String> = choice(&[
            "first_human_reply", "engineer_on_site", "service_restored", "workaround", "resolved", "user_confirmed",
        ]),
        pause_on: Vec<String> = set(&["waiting_customer", "waiting_window", "third_party_customer", "force_majeure"]),
        day_semantics: Option<String> = choice(&["24h", "business_day", "end_of_business_day"]),
        measure_point: Option<String> = text(120),
        data_source: Option<String> = text(120),
        polling_sec: Option<i64> = seconds(1, 86_400),
        tool: Option<String> = text(80),
        owner: Option<Id> = link(Kind::User),
        origin: Option<String> = choice(&["need", "catalogue", "legal", "standard"]),
        /// What fails, for how long, measured where, before the service counts as unavailable.
        unavailable_criterion: Option<String> = text(200),
        /// Why less than a need asks for was accepted, by whom.
        deviation: Option<String> = text(200),
    }
}

impl Target {
    /// Whether one fault can touch both promises: those for two different parts of a service do not speak of the same.
    pub fn may_meet(&self, other: &Self) -> bool {
        self.component.is_none() || other.component.is_none() || self.component == other.component
    }

    /// The value as people write it, without operator; `None` while there is none.
    /// A value without unit is shown in the usual one of its metric.
    pub fn shown_value(&self, lang: Lang) -> Option<String> {
        let code = self.metric.as_deref().unwrap_or_default();
        let usual = metric::metric(code).and_then(|metric| metric.units.first().copied());
        let unit = self.unit.as_deref().or(usual).unwrap_or_default();
        Some(metric::show_value(code, self.value?, unit, lang).trim_end().to_owned())
    }
}
