//! What a stage asks before a deal leaves it, and what the check-list of its phase names: chosen from all conditions.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::frame;
use crate::domain::funnel::gate::catalogue;
use crate::domain::funnel::pipeline::Pipeline;
use crate::keys::Action;
use crate::screens::{Ask, Context};
use crate::text::{Arg, Msg, Words};
use crate::widgets::text_field::{Handled, TextField};

#[derive(Debug)]
pub struct Conditions {
    /// With every choice made here; the screen beneath has it too.
    pipeline: Pipeline,
    /// Place of the stage.
    stage: usize,
    /// The check-list of its phase is chosen, not its gate.
    list: bool,
    /// Code and name, the chosen ones first as they were when this was opened.
    all: Vec<(String, Words)>,
    query: TextField,
    at: usize,
}

impl Conditions {
    /// Of the stage at this place.
    pub fn new(pipeline: Pipeline, stage: usize) -> Self {
        let query = TextField::one_line("");
        let mut picker = Self { pipeline, stage, list: false, all: Vec::new(), query, at: 0 };
        picker.order();
        picker
    }

    fn order(&mut self) {
        let own = self.pipeline.conditions.iter();
        let mut all: Vec<(String, Words)> = Vec::new();
        for condition in own.chain(catalogue()) {
            if all.iter().all(|(code, _)| *code != condition.code) {
                all.push((condition.code.clone(), condition.name.clone()));
            }
        }
        let chosen = self.chosen();
        all.sort_by_key(|(code, _)| chosen.iter().position(|other| other == code).unwrap_or(usize::MAX));
        self.all = all;
        self.at = 0;
    }

    fn chosen(&self) -> &[String] {
        let Some(stage) = self.pipeline.stages.get(self.stage) else { return &[] };
        if !self.list {
            return &stage.gate;
        }
        let phase = self.pipeline.phases.iter().find(|phase| Some(&phase.code) == stage.phase.as_ref());
        phase.map_or(&[], |phase| &phase.checklist)
    }

    /// Those whose name or code holds what is typed.
    fn shown(&self, context: &Context<'_>) -> Vec<&(String, Words)> {
        let typed = self.query.text().to_lowercase();
        let holds = |(code, name): &&(String, Words)| {
            format!("{code} {}", name.to(context.text.lang())).to_lowercase().contains(&typed)
        };
        self.all.iter().filter(holds).collect()
    }

    fn toggle(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(code) = self.shown(context).get(self.at).map(|(code, _)| code.clone()) else { return Vec::new() };
        let Some(stage) = self.pipeline.stages.get_mut(self.stage) else { return Vec::new() };
        let chosen = if self.list {
            let phase = self.pipeline.phases.iter_mut().find(|phase| Some(&phase.code) == stage.phase.as_ref());
            let Some(phase) = phase else { return Vec::new() };
            &mut phase.checklist
        } else {
            &mut stage.gate
        };
        match chosen.iter().position(|other| *other == code) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(code),
        }
        vec![Ask::Text(self.pipeline.print())]
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.shown(context).len().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, 10) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::NextField | Action::PrevField => {
                self.list = !self.list;
                self.order();
            }
            Action::Open => return self.toggle(context),
            Action::Save | Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        if self.query.handle(key) == Handled::Changed {
            self.at = 0;
        }
        Vec::new()
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        self.query.paste(text);
        self.at = 0;
        Vec::new()
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let Some(stage) = self.pipeline.stages.get(self.stage) else { return };
        let phase = stage.phase.as_deref().and_then(|code| self.pipeline.phase(code));
        let (key, name) = match phase.filter(|_| self.list) {
            Some(phase) => ("conditions-list", &phase.name),
            None => ("conditions-gate", &stage.name),
        };
        let title = Msg::new(key).with("name", Arg::Words(name.clone())).with("count", self.chosen().len());
        let (marks, chosen) = (context.theme.marks, self.chosen());
        let row = |(code, name): &&(String, Words)| {
            let mark = if chosen.contains(code) { marks.done } else { marks.open };
            format!("{mark} {}  {code}", name.to(context.text.lang()))
        };
        let mut lines: Vec<String> = self.shown(context).iter().map(row).collect();
        if lines.is_empty() {
            lines.push(context.text.get("pick-none"));
        }
        frame::filtered(screen, area, context, &context.text.say(&title), &self.query, &lines, self.at);
    }
}
