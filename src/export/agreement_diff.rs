//! What changed between two versions, worded: for the screen, the command line and a paper.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::{Value, json};

use super::document::{Block, Document};
use crate::domain::agreement::cells::Cells;
use crate::domain::agreement::diff::{Diff, Item, Of, Piece, diff};
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::sections;
use crate::domain::record::{Need, Values};
use crate::text::{Lang, Msg, Text};

/// How something stands in the newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Came,
    Went,
    Changed,
}

impl Mark {
    pub fn sign(self) -> &'static str {
        match self {
            Self::Came => "+",
            Self::Went => "-",
            Self::Changed => "~",
        }
    }
}

/// One line of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A place in the document, with its number there.
    Place(String),
    /// A target, a row of a table, or the facts.
    Part(Mark, String),
    /// The text of a section in a language.
    Words(String, Vec<Piece>),
    /// A value before and after; one is empty where there was none.
    Value { label: String, old: String, new: String },
}

/// Two versions and what is different in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub diff: Diff,
    pub title: String,
    pub code: String,
    cells: Cells,
    /// Numbers of the sections of the newer version.
    numbers: BTreeMap<&'static str, usize>,
}

impl Compared {
    pub fn new(old: &Draft, new: &Draft) -> Self {
        let mut names = old.names();
        names.extend(new.names());
        Self {
            diff: diff(old, new),
            title: new.agreement.values.title.clone(),
            code: new.code.clone(),
            cells: Cells::new(names, old.targets.iter().chain(&new.targets).map(|target| &target.values)),
            numbers: new.outline().map(|(number, section)| (section.key.as_str(), number)).collect(),
        }
    }

    /// For the other side: without what is our own business.
    #[must_use]
    pub fn public(self) -> Self {
        Self { diff: self.diff.public(), ..self }
    }

    /// Everything that is different, line by line.
    pub fn told(&self, text: &Text) -> Vec<Told> {
        let mut lines = Vec::new();
        for part in &self.diff.parts {
            lines.push(Told::Place(self.place(part.section, text)));
            lines.extend(part.items.iter().flat_map(|item| told_of(item, &self.cells, text)));
        }
        lines
    }

    fn place(&self, section: Option<&'static str>, text: &Text) -> String {
        let Some(key) = section else { return text.get("agreement-facts") };
        let title = sections::named(key).map_or(key, |section| section.title.to(text.lang()));
        match self.numbers.get(key) {
            Some(number) => format!("{number}. {title}"),
            None => title.to_owned(),
        }
    }

    /// The comparison as plain text, a line each.
    pub fn text(&self, text: &Text) -> String {
        written(self.told(text))
    }

    /// The same for other programs; values as they are stored.
    pub fn json(&self) -> Value {
        let item = |section: Option<&str>, item: &Item| {
            let mut told = item_json(item);
            told["section"] = json!(section);
            told
        };
        let changes: Vec<Value> =
            self.diff.parts.iter().flat_map(|part| part.items.iter().map(move |one| item(part.section, one))).collect();
        json!({ "code": self.code, "old": self.diff.old, "new": self.diff.new, "changes": changes })
    }

    /// The comparison as a document. Hand out only what is [`Compared::public`].
    pub fn document(&self, lang: Lang) -> Document {
        let text = Text::new(lang);
        let title = Msg::new("diff-title").with("old", self.diff.old.as_str()).with("new", self.diff.new.as_str());
        let title = format!("{}: {}", self.title, text.say(&title));
        let running = format!("{} · {} → {}", self.code, self.diff.old, self.diff.new);
        let mut document = Document { lang, title, running, ..Document::default() };
        let head: Vec<String> = ["diff-what", "diff-before", "diff-after"].map(|key| text.get(key)).into();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let told = self.told(&text);
        if told.is_empty() {
            document.text(text.get("diff-none"));
        }
        for line in told {
            if !matches!(line, Told::Value { .. }) && !rows.is_empty() {
                document.blocks.push(Block::Table { head: head.clone(), rows: std::mem::take(&mut rows) });
            }
            match line {
                Told::Place(words) => document.heading(1, words),
                Told::Part(mark, words) => {
                    let mark = match mark {
                        Mark::Came => "diff-came",
                        Mark::Went => "diff-went",
                        Mark::Changed => "diff-changed",
                    };
                    let caption = format!("{words} ({})", text.get(mark));
                    document.blocks.push(Block::Caption(caption));
                }
                Told::Words(language, pieces) => {
                    document.blocks.extend([Block::Caption(language), Block::Changed(pieces)]);
                }
                Told::Value { label, old, new } => rows.push(vec![label, old, new]),
            }
        }
        if !rows.is_empty() {
            document.blocks.push(Block::Table { head, rows });
        }
        document
    }
}

