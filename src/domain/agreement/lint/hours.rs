//! Checks of hours, gaps, maintenance and calendars against what is promised (02-sla-lint 2.2).

use chrono::{LocalResult, NaiveDate, NaiveTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use num_bigint::BigInt;

use super::clock::Basis;
use super::measures::size;
use super::numbers::sentences;
use super::{Case, Found, Path, Rule, at_cell, at_target, at_version, day, filled, length, measure};
use crate::domain::agreement::draft::text;
use crate::domain::exact::{floor_seconds, ratio, whole};
use crate::domain::time::calendar::weekly;
use crate::domain::time::hours::{DAY, Window};
use crate::domain::time::{moment, week};
use crate::text::Msg;

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R32", check: nobody_answers },
    Rule { id: "R33", check: lost_before_anyone_answers },
    Rule { id: "R34", check: one_outage_breaks_it },
    Rule { id: "R35", check: maintenance_uncounted },
    Rule { id: "R36", check: maintenance_unannounced },
    Rule { id: "R37", check: excluded_too_much },
    Rule { id: "R38", check: zone_and_holidays },
    Rule { id: "R39", check: clock_change },
];

/// Metrics for which a person must act.
const BY_PEOPLE: &[&str] =
    &["response_time", "onsite_time", "restore_time", "resolve_time", "fulfil_time", "spare_part_time", "answer_time"];

/// R32: people are promised at hours when nobody is there.
fn nobody_answers(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let Some(metric) = measure(t).filter(|measure| BY_PEOPLE.contains(&measure.code)) else { continue };
        let key = match (t.hours_basis.as_deref(), case.clock.support()) {
            (Some("24x7"), Some(support)) if !case.clock.never_closes(support) => "rule-R32",
            (Some("support"), None) => "rule-R32-none",
            _ => continue,
        };
        let desk = case.clock.support().and_then(|basis| case.clock.hours(basis)).map_or("—", |hours| hours.name());
        let message = Msg::new(key).with("label", t.label.as_str()).with("metric", super::named(metric.code));
        found.error(at_target(target, "hours_basis"), message.with("calendar", desk));
    }
}

/// R33: over the longest time without anybody the availability is lost before somebody answers.
fn lost_before_anyone_answers(case: &Case<'_>, found: &mut Found) {
    let Some(support) = case.clock.support().filter(|_| case.version.on_call != Some(true)) else { return };
    for target in case.targets("availability") {
        let (Some(basis), Some((least, _))) = (case.clock.basis(&target.values), case.clock.permitted(&target.values))
        else {
            continue;
        };
        let (Some(service), Some(desk)) = (case.clock.counted(basis), case.clock.counted(support)) else { continue };
        let Some((gap, span)) = desk.longest_gap(service).filter(|(gap, _)| whole(*gap) > least) else { continue };
        let message = Msg::new("rule-R33")
            .with("label", target.values.label.as_str())
            .with("gap", length(gap))
            .with("from", moment::words(span.from(), case.clock.tz, false))
            .with("to", moment::words(span.to(), case.clock.tz, false))
            .with("permitted", length(floor_seconds(&least)));
        found.warning(at_version(case, "support", "support_calendar"), message);
    }
}

/// R34: an outage restored exactly in time already breaks the availability.
fn one_outage_breaks_it(case: &Case<'_>, found: &mut Found) {
    for up in case.targets("availability") {
        let Some((least, _)) = case.clock.permitted(&up.values) else { continue };
        let Some(extremes) = case.clock.extremes(&up.values) else { continue };
        let first = case.targets("restore_time").filter(|t| t.values.priority == Some(1));
        for restore in first.filter(|t| t.values.service == up.values.service && t.values.may_meet(&up.values)) {
            let Some(seconds) = restore.values.value else { continue };
            // The service may be closed for a part of a time that runs round the clock.
            let lost = match (restore.values.hours_basis.as_deref(), case.clock.basis(&up.values)) {
                (Some("24x7"), Some(basis @ Basis::Calendar(_))) => {
                    case.clock.counted(basis).map_or(seconds, |service| service.most_open(seconds))
                }
                _ => seconds,
            };
            if whole(lost) > least {
                let message = Msg::new("rule-R34")
                    .with("label", restore.values.label.as_str())
                    .with("value", length(lost))
                    .with("other-label", up.values.label.as_str())
                    .with("permitted", length(floor_seconds(&least)))
                    .with("from", day(extremes.worst.first));
                found.warning(at_target(restore, "value"), message);
            }
        }
    }
}

