//! The pipelines of the workspace: their stages, gates and check-lists, and how they are changed.

mod draw;
mod kept;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Ask, Context, Screen, Tone, View};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::conditions::Conditions;
use crate::dialogs::note::Note;
use crate::dialogs::stage::StageForm;
use crate::domain::funnel::pipeline::{Pipeline, Stage, Unreadable};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::keys::{Action, Scope};
use crate::store::request::{Command, Failing, Funnel, Reply, Request, Reshape};
use crate::text::{Arg, Msg, Words};

#[derive(Debug)]
pub struct PipelinesView {
    /// Code of the pipeline that is looked at.
    code: String,
    funnel: Option<Box<Funnel>>,
    /// Stage at the cursor.
    at: usize,
    top: usize,
    height: usize,
    wanted: Option<Wanted>,
    /// The act that saves it.
    saving: Option<Id>,
    /// Esc was pressed once over what is not saved.
    warned: bool,
    /// What its gates would mean for the deals before them.
    failing: Vec<Failing>,
}

/// A pipeline that is not saved yet.
#[derive(Debug)]
struct Wanted {
    /// The text it was made from.
    seen: String,
    text: String,
    /// None where the text is no pipeline.
    pipeline: Option<Pipeline>,
    /// What is wrong with the text, from the top.
    faults: Vec<Unreadable>,
    /// Its draft, and the act that saves it.
    draft: Id,
    act: Id,
    since_ms: i64,
}

impl Wanted {
    fn new(seen: String, text: String, context: &Context<'_>) -> Self {
        let (draft, act, since_ms) = (context.id(), context.id(), context.now.timestamp_millis());
        match Pipeline::read(&text) {
            Ok(pipeline) => {
                let faults = context.pipelines.faults(&pipeline);
                let mut faults: Vec<_> = faults.iter().map(|fault| Pipeline::find(&text, fault)).collect();
                faults.sort_by_key(|fault| (fault.line, fault.column));
                Self { seen, text, pipeline: Some(pipeline), faults, draft, act, since_ms }
            }
            Err(unreadable) => Self { seen, text, pipeline: None, faults: vec![unreadable], draft, act, since_ms },
        }
    }
}

impl PipelinesView {
    pub fn new(context: &Context<'_>) -> Self {
        let code = context.line().code.clone();
        Self {
            code,
            funnel: None,
            at: 0,
            top: 0,
            height: 10,
            wanted: None,
            saving: None,
            warned: false,
            failing: Vec::new(),
        }
    }

    /// The record that holds it, if it is not as the program brings it.
    fn kept(&self) -> Option<&Record> {
        self.funnel.as_ref()?.kept.iter().find(|record| record.str("key") == self.code)
    }

