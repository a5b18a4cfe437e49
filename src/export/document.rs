//! A document for people at the customer, before it becomes Markdown or a Word file: what stands in it, in order.

use crate::text::Lang;

/// Everything in one language, already worded; nothing in it is markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub lang: Lang,
    pub title: String,
    /// Stands above every page.
    pub running: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// From 1, the largest below the title.
    Heading(u8, String),
    /// Plain words; line breaks are kept.
    Text(String),
    /// What somebody said, word for word, and who.
    Quote(String, String),
    /// A remark in smaller letters.
    Note(String),
    /// A name and what it stands for, one pair a line.
    Facts(Vec<(String, String)>),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// Lines to sign on.
    Signature(Vec<String>),
}

impl Document {
    pub fn heading(&mut self, level: u8, words: impl Into<String>) {
        self.blocks.push(Block::Heading(level, words.into()));
    }

    pub fn text(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Text(words.into()));
    }
}
