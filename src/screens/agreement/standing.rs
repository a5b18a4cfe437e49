//! The version as a whole: the next one, what changed since the last, and the way from state to state.

use super::AgreementView;
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::note::Note;
use crate::domain::agreement::states;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::screens::versions::VersionsView;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::Msg;

impl AgreementView {
    /// Commands that are about the whole version.
    pub(super) fn version_action(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let version = work.sheet.version.id;
        match action {
            Action::Versions => vec![Ask::Go(VersionsView::new(work.sheet.agreement.id).into())],
            Action::MakeVersion => vec![Ask::Do(Command::NextVersion { act: context.id(), version })],
            Action::MoveTo => self.next_states(context),
            _ => Vec::new(),
        }
    }

    /// Every state that can come next; one whose gate is shut says what is missing.
    fn next_states(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let seen = work.document.version.values.state.clone();
        let row = |to: &'static str| {
            let command = Command::Enter {
                act: Id::default(),
                version: work.sheet.version.id,
                seen: seen.clone(),
                to: to.to_owned(),
                reason: String::new(),
            };
            let ends = matches!(to, "CANCELLED" | "TERMINATED");
            // A reason is asked for with the step.
            match states::enter(&work.document, to, context.today(), ends.then_some("…")) {
                Err(faults) => {
                    let msg = states::refused(to, faults);
                    (Label::Message(msg.clone()), vec![Ask::Tell(msg, Tone::Warn)])
                }
                Ok(_) if ends => {
                    let title = Msg::new("state-why").with("state", states::named(to));
                    (Label::Choice("state", to), vec![Ask::Show(Dialog::Note(Box::new(Note::new(title, command))))])
                }
                Ok(_) => (Label::Choice("state", to), vec![Ask::Do(command.again(context.id()))]),
            }
        };
        let rows: Vec<_> = states::after(&seen).map(row).collect();
        if rows.is_empty() {
            return vec![Ask::Tell(Msg::new("state-ended").with("state", states::named(&seen)), Tone::Plain)];
        }
        let title = Msg::new("state-title").with("state", states::named(&seen));
        vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
    }
}
