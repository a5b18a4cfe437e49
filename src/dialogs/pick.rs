//! Choosing a record by typing a part of its name; a missing one can be made on the spot.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::form::Builder;
use super::{Dialog, frame};
use crate::domain::kinds::Kind;
use crate::keys::Action;
use crate::screens::{Ask, Context};
use crate::store::request::{Command, Link, NeedSheet, Request};
use crate::text::find::fold;
use crate::text::{Arg, Msg};
use crate::widgets::text_field::{Handled, TextField};

const SHOWN: usize = 50;

#[derive(Debug)]
pub struct Pick {
    pub kind: Kind,
    query: TextField,
    rows: Vec<Link>,
    at: usize,
    /// Rows were given, not asked for; typing filters them here.
    given: Option<Vec<Link>>,
    title: Option<Msg>,
    /// The command that the choice completes, where it is not for whoever opened it.
    then: Option<Command>,
}

impl Pick {
    /// A choice among all records of a kind, and the request that fills it.
    pub fn new(kind: Kind, typed: &str) -> (Self, Ask) {
        let pick = Self {
            kind,
            query: TextField::one_line(typed),
            rows: Vec::new(),
            at: 0,
            given: None,
            title: None,
            then: None,
        };
        let ask = pick.ask();
        (pick, ask)
    }

    /// A choice among these.
    pub fn among(title: Msg, kind: Kind, rows: Vec<Link>) -> Self {
        let given = Some(rows.clone());
        Self { kind, query: TextField::one_line(""), rows, at: 0, given, title: Some(title), then: None }
    }

    /// A choice among all records of a kind that completes a command, and the request that fills it.
    pub fn filling(title: Msg, kind: Kind, command: Command) -> (Self, Ask) {
        let (pick, ask) = Self::new(kind, "");
        (Self { title: Some(title), then: Some(command), ..pick }, ask)
    }

    /// A choice among rows that are still to come, for this command.
    pub fn then(title: Msg, kind: Kind, command: Command) -> Self {
        Self { then: Some(command), ..Self::among(title, kind, Vec::new()) }
    }

    /// The needs of the deal have come: all of them but the one that the command is about.
    pub fn needs(&mut self, sheet: &NeedSheet) {
        let goes = match &self.then {
            Some(Command::Merge { goes, .. }) => *goes,
            _ => return,
        };
        let others = sheet.rows.iter().map(|row| &row.record).filter(|need| need.id != goes);
        let rows: Vec<Link> = others.map(|need| Link::of(need, &need.code)).collect();
        self.given = Some(rows.clone());
        self.rows(rows);
    }

    fn ask(&self) -> Ask {
        Ask::Read(Request::Choices { kind: self.kind, filter: self.query.text(), limit: SHOWN })
    }

    pub fn rows(&mut self, rows: Vec<Link>) {
        self.at = self.at.min(rows.len().saturating_sub(1));
        self.rows = rows;
    }

    /// Kinds that can be made from here with a name alone or a short form.
    fn can_make(&self) -> bool {
        self.given.is_none()
            && self.then.is_none()
            && matches!(self.kind, Kind::Account | Kind::Contact | Kind::User | Kind::Competitor | Kind::Calendar)
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = (self.rows.len() + usize::from(self.can_make())).saturating_sub(1);
        match action {
            Action::Up | Action::PrevField => self.at = self.at.saturating_sub(1),
            Action::Down | Action::NextField => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(10),
            Action::PageDown => self.at = (self.at + 10).min(last),
            Action::Back => return vec![Ask::Back],
            Action::Open | Action::Save => match self.rows.get(self.at) {
                Some(row) => {
                    return match self.then.take() {
                        Some(then) => vec![Ask::Back, Ask::Do(then.with_choice(row.id).again(context.id()))],
                        None => vec![Ask::Chosen(row.id, row.title.clone())],
                    };
                }
                None if self.can_make() => {
                    let builder = Builder::new_record(self.kind, context)
                        .preset(self.kind.spec().title, serde_json::json!(self.query.text()));
                    let builder =
                        if self.kind == Kind::Account { builder.preset("owner", context.me.json()) } else { builder };
                    return vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))];
                }
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        if self.query.handle(key) == Handled::Changed { self.search() } else { Vec::new() }
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        self.query.paste(text);
        self.search()
    }

    fn search(&mut self) -> Vec<Ask> {
        self.at = 0;
        let Some(given) = &self.given else { return vec![self.ask()] };
        let typed = fold(&self.query.text());
        let stands = |row: &&Link| {
            let row = fold(&format!("{} {}", row.code, row.title));
            typed.split_whitespace().all(|word| row.contains(word))
        };
        self.rows = given.iter().filter(stands).cloned().collect();
        // Who types a whole number or code means that one.
        let named = |text: &str| text.split_whitespace().any(|word| fold(word) == typed);
        self.rows.sort_by_key(|row| (fold(&row.code) != typed, !named(&row.title)));
        Vec::new()
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let title = match &self.title {
            Some(title) => context.text.say(title),
            None => context.text.say(&Msg::new("pick-title").with("kind", Arg::Key(self.kind.key()))),
        };
        let mut lines: Vec<String> =
            self.rows.iter().map(|row| format!("{}  {}", row.code, row.title).trim().to_owned()).collect();
        if self.can_make() {
            let name = self.query.text();
            lines.push(context.text.say(&Msg::new("pick-new").with("name", name)));
        } else if lines.is_empty() {
            lines.push(context.text.get("pick-none"));
        }
        frame::filtered(screen, area, context, &title, &self.query, &lines, self.at);
    }
}
