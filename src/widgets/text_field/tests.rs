//! Typing, erasing and moving as people do it.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn with(modifiers: KeyModifiers, code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

fn ctrl(c: char) -> KeyEvent {
    with(KeyModifiers::CONTROL, KeyCode::Char(c))
}

fn type_in(field: &mut TextField, text: &str) {
    for c in text.chars() {
        field.handle(key(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }));
    }
}

fn drawn(field: &TextField, width: u16, height: u16) -> (Vec<String>, Option<Position>) {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let cursor = field.draw(area, &mut buf, &Theme::default());
    (crate::widgets::tests::rows(&buf), cursor)
}

#[test]
fn backspace_and_delete_take_a_whole_letter_with_its_marks() {
    let mut field = TextField::one_line("");
    type_in(&mut field, "e\u{301}ле\u{301}");
    assert_eq!(field.handle(key(KeyCode::Backspace)), Handled::Changed);
    assert_eq!(field.text(), "e\u{301}л");
    field.handle(key(KeyCode::Home));
    field.handle(key(KeyCode::Delete));
    assert_eq!(field.text(), "л");
}

#[test]
fn keys_of_the_screen_are_left_to_it() {
    let mut field = TextField::one_line("name");
    for code in
        [KeyCode::Tab, KeyCode::BackTab, KeyCode::Esc, KeyCode::Enter, KeyCode::F(2), KeyCode::Up, KeyCode::Down]
    {
        assert_eq!(field.handle(key(code)), Handled::Ignored, "{code:?}");
    }
    for c in ['n', 'u', 'p', 'z', 's', 'c'] {
        assert_eq!(field.handle(ctrl(c)), Handled::Ignored, "Ctrl+{c}");
    }
    assert_eq!(field.text(), "name");
    let mut long = TextField::many_lines("");
    assert_eq!(long.handle(key(KeyCode::Tab)), Handled::Ignored);
    assert_eq!(long.handle(key(KeyCode::Enter)), Handled::Changed);
}

#[test]
fn undo_takes_back_a_word_at_a_time_and_redo_brings_it_again() {
    let mut field = TextField::many_lines("");
    type_in(&mut field, "restore within four");
    field.handle(ctrl('7'));
    assert_eq!(field.text(), "restore within ");
    field.handle(ctrl('_'));
    assert_eq!(field.text(), "restore ");
    field.handle(ctrl('y'));
    field.handle(ctrl('y'));
    assert_eq!(field.text(), "restore within four");
    field.handle(ctrl('7'));
    type_in(&mut field, "2 h");
    assert_eq!(field.text(), "restore within 2 h");
    assert_eq!(field.handle(ctrl('y')), Handled::Moved, "new text ends the redo");
}

#[test]
fn undo_brings_back_what_backspace_took_and_the_caret() {
    let mut field = TextField::many_lines("门诊量要翻一倍");
    for _ in 0..3 {
        field.handle(key(KeyCode::Backspace));
    }
    assert_eq!(field.text(), "门诊量要");
    field.handle(ctrl('7'));
    assert_eq!((field.text().as_str(), field.cursor()), ("门诊量要翻一倍", Place::new(0, 7)));
}

#[test]
fn a_paste_is_one_step_of_its_own_and_replaces_the_selection() {
    let mut field = TextField::many_lines("keep old");
    field.handle(with(KeyModifiers::SHIFT | KeyModifiers::CONTROL, KeyCode::Left));
    assert_eq!(field.selected_text().as_deref(), Some("old"));
    assert_eq!(field.paste("new\r\nlines\u{1b}\rhere"), Handled::Changed);
    assert_eq!(field.text(), "keep new\nlines\nhere");
    assert_eq!(field.cursor(), Place::new(2, 4));
    field.handle(ctrl('7'));
    assert_eq!(field.text(), "keep old");
}

#[test]
fn a_paste_into_one_line_stays_one_line() {
    let mut field = TextField::one_line("");
    field.paste("Acme Rus\r\nMoscow\n");
    assert_eq!(field.text(), "Acme Rus Moscow");
}