/// Whether a weekly window lies in the service hours at any time of an ordinary week.
fn in_service(case: &Case<'_>, text: &str) -> bool {
    let Ok(entry) = weekly(text) else { return true };
    let round = Basis::RoundTheClock;
    let Some(hours) = case.clock.hours(case.clock.service().unwrap_or(round)) else { return true };
    let minutes = |day: usize, window: &Window| {
        let midnight = i64::try_from(day).unwrap_or(0) * i64::from(DAY);
        (midnight + i64::from(window.open()), midnight + i64::from(window.close()))
    };
    let week = i64::from(DAY) * 7;
    entry.days.iter().flat_map(|day| entry.windows.iter().map(|window| minutes(*day, window))).any(|(from, to)| {
        let service = hours.week().iter().enumerate().flat_map(|(day, all)| all.iter().map(move |w| minutes(day, w)));
        // What runs past midnight on Sunday is Monday again.
        service
            .flat_map(|(open, close)| [(open, close), (open + week, close + week), (open - week, close - week)])
            .any(|(open, close)| from < close && open < to)
    })
}

/// R35: maintenance while the service must run, and nobody said whether that counts.
fn maintenance_uncounted(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if version.exclusions.iter().any(|exclusion| exclusion.kind == "planned_maintenance") {
        return;
    }
    for (at, window) in version.maintenance.iter().enumerate().filter(|(_, window)| window.counted.is_none()) {
        if in_service(case, &window.window) {
            let message = Msg::new("rule-R35").with("window", week::words(std::slice::from_ref(&window.window)));
            found.error(at_cell(case, "maintenance", "maintenance", at, "counted"), message);
        }
    }
}

const LEAST_NOTICE_HOURS: i64 = 24;

/// R36: maintenance that comes as a surprise, or without an end.
fn maintenance_unannounced(case: &Case<'_>, found: &mut Found) {
    for (at, window) in case.version.maintenance.iter().enumerate() {
        let message = |key: &str| Msg::new(key).with("window", week::words(std::slice::from_ref(&window.window)));
        let path = |column| at_cell(case, "maintenance", "maintenance", at, column);
        match window.notice_hours {
            None => found.warning(path("notice_hours"), message("rule-R36-notice")),
            Some(hours) if hours < LEAST_NOTICE_HOURS => {
                let message = message("rule-R36-short").with("hours", hours).with("least", LEAST_NOTICE_HOURS);
                found.warning(path("notice_hours"), message);
            }
            Some(_) => {}
        }
        let field = match (window.cap_sec, &window.cap_period) {
            (None, _) => "cap_sec",
            (_, None) => "cap_period",
            _ => continue,
        };
        found.warning(path(field), message("rule-R36-cap"));
    }
}

/// Words that exclude whatever happens.
const ANYTHING: &[&str] = &["any", "一切", "任何", "любые", "любых", "любое", "любой"];

/// R37: so much is excluded that little of the promise is left.
fn excluded_too_much(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    for (at, exclusion) in version.exclusions.iter().enumerate() {
        if let Some(word) = exclusion.text.as_deref().and_then(anything) {
            let message = Msg::new("rule-R37-any").with("word", word);
            found.warning(at_cell(case, "exclusions", "exclusions", at, "text"), message);
        }
    }
    for clause in case.draft.clauses.iter().filter(|clause| clause.values.section == "exclusions") {
        if let Some(word) = sentences(text(clause)).find_map(anything) {
            found.warning(super::structure::at_clause(clause, "text"), Msg::new("rule-R37-any").with("word", word));
        }
    }
    let Some(target) = case.targets("availability").next() else { return };
    let Some(extremes) = case.clock.extremes(&target.values) else { return };
    let period = target.values.period.as_deref();
    // Caps of maintenance count where maintenance is excluded without a cap of its own.
    let windows: i64 = version
        .maintenance
        .iter()
        .filter(|window| window.cap_period.as_deref().and_then(size) == period.and_then(size))
        .filter_map(|window| window.cap_sec)
        .sum();
    let caps = version.exclusions.iter().map(|exclusion| match exclusion.cap_sec {
        None if exclusion.kind == "planned_maintenance" => windows,
        cap => cap.unwrap_or(0),
    });
    let excluded: i64 = caps.sum();
    let most = whole(extremes.worst.seconds) / BigInt::from(50);
    if whole(excluded) > most {
        let message = Msg::new("rule-R37")
            .with("excluded", length(excluded))
            .with("agreed", length(extremes.worst.seconds))
            .with("share", super::cut_percent(&ratio(excluded, extremes.worst.seconds), 2));
        found.warning(at_version(case, "exclusions", "exclusions"), message);
    }
}

