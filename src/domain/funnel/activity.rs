//! What was talked about with whom (01-model 1.6).

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, date, flag, instant, int, link, links, long, minutes, text};
use crate::record;

record! {
    /// One contact with the customer. Two-way only if the customer really spoke or answered.
    Activity as ACTIVITY {
        name: "activity", prefix: "", yearly: false, title: "summary", owner: "account",
        columns: &["at", "method", "summary", "two_way", "depth"],
    } {
        at: Option<String> = instant().required(),
        duration_min: Option<i64> = minutes(0, 10_000),
        account: Id = link(Kind::Account).required(),
        opportunity: Option<Id> = link(Kind::Opportunity),
        contacts: Vec<Id> = links(Kind::Contact),
        users: Vec<Id> = links(Kind::User),
        method: String = choice(&["visit", "call", "video", "email", "im", "meeting", "event", "report"])
            .required().default("\"call\""),
        direction: Option<String> = choice(&["out", "in", "meeting"]),
        two_way: bool = flag().required().default("true"),
        /// 1 courtesy, 2 general situation, 3 concrete pain, 4 numbers and decision process, 5 commitments.
        depth: i64 = int(1, 5).required().default("1"),
        summary: String = long().required(),
        key_info: Option<bool> = flag(),
        insight: Option<String> = long(),
        reported_to: Option<Id> = link(Kind::User),
        reported_at: Option<String> = instant(),
        next_step: Option<String> = text(120),
        next_step_due: Option<String> = date(),
        satisfaction_signal: Option<i64> = int(-2, 2),
    }
}