    /// As it is saved.
    fn saved<'a>(&self, context: &Context<'a>) -> &'a Pipeline {
        context.pipelines.named(&self.code).unwrap_or_else(|| context.pipelines.first())
    }

    /// As it is on the screen: with what is not saved yet, as far as that can be read.
    fn shown<'a>(&'a self, context: &Context<'a>) -> &'a Pipeline {
        self.wanted.as_ref().and_then(|wanted| wanted.pipeline.as_ref()).unwrap_or_else(|| self.saved(context))
    }

    fn stage<'a>(&'a self, context: &Context<'a>) -> Option<&'a Stage> {
        self.shown(context).stages().get(self.at)
    }

    /// The text it is changed from, and the text as it is now.
    fn texts(&self, context: &Context<'_>) -> (String, String) {
        if let Some(wanted) = &self.wanted {
            return (wanted.seen.clone(), wanted.text.clone());
        }
        let kept = self.kept().map(|record| record.str("definition").to_owned());
        let text = kept.unwrap_or_else(|| self.saved(context).print());
        (text.clone(), text)
    }

    fn want(&mut self, text: String, context: &Context<'_>) {
        let (mut seen, _) = self.texts(context);
        // A new pipeline has nothing before it.
        if let Some(other) = Pipeline::read(&text).ok().filter(|read| read.code != self.code)
            && context.pipelines.named(&other.code).is_none()
        {
            seen.clear();
            self.code = other.code;
            self.at = 0;
        }
        self.warned = false;
        let before = self.wanted.take();
        self.wanted = (text.trim() != seen.trim()).then(|| Wanted::new(seen, text, context));
        // The same draft goes on. The act is new: the store carries out each only once.
        if let (Some(before), Some(wanted)) = (before, &mut self.wanted) {
            (wanted.draft, wanted.since_ms) = (before.draft, before.since_ms);
        }
        self.at = self.at.min(self.shown(context).stages().len().saturating_sub(1));
    }

    fn change(&mut self, context: &Context<'_>, change: impl FnOnce(&mut Pipeline)) {
        let mut pipeline = self.shown(context).clone();
        change(&mut pipeline);
        self.want(pipeline.print(), context);
    }

    /// Moves the stage at the cursor one place; open stages stay before closed ones.
    fn reorder(&mut self, by: isize, context: &Context<'_>) {
        let (from, stages) = (self.at, self.shown(context).stages());
        let Some(to) = from.checked_add_signed(by).filter(|to| *to < stages.len()) else { return };
        if stages[from].ty.is_open() == stages[to].ty.is_open() {
            self.change(context, |pipeline| pipeline.stages.swap(from, to));
            self.at = to;
        }
    }

    /// Takes the stage at the cursor out of use, or into use again. Where deals stand, it is asked where they go.
    fn retire(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(stage) = self.stage(context).cloned() else { return Vec::new() };
        let at = self.at;
        if stage.retired || context.counts.get(&stage.code).is_none_or(|count| *count == 0) {
            let before = self.wanted.as_ref().map(|wanted| wanted.draft);
            self.change(context, |pipeline| pipeline.stages[at].retired = !stage.retired);
            return self.keep(before, context).into_iter().collect();
        }
        let mut pipeline = self.shown(context).clone();
        pipeline.stages[at].retired = true;
        let (seen, _) = self.texts(context);
        let row = |to: &Stage| {
            let going = vec![(stage.code.clone(), to.code.clone())];
            let (key, seen, text) = (self.code.clone(), seen.clone(), pipeline.print());
            let reshape = Box::new(Reshape { key, seen, text, going, why: String::new() });
            let note = Note::new(Msg::new("note-pipeline-going"), Command::Reshape { act: context.id(), reshape });
            (Label::Titled(to.code.clone(), to.name.clone()), vec![Ask::Show(Dialog::Note(Box::new(note)))])
        };
        let others = pipeline.open_stages().filter(|other| other.ty.is_open() == stage.ty.is_open());
        let rows: Vec<_> = others.map(row).collect();
        let title = Msg::new("pipeline-going-title").with("stage", Arg::Words(stage.name.clone()));
        vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
    }

    fn save(&mut self) -> Vec<Ask> {
        let Some(wanted) = &self.wanted else { return vec![Ask::Tell(Msg::new("pipeline-nothing"), Tone::Plain)] };
        if let Some(fault) = wanted.faults.first() {
            return vec![Ask::Tell(fault.msg.clone(), Tone::Warn)];
        }
        let act = wanted.act;
        self.saving = Some(act);
        let (seen, text) = (wanted.seen.clone(), wanted.text.clone());
        let reshape = Reshape { key: self.code.clone(), seen, text, ..Reshape::default() };
        vec![Ask::Do(Command::Reshape { act, reshape: Box::new(reshape) })]
    }

    /// The next pipeline, unless something is not saved.
    fn turn(&mut self, by: isize, context: &Context<'_>) -> Vec<Ask> {
        if self.wanted.is_some() {
            return vec![Ask::Tell(Msg::new("pipeline-unsaved"), Tone::Warn)];
        }
        let mut all = context.pipelines.all();
        let at = all.clone().position(|pipeline| pipeline.code == self.code).unwrap_or(0);
        if let Some(next) = at.checked_add_signed(by).and_then(|at| all.nth(at)) {
            self.code.clone_from(&next.code);
            (self.at, self.top) = (0, 0);
        }
        Vec::new()
    }

    /// What other gates would mean for the deals before them.
    fn impact(&self) -> Vec<Msg> {
        let Some(wanted) = self.wanted.as_ref().and_then(|wanted| wanted.pipeline.as_ref()) else { return Vec::new() };
        let said = |failing: &Failing| {
            let name = wanted.stage(&failing.stage)?.name.clone();
            let msg = Msg::new("pipeline-failing").with("stage", Arg::Words(name));
            Some(msg.with("failing", failing.failing).with("count", failing.of))
        };
        self.failing.iter().filter_map(said).collect()
    }

    /// Whether its code can still be chosen: no other session has seen the stage.
    fn fresh(&self, context: &Context<'_>) -> bool {
        let saved = context.pipelines.named(&self.code);
        self.stage(context).is_some_and(|stage| saved.is_none_or(|saved| saved.stage(&stage.code).is_none()))
    }

    fn edit(&self, context: &Context<'_>) -> Vec<Ask> {
        if self.unreadable() {
            return vec![Ask::Tell(Msg::new("pipeline-has-faults"), Tone::Warn)];
        }
        let form = StageForm::new(self.shown(context).clone(), self.at, self.fresh(context));
        vec![Ask::Show(Dialog::Stage(Box::new(form)))]
    }

    fn conditions(&self, context: &Context<'_>) -> Vec<Ask> {
        if self.unreadable() {
            return vec![Ask::Tell(Msg::new("pipeline-has-faults"), Tone::Warn)];
        }
        let picker = Conditions::new(self.shown(context).clone(), self.at);
        vec![Ask::Show(Dialog::Conditions(Box::new(picker)))]
    }

    /// The text is none that could be changed by its fields.
    fn unreadable(&self) -> bool {
        self.wanted.as_ref().is_some_and(|wanted| wanted.pipeline.is_none())
    }

    /// A stage or a pipeline more.
    fn add(&self, context: &Context<'_>) -> Vec<Ask> {
        let pipeline = self.shown(context);
        let Some(stage) = self.stage(context).filter(|_| !self.unreadable()) else {
            return vec![Ask::Tell(Msg::new("pipeline-has-faults"), Tone::Warn)];
        };
        let mut rows = Vec::new();
        if stage.ty.is_open() {
            let more = with_stage(pipeline, self.at, context.pipelines);
            let form = StageForm::new(more.clone(), self.at + 1, true);
            let asks = vec![Ask::Text(more.print()), Ask::Run(Action::Down), Ask::Show(Dialog::Stage(Box::new(form)))];
            let label = Msg::new("pipeline-add-stage").with("stage", Arg::Words(stage.name.clone()));
            rows.push((Label::Message(label), asks));
        }
        if self.wanted.is_none() {
            let copy = copied(pipeline, context.pipelines);
            let label = Msg::new("pipeline-add-copy").with("name", Arg::Words(pipeline.name.clone()));
            rows.push((Label::Message(label), vec![Ask::Text(copy.print())]));
        }
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("pipeline-add"), rows)))]
    }
}

