//! The hours of a week as people write them: days that are alike together, the night's end as the next day.

use std::fmt::Write as _;

use super::calendar::weekly;
use super::hours::{DAY, Window};
use crate::domain::exact::in_each;
use crate::text::{Lang, Words};

const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];

fn names(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
        Lang::Ru => RU,
    }
}

/// Entries of a week such as `mon-fri 09:00-18:00`, in each language; entries that cannot be read stay as they are.
pub fn words(entries: &[String]) -> Words {
    let mut week: [Vec<Window>; 7] = std::array::from_fn(|_| Vec::new());
    for entry in entries {
        let Ok(read) = weekly(entry) else {
            let said = entries.join("; ");
            return Words { en: said.clone(), zh: said.clone(), ru: said };
        };
        for day in read.days {
            week[day].extend(&read.windows);
        }
    }
    for day in &mut week {
        day.sort_unstable();
    }
    in_each(|lang| said(&week, lang))
}

fn said(week: &[Vec<Window>; 7], lang: Lang) -> String {
    let whole = |windows: &[Window]| matches!(windows, [one] if one.open() == 0 && one.close() == DAY);
    if week.iter().all(|windows| whole(windows)) {
        return match lang {
            Lang::En => "around the clock, every day",
            Lang::Zh => "每天全天（7×24 小时）",
            Lang::Ru => "круглосуточно, ежедневно",
        }
        .to_owned();
    }
    // Days beside each other with the same hours are one stretch.
    let mut parts: Vec<String> = Vec::new();
    let mut from = 0;
    while from < 7 {
        let to = (from..7).take_while(|day| week[*day] == week[from]).last().unwrap_or(from);
        if !week[from].is_empty() {
            let hours: Vec<String> = week[from].iter().map(|window| hours(*window, lang)).collect();
            parts.push(format!("{} {}", days(from, to, lang), hours.join(", ")));
        }
        from = to + 1;
    }
    parts.join("; ")
}

fn days(from: usize, to: usize, lang: Lang) -> String {
    let names = names(lang);
    match (to - from, lang) {
        (6, Lang::En) => "every day".to_owned(),
        (6, Lang::Zh) => "每天".to_owned(),
        (6, Lang::Ru) => "ежедневно".to_owned(),
        (0, _) => names[from].to_owned(),
        (_, Lang::Zh) => format!("{}至{}", names[from], names[to]),
        _ => format!("{}–{}", names[from], names[to]),
    }
}

fn hours(window: Window, lang: Lang) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let mut said = format!("{}–", clock(window.open()));
    let close = window.close();
    // Writing to a string cannot fail.
    let _ = match (close > DAY, lang) {
        (false, _) => write!(said, "{}", clock(close)),
        (true, Lang::En) => write!(said, "{} the next day", clock(close - DAY)),
        (true, Lang::Zh) => write!(said, "次日 {}", clock(close - DAY)),
        (true, Lang::Ru) => write!(said, "{} следующего дня", clock(close - DAY)),
    };
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_told_as_people_write_it() {
        let told = |entries: &[&str]| words(&entries.iter().map(|entry| (*entry).to_owned()).collect::<Vec<_>>());
        let office = told(&["mon-fri 09:00-12:00 13:30-18:00", "sat 10:00-14:00"]);
        assert_eq!(office.en, "Mon–Fri 09:00–12:00, 13:30–18:00; Sat 10:00–14:00");
        assert_eq!(office.zh, "周一至周五 09:00–12:00, 13:30–18:00; 周六 10:00–14:00");
        assert_eq!(office.ru, "пн–пт 09:00–12:00, 13:30–18:00; сб 10:00–14:00");
        let each = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| format!("{day} 00:00-24:00"));
        assert_eq!(words(&each).zh, "每天全天（7×24 小时）");
        let nights = told(&["mon-sun 22:00-30:00"]);
        assert_eq!(
            (nights.en.as_str(), nights.ru.as_str()),
            ("every day 22:00–06:00 the next day", "ежедневно 22:00–06:00 следующего дня")
        );
        assert_eq!(told(&["sun 02:00-06:00"]).zh, "周日 02:00–06:00");
        assert_eq!(told(&["sometimes"]).en, "sometimes");
        assert_eq!(told(&[]).en, "");
    }
}
