//! The pocket calculator: type what is known, see what follows, step by step.

mod answers;
mod calendars;
mod draw;
mod fields;
mod page;
mod pictures;
mod structure;
mod tables;

use answers::{Question, Remark, Told};
use calendars::Calendars;
use fields::{Field, Fields};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use structure::{Editing, History};

pub use self::fields::Sheet;
use super::{Ask, Context, Tone, View};
use crate::domain::exact::Exact;
use crate::domain::record::Id;
use crate::domain::time::composition::{Part, parse};
use crate::domain::time::period::Period;
use crate::keys::{Action, Scope};
use crate::store::request::{Reply, Request};
use crate::text::Msg;
use crate::widgets::text_field::Handled;

/// Where the cursor can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// The line of the sheets.
    Sheets,
    Field(Field),
    /// A line of the tree.
    Part(usize),
    Answer,
}

/// What is known where the calculator is opened, such as the target at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// A share in percent, as it is typed.
    pub target: Option<String>,
    /// A length of time, as it is typed.
    pub length: Option<String>,
    pub period: Option<Period>,
    pub hours: Option<Basis>,
}

/// The hours in which something counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    RoundTheClock,
    /// A calendar of the workspace; `None` where none is named yet.
    Calendar(Option<Id>),
}

#[derive(Debug)]
pub struct Calculator {
    sheet: Sheet,
    /// The cursor among the stops of the sheet.
    at: usize,
    fields: Fields,
    calendars: Calendars,
    /// The structure as it is written, or why it cannot be read.
    tree: Result<Part, Msg>,
    editing: Option<Editing>,
    history: History,
    /// The share of the part that was last asked for, to give it back.
    known: Option<Exact>,
    /// The last answer of this sheet, and whether the fields still say so.
    told: Option<Told>,
    stale: bool,
    remarks: Vec<Remark>,
    /// The pictures of week and month stand beside it.
    pictures: bool,
    top: usize,
    height: usize,
    /// The window follows the cursor again.
    follow: bool,
}

impl Calculator {
    pub fn new(context: &Context<'_>) -> Self {
        let mut calculator = Self {
            sheet: Sheet::Downtime,
            at: 1,
            fields: Fields::new(context),
            calendars: Calendars::new(context),
            tree: Err(Msg::new("loading")),
            editing: None,
            history: History::default(),
            known: None,
            told: None,
            stale: false,
            remarks: Vec::new(),
            pictures: true,
            top: 0,
            height: 10,
            follow: true,
        };
        calculator.enter(1);
        calculator.count(context);
        calculator
    }

    /// Opened where something is known already: a length of time asks when it is due, a share what it permits.
    pub fn with(known: Known, context: &Context<'_>) -> Self {
        let mut calculator = Self::new(context);
        if let Some(target) = known.target {
            calculator.fields.set(Field::Target, &target);
        }
        if let Some(length) = known.length {
            calculator.fields.set(Field::Length, &length);
            calculator.sheet = Sheet::Due;
        }
        if let Some(period) = known.period {
            calculator.fields.set(Field::Period, &period.to_string());
        }
        match known.hours {
            Some(Basis::RoundTheClock) => calculator.calendars.prefer(None),
            Some(Basis::Calendar(Some(id))) => calculator.calendars.prefer(Some(id)),
            Some(Basis::Calendar(None)) => calculator.calendars.lost = true,
            None => {}
        }
        calculator.enter(if calculator.sheet == Sheet::Due { 2 } else { 1 });
        calculator.count(context);
        calculator
    }

    /// What was typed before it was left, beneath what is known where it is opened now.
    #[must_use]
    pub fn over(mut self, left: Self) -> Self {
        for field in Field::KEPT {
            self.fields.set(field, &left.fields.text(field));
        }
        self.fields.combine = left.fields.combine;
        (self.tree, self.history, self.pictures) = (left.tree, left.history, left.pictures);
        self
    }

