//! Structures from tenders, and what holds for all of them.

use num_traits::Signed;
use proptest::prelude::*;

use super::*;
use crate::domain::exact::{decimal, parse_percent, truncated};

fn exactly(text: &str) -> String {
    let part = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    decimal(&part.availability().unwrap()).unwrap()
}

fn refused(text: &str) -> (String, usize) {
    parse(text).map_or_else(|fault| (fault.msg.key, fault.column), |part| panic!("{text} became {part}"))
}

fn percent(text: &str) -> Exact {
    parse_percent(text).unwrap()
}

#[test]
fn c01_to_c08_structures_are_exact() {
    for (name, text, exact) in [
        ("C01", "serial(99.9, 99.95, 99.5)", "0.9935079975"),
        ("C02", "serial(99.9, 99.9, 99.9, 99.9, 99.9)", "0.995009990004999"),
        (
            "C02 ten",
            "serial(99.9, 99.9, 99.9, 99.9, 99.9, 99.9, 99.9, 99.9, 99.9, 99.9)",
            "0.990044880209748209880044990001",
        ),
        ("C03", "parallel(99, 99, 0)", "0.9999"),
        ("C03 three", "parallel(95, 95, 95)", "0.999875"),
        ("C03 unequal", "parallel(99, 99.9)", "0.99999"),
        ("C04", "kofn(2, 99, 99, 99)", "0.999702"),
        ("C05", "kofn(3, 99.5, 99.5, 99.5, 99.5)", "0.999850998125"),
        ("C06", "serial(99.95, parallel(99.5, 99.5), 99.9)", "0.9984755374875"),
        ("C06 without redundancy", "serial(99.95, 99.5, 99.9)", "0.9935079975"),
        ("C07", "serial(power=99.9, parallel(99, 99))", "0.9989001"),
        ("C08 good", "serial(99.9, 99.9, 99.8)", "0.996004998"),
        ("C08 bad", "serial(99.8, 99.8, 99.8)", "0.994011992"),
    ] {
        assert_eq!(exactly(text), exact, "{name}");
    }
    let lost = Exact::one() - parse("serial(99.95, parallel(99.5, 99.5), 99.9)").unwrap().availability().unwrap();
    assert_eq!(decimal(&(lost * BigInt::from(30 * 86_400))).as_deref(), Some("3951.4068324"));
    let promised = percent("99.5");
    assert!(parse("serial(99.9, 99.9, 99.8)").unwrap().availability().unwrap() >= promised);
    assert!(parse("serial(99.8, 99.8, 99.8)").unwrap().availability().unwrap() < promised);
}

#[test]
fn unequal_parts_of_k_of_n_are_summed_over_every_case() {
    // By hand: ab(1-c) + a(1-b)c + (1-a)bc + abc with 0.9, 0.8, 0.7.
    assert_eq!(exactly("kofn(2, 90, 80, 70)"), "0.902");
    assert_eq!(exactly("kofn(3, 90, 80, 70)"), exactly("serial(90, 80, 70)"));
    assert_eq!(exactly("kofn(1, 90, 80, 70)"), exactly("parallel(90, 80, 70)"));
}

#[test]
fn c09_c10_what_the_rest_must_give_is_rounded_up() {
    for (text, target, exact, ppm) in [
        ("serial(?, ?, ?)", "99.9", "0.99966655549", "0.999667"),
        ("serial(?, ?)", "99.5", "0.99749686716", "0.997497"),
        ("serial(hosting=99.95, others=?)", "99.9", "0.99949974987", "0.999500"),
    ] {
        let part = parse(text).unwrap();
        let Needed::Each(fine) = part.needed(&percent(target), 13) else { panic!("{text}") };
        assert_eq!(truncated(&fine, 11), exact, "{text}");
        let Needed::Each(each) = part.needed(&percent(target), 6) else { panic!("{text}") };
        assert_eq!(truncated(&each, 6), ppm, "{text}");
        assert!(part.with(&each) >= percent(target), "{text}");
        assert!(part.with(&(each - ratio(1, 1_000_000))) < percent(target), "{text}");
    }
    let spoiled = parse("serial(99.5, ?)").unwrap();
    assert_eq!(spoiled.needed(&percent("99.9"), 6), Needed::OutOfReach(percent("99.5")));
    assert_eq!(parse("parallel(99.95, ?)").unwrap().needed(&percent("99.9"), 6), Needed::Each(Exact::zero()));
    assert_eq!(parse("99.9").unwrap().needed(&percent("99.9"), 6), Needed::NothingWanted);
}

