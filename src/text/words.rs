//! Yuan amounts in the capital numerals of contracts (大写), by the canonical zero rule.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// An amount in fen as a contract writes it: 140950 is 人民币壹仟肆佰零玖元伍角.
///
/// A negative amount (a credit) has 负 after 人民币.
pub fn yuan_in_words(fen: i64) -> String {
    capitals("人民币", fen)
}

/// The same for an amount in hundredths of another currency, with its Chinese name in front: 美元壹万贰仟元整.
pub fn capitals(name: &str, fen: i64) -> String {
    let size = fen.unsigned_abs();
    let (yuan, jiao, fen_digit) = (size / 100, size / 10 % 10, size % 10);
    let mut out = name.to_owned();
    if fen < 0 {
        out.push('负');
    }
    if yuan > 0 || size == 0 {
        out.push_str(&whole(yuan));
        out.push('元');
    }
    if jiao == 0 && fen_digit == 0 {
        out.push('整');
        return out;
    }
    // A zero is spoken where a place is skipped: no jiao before fen, or no single yuan before jiao.
    if yuan > 0 && (jiao == 0 || yuan.is_multiple_of(10)) {
        out.push('零');
    }
    if jiao > 0 {
        out.push(digit(jiao));
        out.push('角');
    }
    if fen_digit > 0 {
        out.push(digit(fen_digit));
        out.push('分');
    }
    out
}

fn whole(value: u64) -> String {
    if value >= YI {
        return section(value, YI, "亿");
    }
    if value >= WAN {
        return section(value, WAN, "万");
    }
    [(1000, "仟"), (100, "佰"), (10, "拾")]
        .into_iter()
        .find(|(unit, _)| value >= *unit)
        .map_or_else(|| digit(value).to_string(), |(unit, name)| section(value, unit, name))
}

/// The part above `unit`, its name, and the rest; a skipped place just below `unit` is one 零.
fn section(value: u64, unit: u64, name: &str) -> String {
    let (high, low) = (value / unit, value % unit);
    let zero = if low > 0 && low < unit / 10 { "零" } else { "" };
    let low = if low > 0 { whole(low) } else { String::new() };
    format!("{}{name}{zero}{low}", whole(high))
}

fn digit(value: u64) -> char {
    usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or('零')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contract_amounts_read_by_the_canonical_zero_rule() {
        for (fen, words) in [
            (140_950, "人民币壹仟肆佰零玖元伍角"),
            (600_714, "人民币陆仟零柒元壹角肆分"),
            (168_032, "人民币壹仟陆佰捌拾元零叁角贰分"),
            (10_700_053, "人民币壹拾万柒仟元零伍角叁分"),
            (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
            (32_504, "人民币叁佰贰拾伍元零肆分"),
            (10_000_000, "人民币壹拾万元整"),
            (10_050_000, "人民币壹拾万零伍佰元整"),
            (1_005_000, "人民币壹万零伍拾元整"),
            (10_000_000_000, "人民币壹亿元整"),
            (10_000_000_100, "人民币壹亿零壹元整"),
            (10_000_100_000, "人民币壹亿零壹仟元整"),
            (100_100_000_000, "人民币壹拾亿零壹佰万元整"),
            (123_456_789, "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
            (5, "人民币伍分"),
            (50, "人民币伍角"),
            (1_000, "人民币壹拾元整"),
            (0, "人民币零元整"),
            (-50, "人民币负伍角"),
        ] {
            assert_eq!(yuan_in_words(fen), words, "{fen}");
        }
    }

    /// Reads the words back by adding up, with no knowledge of the zero rule.
    fn read(words: &str) -> u64 {
        let (mut total, mut section, mut last) = (0_u64, 0_u64, 0_u64);
        let mut fen = 0;
        for c in words.chars() {
            let place = match c {
                '拾' => 10,
                '佰' => 100,
                '仟' => 1000,
                _ => 0,
            };
            match c {
                _ if place > 0 => {
                    section += last * place;
                    last = 0;
                }
                '万' => {
                    total += (section + last) * WAN;
                    (section, last) = (0, 0);
                }
                '亿' => {
                    total = (total + section + last) * YI;
                    (section, last) = (0, 0);
                }
                '元' => {
                    fen = (total + section + last) * 100;
                    last = 0;
                }
                '角' => {
                    fen += last * 10;
                    last = 0;
                }
                '分' => fen += last,
                _ => last = DIGITS.iter().position(|d| *d == c).map_or(last, |at| at as u64),
            }
        }
        fen
    }

    proptest! {
        #[test]
        fn words_say_the_amount_and_never_two_zeros(fen in 0..=99_999_999_999_999_999_i64) {
            let words = yuan_in_words(fen);
            prop_assert_eq!(read(&words), fen.unsigned_abs());
            prop_assert!(!words.contains("零零"));
        }

        #[test]
        fn every_amount_has_words(fen in any::<i64>()) {
            prop_assert!(yuan_in_words(fen).starts_with("人民币"));
        }
    }
}
