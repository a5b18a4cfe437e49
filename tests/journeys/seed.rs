//! What is in a workspace before the person sits down.

use canvass::demo;
use canvass::domain::act::{Act, Change};
use canvass::domain::funnel::pipelines::Pipelines;
use canvass::domain::kinds::Kind;
use canvass::domain::record::{Id, Values};
use canvass::store::request::Command;
use canvass::text::Lang;
use serde_json::{Value, json};

use crate::driver::Desk;
use crate::office::desk_in;

/// The sample workspace, loaded by the one who sits down.
pub fn sample(lang: Lang, width: u16, height: u16) -> Desk {
    let mut desk = desk_in(lang, width, height);
    let me = desk.store.me("wang").unwrap();
    let mut last = 1_u128 << 32;
    let ids = || {
        last += 1;
        Id(uuid::Uuid::from_u128(last))
    };
    for act in demo::sample(desk.now.date_naive(), ids, me).unwrap() {
        desk.store.run(Command::Import(act)).unwrap();
    }
    desk.restart();
    desk
}

/// A workspace with one customer and these deals, the first one lowest in the column.
pub fn with_deals(titles: &[&str]) -> Desk {
    with_deals_in(Lang::En, 120, 40, titles)
}

/// The same in another language, on another screen.
pub fn with_deals_in(lang: Lang, width: u16, height: u16, titles: &[&str]) -> Desk {
    let mut desk = desk_in(lang, width, height);
    let account = insert(&desk, Kind::Account, "donghu", &[("name", json!("东湖医院"))]);
    for (n, title) in titles.iter().enumerate() {
        deal(&desk, title, account, &[("rank", json!(1000 - 10 * n as i64))]);
    }
    desk.restart();
    desk
}

impl Desk {
    /// The same desk where no gate stands in the way, for those who are about something else.
    pub fn no_gates(mut self) -> Self {
        self.store = self.store.with_pipelines(Pipelines::default().ungated());
        self
    }
}

/// One more deal of a customer.
pub fn deal(desk: &Desk, title: &str, account: Id, more: &[(&str, Value)]) -> Id {
    let mut fields = vec![("title", json!(title)), ("account", account.json())];
    fields.extend(more.iter().cloned());
    insert(desk, Kind::Opportunity, title, &fields)
}

/// A record made outside the program, owned by the person at the desk.
pub fn insert(desk: &Desk, kind: Kind, seed: &str, fields: &[(&str, Value)]) -> Id {
    let id = made(seed);
    save(desk, id, vec![change(desk, kind, id, fields)]);
    id
}

/// The record that was made under this name.
pub fn made(seed: &str) -> Id {
    Id(uuid::Uuid::from_u128(fold(seed)))
}

/// Many records in one act.
pub fn crowd(desk: &Desk, kind: Kind, of: usize, fields: impl Fn(usize) -> Vec<(&'static str, Value)>) {
    let first = fold(kind.name());
    let id = |n: usize| Id(uuid::Uuid::from_u128(first + 2 * n as u128));
    save(desk, id(0), (0..of).map(|n| change(desk, kind, id(n), &fields(n))).collect());
}

fn change(desk: &Desk, kind: Kind, id: Id, fields: &[(&str, Value)]) -> Change {
    let mut values: Values = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    if kind.spec().field("owner").is_some() {
        values.entry("owner").or_insert_with(|| desk.store.me("wang").unwrap().json());
    }
    Change::Insert { kind, id, values }
}

fn save(desk: &Desk, near: Id, changes: Vec<Change>) {
    let act = Act { id: Id(uuid::Uuid::from_u128(near.0.as_u128() ^ 1)), verb: "verb-sample".to_owned(), changes };
    desk.store.run(Command::Save(act)).unwrap();
}

/// The same number for the same name.
fn fold(name: &str) -> u128 {
    name.bytes().fold(1 << 96, |sum: u128, byte| sum.wrapping_mul(257).wrapping_add(u128::from(byte) << 1)) & !1
}

impl Desk {
    /// What a colleague costs a day, in fen.
    pub fn rate(&self, user: Id, minor: i64) {
        let (kind, field) = (Kind::User, "day_rate".to_owned());
        let new = json!({ "minor": minor, "ccy": "CNY" });
        save(self, user, vec![Change::Update { kind, id: user, field, base: Value::Null, new }]);
    }
}