#[test]
fn expressions_are_read_as_they_are_typed() {
    for (typed, printed) in [
        ("99.9", "99.9"),
        (" Serial ( 99.95 , PARALLEL(99.5 %,99.50%) ) ", "serial(99.95, parallel(99.5, 99.5))"),
        ("serial（９９．９，db＝99.5）", "serial(99.9, db=99.5)"),
        ("serial(负载均衡=99.95、应用=parallel(99.5, ?))", "serial(负载均衡=99.95, 应用=parallel(99.5, ?))"),
        ("serial(99,95; 99,5)", "serial(99.95, 99.5)"),
        ("whole = kofn(2; LB 1=99,9; 99)", "whole=kofn(2, LB 1=99.9, 99)"),
        ("serial(a, b=99; 99)", "serial(a, b=99; 99)"),
        ("kofn(2,99,99,99)", "kofn(2, 99, 99, 99)"),
        ("serial(99.9,99)", "serial(99.9, 99)"),
        ("serial(99, 95)", "serial(99, 95)"),
    ] {
        let part = parse(typed).unwrap_or_else(|fault| panic!("{typed}: {fault:?}"));
        assert_eq!(part.to_string(), printed, "{typed}");
        assert_eq!(parse(printed), Ok(part), "{typed}");
    }
}

#[test]
fn commas_need_no_space_behind_them() {
    for (typed, printed) in [
        ("serial(99,95)", "serial(99, 95)"),
        ("parallel(99，99)", "parallel(99, 99)"),
        ("parallel(95,95,95)", "parallel(95, 95, 95)"),
        ("kofn(2,99,99,99)", "kofn(2, 99, 99, 99)"),
        ("kofn(2, 99,99)", "kofn(2, 99, 99)"),
        ("kofn(2,99,?,?)", "kofn(2, 99, ?, ?)"),
        ("kofn(1,99)", "kofn(1, 99)"),
        ("serial(99,parallel(99,98))", "serial(99, parallel(99, 98))"),
        ("serial(parallel(99,98), 97)", "serial(parallel(99, 98), 97)"),
        ("serial(99,95;99,5)", "serial(99.95, 99.5)"),
    ] {
        assert_eq!(parse(typed).map(|part| part.to_string()), Ok(printed.to_owned()), "{typed}");
    }
    let gives = |text: &str| decimal(&parse(text).unwrap().availability().unwrap());
    // C03, as it stands in the vectors.
    assert_eq!(gives("parallel(99,99)").as_deref(), Some("0.9999"));
    assert_eq!(gives("parallel(95,95,95)").as_deref(), Some("0.999875"));
    assert_eq!(gives("parallel(99,99.9)").as_deref(), Some("0.99999"));
}

#[test]
fn faults_point_at_their_column() {
    for (text, key, column) in [
        ("", "calc-compose-expect-part", 1),
        ("serial(99.9, )", "calc-compose-expect-part", 14),
        ("serial(99.9", "calc-compose-expect-next", 12),
        ("serial(99.9, parallel(99, 99)", "calc-compose-expect-next", 30),
        ("serial(99.9) 5", "calc-compose-expect-end", 14),
        ("serial()", "calc-compose-expect-part", 8),
        ("99.9)", "calc-compose-expect-end", 5),
        ("series(99.9)", "calc-compose-group", 1),
        ("serial(99.9, 负载(99))", "calc-compose-group", 14),
        ("(99.9)", "calc-compose-group", 1),
        ("serial(99.9, 999)", "calc-compose-range", 14),
        ("serial(-1)", "calc-compose-range", 8),
        ("serial(99.9, db=fast)", "calc-compose-percent", 17),
        ("serial(=99.9)", "calc-compose-expect-name", 8),
        ("kofn(99.5, 99)", "calc-compose-needed", 6),
        ("kofn(0, 99)", "calc-compose-needed", 6),
        ("kofn(2)", "calc-compose-needed", 6),
        ("kofn(3, 99, 99)", "calc-compose-too-many", 6),
        ("99,95", "calc-compose-comma", 1),
        ("serial(99,95, 99)", "calc-compose-comma", 8),
        ("serial(98, parallel(99,5, 99,5))", "calc-compose-comma", 21),
        ("serial(99,95, 99,5)", "calc-compose-comma", 8),
    ] {
        assert_eq!(refused(text), (key.to_owned(), column), "{text}");
    }
    let many = format!("serial({}99)", "99, ".repeat(PARTS));
    assert_eq!(refused(&many).0, "calc-compose-large");
    assert_eq!(refused(&"serial(".repeat(5000)).0, "calc-compose-large");
}

