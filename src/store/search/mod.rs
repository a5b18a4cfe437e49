//! The search over all that people write: its index, how records come into it, and what it finds.

mod check;
mod fill;
mod find;
mod index;

pub use check::unlike;
pub use fill::Filled;
pub use find::{Finding, Found, Group, SearchQuery};
pub(super) use index::documents;
pub use index::is_searched;
