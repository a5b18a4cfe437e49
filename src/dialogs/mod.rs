//! What stands over a screen for a moment: forms, choices, conflicts. Each carries the effect it will cause.

pub mod choose;
pub mod conditions;
pub mod conflict;
pub mod feeds;
pub mod form;
pub mod frame;
pub mod loss;
pub mod missing;
pub mod note;
pub mod palette;
pub mod pick;
pub mod recover;
pub mod refused;
pub mod search;
pub mod stage;
pub mod talk;
pub mod thread;
pub mod views;

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::domain::record::Id;
use crate::keys::{Action, Scope, latin};
use crate::screens::{Ask, Context};
use crate::store::request::Reply;

#[derive(Debug)]
pub enum Dialog {
    Form(Box<form::Form>),
    Pick(pick::Pick),
    Choose(choose::Choose),
    Palette(palette::Palette),
    Conflict(conflict::Conflict),
    Missing(Box<missing::Missing>),
    Note(Box<note::Note>),
    Talk(Box<talk::LogTalk>),
    Feeds(Box<feeds::Feeds>),
    Thread(thread::Thread),
    Recover(recover::Recover),
    Views(Box<views::Views>),
    Refused(Box<refused::RefusedList>),
    Search(search::Search),
    Stage(Box<stage::StageForm>),
    Conditions(Box<conditions::Conditions>),
}

impl Dialog {
    /// True where printable keys type text.
    pub fn types(&self) -> bool {
        match self {
            Self::Form(form) => form.types(),
            Self::Pick(_)
            | Self::Palette(_)
            | Self::Note(_)
            | Self::Search(_)
            | Self::Talk(_)
            | Self::Stage(_)
            | Self::Conditions(_) => true,
            Self::Views(views) => views.types(),
            Self::Choose(_)
            | Self::Conflict(_)
            | Self::Missing(_)
            | Self::Feeds(_)
            | Self::Thread(_)
            | Self::Recover(_)
            | Self::Refused(_) => false,
        }
    }

    /// The draft of what is typed here, and the act that makes it superfluous.
    pub fn kept(&self) -> Option<(Id, Id)> {
        match self {
            Self::Form(form) => Some((form.draft_id(), form.act())),
            Self::Talk(talk) => Some((talk.draft_id(), talk.act())),
            _ => None,
        }
    }

