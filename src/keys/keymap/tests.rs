//! Key presses as terminals send them, under three layouts.

use super::*;
use crate::keys::Scope::{Agreement, Board, Conflict, Deal, Dialog, Field, Interview, Pane, Record};

fn press(text: &str) -> KeyEvent {
    let chord = Chord::parse(text).unwrap();
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, chord.ctrl);
    modifiers.set(KeyModifiers::ALT, chord.alt);
    modifiers.set(KeyModifiers::SHIFT, chord.shift);
    KeyEvent::new(chord.code, modifiers)
}

fn on(stack: &[Scope], text: &str) -> Lookup {
    Keymap::default().look_up(stack, &[], press(text))
}

#[track_caller]
fn means(stack: &[Scope], text: &str, action: Action) {
    assert_eq!(on(stack, text), Lookup::Found(action), "{text} in {stack:?}");
}

#[test]
fn the_usual_keys_clash_nowhere_and_all_parse() {
    let keymap = Keymap::new(&Overrides::new()).unwrap();
    for spec in ACTIONS {
        assert_eq!(keymap.keys(spec.action).count(), spec.keys.len(), "{}", spec.name);
        assert!(spec.keys.iter().all(|keys| label(&parse_sequence(keys).unwrap()) == **keys), "{}", spec.name);
    }
}

#[test]
fn a_prefix_shows_what_may_follow_and_the_next_key_decides() {
    let keymap = Keymap::default();
    let Lookup::Prefix(g, next) = keymap.look_up(&[Board, Pane], &[], press("g")) else { panic!("g is a prefix") };
    assert!(next.contains(&(parse_sequence("g").unwrap(), Action::Top)));
    assert!(next.contains(&(parse_sequence("i").unwrap(), Action::GoInterviews)));
    assert_eq!(keymap.look_up(&[Board, Pane], &[g], press("i")), Lookup::Found(Action::GoInterviews));
    assert_eq!(keymap.look_up(&[Board, Pane], &[g], press("g")), Lookup::Found(Action::Top));
    assert_eq!(keymap.look_up(&[Board, Pane], &[g], press("z")), Lookup::Unknown);
    assert_eq!(keymap.look_up(&[Board, Pane], &[g], press("Esc")), Lookup::Unknown, "Esc only ends the sequence");
    means(&[Board, Pane], "i", Action::History);
}

#[test]
fn under_the_russian_layout_the_place_of_the_key_counts() {
    means(&[Board, Deal, Pane], "Д", Action::MoveRight);
    means(&[Board, Pane], "о", Action::Down);
    means(&[Pane], "Ж", Action::Palette);
    means(&[Pane], ".", Action::Filter);
    means(&[Pane], ",", Action::Help);
    means(&[Agreement, Pane], "ъ", Action::NextFinding);
    means(&[Pane], "Ctrl+к", Action::Redo);
    let keymap = Keymap::default();
    let Lookup::Prefix(g, _) = keymap.look_up(&[Pane], &[], press("п")) else { panic!("п is the g key") };
    assert_eq!(keymap.look_up(&[Pane], &[g], press("и")), Lookup::Found(Action::GoBoard));
}

#[test]
fn full_width_keys_of_a_chinese_input_method_work() {
    means(&[Pane], "：", Action::Palette);
    means(&[Pane], "？", Action::Help);
    means(&[Pane], "／", Action::Filter);
    means(&[Pane], "、", Action::Filter);
    means(&[Pane], "ａ", Action::LogActivity);
    means(&[Pane], "１", Action::GoBoard);
}

#[test]
fn a_key_the_user_binds_is_not_second_guessed() {
    let keymap = Keymap::new(&Overrides::from([(Action::Redo, vec![parse_sequence(".").unwrap()])])).unwrap();
    assert_eq!(keymap.look_up(&[Pane], &[], press(".")), Lookup::Found(Action::Redo));
}

