//! What a user's keys become, whatever pieces the line cuts them into.

use proptest::prelude::*;

use super::*;

fn events(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(bytes, &mut out);
    decoder.settle(&mut out);
    out
}

fn shown(bytes: &[u8]) -> String {
    let one = |event: &Event| match event {
        Event::Key(key) => {
            let mut name = String::new();
            for (modifier, prefix) in
                [(KeyModifiers::CONTROL, "C-"), (KeyModifiers::ALT, "A-"), (KeyModifiers::SHIFT, "S-")]
            {
                if key.modifiers.contains(modifier) {
                    name.push_str(prefix);
                }
            }
            match key.code {
                KeyCode::Char(letter) => name + &letter.to_string(),
                code => name + &format!("{code:?}"),
            }
        }
        Event::Paste(text) => format!("paste {text:?}"),
        other => format!("{other:?}"),
    };
    events(bytes).iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn letters_of_every_alphabet_arrive_whole() {
    assert_eq!(shown("aЖ价🙂".as_bytes()), "a S-Ж 价 🙂");
}

#[test]
fn control_keys() {
    assert_eq!(shown(b"\r\t\x7f\x08\x01\x1a\x0a\x00"), "Enter Tab Backspace Backspace C-a C-z Enter C- ");
}

#[test]
fn arrows_and_function_keys_of_the_usual_terminals() {
    assert_eq!(shown(b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D"), "Up Down C-Right S-Left");
    assert_eq!(shown(b"\x1bOP\x1b[[A\x1b[11~\x1b[1;2P"), "F(1) F(1) F(1) S-F(1)");
    assert_eq!(shown(b"\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~"), "F(5) F(6) F(10) F(11) F(12)");
    assert_eq!(shown(b"\x1b[H\x1b[4~\x1b[3~\x1b[5~\x1b[6;5~\x1b[Z"), "Home End Delete PageUp C-PageDown S-BackTab");
}

#[test]
fn a_lone_escape_waits_only_a_moment() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"\x1b", &mut out);
    assert!(out.is_empty());
    assert!(decoder.patience().unwrap() <= Duration::from_millis(30));
    decoder.settle(&mut out);
    assert_eq!(out, [key(KeyCode::Esc, KeyModifiers::NONE)]);
    assert_eq!(decoder.patience(), None);
}

#[test]
fn escape_before_other_keys() {
    assert_eq!(shown(b"\x1bj"), "A-j");
    assert_eq!(shown(b"\x1bJ"), "A-S-J");
    assert_eq!(shown("\x1bж".as_bytes()), "A-ж");
    assert_eq!(shown(b"\x1b\x1b"), "Esc Esc");
    assert_eq!(shown(b"\x1b\x1b[A"), "Esc Up");
    assert_eq!(shown(b"\x1b["), "A-[");
}

#[test]
fn a_paste_is_one_event_and_its_keys_do_nothing() {
    assert_eq!(shown(b"x\x1b[200~q\rdd\r\n\x1b[A:q\x1b[201~y"), "x paste \"q\\ndd\\n\\u{1b}[A:q\" y");
}

#[test]
fn a_paste_whose_end_got_lost_is_given_up_after_a_second() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"\x1b[200~half", &mut out);
    assert_eq!(decoder.patience(), Some(Duration::from_secs(1)));
    decoder.settle(&mut out);
    decoder.feed(b"j", &mut out);
    assert_eq!(out, [Event::Paste("half".into()), key(KeyCode::Char('j'), KeyModifiers::NONE)]);
}

#[test]
fn an_endless_paste_is_cut() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', PASTE_CAP + 5));
    bytes.extend_from_slice(PASTE_END);
    assert_eq!(events(&bytes), [Event::Paste("x".repeat(PASTE_CAP))]);
}

#[test]
fn unknown_sequences_type_nothing() {
    assert_eq!(shown(b"\x1b[<35;10;10M\x1b[?1;2c\x1b[201~\x1b[99~a"), "a");
    assert_eq!(shown(b"\xff\xc3(b"), "( b");
    assert_eq!(shown(b"\x1b[12\x03"), "C-c");
}

#[test]
fn focus_changes() {
    assert_eq!(events(b"\x1b[I\x1b[O"), [Event::Focus(true), Event::Focus(false)]);
}

#[test]
fn a_burst_of_thousands_of_keys_arrives_complete() {
    assert_eq!(events(&b"j".repeat(9000)).len(), 9000);
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = vec![
        b"\x1b[A",
        b"\x1b[1;5C",
        b"\x1bOP",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b",
        b"a",
        b"\r",
        b"\xd0\x96",
        b"[",
        b"\xff",
        b"\x1b[[A",
        b"\x1b[I",
        b"\xe4\xbb\xb7",
        b"\x1b[",
    ];
    proptest::collection::vec(
        prop_oneof![proptest::sample::select(known).prop_map(<[u8]>::to_vec), any::<u8>().prop_map(|byte| vec![byte])],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn the_line_may_cut_anywhere(bytes in pieces(), cuts in proptest::collection::vec(1usize..7, 1..60)) {
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        let mut rest = bytes.as_slice();
        for cut in cuts {
            let (now, later) = rest.split_at(cut.min(rest.len()));
            decoder.feed(now, &mut out);
            rest = later;
        }
        decoder.feed(rest, &mut out);
        decoder.settle(&mut out);
        prop_assert_eq!(out, events(&bytes));
    }
}

#[test]
fn the_mouse_is_read_in_its_decimal_form_however_the_line_cuts_it() {
    let mouse = |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    let (down, up) = (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));
    assert_eq!(events(b"\x1b[<0;1;1M\x1b[<0;300;40m"), [mouse(down, 0, 0), mouse(up, 299, 39)]);
    let wheel = [mouse(MouseEventKind::ScrollUp, 4, 6), mouse(MouseEventKind::ScrollDown, 4, 6)];
    assert_eq!(events(b"\x1b[<64;5;7M\x1b[<65;5;7M"), wheel);
    // With Shift, Alt or Ctrl held it is the same press.
    assert_eq!(events(b"\x1b[<28;2;2M"), [mouse(down, 1, 1)]);
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for byte in b"\x1b[<0;12;34M" {
        decoder.feed(&[*byte], &mut out);
    }
    assert_eq!(out, [mouse(down, 11, 33)]);
}

#[test]
fn what_else_a_mouse_sends_is_left_out() {
    // The other buttons, movements, the wheel turned sideways, figures that make no cell.
    for noise in [
        "<1;2;2M",
        "<2;2;2M",
        "<2;2;2m",
        "<32;2;2M",
        "<35;2;2M",
        "<66;2;2M",
        "<64;2;2m",
        "<0;0;1M",
        "<0;1M",
        "<0;99999;1M",
        "<;;M",
    ] {
        assert_eq!(shown(format!("\x1b[{noise}x").as_bytes()), "x", "{noise}");
    }
}
