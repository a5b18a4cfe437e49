//! Checks of who does what when: escalation, reports, reviews, duties, security, exit, complaints (02-sla-lint 2.5).

use super::measures::size;
use super::structure::side_named;
use super::{Case, Found, Rule, Severity, at_agreement, at_cell, at_section, at_version, length, named, period_named};
use crate::domain::agreement::draft::text;
use crate::domain::agreement::placeholders::is_bare;
use crate::domain::agreement::tables::{Escalation, SIDES};
use crate::text::{Arg, Msg};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R75", check: escalation },
    Rule { id: "R76", check: reports },
    Rule { id: "R77", check: service_review },
    Rule { id: "R78", check: duties },
    Rule { id: "R79", check: person_left },
    Rule { id: "R80", check: security },
    Rule { id: "R81", check: exit },
    Rule { id: "R82", check: complaints },
    Rule { id: "R83", check: configuration_record },
    Rule { id: "R84", check: night_mail },
];

/// The shortest time of the most urgent priority by which something works again.
fn shortest(case: &Case<'_>) -> Option<i64> {
    let times = case.targets("restore_time").chain(case.targets("resolve_time"));
    times.filter_map(|target| target.values.value).min()
}

/// When a level is told, in seconds of the target it watches.
fn after(step: &Escalation, target: Option<i64>) -> Option<i64> {
    step.after_sec.or_else(|| {
        let share = i128::from(step.after_ppm?) * i128::from(target?) / 1_000_000;
        i64::try_from(share).ok()
    })
}

/// R75: two levels at least, each with somebody and a time, in order, and the first one before it is too late.
fn escalation(case: &Case<'_>, found: &mut Found) {
    if case.draft.agreement.values.kind == "CONTRACT" {
        return;
    }
    let mut steps: Vec<(usize, &Escalation)> = case.version.escalations.iter().enumerate().collect();
    steps.sort_by_key(|(_, step)| step.level);
    let mut levels: Vec<i64> = steps.iter().filter_map(|(_, step)| step.level).collect();
    levels.dedup();
    if levels.len() < 2 {
        let message = Msg::new("rule-R75").with("count", levels.len());
        found.error(at_version(case, "escalation", "escalations"), message);
    }
    let target = shortest(case);
    let mut last: Option<(i64, i64)> = None;
    for (at, step) in steps {
        let level = step.level.unwrap_or(0);
        let path = |column| at_cell(case, "escalation", "escalations", at, column);
        let message = |key: &str| Msg::new(key).with("level", format!("L{level}"));
        if step.contact.is_none() && step.user.is_none() {
            found.error(path("contact"), message("rule-R75-contact"));
        }
        if step.after_sec.is_none() && step.after_ppm.is_none() {
            found.error(path("after_sec"), message("rule-R75-time"));
            continue;
        }
        let Some(time) = after(step, target) else { continue };
        match last {
            Some((before, earlier)) if level > before && time <= earlier => {
                let message = message("rule-R75-order").with("time", length(time)).with("other", format!("L{before}"));
                found.error(path("after_sec"), message.with("other-time", length(earlier)));
            }
            None if target.is_some_and(|target| time >= target) => {
                let message = message("rule-R75-late").with("time", length(time));
                found.error(path("after_sec"), message.with("target", length(target.unwrap_or(0))));
            }
            _ => {}
        }
        if last.is_none_or(|(before, _)| level > before) {
            last = Some((level, time));
        }
    }
}

/// R76: a report as often as targets are judged, to somebody, by a day.
fn reports(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if case.draft.agreement.values.kind == "CONTRACT" && case.draft.targets.is_empty() {
        return;
    }
    if version.reports.is_empty() {
        found.error(at_version(case, "reporting", "reports"), Msg::new("rule-R76"));
        return;
    }
    for (at, report) in version.reports.iter().enumerate() {
        let path = |column| at_cell(case, "reporting", "reports", at, column);
        let named_by_hand = report.recipient.as_deref().is_some_and(|name| !name.trim().is_empty());
        if report.recipients.is_empty() && !named_by_hand {
            found.error(path("recipients"), Msg::new("rule-R76-recipient").with("number", (at + 1).to_string()));
        }
        if report.delivery_day.is_none() {
            found.error(path("delivery_day"), Msg::new("rule-R76-day").with("number", (at + 1).to_string()));
        }
        if report.frequency.is_none() {
            found.error(path("frequency"), Msg::new("rule-R76-frequency").with("number", (at + 1).to_string()));
        }
    }
    // The finest of the reports must be as fine as the finest period.
    let finest =
        version.reports.iter().enumerate().filter_map(|(at, r)| Some((size(r.frequency.as_deref()?)?, at))).min();
    let judged = case.draft.targets.iter().filter_map(|t| Some((size(t.values.period.as_deref()?)?, t)));
    let (Some((reported, at)), Some((period, target))) = (finest, judged.min_by_key(|(size, _)| *size)) else { return };
    if reported > period {
        let frequency = version.reports[at].frequency.as_deref().unwrap_or_default();
        let message = Msg::new("rule-R76-coarse")
            .with("label", target.values.label.as_str())
            .with("period", period_named(target.values.period.as_deref().unwrap_or_default()))
            .with("frequency", period_named(frequency));
        found.error(at_cell(case, "reporting", "reports", at, "frequency"), message);
    }
}