#[test]
fn in_a_text_field_letters_type_and_control_keys_command() {
    let stack = [Field, Interview];
    for typed in ["q", "?", ":", "g", "п", "：", "1", "Space", "Left", "Home", "Backspace", "Up", "Enter"] {
        assert_eq!(on(&stack, typed), Lookup::Unknown, "{typed} belongs to the text");
    }
    means(&stack, "Ctrl+N", Action::MakeNeed);
    means(&stack, "Ctrl+U", Action::MarkUnknown);
    means(&stack, "Tab", Action::NextField);
    means(&stack, "Shift+Tab", Action::PrevField);
    means(&stack, "Esc", Action::Back);
    means(&stack, "F1", Action::Help);
    assert_eq!(on(&stack, "Ctrl+R"), Lookup::Unknown, "the journal is not redone from inside a text");
    assert_eq!(on(&[Field, Record], "Ctrl+U"), Lookup::Unknown, "nothing to mark outside an interview");
}

#[test]
fn a_dialog_keeps_letters_from_what_is_behind_it() {
    assert_eq!(on(&[Dialog, Board], "q"), Lookup::Unknown);
    assert_eq!(on(&[Dialog], "D"), Lookup::Unknown);
    means(&[Dialog], "j", Action::Down);
    means(&[Dialog], "Ctrl+Q", Action::Quit);
    means(&[Field, Dialog], "Down", Action::Down);
    means(&[Field, Dialog], "Enter", Action::Open);
    assert_eq!(on(&[Field, Dialog], "j"), Lookup::Unknown);
}

#[test]
fn letters_of_a_dialog_are_its_own_under_any_layout() {
    for typed in ["t", "е", "ｔ"] {
        means(&[Conflict, Dialog], typed, Action::TakeTheirs);
        assert_eq!(on(&[Dialog], typed), Lookup::Unknown, "not in another dialog");
        means(&[Board, Pane], typed, Action::Trace);
    }
    means(&[Conflict, Dialog], "ь", Action::TakeMine);
    assert!(matches!(on(&[Board, Pane], "ь"), Lookup::Prefix(..)), "behind it m is a prefix");
    let taken = |action, keys: &str| {
        Keymap::new(&Overrides::from([(action, vec![parse_sequence(keys).unwrap()])]))
            .err()
            .map(|clashes| clashes[0].first)
    };
    assert_eq!(taken(Action::Discard, "a"), None);
    assert_eq!(taken(Action::Discard, "t"), None, "the two dialogs never stand over each other");
    assert_eq!(taken(Action::Discard, "r"), Some(Action::TakeUp));
    assert_eq!(taken(Action::Discard, "j"), Some(Action::Down), "movement goes on in dialogs");
}

#[test]
fn commands_stay_where_they_belong() {
    means(&[Board, Deal, Pane], "H", Action::MoveLeft);
    assert_eq!(on(&[Pane], "H"), Lookup::Unknown);
    assert_eq!(on(&[Board, Pane], "]"), Lookup::Unknown);
}

#[test]
fn alt_with_a_free_key_is_escape_and_the_key() {
    assert_eq!(on(&[Field, Record], "Alt+x"), Lookup::EscThen(press("x")));
    assert_eq!(on(&[Pane], "Alt+j"), Lookup::EscThen(press("j")));
}

#[test]
fn letting_go_of_a_key_is_no_press() {
    let release = KeyEvent { kind: KeyEventKind::Release, ..press("q") };
    assert_eq!(Keymap::default().look_up(&[Pane], &[], release), Lookup::Ignored);
}

#[test]
fn two_commands_cannot_share_a_key_nor_the_beginning_of_one() {
    let bound = |action, keys| Keymap::new(&Overrides::from([(action, vec![parse_sequence(keys).unwrap()])]));
    let clash = bound(Action::Copy, "n").unwrap_err();
    assert_eq!((clash[0].first, clash[0].second), (Action::New, Action::Copy));
    assert!(bound(Action::Copy, "g").is_err(), "g begins the go-to keys");
    assert!(bound(Action::Copy, "x y").is_err(), "x is a command already");
    assert_eq!(bound(Action::Copy, "C").unwrap().hint(Action::Copy), "C");
}

#[test]
fn hints_name_a_key_that_works_here() {
    let keymap = Keymap::default();
    assert_eq!(keymap.hint_in(&[Field, Interview], Action::MakeNeed), "Ctrl+N");
    assert_eq!(keymap.hint_in(&[Interview, Pane], Action::MakeNeed), "m n");
    assert_eq!(keymap.hint_in(&[Field, Record], Action::Undo), "");
}
