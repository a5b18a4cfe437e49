//! An agreement as a Markdown document for the other side.
//!
//! Only what both parties may read is written: no findings, no notes, no people, no targets of the agreements beneath.

use crate::domain::agreement::draft::{Draft, text};
use crate::domain::agreement::figures::{self, Base};
use crate::domain::agreement::sections::{self, Section};
use crate::domain::agreement::target::Target;
use crate::text::{Lang, Msg};

/// How a message is worded in the language of the document.
pub type Say<'a> = &'a dyn Fn(&Msg) -> String;

/// The document in one language. Every section keeps its number in every language, also while it has no text yet.
pub fn to_markdown(draft: &Draft, lang: Lang, say: Say<'_>) -> String {
    let mut out = String::new();
    head(&mut out, draft, say);
    for (number, section) in draft.outline() {
        out.push_str(&format!("\n## {number}. {}\n", line(section.title.to(lang))));
        body(&mut out, draft, section, lang, say);
        match section.key.as_str() {
            "targets" => targets(&mut out, draft, lang, say),
            "supporting_agreements" => supports(&mut out, draft, say),
            _ => {}
        }
    }
    needs(&mut out, draft, say);
    out
}

fn word(say: Say<'_>, key: &str) -> String {
    line(&say(&Msg::new(key)))
}

/// What a stored code is called; codes that mean two things have a special word in their field.
fn choice(say: Say<'_>, field: &str, code: &str) -> String {
    let key = match (field, code) {
        ("hours_basis", "service") => "choice-hours_basis-service".to_owned(),
        ("period", "event") => "choice-period-event".to_owned(),
        _ => format!("choice-{code}"),
    };
    word(say, &key)
}

fn head(out: &mut String, draft: &Draft, say: Say<'_>) {
    let agreement = &draft.agreement.values;
    let version = &draft.version.values;
    out.push_str(&format!("# {}\n\n", line(&agreement.title)));
    let date = |date: &Option<String>| date.as_deref().map_or_else(|| "—".to_owned(), line);
    let term = Msg::new("agreement-term")
        .with("from", date(&version.effective_from))
        .with("to", date(&version.effective_to))
        .with("zone", version.tz.as_deref().map_or_else(|| "—".to_owned(), line));
    let rows = [
        (word(say, "agreement-kind"), choice(say, "kind", &agreement.kind)),
        (word(say, "agreement-code"), line(&draft.code)),
        (
            word(say, "agreement-version"),
            format!("{} · {}", line(&version.number), choice(say, "state", &version.state)),
        ),
        (word(say, "agreement-provider"), line(&agreement.provider)),
        (word(say, "agreement-customer"), line(&agreement.receiver)),
        (word(say, "agreement-valid"), say(&term)),
        (word(say, "agreement-currency"), line(&agreement.ccy)),
    ];
    table(out, &[String::new(), String::new()], rows.into_iter().map(|(name, value)| vec![name, value]));
}

/// The text of a section, or that it is still to be written.
fn body(out: &mut String, draft: &Draft, section: &Section, lang: Lang, say: Say<'_>) {
    let written = draft.clause(&section.key, lang.tag()).map(text).unwrap_or_default();
    // An optional variable nobody filled says nothing; a required one stays visible, as in the form.
    let written = sections::fill(written, &|_| None);
    let written = paragraphs(&written);
    if written.is_empty() {
        out.push_str(&format!("\n*{}*\n", word(say, "agreement-unwritten")));
    } else {
        out.push_str(&format!("\n{written}\n"));
    }
}

fn targets(out: &mut String, draft: &Draft, lang: Lang, say: Say<'_>) {
    if draft.targets.is_empty() {
        return;
    }
    out.push('\n');
    let columns = [
        "agreement-column-code",
        "agreement-column-service",
        "agreement-column-metric",
        "agreement-column-ticket",
        "agreement-column-priority",
        "agreement-column-target",
        "agreement-column-attainment",
        "agreement-column-period",
        "agreement-column-hours",
        "agreement-column-clock",
        "agreement-column-measured",
        "agreement-column-source",
    ];
    let rows = draft.targets.iter().map(|target| target_row(&target.values, lang, say));
    table(out, &columns.map(|key| word(say, key)), rows);
}

