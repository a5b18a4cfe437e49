//! How amounts are typed, and what they become.

use proptest::prelude::*;

use super::*;
use crate::text::{Lang, number};

fn fen(text: &str) -> i64 {
    let money = parse(text, Currency::CNY).unwrap_or_else(|msg| panic!("{text}: {msg:?}"));
    assert_eq!(money.ccy, Currency::CNY, "{text}");
    money.minor
}

fn kopeks(text: &str) -> i64 {
    let money = parse(text, Currency::RUB).unwrap_or_else(|msg| panic!("{text}: {msg:?}"));
    assert_eq!(money.ccy, Currency::RUB, "{text}");
    money.minor
}

fn refusal(text: &str, default: Currency) -> String {
    parse(text, default).map_or_else(|msg| msg.key, |money| panic!("{text} became {money:?}"))
}

#[test]
fn chinese_sales_amounts() {
    for (text, yuan) in [
        ("12万", 120_000),
        ("12.5万元", 125_000),
        ("1.2亿", 120_000_000),
        ("10W", 100_000),
        ("10w", 100_000),
        ("3千", 3_000),
        ("5百万", 5_000_000),
        ("5千万元", 50_000_000),
        ("1.5万亿", 1_500_000_000_000),
        ("1亿2000万", 120_000_000),
        ("¥1200", 1_200),
        ("￥1,200", 1_200),
        ("RMB 1200", 1_200),
        ("1200元", 1_200),
        ("1200元整", 1_200),
        ("人民币１２，０００．００元", 12_000),
        ("１２．５万", 125_000),
        ("1,234万", 12_340_000),
        ("84k", 84_000),
        ("1.2M", 1_200_000),
        ("CNY 1.2M", 1_200_000),
        ("1.2MCNY", 1_200_000),
        (" 0 ", 0),
    ] {
        assert_eq!(fen(text), yuan * 100, "{text}");
    }
    assert_eq!(fen("123456.78"), 12_345_678);
    assert_eq!(fen("1,234,567.89"), 123_456_789);
    assert_eq!(fen("0.01"), 1);
}

#[test]
fn a_sum_takes_the_last_unit_and_asks() {
    let read = |text| read(text, Currency::CNY).unwrap();
    assert_eq!(read("11+1.9W"), Reading { money: Money::new(12_900_000, Currency::CNY), spread: true });
    assert_eq!(read("3千+2万"), Reading { money: Money::new(2_300_000, Currency::CNY), spread: false });
    assert_eq!(read("100 + 20.5"), Reading { money: Money::new(12_050, Currency::CNY), spread: false });
    assert_eq!(refusal("5万+3", Currency::CNY), "input-money-sum");
}

#[test]
fn russian_amounts() {
    for (text, expected) in [
        ("1 234 567,89", 123_456_789),
        ("1\u{a0}234\u{a0}567,89", 123_456_789),
        ("1\u{202f}234\u{202f}567,89\u{202f}₽", 123_456_789),
        ("250 тыс.", 25_000_000),
        ("250 тыс. руб.", 25_000_000),
        ("250 т.р.", 25_000_000),
        ("250к", 25_000_000),
        ("1,5 млн", 150_000_000),
        ("1,234 млн", 123_400_000),
        ("2 млрд", 200_000_000_000),
        ("1200 р.", 120_000),
        ("₽ 1200", 120_000),
        ("1200 рублей", 120_000),
        ("1 000", 100_000),
    ] {
        assert_eq!(kopeks(text), expected, "{text}");
    }
}

#[test]
fn one_comma_groups_or_is_decimal() {
    assert_eq!(fen("1,234"), 123_400);
    assert_eq!(fen("1,5"), 150);
    assert_eq!(fen("1,50"), 150);
    assert_eq!(parse("1,234 KWD", Currency::CNY), Ok(Money::new(1_234_000, Currency::KWD)));
    assert_eq!(parse("1,234\u{a0}KWD", Currency::CNY), Ok(Money::new(1_234, Currency::KWD)));
}

