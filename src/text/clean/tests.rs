//! Texts as customers and attackers write them.

use proptest::prelude::*;

use super::*;

#[test]
fn an_escape_sequence_in_a_customer_name_cannot_paint_the_screen() {
    assert_eq!(clean("Acme\u{1b}[2J Rus\u{9b}31m\u{7}"), "Acme[2J Rus31m");
}

#[test]
fn right_to_left_override_and_zero_width_tricks_go() {
    assert_eq!(clean("ab\u{202e}cd\u{2066}e\u{2069}f\u{200b}\u{200d}\u{feff}g"), "abcdefg");
}

#[test]
fn emoji_that_terminals_draw_in_different_widths_become_plain_ones() {
    assert_eq!(clean("⚠\u{fe0f} 👩\u{200d}💻 🇨🇳 👍🏽 👍"), "⚠ 👩💻  👍 👍");
}

#[test]
fn marks_piled_on_one_letter_are_cut_to_four() {
    assert_eq!(clean(&format!("e{}x", "\u{301}".repeat(40))), format!("e{}x", "\u{301}".repeat(4)));
}

#[test]
fn one_line_takes_breaks_as_spaces_and_several_lines_keep_them() {
    assert_eq!(clean("a\r\nb\tc\rd\u{2028}e"), "a b c d e");
    assert_eq!(clean_lines("a\r\nb\tc\rd\u{2028}e"), "a\nb\tc\nd\ne");
}

#[test]
fn plain_text_is_not_copied() {
    assert!(matches!(clean("Service desk 24x7"), Cow::Borrowed(_)));
}

#[test]
fn a_paste_is_normalised_and_capped_at_a_whole_character() {
    let pasted = for_paste("Зе\r\nй\u{0}\rcafe\u{301}", 1000);
    assert_eq!(pasted, Pasted { text: "Зе\nй\ncafé".into(), whole: true });
    assert_eq!(for_paste("运维外包", 7), Pasted { text: "运维".into(), whole: false });
}

#[test]
fn widths_are_cells() {
    assert_eq!(width("东湖医院"), 8);
    assert_eq!(width("Договор"), 7);
    assert_eq!(width(&clean("ｶﾞ")), 3);
}

#[test]
fn truncating_never_halves_a_character() {
    assert_eq!(truncate("东湖医院", 8), "东湖医院");
    assert_eq!(truncate("东湖医院", 6), "东湖…");
    assert_eq!(truncate("东湖医院", 1), "…");
    assert_eq!(truncate("东湖医院", 0), "");
    assert_eq!(pad("东湖医院", 6), "东湖… ");
    assert_eq!(pad_left("120万", 7), "  120万");
}

#[test]
fn chinese_wraps_between_characters_but_no_line_starts_with_a_comma() {
    assert_eq!(wrap("三年内建成，门诊量翻倍。", 10), ["三年内建", "成，门诊量", "翻倍。"]);
    assert_eq!(wrap("交付（含培训）后付款", 6), ["交付", "（含培", "训）后", "付款"]);
}

#[test]
fn words_stay_whole_unless_one_is_longer_than_the_line() {
    assert_eq!(wrap("restore within four hours", 12), ["restore", "within four", "hours"]);
    assert_eq!(wrap("электроэнергия", 6), ["электр", "оэнерг", "ия"]);
    assert_eq!(wrap("one\n\n  two", 20), ["one", "", "  two"]);
}

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("，"),
            Just("（"),
            Just(" "),
            Just("医"),
            Just("ж"),
            Just("a"),
            Just("e\u{301}"),
            Just("👍"),
            Just("🇨🇳"),
            Just("\n"),
            Just("\t"),
            Just("\u{200d}"),
            Just("\u{1b}[0m"),
            Just("ｶﾞ"),
            Just("。"),
            Just("\u{301}"),
        ],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn truncated_text_fits(text in prop_oneof![any_text(), ".*"], cells in 0_usize..40) {
        prop_assert!(width(&truncate(&text, cells)) <= cells);
        prop_assert_eq!(width(&pad(&clean(&text), cells)), cells);
    }

    #[test]
    fn wrapping_loses_nothing_that_has_ink(text in prop_oneof![any_text(), ".*"], cells in 1_usize..30) {
        let text = clean_lines(&text);
        let seen = |s: &str| s.graphemes(true).filter(|g| glyph_width(g) > 0).collect::<String>();
        // A mark may stand on the space a tab became, so spaces go as characters, not as graphemes.
        let ink = |s: &str| seen(s).replace(' ', "");
        let lines = wrap(&text, cells);
        prop_assert_eq!(lines.iter().map(|l| ink(l)).collect::<String>(), ink(&text));
        for line in &lines {
            prop_assert!(width(line) <= cells || line.graphemes(true).count() == 1, "{:?}", line);
        }
    }

    #[test]
    fn cleaned_text_is_safe_and_stays_so(text in prop_oneof![any_text(), ".*", "[\\x00-\\x{ffff}]{0,80}"]) {
        let once = clean(&text).into_owned();
        prop_assert!(once.chars().all(is_drawable));
        prop_assert_eq!(clean(&once).into_owned(), once.clone());
        let lines = clean_lines(&text);
        prop_assert!(lines.chars().all(|c| c == '\n' || c == '\t' || is_drawable(c)));
        let pasted = for_paste(&text, 50);
        prop_assert!(pasted.text.len() <= 50);
        prop_assert!(pasted.text.chars().all(|c| c == '\n' || c == '\t' || is_drawable(c)));
    }
}

#[test]
fn plain_letters_are_measured_like_all_others() {
    for c in '\0'..=char::MAX {
        let Some(width) = plain_width(c).map(usize::from) else { continue };
        let text = c.to_string();
        assert!(is_drawable(c) && !is_combining_mark(c), "{c:?}");
        assert_eq!(glyph_width(&text), width, "{c:?} U+{:04X}", c as u32);
        // None of them joins with another.
        for other in ['a', 'я', '一', '→', '€', '。'] {
            let pair = format!("{other}{c}{other}");
            assert_eq!(pair.graphemes(true).count(), 3, "{pair:?}");
            assert_eq!(pair.width(), glyph_width(&other.to_string()) * 2 + width, "{pair:?}");
        }
    }
    assert_eq!(truncate("数据中心运维外包", 9), "数据中心…");
    assert_eq!(truncate("数据中心运维外包", 8), "数据中…");
    assert_eq!(truncate("Поддержка", 4), "Под…");
    assert_eq!(truncate("abc", 1), "…");
}

#[test]
fn what_was_cut_before_is_marked_once() {
    assert_eq!(truncate("Plan… next week", 6), "Plan…");
    assert_eq!(truncate("东湖…医院", 6), "东湖…");
}
