//! Options to choose from, in the order of their weight, with a remark beneath.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use super::field::{Outcome, options};
use super::words::read;
use crate::domain::research::template::{Form, Question};
use crate::screens::Context;
use crate::text::Lang;
use crate::widgets::text_field::{Handled, TextField};

/// Codes of the option beside which words are expected.
const OTHER: [&str; 2] = ["oth", "other"];

/// Words for yes, no and not known; the first letter is enough.
const WORDS: [(&str, &[&str]); 3] = [
    ("yes", &["yes", "да", "是的", "有的"]),
    ("no", &["no", "нет", "не", "不是", "没有", "否", "无"]),
    ("unk", &["unknown", "?", "\u{ff1f}"]),
];

#[derive(Debug)]
pub struct Choosing {
    /// Codes of the options, in the order of the screen.
    codes: Vec<Value>,
    form: Form,
    /// In the order in which they were named.
    pub picked: Vec<usize>,
    pub at: usize,
    pub remark: TextField,
    pub in_remark: bool,
    /// The words as they were, until something is chosen or written.
    raw: String,
    touched: bool,
    /// What was picked before, to be taken back.
    past: Vec<Vec<usize>>,
    /// The word by whose first letter yes or no was picked, as far as it is written.
    word: String,
}

impl Choosing {
    pub fn open(question: &Question, raw: &str, value: Option<&Value>, context: &Context<'_>) -> Self {
        let options = options(question, context.text);
        let place = |code: &Value| options.iter().position(|(other, _)| other == code);
        let picked: Vec<usize> = match value {
            Some(Value::Array(codes)) => codes.iter().filter_map(place).collect(),
            Some(code) => place(code).into_iter().collect(),
            None => Vec::new(),
        };
        let remark = if picked.is_empty() { raw.to_owned() } else { remark(question, raw, value, context) };
        Self {
            codes: options.into_iter().map(|(code, _)| code).collect(),
            form: question.form,
            at: picked.first().copied().unwrap_or(0),
            picked,
            remark: TextField::one_line(&remark),
            in_remark: false,
            raw: raw.to_owned(),
            touched: false,
            past: Vec::new(),
            word: String::new(),
        }
    }

    fn several(&self) -> bool {
        self.form == Form::Multi
    }

    pub fn count(&self) -> usize {
        self.codes.len()
    }

    /// Labels where they read back as the same choice, codes where they would not.
    pub fn raw(&self, question: &Question, context: &Context<'_>) -> String {
        if !self.touched {
            return self.raw.clone();
        }
        let remark = self.remark.text();
        if self.picked.is_empty() {
            return remark;
        }
        let options = options(question, context.text);
        let chosen: Vec<&(Value, String)> = self.picked.iter().filter_map(|at| options.get(*at)).collect();
        let wanted = if self.several() {
            Value::Array(chosen.iter().map(|(code, _)| code.clone()).collect())
        } else {
            chosen.first().map_or(Value::Null, |(code, _)| code.clone())
        };
        let (comma, colon) = if context.text.lang() == Lang::Zh { ("、", "：") } else { (", ", ": ") };
        let with_remark = |head: String| {
            if remark.trim().is_empty() { head } else { format!("{head}{colon}{remark}") }
        };
        let labels = chosen.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(comma);
        let codes = self.picked.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ");
        [labels.clone(), codes]
            .into_iter()
            .map(with_remark)
            .find(|raw| read(question, raw, context).is_ok_and(|value| value == wanted))
            .unwrap_or_else(|| with_remark(labels))
    }

    pub fn paste(&mut self, text: &str) -> Outcome {
        (self.in_remark, self.touched) = (true, true);
        self.remark.paste(text).into()
    }

    fn pick(&mut self, at: usize) {
        self.at = at;
        self.touched = true;
        self.past.push(self.picked.clone());
        match self.picked.iter().position(|picked| *picked == at) {
            Some(n) if self.several() => {
                self.picked.remove(n);
            }
            Some(_) => {}
            None if self.several() => self.picked.push(at),
            None => self.picked = vec![at],
        }
        // Another one is put into words.
        let other = |code: &Value| code.as_str().is_some_and(|code| OTHER.contains(&code));
        self.in_remark |= self.picked.contains(&at) && self.codes.get(at).is_some_and(other);
    }

