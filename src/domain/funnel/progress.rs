//! What people say of an opportunity's progress themselves: marks in its check-lists, and conditions they waive
//! (01-model 1.4.2).

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, date, link, text};
use crate::record;

record! {
    /// A mark at an item of a check-list that is ticked by hand. Done and not-applicable need evidence.
    CheckMark as CHECK_MARK {
        name: "check_mark", prefix: "", yearly: false, title: "item", owner: "",
        columns: &["item", "state", "evidence", "owner", "due"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        /// Code of the item in the pipeline's check-lists.
        item: String = text(24).required().system().coded(),
        state: String = choice(&["open", "done", "na"]).required().system().default("\"done\""),
        evidence: Option<String> = text(400),
        owner: Option<Id> = link(Kind::User),
        due: Option<String> = date(),
    }
}

record! {
    /// A condition that this opportunity need not meet, and why. Who waived it and when stands with the record.
    Waiver as WAIVER {
        name: "waiver", prefix: "", yearly: false, title: "condition", owner: "",
        columns: &["condition", "reason"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        /// Code of the condition in the pipeline.
        condition: String = text(24).required().system().coded(),
        reason: String = text(400).required(),
    }
}
