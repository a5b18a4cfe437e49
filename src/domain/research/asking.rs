//! What is not known yet: of whom it is asked and by when, and the agenda that comes of it (01-model 1.7).

use chrono::NaiveDate;

use crate::domain::record::Id;
use crate::domain::time::input::parse_date;
use crate::text::Words;

/// Words that stand with a day and say nothing else.
const AROUND: [&str; 10] = ["by", "until", "before", "on", "до", "к", "в", "前", "之前", "于"];
/// Words a date may have: "6 Mar 2026".
const LONGEST: usize = 4;

/// Whom the words name, if it is exactly one of these people, and the day they name: "王院长，+3d".
pub fn named(words: &str, people: &[(Id, String)], today: NaiveDate) -> (Option<Id>, Option<NaiveDate>) {
    let folded = words.to_lowercase();
    let mut of = people.iter().filter(|(_, name)| !name.trim().is_empty() && folded.contains(&name.to_lowercase()));
    let one = match (of.next(), of.next()) {
        (Some((id, _)), None) => Some(*id),
        _ => None,
    };
    (one, day(words, today))
}

/// The longest run of words that reads as a day; of several the last.
fn day(words: &str, today: NaiveDate) -> Option<NaiveDate> {
    let breaks = |c: char| c.is_whitespace() || ",，;；、。:：()（）".contains(c);
    let words: Vec<&str> = words.split(breaks).filter(|word| !word.is_empty()).collect();
    (1..=LONGEST.min(words.len())).rev().find_map(|length| {
        words.windows(length).rev().find_map(|run| {
            let text = run.join(" ");
            parse_date(&text, today).or_else(|_| parse_date(bare(&text), today)).ok()
        })
    })
}

/// The words without the part that only names a day: "the CFO, +3d" is the CFO.
pub fn person(words: &str) -> String {
    let any_day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let says_more = |part: &&str| parse_date(bare(part), any_day).is_err();
    let parts: Vec<&str> = words.split([',', '，', ';', '；']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let left: Vec<&str> = parts.iter().copied().filter(says_more).collect();
    if left.is_empty() || left.len() == parts.len() { words.trim().to_owned() } else { left.join(", ") }
}

/// Without the words around it: "2026-11-25前", "до 25.11.2026".
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for word in AROUND {
        text = text.strip_suffix(word).unwrap_or(text).trim();
        let spaced = text.strip_prefix(word).filter(|rest| rest.starts_with(char::is_whitespace));
        text = spaced.unwrap_or(text).trim();
    }
    text
}

/// One question to be asked again.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub answer: Id,
    pub interview: Id,
    /// Of the interview.
    pub code: String,
    /// Id of the question in its template, and its number there from one; nought where the template is not known.
    pub question: String,
    pub number: usize,
    pub label: Option<Words>,
    pub account: Option<Id>,
    pub opportunity: Option<Id>,
    pub ask_of: Option<Id>,
    /// As it was written down: whom to ask.
    pub whom: String,
    pub by: Option<NaiveDate>,
}

impl Asked {
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.by.is_some_and(|by| by < today)
    }
}

/// The agenda in order: customers by their most urgent question, deals within, then by day; undated ones last.
pub fn in_order(mut agenda: Vec<Asked>) -> Vec<Asked> {
    let far = NaiveDate::MAX;
    let urgent = |of: &dyn Fn(&Asked) -> bool| {
        agenda.iter().filter(|asked| of(asked)).map(|asked| asked.by.unwrap_or(far)).min().unwrap_or(far)
    };
    let keys: Vec<_> = agenda
        .iter()
        .map(|asked| {
            let account = urgent(&|other| other.account == asked.account);
            let deal = urgent(&|other| other.account == asked.account && other.opportunity == asked.opportunity);
            let place = (asked.by.unwrap_or(far), asked.code.clone(), asked.number);
            (account, asked.account, deal, asked.opportunity, place)
        })
        .collect();
    let mut order: Vec<usize> = (0..agenda.len()).collect();
    order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    let mut slots: Vec<Option<Asked>> = agenda.drain(..).map(Some).collect();
    order.into_iter().filter_map(|at| slots[at].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn a_person_is_told_without_the_day() {
        for (words, whom) in [
            ("the CFO, +3d", "the CFO"),
            ("张科长，2026-11-25前", "张科长"),
            ("Anna Berg by 2026-11-25", "Anna Berg by 2026-11-25"),
            ("+3d", "+3d"),
            ("财务科、药房", "财务科、药房"),
        ] {
            assert_eq!(person(words), whom);
        }
    }

    #[test]
    fn a_line_names_a_person_and_a_day_as_people_write_them() {
        let today: NaiveDate = "2026-03-06".parse().unwrap();
        let people = [(id(1), "王院长".to_owned()), (id(2), "Anna Berg".to_owned()), (id(3), "张科长".to_owned())];
        let on = |date: &str| Some(date.parse::<NaiveDate>().unwrap());
        for (words, who, by) in [
            ("王院长，+3d", Some(id(1)), on("2026-03-09")),
            ("anna berg by 2026-11-25", Some(id(2)), on("2026-11-25")),
            ("财务科 张科长 2026-11-25前", Some(id(3)), on("2026-11-25")),
            ("Anna Berg, next friday", Some(id(2)), on("2026-03-13")),
            ("бухгалтерия, до 25.11.2026", None, on("2026-11-25")),
            ("王院长 or 张科长", None, None),
            ("the security office", None, None),
            ("", None, None),
        ] {
            assert_eq!(named(words, &people, today), (who, by), "{words}");
        }
    }

    fn asked(n: u128, account: u128, deal: Option<u128>, by: Option<&str>) -> Asked {
        Asked {
            answer: id(n),
            interview: id(90),
            code: "INT-2026-0001".to_owned(),
            question: format!("Q{n}"),
            number: n as usize,
            label: None,
            account: Some(id(account)),
            opportunity: deal.map(id),
            ask_of: None,
            whom: String::new(),
            by: by.map(|by| by.parse().unwrap()),
        }
    }

    #[test]
    fn the_most_urgent_customer_comes_first_and_stays_together() {
        let agenda = in_order(vec![
            asked(1, 10, Some(20), None),
            asked(2, 11, Some(21), Some("2026-03-10")),
            asked(3, 10, Some(20), Some("2026-03-08")),
            asked(4, 10, None, Some("2026-03-09")),
            asked(5, 11, Some(21), Some("2026-03-09")),
        ]);
        let order: Vec<usize> = agenda.iter().map(|asked| asked.number).collect();
        assert_eq!(order, [3, 1, 4, 5, 2]);
        assert!(agenda[0].is_late("2026-03-09".parse().unwrap()) && !agenda[1].is_late(NaiveDate::MAX));
    }
}