    /// Moves the option at the cursor up or down in the order in which they were named.
    fn rank(&mut self, up: bool) -> Outcome {
        let Some(rank) = self.picked.iter().position(|picked| *picked == self.at).filter(|_| self.several()) else {
            return Outcome::Moved;
        };
        let to = if up { rank.saturating_sub(1) } else { (rank + 1).min(self.picked.len() - 1) };
        if to == rank {
            return Outcome::Moved;
        }
        self.past.push(self.picked.clone());
        self.picked.swap(rank, to);
        self.touched = true;
        Outcome::Changed
    }

    /// What a letter means where yes or no is asked. Who goes on to write the whole word has said it already.
    fn letter(&mut self, c: char) -> Option<Outcome> {
        let yes_no = self.form == Form::YesNo || self.codes.iter().any(|code| code == "yes");
        let written: String = self.word.chars().chain(c.to_lowercase()).collect();
        let known = |word: &str| WORDS.iter().position(|(_, words)| words.iter().any(|known| known.starts_with(word)));
        let said = known(&written).filter(|_| yes_no)?;
        if !self.word.is_empty() {
            self.word = written;
            return Some(Outcome::Moved);
        }
        let code = WORDS[said].0;
        let flag = json!(code == "yes");
        let at = self.codes.iter().position(|known| *known == json!(code) || code != "unk" && *known == flag);
        // Of yes and no neither says that it is not known: that is a mark.
        let Some(at) = at else { return Some(Outcome::Unknown) };
        self.pick(at);
        self.word = written;
        Some(Outcome::Changed)
    }

    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        if self.in_remark {
            return match key.code {
                KeyCode::Enter => Outcome::Next,
                KeyCode::Up => {
                    self.in_remark = false;
                    self.at = self.count().saturating_sub(1);
                    Outcome::Moved
                }
                _ => self.write(key),
            };
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let (KeyCode::Char(c), true) = (key.code, plain)
            && let Some(outcome) = self.letter(c)
        {
            return outcome;
        }
        self.word.clear();
        match key.code {
            KeyCode::Up | KeyCode::Down if key.modifiers.contains(KeyModifiers::SHIFT) => {
                return self.rank(key.code == KeyCode::Up);
            }
            KeyCode::Char('+') if plain && self.picked.contains(&self.at) => return self.rank(true),
            KeyCode::Char('-') if plain && self.picked.contains(&self.at) => return self.rank(false),
            KeyCode::Char('_' | '/' | '7') if ctrl => {
                let Some(before) = self.past.pop() else { return Outcome::Moved };
                (self.picked, self.touched) = (before, true);
                return Outcome::Changed;
            }
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down if self.at + 1 >= self.count() => self.in_remark = true,
            KeyCode::Down => self.at += 1,
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.count().saturating_sub(1),
            KeyCode::Enter if self.several() || self.picked.contains(&self.at) => return Outcome::Next,
            // The line at the cursor is chosen and seen to be chosen; the next Enter goes on.
            KeyCode::Enter => {
                self.pick(self.at);
                return Outcome::Changed;
            }
            KeyCode::Char(' ' | '\u{3000}') if plain => {
                self.pick(self.at);
                return Outcome::Changed;
            }
            KeyCode::Backspace | KeyCode::Delete if !self.picked.is_empty() => {
                self.past.push(std::mem::take(&mut self.picked));
                self.touched = true;
                return Outcome::Changed;
            }
            KeyCode::Char(c) if plain => {
                return match digit(c) {
                    Some(n) if n >= 1 && n <= self.count() => {
                        self.pick(n - 1);
                        Outcome::Changed
                    }
                    Some(_) => Outcome::Moved,
                    None => {
                        self.in_remark = true;
                        self.write(key)
                    }
                };
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Moved
    }

    fn write(&mut self, key: KeyEvent) -> Outcome {
        let handled = self.remark.handle(key);
        self.touched |= handled == Handled::Changed;
        handled.into()
    }
}

/// A digit as typed, also from an input method that gives wide ones.
fn digit(c: char) -> Option<usize> {
    let narrow = if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xfee0)? } else { c };
    narrow.to_digit(10).map(|n| n as usize)
}

/// What was said beside the choice: whatever follows the shortest beginning that already reads as it.
fn remark(question: &Question, raw: &str, value: Option<&Value>, context: &Context<'_>) -> String {
    let reads = |head: &str| read(question, head, context).ok().as_ref() == value;
    let break_at = raw.char_indices().find(|(at, c)| !c.is_alphanumeric() && *at > 0 && reads(&raw[..*at]));
    break_at.map_or_else(String::new, |(at, _)| {
        raw[at..].trim_start_matches(|c: char| c.is_whitespace() || "：:,，;；、。—–-".contains(c)).to_owned()
    })
}
