//! Pieces of a screen that know cells and keys, and nothing of presales.

pub mod columns;
pub mod field_row;
pub mod grid;
pub mod hints;
pub mod line;
pub mod list;
pub mod notice;
pub mod picker;
pub mod popup;
pub mod text_field;

#[cfg(test)]
pub(crate) mod tests;
