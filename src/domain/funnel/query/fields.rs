//! The fields a query can name, in three languages; what is declared of the opportunity says the rest.

use super::words::same;
use crate::domain::funnel::opportunity::OPPORTUNITY;
use crate::domain::record::{Need, Type};
use crate::text::{Lang, Words};

/// What is asked of a field, and how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    People,
    Stage,
    /// Asked for as the stages of the phase.
    Phase,
    /// Asked for as its stages.
    Pipeline,
    /// Words within it.
    Text,
    /// One of the codes that are declared.
    Choice,
    Currency,
    Tags,
    Money,
    Chance,
    /// Days since a date.
    Days,
    /// States of ageing (06-metrics 6.3), in the stage as it is today.
    Freshness,
    Date,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// In English, Chinese and Russian.
    names: [&'static str; 3],
    /// Other words that mean it.
    also: &'static [&'static str],
    /// Field of the opportunity; `code` is what people call it by.
    pub column: &'static str,
    pub holds: Holds,
}

const fn field(names: [&'static str; 3], also: &'static [&'static str], column: &'static str, holds: Holds) -> Field {
    Field { names, also, column, holds }
}

/// In the order in which they are offered.
pub static FIELDS: &[Field] = &[
    field(["owner", "负责人", "владелец"], &["ответственный"], "owner", Holds::People),
    field(["stage", "阶段", "этап"], &["стадия"], "stage", Holds::Stage),
    field(["phase", "大阶段", "фаза"], &[], "stage", Holds::Phase),
    field(["pipeline", "流程", "воронка"], &["销售流程"], "stage", Holds::Pipeline),
    field(["account", "客户", "клиент"], &["customer", "заказчик"], "account", Holds::Text),
    field(["amount", "金额", "сумма"], &[], "amount", Holds::Money),
    field(["next", "下一步", "шаг"], &["due", "срок"], "next_step_due", Holds::Date),
    field(["close", "预计成交", "закрытие"], &["成交"], "expected_close_on", Holds::Date),
    field(["age", "停留", "дней"], &["days", "天数"], "entered_stage_on", Holds::Days),
    field(["freshness", "新鲜度", "свежесть"], &["ageing", "冷热"], "entered_stage_on", Holds::Freshness),
    field(["tag", "标签", "метка"], &["tags", "метки", "тег"], "tags", Holds::Tags),
    field(["probability", "概率", "вероятность"], &["chance", "赢率", "шанс"], "probability_bp", Holds::Chance),
    field(["status", "状态", "статус"], &[], "status", Holds::Choice),
    field(["source", "来源", "источник"], &[], "source", Holds::Choice),
    field(["kind", "类型", "тип"], &["type"], "kind", Holds::Choice),
    field(["procurement", "采购方式", "закупка"], &["采购"], "procurement_mode", Holds::Choice),
    field(["presales", "售前", "пресейл"], &[], "presales_lead", Holds::People),
    field(["code", "编号", "код"], &["编码", "номер"], "code", Holds::Text),
    field(["title", "标题", "название"], &["名称"], "title", Holds::Text),
    field(["budget", "预算", "бюджет"], &[], "budget", Holds::Money),
    field(["currency", "币种", "валюта"], &["ccy"], "amount", Holds::Currency),
    field(["hold", "搁置至", "пауза"], &["搁置"], "hold_until", Holds::Date),
    field(["won", "赢单", "выиграна"], &["выигран"], "won_on", Holds::Date),
    field(["lost", "丢单", "проиграна"], &["проигран"], "lost_on", Holds::Date),
    field(["reason", "丢单原因", "причина"], &[], "loss_reason", Holds::Choice),
];

impl Field {
    pub fn name(&self, lang: Lang) -> &'static str {
        self.names[lang as usize]
    }

    /// The name in the language of whoever reads it.
    pub fn words(&self) -> Words {
        let [en, zh, ru] = self.names.map(ToOwned::to_owned);
        Words { en, zh, ru }
    }

    /// Its names, those in this language first.
    pub fn names(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name(lang)).chain(self.names).chain(self.also.iter().copied())
    }

    /// The field that is called so, whatever the language and the case.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.names(Lang::En).any(|known| same(known, name)))
    }

    /// Whether its values have an order.
    pub fn ordered(&self) -> bool {
        matches!(self.holds, Holds::Money | Holds::Chance | Holds::Days | Holds::Date | Holds::Stage)
    }

    /// Whether it may be empty.
    pub fn optional(&self) -> bool {
        let declared = OPPORTUNITY.field(self.column).is_some_and(|declared| declared.need != Need::Always);
        declared && !matches!(self.holds, Holds::Days | Holds::Chance | Holds::Freshness)
    }

    /// Codes of a choice.
    pub fn codes(&self) -> &'static [&'static str] {
        if self.holds == Holds::Freshness {
            return &["fresh", "ageing", "rotten", "dead", "paused"];
        }
        match OPPORTUNITY.field(self.column).map(|declared| declared.ty) {
            Some(Type::Choice(codes)) => codes,
            _ => &[],
        }
    }

    /// A condition as people would write it.
    pub fn example(&self, lang: Lang) -> String {
        let name = self.name(lang);
        let word = |en: &'static str, zh, ru| match lang {
            Lang::En => en,
            Lang::Zh => zh,
            Lang::Ru => ru,
        };
        match self.holds {
            Holds::People => format!("{name}:{}", word("me", "我", "я")),
            Holds::Stage => format!("{name}:{}", word("research", "调研", "анализ")),
            Holds::Phase => format!("{name}:{}", word("preparation", "启动准备", "подготовка")),
            Holds::Pipeline => format!("{name}:{}", word("renewal", "续约", "продление")),
            Holds::Choice => format!("{name}:{}", self.codes().first().unwrap_or(&"none")),
            Holds::Currency => format!("{name}:CNY"),
            Holds::Tags | Holds::Text => format!("{name}:{}", word("tender", "招标", "тендер")),
            Holds::Money => format!("{name}>{}", word("500k", "50万", "500тыс")),
            Holds::Chance => format!("{name}>=50%"),
            Holds::Days => format!("{name}>14"),
            Holds::Freshness => format!("{name}:{}", word("rotten", "停滞", "застряла")),
            Holds::Date => format!("{name}<{}", word("today", "今天", "сегодня")),
        }
    }
}
