//! What somebody promised by word of mouth (01-model 1.13).

use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, date, link, money, text};
use crate::record;

record! {
    /// A verbal promise. While it is open no agreement of its deal is agreed (R69).
    Commitment as COMMITMENT {
        name: "commitment", prefix: "", yearly: false, title: "text", owner: "opportunity",
        columns: &["text", "made_by", "to_contact", "on", "disposition", "due"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        text: String = text(200).required(),
        made_by: Option<Id> = link(Kind::User).required(),
        to_contact: Option<Id> = link(Kind::Contact),
        on: Option<String> = date().required(),
        est_cost: Option<Money> = money(),
        disposition: String = choice(&["open", "into_clause", "into_need", "declined", "internal_risk"])
            .required().default("\"open\""),
        disposed_on: Option<String> = date(),
        due: Option<String> = date(),
    }
}
