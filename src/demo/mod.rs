//! A sample workspace to look around in, and a large one to measure with. Both are made from nothing but a day.

mod many;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
pub use many::many;

use crate::domain::act::{Act, Change};
use crate::domain::record::Id;
use crate::text::Msg;

/// Wording key of the acts made here.
pub const VERB: &str = "verb-sample";
/// Changes in one act: small enough that others can save in between.
pub const ACT_MAX: usize = 200;

/// The key under which the sample knows the person who asked for it.
const ME: &str = "me";

const FILES: [(&str, &str); 14] = [
    ("people.toml", include_str!("../../assets/demo/people.toml")),
    ("accounts.toml", include_str!("../../assets/demo/accounts.toml")),
    ("contacts.toml", include_str!("../../assets/demo/contacts.toml")),
    ("opportunities-zh.toml", include_str!("../../assets/demo/opportunities-zh.toml")),
    ("opportunities-en.toml", include_str!("../../assets/demo/opportunities-en.toml")),
    ("opportunities-ru.toml", include_str!("../../assets/demo/opportunities-ru.toml")),
    ("activities.toml", include_str!("../../assets/demo/activities.toml")),
    ("research-zh.toml", include_str!("../../assets/demo/research-zh.toml")),
    ("research-en.toml", include_str!("../../assets/demo/research-en.toml")),
    ("research-ru.toml", include_str!("../../assets/demo/research-ru.toml")),
    ("needs.toml", include_str!("../../assets/demo/needs.toml")),
    ("calendars.toml", include_str!("../../assets/demo/calendars.toml")),
    ("agreements-zh.toml", include_str!("../../assets/demo/agreements-zh.toml")),
    ("agreements-ru.toml", include_str!("../../assets/demo/agreements-ru.toml")),
];

/// The sample workspace as acts to save in this order. `me` is the user who owns most of it.
///
/// # Errors
/// When a sample file contradicts the declarations; names file, record and field.
pub fn sample(today: NaiveDate, ids: impl FnMut() -> Id, me: Id) -> Result<Vec<Act>, Msg> {
    from_files(&FILES, today, ids, me)
}

fn from_files(files: &[(&str, &str)], today: NaiveDate, mut ids: impl FnMut() -> Id, me: Id) -> Result<Vec<Act>, Msg> {
    let mut drafts = Vec::new();
    for (file, text) in files {
        read::file(file, text, &mut drafts)?;
    }
    let mut known = BTreeMap::from([(ME.to_owned(), (crate::domain::kinds::Kind::User, me))]);
    for draft in &mut drafts {
        draft.id = ids();
        if known.insert(draft.key.clone(), (draft.kind, draft.id)).is_some() {
            return Err(draft.fault("key", "this key is used twice"));
        }
    }
    let mut changes = Vec::new();
    for draft in read::in_order(&drafts, &known) {
        changes.push(Change::Insert { kind: draft.kind, id: draft.id, values: draft.values(&known, today)? });
    }
    Ok(acts(changes, &mut ids))
}

fn acts(changes: Vec<Change>, ids: &mut impl FnMut() -> Id) -> Vec<Act> {
    changes.chunks(ACT_MAX).map(|part| Act { id: ids(), verb: VERB.to_owned(), changes: part.to_vec() }).collect()
}
