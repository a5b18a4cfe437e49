//! Keys: the one table of commands, and what a key press means where.

mod actions;
mod chord;
mod finder;
mod keymap;
mod table;

pub use actions::{ACTIONS, Action, Scope, Spec};
pub use chord::{Chord, Sequence, label, parse_sequence};
pub use finder::Finder;
pub use keymap::{Clash, Keymap, Lookup, Overrides};
pub use table::readme_table;

pub use crate::text::layout::latin;
