//! An agreement as a Markdown document for the other side.
//!
//! Only what both parties may read is written: no findings, no notes, no people, no targets of the agreements beneath.

use crate::domain::agreement::draft::{Draft, text};
use crate::domain::agreement::known::Known;
use crate::domain::agreement::metric;
use crate::domain::agreement::sections::Section;
use crate::domain::agreement::target::Target;
use crate::text::{Lang, Msg, Text};

/// How a message is worded in the language of the document.
pub type Say<'a> = &'a dyn Fn(&Msg) -> String;

/// The document in one language. Every section keeps its number in every language, also while it has no text yet.
pub fn to_markdown(draft: &Draft, lang: Lang, say: Say<'_>) -> String {
    let mut out = String::new();
    head(&mut out, draft, say);
    let known = Known::of_draft(draft);
    for (number, section) in draft.outline() {
        heading(&mut out, &format!("{number}. {}", line(section.title.to(lang))));
        body(&mut out, draft, section, &known, (lang, say));
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
        ("hours_basis", "service") | ("period", "event") => format!("choice-{field}-{code}"),
        _ => format!("choice-{code}"),
    };
    word(say, &key)
}

fn head(out: &mut String, draft: &Draft, say: Say<'_>) {
    let agreement = &draft.agreement.values;
    let version = &draft.version.values;
    out.extend(["# ", &line(&agreement.title), "\n\n"]);
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
fn body(out: &mut String, draft: &Draft, section: &Section, known: &Known, (lang, say): (Lang, Say<'_>)) {
    let written = draft.clause(&section.key, lang.tag()).map(text).unwrap_or_default();
    let written = paragraphs(&known.fill_out(written, &Text::new(lang)));
    if written.is_empty() {
        out.extend(["\n*", &word(say, "agreement-unwritten"), "*\n"]);
    } else {
        out.extend(["\n", &written, "\n"]);
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
    let value = target.shown_value(lang).map_or_else(|| "—".to_owned(), |value| format!("{sign}{}", line(&value)));
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
        target
            .attainment_ppm
            .map(|share| line(&metric::show_value("availability", share, "percent", lang)))
            .unwrap_or_default(),
        period,
        code("hours_basis", &target.hours_basis),
        both(code("clock_start", &target.clock_start), code("clock_stop", &target.clock_stop), " → "),
        written(&target.measure_point),
        written(&target.data_source),
    ]
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
        heading(out, &word(say, "agreement-needs"));
        out.push('\n');
        let columns =
            ["agreement-column-code", "agreement-column-need", "agreement-column-met-by"].map(|key| word(say, key));
        table(out, &columns, rows.into_iter());
    }
}

fn heading(out: &mut String, words: &str) {
    out.extend(["\n## ", words, "\n"]);
}

pub(super) fn table(out: &mut String, columns: &[String], rows: impl Iterator<Item = Vec<String>>) {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(columns));
    out.push_str(&row(&vec!["---".to_owned(); columns.len()]));
    for cells in rows {
        out.push_str(&row(&cells));
    }
}

/// Text for one line: a heading, a table cell. Nothing in it can act as Markdown or HTML.
pub(super) fn line(text: &str) -> String {
    // Control characters and marks that turn the reading direction have no place in a document.
    let seen: String =
        text.chars().filter(|c| c.is_whitespace() || !(c.is_control() || is_direction_mark(*c))).collect();
    // A space that keeps a number with its unit is kept itself.
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let words: Vec<&str> = seen.split(breaks).filter(|word| !word.is_empty()).collect();
    escape(&words.join(" "))
}

/// Text of several lines: its own line breaks and blank lines are kept, everything else is plain.
pub(super) fn paragraphs(text: &str) -> String {
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
mod tests;