/// One item, line by line.
pub fn told_of(item: &Item, cells: &Cells, text: &Text) -> Vec<Told> {
    match item {
        Item::Text { language, pieces } => {
            vec![Told::Words(text.get(&format!("choice-{language}")), pieces.clone())]
        }
        Item::Moved { old, new } => {
            let (old, new) = (old.to_string(), new.to_string());
            vec![Told::Value { label: text.get("diff-place"), old, new }]
        }
        Item::Values { of, name, old, new } => {
            let mark = mark(old.as_ref(), new.as_ref());
            // A row goes by what every row of its table must have, in words.
            let row = new.as_ref().or(old.as_ref()).filter(|_| matches!(of, Of::Table(_) | Of::ServiceTable(_)));
            let worded = row.map(|row| {
                let required = of.fields().iter().filter(|field| field.need == Need::Always);
                let words = required.map(|field| cells.words(of.name(), field, row, text, Tz::UTC));
                words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            });
            let mut lines = vec![Told::Part(mark, part_name(*of, worded.as_deref().unwrap_or(name), text))];
            lines.extend(item.fields().into_iter().map(|field| {
                let shown = |side: &Option<Values>| {
                    let values = side.as_ref();
                    values.map_or_else(String::new, |v| cells.words(of.name(), field, v, text, Tz::UTC))
                };
                Told::Value { label: text.field(of.name(), field.name), old: shown(old), new: shown(new) }
            }));
            lines
        }
    }
}

/// The lines as plain text.
pub fn written(told: Vec<Told>) -> String {
    let mut out = String::new();
    for line in told {
        match line {
            Told::Place(words) => out.extend(["\n", &words, "\n"]),
            Told::Part(mark, words) => out.extend(["  ", mark.sign(), " ", &words, "\n"]),
            Told::Words(language, pieces) => {
                let words = marked(&pieces).replace('\n', "\n      ");
                out.extend(["  ~ ", &language, "\n      ", words.trim_end(), "\n"]);
            }
            Told::Value { label, old, new } => {
                let change = [old, new].map(|side| if side.is_empty() { "—".to_owned() } else { side });
                out.push_str(&format_value(&label, &change));
            }
        }
    }
    out.trim_start_matches('\n').to_owned()
}

/// One item for other programs; values as they are stored.
pub fn item_json(item: &Item) -> Value {
    match item {
        Item::Text { language, pieces } => {
            let piece = |piece: &Piece| match piece {
                Piece::Same(words) => json!(["same", words]),
                Piece::Gone(words) => json!(["gone", words]),
                Piece::New(words) => json!(["new", words]),
            };
            let pieces: Vec<Value> = pieces.iter().map(piece).collect();
            json!({ "what": "text", "language": language, "pieces": pieces })
        }
        Item::Moved { old, new } => json!({ "what": "place", "old": old, "new": new }),
        Item::Values { of, name, old, new } => {
            let change = match mark(old.as_ref(), new.as_ref()) {
                Mark::Came => "added",
                Mark::Went => "removed",
                Mark::Changed => "changed",
            };
            let value = |side: &Option<Values>, field: &str| side.as_ref().and_then(|v| v.get(field)).cloned();
            let fields: Vec<Value> = item
                .fields()
                .into_iter()
                .map(|f| json!({ "field": f.name, "old": value(old, f.name), "new": value(new, f.name) }))
                .collect();
            json!({ "what": of.name(), "name": name, "change": change, "fields": fields })
        }
    }
}