    fn stops(&self) -> Vec<Stop> {
        let fields = self.sheet.fields().iter().map(|field| Stop::Field(*field));
        let fields = std::iter::once(Stop::Sheets).chain(fields);
        fields.chain((0..self.part_lines()).map(Stop::Part)).chain([Stop::Answer]).collect()
    }

    fn stop(&self) -> Stop {
        self.stops().get(self.at).copied().unwrap_or(Stop::Answer)
    }

    fn go_to(&mut self, stop: Stop) {
        if let Some(at) = self.stops().iter().position(|other| *other == stop) {
            self.enter(at);
        }
    }

    fn step(&mut self, by: isize) {
        self.enter(self.at.saturating_add_signed(by).min(self.stops().len() - 1));
    }

    fn enter(&mut self, at: usize) {
        (self.at, self.follow) = (at, true);
        self.history.close();
        if let Some(field) = self.typing() {
            self.fields.select(field);
        }
    }

    /// Another sheet, at its first field, or at the line of the sheets where the cursor is there.
    fn turn_sheet(&mut self, by: isize, context: &Context<'_>) {
        let at = usize::from(self.stop() != Stop::Sheets);
        self.sheet = self.sheet.next(by);
        (self.top, self.told, self.editing) = (0, None, None);
        self.enter(at);
        self.count(context);
    }

    /// Counts anew after every change; an answer that no longer fits what is typed stays, dim, until there is another.
    fn count(&mut self, context: &Context<'_>) {
        self.tree = parse(&self.fields.text(Field::Structure)).map_err(|fault| fault.msg);
        let (fields, calendars, tree) = (&self.fields, &self.calendars, &self.tree);
        let mut question = Question { fields, calendars, tree, context, remarks: Vec::new() };
        let told = question.answer(self.sheet);
        self.remarks = question.remarks;
        self.stale = told.is_none();
        self.told = told.or_else(|| self.told.take());
        self.at = self.at.min(self.stops().len() - 1);
    }

    /// The text that has the keys: that of a field, or that of a part.
    fn typing(&self) -> Option<Field> {
        match self.stop() {
            Stop::Field(field) if !field.is_choice() => Some(field),
            _ => None,
        }
    }

    /// The arrows where nothing is typed.
    fn switch(&mut self, by: isize, context: &Context<'_>) {
        match self.stop() {
            Stop::Field(Field::Calendar) => self.calendars.step(by),
            Stop::Field(Field::Combine) => self.fields.turn_combine(),
            Stop::Sheets => return self.turn_sheet(by, context),
            Stop::Answer if self.sheet.fields().contains(&Field::Period) => {
                self.fields.step_period(by as i32);
            }
            _ => return,
        }
        self.count(context);
    }

    fn handled(&mut self, handled: Handled, context: &Context<'_>) -> Vec<Ask> {
        match handled {
            Handled::Changed | Handled::Full => {
                if self.editing.is_some() {
                    self.take_part(context);
                } else {
                    self.count(context);
                }
            }
            Handled::Moved | Handled::Ignored => {}
        }
        if handled == Handled::Full { vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)] } else { Vec::new() }
    }

    fn copy(&self, table: bool, context: &Context<'_>) -> Vec<Ask> {
        let Some(told) = self.told.as_ref().filter(|_| !self.stale) else {
            let key = if self.told.is_some() { "calculator-old-answer" } else { "calculator-nothing-to-copy" };
            return vec![Ask::Tell(Msg::new(key), Tone::Plain)];
        };
        let text = context.text;
        let copied = if table {
            told.table.text(text)
        } else {
            told.sentences().map(|msg| text.say(msg)).collect::<Vec<_>>().join("\n")
        };
        vec![Ask::Copy(copied)]
    }
}

impl View for Calculator {
    const SCOPE: Scope = Scope::Calculator;

    fn queries(&self) -> Vec<Request> {
        vec![Calendars::query()]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        if let Reply::List(page) = reply {
            self.calendars.take(&page.rows);
            self.count(context);
        }
        Vec::new()
    }

    fn types(&self) -> bool {
        self.editing.is_some() || self.typing().is_some()
    }

