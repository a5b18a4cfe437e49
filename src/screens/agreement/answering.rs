//! Warnings that somebody answers for: the reason is asked here, and holds until the value changes.

use super::AgreementView;
use crate::dialogs::Dialog;
use crate::dialogs::note::Note;
use crate::domain::act::Act;
use crate::domain::agreement::lint::{self, Finding, Severity};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::Msg;

impl AgreementView {
    /// The warning that is meant: the one jumped to, else the first here that nobody answers for.
    fn warning(&self) -> Option<&Finding> {
        let work = self.work.as_ref()?;
        let open = |finding: &&Finding| finding.severity == Severity::Warning && finding.acknowledged.is_none();
        match self.finding.and_then(|at| work.findings.get(at)) {
            Some(finding) => Some(finding).filter(open),
            None => work.findings_at(self.row()?).map(|(_, finding)| finding).find(open),
        }
    }

    pub(super) fn has_warning(&self) -> bool {
        !self.is_frozen() && self.warning().is_some()
    }

    /// Asks why the warning is accepted.
    pub(super) fn answer(&self, context: &Context<'_>) -> Vec<Ask> {
        if self.is_frozen() {
            return vec![self.frozen()];
        }
        let (Some(work), Some(finding)) = (&self.work, self.warning()) else {
            return vec![Ask::Tell(
                Msg::new("agreement-answer-none").with("key", context.keymap.hint(Action::NextFinding)),
                Tone::Plain,
            )];
        };
        // The reason is put in by the dialog that asks for it.
        let change = lint::accept(&work.document, finding, "", context.user, context.today());
        let act = Act { id: context.id(), verb: "verb-acknowledge".to_owned(), changes: vec![change] };
        let title = Msg::new("agreement-answer-title").with("rule", finding.rule);
        vec![Ask::Show(Dialog::Note(Box::new(Note::new(title, Command::Save(act)))))]
    }
}
