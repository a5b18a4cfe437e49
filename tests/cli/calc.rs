//! The pocket calculator, as it is asked on the command line.

#![expect(clippy::disallowed_methods, reason = "tests look at files from outside, with no database open")]

use std::fs;

use serde_json::{Value, json};

use crate::person::Person;

/// Shanghai, weekdays 9 to 17, with the holidays and make-up days of a year.
const FILE: &str = r#"
code = "office"
tz = "Asia/Shanghai"
valid_from = 2026-01-01
valid_to = 2026-12-31
holidays = [2026-02-16, 2026-02-17]

[[windows]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "09:00"
close = "17:00"

[[make_up_days]]
date = 2026-02-14

[[special_days]]
date = 2026-04-30
windows = [["09:00", "12:00"]]
"#;

/// Somebody with a calendar file; its path stands for `FILE` in their commands.
struct Asker {
    li: Person,
    file: String,
}

impl Asker {
    fn new() -> Self {
        let li = Person::li();
        let path = li.path("office.toml");
        fs::write(&path, FILE).unwrap();
        Self { li, file: path.to_str().unwrap().to_owned() }
    }

    fn words<'a>(&'a self, line: &'a str) -> Vec<&'a str> {
        let word = |word: &'a str| if word == "FILE" { self.file.as_str() } else { word };
        std::iter::once("calc").chain(line.split(' ').map(word)).collect()
    }

    fn reads(&self, line: &str) -> Value {
        self.li.reads_json(&self.words(&format!("{line} --json")))
    }

    fn does(&self, line: &str) -> String {
        self.li.does(&self.words(line))
    }

    fn is_refused(&self, line: &str) -> String {
        self.li.is_refused(&self.words(line))
    }
}

#[test]
fn permitted_downtime_is_data_for_programs() {
    let li = Asker::new();
    assert_eq!(
        li.reads("downtime --target 99.9 --period 2026-03"),
        json!({ "agreed_seconds": 2_678_400, "permitted_seconds": "2678.4", "shown": "0h44m38s" })
    );
    for (line, agreed, shown) in [
        ("--target 99.9 --period 30d", 2_592_000, "0h43m12s"),
        ("--target 99,9% --period 2026", 31_536_000, "8h45m36s"),
        ("--target 99.9 --period 2028-Q1", 7_862_400, "2h11m02s"),
        ("--target 99.9 --period 2026-03 --tz Europe/Berlin", 2_674_800, "0h44m34s"),
        ("--target 99.9 --period 2026-03 --calendar 24x7 --tz МСК", 2_678_400, "0h44m38s"),
        ("--target 99.5 --period 2026-02 --calendar CN-2026", 460_800, "0h38m24s"),
        ("--target 99.5 --period 2026-02 --calendar FILE", 547_200, "0h45m36s"),
        ("--target 100 --period 2026-03", 2_678_400, "0h00m00s"),
    ] {
        let found = li.reads(&format!("downtime {line}"));
        assert_eq!((&found["agreed_seconds"], &found["shown"]), (&json!(agreed), &json!(shown)), "{line}");
    }
}

#[test]
fn due_times_carry_the_offset_of_the_calendar() {
    let li = Asker::new();
    assert_eq!(
        li.reads("due --start 2026-03-06T16:00 --target 4h --calendar FILE"),
        json!({ "due": "2026-03-09T12:00:00+08:00" })
    );
    for (line, due) in [
        ("--start 2026-03-06T16:00 --target 900s --calendar FILE", "2026-03-06T16:15:00+08:00"),
        ("--start 2026-03-06T10:00Z --target 1h --calendar FILE", "2026-03-09T10:00:00+08:00"),
        ("--start 2026-03-06T16:50 --target eobd1 --calendar FILE", "2026-03-09T17:00:00+08:00"),
        ("--start 2026-02-13T15:00 --target 2bd --calendar cn-2026", "2026-02-24T15:00:00+08:00"),
        ("--start 2026-03-28T12:00 --target P1D --tz Europe/Berlin", "2026-03-29T12:00:00+02:00"),
        ("--start 2026-03-28T12:00 --target PT24H --tz Europe/Berlin", "2026-03-29T13:00:00+02:00"),
        (
            "--start 2026-03-09T09:00 --target 8h --calendar FILE --pause 2026-03-09T10:00/2026-03-09T15:00",
            "2026-03-10T14:00:00+08:00",
        ),
        (
            "--start 2026-03-09T09:00 --target 8h --calendar FILE --pause 2026-03-09T10:00/2026-03-09T11:00 \
             --pause 2026-03-09T13:00/2026-03-09T15:00",
            "2026-03-10T12:00:00+08:00",
        ),
    ] {
        assert_eq!(li.reads(&format!("due {line}"))["due"], due, "{line}");
    }
    let paused = li.reads("due --start 2026-03-09T09:00 --target 8h --calendar FILE --pause 2026-03-09T10:00/");
    assert_eq!(paused, json!({ "due": null, "not_before": "2026-03-09T17:00:00+08:00" }));
}

#[test]
fn elapsed_time_counts_service_only() {
    let li = Asker::new();
    let line = "elapsed --from 2026-03-06T16:00 --to 2026-03-09T10:00 --calendar FILE";
    assert_eq!(li.reads(line), json!({ "business_seconds": 7200 }));
    let said = li.does(line);
    assert_eq!(
        said,
        "From Fri 6 Mar 2026 16:00 to Mon 9 Mar 2026 10:00 on office: 2 h of service time.\n  \
         Fri 6 Mar 2026 16:00 – 17:00: 1 h\n  Mon 9 Mar 2026 09:00 – 10:00: 1 h\n  2 h of 66 h on the clock\n"
    );
    assert_eq!(li.reads("elapsed --from 2026-03-29 --to 2026-03-30 --tz Europe/Berlin")["business_seconds"], 82_800);
}

#[test]
fn achieved_availability_is_cut_off_and_judged_exactly() {
    let li = Asker::new();
    assert_eq!(
        li.reads("availability --period 2026-04 --outage 2026-04-01T00:00/2026-04-01T00:43:13 --target 99.9"),
        json!({
            "agreed_seconds": 2_592_000,
            "down_seconds": 2593,
            "availability": "0.998999614197530864197530864197",
            "shown": "99.89",
            "met": false,
        })
    );
    let kept = li.reads("availability --period 30d --outage 2026-04-01T00:00/2026-04-01T00:43:12 --target 99.9");
    assert_eq!((&kept["availability"], &kept["met"]), (&json!("0.999"), &json!(true)));
    let office = "availability --period 2026-03 --target 99.5 --calendar FILE \
                  --outage 2026-03-10T10:00/2026-03-10T10:40 2026-03-10T10:20/2026-03-10T11:00 \
                  --outage 2026-03-07T10:00/2026-03-07T12:00 --exclude 2026-03-20T15:00/2026-03-20T19:00";
    let found = li.reads(office);
    assert_eq!((&found["agreed_seconds"], &found["down_seconds"]), (&json!(626_400), &json!(3600)));
    let said = li.does(office);
    assert!(said.starts_with("99.42% achieved in March 2026: the target of 99.5% is not met.\n"), "{said}");
    assert!(said.contains("Overlaps count once: 1 h instead of 1h20m"), "{said}");
}

#[test]
fn structures_are_exact_to_the_last_digit() {
    let li = Person::li();
    let compose = |structure: &str| li.reads_json(&["calc", "compose", structure, "--json"]);
    assert_eq!(
        compose("serial(99.95, parallel(99.5, 99.5), kofn(2, 99, 99, 99))"),
        json!({ "availability": "0.999177168946275" })
    );
    assert_eq!(
        compose("serial(99.9,99.9,99.9,99.9,99.9,99.9,99.9,99.9,99.9,99.9)"),
        json!({ "availability": "0.990044880209748209880044990001" })
    );
    assert_eq!(
        li.reads_json(&["calc", "compose", "serial(hosting=99.95, ?)", "--target", "99.9", "--json"]),
        json!({ "needed": "0.9995", "availability": "0.99900025" })
    );
    let refused = li.is_refused(&["calc", "compose", "serial(99.9, 负载(99))"]);
    assert!(refused.contains("Column 14") && refused.contains("负载"), "{refused}");
    let refused = li.is_refused(&["calc", "compose", "serial(99.5, ?)", "--target", "99.9"]);
    assert!(refused.contains("out of reach"), "{refused}");
}

#[test]
fn credits_are_in_minor_units_and_in_words() {
    let li = Asker::new();
    let terms = "credit --tiers 99.9:0,99.5:5,99.0:10,95:20,0:30 --cap 20 --fee 120000.00";
    assert_eq!(
        li.reads(&format!("{terms} --achieved 99.42")),
        json!({
            "currency": "CNY",
            "fee_minor": 12_000_000,
            "credit_percent": "10",
            "credit_minor": 1_200_000,
            "credit_words": "人民币壹万贰仟元整",
            "capped": false,
            "rest_minor": 10_800_000,
            "rest_words": "人民币壹拾万捌仟元整",
        })
    );
    let worst = li.reads(&format!("{terms} --achieved 80"));
    assert_eq!((&worst["credit_minor"], &worst["capped"]), (&json!(2_400_000), &json!(true)));
    let sum = li.reads(&format!("{terms} --achieved 99.42 --achieved 99.6 99.1"));
    assert_eq!(sum["credit_minor"], 2_400_000);
    let highest = li.reads(&format!("{terms} --achieved 99.42 99.6 99.1 --combine highest_only"));
    assert_eq!(highest["credit_minor"], 1_200_000);
    let roubles = li.reads("credit --tiers 99.9:0,0:5 --fee 33333.33 --ccy rub --achieved 99 --lang ru");
    assert_eq!(
        (&roubles["credit_minor"], &roubles["credit_words"]),
        (&json!(166_667), &json!("одна тысяча шестьсот шестьдесят шесть рублей 67 копеек"))
    );
    let words = |line: &str| li.reads(&format!("{terms} --achieved 99.42 {line}"))["credit_words"].clone();
    assert_eq!(words("--lang zh-CN"), "人民币壹万贰仟元整");
    assert_eq!(words("--lang en"), "twelve thousand yuan and 00 fen");
    assert_eq!(words("--lang ru"), "двенадцать тысяч юаней 00 фэней");
    assert_eq!(words("--ccy usd --lang en"), "twelve thousand dollars and 00 cents");
    assert_eq!(words("--ccy eur --lang zh-CN"), "欧元壹万贰仟元整");
    assert!(
        li.does(&format!("{terms} --achieved 99.42 --ccy rub --lang ru")).contains("двенадцать тысяч рублей 00 копеек")
    );
}

#[test]
fn an_answer_is_a_sentence_with_its_steps_in_three_languages() {
    let li = Asker::new();
    let line = "downtime --target 99.5 --period 2026-03 --calendar FILE";
    assert_eq!(
        li.does(line),
        "99.5% of 176 h in March 2026 permits 52m48s of downtime.\n  \
         Agreed service time in March 2026 on office: 22 days, 176 h\n  \
         633,600 s × (100% − 99.5%) = 633,600 s × 0.5% = 3,168 s\n  3,168 s = 52m48s\n"
    );
    let chinese = li.does(&format!("{line} --lang zh-CN"));
    assert!(chinese.starts_with("2026年3月约定服务时间176小时，目标 99.5%，允许中断52分48秒。\n"), "{chinese}");
    let russian = li.does(&format!("{line} --lang ru")).replace('\u{a0}', " ");
    assert!(russian.starts_with("99,5 % от 176 ч за март 2026 г. допускает простой 52 мин 48 с.\n"), "{russian}");
}

#[test]
fn the_zone_of_a_calendar_may_be_named_beside_it() {
    let li = Asker::new();
    let line = "downtime --target 99.5 --period 2026-03 --calendar FILE";
    assert_eq!(li.does(&format!("{line} --tz Asia/Shanghai")), li.does(line));
    assert_eq!(li.does(&format!("{line} --tz 北京时间")), li.does(line));
    let other = format!("{line} --tz Europe/Berlin");
    let answer = li.li.types(&li.words(&other));
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("Asia/Shanghai"), "{}", answer.err);
    let missing = li.li.types(&li.words("credit --tiers 0:5 --fee 1"));
    assert!(missing.err.contains("--achieved <PERCENT>. "), "{}", missing.err);
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let li = Asker::new();
    for (line, says) in [
        ("downtime --target 100.1 --period 2026-03", "above 100 %"),
        ("downtime --target -1 --period 2026-03", "below zero"),
        ("downtime --target many --period 2026-03", "no percentage"),
        ("downtime --target 99.9 --period march", "no period"),
        ("downtime --target 99.9 --period 2026-13", "There is no period"),
        ("downtime --target 99.9 --period 30d --calendar FILE", "2026-03-01+30d"),
        ("downtime --target 99.9 --period 2027-03 --calendar cn-2026", "2026-12-31"),
        ("downtime --target 99.9 --period 2026-03-07+2d --calendar FILE", "no service time"),
        ("downtime --target 99.9 --period 2026-03 --tz UTC+8", "Asia/Shanghai"),
        ("downtime --target 99.9 --period 2026-03 --tz CST", "several time zones"),
        ("downtime --target 99.9 --period 2026-03 --calendar mars", "cn-2026"),
        ("downtime --target 99.9 --period 2026-03 --calendar ./none.toml", "no file that can be read"),
        ("due --start 2026-03-06T16:00 --target 2d --calendar FILE", "2bd"),
        ("due --start 2026-03-06T16:00 --target -4h --calendar FILE", "no length of time"),
        ("due --start 2026-12-31T16:00 --target 4h --calendar FILE", "2026-12-31"),
        ("due --start soon --target 4h --calendar FILE", "no date"),
        ("elapsed --from 2026-03-06T16:00 --to 2026-03-06T15:00 --calendar FILE", "ends before it begins"),
        (
            "elapsed --from 2026-03-06T16:00 --to 2026-03-06T15:00 --calendar FILE",
            "“2026-03-06T16:00 – 2026-03-06T15:00”",
        ),
        ("credit --tiers 99.9:0,0:5 --fee abc --achieved 99", "“abc” is no amount"),
        (
            "availability --period 2026-03 --target 99 --outage 2026-03-06T16:00/2026-03-06T15:00",
            "ends before it begins",
        ),
        ("availability --period 2026-03 --target 99 --outage 2026-03-06T16:00", "from one time to another"),
        ("credit --tiers 99.9:0,99.5:5 --fee 1000 --achieved 99", "0:30"),
        ("credit --tiers 99.9:0,0:5 --fee 1000 --ccy XX --achieved 99", "XX"),
    ] {
        let refused = li.is_refused(line);
        assert!(refused.contains(says) && refused.lines().count() == 1, "{line}: {refused}");
    }
    for line in [
        "downtime --period 2026-03",
        "downtime --target 99.9",
        "due --target 4h",
        "credit --tiers 0:5 --fee 1",
        "sums",
        "downtime --target 99.9 --period 2026-03 --calendar cn-2026 --tz UTC",
    ] {
        let answer = li.li.types(&li.words(line));
        assert_eq!((answer.status, answer.out.as_str()), (2, ""), "{line}: {answer:?}");
    }
}

