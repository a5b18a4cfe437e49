//! What must hold for any bytes: shared by the endless targets and the short run of `cargo test`.

use canvass::domain::research::show_if::Expr;
use canvass::domain::research::template::Template;
use canvass::domain::research::template::faults;

/// A file is a template or has faults that can be shown, each on a line that is there; never both, never a crash.
pub fn template(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = faults(&text);
    let lines = text.split('\n').count();
    for fault in &found {
        assert!((1..=lines).contains(&fault.line) && fault.column >= 1, "{fault:?} of {lines} lines");
    }
    assert_eq!(Template::read("any.toml", &text).is_ok(), found.is_empty(), "{found:?}");
}

/// A condition reads back as it is printed, or says where it breaks.
pub fn show_if(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Expr::parse(&text) {
        Ok(read) => assert_eq!(Expr::parse(&read.to_string()), Ok(read)),
        Err(fault) => assert!(text.is_char_boundary(fault.at), "{} of {text:?}", fault.at),
    }
}