/// A code of which there is none yet: the base with a number behind it.
fn free(base: &str, taken: impl Fn(&str) -> bool) -> String {
    (2..1000).map(|n| format!("{base}_{n}")).find(|code| !taken(code)).unwrap_or_default()
}

fn numbered(name: &Words) -> Words {
    let more = |name: &str| format!("{name} 2");
    Words { en: more(&name.en), zh: more(&name.zh), ru: more(&name.ru) }
}

/// The pipeline with one more stage behind this open one, like it but with nothing asked.
fn with_stage(pipeline: &Pipeline, at: usize, all: &Pipelines) -> Pipeline {
    let mut more = pipeline.clone();
    let Some(before) = pipeline.stages.get(at) else { return more };
    let taken = |code: &str| all.stage(code).is_some() || pipeline.stage(code).is_some();
    let (code, name) = (free(&before.code, taken), numbered(&before.name));
    let (gate, needs, skip_when) = (Vec::new(), Vec::new(), Vec::new());
    more.stages.insert(at + 1, Stage { code, name, gate, needs, skip_when, wip: None, ..before.clone() });
    more
}

/// A pipeline like this one under codes of its own. No new deal begins there until it is said which.
fn copied(pipeline: &Pipeline, all: &Pipelines) -> Pipeline {
    let mut copy = pipeline.clone();
    copy.code = free(&pipeline.code, |code| all.named(code).is_some());
    copy.name = numbered(&pipeline.name);
    copy.kinds.clear();
    for stage in &mut copy.stages {
        stage.code = free(&stage.code, |code| all.stage(code).is_some());
    }
    copy
}