#[test]
fn a_full_field_says_so_and_keeps_what_fits() {
    let mut field = TextField::many_lines("").with_max(8);
    assert_eq!(field.paste("运维外包"), Handled::Full);
    assert_eq!(field.text(), "运维");
    type_in(&mut field, "ab");
    assert_eq!(field.handle(key(KeyCode::Char('c'))), Handled::Full);
    assert_eq!(field.text(), "运维ab");
    field.select_all();
    assert_eq!(field.handle(key(KeyCode::Char('c'))), Handled::Changed, "replacing makes room");
}

#[test]
fn words_are_walked_and_cut_in_three_languages() {
    let mut field = TextField::many_lines("Сервис-деск 24x7，月末对账慢 ok");
    let mut stops = Vec::new();
    for _ in 0..8 {
        field.handle(with(KeyModifiers::CONTROL, KeyCode::Left));
        stops.push(field.cursor().column);
    }
    assert_eq!(stops, [23, 17, 16, 12, 7, 6, 0, 0]);
    field.handle(key(KeyCode::End));
    field.handle(ctrl('w'));
    field.handle(ctrl('w'));
    assert_eq!(field.text(), "Сервис-деск 24x7，");
    field.handle(ctrl('a'));
    field.handle(ctrl('k'));
    assert!(field.is_empty());
}

#[test]
fn arrows_leave_a_selection_at_its_edge() {
    let mut field = TextField::one_line("abcdef");
    field.handle(key(KeyCode::Home));
    for _ in 0..3 {
        field.handle(with(KeyModifiers::SHIFT, KeyCode::Right));
    }
    assert_eq!(field.selected_text().as_deref(), Some("abc"));
    field.handle(key(KeyCode::Right));
    assert_eq!((field.cursor(), field.selected_text()), (Place::new(0, 3), None));
}

#[test]
fn the_real_cursor_stands_behind_the_last_wide_character() {
    let field = TextField::many_lines("三年内建成中心");
    let (rows, cursor) = drawn(&field, 9, 3);
    assert_eq!(rows, ["三年内建 ", "成中心   ", "         "]);
    assert_eq!(cursor, Some(Position::new(6, 1)));
    let full = TextField::many_lines("三年内建");
    assert_eq!(drawn(&full, 9, 3).1, Some(Position::new(8, 0)), "a full line still has a cell for the cursor");
}

#[test]
fn a_long_name_scrolls_sideways_and_an_empty_field_shows_its_placeholder() {
    let field = TextField::one_line("0123456789");
    let (rows, cursor) = drawn(&field, 6, 1);
    assert_eq!((rows, cursor), (vec!["56789 ".to_owned()], Some(Position::new(5, 0))));
    let (rows, cursor) = drawn(&TextField::one_line("").with_placeholder("客户名称"), 6, 1);
    assert_eq!((rows, cursor), (vec!["客户… ".to_owned()], Some(Position::new(0, 0))));
}

#[test]
fn a_draft_gives_back_text_and_caret() {
    let mut field = TextField::many_lines("one\ntwo");
    field.set_cursor(Place::new(0, 2));
    assert_eq!(field.cursor(), Place::new(0, 2));
    field.set_cursor(Place::new(9, 9));
    assert_eq!(field.cursor(), Place::new(1, 3));
}

#[test]
fn the_largest_text_of_empty_lines_is_drawn_without_overflow() {
    let mut field = TextField::many_lines("");
    assert_eq!(field.paste(&"\n".repeat(LONG)), Handled::Full);
    field.handle(with(KeyModifiers::CONTROL, KeyCode::End));
    assert_eq!(field.handle(key(KeyCode::Enter)), Handled::Full);
    assert!(drawn(&field, 6, 50).1.is_some());
    let one = TextField::one_line(&"x".repeat(LONG));
    assert!(drawn(&one, 200, 1).1.is_some());
}