#[test]
fn a_faulty_calendar_file_is_refused_with_its_place() {
    let li = Asker::new();
    let never = "code = \"never\"\ntz = \"Asia/Shanghai\"\n";
    let late = FILE.replace("close = \"17:00\"", "close = \"49:00\"");
    for (name, text, place) in [("never.toml", never, "line 1"), ("late.toml", late.as_str(), "line 11, column 9")] {
        let path = li.li.path(name);
        fs::write(&path, text).unwrap();
        let file = path.to_str().unwrap();
        let asked = ["calc", "downtime", "--target", "99.9", "--period", "2026-03", "--calendar", file];
        let refused = li.li.is_refused(&asked);
        assert!(refused.contains(place) && refused.contains(name), "{refused}");
    }
    let folder = li.li.dir.path().to_str().unwrap();
    let refused =
        li.li.is_refused(&["calc", "downtime", "--target", "99.9", "--period", "2026-03", "--calendar", folder]);
    assert!(refused.contains("no file that can be read"), "{refused}");
}

#[test]
fn clock_changes_are_told_beside_the_answer() {
    let li = Asker::new();
    let line = "elapsed --from 2026-10-25T02:30 --to 2026-10-25T04:00 --tz Europe/Berlin --json";
    let answer = li.li.types(&li.words(line));
    assert_eq!(serde_json::from_str::<Value>(&answer.out).unwrap()["business_seconds"], 9000);
    assert!(answer.err.contains("twice") && answer.err.contains("2026-10-25T02:30:00+01:00"), "{answer:?}");
    let line = "elapsed --from 2026-03-29T02:30 --to 2026-03-29T04:00 --tz Europe/Berlin --json";
    let answer = li.li.types(&li.words(line));
    assert_eq!(serde_json::from_str::<Value>(&answer.out).unwrap()["business_seconds"], 3600);
    assert!(answer.err.contains("skips"), "{answer:?}");
}

#[test]
fn a_calendar_of_the_workspace_is_read_and_nothing_is_made_without_need() {
    let li = Asker::new();
    li.reads("downtime --target 99.9 --period 2026-03");
    li.reads("downtime --target 99.9 --period 2026-03 --calendar FILE");
    assert!(!li.li.workspace().exists() && !li.li.path("state").exists());
    li.li.does(&[
        "calendar",
        "add",
        "name=客户办公时间",
        "tz=Asia/Shanghai",
        "windows=mon-fri 08:00-18:00",
        "valid_from=2026-01-01",
        "valid_to=2026-12-31",
    ]);
    let before = fs::read(li.li.workspace()).unwrap();
    let found = li.reads("downtime --target 99.9 --period 2026-03 --calendar 客户办公时间");
    assert_eq!(found["agreed_seconds"], 22 * 36_000);
    assert_eq!(fs::read(li.li.workspace()).unwrap(), before, "looking changes nothing");
    assert!(li.is_refused("downtime --target 99.9 --period 2026-03 --calendar 别的").contains("别的"));
}
