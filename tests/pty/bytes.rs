//! What may go over the line to the terminal, byte by byte.

use canvass::text::clean::is_drawable;

use crate::harness::Term;
use crate::office::{ENTER, ESC, Office, WIDE};
use crate::read;

/// Everything in `raw` that is neither a letter nor one of the sequences the program needs; colours are told apart.
fn strangers(raw: &[u8]) -> Vec<String> {
    strangers_but(raw, &[])
}

/// The same where these modes may be switched too.
fn strangers_but(raw: &[u8], more: &[&str]) -> Vec<String> {
    let text = std::str::from_utf8(raw).expect("the terminal gets UTF-8");
    let mut found = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\x1b' {
            // The terminal line itself adds CR and LF when the program ends.
            if !is_drawable(c) && !matches!(c, '\r' | '\n') {
                found.push(format!("{c:?}"));
            }
            continue;
        }
        if rest.next_if_eq(&'[').is_none() {
            found.push(format!("ESC {:?}", rest.next()));
            continue;
        }
        let mut sequence = String::new();
        for c in rest.by_ref() {
            sequence.push(c);
            if matches!(c, '@'..='~') {
                break;
            }
        }
        let (parameters, last) = sequence.split_at(sequence.len() - 1);
        let modes = ["?1049", "?2004", "?1004", "?25", "?2026"];
        let known = match last {
            "m" | "H" | "G" | "J" => parameters.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "h" | "l" => modes.contains(&parameters) || more.contains(&parameters),
            _ => false,
        };
        if !known {
            found.push(format!("ESC [ {sequence}"));
        }
    }
    found
}

/// Numbers of all colour and attribute sequences.
fn attributes(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let sequences = text.split("\x1b[").skip(1).filter_map(|part| {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';')?;
        part[end..].starts_with('m').then(|| part[..end].to_owned())
    });
    sequences.collect()
}

/// Goes through the screens and dialogs and leaves.
fn look_around(term: &mut Term) {
    for (keys, words) in [(ENTER, "Why they act"), ("e", "Opportunity:"), (ESC, "Why they act"), ("t", "The thread")] {
        term.send(keys);
        term.wait_text(words);
    }
    term.send(ESC);
    for (keys, words) in [("2", "ACC-0001"), ("7", "created"), ("?", "All commands"), (ESC, "created"), ("1", "[Lead")]
    {
        term.send(keys);
        term.wait_text(words);
    }
    term.send("X");
    term.wait_text("lost?");
    term.send(ESC);
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
}

/// Text that turns lines around, hides, joins and paints over its neighbours, as far as a command takes it.
const TRICKS: &str = "evil \u{202e}gpj.exe\u{2066} 家\u{200d}\u{feff}庭 👩\u{200d}🚀 ❤\u{fe0f} e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} \u{e0041}🇨🇳\u{ad}";

#[test]
fn names_full_of_tricks_reach_the_terminal_as_letters_only() {
    let office = Office::new();
    for c in ["\u{1b}]0;x\u{7}", "a\u{9b}31m", "a\u{7f}"] {
        let refused = office.command(&["account", "add", &format!("name={c}")]);
        assert_eq!(refused.status.code(), Some(1), "{c:?}");
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
    }
    office.does(&["account", "add", &format!("name={TRICKS}")]);
    office.does(&["opp", "add", &format!("title={TRICKS}"), "account=ACC-0001", &format!("next_step={TRICKS}")]);
    // Past the checks of the program, as a damaged or foreign file would hold them.
    let opened = canvass::store::open(&office.workspace(), canvass::store::How::Existing).unwrap();
    let worse = format!("{TRICKS}\u{1b}]0;owned\u{7}\u{9b}31m\u{7f}");
    for sql in ["UPDATE opportunity SET title = ?1", "UPDATE account SET name = ?1", "UPDATE user SET name = ?1"] {
        opened.conn.execute(sql, [&worse]).unwrap();
    }
    drop(opened);
    let mut term = office.sit_down();
    term.wait_text("evil gpj.exe");
    look_around(&mut term);
    assert_eq!(strangers(&term.raw()), Vec::<String>::new());
}

#[test]
fn the_first_frame_is_the_whole_page() {
    let office = Office::with_deals(&["备份与恢复", "Network"]);
    let raw = office.sit_down().raw();
    let end = raw.windows(8).position(|part| part == b"\x1b[?2026l").unwrap();
    let first = std::str::from_utf8(&raw[..end]).unwrap();
    for words in ["备份与恢复", "Network", "2 deals", "● saved"] {
        assert!(first.contains(words), "{words}: {first:?}");
    }
}

