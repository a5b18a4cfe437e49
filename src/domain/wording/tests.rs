//! Shares and lengths of time as people write them, in each language, and what is kept of them.

use super::*;
use crate::domain::kinds::Kind;
use crate::domain::validate::check;
use crate::text::Lang;

fn field(kind: Kind, name: &str) -> &'static Field {
    kind.spec().field(name).unwrap()
}

fn read_in(lang: Lang, field: &Field, raw: &str) -> Result<Value, Msg> {
    let text = Text::new(lang);
    let today = "2026-03-06".parse().unwrap();
    read(field, raw, &Reading { text: &text, today, tz: Tz::Asia__Shanghai, currency: Currency::CNY })
}

fn shown(lang: Lang, field: &Field, value: i64) -> String {
    show(field, &json!(value), &BTreeMap::new(), &Text::new(lang), Tz::UTC)
}

#[test]
fn a_share_is_written_and_shown_in_percent_whatever_it_is_kept_in() {
    let probability = field(Kind::Opportunity, "probability_bp");
    for (raw, kept) in [("25", 2500), ("25 %", 2500), ("25%", 2500), ("12,5 %", 1250), ("100", 10_000), ("0", 0)] {
        assert_eq!(read_in(Lang::En, probability, raw), Ok(json!(kept)), "{raw}");
    }
    assert_eq!(
        [Lang::En, Lang::Zh, Lang::Ru].map(|lang| shown(lang, probability, 1250)),
        ["12.5%", "12.5%", "12,5\u{a0}%"]
    );
    assert_eq!(read_in(Lang::En, probability, "12.345").unwrap_err().key, "field-percent-fine");
    assert_eq!(read_in(Lang::En, field(Kind::Target, "percentile"), "99.9"), Ok(json!(9990)));
    // Basis points, typed by somebody who knows how it is kept.
    let much = read_in(Lang::En, probability, "2500").unwrap();
    let said = |lang| Text::new(lang).say(&check(probability, &much).unwrap());
    assert_eq!(said(Lang::En), "Out of range. Enter a percentage from 0 to 100%.");
    assert!(said(Lang::Ru).contains("0 до 100\u{a0}%"), "{}", said(Lang::Ru));
}

#[test]
fn a_length_of_time_is_written_and_shown_in_hours_and_minutes() {
    let cap = field(Kind::Opportunity, "effort_cap_min");
    for (raw, kept) in [
        ("40 h", 2400),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("1.5 h", 90),
        ("1,5 ч", 90),
        ("1小时30分", 90),
        ("90", 90),
        ("９０", 90),
        ("0", 0),
    ] {
        assert_eq!(read_in(Lang::En, cap, raw), Ok(json!(kept)), "{raw}");
    }
    for raw in ["2 days", "30 s", "soon", "90 %", "1.5"] {
        assert_eq!(read_in(Lang::En, cap, raw).unwrap_err().key, "field-not-minutes", "{raw}");
    }
    assert_eq!(read_in(Lang::En, field(Kind::Target, "polling_sec"), "5 min"), Ok(json!(300)));
    assert_eq!(
        [Lang::En, Lang::Zh, Lang::Ru].map(|lang| shown(lang, cap, 90)),
        ["1h30m", "1小时30分", "1\u{a0}ч 30\u{a0}мин"]
    );
    for lang in Lang::ALL {
        for kept in [0, 1, 59, 60, 90, 2400, 61_234, 1_000_000] {
            let line = edit(cap, &json!(kept), &BTreeMap::new(), &Text::new(lang), Tz::UTC);
            assert_eq!(read_in(lang, cap, &line), Ok(json!(kept)), "{line}");
        }
    }
    let said = Text::new(Lang::En).say(&check(field(Kind::Effort, "minutes"), &json!(0)).unwrap());
    assert!(said.contains("from 1 min to 1,666h40m"), "{said}");
}
