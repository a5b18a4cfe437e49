//! What a loss must say, asked for one after the other whatever way it begins: why, what shows it, and to whom it went.

use super::Dialog;
use super::choose::{Choose, Label};
use super::note::Note;
use super::pick::Pick;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipeline::{Pipeline, Reason, Stage, StageType};
use crate::domain::funnel::pipelines::Pipelines;
use crate::screens::{Ask, Context};
use crate::store::request::{Command, Many, Task};
use crate::text::{Arg, Msg};

/// Why deals are lost, as a menu; what is chosen leads to the next question.
pub fn begin(title: Msg, command: &Command) -> Vec<Ask> {
    let note = |code: &str| Note::new(Msg::new("loss-evidence"), command.clone().with_reason(code));
    let row =
        |code: &'static str| (Label::Choice("loss_reason", code), vec![Ask::Show(Dialog::Note(Box::new(note(code))))]);
    vec![Ask::Show(Dialog::Choose(Choose::new(title, LOSS.iter().copied().map(row).collect())))]
}

/// The question that this command leaves open; none for what is no loss, or says all that is asked.
pub fn ask(command: &Command, context: &Context<'_>) -> Option<Vec<Ask>> {
    let (why, named) = lost(command, context.pipelines)?;
    if why.code.is_empty() {
        return Some(begin(count(command, "many-lose"), command));
    }
    if why.text.trim().is_empty() {
        let note = Note::new(Msg::new("loss-evidence"), command.clone());
        return Some(vec![Ask::Show(Dialog::Note(Box::new(note)))]);
    }
    if why.lost_to.is_none() && named {
        let (pick, fill) = Pick::rival(count(command, "loss-to"), &why.code, command.clone(), context);
        return Some(vec![Ask::Show(Dialog::Pick(pick)), fill]);
    }
    None
}

/// The reason with which a command loses deals, and whether it must name to whom.
fn lost<'a>(command: &'a Command, pipelines: &Pipelines) -> Option<(&'a Reason, bool)> {
    let names = |stage: &Stage, why: &Reason| stage.competitor_for.contains(&why.code);
    match command {
        Command::Move { to, why, .. } | Command::Many(Many { task: Task::Move { to, why }, .. }) => {
            let stage = pipelines.stage(to).filter(|stage| stage.ty == StageType::Lost)?;
            Some((why, names(stage, why)))
        }
        Command::Many(Many { task: Task::Lose { why }, .. }) => {
            let mut stages = pipelines.all().filter_map(Pipeline::lost_stage);
            Some((why, stages.any(|stage| names(stage, why))))
        }
        _ => None,
    }
}

fn count(command: &Command, key: &str) -> Msg {
    let count = if let Command::Many(many) = command { many.ids.len() } else { 1 };
    Msg::new(key).with("count", Arg::from(count))
}
