//! Letters typed under another layout or input method, and the Latin key they were meant to be.

/// The ЙЦУКЕН layout and the Latin keys at the same places.
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN_SHIFT: &str = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ№";
const LATIN_SHIFT: &str = "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~#";

/// Punctuation that a Chinese input method gives for the key beside it.
const CHINESE: &str = "。、【】「」《》“”‘’￥…—·";
const CHINESE_KEYS: &str = "./[][]<>\"\"''$^_`";

/// The Latin key at the place where this character was typed; the character itself when it is one.
pub fn latin(c: char) -> char {
    match c {
        // Full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => [(RUSSIAN, LATIN), (RUSSIAN_SHIFT, LATIN_SHIFT), (CHINESE, CHINESE_KEYS)]
            .into_iter()
            .find_map(|(typed, keys)| typed.chars().zip(keys.chars()).find(|(t, _)| *t == c))
            .map_or(c, |(_, key)| key),
    }
}

/// Under ЙЦУКЕН the key of `/` gives a full stop and that of `?` a comma. As both are Latin characters too,
/// this holds only where the typed character is no command itself.
pub fn second_guess(c: char) -> Option<char> {
    match c {
        '.' => Some('/'),
        ',' => Some('?'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_counterpart() {
        for (typed, keys) in [(RUSSIAN, LATIN), (RUSSIAN_SHIFT, LATIN_SHIFT), (CHINESE, CHINESE_KEYS)] {
            assert_eq!(typed.chars().count(), keys.chars().count(), "{typed}");
        }
    }

    #[test]
    fn full_width_forms_are_folded() {
        assert_eq!("：？／ａＧ１　".chars().map(latin).collect::<String>(), ":?/aG1 ");
        assert_eq!("。、【】".chars().map(latin).collect::<String>(), "./[]");
    }

    #[test]
    fn cyrillic_letters_are_the_keys_under_the_fingers() {
        assert_eq!("пп Ж хъ Д".chars().map(latin).collect::<String>(), "gg : [] L");
    }
}
