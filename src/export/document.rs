//! A document for people at the customer, before it becomes Markdown or a Word file: what stands in it, in order.

pub use crate::domain::agreement::diff::Piece;
use crate::text::Lang;

/// Everything already worded, in one language or in two side by side; nothing in it is markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The first of its languages.
    pub lang: Lang,
    pub title: String,
    /// Who wrote it, as it stands in the properties of the file; empty where nobody is to be named.
    pub author: String,
    /// Stands above every page.
    pub running: String,
    /// Heading of the table of contents; empty where there is none.
    pub contents: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// From 1, the largest below the title.
    Heading(u8, String),
    /// A largest heading with its number; they count from 1 without a gap.
    Numbered(usize, String),
    /// Plain words; line breaks are kept.
    Text(String),
    /// The same text in two languages: what the languages are called, and their paragraphs.
    Beside([String; 2], [String; 2]),
    /// What somebody said, word for word, and who.
    Quote(String, String),
    /// A remark in smaller letters.
    Note(String),
    /// What the table below it shows.
    Caption(String),
    /// Text with what was taken out of it and what was put in, in reading order.
    Changed(Vec<Piece>),
    /// A name and what it stands for, one pair a line.
    Facts(Vec<(String, String)>),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// Lines to sign on, and what is filled in already.
    Signature(Vec<(String, String)>),
}

impl Document {
    pub fn heading(&mut self, level: u8, words: impl Into<String>) {
        self.blocks.push(Block::Heading(level, words.into()));
    }

    pub fn text(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Text(words.into()));
    }

    /// A table without the columns in which no row says anything.
    pub fn table(&mut self, head: Vec<String>, rows: Vec<Vec<String>>) {
        let said: Vec<bool> =
            (0..head.len()).map(|at| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))).collect();
        let keep = |cells: Vec<String>| {
            let cells = cells.into_iter().zip(&said).filter(|(_, said)| **said);
            cells.map(|(cell, _)| cell).collect::<Vec<_>>()
        };
        let rows: Vec<_> = rows.into_iter().map(keep).filter(|row| !row.is_empty()).collect();
        if !rows.is_empty() {
            self.blocks.push(Block::Table { head: keep(head), rows });
        }
    }
}

/// The paragraphs of a text: its lines that say something.
pub fn lines(text: &str) -> Vec<&str> {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(breaks).map(str::trim).filter(|line| !line.is_empty()).collect()
}