    /// While something is typed the arrows up and down still move from field to field.
    fn scopes(&self) -> Vec<Scope> {
        if self.types() {
            vec![Scope::Field, Scope::Calculator, Scope::Dialog]
        } else {
            vec![Scope::Calculator, Scope::Pane]
        }
    }

    fn tab(&self) -> Option<Action> {
        Some(Action::GoCalculator)
    }

    fn title(&self, context: &Context<'_>) -> String {
        let (text, into) = (context.text, context.theme.marks.into);
        format!("{} {into} {}", text.get("calculator-title"), text.get(self.sheet.key()))
    }

    fn hints(&self) -> Vec<Action> {
        let part = matches!(self.stop(), Stop::Part(_)) && self.editing.is_none();
        let mut hints = Vec::new();
        if part {
            hints.extend([Action::Edit, Action::New, Action::WantPart, Action::GroupPart, Action::RemovePart]);
            hints.extend([Action::OrderUp, Action::OrderDown, Action::Back]);
            return hints;
        }
        hints.push(Action::NextSheet);
        if self.types() {
            hints.extend([Action::CopyAnswer, Action::CopyTable]);
        } else {
            // The arrows of a choice stand beside it.
            hints.extend([Action::Copy, Action::CopyTable]);
        }
        hints.extend([Action::Back, Action::Panes, Action::PageDown, Action::Help]);
        hints
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.editing.is_some() {
            match action {
                Action::Back | Action::Open | Action::Up | Action::Down | Action::NextField | Action::PrevField => {
                    // What cannot be read was never taken; the part is as it last could be. A new one that is not
                    // wanted after all goes.
                    let beside = self.editing.take().and_then(|editing| editing.beside);
                    if let (Action::Back, Some(beside)) = (action, beside) {
                        self.drop_part(&beside, context);
                    }
                    if matches!(action, Action::Back | Action::Open) {
                        return Vec::new();
                    }
                }
                _ => {}
            }
        }
        match action {
            Action::Back => return vec![Ask::Back],
            Action::Up | Action::PrevField => self.step(-1),
            Action::Down | Action::NextField => self.step(1),
            Action::Top => self.step(isize::MIN / 2),
            Action::Bottom => self.step(isize::MAX / 2),
            Action::NextSheet => self.turn_sheet(1, context),
            Action::PrevSheet => self.turn_sheet(-1, context),
            Action::PageUp => (self.top, self.follow) = (self.top.saturating_sub(self.height / 2), false),
            Action::PageDown => (self.top, self.follow) = (self.top + self.height / 2, false),
            Action::Panes => self.pictures = !self.pictures,
            Action::Copy | Action::CopyAnswer => return self.copy(false, context),
            Action::CopyTable => return self.copy(true, context),
            Action::Undo => return self.take_back(false, context),
            Action::Redo => return self.take_back(true, context),
            _ if matches!(self.stop(), Stop::Part(_)) => return self.part_action(action, context),
            Action::Open => self.step(1),
            Action::Left => self.switch(-1, context),
            Action::Right => self.switch(1, context),
            _ => {}
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        if let Some(editing) = &mut self.editing {
            let handled = editing.field.handle(key);
            return self.handled(handled, context);
        }
        let Some(field) = self.typing() else { return Vec::new() };
        // A period is stepped through; only one that cannot be read is edited letter by letter.
        let by = match key.code {
            KeyCode::Left => -1,
            KeyCode::Right => 1,
            _ => 0,
        };
        if field == Field::Period && by != 0 && key.modifiers.is_empty() && self.fields.step_period(by) {
            self.count(context);
            return Vec::new();
        }
        let before = self.fields.text(Field::Structure);
        let handled = self.fields.key(field, key);
        self.remember(before, true);
        self.handled(handled, context)
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let (field, before) = (self.typing(), self.fields.text(Field::Structure));
        let handled = match (&mut self.editing, field) {
            (Some(editing), _) => editing.field.paste(text),
            (None, Some(field)) => self.fields.paste(field, text),
            (None, None) => return Vec::new(),
        };
        self.remember(before, true);
        self.handled(handled, context)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}
