//! In which currency an amount is that names none.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::json;

use super::*;
use crate::domain::funnel::pipelines::Pipelines;
use crate::keys::{Action, Keymap};
use crate::screens::Ids;
use crate::text::{Lang, Text};
use crate::theme::Theme;

static SIGHT: crate::domain::funnel::view::Sight = crate::domain::funnel::view::Sight::PLAIN;

fn typed(build: impl FnOnce(&Context<'_>) -> Builder, field: &str, amount: &str) -> Value {
    let (text, theme, keymap) = (Text::new(Lang::En), Theme::default(), Keymap::default());
    let (pipelines, ids) = (Pipelines::default(), Ids::Sequence(std::cell::Cell::new(1)));
    let context = Context {
        text: &text,
        theme: &theme,
        keymap: &keymap,
        pipelines: &pipelines,
        counts: &std::collections::BTreeMap::new(),
        pipeline: "",
        ids: &ids,
        now: "2026-03-06T04:00:00Z".parse().unwrap(),
        tz: chrono_tz::Tz::Asia__Shanghai,
        currency: Currency::CNY,
        me: Id::default(),
        user: "li",
        company: None,
        session: Id::default(),
        workspace: Id::default(),
        sight: &SIGHT,
        size: ratatui::layout::Size::new(80, 24),
    };
    let mut form = build(&context).focus(field).build(&context);
    for key in ['a', 'k'] {
        form.key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL), &context);
    }
    for c in amount.chars() {
        form.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), &context);
    }
    form.act_on(Action::NextField, &context);
    let of_field = |change: Change| match change {
        Change::Insert { values, .. } => values.get(field).cloned(),
        Change::Update { field: name, new, .. } => (name == field).then_some(new),
        Change::Delete { .. } => None,
    };
    form.changes().into_iter().find_map(of_field).unwrap()
}

#[test]
fn a_bare_amount_is_in_the_currency_of_its_record_or_account() {
    let expense = |context: &Context<'_>| Builder::new_record(Kind::Expense, context);
    let roubles = |context: &Context<'_>| expense(context).currency(Some(Currency::RUB));
    let ccy = |value: &Value| value["ccy"].as_str().unwrap().to_owned();
    assert_eq!(ccy(&typed(expense, "amount", "1500")), "CNY", "nothing else is known");
    assert_eq!(typed(roubles, "amount", "1500"), json!({"minor": 150_000, "ccy": "RUB"}));
    assert_eq!(ccy(&typed(roubles, "amount", "USD 1500")), "USD");
    let dollars = |context: &Context<'_>| roubles(context).preset("amount", json!({"minor": 100, "ccy": "USD"}));
    assert_eq!(typed(dollars, "amount", "1500"), json!({"minor": 150_000, "ccy": "USD"}), "what stands there counts");
    let account = |context: &Context<'_>| {
        Builder::new_record(Kind::Account, context).preset("ccy", json!("EUR")).preset("it_budget", json!(null))
    };
    assert_eq!(ccy(&typed(account, "it_budget", "9")), "EUR", "an account has its own");
}
