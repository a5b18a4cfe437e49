//! Presales itself: pure records and rules. No terminal, no database, no clock, no file.

pub mod account;
pub mod act;
pub mod agreement;
pub mod calculator;
pub mod exact;
pub mod funnel;
pub mod kinds;
pub mod merge;
pub mod money;
pub mod record;
pub mod research;
pub mod time;
pub mod validate;
pub mod wording;
