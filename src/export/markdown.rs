//! A document as Markdown.

use super::document::{Block, Document, Piece, lines};

pub fn to_markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", line(&document.title));
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading(level, words) => {
                let marks = "#".repeat(usize::from(*level) + 1);
                out.extend([marks.as_str(), " ", &line(words), "\n"]);
            }
            Block::Numbered(number, words) => out.extend(["## ", &number.to_string(), ". ", &line(words), "\n"]),
            Block::Text(words) => out.extend([&paragraphs(words), "\n"]),
            Block::Beside(languages, texts) => {
                // Side by side means a table here, and a table has a line for each paragraph.
                let [left, right] = texts.each_ref().map(|text| lines(text));
                let cell = |side: &[&str], at: usize| side.get(at).map(|words| line(words)).unwrap_or_default();
                let rows = (0..left.len().max(right.len())).map(|at| vec![cell(&left, at), cell(&right, at)]);
                table(&mut out, &languages.each_ref().map(|name| line(name)), rows);
            }
            Block::Quote(words, who) => {
                let said = paragraphs(words);
                out.extend(said.lines().map(|said| format!("> {said}").trim_end().to_owned() + "\n"));
                if !who.is_empty() {
                    out.extend([">\n> — ", &line(who), "\n"]);
                }
            }
            Block::Note(words) => out.extend(["*", &line(words), "*\n"]),
            Block::Caption(words) => out.extend(["**", &line(words), "**\n"]),
            Block::Changed(pieces) => out.extend([changed(pieces).as_str(), "\n"]),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, value)| vec![line(name), line(&lines(value).join("; "))]);
                table(&mut out, &[String::new(), String::new()], rows);
            }
            Block::Table { head, rows } => {
                let head: Vec<String> = head.iter().map(|cell| line(cell)).collect();
                // A cell has one line.
                let cell = |cell: &String| line(&lines(cell).join("; "));
                table(&mut out, &head, rows.iter().map(|row| row.iter().map(cell).collect()));
            }
            Block::Signature(lines) => {
                for (name, filled) in lines {
                    let filled = if filled.is_empty() { "\\_".repeat(24) } else { line(filled) };
                    out.extend([&line(name), ": ", &filled, "\n\n"]);
                }
            }
        }
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// `~~gone~~ **new**` in the text that stays; the marks hold each within one line.
fn changed(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let (mark, words) = match piece {
            Piece::Same(words) => ("", words),
            Piece::Gone(words) => ("~~", words),
            Piece::New(words) => ("**", words),
        };
        for (at, part) in words.split('\n').enumerate() {
            if at > 0 {
                out.push_str("  \n");
            }
            let inner = line(part);
            let space = |edge: bool| if edge { " " } else { "" };
            let (before, after) = (part.starts_with(char::is_whitespace), part.ends_with(char::is_whitespace));
            if inner.is_empty() {
                out.push_str(space(before));
            } else {
                out.extend([space(before), mark, &inner, mark, space(after)]);
            }
        }
    }
    let lines: Vec<String> = out.lines().map(|line| disarm(line.trim_start().to_owned())).collect();
    lines.join("\n").trim_end().to_owned()
}

fn table(out: &mut String, columns: &[String], rows: impl Iterator<Item = Vec<String>>) {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(columns));
    out.push_str(&row(&vec!["---".to_owned(); columns.len()]));
    for cells in rows {
        out.push_str(&row(&cells));
    }
}

/// Text for one line: a heading, a table cell. Nothing in it can act as Markdown or HTML.
fn line(text: &str) -> String {
    // Control characters and marks that turn the reading direction have no place in a document.
    let seen: String =
        text.chars().filter(|c| c.is_whitespace() || !(c.is_control() || is_direction_mark(*c))).collect();
    // A space that keeps a number with its unit is kept itself.
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let words: Vec<&str> = seen.split(breaks).filter(|word| !word.is_empty()).collect();
    escape(&words.join(" "))
}

/// Text of several lines: its own line breaks and blank lines are kept, everything else is plain.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']))
        .map(|text| disarm(line(text)))
        .collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let follows = lines.get(at + 1).is_some_and(|next| !next.is_empty());
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        out.push_str(line);
        out.push_str(if follows { "  \n" } else { "\n" });
    }
    out.trim_end().to_owned()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '$' | '!' | '^' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Takes the power from what would begin a list, a rule or an underlined heading at the beginning of a line.
fn disarm(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let list = digits > 0 && rest.starts_with(['.', ')']) && !rest[1..].starts_with(|c: char| !c.is_whitespace());
    let mark = digits == 0 && rest.starts_with(['-', '+', '=']);
    if list || mark { format!("{number}\\{rest}") } else { line }
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_paragraphs_of_a_clause_are_kept() {
        assert_eq!(paragraphs("one\r\ntwo\n\n\n three \t\n"), "one  \ntwo\n\nthree");
        assert_eq!(paragraphs(" \n\u{2028}\n"), "");
        assert_eq!(paragraphs("a\u{2028}b\u{7}"), "a  \nb");
        assert_eq!(paragraphs("\u{200b} - item\n99.9 % of cases\n2)"), "\\- item  \n99.9 % of cases  \n2\\)");
    }

    #[test]
    fn changes_are_marked_and_stay_plain_text() {
        let pieces = [
            Piece::Same("Answer within ".into()),
            Piece::Gone("30 *min*".into()),
            Piece::New("15 min".into()),
            Piece::Same(".\n- not a list".into()),
        ];
        assert_eq!(changed(&pieces), "Answer within ~~30 \\*min\\*~~**15 min**.  \n\\- not a list");
    }
}
