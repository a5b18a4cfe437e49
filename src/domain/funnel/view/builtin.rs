//! Views that come with the program, in the query language of whoever looks.

use chrono::{Months, NaiveDate};

use super::{Group, Sight, Sort, first_of};
use crate::text::Lang;

/// A view that everybody has.
#[derive(Debug)]
pub struct BuiltIn {
    /// `view-<code>` is its name; the command line knows it by the code.
    pub code: &'static str,
    /// What is asked, in English, Chinese and Russian; `{end}` stands for the last day of this month.
    queries: [&'static str; 3],
    sort: Sort,
}

pub static BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        code: "mine",
        queries: [
            "owner:me status:open,\"on hold\"",
            "负责人:我 状态:进行中,搁置",
            "владелец:я статус:\"в работе\",\"на паузе\"",
        ],
        sort: Sort::Manual,
    },
    BuiltIn {
        code: "overdue",
        queries: ["next<today status:open", "下一步<今天 状态:进行中", "шаг<сегодня статус:\"в работе\""],
        sort: Sort::Next,
    },
    BuiltIn {
        code: "closing",
        queries: [
            "close<={end} status:open,\"on hold\"",
            "预计成交<={end} 状态:进行中,搁置",
            "закрытие<={end} статус:\"в работе\",\"на паузе\"",
        ],
        sort: Sort::Close,
    },
    BuiltIn {
        code: "quiet",
        queries: ["freshness:rotten,dead", "新鲜度:停滞,沉寂", "свежесть:застряла,заглохла"],
        sort: Sort::Age,
    },
    BuiltIn {
        code: "tenders",
        queries: [
            "procurement:consult,invited,public,eauction,framework,rfq,negotiation status:open,\"on hold\"",
            "采购方式:竞争性磋商,邀请招标,公开招标,电子竞价,框架协议,询价,竞争性谈判 状态:进行中,搁置",
            "закупка:\"запрос предложений\",\"закрытый конкурс\",\"открытый конкурс\",\"электронный аукцион\",\"рамочный договор\",\"запрос котировок\",\"конкурентные переговоры\" статус:\"в работе\",\"на паузе\"",
        ],
        sort: Sort::Close,
    },
];

impl BuiltIn {
    /// Wording key of its name.
    pub fn key(&self) -> String {
        format!("view-{}", self.code)
    }

    pub fn sight(&self, lang: Lang, today: NaiveDate) -> Sight {
        let next = first_of(today).checked_add_months(Months::new(1));
        let end = next.and_then(|first| first.pred_opt()).unwrap_or(today);
        let query = self.queries[lang as usize].replace("{end}", &end.to_string());
        Sight { query, sort: self.sort, group: Group::Stage, collapsed: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::funnel::pipelines::Pipelines;
    use crate::domain::funnel::query::{Asker, Query};
    use crate::domain::money::Currency;
    use crate::domain::record::Id;

    #[test]
    fn every_language_asks_the_same() {
        let pipelines = Pipelines::default();
        let today = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        for view in BUILT_IN {
            let read = |lang| {
                let asker = Asker {
                    pipelines: &pipelines,
                    lang,
                    today,
                    currency: Currency::CNY,
                    me: Some(Id::default()),
                    people: &[],
                    tags: &[],
                };
                Query::read(&view.sight(lang, today).query, &asker).unwrap()
            };
            let english = read(Lang::En);
            assert!(!english.is_empty(), "{}", view.code);
            assert_eq!((read(Lang::Zh), read(Lang::Ru)), (english.clone(), english), "{}", view.code);
        }
        assert!(BUILT_IN[2].sight(Lang::En, today).query.contains("2026-12-31"));
    }
}
