//! The opportunity (01-model 1.4).

use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{
    Id, Record, basis_points, choice, date, flag, instant, int, link, list, long, minutes, money, text,
};
use crate::record;

/// State of the customer's budget (option set BUDG, 04-interviews 4.0).
pub const BUDG: &[&str] = &["unk", "none", "planned", "applied", "approved", "spent"];

/// Ways of procurement, Chinese and Russian ones alike (option set PROC, 04-interviews 4.0).
pub const PROC: &[&str] = &[
    "unk",
    "direct",
    "rfq",
    "negotiation",
    "consult",
    "invited",
    "public",
    "single",
    "framework",
    "eauction",
    "internal",
];

/// Why a deal was lost (01-model 1.4).
pub const LOSS: &[&str] = &[
    "price",
    "function_gap",
    "relationship",
    "lost_technical_score",
    "lost_commercial_score",
    "disqualified_bid",
    "no_budget",
    "budget_moved",
    "no_decision",
    "postponed",
    "in_house",
    "merged_or_closed",
    "unresponsive",
    "our_withdrawal",
    "terms_unacceptable",
    "other",
];

record! {
    /// One possible sale. Stage, status and order change through `funnel::pipeline` only, which also says from which
    /// stage on a field must be filled.
    Opportunity as OPPORTUNITY {
        name: "opportunity", prefix: "OPP", yearly: true, title: "title", owner: "account",
        columns: &["code", "title", "account", "stage", "amount", "owner", "next_step", "next_step_due"],
    } {
        title: String = text(120).required(),
        account: Id = link(Kind::Account).required(),
        owner: Option<Id> = link(Kind::User).required(),
        presales_lead: Option<Id> = link(Kind::User),
        kind: String = choice(&["new", "upsell", "cross_sell", "renewal", "reactivation"]).required().default("\"new\""),
        renews: Option<Id> = link(Kind::Agreement),
        source: Option<String> = choice(&[
            "referral", "marketing_plan", "tender_portal", "inbound", "existing_account", "followed_contact", "partner",
        ]),
        stage: String = text(24).required().system().coded().default("\"LEAD\"").unit("stage"),
        entered_stage_on: Option<String> = date().system().unit("stage"),
        status: String = choice(&["open", "won", "lost", "disqualified", "on_hold"])
            .required().system().default("\"open\"").unit("stage"),
        hold_until: Option<String> = date().system().unit("stage"),
        status_reason: Option<String> = text(200).system().unit("stage"),
        /// Why it was once moved past a gate that did not hold; it stays for ever.
        forced_reason: Option<String> = text(400).system().unit("stage"),
        amount: Option<Money> = money(),
        amount_basis: Option<String> = choice(&["one_off", "first_year", "total_term"]),
        /// Money per month, for a managed service.
        recurring_amount: Option<Money> = money(),
        /// Basis points, 0…10 000; empty means the stage's own.
        probability_bp: Option<i64> = basis_points(10_000),
        probability_reason: Option<String> = text(200),
        expected_close_on: Option<String> = date(),
        pains: Vec<String> = list(),
        itches: Vec<String> = list(),
        compelling_event: Option<String> = long(),
        compelling_on: Option<String> = date(),
        budget_status: String = choice(BUDG).required().default("\"unk\""),
        budget: Option<Money> = money(),
        budget_year: Option<i64> = int(2000, 2100),
        procurement_mode: String = choice(PROC).required().default("\"unk\""),
        tender_notice_on: Option<String> = date(),
        tender_due_at: Option<String> = instant(),
        tender_open_on: Option<String> = date(),
        department_in_charge: Option<String> = text(80),
        next_step: Option<String> = text(120),
        next_step_due: Option<String> = date(),
        next_step_owner: Option<Id> = link(Kind::User),
        /// Minutes of presales work allowed before a manager must agree.
        effort_cap_min: Option<i64> = minutes(0, 1_000_000),
        /// Of the internal project record.
        initiation_no: Option<String> = text(40),
        initiation_approved: Option<bool> = flag(),
        initiation_approved_on: Option<String> = date(),
        initiation_approver: Option<Id> = link(Kind::User),
        initiation_budget: Option<Money> = money(),
        tags: Vec<String> = list(),
        loss_reason: Option<String> = choice(LOSS).system(),
        loss_note: Option<String> = text(400).system(),
        lost_to: Option<Id> = link(Kind::Competitor),
        lost_price: Option<Money> = money(),
        lessons: Option<String> = long(),
        won_on: Option<String> = date().system(),
        lost_on: Option<String> = date().system(),
        /// Place in the board's column; smaller is higher.
        rank: i64 = int(i64::MIN, i64::MAX).hidden().default("0"),
    }
}

/// The deals of a customer that are not decided yet: open ones and those on hold (statuses of 01-model 1.4).
pub fn undecided(deals: &[Record]) -> Vec<&Record> {
    deals.iter().filter(|deal| !deal.archived && matches!(deal.str("status"), "open" | "on_hold")).collect()
}
