//! The workspace file: opening it, keeping it, and everything that knows SQL.
//!
//! [`open::open`] is the only door to a database; it hands out a connection that follows the whole recipe.

pub mod backup;
pub mod ballast;
pub mod disk;
pub mod drafts;
pub mod guard;
pub mod lock;
pub mod migrate;
pub mod open;
pub mod refusal;
pub mod session;

pub use open::{How, Opened, open};
pub use refusal::{Refusal, Why};
