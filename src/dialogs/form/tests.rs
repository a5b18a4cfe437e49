//! In which currency an amount is that names none, and a draft from before a field became a list.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::json;

use super::*;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::samples::row;
use crate::keys::{Action, Keymap};
use crate::screens::Ids;
use crate::text::{Lang, Text};
use crate::theme::Theme;

static SIGHT: crate::domain::funnel::view::Sight = crate::domain::funnel::view::Sight::PLAIN;

fn at_noon<T>(then: impl FnOnce(&Context<'_>) -> T) -> T {
    let (text, theme, keymap) = (Text::new(Lang::En), Theme::default(), Keymap::default());
    let (pipelines, ids) = (Pipelines::default(), Ids::Sequence(std::cell::Cell::new(1)));
    then(&Context {
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
    })
}

fn typed(build: impl FnOnce(&Context<'_>) -> Builder, field: &str, amount: &str) -> Value {
    at_noon(|context| typed_at(build(context), field, amount, context))
}

fn typed_at(builder: Builder, field: &str, amount: &str, context: &Context<'_>) -> Value {
    let mut form = builder.focus(field).build(context);
    for key in ['a', 'k'] {
        form.key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL), context);
    }
    for c in amount.chars() {
        form.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), context);
    }
    form.act_on(Action::NextField, context);
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

#[test]
fn a_draft_that_holds_one_link_is_taken_up_as_a_list_of_one() {
    let links = json!([Id::default(), Id(uuid::Uuid::from_u128(7))]);
    let one = links[1].clone();
    let taken_up = |base: &Value, mine: &Value| {
        at_noon(|context| {
            let record = row(Kind::Agreement, 0, &json!({ "supports": base }));
            let mut form = Builder::existing(&record, &Labels::new()).build(context);
            form.changed = true;
            let mut asks = form.keep(context);
            let Some(Ask::Keep(mut draft)) = asks.pop() else { panic!("nothing was kept") };
            draft.base["parts"][0]["base"]["supports"] = base.clone();
            draft.mine["values"]["0.supports"] = mine.clone();
            Form::from_draft(&draft, context).unwrap().changes()
        })
    };
    let expected = [Change::Update {
        kind: Kind::Agreement,
        id: Id::default(),
        field: "supports".to_owned(),
        base: Value::Null,
        new: json!([one]),
    }];
    assert_eq!(taken_up(&Value::Null, &one), expected);
    assert_eq!(taken_up(&one, &one), []);
}
