//! A pipeline as TOML: read with faults at their line and column, and written as people would write it.

use serde::{Deserialize, Deserializer, Serialize};
use toml::{Spanned, Table, Value};

use super::{Fault, Part, Pipeline};
use crate::text::{Msg, Words};

/// A sentence about a place of a text; lines and columns count from one, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub line: usize,
    pub column: usize,
    pub msg: Msg,
}

const HEAD: [&str; 3] = ["code", "name", "kinds"];
const PHASE: [&str; 3] = ["code", "name", "checklist"];
const STAGE: [&str; 15] = [
    "code",
    "phase",
    "name",
    "type",
    "status",
    "probability_bp",
    "rot_days",
    "cap_days",
    "wip",
    "needs",
    "skip_when",
    "reopen_days",
    "gate",
    "competitor_for",
    "retired",
];
const CONDITION: [&str; 5] = ["code", "name", "when", "only", "waivable"];

impl Pipeline {
    /// Reads a pipeline; it may still contradict itself ([`Self::faults`]).
    ///
    /// # Errors
    /// Where the text is no pipeline.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        toml::from_str(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            let msg = Msg::new("pipeline-unreadable").with("detail", error.message().trim().to_owned());
            Unreadable { line, column, msg }
        })
    }

    /// Where a fault stands in the text that was read.
    pub fn find(text: &str, fault: &Fault) -> Unreadable {
        let (line, column) = place(text, offset(text, fault).unwrap_or(0));
        Unreadable { line, column, msg: fault.msg.clone() }
    }

    /// The pipeline as text, which [`Self::read`] reads as the same.
    pub fn print(&self) -> String {
        let mut out = String::new();
        lines(&mut out, self, &HEAD);
        for phase in &self.phases {
            out.push_str("\n[[phases]]\n");
            lines(&mut out, phase, &PHASE);
        }
        for stage in &self.stages {
            out.push_str("\n[[stages]]\n");
            lines(&mut out, stage, &STAGE);
        }
        for condition in &self.conditions {
            out.push_str("\n[[conditions]]\n");
            lines(&mut out, condition, &CONDITION);
        }
        out
    }
}

/// The fields of a part, one a line in this order.
fn lines(out: &mut String, part: &impl Serialize, order: &[&str]) {
    let Ok(Value::Table(fields)) = Value::try_from(part) else { return };
    for name in order {
        if let Some(value) = fields.get(*name) {
            out.push_str(name);
            out.push_str(" = ");
            out.push_str(&value.to_string());
            out.push('\n');
        }
    }
}

/// A name in three languages, of which some may be missing: that is a fault of the pipeline, told with the others.
pub fn names<'de, D: Deserializer<'de>>(from: D) -> Result<Words, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Names {
        #[serde(default)]
        en: String,
        #[serde(default)]
        zh: String,
        #[serde(default)]
        ru: String,
    }
    Names::deserialize(from).map(|Names { en, zh, ru }| Words { en, zh, ru })
}

#[derive(Deserialize)]
struct Outline {
    #[serde(default)]
    phases: Vec<Spanned<Table>>,
    #[serde(default)]
    stages: Vec<Spanned<Table>>,
    #[serde(default)]
    conditions: Vec<Spanned<Table>>,
}

fn offset(text: &str, fault: &Fault) -> Option<usize> {
    let outline: Outline = toml::from_str(text).ok()?;
    let (parts, code) = match &fault.part {
        Part::Pipeline => return field(text, 0, fault.field),
        Part::Phase(code) => (outline.phases, code),
        Part::Stage(code) => (outline.stages, code),
        Part::Condition(code) => (outline.conditions, code),
    };
    let has = |part: &&Spanned<Table>| part.get_ref().get("code").and_then(Value::as_str) == Some(code);
    // Of two with one code the later is one too many.
    let part = parts.iter().rfind(has)?;
    let start = part.span().start;
    field(text, start, fault.field).or(Some(start))
}

/// The line of a field within the table that begins here.
fn field(text: &str, start: usize, name: &str) -> Option<usize> {
    let mut at = start;
    for (n, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        let word = line.trim_start();
        if n > 0 && word.starts_with('[') {
            return None;
        }
        if word.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return Some(at + (line.len() - word.len()));
        }
        at += line.len();
    }
    None
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::funnel::pipelines::Pipelines;

    #[test]
    fn what_is_printed_is_read_as_the_same() {
        for pipeline in Pipelines::default().all() {
            let text = pipeline.print();
            assert_eq!(Pipeline::read(&text).as_ref(), Ok(pipeline), "{text}");
            assert!(text.contains("name = { en = \""), "{text}");
        }
    }

    #[test]
    fn a_fault_is_found_at_its_line() {
        let text = Pipeline::default().print();
        let broken =
            text.replacen("probability_bp = 2500", "probability_bp = 250", 1).replacen("zh = \"方案\"", "zh = \"\"", 1);
        let pipeline = Pipeline::read(&broken).unwrap();
        let told: Vec<(String, String)> = pipeline
            .faults()
            .iter()
            .map(|fault| {
                let found = Pipeline::find(&broken, fault);
                assert_eq!(found.column, 1);
                (found.msg.key.clone(), broken.lines().nth(found.line - 1).unwrap_or_default().to_owned())
            })
            .collect();
        assert_eq!(told[0], ("pipeline-falls".to_owned(), "probability_bp = 250".to_owned()));
        assert_eq!(told[1].0, "pipeline-nameless");
        assert!(told[1].1.contains("Solution"), "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
    }

    #[test]
    fn what_is_no_pipeline_is_told_with_its_place() {
        let text = Pipeline::default().print().replacen("type = \"open\"", "type = \"opened\"", 1);
        let unreadable = Pipeline::read(&text).unwrap_err();
        assert_eq!(text.lines().nth(unreadable.line - 1), Some("type = \"opened\""));
        assert!(unreadable.column > 1);
        assert_eq!(Pipeline::read("no toml").unwrap_err().line, 1);
    }
}
