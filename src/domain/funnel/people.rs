//! Who and what stands around an opportunity: roles, decision chain, incumbent software, rivals (01-model 1.2, 1.4).

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, date, int, link, long, set, text};
use crate::record;

record! {
    /// A contact's part in one deal. An attitude older than 60 days counts as unknown in gates.
    DealRole as DEAL_ROLE {
        name: "deal_role", prefix: "", yearly: false, title: "contact", owner: "opportunity",
        columns: &["contact", "roles", "decision_power", "attitude", "assessed_on"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        contact: Id = link(Kind::Contact).required(),
        roles: Vec<String> = set(&[
            "economic_buyer", "decision_maker", "technical_evaluator", "user", "influencer", "champion",
            "gatekeeper", "procurement", "finance", "legal", "blocker",
        ]).required(),
        /// 0 none, 1 advises, 2 can veto, 3 decides.
        decision_power: i64 = int(0, 3).required().default("0"),
        /// −2 opponent … +2 champion, empty is unknown.
        attitude: Option<i64> = int(-2, 2).unit("attitude"),
        attitude_evidence: Option<String> = long().unit("attitude"),
        assessed_on: Option<String> = date().unit("attitude"),
    }
}

record! {
    /// One step of the customer's decision.
    DecisionStep as DECISION_STEP {
        name: "decision_step", prefix: "", yearly: false, title: "step", owner: "opportunity",
        columns: &["position", "step", "contact", "done_on"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        position: i64 = int(1, 99).required().default("1"),
        step: String = text(120).required(),
        contact: Option<Id> = link(Kind::Contact),
        done_on: Option<String> = date(),
    }
}

record! {
    /// Software the customer uses today for the same purpose.
    Incumbent as INCUMBENT {
        name: "incumbent", prefix: "", yearly: false, title: "product", owner: "opportunity",
        columns: &["product", "vendor", "attitude", "contract_end"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        product: String = text(120).required(),
        vendor: Option<String> = text(120),
        since: Option<String> = date(),
        pros: Option<String> = long(),
        cons: Option<String> = long(),
        attitude: Option<i64> = int(-2, 2),
        contract_end: Option<String> = date(),
    }
}

record! {
    /// A competitor in this deal, and our answer.
    Rival as RIVAL {
        name: "rival", prefix: "", yearly: false, title: "competitor", owner: "opportunity",
        columns: &["competitor", "position", "our_counter"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        competitor: Id = link(Kind::Competitor).required(),
        position: String = choice(&["leading", "equal", "behind", "unknown"]).required().default("\"unknown\""),
        customer_attitude: Option<i64> = int(-2, 2),
        our_counter: Option<String> = long(),
    }
}
