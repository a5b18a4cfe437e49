//! What an act with many records left as it was: each with its reason, the way there, and one reason to carry on those
//! that only a gate stops.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::note::Note;
use super::{Dialog, frame};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::screens::progress::ProgressView;
use crate::screens::{Ask, Context, Screen, Tone};
use crate::store::request::{Command, Done, Failure, Many, Refused};
use crate::text::{Arg, Msg, clean};

#[derive(Debug)]
pub struct RefusedList {
    title: Msg,
    /// What was asked; none for what was to be taken back.
    many: Option<Many>,
    refused: Vec<Refused>,
    at: usize,
}

impl RefusedList {
    pub fn new(many: Many, done: Done) -> Self {
        let refused = done.refused.len();
        let title = Msg::new("refused-title")
            .with("verb", Arg::Key(done.verb))
            .with("done", Arg::from(many.ids.len().saturating_sub(refused)))
            .with("refused", Arg::from(refused));
        Self { title, many: Some(many), refused: done.refused, at: 0 }
    }

    /// Deals that an undo or redo cannot carry back where they stood.
    pub fn of_return(title: Msg, refused: Vec<Refused>) -> Self {
        Self { title, many: None, refused, at: 0 }
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.refused.len().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, 10) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Open => return self.open(),
            Action::Force => return self.force(context),
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    /// Goes where it can be put right; what stays here stays selected too.
    fn open(&self) -> Vec<Ask> {
        let Some(Refused { id, why, .. }) = self.refused.get(self.at) else { return Vec::new() };
        let kind = self.many.as_ref().map_or(Kind::Opportunity, |many| many.kind);
        let screen = match (kind, why) {
            (Kind::Opportunity, Failure::Gate { .. }) => ProgressView::new(*id).into(),
            (kind, _) => Screen::of(kind, *id),
        };
        vec![Ask::Back, Ask::Go(screen)]
    }

    fn force(&self, context: &Context<'_>) -> Vec<Ask> {
        let ids: Arc<[Id]> = self.refused.iter().filter(|one| one.forcible()).map(|one| one.id).collect();
        let forced = self.many.as_ref().and_then(|many| Some((many, many.task.forced()?)));
        let Some((many, task)) = forced.filter(|_| !ids.is_empty()) else {
            return vec![Ask::Tell(Msg::new("refused-no-force"), Tone::Plain)];
        };
        let title = Msg::new("refused-force").with("count", Arg::from(ids.len()));
        let command = Command::Many(Many { act: context.id(), ids, task, ..many.clone() });
        vec![Ask::Back, Ask::Show(Dialog::Note(Box::new(Note::new(title, command))))]
    }

    /// All that stands in the way of the one at the cursor, as far as there is room.
    fn reasons(&self, area: Rect, context: &Context<'_>) -> Vec<Line<'static>> {
        let Some(refused) = self.refused.get(self.at) else { return Vec::new() };
        let said: Vec<String> = refused.reasons().iter().map(|msg| context.text.say(msg)).collect();
        let said = clean::clean(&said.join(" ")).into_owned();
        let rows = clean::wrap(&said, frame::width(area).saturating_sub(4));
        let room = usize::from(area.height / 3);
        let shown = rows.into_iter().take(room).map(|row| Line::styled(row, context.theme.text));
        std::iter::once(Line::raw("")).chain(shown).chain([Line::raw("")]).collect()
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let keys = [("go", Action::Open), ("force", Action::Force), ("back", Action::Back)];
        let forces = self.many.as_ref().is_some_and(|many| many.task.forced().is_some());
        let said = match &self.many {
            None => "refused-keys-return",
            Some(_) if forces && self.refused.iter().any(Refused::forcible) => "refused-keys",
            Some(_) => "refused-keys-go",
        };
        let mut foot = self.reasons(area, context);
        foot.extend(frame::keys(area, context, said, &keys));
        // Only the rows in sight are worded, however many there are.
        let height = usize::from(area.height);
        let first = self.at.saturating_sub(height);
        let shown = self.refused.iter().skip(first).take(2 * height);
        let rows: Vec<String> = shown.map(|one| row(one, context)).collect();
        frame::menu(screen, area, context, &context.text.say(&self.title), &rows, self.at - first, &foot);
    }
}

/// Which one, and the first of its reasons.
fn row(refused: &Refused, context: &Context<'_>) -> String {
    let reasons = refused.reasons();
    let first = reasons.first().map(|msg| context.text.say(msg)).unwrap_or_default();
    let more = match reasons.len() {
        0 | 1 => String::new(),
        n => format!(" +{}", n - 1),
    };
    let marks = context.theme.marks;
    let title = clean::truncate(&clean::clean(&refused.title), 24);
    format!("{} {} {title}  {first}{more}", marks.refused, refused.code)
}
