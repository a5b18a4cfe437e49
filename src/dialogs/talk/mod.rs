//! Logging a talk from wherever one is: what was said, with whom, what comes next, and one key for how deep it went.

mod draft;
mod draw;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::Value;

use super::Dialog;
use super::pick::Pick;
use crate::domain::act::Act;
use crate::domain::funnel::talk::{Deal, Talk, next_of, said_on};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type};
use crate::keys::{Action, latin};
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Command, Request, Sheet};
use crate::text::Msg;
use crate::widgets::text_field::{Handled, TextField};

/// How deep a talk went, from no answer to commitments (01-model 1.6).
const DEPTHS: [&str; 6] =
    ["talk-depth-0", "talk-depth-1", "talk-depth-2", "talk-depth-3", "talk-depth-4", "talk-depth-5"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    About,
    Said,
    Who,
    Next,
    How,
}

const LINES: [Line; 5] = [Line::About, Line::Said, Line::Who, Line::Next, Line::How];

#[derive(Clone, Debug, PartialEq)]
struct Person {
    id: Id,
    name: String,
    there: bool,
}

/// A deal that the talk may be about.
#[derive(Clone, Debug, PartialEq)]
struct About {
    name: String,
    deal: Deal,
}

#[derive(Debug)]
pub struct LogTalk {
    account: Option<(Id, String)>,
    /// Undecided deals of the account; the talk is about the one at `chosen`, or about none of them.
    deals: Vec<About>,
    chosen: Option<usize>,
    people: Vec<Person>,
    /// People who were there, known before the names came.
    expected: Vec<Id>,
    said: TextField,
    next: TextField,
    /// Place in the choices of the method.
    method: usize,
    depth: i64,
    line: Line,
    person: usize,
    draft: Id,
    act: Id,
    record: Id,
    opened_ms: i64,
    changed: bool,
}

fn methods() -> &'static [&'static str] {
    match Kind::Activity.spec().field("method").map(|field| field.ty) {
        Some(Type::Choice(codes)) => codes,
        _ => &[],
    }
}

impl LogTalk {
    /// A talk about the record at hand; with none, the deal is asked for.
    pub fn open(about: Option<(Kind, Id)>, context: &Context<'_>) -> Vec<Ask> {
        let talk = Self {
            account: None,
            deals: Vec::new(),
            chosen: None,
            people: Vec::new(),
            expected: Vec::new(),
            said: TextField::many_lines(""),
            next: TextField::one_line(""),
            method: methods().iter().position(|code| *code == "call").unwrap_or(0),
            depth: 1,
            line: Line::Said,
            person: 0,
            draft: context.id(),
            act: context.id(),
            record: context.id(),
            opened_ms: context.now.timestamp_millis(),
            changed: false,
        };
        let mut asks = vec![Ask::Show(Dialog::Talk(Box::new(talk)))];
        match about {
            Some((kind, id)) => asks.push(Ask::Read(Request::Sheet(kind, id))),
            None => asks.extend(ask_deal()),
        }
        asks
    }

    pub fn act(&self) -> Id {
        self.act
    }

    pub fn draft_id(&self) -> Id {
        self.draft
    }

    /// What was asked for has come: the record at hand, its deal, or the customer.
    pub fn accept(&mut self, sheet: &Sheet) -> Vec<Ask> {
        let record = &sheet.record;
        let linked = |kind: Kind| record.id_of(kind.name()).map(|id| vec![Ask::Read(Request::Sheet(kind, id))]);
        match record.kind {
            Kind::Opportunity => {
                self.learn(sheet, Kind::DealRole);
                self.deals.retain(|about| about.deal.id != record.id);
                self.deals.insert(0, about(record));
                self.chosen = Some(0);
                linked(Kind::Account).unwrap_or_default()
            }
            Kind::Account => {
                self.account = Some((record.id, record.title().to_owned()));
                self.learn(sheet, Kind::Employment);
                let rows = sheet.children.iter().filter(|(kind, _)| *kind == Kind::Opportunity);
                let open =
                    rows.flat_map(|(_, rows)| rows).filter(|deal| matches!(deal.str("status"), "open" | "on_hold"));
                for deal in open {
                    if self.deals.iter().all(|about| about.deal.id != deal.id) {
                        self.deals.push(about(deal));
                    }
                }
                Vec::new()
            }
            Kind::Contact => {
                self.expected.push(record.id);
                let rows = sheet.children.iter().filter(|(kind, _)| *kind == Kind::Employment);
                let here = rows.flat_map(|(_, rows)| rows).filter(|row| row.get("to").is_null());
                let account = here.filter_map(|row| row.id_of("account")).next_back();
                account.map_or_else(ask_deal, |id| vec![Ask::Read(Request::Sheet(Kind::Account, id))])
            }
            _ => {
                self.expected.extend(Id::all(record.get("contacts")));
                linked(Kind::Opportunity).or_else(|| linked(Kind::Account)).unwrap_or_else(ask_deal)
            }
        }
    }

