//! Working calendars from files, and back into files.

use std::path::Path;

use crate::person::Person;

const OFFICE: &str = "code = \"Офис\"\ntz = \"Europe/Moscow\"\nvalid_to = 2026-12-31\nholidays = [2026-05-01]\n\n[[windows]]\n\
    days = [\"mon\", \"tue\"]\nopen = \"09:00\"\nclose = \"18:00\"\n";

#[expect(clippy::disallowed_methods, reason = "a file of the user that no workspace is in")]
fn write(file: &Path, text: &str) {
    std::fs::write(file, text).unwrap();
}

fn li_with(text: &str) -> (Person, String) {
    let li = Person::li();
    let file = li.path("office.toml");
    write(&file, text);
    let file = file.display().to_string();
    (li, file)
}

#[test]
fn a_calendar_comes_from_a_file_and_goes_back_into_one() {
    let (li, file) = li_with(OFFICE);
    assert_eq!(li.does(&["calendar", "import", &file]), "Офис created.\n");
    let kept = li.reads_json(&["calendar", "show", "офис", "--json"]);
    assert_eq!(kept["values"]["windows"], serde_json::json!(["mon 09:00-18:00", "tue 09:00-18:00"]));
    let text = li.does(&["calendar", "export", "Офис"]);
    assert!(text.starts_with("code = \"Офис\"\ntz = \"Europe/Moscow\"\nvalid_to = 2026-12-31\n"), "{text}");
    write(Path::new(&file), &text.replace("Офис", "Офис 2"));
    let again = li.reads_json(&["calendar", "import", &file, "--json"]);
    assert_eq!(again["values"]["windows"], kept["values"]["windows"]);
    assert!(li.does(&["log"]).lines().next().unwrap().contains("created"), "in the journal like any record");
    li.does(&["undo"]);
    assert!(li.is_refused(&["calendar", "export", "Офис 2"]).contains("Офис 2"));
}

#[test]
fn a_name_is_taken_once() {
    let (li, file) = li_with(OFFICE);
    li.does(&["calendar", "import", &file]);
    let why = li.is_refused(&["calendar", "import", &file]);
    assert_eq!(
        why,
        "canvass: There is a calendar “Офис” already. Change “code” in the file, or archive the old calendar.\n"
    );
    li.does(&["calendar", "archive", "Офис"]);
    li.does(&["calendar", "import", &file]);
}

#[test]
fn a_built_in_calendar_can_be_kept_or_printed() {
    let li = Person::li();
    assert!(li.does(&["calendar", "export", "CN-2026"]).contains("春节"));
    li.does(&["calendar", "import", "cn-2026"]);
    let kept = li.reads_json(&["calendar", "show", "cn-2026", "--json"]);
    assert_eq!(kept["values"]["make_up_days"].as_array().unwrap().len(), 6);
    let text = li.does(&["calendar", "export", "cn-2026"]);
    assert!(!text.contains("春节") && text.contains("[[make_up_days]]\ndate = 2026-02-14\n"), "that of the workspace");
}

#[test]
fn a_bad_file_is_refused_with_its_place_and_nothing_is_made() {
    let (li, file) = li_with(&OFFICE.replace("18:00", "8 pm"));
    let why = li.is_refused(&["calendar", "import", &file]);
    assert!(
        why.contains("office.toml, line 9, column 9: “\"8 pm\"” does not fit. Expected here: a time of day"),
        "{why}"
    );
    let why = li.is_refused(&["--lang", "zh-CN", "calendar", "import", &file]);
    assert!(why.contains("第 9 行第 9 列") && why.contains("此处应为：时刻"), "{why}");
    let why = li.is_refused(&["--lang", "ru", "calendar", "import", "nowhere.toml"]);
    assert!(why.contains("nowhere.toml") && why.contains("cn-2026"), "{why}");
    assert!(!li.workspace().exists());
}

#[test]
fn a_record_with_hours_nobody_can_read_is_refused() {
    let li = Person::li();
    let add = |windows: &str| ["calendar", "add", "name=x", windows, "valid_to=2026-12-31"].map(str::to_owned);
    let why = li.is_refused(&add("windows=weekdays").each_ref().map(String::as_str));
    assert!(why.contains("“weekdays” is no window of the week. Write it like mon 09:00-17:00"), "{why}");
    li.does(&add("windows=mon-fri 09:00-17:00").each_ref().map(String::as_str));
    let why = li.is_refused(&["calendar", "edit", "x", "holidays=1.5.2026"]);
    assert!(why.contains("“1.5.2026” is no date. Write it like 2026-10-01."), "{why}");
    let why = li.is_refused(&["calendar", "import", "24x7"]);
    assert!(why.contains("Required"), "a kept calendar says how far it goes: {why}");
}
