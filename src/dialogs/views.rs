//! The views of the deals: applied with a digit, kept under a name, ordered, shared and put away.

use std::fmt::Write as _;

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::{Value, json};

use super::frame;
use crate::domain::act::{Act, Change};
use crate::domain::funnel::view::{BUILT_IN, Sight};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::keys::{Action, Scope};
use crate::screens::{Ask, Context, Named, Seen, Tone};
use crate::store::request::{Command, Request};
use crate::text::{Msg, clean};
use crate::widgets::text_field::TextField;

/// A line of the panel.
#[derive(Debug)]
struct Row {
    /// None for views that come with the program.
    record: Option<Record>,
    name: String,
    sight: Sight,
}

impl Row {
    fn id(&self) -> Option<Id> {
        self.record.as_ref().map(|record| record.id)
    }

    fn seen(&self) -> Seen {
        let named = Named { id: self.id(), name: self.name.clone() };
        Seen { sight: self.sight.clone(), view: Some(named) }
    }

    fn shared(&self) -> bool {
        self.record.as_ref().is_some_and(|record| record.get("owner").is_null())
    }
}

/// A name that is being typed: for the deals as they are shown, or another one for a view.
#[derive(Debug)]
struct Naming {
    of: Option<Id>,
    name: TextField,
}

#[derive(Debug)]
pub struct Views {
    /// How the deals are shown now, and through which view.
    now: Sight,
    on: Option<Named>,
    rows: Vec<Row>,
    at: usize,
    naming: Option<Naming>,
    /// The cursor goes here once it is read.
    seek: Option<Id>,
}

impl Views {
    /// The panel, and the request that fills it.
    pub fn new(now: Sight, on: Option<Named>, context: &Context<'_>) -> (Self, Ask) {
        let mut views = Self { now, on, rows: Vec::new(), at: 0, naming: None, seek: None };
        views.take(Vec::new(), context);
        (views, Ask::Read(Request::Views))
    }

    pub fn types(&self) -> bool {
        self.naming.is_some()
    }

