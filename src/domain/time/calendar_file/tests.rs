//! Calendar files: what they say, how a bad one is refused, and that written ones read back.

use super::*;
use crate::domain::time::builtin::BUILTIN;
use crate::domain::time::hours::Hours;
use crate::domain::time::samples::day;
use crate::text::{Lang, Text};

const GOOD: &str = r#"code = "office"
tz = "北京时间"
valid_from = "2026-01-01"
valid_to = 2026-12-31
holidays = [2026-01-01, "2026-01-02"]

[[windows]]
days = ["mon", "周二"]
open = "09:00"
close = "12:00"

[[windows]]
days = ["fri"]
open = "22:00"
close = "48:00"

[[make_up_days]]
date = 2026-02-14

[[special_days]]
date = "2026-04-30"
windows = [["09:00", "10:00"], ["11:00", "12:00"]]
"#;

#[test]
fn a_file_says_what_a_record_holds() {
    let read = read(GOOD).unwrap();
    let expected = Calendar {
        name: "office".to_owned(),
        tz: "Asia/Shanghai".to_owned(),
        windows: ["mon 09:00-12:00", "tue 09:00-12:00", "fri 22:00-48:00"].map(str::to_owned).to_vec(),
        holidays: vec!["2026-01-01".to_owned(), "2026-01-02".to_owned()],
        make_up_days: vec!["2026-02-14".to_owned()],
        special_days: vec!["2026-04-30 09:00-10:00 11:00-12:00".to_owned()],
        valid_from: Some("2026-01-01".to_owned()),
        valid_to: Some("2026-12-31".to_owned()),
    };
    assert_eq!(read, expected);
    let hours = Hours::of(&read).unwrap();
    assert_eq!(hours.windows(day("2026-02-14")).unwrap(), hours.windows(day("2026-02-09")).unwrap());
}

#[test]
fn what_is_written_reads_back() {
    for text in BUILTIN.iter().map(|(_, text)| *text).chain([GOOD]) {
        let calendar = read(text).unwrap();
        let again = read(&write(&calendar).unwrap()).unwrap();
        assert_eq!(Hours::of(&again), Hours::of(&calendar));
        assert_eq!(write(&again), write(&calendar));
    }
    let quoted = Calendar { name: "a \"b\"\\".to_owned(), ..read(GOOD).unwrap() };
    assert_eq!(read(&write(&quoted).unwrap()).unwrap().name, quoted.name);
}

/// The file with one line replaced, and what is said about it.
fn told(line: &str, instead: &str) -> String {
    assert!(GOOD.contains(line), "{line}");
    match read(&GOOD.replacen(line, instead, 1)) {
        Ok(calendar) => panic!("{instead} gives {calendar:?}"),
        Err(Fault { line, column, msg }) => {
            let said = Text::new(Lang::En).say(&msg).replace(['\u{2068}', '\u{2069}'], "");
            format!("{line}:{column} {said}")
        }
    }
}

#[test]
fn a_bad_file_is_refused_with_line_column_and_what_is_expected() {
    for (line, instead, said) in [
        ("code = \"office\"\n", "", "1:1 “code” is missing. Add it."),
        ("\"office\"", "5", "1:8 “5” does not fit. Expected here: a text in quotation marks."),
        ("\"office\"", "\" \"", "1:8 “\" \"” does not fit. Expected here: a name of 1 to 60 characters."),
        ("北京时间", "UTC+8", "2:6 “UTC+8” is a fixed offset and ignores clock changes."),
        ("北京时间", "CST", "2:6 “CST” stands for several time zones."),
        (
            "valid_to =",
            "valid_until =",
            "4:1 There is no “valid_until” here. Known are: code, tz, valid_from, valid_to",
        ),
        ("2026-12-31", "2025-12-31", "4:12 The end lies before the beginning."),
        ("valid_to = 2026-12-31\n", "", "4:1 Days of their own are known only up to some day. Add valid_to"),
        ("\"2026-01-02\"", "\"2.1.2026\"", "5:25 “\"2.1.2026\"” does not fit. Expected here: a date like 2026-10-01."),
        ("2026-01-01, ", "2026-01-01T09:00:00, ", "5:13 “2026-01-01T09:00:00” does not fit. Expected here: a date"),
        ("2026-01-01, ", "2026-02-30, ", "5:"),
        ("[2026-01-01, \"2026-01-02\"]", "2026-01-01", "5:12 “2026-01-01” does not fit. Expected here: a list"),
        ("周二", "周八", "8:16 “\"周八\"” does not fit. Expected here: one of \"mon\""),
        ("open = \"09:00\"", "open = \"9 am\"", "9:8 “\"9 am\"” does not fit. Expected here: a time of day"),
        ("open = \"09:00\"", "open = \"24:00\"", "9:8 “\"24:00\"” does not fit. Expected here: an opening by"),
        ("open = \"09:00\"\n", "", "7:1 “open” is missing."),
        ("close = \"12:00\"", "close = \"08:00\"", "10:9 “\"08:00\"” does not fit. Expected here: a closing later"),
        ("close = \"48:00\"", "close = \"48:01\"", "15:9 “\"48:01\"” does not fit. Expected here: a time of day"),
        ("days = [\"fri\"]", "dyas = [\"fri\"]", "13:1 There is no “dyas” here. Known are: days, open, close."),
        ("[\"11:00\", \"12:00\"]", "[\"11:00\"]", "22:32 “[\"11:00\"]” does not fit. Expected here: an opening and"),
        (
            "windows = [[\"09:00\", \"10:00\"], [\"11:00\", \"12:00\"]]",
            "windows = []",
            "22:11 A special day needs its hours.",
        ),
        ("[\"mon\", \"周二\"]", "[\"tue\"]", "17:1 “2026-02-14” takes the hours of Monday, but Monday has none."),
        ("valid_to = 2026-12-31", "valid_to = = 2026-12-31", "4:"),
    ] {
        let told = told(line, instead);
        assert!(told.starts_with(said), "{instead}: {told}");
    }
}

#[test]
fn a_calendar_without_windows_never_opens() {
    for text in [
        "code = \"x\"\ntz = \"UTC\"\n",
        "code = \"x\"\ntz = \"UTC\"\n[[windows]]\ndays = []\nopen = \"09:00\"\nclose = \"10:00\"\n",
    ] {
        assert_eq!(read(text).unwrap_err().msg.key, "calendar-file-never", "{text}");
    }
}

#[test]
fn a_week_without_days_of_its_own_needs_no_end() {
    let text = "code = \"x\"\ntz = \"UTC\"\n[[windows]]\ndays = [\"mon\"]\nopen = \"09:00\"\nclose = \"10:00\"\n";
    assert_eq!(Hours::of(&read(text).unwrap()).unwrap().validity(), (None, None));
}
