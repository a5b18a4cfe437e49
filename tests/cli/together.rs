//! What fields and records must say together: refused where it is typed, with the field that mends it.

use crate::person::Person;

const DEAL: &str = "OPP-2026-0001";

fn edit<'a>(code: &'a str, fields: &[&'a str]) -> Vec<&'a str> {
    let noun = if code.starts_with("OPP") { "opp" } else { "account" };
    [noun, "edit", code].into_iter().chain(fields.iter().copied()).collect()
}

fn refused(li: &Person, code: &str, fields: &[&str], words: &str) {
    let why = li.is_refused(&edit(code, fields));
    assert!(why.contains(words), "{fields:?}: {why}");
}

#[test]
fn a_chance_of_ones_own_has_a_reason_and_stays_below_the_next_stage() {
    let li = Person::li().with_a_deal();
    refused(&li, DEAL, &["probability=8"], "Say why the chance is another");
    refused(&li, DEAL, &["probability=10.01", "probability_reason=friends"], "At most 10% in this stage");
    refused(&li, DEAL, &["probability=0", "probability_reason=friends"], "is lost");
    li.does(&edit(DEAL, &["probability=10", "probability_reason=friends"]));
    refused(&li, DEAL, &["probability_reason="], "Say why the chance is another");
    // Whatever else is changed does not ask.
    li.does(&edit(DEAL, &["next_step=call"]));
    li.does(&edit(DEAL, &["probability=", "probability_reason="]));
    for (lang, words) in [("ru", "почему вероятность"), ("zh-CN", "赢率与阶段不同")] {
        let why = li.is_refused(&["opp", "edit", DEAL, "probability_bp=8", "--lang", lang]);
        assert!(why.contains(words), "{why}");
    }
}

#[test]
fn a_tender_is_due_before_the_deal_is_decided_by_the_customers_calendar() {
    let li = Person::li().with_a_deal();
    li.does(&edit(DEAL, &["expected_close_on=2026-05-10"]));
    // 15:59:59 UTC is the last second of the day in Shanghai.
    li.does(&edit(DEAL, &["tender_due_at=2026-05-10T15:59:59Z"]));
    refused(&li, DEAL, &["tender_due_at=2026-05-10T16:00:00Z"], "nothing is decided before");
    refused(&li, DEAL, &["expected_close_on=2026-05-09"], "2026");
    li.does(&edit(DEAL, &["expected_close_on=2026-05-09", "tender_due_at=2026-05-09T01:00:00Z"]));
    li.does(&["account", "edit", "ACC-0001", "tz=America/New_York"]);
    li.does(&edit(DEAL, &["tender_due_at=2026-05-10T03:59:59Z"]));
    refused(&li, DEAL, &["tender_due_at=2026-05-10T04:00:00Z"], "nothing is decided before");
}

#[test]
fn what_is_set_by_hand_for_a_customer_says_why_and_until_when() {
    let li = Person::li().with_a_deal();
    let account = "ACC-0001";
    refused(&li, account, &["tier_override=A"], "Say why the tier");
    refused(&li, account, &["tier_override=A", "tier_reason=group"], "until which day");
    li.does(&edit(account, &["tier_override=A", "tier_reason=group", "tier_until=2026-12-31"]));
    refused(&li, account, &["tier_reason="], "Say why the tier");
    li.does(&edit(account, &["tier_override=", "tier_reason=", "tier_until="]));
    refused(&li, account, &["growth_flags=expansion"], "what each sign of growth shows itself in");
    li.does(&edit(account, &["growth_flags=expansion", "growth_notes=two new sites"]));
    refused(&li, account, &["growth_notes="], "what each sign of growth shows itself in");
    refused(&li, account, &["deputy=me"], "Deputy and owner");
    li.does(&["user", "add", "login=wang", "name=Wang Fang"]);
    li.does(&edit(account, &["deputy=Wang Fang"]));
    refused(&li, account, &["owner=Wang Fang"], "Deputy and owner");
    li.does(&edit(account, &["owner=Wang Fang", "deputy=me"]));
}

#[test]
fn a_closed_customer_has_a_reason_and_takes_no_deals() {
    let li = Person::li().with_a_deal();
    let account = "ACC-0001";
    refused(&li, account, &["closed_at=2026-03-06"], "Say why the customer is closed");
    refused(&li, account, &["closed_reason=merged"], "since which day");
    // Today is the 6th: what closes tomorrow may still be sold to.
    let closing = |day: &str| format!("closed_at={day}");
    li.does(&edit(account, &[&closing("2026-03-07"), "closed_reason=merged"]));
    refused(&li, account, &[&closing("2026-03-06")], "OPP-2026-0001 is still open");
    li.does(&["opp", "add", "title=second", "account=ACC-0001"]);
    refused(&li, account, &[&closing("2026-03-06")], "2 deals are still open, OPP-2026-0001 among them");
    for code in [DEAL, "OPP-2026-0002"] {
        li.does(&["opp", "move", code, "DISQUALIFIED", "--reason", "our_withdrawal", "--note", "merged"]);
    }
    li.does(&edit(account, &[&closing("2026-03-06")]));
    let why = li.is_refused(&["opp", "add", "title=third", "account=ACC-0001"]);
    assert!(why.contains("东江第一人民医院 is closed since") && why.contains("takes no deals"), "{why}");
    li.does(&["account", "add", "name=Acme"]);
    li.does(&["opp", "add", "title=fourth", "account=Acme"]);
    refused(&li, "OPP-2026-0003", &["account=ACC-0001"], "takes no deals");
    li.does(&edit(account, &["closed_at=", "closed_reason="]));
    li.does(&["opp", "add", "title=third", "account=ACC-0001"]);
    assert!(li.does(&["check"]).starts_with("Sound."));
}

#[test]
fn among_many_only_the_one_that_may_not_is_left_as_it_is() {
    let li = Person::li().with_a_deal();
    li.does(&["account", "add", "name=Acme"]);
    let closing = ["closed_at=2026-03-06", "closed_reason=merged"];
    let answer = li.types(&[&["account", "edit", "ACC-0001", "ACC-0002"], &closing[..]].concat());
    assert!(answer.err.contains("Refused: 1 of 2"), "{answer:?}");
    assert!(answer.out.contains("ACC-0001: OPP-2026-0001 is still open"), "{answer:?}");
    let closed = |code: &str| li.reads_json(&["account", "show", code, "--json"])["values"]["closed_at"].clone();
    assert!(closed("ACC-0001").is_null() && closed("ACC-0002") == "2026-03-06");
}