/// The word by which a text excludes everything without saying what: no list follows.
fn anything(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    if lower.contains([':', '：', '、', ';']) || lower.contains("(a)") {
        return None;
    }
    ANYTHING.iter().copied().find(|word| {
        lower.match_indices(word).any(|(at, found)| {
            let letter =
                |c: char| c.is_alphabetic() && word.chars().all(|w| w.is_ascii_alphabetic() || matches!(w, 'а'..='я'));
            !lower[..at].ends_with(letter) && !lower[at + found.len()..].starts_with(letter)
        })
    })
}

/// R38: hours without a zone, or beyond the holidays that are known.
fn zone_and_holidays(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    let path = at_version(case, "service_hours", "tz");
    match version.tz.as_deref() {
        Some(name) if name.parse::<Tz>().is_ok() => {}
        Some(name) if filled(&version.tz) => found.error(path, Msg::new("rule-R38-zone").with("zone", name)),
        _ => found.error(path, Msg::new("rule-R38-none")),
    }
    let Some((_, to)) = case.term else { return };
    let mut told = None;
    for (section, field, id) in [
        ("service_hours", "service_calendar", version.service_calendar),
        ("support", "support_calendar", version.support_calendar),
    ] {
        let Some(calendar) = case.draft.calendar(id).filter(|_| told != id) else { continue };
        told = id;
        if let Some(last) = super::date(&calendar.valid_to).filter(|last| *last < to) {
            let message = Msg::new("rule-R38-holidays")
                .with("calendar", calendar.name.as_str())
                .with("last", day(last))
                .with("to", day(to));
            found.warning(at_version(case, section, field), message);
        }
    }
}

/// R39: a window that opens or closes in an hour that the clock skips or shows twice.
fn clock_change(case: &Case<'_>, found: &mut Found) {
    let Some((from, to)) = case.term else { return };
    let version = case.version;
    let mut told: Vec<Basis> = Vec::new();
    for (section, field, basis) in [
        ("service_hours", "service_calendar", case.clock.service()),
        ("support", "support_calendar", case.clock.support()),
    ] {
        let Some(basis) = basis.filter(|basis| !told.contains(basis)) else { continue };
        told.push(basis);
        let Some(hours) = case.clock.hours(basis) else { continue };
        let on = |date: NaiveDate| hours.windows(date).unwrap_or_default().to_vec();
        report_change(at_version(case, section, field), hours.tz(), hours.name(), (from, to), &on, found);
    }
    for (at, row) in version.maintenance.iter().enumerate() {
        let Ok(entry) = weekly(&row.window) else { continue };
        let on = |date: NaiveDate| {
            let weekday = chrono::Datelike::weekday(&date).num_days_from_monday() as usize;
            if entry.days.contains(&weekday) { entry.windows.clone() } else { Vec::new() }
        };
        let path = at_cell(case, "maintenance", "maintenance", at, "window");
        report_change(path, case.clock.tz, &row.window, (from, to), &on, found);
    }
}

fn report_change(
    path: Path,
    tz: Tz,
    name: &str,
    (from, to): (NaiveDate, NaiveDate),
    windows: &dyn Fn(NaiveDate) -> Vec<Window>,
    found: &mut Found,
) {
    let offset = |date: NaiveDate| tz.offset_from_utc_datetime(&date.and_time(NaiveTime::MIN)).fix();
    let changes = from
        .iter_days()
        .take_while(|date| *date <= to)
        .filter(|date| date.succ_opt().is_some_and(|next| offset(*date) != offset(next)));
    // The clock changes in the night of one of two days, counted where the clock hangs.
    let days = changes.flat_map(|date| [date.pred_opt(), Some(date), date.succ_opt()]).flatten();
    for date in days {
        for window in windows(date) {
            for minutes in [window.open(), window.close()] {
                let local = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes));
                let key = match tz.from_local_datetime(&local) {
                    LocalResult::Single(_) => continue,
                    LocalResult::None => "rule-R39-skipped",
                    LocalResult::Ambiguous(..) => "rule-R39-twice",
                };
                let message = Msg::new(key)
                    .with("name", name)
                    .with("time", local.format("%H:%M").to_string())
                    .with("date", day(local.date()))
                    .with("zone", tz.name());
                found.info(path, message);
                return;
            }
        }
    }
}
