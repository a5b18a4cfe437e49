//! Choosing a record by typing a part of its name; a missing one can be made on the spot.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::form::Builder;
use super::{Dialog, frame};
use crate::domain::account::competitor::{NOBODY, Nobody};
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
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
    /// For whose sake somebody is chosen: the customer's own people come first.
    of: Option<(Kind, Id)>,
    rows: Vec<Link>,
    at: usize,
    /// Rows were given, not asked for; typing filters them here.
    given: Option<Vec<Link>>,
    title: Option<Msg>,
    /// The command that the choice completes, where it is not for whoever opened it.
    then: Option<Command>,
    /// Records that are not made yet and may be chosen as if they were.
    offers: Vec<(&'static Nobody, Act)>,
    /// Where the cursor stands once the rows have come.
    likely: Option<&'static Nobody>,
    /// Those that are chosen already, where several can be.
    chosen: Option<Vec<Id>>,
}

impl Pick {
    /// A choice among all records of a kind, and the request that fills it.
    pub fn new(kind: Kind, typed: &str, of: Option<(Kind, Id)>) -> (Self, Ask) {
        let pick = Self {
            kind,
            query: TextField::one_line(typed),
            of: of.filter(|_| kind == Kind::Contact),
            rows: Vec::new(),
            at: 0,
            given: None,
            title: None,
            then: None,
            offers: Vec::new(),
            likely: None,
            chosen: None,
        };
        let ask = pick.ask();
        (pick, ask)
    }

    /// The same where several can be chosen; choosing one of these takes it out again.
    pub fn several(kind: Kind, typed: &str, of: Option<(Kind, Id)>, chosen: Vec<Id>) -> (Self, Ask) {
        let (pick, ask) = Self::new(kind, typed, of);
        (Self { chosen: Some(chosen), ..pick }, ask)
    }

    /// A choice among these.
    pub fn among(title: Msg, kind: Kind, rows: Vec<Link>) -> Self {
        let (pick, _) = Self::new(kind, "", None);
        Self { title: Some(title), given: Some(rows.clone()), rows, ..pick }
    }

    /// A choice among all records of a kind that completes a command, and the request that fills it.
    pub fn filling(title: Msg, kind: Kind, command: Command) -> (Self, Ask) {
        let (pick, ask) = Self::new(kind, "", None);
        (Self { title: Some(title), then: Some(command), ..pick }, ask)
    }

    /// To whom deals were lost for this reason. The customer who does nothing, or does it with his own people, is on offer from the
    /// beginning.
    pub fn rival(title: Msg, reason: &str, command: Command, context: &Context<'_>) -> (Self, Ask) {
        let offer = |nobody: &'static Nobody| {
            let values = nobody.values(context.text.lang());
            let changes = vec![Change::Insert { kind: Kind::Competitor, id: context.id(), values }];
            (nobody, Act { id: context.id(), verb: "verb-create".to_owned(), changes })
        };
        let (pick, ask) = Self::filling(title, Kind::Competitor, command);
        let likely = NOBODY.iter().find(|nobody| nobody.reasons.contains(&reason));
        (Self { offers: NOBODY.iter().map(offer).collect(), likely, ..pick }, ask)
    }

    /// The command that the choice completes, with nothing chosen yet.
    pub fn take_then(&mut self) -> Option<Command> {
        self.then.take()
    }

    /// Those on offer that nobody has made a record of yet.
    fn open_offers(&self) -> impl Iterator<Item = &(&'static Nobody, Act)> {
        self.offers.iter().filter(|(nobody, _)| !self.rows.iter().any(|row| nobody.is(&row.title)))
    }

    /// What is on offer beside the rows: not what is among them already.
    fn offered(&self, context: &Context<'_>) -> Vec<(String, Act)> {
        let typed = self.query.text().to_lowercase();
        let shown = self.open_offers().map(|(nobody, act)| (context.text.get(nobody.key), act.clone()));
        shown.filter(|(label, _)| label.to_lowercase().contains(&typed)).collect()
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
        Ask::Read(Request::Choices { kind: self.kind, filter: self.query.text(), of: self.of, limit: SHOWN })
    }

    pub fn rows(&mut self, rows: Vec<Link>) {
        self.rows = rows;
        self.at = self.at.min((self.rows.len() + self.offers.len()).saturating_sub(1));
        if let Some(likely) = self.likely.take() {
            let among = self.rows.iter().position(|row| likely.is(&row.title));
            let offered = self.open_offers().map(|(nobody, _)| nobody.kind).position(|kind| kind == likely.kind);
            self.at = among.or(offered.map(|at| self.rows.len() + at)).unwrap_or(0);
        }
    }

    /// Kinds that can be made from here with a name alone or a short form.
    fn can_make(&self) -> bool {
        self.given.is_none()
            && (self.then.is_none() || !self.offers.is_empty())
            && matches!(self.kind, Kind::Account | Kind::Contact | Kind::User | Kind::Competitor | Kind::Calendar)
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let offers = self.offered(context);
        let last = (self.rows.len() + offers.len() + usize::from(self.can_make())).saturating_sub(1);
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
                None if self.at < self.rows.len() + offers.len() => {
                    let made = offers.into_iter().nth(self.at - self.rows.len()).map(|(_, act)| act);
                    return self.take_offer(made, context);
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

    /// Makes what was on offer, and goes on with it.
    fn take_offer(&mut self, made: Option<Act>, context: &Context<'_>) -> Vec<Ask> {
        let (Some(act), Some(then)) = (made, self.then.take()) else { return Vec::new() };
        let id = act.changes.first().map(|change| change.subject().1);
        let then = id.map(|id| Ask::Do(then.with_choice(id).again(context.id())));
        [Ask::Back, Ask::Do(Command::Save(act))].into_iter().chain(then).collect()
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
            None if self.of.is_some() => context.text.get("pick-person"),
            None => context.text.say(&Msg::new("pick-title").with("kind", Arg::Key(self.kind.key()))),
        };
        let glyphs = &context.theme.marks;
        let mark = |row: &Link| match &self.chosen {
            Some(chosen) => format!("{} ", if chosen.contains(&row.id) { glyphs.done } else { glyphs.open }),
            None => String::new(),
        };
        let name = |row: &Link| format!("{}  {}", row.code, row.title).trim().to_owned();
        let mut lines: Vec<String> = self.rows.iter().map(|row| mark(row) + &name(row)).collect();
        lines.extend(self.offered(context).into_iter().map(|(label, _)| label));
        if self.can_make() {
            let name = self.query.text();
            lines.push(match name.trim() {
                "" => context.text.get("pick-new-one"),
                name => context.text.say(&Msg::new("pick-new").with("name", name)),
            });
        } else if lines.is_empty() {
            lines.push(context.text.get("pick-none"));
        }
        frame::filtered(screen, area, context, &title, &self.query, &lines, self.at);
    }
}
