//! From what was typed to the value of an answer.

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::domain::research::template::{Choice, Column, Form, Question};
use crate::text::{Arg, Lang, Msg};

/// How money and dates are read; both depend on the account's currency and on today.
#[derive(Clone, Copy)]
pub struct Readers<'a> {
    pub money: &'a dyn Fn(&str) -> Result<Value, Msg>,
    pub date: &'a dyn Fn(&str) -> Result<Value, Msg>,
}

/// Marks, narrow and full-width, after which a remark may follow the value: "no: next year perhaps".
const REMARK: [char; 13] =
    [':', '\u{ff1a}', ',', '\u{ff0c}', ';', '\u{ff1b}', '、', '。', '(', '\u{ff08}', '—', '–', '\n'];

/// The value of what was typed; null when nothing was.
///
/// Text is a JSON string, single a code, multi an array of codes in the order named, yes/no a flag,
/// scale an integer, number a number (an array where the question has parts, null for a part given as `-` or `?`),
/// table an array of objects by column key: one line a row, cells between `|` or tabs.
pub fn value_of(question: &Question, raw: &str, readers: Readers<'_>) -> Result<Value, Msg> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(Value::Null);
    }
    match question.form {
        Form::Table => table(&question.columns, raw, readers),
        Form::Number if !question.parts.is_empty() => parts(question, raw),
        form => {
            let ask = Ask { form, choices: &question.choices, min: question.min, max: question.max };
            ask.value(raw, readers)
        }
    }
}

/// What one value has to satisfy, in a question or in a cell.
struct Ask<'a> {
    form: Form,
    choices: &'a [Choice],
    min: Option<i64>,
    max: Option<i64>,
}

impl Ask<'_> {
    fn value(&self, raw: &str, readers: Readers<'_>) -> Result<Value, Msg> {
        match self.form {
            Form::Text | Form::Table => Ok(Value::from(raw)),
            Form::Single => {
                let code = option(self.choices, raw).ok_or_else(|| self.misfit(raw))?;
                Ok(Value::from(code))
            }
            // "1, 3: the second one only in summer": a remark may stand behind the whole list.
            Form::Multi => self.several(raw).or_else(|refusal| {
                let list = raw.split_once([':', '\u{ff1a}']).map(|(list, _)| list);
                list.and_then(|list| self.several(list).ok()).ok_or(refusal)
            }),
            Form::YesNo => yes_no(raw).map(Value::Bool).ok_or_else(|| self.misfit(raw)),
            Form::Scale => {
                let mark = fold(head(raw)).parse::<i64>().ok().filter(|mark| (1..=5).contains(mark));
                mark.map(Value::from).ok_or_else(|| self.misfit(raw))
            }
            Form::Number => {
                let number = number(raw).ok_or_else(|| self.misfit(raw))?;
                self.in_range(raw, number)
            }
            // "by May, the audit comes then": the date may stand before a remark, but may hold a comma itself.
            Form::Money => (readers.money)(raw),
            Form::Date => (readers.date)(raw).or_else(|refusal| (readers.date)(head(raw)).map_err(|_| refusal)),
        }
    }

    fn several(&self, raw: &str) -> Result<Value, Msg> {
        let mut codes: Vec<&str> = Vec::new();
        for piece in raw.split([',', '\u{ff0c}', '、', ';', '\u{ff1b}', '\n']) {
            // "1 3 4" is how a list of numbers is typed in a hurry.
            let numbers = piece.split_whitespace().all(|word| word.chars().all(|c| c.is_ascii_digit()));
            let pieces: Vec<&str> = if numbers { piece.split_whitespace().collect() } else { vec![piece.trim()] };
            for piece in pieces {
                if piece.is_empty() {
                    continue;
                }
                let code = option(self.choices, piece).ok_or_else(|| self.misfit(piece))?;
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        Ok(Value::from(codes))
    }

    fn in_range(&self, raw: &str, number: f64) -> Result<Value, Msg> {
        let (min, max) = (self.min.map(|min| min as f64), self.max.map(|max| max as f64));
        if min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max) {
            return Ok(json_number(number));
        }
        let msg = Msg::new(match (self.min, self.max) {
            (Some(_), Some(_)) => "answer-outside",
            (Some(_), None) => "answer-below",
            _ => "answer-above",
        });
        let msg = msg.with("value", raw);
        let msg = self.min.into_iter().fold(msg, |msg, min| msg.with("min", min));
        Err(self.max.into_iter().fold(msg, |msg, max| msg.with("max", max)))
    }

    fn expected(&self) -> Arg {
        Arg::Key(expected_key(self.form).to_owned())
    }

    fn misfit(&self, raw: &str) -> Msg {
        Msg::new("answer-misfit").with("value", raw).with("expected", self.expected())
    }
}

/// Message key of what is to be written for an answer of this form.
pub fn expected_key(form: Form) -> &'static str {
    match form {
        Form::Text | Form::Table => "answer-expected-text",
        Form::Single => "answer-expected-single",
        Form::Multi => "answer-expected-multi",
        Form::YesNo => "answer-expected-yesno",
        Form::Scale => "answer-expected-scale",
        Form::Number => "answer-expected-number",
        Form::Money => "answer-expected-money",
        Form::Date => "answer-expected-date",
    }
}