/// R77: both sides look at the service together, the important customers more often.
fn service_review(case: &Case<'_>, found: &mut Found) {
    if case.draft.stands_beneath() || case.draft.agreement.values.kind == "CONTRACT" {
        return;
    }
    let tier = case.draft.deal.as_ref().and_then(|deal| deal.tier.as_deref());
    let most = if tier == Some("A") { 3 } else { 6 };
    let path = at_version(case, "review", "service_review_months");
    match case.version.service_review_months {
        None => found.warning(path, Msg::new("rule-R77")),
        Some(months) if months > most => {
            let tier = tier.map_or_else(|| Arg::from("—"), Arg::from);
            let message = Msg::new("rule-R77-seldom").with("months", months).with("most", most);
            found.warning(path, message.with("tier", tier));
        }
        Some(_) => {}
    }
}

/// How the sides are called in the texts.
const CALLED: [(&str, &[&str]); 2] =
    [("provider", &["Provider", "乙方", "Исполнител"]), ("customer", &["Customer", "甲方", "客户", "Заказчик"])];

/// Whether a text of a section in any language says one of the words; what is not written says nothing.
fn says(case: &Case<'_>, section: &str, words: &[&str]) -> bool {
    let clauses = case.draft.clauses.iter().filter(|clause| clause.values.section == section);
    clauses.map(text).filter(|text| !is_bare(text)).any(|text| {
        let lower = text.to_lowercase();
        words.iter().any(|word| lower.contains(&word.to_lowercase()))
    })
}

/// R78: both sides owe something, and both name somebody.
fn duties(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    for side in SIDES {
        let owed = |duty: &&crate::domain::agreement::tables::Duty| {
            duty.side == *side && duty.text.as_deref().is_some_and(|text| !text.trim().is_empty())
        };
        let words = CALLED.iter().find(|(name, _)| name == side).map_or(&[][..], |(_, words)| words);
        if !version.duties.iter().any(|duty| owed(&duty)) && !says(case, "responsibilities", words) {
            let message = Msg::new("rule-R78").with("side", side_named(side));
            found.error(at_version(case, "responsibilities", "duties"), message);
        }
        let given = |role: &Option<String>| role.as_deref().is_some_and(|role| !role.trim().is_empty());
        let role = version.duties.iter().any(|duty| duty.side == *side && given(&duty.role))
            || version.signatories.iter().any(|s| s.side == *side && (given(&s.title) || given(&s.name)))
            || version.escalations.iter().any(|step| {
                let ours = step.side.as_deref().map_or(step.user.is_some(), |named| named == "provider");
                given(&step.role) && ours == (*side == "provider")
            });
        if !role {
            let message = Msg::new("rule-R78-role").with("side", side_named(side));
            found.error(at_version(case, "responsibilities", "duties"), message);
        }
    }
}

/// R79: somebody the agreement rests on does not work there any more.
fn person_left(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    let signs = version
        .signatories
        .iter()
        .enumerate()
        .map(|(at, row)| (row.contact, "signatures", "signatories", at, "contact"));
    let steps = version
        .escalations
        .iter()
        .enumerate()
        .map(|(at, row)| (row.contact, "escalation", "escalations", at, "contact"));
    let reads = version.reports.iter().enumerate().flat_map(|(at, row)| {
        row.recipients.iter().map(move |id| (Some(*id), "reporting", "reports", at, "recipients"))
    });
    for (contact, section, table, at, column) in signs.chain(steps).chain(reads) {
        let Some(person) = case.draft.people.iter().find(|person| Some(person.id) == contact && !person.employed)
        else {
            continue;
        };
        let message = Msg::new("rule-R79").with("name", person.name.as_str()).with("role", super::field_named(table));
        found.warning(at_cell(case, section, table, at, column), message);
    }
}