#[test]
fn no_color_means_no_colour() {
    let office = Office::with_deals(&["Backup", "Network"]);
    let mut term = office.open(&["--lang", "en"], &[("NO_COLOR", "1")], WIDE);
    term.wait_text("● saved");
    look_around(&mut term);
    let coloured = |term: &Term| -> Vec<String> {
        let mut all = attributes(&term.raw());
        all.retain(|numbers| {
            numbers.split(';').any(|n| matches!(n.parse(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107)))
        });
        all
    };
    assert_eq!(coloured(&term), Vec::<String>::new());

    let mut term = office.open(&["--lang", "en"], &[], WIDE);
    term.wait_text("● saved");
    look_around(&mut term);
    assert_ne!(coloured(&term), Vec::<String>::new(), "and with it there are some");
}

#[test]
fn ascii_means_ascii() {
    let office = Office::with_deals(&["Backup", "Network"]);
    let mut term = office.open(&["--lang", "en", "--ascii"], &[], WIDE);
    term.wait_text("saved");
    look_around(&mut term);
    let raw = term.raw();
    let text = String::from_utf8_lossy(&raw);
    let high: Vec<&str> = text.split("\x1b[").filter(|part| !part.is_ascii()).collect();
    assert_eq!(high, Vec::<&str>::new());
}

#[test]
fn copying_goes_by_osc_52_and_through_tmux_wrapped() {
    let office = Office::with_deals(&["Backup"]);
    for (env, wrapped) in [(&[][..], 0), (&[("TMUX", "/tmp/tmux-0/default,1,0")][..], 1)] {
        let mut term = office.open(&["--lang", "en"], env, WIDE);
        term.wait_text("● saved");
        term.mark();
        term.send("y");
        term.wait_text("copied");
        let coded = "\x1b]52;c;";
        assert!(term.count_since_mark(coded) == 1 + wrapped, "{:?}", String::from_utf8_lossy(&term.since_mark()));
        assert_eq!(term.count_since_mark("\x1bPtmux;\x1b\x1b]52;c;"), wrapped);
    }
}

#[test]
fn the_trace_holds_nothing_of_what_was_typed_or_stored() {
    let office = Office::with_deals(&["plugh"]);
    let mut term = office.open(&["--lang", "en", "--trace", "trace"], &[], WIDE);
    term.wait_text("plugh");
    term.send("exyzzy\x13");
    term.wait_text("edited");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
    let trace = read(&office.path("trace"));
    assert!(trace.contains("key") && trace.contains("store") && trace.contains("end status=0"), "{trace}");
    assert!(!trace.contains("xyzzy") && !trace.contains("plugh"), "{trace}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a configuration is no database")]
fn the_mouse_is_asked_for_only_where_the_user_wants_it_and_given_back() {
    let modes = ["?1000", "?1006"];
    let office = Office::with_deals(&["Backup", "Network"]);
    std::fs::create_dir_all(office.path("config/canvass")).unwrap();
    std::fs::write(office.path("config/canvass/config.toml"), "mouse = true\n").unwrap();
    let mut term = office.sit_down();
    assert_eq!(term.count_since_mark("\x1b[?1000h\x1b[?1006h"), 1);
    // A click on the second card, and on it again.
    let row = term.screen().lines().position(|line| line.contains("Backup")).unwrap() + 1;
    for _ in 0..2 {
        term.send(&format!("\x1b[<0;8;{row}M\x1b[<0;8;{row}m"));
    }
    term.wait_text("Acme › OPP-");
    term.send(ESC);
    term.wait_text("[Lead");
    // Away and back: the shell gets its mouse too.
    term.send("\x1bq");
    assert_eq!(term.wait_exit().0, 0);
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
    let raw = term.raw();
    assert_eq!(strangers_but(&raw, &modes), Vec::<String>::new());
    let count = |part: &[u8]| raw.windows(part.len()).filter(|window| *window == part).count();
    assert_eq!((count(b"\x1b[?1000h"), count(b"\x1b[?1000l")), (1, 1), "{:?}", String::from_utf8_lossy(&raw));
    assert_eq!((count(b"\x1b[?1006h"), count(b"\x1b[?1006l")), (1, 1));
}