impl View for PipelinesView {
    const SCOPE: Scope = Scope::Pipelines;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Funnel]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        if let Reply::Funnel(funnel) = reply {
            self.funnel = Some(funnel);
            self.at = self.at.min(self.shown(context).stages().len().saturating_sub(1));
        } else if let Reply::Failing(failing) = reply {
            self.failing = failing;
        }
        Vec::new()
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.shown(context).stages().len().saturating_sub(1);
        let page = self.height.max(2) / 2;
        if let Some(at) = action.walked(self.at, last, page) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Left => return self.turn(-1, context),
            Action::Right => return self.turn(1, context),
            Action::OrderUp | Action::OrderDown => {
                let before = self.wanted.as_ref().map(|wanted| wanted.draft);
                self.reorder(if action == Action::OrderUp { -1 } else { 1 }, context);
                return self.keep(before, context).into_iter().collect();
            }
            Action::Archive => return self.retire(context),
            Action::Edit | Action::Open => return self.edit(context),
            Action::Progress => return self.conditions(context),
            Action::New => return self.add(context),
            Action::EditExternal => {
                return vec![Ask::Edit { text: self.texts(context).1, suffix: ".toml" }];
            }
            Action::Save => return self.save(),
            Action::History => {
                let Some(id) = self.kept().map(|record| record.id) else {
                    return vec![Ask::Tell(Msg::new("pipeline-no-history"), Tone::Plain)];
                };
                let log = super::log::Log::of(Kind::Pipeline, id, &self.code);
                return vec![Ask::Go(Screen::from(log))];
            }
            Action::Back if self.wanted.is_some() && !self.warned => {
                self.warned = true;
                return vec![Ask::Tell(Msg::new("pipeline-unsaved"), Tone::Warn)];
            }
            Action::Back if self.wanted.is_some() => {
                let draft = self.wanted.take().map(|wanted| Ask::Forget(wanted.draft));
                self.warned = false;
                if context.pipelines.named(&self.code).is_none() {
                    context.line().code.clone_into(&mut self.code);
                }
                self.at = self.at.min(self.shown(context).stages().len().saturating_sub(1));
                return draft.into_iter().chain([Ask::Tell(Msg::new("pipeline-dropped"), Tone::Plain)]).collect();
            }
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    fn leave(&mut self, context: &Context<'_>) -> Vec<Ask> {
        self.draft(context).into_iter().map(|draft| Ask::Leave(Box::new(draft))).collect()
    }

    fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let before = self.wanted.as_ref().map(|wanted| wanted.draft);
        self.want(text.to_owned(), context);
        let (msg, tone) = match &self.wanted {
            None => (Msg::new("pipeline-nothing"), Tone::Plain),
            Some(Wanted { faults, .. }) if !faults.is_empty() => (Msg::new("pipeline-has-faults"), Tone::Warn),
            Some(_) => (Msg::new("pipeline-ready"), Tone::Plain),
        };
        self.failing.clear();
        let wanted = self.wanted.as_ref().and_then(|wanted| wanted.pipeline.clone());
        let changed = wanted.filter(|wanted| wanted.gates_changed(Self::saved(self, context)).next().is_some());
        let failing = changed.map(|wanted| Ask::Read(Request::Failing(Box::new(wanted))));
        self.keep(before, context).into_iter().chain(failing).chain([Ask::Tell(msg, tone)]).collect()
    }

    fn saved(&mut self, act: Id, done: bool) -> Vec<Ask> {
        if done && self.saving.take_if(|saving| *saving == act).is_some() {
            return self.wanted.take().map(|wanted| Ask::Forget(wanted.draft)).into_iter().collect();
        }
        Vec::new()
    }

    fn title(&self, context: &Context<'_>) -> String {
        context.text.get("kinds-pipeline")
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints =
            vec![Action::Edit, Action::Progress, Action::New, Action::OrderDown, Action::EditExternal, Action::Back];
        if self.wanted.is_some() {
            hints.insert(0, Action::Save);
        }
        hints
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}