    /// The views that are kept in the workspace have been read.
    pub fn take(&mut self, records: Vec<Record>, context: &Context<'_>) {
        let here = self.seek.take().or_else(|| self.rows.get(self.at).and_then(Row::id));
        let first = !self.rows.iter().any(|row| row.record.is_some());
        let kept = records.into_iter().map(|record| Row {
            name: record.title().to_owned(),
            sight: Sight::of(&record),
            record: Some(record),
        });
        let built_in = BUILT_IN.iter().map(|view| Row {
            record: None,
            name: context.text.get(&view.key()),
            sight: view.sight(context.text.lang(), context.today()),
        });
        self.rows = kept.chain(built_in).collect();
        let on = self.on.as_ref().filter(|_| first);
        let is_on = |row: &Row| on.is_some_and(|on| on.id == row.id() && on.name == row.name);
        let found = self.rows.iter().position(|row| here.is_some() && row.id() == here);
        self.at = found.or_else(|| self.rows.iter().position(is_on)).unwrap_or(self.at).min(self.rows.len() - 1);
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.naming.is_some() {
            return match action {
                Action::Back => {
                    self.naming = None;
                    Vec::new()
                }
                Action::Open | Action::Save => self.named(context),
                _ => Vec::new(),
            };
        }
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Top => self.at = 0,
            Action::Bottom => self.at = last,
            Action::Back => return vec![Ask::Back],
            Action::Open => return self.apply(self.at),
            Action::New => {
                let own = self.on.as_ref().filter(|on| on.id.is_some());
                let name = own.map_or("", |on| on.name.as_str());
                self.naming = Some(Naming { of: None, name: TextField::one_line(name) });
            }
            Action::Edit | Action::Archive | Action::OrderUp | Action::OrderDown | Action::Share => {
                return self.change(action, context);
            }
            _ => {}
        }
        Vec::new()
    }

    /// A digit applies its view at once; 0 shows all deals again.
    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        if let Some(naming) = &mut self.naming {
            naming.name.handle(key);
            return Vec::new();
        }
        let KeyCode::Char(c) = key.code else { return Vec::new() };
        match c.to_digit(10) {
            Some(0) => vec![Ask::Back, Ask::See(Box::new(Seen { sight: Sight::default(), view: None }))],
            Some(n) if n as usize <= self.rows.len() => self.apply(n as usize - 1),
            _ => Vec::new(),
        }
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        if let Some(naming) = &mut self.naming {
            naming.name.paste(text);
        }
        Vec::new()
    }

    fn apply(&self, at: usize) -> Vec<Ask> {
        let Some(row) = self.rows.get(at) else { return Vec::new() };
        vec![Ask::Back, Ask::See(Box::new(row.seen()))]
    }

    /// What can be done with a view that is kept in the workspace.
    fn change(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(row) = self.rows.get(self.at) else { return Vec::new() };
        let Some(record) = &row.record else {
            return vec![Ask::Tell(Msg::new("views-built-in"), Tone::Plain)];
        };
        match action {
            Action::Edit => {
                self.naming = Some(Naming { of: Some(record.id), name: TextField::one_line(&row.name) });
                Vec::new()
            }
            Action::Archive => save("verb-archive", vec![Change::archive(record, true)], context),
            Action::Share => {
                let owner = if row.shared() { context.me.json() } else { Value::Null };
                let changes = vec![update(record, "owner", owner)];
                save("verb-share", changes, context)
            }
            _ => {
                // Own views and shared ones have an order each.
                let group: Vec<&Row> =
                    self.rows.iter().filter(|other| other.record.is_some() && other.shared() == row.shared()).collect();
                let Some(at) = group.iter().position(|other| other.id() == row.id()) else { return Vec::new() };
                let to = if action == Action::OrderUp { at.checked_sub(1) } else { Some(at + 1) };
                let Some(to) = to.filter(|to| *to < group.len()) else { return Vec::new() };
                let mut order: Vec<&Record> = group.iter().filter_map(|row| row.record.as_ref()).collect();
                order.swap(at, to);
                let places = order.iter().enumerate();
                let changes = places.map(|(n, record)| update(record, "position", json!(n))).collect();
                self.seek = row.id();
                save("verb-order", changes, context)
            }
        }
    }

    /// The name is typed: a view that has it already takes what is shown now.
    fn named(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(naming) = &self.naming else { return Vec::new() };
        let name = naming.name.text().trim().to_owned();
        if name.is_empty() {
            return vec![Ask::Tell(Msg::new("value-required"), Tone::Warn)];
        }
        let known = self.rows.iter().find(|row| row.name == name && row.record.is_some());
        let of = naming.of;
        if let Some(id) = of {
            let changes = match (self.rows.iter().find(|row| row.id() == Some(id)), known) {
                (Some(_), Some(other)) if other.id() != Some(id) => {
                    return vec![Ask::Tell(Msg::new("views-name-taken").with("name", name), Tone::Warn)];
                }
                (Some(Row { record: Some(record), .. }), _) => vec![update(record, "name", json!(name))],
                _ => Vec::new(),
            };
            self.naming = None;
            return save("verb-edit", changes, context);
        }
        let id = known.and_then(Row::id).unwrap_or_else(|| context.id());
        let changes = if let Some(record) = known.and_then(|row| row.record.as_ref()) {
            self.now.values().into_iter().map(|(field, value)| update(record, field, value)).collect()
        } else {
            let last = self.rows.iter().filter_map(|row| row.record.as_ref()?.get("position").as_i64()).max();
            vec![self.now.kept(id, &name, Some(context.me), last.unwrap_or(-1) + 1)]
        };
        self.naming = None;
        self.seek = Some(id);
        let on = Named { id: Some(id), name };
        self.on = Some(on.clone());
        let seen = Seen { sight: self.now.clone(), view: Some(on) };
        let mut asks = save("verb-view", changes, context);
        asks.push(Ask::See(Box::new(seen)));
        asks
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if let Some(naming) = &self.naming {
            let title = if naming.of.is_some() { "views-rename" } else { "views-name" };
            frame::asked(screen, area, context, &text.get(title), &naming.name);
            return;
        }
        let wide = self.rows.iter().map(|row| clean::width(&row.name)).max().unwrap_or(0).min(28);
        let line = |(n, row): (usize, &Row)| {
            let digit = if n < 9 { (n + 1).to_string() } else { " ".to_owned() };
            let whose = match &row.record {
                None => "views-of-program",
                Some(_) if row.shared() => "views-shared",
                Some(_) => "views-own",
            };
            let name = clean::pad(&clean::truncate(&row.name, wide), wide);
            let on = self.on.as_ref().is_some_and(|on| on.id == row.id() && on.name == row.name);
            let mark = if on { context.theme.marks.done } else { " " };
            let mut line = format!("{digit} {mark} {name}  {}", clean::pad(&text.get(whose), 11));
            // Writing to a string cannot fail.
            let _ = write!(line, " {}", told(&row.sight, context));
            line
        };
        let lines: Vec<String> = self.rows.iter().enumerate().map(line).collect();
        let keys = [
            ("new", Action::New),
            ("edit", Action::Edit),
            ("share", Action::Share),
            ("up", Action::OrderUp),
            ("down", Action::OrderDown),
            ("archive", Action::Archive),
        ];
        let hint = |action| context.keymap.hint_in(&[Scope::Views], action);
        let msg = keys.iter().fold(Msg::new("views-keys"), |msg, (name, action)| msg.with(name, hint(*action)));
        let rows = clean::wrap(&text.say(&msg), frame::width(area).saturating_sub(4));
        let foot: Vec<Line<'_>> = rows.into_iter().map(|row| Line::styled(row, context.theme.dim)).collect();
        frame::menu(screen, area, context, &text.get("views-title"), &lines, self.at, &foot);
    }
}

/// What a view shows, in short.
fn told(sight: &Sight, context: &Context<'_>) -> String {
    let text = context.text;
    let mut parts = Vec::new();
    if sight.group.code() != "stage" {
        parts.push(text.choice("grouped_by", sight.group.code()));
    }
    if sight.sort.code() != "manual" {
        parts.push(text.choice("sorted_by", sight.sort.code()));
    }
    if !sight.query.is_empty() {
        parts.push(sight.query.clone());
    }
    if parts.is_empty() { text.get("views-all") } else { parts.join(&format!(" {} ", context.theme.marks.dot)) }
}

fn update(record: &Record, field: &str, new: Value) -> Change {
    let base = record.get(field).clone();
    Change::Update { kind: Kind::SavedView, id: record.id, field: field.to_owned(), base, new }
}

/// Saves the changes and reads what the panel shows anew.
fn save(verb: &str, changes: Vec<Change>, context: &Context<'_>) -> Vec<Ask> {
    let act = Act { id: context.id(), verb: verb.to_owned(), changes };
    vec![Ask::Do(Command::Save(act)), Ask::Read(Request::Views)]
}
