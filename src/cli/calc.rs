//! The pocket calculator as commands; nothing is opened unless a calendar of the workspace is named.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use num_bigint::BigInt;
use serde_json::{Value, json};

use super::args::{Calc, CombineRule, OnCalendar};
use super::calendar::given;
use super::desk::{Job, NONE, find};
use super::files::STREAM;
use super::json::pretty;
use super::stop::Stop;
use crate::domain::calculator::{Achieved, Answer, Asked, Composed, Credit, Downtime, DueTime, Elapsed};
use crate::domain::exact::{Exact, decimal, decimal_to, parse_percent};
use crate::domain::kinds::Kind;
use crate::domain::money::credit::{Combine, Tiers};
use crate::domain::money::{Currency, Money, input};
use crate::domain::time::calendar::Calendar;
use crate::domain::time::due::{Due, Pause};
use crate::domain::time::hours::Hours;
use crate::domain::time::period::Period;
use crate::domain::time::spans::Span;
use crate::domain::time::{builtin, composition, length, moment, zone};
use crate::text::clean::clean;
use crate::text::{Lang, Msg};

/// Decimals of a share whose digits never end; they are cut off, never rounded up.
const DIGITS: u32 = 30;

pub fn calc(job: &Job<'_>, question: Calc) -> Result<String, Stop> {
    match question {
        Calc::Downtime { target, period, on, json } => {
            let (target, period) = (parse_percent(&target)?, Period::parse(&period)?);
            let answer = Downtime::of(&hours(job, &on)?, period, target)?;
            told(job, &answer, json, || {
                json!({
                    "agreed_seconds": answer.agreed.seconds,
                    "permitted_seconds": decimal_to(&answer.permitted, DIGITS),
                    "shown": answer.shown(),
                })
            })
        }
        Calc::Due { start, target, pauses, on, json } => {
            let target = length::parse(&target)?;
            let hours = hours(job, &on)?;
            let pauses = pauses.iter().map(|text| pause(job, &hours, text)).collect::<Result<Vec<_>, _>>()?;
            let answer = DueTime::of(&hours, instant(job, &hours, &start)?, target, &pauses)?;
            told(job, &answer, json, || match answer.due {
                Due::At(at) => json!({ "due": moment::iso(at, hours.tz()) }),
                Due::NotBefore(at) => json!({ "due": null, "not_before": moment::iso(at, hours.tz()) }),
            })
        }
        Calc::Elapsed { from, to, on, json } => {
            let hours = hours(job, &on)?;
            let (start, end) = (instant(job, &hours, &from)?, instant(job, &hours, &to)?);
            moment::in_order((&from, start), (&to, end))?;
            let answer = Elapsed::of(&hours, start, end)?;
            told(job, &answer, json, || json!({ "business_seconds": answer.seconds }))
        }
        Calc::Availability { period, outages, excluded, target, on, json } => {
            let (target, period) = (parse_percent(&target)?, Period::parse(&period)?);
            let hours = hours(job, &on)?;
            let read =
                |texts: &[String]| texts.iter().map(|text| stretch(job, &hours, text)).collect::<Result<Vec<_>, _>>();
            let answer = Achieved::of(&hours, period, target, &read(&outages)?, &read(&excluded)?)?;
            told(job, &answer, json, || {
                json!({
                    "agreed_seconds": answer.measured,
                    "down_seconds": answer.down,
                    "availability": decimal_to(&answer.availability, DIGITS),
                    "shown": answer.shown(),
                    "met": answer.met,
                })
            })
        }
        Calc::Compose { structure, target, json } => {
            let target = target.as_deref().map(parse_percent).transpose()?;
            let tree = composition::parse(&structure).map_err(|fault| fault.msg)?;
            let answer = Composed::of(tree, target.as_ref())?;
            told(job, &answer, json, || match &answer {
                Composed::Whole { availability, .. } => match answer.met() {
                    None => json!({ "availability": exactly(availability) }),
                    met => json!({ "availability": exactly(availability), "met": met }),
                },
                Composed::Wanted { each, reached, .. } => {
                    json!({ "needed": exactly(each), "availability": exactly(reached) })
                }
            })
        }
        Calc::Credit { tiers, cap, fee, achieved, combine, ccy, json } => {
            let asked = Asked {
                tiers: Tiers::parse(&tiers)?,
                cap: cap.as_deref().map(parse_percent).transpose()?,
                fee: input::parse_amount(&fee, currency(job, ccy.as_deref())?)?,
                combine: match combine {
                    CombineRule::Sum => Combine::Sum,
                    CombineRule::HighestOnly => Combine::HighestOnly,
                },
            };
            let achieved = achieved.iter().map(|text| parse_percent(text)).collect::<Result<Vec<_>, _>>()?;
            let answer = Credit::of(asked, &achieved)?;
            // Yuan are in 大写, as Chinese invoices want them, unless another language is asked for.
            let lang = if answer.amount.ccy == Currency::CNY { job.asked.unwrap_or(Lang::Zh) } else { job.text.lang() };
            let words = |money: Money| money.in_words().to(lang).to_owned();
            told(job, &answer, json, || {
                json!({
                    "currency": answer.amount.ccy.code(),
                    "fee_minor": answer.asked.fee.minor,
                    "credit_percent": exactly(&(&answer.share * BigInt::from(100))),
                    "credit_minor": answer.amount.minor,
                    "credit_words": words(answer.amount),
                    "capped": answer.capped(),
                    "rest_minor": answer.rest.minor,
                    "rest_words": words(answer.rest),
                })
            })
        }
    }
}