/// `cargo test --release -- --ignored typing_cost`
#[test]
#[ignore = "measures; only a release build says something"]
fn typing_cost_at_the_cap_stays_well_under_a_frame() {
    let sources =
        ["The service desk answers every call in 20 s. ", "三五年内，什么必须改变？现在系统一到月底就慢。", "\nline"];
    for source in sources {
        let mut field = TextField::many_lines(&source.repeat(LONG / source.len() - 2));
        let area = Rect::new(0, 0, 66, 40);
        let mut buf = Buffer::empty(area);
        field.draw(area, &mut buf, &Theme::default());
        let mut slowest = Duration::ZERO;
        for (name, event) in [
            ("letter", key(KeyCode::Char('a'))),
            ("backspace", key(KeyCode::Backspace)),
            ("up", key(KeyCode::Up)),
            ("page up", key(KeyCode::PageUp)),
            ("undo", ctrl('7')),
            ("word", ctrl('w')),
        ] {
            let start = Instant::now();
            for _ in 0..10 {
                field.handle(event);
                field.draw(area, &mut buf, &Theme::default());
            }
            let each = start.elapsed() / 10;
            println!("{name}: {each:?}");
            slowest = slowest.max(each);
        }
        assert!(slowest < Duration::from_millis(16), "{slowest:?}");
    }
}

fn any_key() -> impl Strategy<Value = KeyEvent> {
    let codes = prop_oneof![
        6 => prop_oneof![Just('a'), Just(' '), Just('医'), Just('\u{301}'), Just('👍'), Just('，'), Just('ж'), Just('\u{200d}')]
            .prop_map(KeyCode::Char),
        4 => prop_oneof![
            Just(KeyCode::Backspace), Just(KeyCode::Delete), Just(KeyCode::Left), Just(KeyCode::Right), Just(KeyCode::Up),
            Just(KeyCode::Down), Just(KeyCode::Home), Just(KeyCode::End), Just(KeyCode::Enter), Just(KeyCode::PageUp),
            Just(KeyCode::PageDown)
        ],
        2 => prop_oneof![Just('w'), Just('k'), Just('7'), Just('y'), Just('e'), Just('h')].prop_map(KeyCode::Char),
    ];
    (
        codes,
        prop_oneof![6 => Just(KeyModifiers::NONE), 2 => Just(KeyModifiers::SHIFT), 3 => Just(KeyModifiers::CONTROL)],
    )
        .prop_map(|(code, modifiers)| KeyEvent::new(code, modifiers))
}

proptest! {
    #[test]
    fn any_keys_leave_a_whole_text_and_undo_leads_back(
        keys in proptest::collection::vec(any_key(), 0..60), many: bool, width in 0_u16..30, height in 0_u16..6,
    ) {
        let start = "三年内 needs\u{331} 👍";
        let mut field = if many { TextField::many_lines(start) } else { TextField::one_line(start) };
        for event in keys {
            let before = field.text();
            let handled = field.handle(event);
            if matches!(handled, Handled::Moved | Handled::Ignored | Handled::Full) {
                prop_assert_eq!(&before, &field.text());
            }
            prop_assert_eq!(field.cursor(), motion::fit(field.area.lines(), field.cursor()), "caret splits a letter");
            let (_, cursor) = drawn(&field, width, height);
            if let Some(cursor) = cursor {
                prop_assert!(cursor.x < width && cursor.y < height);
            }
        }
        while field.handle(ctrl('7')) == Handled::Changed {}
        prop_assert_eq!(field.text(), start);
    }

    #[test]
    fn what_is_drawn_at_the_top_is_the_text(text in "[a-zж医东 ，]{0,40}") {
        let mut field = TextField::many_lines(&text);
        field.set_cursor(Place::default());
        let (rows, _) = drawn(&field, 11, 60);
        let ink = |s: &str| s.graphemes(true).filter(|g| *g != " ").collect::<String>();
        prop_assert_eq!(ink(&rows.concat()), ink(&text));
    }
}
