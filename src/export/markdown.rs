//! A document as Markdown.

use super::agreement_md::{line, paragraphs, table};
use super::document::{Block, Document};

pub fn to_markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", line(&document.title));
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading(level, words) => {
                let marks = "#".repeat(usize::from(*level) + 1);
                out.extend([marks.as_str(), " ", &line(words), "\n"]);
            }
            Block::Text(words) => out.extend([&paragraphs(words), "\n"]),
            Block::Quote(words, who) => {
                let said = paragraphs(words);
                out.extend(said.lines().map(|said| format!("> {said}").trim_end().to_owned() + "\n"));
                if !who.is_empty() {
                    out.extend([">\n> — ", &line(who), "\n"]);
                }
            }
            Block::Note(words) => out.extend(["*", &line(words), "*\n"]),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, value)| vec![line(name), line(value)]);
                table(&mut out, &[String::new(), String::new()], rows);
            }
            Block::Table { head, rows } => {
                let head: Vec<String> = head.iter().map(|cell| line(cell)).collect();
                let cells = |row: &Vec<String>| row.iter().map(|cell| line(cell)).collect();
                table(&mut out, &head, rows.iter().map(cells));
            }
            Block::Signature(lines) => {
                for name in lines {
                    out.extend([&line(name), ": ", &"\\_".repeat(24), "\n\n"]);
                }
            }
        }
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}