    /// Where commands apply now, innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        match self {
            // In a form every key but the form's own commands belongs to the line at the cursor.
            Self::Form(_) | Self::Talk(_) => vec![Scope::Field],
            Self::Conflict(_) => vec![Scope::Conflict, Scope::Dialog],
            Self::Recover(_) => vec![Scope::Drafts, Scope::Dialog],
            Self::Views(views) if !views.types() => vec![Scope::Views, Scope::Dialog],
            Self::Feeds(_) => vec![Scope::Feeds, Scope::Dialog],
            other if other.types() => vec![Scope::Field, Scope::Dialog],
            _ => vec![Scope::Dialog],
        }
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Form(form) => form.act_on(action, context),
            Self::Pick(pick) => pick.act_on(action, context),
            Self::Choose(choose) => choose.act_on(action),
            Self::Palette(palette) => palette.act_on(action),
            Self::Conflict(conflict) => conflict.act_on(action),
            Self::Missing(missing) => missing.act_on(action, context),
            Self::Note(note) => note.act_on(action, context),
            Self::Talk(talk) => talk.act_on(action, context),
            Self::Feeds(feeds) => feeds.act_on(action, context),
            Self::Thread(thread) => thread.act_on(action),
            Self::Recover(recover) => recover.act_on(action, context),
            Self::Views(views) => views.act_on(action, context),
            Self::Refused(refused) => refused.act_on(action, context),
            Self::Search(search) => search.act_on(action),
            Self::Stage(stage) => stage.act_on(action),
            Self::Conditions(conditions) => conditions.act_on(action, context),
        }
    }

    /// A key that is no command here.
    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Form(form) => form.key(key, context),
            Self::Pick(pick) => pick.key(key),
            Self::Note(note) => note.key(key),
            Self::Talk(talk) => talk.key(key, context),
            Self::Views(views) => views.key(key),
            Self::Palette(palette) => palette.key(key, context),
            Self::Choose(choose) => choose.key(on_latin(key)),
            Self::Thread(thread) => thread.key(key, context),
            Self::Search(search) => search.key(key),
            Self::Stage(stage) => stage.key(key),
            Self::Conditions(conditions) => conditions.key(key),
            Self::Missing(_) | Self::Conflict(_) | Self::Feeds(_) | Self::Recover(_) | Self::Refused(_) => Vec::new(),
        }
    }

    /// Something else was done than to throw away what is about to go.
    pub fn spare(&mut self) {
        if let Self::Recover(recover) = self {
            recover.spare();
        }
    }

    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Form(form) => form.paste(text, context),
            Self::Pick(pick) => pick.paste(text),
            Self::Note(note) => note.paste(text),
            Self::Talk(talk) => talk.paste(text, context),
            Self::Views(views) => views.paste(text),
            Self::Palette(palette) => palette.paste(text, context),
            Self::Search(search) => search.paste(text),
            Self::Stage(stage) => stage.paste(text),
            Self::Conditions(conditions) => conditions.paste(text),
            _ => Vec::new(),
        }
    }

    /// The answer to something this dialog asked.
    pub fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        match (self, reply) {
            (Self::Pick(pick), Reply::Choices(rows)) => pick.rows(rows),
            (Self::Feeds(feeds), Reply::Feeds(sheet)) => feeds.set(sheet),
            (Self::Pick(pick), Reply::Needs(sheet)) => pick.needs(&sheet),
            (Self::Missing(missing), Reply::Sheet(sheet)) => return missing.open(&sheet, context),
            (Self::Thread(thread), Reply::Sheet(sheet)) => thread.set(*sheet),
            (Self::Views(views), Reply::Views(records)) => views.take(records, context),
            (Self::Search(search), Reply::Search(found)) => search.answer(found),
            (Self::Form(form), Reply::Sheet(sheet)) => form.owner(&sheet),
            (Self::Talk(talk), Reply::Sheet(sheet)) => return talk.accept(&sheet),
            _ => {}
        }
        Vec::new()
    }

    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        match self {
            Self::Form(form) => form.draw(screen, area, context),
            Self::Pick(pick) => pick.draw(screen, area, context),
            Self::Choose(choose) => choose.draw(screen, area, context),
            Self::Palette(palette) => palette.draw(screen, area, context),
            Self::Conflict(conflict) => conflict.draw(screen, area, context),
            Self::Missing(missing) => missing.draw(screen, area, context),
            Self::Note(note) => note.draw(screen, area, context),
            Self::Talk(talk) => talk.draw(screen, area, context),
            Self::Feeds(feeds) => feeds.draw(screen, area, context),
            Self::Thread(thread) => thread.draw(screen, area, context),
            Self::Recover(recover) => recover.draw(screen, area, context),
            Self::Views(views) => views.draw(screen, area, context),
            Self::Refused(refused) => refused.draw(screen, area, context),
            Self::Search(search) => search.draw(screen, area, context),
            Self::Stage(stage) => stage.draw(screen, area, context),
            Self::Conditions(conditions) => conditions.draw(screen, area, context),
        }
    }

    /// Commands worth showing in the footer.
    pub fn hints(&self) -> &'static [Action] {
        match self {
            // These show their keys in their own frame.
            Self::Form(_) | Self::Talk(_) => &[],
            Self::Palette(_)
            | Self::Pick(_)
            | Self::Choose(_)
            | Self::Missing(_)
            | Self::Thread(_)
            | Self::Note(_)
            | Self::Refused(_) => &[Action::Open, Action::Back],
            Self::Conflict(_) => &[Action::TakeTheirs, Action::TakeMine, Action::Open, Action::Back],
            Self::Recover(_) => &[Action::TakeUp, Action::Compare, Action::Discard, Action::Back],
            Self::Feeds(_) => &[Action::Tick, Action::Open, Action::Back],
            Self::Views(views) if views.types() => &[Action::Open, Action::Back],
            Self::Views(_) => &[Action::Open, Action::New, Action::Edit, Action::Share, Action::Back],
            Self::Stage(_) => &[Action::NextField, Action::PrevField, Action::Back],
            Self::Conditions(_) | Self::Search(_) => &[Action::Open, Action::NextField, Action::Back],
        }
    }

    /// What a command is called here, where its own name would mislead: in a list of choices Enter opens nothing.
    pub fn means(&self, action: Action) -> Option<&'static str> {
        let chooses = matches!(self, Self::Palette(_) | Self::Pick(_) | Self::Choose(_));
        (chooses && action == Action::Open).then_some("pick-choose")
    }
}

/// The key as it is printed on a Latin keyboard: dialogs that name letters mean the keys, whatever layout is on.
fn on_latin(key: KeyEvent) -> KeyEvent {
    match key.code {
        KeyCode::Char(c) => KeyEvent { code: KeyCode::Char(latin(c).to_ascii_lowercase()), ..key },
        _ => key,
    }
}
