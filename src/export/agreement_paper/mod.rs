//! An agreement as a document for the other side, in one language or in two side by side.
//!
//! Only what both parties may read is written: no findings, no notes, no cost or margin, no targets of the agreements
//! beneath.

mod tables;

use std::collections::BTreeMap;

use super::document::{Block, Document};
use crate::domain::agreement::cells::Cells;
use crate::domain::agreement::draft::{Draft, text};
use crate::domain::agreement::known::Known;
use crate::domain::agreement::sections::Section;
use crate::domain::record::Id;
use crate::text::{Arg, Lang, Msg, Text};

/// A paper being written.
struct Paper<'a> {
    draft: &'a Draft,
    known: Known,
    /// One for each language, the first leads.
    texts: Vec<Text>,
    /// Whom and what the tables link to.
    names: BTreeMap<Id, String>,
    cells: Cells,
    document: Document,
}

/// The whole agreement. Every section keeps its number in every language, also while it has no text yet.
pub fn of_agreement(draft: &Draft, langs: &[Lang]) -> Document {
    let mut paper = Paper::new(draft, langs);
    paper.begin();
    for (number, section) in draft.outline() {
        let title = paper.each(|text| section.title.to(text.lang()).to_owned());
        paper.document.blocks.push(Block::Numbered(number, title));
        paper.body(section);
        paper.tables(&section.key);
    }
    paper.needs();
    paper.document
}

impl<'a> Paper<'a> {
    fn new(draft: &'a Draft, langs: &[Lang]) -> Self {
        let lang = langs.first().copied().unwrap_or_default();
        let title = draft.agreement.values.title.clone();
        let author = draft.around.author.clone().unwrap_or_default();
        let document = Document { lang, title, author, ..Document::default() };
        let texts =
            if langs.is_empty() { vec![Text::new(lang)] } else { langs.iter().map(|l| Text::new(*l)).collect() };
        let cells = Cells::new(draft.names(), draft.targets.iter().map(|target| &target.values));
        Self { draft, known: Known::of_draft(draft), texts, names: draft.names(), cells, document }
    }

    /// The same in each language, once where all say the same.
    fn each(&self, words: impl Fn(&Text) -> String) -> String {
        let mut said: Vec<String> = Vec::new();
        for text in &self.texts {
            let words = words(text);
            if !words.is_empty() && !said.contains(&words) {
                said.push(words);
            }
        }
        said.join(" / ")
    }

    fn word(&self, key: &str) -> String {
        self.each(|text| text.get(key))
    }

    fn say(&self, msg: &Msg) -> String {
        self.each(|text| text.say(msg))
    }

    fn choice(&self, field: &str, code: &str) -> String {
        self.each(|text| text.choice(field, code))
    }

    /// What stands before the first section.
    fn begin(&mut self) {
        let (agreement, version) = (&self.draft.agreement.values, &self.draft.version.values);
        let state = self.choice("state", &version.state);
        let standing = Msg::new("paper-running")
            .with("code", self.draft.code.as_str())
            .with("version", version.number.as_str())
            .with("state", Arg::Key(format!("choice-{}", version.state)));
        self.document.running = self.say(&standing);
        self.document.contents = self.word("paper-contents");
        let known = |part: &Option<String>| part.clone().unwrap_or_else(|| "—".to_owned());
        let term = Msg::new("agreement-term")
            .with("from", known(&version.effective_from))
            .with("to", known(&version.effective_to))
            .with("zone", known(&version.tz));
        let mut facts = vec![
            (self.word("agreement-kind"), self.choice("kind", &agreement.kind)),
            (self.word("agreement-code"), self.draft.code.clone()),
            (self.word("agreement-version"), format!("{} · {state}", version.number)),
            (self.word("agreement-provider"), self.named(&agreement.provider)),
            (self.word("agreement-customer"), self.named(&agreement.receiver)),
            (self.word("agreement-valid"), self.say(&term)),
            (self.word("agreement-currency"), agreement.ccy.clone()),
        ];
        if let Some(language) = version.governing_language.as_deref().filter(|_| self.draft.languages().len() > 1) {
            let label = self.each(|text| text.field("agreement_version", "governing_language"));
            facts.push((label, self.choice("governing_language", language)));
        }
        self.document.blocks.push(Block::Facts(facts));
    }

    /// A party; where its name is not known, what is still to be filled in.
    fn named(&self, party: &str) -> String {
        self.each(|text| self.known.fill_out(party, text))
    }

    /// The text of a section, or that it is still to be written.
    fn body(&mut self, section: &Section) {
        let written = |words: &Text| {
            let clause = self.draft.clause(&section.key, words.lang().tag()).map(text).unwrap_or_default();
            self.known.fill_out(clause, words).trim().to_owned()
        };
        let or_not = |words: &Text| match written(words) {
            nothing if nothing.is_empty() => words.get("agreement-unwritten"),
            said => said,
        };
        let block = match self.texts.as_slice() {
            [left, right] if !(written(left).is_empty() && written(right).is_empty()) => {
                let language = |text: &Text| text.get(&format!("choice-{}", text.lang().tag()));
                Block::Beside([language(left), language(right)], [or_not(left), or_not(right)])
            }
            [only] if !written(only).is_empty() => Block::Text(written(only)),
            _ => Block::Note(self.word("agreement-unwritten")),
        };
        self.document.blocks.push(block);
    }

    /// The needs this agreement meets, and by what; needs it does not meet are not the document's matter.
    fn needs(&mut self) {
        let place = |id| {
            let target = self.draft.targets.iter().find(|t| t.id == id).map(|t| t.values.label.clone());
            target.or_else(|| {
                let clause = self.draft.clauses.iter().find(|c| c.id == id)?;
                let number = self.draft.outline().find(|(_, s)| s.key == clause.values.section)?.0;
                Some(format!("§ {number}"))
            })
        };
        let mut rows = Vec::new();
        for needed in self.draft.needs.iter().filter(|needed| !needed.private) {
            let mut places: Vec<String> = self.draft.met_by(needed.id).filter_map(place).collect();
            places.dedup();
            if !places.is_empty() {
                rows.push(vec![needed.code.clone(), needed.need.title.clone(), places.join(", ")]);
            }
        }
        if !rows.is_empty() {
            let heading = self.word("agreement-needs");
            self.document.heading(1, heading);
            let head = ["agreement-column-code", "agreement-column-need", "agreement-column-met-by"];
            let head = head.map(|key| self.word(key)).into();
            self.document.table(head, rows);
        }
    }
}

#[cfg(test)]
mod tests;