fn target_row(target: &Target, lang: Lang, say: Say<'_>) -> Vec<String> {
    let code =
        |field: &str, code: &Option<String>| code.as_deref().map(|code| choice(say, field, code)).unwrap_or_default();
    let written = |text: &Option<String>| text.as_deref().map(line).unwrap_or_default();
    let both = |first: String, second: String, between: &str| match (first.is_empty(), second.is_empty()) {
        (false, false) => format!("{first}{between}{second}"),
        _ => format!("{first}{second}"),
    };
    let sign = match target.operator.as_deref() {
        Some("ge") => "≥ ",
        Some("le") => "≤ ",
        _ => "",
    };
    let base = target.metric.as_deref().and_then(figures::named).map(|measure| measure.base);
    let value = match (base, target.value) {
        (Some(base), Some(value)) => format!("{sign}{}", line(&in_lang(base, value, target.unit.as_deref(), lang))),
        (None, Some(value)) => format!("{sign}{value}"),
        (_, None) => "—".to_owned(),
    };
    let period = match (target.period.as_deref(), target.rolling_days) {
        (Some("rolling_days"), Some(days)) => line(&say(&Msg::new("agreement-rolling").with("days", days))),
        _ => code("period", &target.period),
    };
    vec![
        line(&target.label),
        both(written(&target.service), written(&target.component), " / "),
        code("metric", &target.metric),
        code("ticket_type", &target.ticket_type),
        target.priority.map(|priority| format!("P{priority}")).unwrap_or_default(),
        value,
        target.attainment_ppm.map(|share| line(&figures::percent(share, lang))).unwrap_or_default(),
        period,
        code("hours_basis", &target.hours_basis),
        both(code("clock_start", &target.clock_start), code("clock_stop", &target.clock_stop), " → "),
        written(&target.measure_point),
        written(&target.data_source),
    ]
}

fn in_lang(base: Base, value: i64, unit: Option<&str>, lang: Lang) -> String {
    figures::show(base, value, unit).to(lang).to_owned()
}

/// Which agreements stand beneath; what they promise us is our own business.
fn supports(out: &mut String, draft: &Draft, say: Say<'_>) {
    if draft.supports.is_empty() {
        return;
    }
    out.push('\n');
    let columns = ["agreement-column-code", "agreement-kind", "agreement-column-title"].map(|key| word(say, key));
    let rows = draft.supports.iter().map(|s| vec![line(&s.code), choice(say, "kind", &s.kind), line(&s.title)]);
    table(out, &columns, rows);
}

/// The needs this agreement meets, and by what; needs it does not meet are not the document's matter.
fn needs(out: &mut String, draft: &Draft, say: Say<'_>) {
    let place = |id| {
        let target = draft.targets.iter().find(|t| t.id == id).map(|t| line(&t.values.label));
        target.or_else(|| {
            let clause = draft.clauses.iter().find(|c| c.id == id)?;
            let number = draft.outline().find(|(_, s)| s.key == clause.values.section)?.0;
            Some(format!("§ {number}"))
        })
    };
    let mut rows = Vec::new();
    for needed in &draft.needs {
        let mut places: Vec<String> = draft.met_by(needed.id).filter_map(place).collect();
        places.dedup();
        if !places.is_empty() {
            rows.push(vec![line(&needed.code), line(&needed.need.title), places.join(", ")]);
        }
    }
    if !rows.is_empty() {
        out.push_str(&format!("\n## {}\n\n", word(say, "agreement-needs")));
        let columns =
            ["agreement-column-code", "agreement-column-need", "agreement-column-met-by"].map(|key| word(say, key));
        table(out, &columns, rows.into_iter());
    }
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
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}

/// Text of several lines: its own line breaks and blank lines are kept, everything else is plain.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .flat_map(|line| line.split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']))
        .map(line)
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
    // A number with a point would begin a list, a dash a list or a rule: only at the beginning of a line.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let begins =
            (at == 0 && matches!(c, '-' | '+' | '=')) || (digits > 0 && at == digits && matches!(c, '.' | ')'));
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '|' | '~' | '$' | '!' | '^' => out.extend(['\\', c]),
            _ if begins => out.extend(['\\', c]),
            // Control characters and marks that turn the reading direction have no place in a document.
            c if c.is_control() || is_direction_mark(c) => {}
            c => out.push(c),
        }
    }
    out
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests;
