//! Instants and stretches as commands take them: `2026-03-06T16:00` on a clock, `2026-03-06T10:00Z`, `FROM/TO`.

use chrono::{
    DateTime, Datelike as _, LocalResult, NaiveDate, NaiveDateTime, Offset as _, SecondsFormat, TimeZone as _, Utc,
};
use chrono_tz::Tz;

use super::input::parse_instant;
use super::spans::Span;
use crate::domain::exact::in_each;
use crate::text::{Lang, Msg, Words, number};

/// An instant that was read, and what to tell the user about how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: DateTime<Utc>,
    /// The clock skips the time that was written, or shows it twice.
    pub note: Option<Msg>,
}

/// Reads an instant: with an offset or `Z` as it stands, else on the clock of `tz`.
///
/// A time that the clock skips is the first instant after the gap; one that it shows twice is the earlier. Both are
/// told in the note, with what to write for the other.
///
/// # Errors
/// As [`parse_instant`].
pub fn parse(text: &str, today: NaiveDate, tz: Tz) -> Result<Moment, Msg> {
    let written = text.trim().replace(' ', "T");
    if let Some(at) = with_offset(&written) {
        // For the years that are allowed.
        let at = parse_instant(&at.to_rfc3339_opts(SecondsFormat::Secs, true), today, tz)?;
        return Ok(Moment { at, note: None });
    }
    let at = parse_instant(text, today, tz)?;
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&written, form).ok())
        .unwrap_or_else(|| at.with_timezone(&tz).naive_local());
    let note = match tz.from_local_datetime(&local) {
        LocalResult::Single(_) => None,
        LocalResult::Ambiguous(_, later) => Some(Msg::new("calc-time-twice").with("later", iso(later.to_utc(), tz))),
        LocalResult::None => Some(Msg::new("calc-time-skipped")),
    };
    let note = note.map(|msg| msg.with("text", text.trim()).with("tz", tz.name()).with("at", iso(at, tz)));
    Ok(Moment { at, note })
}

fn with_offset(written: &str) -> Option<DateTime<Utc>> {
    let written = written.strip_suffix(['Z', 'z']).map_or_else(|| written.to_owned(), |rest| format!("{rest}+00:00"));
    let at = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M:%S%.f%:z"]
        .iter()
        .find_map(|form| DateTime::parse_from_str(&written, form).ok())?;
    Some(at.to_utc())
}

/// Reads `FROM/TO`, and what to tell the user about how.
///
/// # Errors
/// A sentence when there are not two ends, when the end is not after the beginning, and as [`parse`].
pub fn parse_stretch(text: &str, today: NaiveDate, tz: Tz) -> Result<(Span, Vec<Msg>), Msg> {
    let shown = text.trim();
    let ends: Vec<&str> = shown.split('/').collect();
    let [from, to] = ends.as_slice() else {
        return Err(Msg::new("calc-stretch-unreadable").with("text", shown));
    };
    if from.trim().is_empty() || to.trim().is_empty() {
        return Err(Msg::new("calc-stretch-unreadable").with("text", shown));
    }
    let (from, to) = (parse(from, today, tz)?, parse(to, today, tz)?);
    if to.at < from.at {
        return Err(Msg::new("calc-stretch-backward").with("text", shown));
    }
    let span = Span::new(from.at, to.at)?;
    Ok((span, [from.note, to.note].into_iter().flatten().collect()))
}

/// Whether two instants stand in order, each with its text as typed.
///
/// # Errors
/// A sentence that quotes both when the second is the earlier one.
pub fn in_order(from: (&str, DateTime<Utc>), to: (&str, DateTime<Utc>)) -> Result<(), Msg> {
    if to.1 < from.1 {
        let text = format!("{} – {}", from.0.trim(), to.0.trim());
        return Err(Msg::new("calc-stretch-backward").with("text", text));
    }
    Ok(())
}