/// Three numbers in one line, `1200/8/25`.
fn parts(question: &Question, raw: &str) -> Result<Value, Msg> {
    let ask = Ask { form: Form::Number, choices: &[], min: question.min, max: question.max };
    let pieces: Vec<String> = fold(raw).split('/').map(|piece| piece.trim().to_owned()).collect();
    if pieces.len() != question.parts.len() {
        return Err(Msg::new("answer-parts").with("value", raw).with("count", question.parts.len()));
    }
    let values = pieces.iter().map(|piece| match piece.as_str() {
        "" | "-" | "?" => Ok(Value::Null),
        piece => ask.in_range(piece, number(piece).ok_or_else(|| ask.misfit(piece))?),
    });
    values.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

/// The cells of one line of a table, as they are written with bars or tabs.
pub fn cells_of(line: &str) -> Vec<&str> {
    line.split(['|', '\u{ff5c}', '\t']).map(str::trim).collect()
}

/// What to say of the first row that names fewer cells than the table has columns; its last ones are left empty.
pub fn short_row(columns: &[Column], raw: &str) -> Option<Msg> {
    let rows = raw.lines().enumerate().map(|(line, text)| (line + 1, cells_of(text)));
    let mut rows = rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let (row, cells) = rows.find(|(_, cells)| cells.len() < columns.len())?;
    let msg = Msg::new("answer-short-row").with("row", row).with("cells", cells.len());
    Some(msg.with("count", columns.len()))
}

fn table(columns: &[Column], raw: &str, readers: Readers<'_>) -> Result<Value, Msg> {
    let mut rows = Vec::new();
    for (line, text) in raw.lines().enumerate() {
        let cells = cells_of(text);
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        // A comma or a blank between the cells would make the whole row the first of them.
        if cells.len() == 1 && columns.len() > 1 {
            return Err(Msg::new("answer-one-cell").with("row", line + 1).with("count", columns.len()));
        }
        if cells.len() > columns.len() {
            return Err(Msg::new("answer-cells").with("row", line + 1).with("count", columns.len()));
        }
        let mut row = Map::new();
        for (place, (column, cell)) in columns.iter().zip(cells).enumerate() {
            if cell.is_empty() {
                continue;
            }
            let ask = Ask { form: column.form, choices: &column.choices, min: column.min, max: column.max };
            let value = ask.value(cell, readers).map_err(|_| {
                Msg::new("answer-cell")
                    .with("row", line + 1)
                    .with("column", place + 1)
                    .with("value", cell)
                    .with("expected", ask.expected())
            })?;
            row.insert(column.key.clone(), value);
        }
        rows.push(Value::Object(row));
    }
    Ok(Value::Array(rows))
}

/// One form for comparing: full-width signs narrow, capitals small, `×` an `x`.
fn fold(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().replace('×', "x").trim().to_owned()
}

/// What stands before a remark. A mark between two digits belongs to a number: "4,5" is not a four.
fn head(raw: &str) -> &str {
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let mark = raw
        .match_indices(REMARK)
        .find(|(at, mark)| !(digit(raw[..*at].chars().next_back()) && digit(raw[at + mark.len()..].chars().next())));
    mark.map_or(raw, |(at, _)| &raw[..at]).trim()
}

/// An option by its code, its place from one, or its words in any language; a remark may follow.
fn option<'a>(choices: &'a [Choice], raw: &str) -> Option<&'a str> {
    [raw, head(raw)].into_iter().find_map(|text| {
        let text = fold(text);
        let by_words = choices.iter().find(|choice| {
            fold(&choice.code) == text || Lang::ALL.iter().any(|&lang| fold(choice.label.to(lang)) == text)
        });
        let by_place = || choices.get(text.parse::<usize>().ok()?.checked_sub(1)?);
        by_words.or_else(by_place).map(|choice| choice.code.as_str())
    })
}

fn yes_no(raw: &str) -> Option<bool> {
    let text = fold(head(raw));
    let first = text.split_whitespace().next()?;
    match first.trim_end_matches(['.', '!']) {
        "yes" | "y" | "true" | "да" | "д" | "есть" | "是" | "是的" | "有" | "可以" => Some(true),
        "no" | "n" | "false" | "нет" | "н" | "否" | "不" | "不是" | "没有" | "无" | "不可以" => {
            Some(false)
        }
        _ => None,
    }
}

/// A number as people of three countries write it: `1,200`, `1 200,5`, `3.5`, `1.2万`, `5 тыс.`.
fn number(raw: &str) -> Option<f64> {
    let text = fold(raw).replace([' ', '_', '\''], "");
    let text = text.trim_start_matches(['~', '≈', '约']);
    let (digits, times) = [("万", 1e4), ("w", 1e4), ("тыс.", 1e3), ("тыс", 1e3), ("k", 1e3), ("千", 1e3)]
        .into_iter()
        .find_map(|(unit, times)| Some((text.strip_suffix(unit)?, times)))
        .unwrap_or((text, 1.0));
    let (sign, digits) = digits.strip_prefix(['-', '−']).map_or((1.0, digits), |rest| (-1.0, rest));
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number: f64 = without_groups(digits)?.parse().ok()?;
    let number = number * times * sign;
    number.is_finite().then_some(number)
}

/// A comma before exactly three digits parts groups, any other single comma is the decimal one.
fn without_groups(digits: &str) -> Option<String> {
    if !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(whole, fraction)| (whole, fraction));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() == 1 {
        return Some(digits.to_owned());
    }
    if grouped && groups[0] != "0" {
        return Some(digits.replace(',', ""));
    }
    (groups.len() == 2 && fraction.is_empty() && !digits.contains('.')).then(|| digits.replace(',', "."))
}

/// Whole numbers stay whole in JSON.
fn json_number(number: f64) -> Value {
    /// Above this, not every whole number has its own `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT { Value::from(number as i64) } else { Value::from(number) }
}
