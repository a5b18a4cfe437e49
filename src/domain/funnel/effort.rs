//! What an opportunity costs us: working time and expenses (01-model 1.4).

use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, date, flag, link, minutes, money, text};
use crate::record;

record! {
    /// Presales time spent, with the hourly rate of that day.
    Effort as EFFORT {
        name: "effort", prefix: "", yearly: false, title: "activity", owner: "opportunity",
        columns: &["date", "user", "minutes", "activity"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        user: Id = link(Kind::User).required(),
        date: Option<String> = date().required(),
        minutes: i64 = minutes(1, 100_000).required().default("60"),
        activity: String = choice(&["research", "writing", "demo", "travel", "bid", "review", "meeting"])
            .required().default("\"meeting\""),
        rate: Option<Money> = money(),
    }
}

record! {
    /// Money spent on a deal; refundable deposits are no cost.
    Expense as EXPENSE {
        name: "expense", prefix: "", yearly: false, title: "kind", owner: "opportunity",
        columns: &["date", "kind", "amount", "refundable"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        date: Option<String> = date().required(),
        kind: String = choice(&["travel", "entertainment", "printing", "poc", "tender_fee", "guarantee", "other"])
            .required().default("\"travel\""),
        amount: Option<Money> = money().required(),
        refundable: Option<bool> = flag(),
        note: Option<String> = text(200),
    }
}
