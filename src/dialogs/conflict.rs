//! Two people changed the same field: theirs, mine and the original side by side; nothing is chosen in advance.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde_json::Value;

use super::frame;
use crate::domain::act::{Act, Change};
use crate::domain::record::Entry;
use crate::domain::research::interview;
use crate::domain::wording;
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Clash, Command, Labels};
use crate::text::{Msg, clean, number};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Take {
    Theirs,
    Mine,
    Both,
}

#[derive(Debug)]
pub struct Conflict {
    act: Act,
    clashes: Vec<Clash>,
    labels: Labels,
    taken: Vec<Option<Take>>,
    at: usize,
    /// First line shown.
    top: usize,
    /// Lines that fit on the screen.
    page: usize,
    /// The clash at the cursor has not been brought into sight yet.
    seek: bool,
}

impl Conflict {
    pub fn new(act: Act, clashes: Vec<Clash>, labels: Labels) -> Self {
        let act = clashes.iter().fold(act, |act, clash| act.onto(clash.kind, clash.id));
        let taken = vec![None; clashes.len()];
        Self { act, clashes, labels, taken, at: 0, top: 0, page: 1, seek: false }
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        match action {
            Action::Up => {
                let before = (0..self.at).rev().find(|at| !self.follows(*at));
                self.go_to(before.unwrap_or(0));
            }
            Action::Down => {
                let next = (self.at + 1..self.clashes.len()).find(|at| !self.follows(*at));
                self.go_to(next.unwrap_or(self.at));
            }
            Action::PageUp => self.top = self.top.saturating_sub(self.page),
            Action::PageDown => self.top = self.top.saturating_add(self.page),
            Action::Left | Action::TakeTheirs => self.take(Take::Theirs),
            Action::Right | Action::TakeMine => self.take(Take::Mine),
            Action::TakeBoth if self.clashes.get(self.at).is_some_and(|clash| clash.both.is_some()) => {
                self.take(Take::Both);
            }
            Action::Back => return vec![Ask::Back, Ask::Tell(Msg::new("conflict-kept"), Tone::Warn)],
            Action::Open | Action::Save => return self.finish(),
            _ => {}
        }
        Vec::new()
    }

    /// What the program made of a field that people filled goes with that field.
    fn follows(&self, at: usize) -> bool {
        let clash = self.clashes.get(at);
        let made = |clash: &Clash| clash.kind.spec().field(&clash.field).is_some_and(|f| f.entry != Entry::Form);
        let of = at.checked_sub(1).and_then(|before| self.clashes.get(before));
        clash.is_some_and(made) && of.map(|of| of.id) == clash.map(|clash| clash.id)
    }

    fn take(&mut self, take: Take) {
        for at in self.at..self.clashes.len() {
            if at == self.at || self.follows(at) {
                self.taken[at] = Some(take);
            } else {
                break;
            }
        }
        if let Some(open) = self.taken.iter().position(Option::is_none) {
            self.go_to(open);
        }
    }

    fn go_to(&mut self, at: usize) {
        self.seek |= at != self.at;
        self.at = at;
    }

