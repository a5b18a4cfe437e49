//! The target at the cursor as a question for the calculator: its share or time, its period, its calendar.

use super::AgreementView;
use super::outline::Row;
use crate::domain::agreement::chain::term;
use crate::domain::agreement::clock::Clock;
use crate::domain::agreement::explain;
use crate::domain::agreement::metric::{Base, Better, metric};
use crate::domain::exact::{decimal_to, ratio};
use crate::domain::record::Record;
use crate::domain::time::length;
use crate::domain::time::period::Period;
use crate::screens::calculator::{Basis, Calculator, Known};
use crate::screens::{Context, Screen};

impl AgreementView {
    /// Reckons what the right pane says of the target at the cursor, where it is not known yet.
    pub(super) fn explain(&mut self, context: &Context<'_>) {
        let here = self.target_here().map(|target| target.id);
        if self.explained.as_ref().map(|(id, _)| *id) == here {
            return;
        }
        let said = |id| {
            let document = &self.work.as_ref()?.document;
            let target = document.targets.iter().find(|target| target.id == id)?;
            let clock = Clock::new(document, term(document));
            let begins = term(document).map_or(context.today(), |(from, _)| from.max(context.today()));
            Some((id, explain::arithmetic(&document.version.values, &clock, &target.values, begins)))
        };
        self.explained = here.and_then(said);
    }

    /// The calculator with what the target at the cursor says; `None` elsewhere.
    pub(super) fn reckon(&self, context: &Context<'_>) -> Option<Screen> {
        let work = self.work.as_ref()?;
        let Row::Target(id) = self.row()? else { return None };
        let target = work.sheet.targets.iter().find(|target| target.id == id)?;
        let named = |field: &str| Some(Basis::Calendar(work.sheet.version.id_of(field)));
        let hours = match target.str("hours_basis") {
            "service" => named("service_calendar"),
            "support" => named("support_calendar"),
            "24x7" => Some(Basis::RoundTheClock),
            _ => None,
        };
        let known = Known { period: period(target, context), hours, ..promised(target) };
        Some(Calculator::with(known, context).into())
    }
}

/// What is promised: a share of the time, or a time.
fn promised(target: &Record) -> Known {
    let (Some(metric), Some(value)) = (metric(target.str("metric")), target.get("value").as_i64()) else {
        return Known::default();
    };
    match (metric.base, metric.better) {
        // Parts per million as percent.
        (Base::Ppm, Better::High) => Known { target: Some(decimal_to(&ratio(value, 10_000), 4)), ..Known::default() },
        _ => match target.typed().ok().as_ref().and_then(explain::length_of) {
            Some(time) => Known { length: Some(length::printed(time)), ..Known::default() },
            None => Known::default(),
        },
    }
}

/// The period of the target in which today lies.
fn period(target: &Record, context: &Context<'_>) -> Option<Period> {
    use chrono::Datelike;
    let today = context.today();
    let days = target.get("rolling_days").as_i64().and_then(|days| u32::try_from(days).ok()).filter(|days| *days > 0);
    Some(match target.str("period") {
        "calendar_month" => Period::month_of(today),
        "quarter" => Period::Quarter(today.year(), today.month0() / 3 + 1),
        "year" | "contract_year" => Period::Year(today.year()),
        "day" => Period::From(today, 1),
        "week" => Period::From(crate::domain::time::input::week_start(today), 7),
        "rolling_days" => Period::From(today, days?),
        _ => return None,
    })
}