    /// People that belong to the record: of its roles, or of its employments.
    fn learn(&mut self, sheet: &Sheet, kind: Kind) {
        let rows = sheet.children.iter().filter(|(child, _)| *child == kind).flat_map(|(_, rows)| rows);
        for id in rows.filter(|row| row.get("to").is_null()).filter_map(|row| row.id_of("contact")) {
            let name = sheet.labels.get(&id).cloned().unwrap_or_default();
            let there = self.expected.contains(&id);
            if self.people.iter().all(|person| person.id != id) {
                self.people.push(Person { id, name, there });
            }
        }
    }

    /// A record chosen in the dialog over this one: the deal, or somebody who was there.
    pub fn chosen(&mut self, id: Id, name: String, context: &Context<'_>) -> Vec<Ask> {
        if self.line == Line::Who {
            self.people.retain(|person| person.id != id);
            self.people.push(Person { id, name, there: true });
            self.person = self.people.len() - 1;
            return self.keep(context);
        }
        self.line = Line::Said;
        (self.account, self.deals, self.people) = (None, Vec::new(), Vec::new());
        vec![Ask::Read(Request::Sheet(Kind::Opportunity, id))]
    }

    fn step(&mut self, by: isize) {
        let at = LINES.iter().position(|line| *line == self.line).unwrap_or(0);
        let at = at.saturating_add_signed(by).min(LINES.len() - 1);
        self.line = LINES[at];
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Save => return self.save(context),
            Action::NextField => self.step(1),
            Action::PrevField => self.step(-1),
            Action::EditExternal if self.line == Line::Said => {
                return vec![Ask::Edit { text: self.said.text(), suffix: ".md" }];
            }
            Action::Back => {
                let mut asks = self.keep(context);
                asks.push(Ask::Back);
                return asks;
            }
            _ => {}
        }
        Vec::new()
    }

    /// A text that came back from the user's editor.
    pub fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        self.said.set_text(text);
        self.change(context)
    }

    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let field = match self.line {
            Line::Said => &mut self.said,
            Line::Next => &mut self.next,
            _ => return Vec::new(),
        };
        let full = field.paste(text) == Handled::Full;
        let mut asks = self.change(context);
        asks.extend(full.then(|| Ask::Tell(Msg::new("field-full"), Tone::Warn)));
        asks
    }

    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match (self.line, key.code) {
            (Line::How, KeyCode::Enter) => return self.save(context),
            // One goes on with Enter; a line is broken with Alt.
            (_, KeyCode::Enter) if plain && self.line != Line::About => {
                self.step(1);
                return Vec::new();
            }
            (Line::Said | Line::Next, _) => {
                let field = if self.line == Line::Said { &mut self.said } else { &mut self.next };
                match field.handle(key) {
                    Handled::Changed => return self.change(context),
                    Handled::Full => return vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)],
                    Handled::Moved => return Vec::new(),
                    Handled::Ignored => {}
                }
            }
            (Line::Who, _) => return self.who(key, context),
            (Line::How, KeyCode::Char(c)) if plain => {
                if let Some(depth) = latin(c).to_digit(10).filter(|depth| *depth < DEPTHS.len() as u32) {
                    self.depth = i64::from(depth);
                    return self.change(context);
                }
            }
            (Line::How, KeyCode::Left | KeyCode::Right) => {
                let count = methods().len().max(1);
                let by = if key.code == KeyCode::Left { count - 1 } else { 1 };
                self.method = (self.method + by) % count;
                return self.change(context);
            }
            (Line::About, _) => return self.about(key, context),
            _ => {}
        }
        match key.code {
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            _ => {}
        }
        Vec::new()
    }

    /// Digits and the space bar take somebody in or out; letters look for anybody else.
    fn who(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let last = self.people.len().saturating_sub(1);
        match key.code {
            KeyCode::Left => self.person = self.person.saturating_sub(1),
            KeyCode::Right => self.person = (self.person + 1).min(last),
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            KeyCode::Backspace | KeyCode::Delete => return self.toggle(self.person, Some(false), context),
            KeyCode::Char(' ' | '　') => return self.toggle(self.person, None, context),
            KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) => {
                return match latin(c).to_digit(10) {
                    Some(n) if n >= 1 => {
                        self.person = (n as usize - 1).min(last);
                        self.toggle(n as usize - 1, None, context)
                    }
                    _ => {
                        let of = self.account.as_ref().map(|(id, _)| (Kind::Account, *id));
                        let (pick, ask) = Pick::new(Kind::Contact, &c.to_string(), of);
                        vec![Ask::Show(Dialog::Pick(pick)), ask]
                    }
                };
            }
            _ => {}
        }
        Vec::new()
    }

    fn toggle(&mut self, at: usize, to: Option<bool>, context: &Context<'_>) -> Vec<Ask> {
        match self.people.get_mut(at) {
            Some(person) => {
                person.there = to.unwrap_or(!person.there);
                self.change(context)
            }
            None => Vec::new(),
        }
    }

    /// The arrows go through the deals of the customer; letters look for any other one.
    fn about(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let count = self.deals.len() + 1;
        let at = self.chosen.map_or(0, |at| at + 1);
        let goal = match key.code {
            KeyCode::Left => (at + count - 1) % count,
            KeyCode::Right | KeyCode::Char(' ') => (at + 1) % count,
            KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) => {
                let (pick, ask) = Pick::new(Kind::Opportunity, &c.to_string(), None);
                return vec![Ask::Show(Dialog::Pick(pick)), ask];
            }
            KeyCode::Enter if self.account.is_none() => return ask_deal(),
            KeyCode::Enter | KeyCode::Down => {
                self.step(1);
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        self.chosen = goal.checked_sub(1);
        self.change(context)
    }

    fn deal(&self) -> Option<&About> {
        self.deals.get(self.chosen?)
    }

    fn change(&mut self, context: &Context<'_>) -> Vec<Ask> {
        self.changed = true;
        self.keep(context)
    }

    fn save(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some((account, _)) = &self.account else {
            self.line = Line::About;
            return vec![Ask::Tell(Msg::new("talk-no-deal"), Tone::Warn)];
        };
        let summary = self.said.text();
        if summary.trim().is_empty() {
            self.line = Line::Said;
            return vec![Ask::Tell(Msg::new("talk-nothing-said"), Tone::Warn)];
        }
        let (at, summary) = said_on(&summary, context.now, context.today());
        let talk = Talk {
            account: *account,
            deal: self.deal().map(|about| about.deal.clone()),
            contacts: self.people.iter().filter(|person| person.there).map(|person| person.id).collect(),
            user: context.me,
            at,
            method: methods().get(self.method).copied().unwrap_or("call").to_owned(),
            depth: self.depth,
            summary: summary.to_owned(),
            next: next_of(&self.next.text(), context.today()),
        };
        let act = Act { id: self.act, verb: "verb-log-activity".to_owned(), changes: talk.changes(self.record) };
        vec![Ask::Do(Command::Save(act))]
    }
}

fn about(deal: &Record) -> About {
    About { name: format!("{} {}", deal.code, deal.title()), deal: Deal::seen(deal) }
}

/// The deal is chosen by typing a part of its name.
fn ask_deal() -> Vec<Ask> {
    let (pick, ask) = Pick::new(Kind::Opportunity, "", None);
    vec![Ask::Show(Dialog::Pick(pick)), ask]
}

/// The text of a value, `""` for none.
fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