fn mark(old: Option<&Values>, new: Option<&Values>) -> Mark {
    match (old, new) {
        (None, _) => Mark::Came,
        (_, None) => Mark::Went,
        _ => Mark::Changed,
    }
}

fn part_name(of: Of, name: &str, text: &Text) -> String {
    let kind = match of {
        Of::Table(table) => text.field("agreement_version", table),
        Of::Agreement => text.get("kind-agreement"),
        Of::Version => text.get("kind-agreement-version"),
        Of::Target => text.get("kind-target"),
        Of::Service => text.get("kind-service"),
        Of::ServiceTable(table) => text.field("service", table),
    };
    format!("{kind} {name}").trim().to_owned()
}

/// Changed words between brackets with their sign: `within [-30-][+15+] minutes`.
pub fn marked(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => words.clone(),
        Piece::Gone(words) => format!("[-{words}-]"),
        Piece::New(words) => format!("[+{words}+]"),
    };
    pieces.iter().map(piece).collect()
}

fn format_value(label: &str, [old, new]: &[String; 2]) -> String {
    if old.contains('\n') || new.contains('\n') {
        let lines = |sign: &str, side: &str| {
            let lines = side.lines().map(|line| format!("      {sign} {line}"));
            lines.collect::<Vec<_>>().join("\n")
        };
        return format!("      {label}:\n{}\n{}\n", lines("-", old), lines("+", new));
    }
    format!("      {label}: {old} → {new}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample;
    use crate::domain::money::{Currency, Money};
    use crate::export::markdown::to_markdown;

    fn versions() -> (Draft, Draft) {
        let old = sample::draft();
        let mut new = old.clone();
        new.version.values.number = "0.4".into();
        new.targets[0].values.value = Some(995_000);
        new.targets.remove(4);
        new.version.values.notice_days = Some(90);
        new.version.values.planned_margin = Some(Money::new(777_700, Currency::CNY));
        let at = new.clauses.iter().position(|c| c.values.section == "scope" && c.values.language == "en").unwrap();
        let text = new.clauses[at].values.text.clone().unwrap();
        new.clauses[at].values.text = Some(format!("{text} And more."));
        (old, new)
    }

    #[test]
    fn a_comparison_reads_from_before_to_after() {
        let (old, new) = versions();
        let text = Compared::new(&old, &new).text(&Text::new(Lang::En));
        for line in ["9. Service level targets", "  ~ Service level target T1\n      Target value: 99.9% → 99.5%\n"] {
            assert!(text.contains(line), "{line}:\n{text}");
        }
        assert!(text.contains("[+ And more.+]") && text.contains("  - Service level target T5\n"), "{text}");
        assert!(text.contains("7,777"), "we see our margin: {text}");
        for lang in [Lang::Zh, Lang::Ru] {
            assert!(!Compared::new(&old, &new).text(&Text::new(lang)).is_empty());
        }
    }

    #[test]
    fn a_paper_of_the_changes_shows_words_tables_and_nothing_private() {
        let (old, new) = versions();
        let compared = Compared::new(&old, &new).public();
        let page = to_markdown(&compared.document(Lang::En));
        assert!(page.contains("0.3") && page.contains("0.4") && page.contains("**And more.**"), "{page}");
        assert!(page.contains("| Target value | 99.9% | 99.5% |"), "{page}");
        assert!(!page.contains("7,777"), "{page}");
        assert!(crate::export::docx::to_docx(&compared.document(Lang::Zh)).unwrap().starts_with(b"PK"));
        let same = Compared::new(&old, &old).document(Lang::En);
        assert_eq!(same.blocks.len(), 1, "it says that nothing changed");
    }

    #[test]
    fn other_programs_get_stored_values() {
        let (old, new) = versions();
        let json = Compared::new(&old, &new).json();
        assert_eq!((&json["old"], &json["new"]), (&json!("0.3"), &json!("0.4")));
        let changes = json["changes"].as_array().unwrap();
        let target = changes.iter().find(|change| change["name"] == "T1").unwrap();
        assert_eq!(target["fields"], json!([{ "field": "value", "old": 999_000, "new": 995_000 }]));
        assert!(changes.iter().any(|change| change["change"] == "removed" && change["name"] == "T5"));
    }
}