/// R80: a service that holds personal data or must be safe, and nothing says how.
fn security(case: &Case<'_>, found: &mut Found) {
    let written = case.draft.clauses.iter().any(|c| c.values.section == "security" && !is_bare(text(c)));
    if written {
        return;
    }
    for entry in &case.draft.services {
        let field = match (entry.service.personal_data, entry.service.security_critical) {
            (Some(true), _) => "personal_data",
            (_, Some(true)) => "security_critical",
            _ => continue,
        };
        let message = Msg::new("rule-R80").with("service", entry.service.name.as_str());
        found.error(at_section(case, "security"), message.with("field", super::field_named(field)));
    }
}

/// What is given back or passed on at the end.
const RETURNS: &[&str] = &[
    "data",
    "documentation",
    "handover",
    "hand over",
    "knowledge",
    "数据",
    "文档",
    "移交",
    "交接",
    "данны",
    "документац",
    "передач",
    "переда",
];

/// R81: at the end the customer must come by data and knowledge.
fn exit(case: &Case<'_>, found: &mut Found) {
    if !says(case, "termination_exit", RETURNS) {
        found.error(at_section(case, "termination_exit"), Msg::new("rule-R81"));
    }
}

const COMPLAINS: &[&str] = &["complaint", "投诉", "жалоб", "претензи"];
const SATISFIED: &[&str] = &["satisf", "survey", "满意", "удовлетвор", "опрос"];

/// R82: who is not content must be heard, and asked.
fn complaints(case: &Case<'_>, found: &mut Found) {
    if case.draft.stands_beneath() || case.draft.agreement.values.kind == "CONTRACT" {
        return;
    }
    for (words, key) in [(COMPLAINS, "rule-R82-channel"), (SATISFIED, "rule-R82-satisfaction")] {
        if !says(case, "complaints", words) {
            found.warning(at_section(case, "complaints"), Msg::new(key));
        }
    }
}

/// R83: the record of the configuration must know the version that is in force.
fn configuration_record(case: &Case<'_>, found: &mut Found) {
    let head = &case.draft.agreement.values;
    let severity = if case.version.state == "IN_FORCE" { Severity::Error } else { Severity::Info };
    if !super::filled(&head.ci_record) {
        found.add(severity, at_agreement(case, "history", "ci_record"), Msg::new("rule-R83"));
        return;
    }
    let record = head.ci_record.as_deref().unwrap_or_default();
    let hash = case.version.content_hash.as_deref();
    if let Some(known) = head.ci_version.as_deref().filter(|known| *known != case.version.number) {
        let message = Msg::new("rule-R83-version").with("record", record).with("known", known);
        let message = message.with("number", case.version.number.as_str());
        found.add(severity, at_agreement(case, "history", "ci_version"), message);
    } else if let (Some(known), Some(hash)) = (head.ci_hash.as_deref(), hash)
        && known != hash
    {
        let brief = |hash: &str| hash.chars().take(12).collect::<String>();
        let message =
            Msg::new("rule-R83-hash").with("record", record).with("known", brief(known)).with("hash", brief(hash));
        found.add(severity, at_agreement(case, "history", "ci_hash"), message);
    }
}

/// Channels at which nobody need be there.
const UNATTENDED: &[&str] = &["email", "portal", "chat"];
/// What says from when a message counts that comes when nobody is there.
const NEXT_OPENING: &[&str] = &[
    "outside support hours",
    "next opening",
    "支持时间外",
    "下一开始时刻",
    "вне часов поддержки",
    "вне времени поддержки",
    "следующего начала",
    "ближайшего начала",
];

/// R84: a clock that starts when somebody writes a mail at night.
fn night_mail(case: &Case<'_>, found: &mut Found) {
    let unattended: Vec<Arg> =
        case.version.channels.iter().filter(|c| UNATTENDED.contains(&c.as_str())).map(|c| named(c)).collect();
    let open = case.clock.support().is_none_or(|support| case.clock.never_closes(support));
    if unattended.is_empty() || open || says(case, "support", NEXT_OPENING) {
        return;
    }
    for target in case.draft.targets.iter().filter(|t| t.values.clock_start.as_deref() == Some("user_reported")) {
        let path = super::at_target(target, "clock_start");
        let message =
            Msg::new("rule-R84").with("label", target.values.label.as_str()).with("channels", unattended.clone());
        found.warning(path, message);
    }
}
