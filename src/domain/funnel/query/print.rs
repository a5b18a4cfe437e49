//! The usual form of a query: names in the language of whoever reads it, codes and dates that mean the same for everybody.

use super::fields::{Field, Holds};
use super::read::{ME, NONE};
use super::words::{self, Body, quote, same};
use super::{Asker, Op, Query, Test};
use crate::domain::money::{Money, exponent};
use crate::domain::record::Id;

pub fn query(query: &Query, asker: &Asker<'_>) -> String {
    let mut out = String::new();
    for term in &query.terms {
        if !out.is_empty() {
            out.push(' ');
        }
        if term.not {
            out.push('-');
        }
        out.push_str(&test(&term.test, asker));
    }
    out
}

fn test(test: &Test, asker: &Asker<'_>) -> String {
    let word = |field: &Field, op: Op, value: &str| format!("{}{}{value}", field.name(asker.lang), op.sign());
    let list = |field: &Field, values: &mut dyn Iterator<Item = String>| {
        word(field, Op::Is, &values.collect::<Vec<_>>().join(","))
    };
    match test {
        Test::Words(text) => free(text),
        Test::Empty(field) => word(field, Op::Is, NONE[asker.lang as usize]),
        Test::People(field, ids) => list(field, &mut ids.iter().map(|id| person(*id, asker))),
        Test::Codes(field, codes) => list(field, &mut codes.iter().map(|code| code_of(field, code))),
        Test::Text(field, texts) | Test::Tags(field, texts) => {
            list(field, &mut texts.iter().map(|text| quote(text, means_more(text))))
        }
        Test::Money(field, op, amount) => word(field, *op, &money(*amount)),
        Test::Chance(field, op, bp) => {
            let part = format!("{:02}", bp % 100);
            let part = part.trim_end_matches('0');
            let point = if part.is_empty() { "" } else { "." };
            word(field, *op, &format!("{}{point}{part}%", bp / 100))
        }
        Test::Date(field, op, date) if field.holds == Holds::Days => {
            word(field, op.mirrored(), &(asker.today - *date).num_days().to_string())
        }
        Test::Date(field, op, date) => word(field, *op, &date.to_string()),
    }
}

/// A word of its own, quoted where it would be read as anything else.
fn free(text: &str) -> String {
    let read = words::words(text);
    let plain = match read.as_slice() {
        [word] => !word.not && matches!(&word.body, Body::Free(piece) if piece.text == text && !piece.quoted),
        _ => false,
    };
    let relaid = words::words(&words::relaid(text));
    let asks = matches!(relaid.as_slice(), [word] if matches!(&word.body, Body::Asks { name, .. } if Field::named(name).is_some()));
    if plain && !asks && !words::leaks(text) { text.to_owned() } else { quote(text, true) }
}

/// Whether a text means somebody or nothing where it is not quoted.
fn means_more(text: &str) -> bool {
    NONE.iter().chain(ME).any(|word| same(word, text))
}

fn code_of(field: &Field, code: &str) -> String {
    if field.holds == Holds::Currency { code.to_owned() } else { code.to_lowercase() }
}

fn person(id: Id, asker: &Asker<'_>) -> String {
    if asker.me == Some(id) {
        return ME[asker.lang as usize].to_owned();
    }
    let logins = |login: &str| asker.people.iter().filter(|person| person.login == login).count();
    match asker.people.iter().find(|person| person.id == id) {
        Some(person)
            if !person.login.is_empty() && logins(&person.login) == 1 && person.login.trim() == person.login =>
        {
            quote(&person.login, means_more(&person.login))
        }
        _ => id.to_string(),
    }
}

/// The whole amount with its currency: 500000CNY, 12.50EUR.
fn money(amount: Money) -> String {
    let places = exponent(amount.ccy) as usize;
    let digits = format!("{:0width$}", amount.minor, width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let part = if part.bytes().all(|b| b == b'0') { String::new() } else { format!(".{part}") };
    format!("{whole}{part}{}", amount.ccy.code())
}