#[test]
fn a_written_currency_outweighs_the_default() {
    for (text, minor, ccy) in [
        ("$1.2M", 120_000_000, Currency::USD),
        ("US$ 100", 10_000, Currency::USD),
        ("HK$100", 10_000, Currency::HKD),
        ("€1.234.567,89", 123_456_789, Currency::EUR),
        ("100 EUR", 10_000, Currency::EUR),
        ("usd 100", 10_000, Currency::USD),
        ("12万美元", 12_000_000, Currency::USD),
        ("10万卢布", 10_000_000, Currency::RUB),
        ("1.2MUSD", 120_000_000, Currency::USD),
        ("5000 JPY", 5_000, Currency::JPY),
        ("1.234 KWD", 1_234, Currency::KWD),
    ] {
        assert_eq!(parse(text, Currency::CNY), Ok(Money { minor, ccy }), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_refused_with_a_reason() {
    for (text, key) in [
        ("", "input-money-empty"),
        ("　", "input-money-empty"),
        ("-5", "input-money-negative"),
        ("−5万", "input-money-negative"),
        ("¥-5", "input-money-negative"),
        ("1.234", "input-money-decimals"),
        ("100.000", "input-money-decimals"),
        ("0.0000001万", "input-money-decimals"),
        ("1.5 JPY", "input-money-whole"),
        ("99999999999999999999", "input-money-large"),
        ("92233720368547758.08", "input-money-large"),
        ("10000000亿亿", "input-money-unreadable"),
        ("9999999万亿", "input-money-large"),
        ("12,34,567", "input-money-groups"),
        ("1 2", "input-money-groups"),
        ("$5 EUR", "input-money-two-currencies"),
        ("5 ZZZ", "input-money-currency"),
        ("3万5", "input-money-unreadable"),
        ("about 5", "input-money-unreadable"),
        ("万", "input-money-unreadable"),
        ("5++3", "input-money-unreadable"),
        ("+", "input-money-unreadable"),
        ("¥", "input-money-unreadable"),
    ] {
        assert_eq!(refusal(text, Currency::CNY), key, "{text}");
    }
    assert_eq!(fen("92233720368547758.07"), i64::MAX);
}

fn currencies() -> impl Strategy<Value = Currency> {
    use Currency as C;
    prop::sample::select(vec![
        C::CNY,
        C::RUB,
        C::USD,
        C::EUR,
        C::GBP,
        C::HKD,
        C::KZT,
        C::BYN,
        C::JPY,
        C::KRW,
        C::VND,
        C::KWD,
        C::BHD,
    ])
}

proptest! {
    #[test]
    fn what_is_shown_in_full_reads_back(minor in 0..=i64::MAX, ccy in currencies(), default in currencies()) {
        for lang in Lang::ALL {
            for minor in [minor, minor % 10_000_000, minor % 1_000_000 * 100] {
                let shown = number::amount_full(minor, ccy, lang);
                prop_assert_eq!(parse(&shown, default), Ok(Money { minor, ccy }), "{}", shown);
            }
        }
    }

    #[test]
    fn what_lists_show_reads_back_within_half_a_percent(minor in 1..=i64::MAX / 4, ccy in currencies()) {
        for lang in Lang::ALL {
            let shown = number::amount_short(minor, ccy, lang);
            let read = parse(&shown, ccy).map(|money| money.minor);
            // 万 has no lower bound, so small amounts keep fewer digits there.
            if lang != Lang::Zh || minor > 10_i64.pow(exponent(ccy)) * 10_000 {
                let read = read.unwrap_or_else(|msg| panic!("{shown}: {msg:?}"));
                prop_assert!((i128::from(read) - i128::from(minor)).abs() * 190 <= i128::from(minor), "{minor} as {shown}");
            }
        }
    }

    #[test]
    fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "[0-9wWkM万亿千百元¥$,.+ 　тысмлнруб\u{a0}-]{0,24}") {
        let _ = parse(&text, Currency::CNY);
        let _ = parse(&near, Currency::RUB);
    }

    #[test]
    fn more_typed_is_more_money(a in 0..1_000_000_u32, b in 0..1_000_000_u32) {
        for unit in ["", "万", "w", "k", "亿", " тыс.", " млн", "M"] {
            let of = |n: u32| parse(&format!("{n}{unit}"), Currency::CNY).unwrap().minor;
            prop_assert_eq!(of(a).cmp(&of(b)), a.cmp(&b));
        }
    }

    #[test]
    fn signs_below_zero_are_refused(minor in i64::MIN..0, ccy in currencies()) {
        for lang in Lang::ALL {
            prop_assert_eq!(refusal(&number::amount_full(minor, ccy, lang), ccy), "input-money-negative");
        }
    }
}