    /// Saves again: what is theirs is left out, what is mine or both together is written over what they wrote.
    fn finish(&mut self) -> Vec<Ask> {
        if self.taken.iter().any(Option::is_none) {
            return vec![Ask::Tell(Msg::new("conflict-undecided"), Tone::Warn)];
        }
        let mut act = self.act.clone();
        let (mut raw, mut words) = (Value::Null, Value::Null);
        for (clash, taken) in self.clashes.iter().zip(&self.taken) {
            let hit = |change: &Change| {
                matches!(change, Change::Update { kind, id, field, .. }
                    if (*kind, *id) == (clash.kind, clash.id) && *field == clash.field)
            };
            if let Some(both) = &clash.both {
                (raw, words) = (clash.mine.clone(), both.clone());
            }
            match taken {
                Some(take @ (Take::Mine | Take::Both)) => {
                    for change in &mut act.changes {
                        let (hit, made) = (hit(change), made_of(clash, change));
                        let Change::Update { base, new, .. } = change else { continue };
                        if hit {
                            *base = clash.theirs.clone();
                        }
                        match (take, &clash.both) {
                            (Take::Both, Some(both)) if hit => new.clone_from(both),
                            (Take::Both, Some(_)) if made => *new = interview::value_of_both(new, &raw, &words),
                            (Take::Both, None) if hit => *new = interview::value_of_both(new, &raw, &words),
                            _ => {}
                        }
                    }
                }
                // What was read out of words that are not taken goes with them.
                _ => act.changes.retain(|change| !hit(change) && !made_of(clash, change)),
            }
        }
        vec![Ask::Back, Ask::Do(Command::Save(act))]
    }

    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let mut lines = vec![Line::styled(text.get("conflict-explain"), theme.dim), Line::raw("")];
        for (n, (clash, taken)) in self.clashes.iter().zip(&self.taken).enumerate() {
            if self.follows(n) {
                continue;
            }
            let here = n == self.at;
            if here && self.seek {
                self.top = lines.len();
            }
            let label = text.field(clash.kind.name(), &clash.field);
            let of = self.labels.get(&clash.id);
            let label = of.map_or_else(|| label.clone(), |of| format!("{of} {} {label}", theme.marks.dot));
            let bar = if here { theme.marks.bar } else { " " };
            lines.push(Line::from(vec![
                Span::styled(bar, theme.accent),
                Span::styled(label, if here { theme.selected } else { theme.text }),
            ]));
            let show = |value: &Value| match clash.kind.spec().field(&clash.field) {
                Some(field) => {
                    let versions = [&clash.theirs, &clash.mine, &clash.original];
                    let rows = wording::rows::apart(field, value, &versions, &self.labels, text, context.tz);
                    let whole = wording::show(field, value, &self.labels, text, context.tz);
                    std::iter::once(whole).chain(rows).collect::<Vec<_>>().join("\n")
                }
                None => value.to_string(),
            };
            let when = chrono::DateTime::from_timestamp_millis(clash.when_ms)
                .map_or_else(String::new, |at| number::instant(at, context.tz, text.lang()));
            let theirs = text.say(&Msg::new("conflict-theirs").with("who", clash.who.as_str()).with("when", when));
            let both_label = Msg::new("conflict-both").with("key", context.keymap.hint(Action::TakeBoth));
            let both = clash.both.as_ref().map(|both| (Some(Take::Both), text.say(&both_label), both));
            let choices = [
                (Some(Take::Theirs), theirs, &clash.theirs),
                (Some(Take::Mine), text.get("conflict-mine"), &clash.mine),
            ];
            let original = (None, text.get("conflict-original"), &clash.original);
            for (take, label, value) in choices.into_iter().chain(both).chain([original]) {
                let mark = take.is_some() && take == *taken;
                let mark = if mark { theme.marks.done } else { theme.marks.open };
                let words = format!("{label}: {}", clean::clean_lines(&show(value)));
                for (row, part) in clean::wrap(&words, frame::width(area).saturating_sub(9)).into_iter().enumerate() {
                    let lead = if row == 0 { format!("   {mark} ") } else { "     ".to_owned() };
                    lines.push(Line::raw(format!("{lead}{part}")));
                }
            }
            lines.push(Line::raw(""));
        }
        self.seek = false;
        let taking = [("theirs", Action::TakeTheirs), ("mine", Action::TakeMine), ("down", Action::PageDown)];
        let keys = frame::keys(area, context, "conflict-keys", &taking);
        let title = text.get("conflict-title");
        (self.top, self.page) = frame::page(screen, area, context, &title, (&lines, self.top), &keys);
    }
}

/// Whether a change is what the program read out of the field that clashed: it goes with that field, whether somebody
/// else has changed it too or not.
fn made_of(clash: &Clash, change: &Change) -> bool {
    let Change::Update { kind, id, field, .. } = change else { return false };
    let spec = kind.spec();
    let unit = |name: &str| spec.field(name).map(|field| field.unit).filter(|unit| !unit.is_empty());
    let made = spec.field(field).is_some_and(|field| field.entry != Entry::Form);
    made && (*kind, *id) == (clash.kind, clash.id)
        && *field != clash.field
        && unit(field).is_some_and(|of| unit(&clash.field) == Some(of))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::kinds::Kind;
    use crate::domain::record::Id;

    /// A colleague put the same answer in other words, which were read the same; mine says something else.
    fn chosen(take: Action, value: &str) -> Vec<(String, Value)> {
        let (kind, id) = (Kind::Answer, Id(uuid::Uuid::from_u128(1)));
        let update = |field: &str, base: &str, new: &str| Change::Update {
            kind,
            id,
            field: field.to_owned(),
            base: json!(base),
            new: json!(new),
        };
        let changes = vec![update("raw", "start-up", "growth"), update("value", "\"start\"", value)];
        let clash = Clash {
            kind,
            id,
            field: "raw".to_owned(),
            original: json!("start-up"),
            theirs: json!("start-up, since May"),
            mine: json!("growth"),
            both: Some(json!("growth, since May")),
            who: "li".to_owned(),
            when_ms: 0,
        };
        let act = Act { id, verb: "verb-answer".to_owned(), changes };
        let mut asked = Conflict::new(act, vec![clash], Labels::new());
        asked.act_on(take);
        let [Ask::Back, Ask::Do(Command::Save(act))] = &asked.act_on(Action::Open)[..] else { panic!() };
        let new = |change: &Change| match change {
            Change::Update { field, new, .. } => (field.clone(), new.clone()),
            other => panic!("{other:?}"),
        };
        act.changes.iter().map(new).collect()
    }

    #[test]
    fn what_was_read_out_of_an_answer_goes_with_its_words() {
        let (text, code) = ("\"growth\"", "\"GROW\"");
        let answer = |raw: &str, value: Value| [("raw".to_owned(), json!(raw)), ("value".to_owned(), value)];
        assert_eq!(chosen(Action::TakeTheirs, text), []);
        assert_eq!(chosen(Action::TakeMine, code), answer("growth", json!(code)));
        let both = "growth, since May";
        assert_eq!(chosen(Action::TakeBoth, text), answer(both, json!(json!(both).to_string())));
        assert_eq!(chosen(Action::TakeBoth, code), answer(both, Value::Null), "two choices are no choice");
    }
}