/// On the clock of `tz` with its offset: `2026-03-09T12:00:00+08:00`.
pub fn iso(at: DateTime<Utc>, tz: Tz) -> String {
    at.with_timezone(&tz).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Whether the clock of `tz` changes its offset between two instants, so that the offsets should be shown.
pub fn offset_changes(from: DateTime<Utc>, to: DateTime<Utc>, tz: Tz) -> bool {
    from.with_timezone(&tz).offset().fix() != to.with_timezone(&tz).offset().fix()
}

/// A day with its weekday: `Mon 9 Mar 2026`, `2026年3月9日 周一`, `пн 09.03.2026`.
pub fn day_words(date: NaiveDate) -> Words {
    const CHINESE: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const RUSSIAN: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
    let day = date.weekday().num_days_from_monday() as usize;
    in_each(|lang| {
        let shown = number::date(date, lang);
        match lang {
            Lang::En => format!("{} {shown}", date.format("%a")),
            Lang::Zh => format!("{shown} {}", CHINESE[day]),
            Lang::Ru => format!("{} {shown}", RUSSIAN[day]),
        }
    })
}

/// Day and time on the clock of `tz`: `Mon 9 Mar 2026 12:00`, `2026年3月9日 周一 12:00`. With seconds where there are
/// any, and with the offset where asked for.
pub fn words(at: DateTime<Utc>, tz: Tz, offset: bool) -> Words {
    let day = day_words(at.with_timezone(&tz).date_naive());
    let time = time(at, tz, offset);
    in_each(|lang| format!("{} {time}", day.to(lang)))
}

/// As [`words`], without the day where it is that of the beginning.
pub fn end_words(from: DateTime<Utc>, to: DateTime<Utc>, tz: Tz, offset: bool) -> Words {
    if from.with_timezone(&tz).date_naive() == to.with_timezone(&tz).date_naive() {
        let time = time(to, tz, offset);
        return in_each(|_| time.clone());
    }
    words(to, tz, offset)
}

fn time(at: DateTime<Utc>, tz: Tz, offset: bool) -> String {
    let local = at.with_timezone(&tz);
    let form = if at.timestamp().rem_euclid(60) == 0 { "%H:%M" } else { "%H:%M:%S" };
    let zone = if offset { format!(" {}", local.offset().fix()) } else { String::new() };
    format!("{}{zone}", local.format(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Tz = Tz::Europe__Berlin;

    fn today() -> NaiveDate {
        "2026-03-06".parse().unwrap()
    }

    fn read(text: &str, tz: Tz) -> (String, Option<String>) {
        let moment = parse(text, today(), tz).unwrap_or_else(|msg| panic!("{text}: {msg:?}"));
        (iso(moment.at, tz), moment.note.map(|msg| msg.key))
    }

    #[test]
    fn a_time_is_on_the_clock_or_carries_its_offset() {
        let shanghai = Tz::Asia__Shanghai;
        for text in [
            "2026-03-06T18:00",
            "2026-03-06 18:00",
            "2026-03-06T18:00:00",
            "2026-03-06T10:00Z",
            "2026-03-06T10:00:00.5Z",
            "2026-03-06 13:00+03:00",
            "2026年3月6日 18:00",
        ] {
            assert_eq!(read(text, shanghai), ("2026-03-06T18:00:00+08:00".to_owned(), None), "{text}");
        }
        assert_eq!(read("2026-03-06", shanghai).0, "2026-03-06T00:00:00+08:00");
        assert_eq!(parse("soon", today(), shanghai).map_err(|msg| msg.key), Err("input-date-unreadable".to_owned()));
        assert_eq!(
            parse("1026-03-06T10:00Z", today(), shanghai).map_err(|msg| msg.key),
            Err("input-date-range".into())
        );
    }

    #[test]
    fn clock_changes_are_told() {
        let says = |at: &str, note: &str| (at.to_owned(), Some(note.to_owned()));
        assert_eq!(read("2026-03-29T02:30", BERLIN), says("2026-03-29T03:00:00+02:00", "calc-time-skipped"));
        assert_eq!(read("2026-03-29T03:00", BERLIN), ("2026-03-29T03:00:00+02:00".to_owned(), None));
        assert_eq!(read("2026-10-25T02:30", BERLIN), says("2026-10-25T02:30:00+02:00", "calc-time-twice"));
        assert_eq!(read("2026-10-25T02:30+01:00", BERLIN), ("2026-10-25T02:30:00+01:00".to_owned(), None));
    }

    #[test]
    fn a_stretch_has_two_ends_in_order() {
        let read = |text: &str| parse_stretch(text, today(), BERLIN).map_err(|msg| msg.key);
        let (span, notes) = read("2026-03-29T01:00/2026-03-29T02:30").unwrap();
        assert_eq!((span.seconds(), notes.len()), (3600, 1));
        assert_eq!(read("2026-03-06T10:00/2026-03-06T10:00").map(|(span, _)| span.seconds()), Ok(0));
        assert_eq!(read("2026-03-06T10:00/2026-03-06T09:00"), Err("calc-stretch-backward".to_owned()));
        for text in ["2026-03-06T10:00", "2026-03-06T10:00/", "/2026-03-06T10:00", "2026/3/6 10:00/2026-03-07", ""] {
            assert_eq!(read(text), Err("calc-stretch-unreadable".to_owned()), "{text}");
        }
    }

    #[test]
    fn moments_read_in_each_language() {
        let at = "2026-03-09T04:00:00Z".parse().unwrap();
        let said = words(at, Tz::Asia__Shanghai, false);
        assert_eq!(
            Lang::ALL.map(|lang| said.to(lang).to_owned()),
            ["Mon 9 Mar 2026 12:00", "2026年3月9日 周一 12:00", "пн 09.03.2026 12:00"]
        );
        assert_eq!(words(at, BERLIN, true).en, "Mon 9 Mar 2026 05:00 +01:00");
    }
}