#[test]
fn rows_lead_back_to_their_parts() {
    let mut tree = parse("serial(lb=99.95, app=parallel(99.5, ?), db=99.9)").unwrap();
    let rows: Vec<(Vec<usize>, String)> =
        tree.rows().into_iter().map(|row| (row.path, row.part.label.clone())).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[4], (vec![1, 1], String::new()));
    assert!(tree.rows()[0].availability.is_none() && tree.rows()[5].availability.is_some());
    tree.at_mut(&[1, 1]).unwrap().shape = Shape::Known(percent("99.5"));
    assert_eq!(tree.availability().and_then(|share| decimal(&share)).as_deref(), Some("0.9984755374875"));
    assert!(tree.at_mut(&[1, 2]).is_none() && tree.at_mut(&[0, 0]).is_none());
}

fn share() -> impl Strategy<Value = Exact> {
    (0..=100_000_u64).prop_map(|milli| ratio(milli, 100_000))
}

fn leaf() -> impl Strategy<Value = Part> {
    ("[a-zа-я]{0,3}", share()).prop_map(|(label, share)| Part::known(share).named(label))
}

fn tree() -> impl Strategy<Value = Part> {
    leaf().prop_recursive(3, 12, 4, |inner| {
        (prop::collection::vec(inner, 1..5), 0..3, any::<prop::sample::Index>()).prop_map(|(parts, shape, index)| {
            Part::group(match shape {
                0 => Shape::Serial(parts),
                1 => Shape::Parallel(parts),
                _ => Shape::AtLeast(index.index(parts.len()) + 1, parts),
            })
        })
    })
}

/// Every case of parts up and down, one by one.
fn slowly(needed: usize, parts: &[Exact]) -> Exact {
    (0..1_u32 << parts.len())
        .filter(|case| case.count_ones() as usize >= needed)
        .map(|case| {
            let chance = |(at, part): (usize, &Exact)| {
                if case & (1 << at) > 0 { part.clone() } else { Exact::one() - part }
            };
            parts.iter().enumerate().map(chance).product::<Exact>()
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn k_of_n_is_the_sum_of_its_cases(parts in prop::collection::vec(share(), 1..7), needed in 0..7_usize) {
        prop_assert_eq!(at_least(needed, &parts), slowly(needed, &parts));
    }

    #[test]
    fn a_series_is_no_better_than_its_worst_and_a_parallel_no_worse_than_its_best(parts in prop::collection::vec(leaf(), 1..6)) {
        let shares: Vec<Exact> = parts.iter().filter_map(Part::availability).collect();
        let serial = Part::group(Shape::Serial(parts.clone())).availability().unwrap();
        let parallel = Part::group(Shape::Parallel(parts.clone())).availability().unwrap();
        prop_assert!(serial <= *shares.iter().min().unwrap() && parallel >= *shares.iter().max().unwrap());
        let mut turned = parts;
        turned.reverse();
        prop_assert_eq!(Part::group(Shape::Serial(turned.clone())).availability(), Some(serial));
        prop_assert_eq!(Part::group(Shape::Parallel(turned)).availability(), Some(parallel));
    }

    #[test]
    fn a_better_part_never_makes_the_whole_worse(tree in tree(), at in any::<prop::sample::Index>(), a in share(), b in share()) {
        let path = {
            let rows = tree.rows();
            let leaves: Vec<_> = rows.iter().filter(|row| row.part.children().is_empty()).collect();
            leaves[at.index(leaves.len())].path.clone()
        };
        let mut tree = tree;
        tree.at_mut(&path).unwrap().shape = Shape::Wanted;
        let (low, high) = (a.clone().min(b.clone()), a.max(b));
        let (worse, better) = (tree.with(&low), tree.with(&high));
        prop_assert!(worse <= better && !worse.is_negative() && better <= Exact::one());
        if let Needed::Each(each) = tree.needed(&worse, 6) {
            prop_assert!(tree.with(&each) >= worse);
            prop_assert!(each <= low + ratio(1, 1_000_000), "never asks for more than is there");
        }
    }

    #[test]
    fn what_is_printed_reads_back(tree in tree()) {
        prop_assert_eq!(parse(&tree.to_string()), Ok(tree));
    }

    #[test]
    fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "(serial\\(|kofn\\(|[0-9.,;?)= a]){0,30}") {
        for text in [text, near] {
            if let Err(fault) = parse(&text) {
                prop_assert!(fault.column <= text.chars().count() + 1);
            }
        }
    }
}
