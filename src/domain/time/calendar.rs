//! The working calendar as a record (01-model 1.12); its arithmetic builds on this.

use crate::domain::record::{date, list, text, zone};
use crate::record;

record! {
    /// Weekly windows and exceptions in one zone. Precedence: special, make-up, holiday, weekly.
    Calendar as CALENDAR {
        name: "calendar", prefix: "", yearly: false, title: "name", owner: "",
        columns: &["name", "tz", "valid_from", "valid_to"],
    } {
        name: String = text(60).required(),
        tz: String = zone().required().default("\"Asia/Shanghai\""),
        /// `mon 09:00-17:00`; a close up to 48:00 runs past midnight.
        windows: Vec<String> = list().required(),
        /// ISO dates.
        holidays: Vec<String> = list(),
        /// `2026-02-14 09:00-17:00`.
        make_up_days: Vec<String> = list(),
        /// `2026-04-30 09:00-17:00`.
        special_days: Vec<String> = list(),
        valid_from: Option<String> = date().unit("term"),
        /// The last day with known holidays; a calendar never guesses further.
        valid_to: Option<String> = date().required().unit("term"),
    }
}
