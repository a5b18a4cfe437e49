//! Two versions side by side.

use super::*;
use crate::domain::agreement::sample;
use crate::domain::agreement::tables::Price;
use crate::domain::money::{Currency, Money};

fn told(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => words.clone(),
        Piece::Gone(words) => format!("[-{words}-]"),
        Piece::New(words) => format!("[+{words}+]"),
    };
    pieces.iter().map(piece).collect()
}

#[test]
fn words_are_compared_and_not_letters() {
    for (old, new, expected) in [
        ("Answer within 30 minutes.", "Answer within 15 minutes.", "Answer within [-30-][+15+] minutes."),
        ("乙方在30分钟内响应。", "乙方在15分钟内响应。", "乙方在[-30-][+15+]分钟内响应。"),
        ("甲方每月付款", "甲方每季度付款", "甲方每[-月-][+季度+]付款"),
        ("Ответ за 4 часа", "Ответ за 2 часа", "Ответ за [-4-][+2+] часа"),
        ("99.9 % a month", "99.95 % a month", "[-99.9-][+99.95+] % a month"),
        ("", "new text", "[+new text+]"),
        ("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"),
        ("a, b, c here", "x, y, z here", "[-a, b, c-][+x, y, z+] here"),
    ] {
        assert_eq!(told(&words(old, new)), expected);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_added(old in "([a-c一二三 .,\n]){0,40}", new in "([a-c一二三 .,\n]){0,40}") {
        let side = |skip: fn(&Piece) -> bool| -> String {
            words(&old, &new).iter().filter(|piece| !skip(piece)).map(|piece| {
                let (Piece::Same(words) | Piece::Gone(words) | Piece::New(words)) = piece;
                words.as_str()
            }).collect()
        };
        proptest::prop_assert_eq!(side(|piece| matches!(piece, Piece::New(_))), old.as_str());
        proptest::prop_assert_eq!(side(|piece| matches!(piece, Piece::Gone(_))), new.as_str());
    }
}

#[test]
fn a_version_and_itself_do_not_differ() {
    let draft = sample::draft();
    let mut next = draft.clone();
    next.version.id = sample::id(999);
    next.version.values.number = "0.4".into();
    for target in &mut next.targets {
        target.values.version = next.version.id;
    }
    assert!(diff(&draft, &next).is_empty());
    assert_eq!((diff(&draft, &next).old, diff(&draft, &next).new), ("0.3".into(), "0.4".into()));
}

#[test]
fn targets_figures_texts_and_rows_are_found_in_their_places() {
    let old = sample::draft();
    let mut new = old.clone();
    new.targets[0].values.value = Some(995_000);
    new.targets.remove(4);
    new.version.values.notice_days = Some(90);
    new.version.values.credits[0].cap_bp = Some(2000);
    new.version.values.escalations.clear();
    let at = new.clauses.iter().position(|clause| clause.values.section == "scope").unwrap();
    new.clauses[at].values.text = Some("Something else altogether".into());
    let diff = diff(&old, &new);
    let sections: Vec<_> = diff.parts.iter().map(|part| part.section).collect();
    assert_eq!(sections, [None, Some("scope"), Some("targets"), Some("escalation"), Some("credits")]);
    let changed = |part: &Part| -> Vec<(String, Vec<&str>)> {
        let item = |item: &Item| match item {
            Item::Values { of, name, .. } => {
                Some((format!("{} {name}", of.name()), item.fields().iter().map(|field| field.name).collect()))
            }
            Item::Text { .. } | Item::Moved { .. } => None,
        };
        part.items.iter().filter_map(item).collect()
    };
    assert_eq!(changed(&diff.parts[0]), [("agreement_version ".to_owned(), vec!["notice_days"])]);
    let targets = changed(&diff.parts[2]);
    assert_eq!(targets[0], ("target T1".to_owned(), vec!["value"]));
    assert!(targets[1].0 == "target T5" && targets[1].1.contains(&"metric"), "it went as a whole: {targets:?}");
    assert_eq!(changed(&diff.parts[4]), [("credits T1".to_owned(), vec!["cap_bp"])]);
    assert!(diff.parts[3].items.iter().all(|item| matches!(item, Item::Values { new: None, .. })));
}

#[test]
fn a_row_that_was_renamed_is_the_same_row_and_cost_stays_at_home() {
    let mut old = sample::draft();
    let price = |item: &str, cost: i64| Price {
        item: item.into(),
        qty: Some(12),
        unit: Some("month".into()),
        cost: Some(Money::new(cost, Currency::CNY)),
        ..Price::default()
    };
    old.version.values.prices = vec![price("Operation", 100), price("Training", 200)];
    let mut new = old.clone();
    new.version.values.prices = vec![price("Operation and support", 100), price("Training", 300)];
    new.version.values.planned_margin = Some(Money::new(5, Currency::CNY));
    let full = diff(&old, &new);
    let items: Vec<_> = full.parts.iter().flat_map(|part| &part.items).collect();
    assert_eq!(items.len(), 3, "{items:?}");
    assert!(
        matches!(items[1], Item::Values { old: Some(_), new: Some(_), name, .. } if name == "Operation and support")
    );
    let public = full.public();
    let items: Vec<_> = public.parts.iter().flat_map(|part| &part.items).collect();
    assert_eq!(items.len(), 1, "margin and cost are ours: {items:?}");
    assert_eq!(items[0].fields()[0].name, "item");
}

#[test]
fn a_moved_section_is_told_with_both_its_numbers_and_the_others_are_not() {
    let old = sample::draft();
    let mut new = old.clone();
    let keys: Vec<&str> = new.outline().map(|(_, section)| section.key.as_str()).collect();
    let at = keys.iter().position(|key| *key == "charges").unwrap();
    let mut order: Vec<String> = Vec::new();
    for _ in 0..3 {
        let keys: Vec<&str> = new.outline().map(|(_, section)| section.key.as_str()).collect();
        order = order::shifted(&order, &keys, "charges", false).unwrap();
        new.version.values.sections.clone_from(&order);
    }
    let Diff { parts, .. } = diff(&old, &new);
    let items: Vec<_> = parts.iter().flat_map(|part| part.items.iter().map(|item| (part.section, item))).collect();
    assert_eq!(items, [(Some("charges"), &Item::Moved { old: at + 1, new: at - 2 })]);
    let back = diff(&new, &old);
    assert_eq!(back.parts[0].items, [Item::Moved { old: at - 2, new: at + 1 }]);
}