/// All digits: what was typed in percent has an end.
fn exactly(share: &Exact) -> String {
    decimal(share).unwrap_or_else(|| decimal_to(share, DIGITS))
}

/// The result and beneath it how it comes about, or data for programs.
fn told(job: &Job<'_>, answer: &dyn Answer, as_json: bool, data: impl FnOnce() -> Value) -> Result<String, Stop> {
    if as_json {
        return pretty(&data());
    }
    let steps = answer.steps();
    let lines = std::iter::once(job.text.say(&answer.sentence()))
        .chain(steps.iter().map(|step| format!("  {}", job.text.say(step))));
    Ok(lines.map(|line| clean(&line).into_owned() + "\n").collect())
}

fn currency(job: &Job<'_>, code: Option<&str>) -> Result<Currency, Msg> {
    let Some(code) = code else { return Ok(job.config.currency) };
    let known = Currency::from_code(&code.trim().to_uppercase());
    known.ok_or_else(|| Msg::new("field-not-a-currency").with("value", code))
}

/// What the clock of the calendar shows, unless an offset is written; remarks go to the user.
fn instant(job: &Job<'_>, hours: &Hours, text: &str) -> Result<DateTime<Utc>, Msg> {
    let read = moment::parse(text, today(job, hours), hours.tz())?;
    if let Some(note) = &read.note {
        job.note(note);
    }
    Ok(read.at)
}

fn stretch(job: &Job<'_>, hours: &Hours, text: &str) -> Result<Span, Msg> {
    let (span, notes) = moment::parse_stretch(text, today(job, hours), hours.tz())?;
    for note in &notes {
        job.note(note);
    }
    Ok(span)
}

/// `FROM/TO`, or `FROM/` for a pause that still lasts.
fn pause(job: &Job<'_>, hours: &Hours, text: &str) -> Result<Pause, Msg> {
    if let Some(from) = text.trim().strip_suffix('/').filter(|from| !from.contains('/') && !from.is_empty()) {
        return Ok(Pause { from: instant(job, hours, from)?, to: None });
    }
    let span = stretch(job, hours, text)?;
    Ok(Pause { from: span.from(), to: Some(span.to()) })
}

fn today(job: &Job<'_>, hours: &Hours) -> NaiveDate {
    job.now().with_timezone(&hours.tz()).date_naive()
}

/// Round the clock unless a calendar is named: a file, one that comes with the program, or one of the workspace.
fn hours(job: &Job<'_>, on: &OnCalendar) -> Result<Hours, Stop> {
    let tz = on.tz.as_deref().map(zone::zone).transpose()?;
    let name = on.calendar.as_deref().map_or("24x7", str::trim);
    if name.eq_ignore_ascii_case("24x7") {
        return Ok(Hours::round_the_clock(tz.unwrap_or(Tz::UTC)));
    }
    let hours = Hours::of(&calendar(job, name)?)?;
    match tz {
        Some(tz) if tz != hours.tz() => {
            let msg = Msg::new("calc-calendar-zone").with("calendar", name).with("tz", hours.tz().name());
            Err(Stop::Usage(msg))
        }
        _ => Ok(hours),
    }
}

fn calendar(job: &Job<'_>, name: &str) -> Result<Calendar, Stop> {
    let path = Path::new(name);
    let ending = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if name == STREAM || name.contains('/') || ending || path.is_file() || builtin::named(name).is_some() {
        return given(job, name);
    }
    of_workspace(job, name)
}

fn of_workspace(job: &Job<'_>, name: &str) -> Result<Calendar, Stop> {
    let unknown = || {
        let codes: Vec<&str> = builtin::BUILTIN.iter().map(|(code, _)| *code).collect();
        Stop::from(Msg::new("calc-calendar-unknown").with("name", name).with("codes", codes.join(", ")))
    };
    if !job.file().is_ok_and(|file| file.exists()) {
        return Err(unknown());
    }
    let record = match find(&job.read()?, Kind::Calendar, name) {
        Err(Stop::Refused(msg)) if NONE.contains(&msg.key.as_str()) => return Err(unknown()),
        found => found?,
    };
    Ok(record.typed().map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?)
}
