//! How an opportunity stands: the gate before it, the check-list of each phase, and the way it came.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::conditions::{jump, row, tick, waive};
use super::draw::{calm, follow, split_head};
use super::{Ask, Context, Screen, Tone, View, deal};
use crate::dialogs::Dialog;
use crate::dialogs::note::Note;
use crate::domain::funnel::gate::{Finding, State};
use crate::domain::funnel::pipeline::Reason;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;

use crate::keys::{Action, Scope};
use crate::store::request::{Command, Progress, Reply, Request, Step, Tick};
use crate::text::{Msg, Text, clean, number};
use crate::theme::Theme;
use crate::widgets::line;

/// Steps of the way that are shown; the journal of the record has them all.
const PAST: usize = 8;

#[derive(Debug)]
pub struct ProgressView {
    id: Id,
    progress: Option<Box<Progress>>,
    gone: bool,
    at: usize,
    top: usize,
    height: usize,
}

/// A line of the page: the cursor stands on conditions only.
enum Part<'a> {
    Head(String),
    Condition(&'a Finding, bool),
    Past(&'a Step),
    More(String),
}

impl ProgressView {
    pub fn new(id: Id) -> Self {
        Self { id, progress: None, gone: false, at: 0, top: 0, height: 10 }
    }

    /// Conditions in the order of the page; true for those of the gate.
    fn findings(&self) -> Vec<(&Finding, bool)> {
        let Some(progress) = &self.progress else { return Vec::new() };
        let gate = progress.gate.iter().map(|finding| (finding, true));
        gate.chain(progress.lists.iter().flat_map(|(_, items)| items.iter().map(|item| (item, false)))).collect()
    }

    fn finding(&self) -> Option<Finding> {
        self.findings().get(self.at).map(|(finding, _)| (*finding).clone())
    }

    fn parts(&self, context: &Context<'_>) -> Vec<Part<'_>> {
        let Some(progress) = &self.progress else { return Vec::new() };
        let (text, lang) = (context.text, context.text.lang());
        let stage =
            |code: &str| context.pipelines.stage(code).map_or_else(|| code.to_owned(), |s| s.name.to(lang).to_owned());
        let mut parts = Vec::new();
        if let Some(next) = &progress.next {
            let head =
                Msg::new("progress-gate").with("from", stage(progress.deal.str("stage"))).with("to", stage(next));
            parts.push(Part::Head(format!("{}  {}", text.say(&head), tally(&progress.gate))));
            parts.extend(progress.gate.iter().map(|finding| Part::Condition(finding, true)));
        }
        parts.push(Part::Head(text.get("progress-history")));
        let old = progress.history.len().saturating_sub(PAST);
        if old > 0 {
            let key = context.keymap.hint(Action::History);
            parts.push(Part::More(text.say(&Msg::new("progress-earlier").with("n", old).with("key", key))));
        }
        parts.extend(progress.history.iter().skip(old).map(Part::Past));
        for (phase, items) in &progress.lists {
            let name = phase_name(progress, phase, context);
            parts.push(Part::Head(format!("{name}  {}", tally(items))));
            parts.extend(items.iter().map(|item| Part::Condition(item, false)));
        }
        parts
    }

    /// Ticks with evidence; an item that is ticked is taken back at once, undo brings it back.
    fn turn(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(finding) = self.finding() else { return Vec::new() };
        let id = self.id;
        match finding.state {
            State::Waived => {
                let condition = finding.code;
                vec![Ask::Do(Command::Waive { act: context.id(), id, condition, reason: String::new() })]
            }
            State::Met if finding.manual => {
                let tick = Tick { item: finding.code, state: "open".to_owned(), ..Tick::default() };
                vec![Ask::Do(Command::Tick { act: context.id(), id, tick })]
            }
            _ if finding.manual => vec![Ask::Show(tick(id, &finding.code, &finding, None, context))],
            _ => vec![Ask::Tell(Msg::new("gate-automatic"), Tone::Plain)],
        }
    }

    /// Commands that move the deal itself.
    fn carry(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(progress) = &self.progress else { return Vec::new() };
        let record = &progress.deal;
        let stage = record.str("stage");
        match action {
            Action::MoveRight => match &progress.next {
                Some(next) => vec![Ask::Do(deal::go(self.id, stage, next, Reason::default(), context))],
                None => deal::carry(self.id, stage, 1, context),
            },
            Action::Force => {
                let Some(next) = &progress.next else { return Vec::new() };
                let why = Reason { force: true, ..Reason::default() };
                let command = deal::go(self.id, stage, next, why, context);
                vec![Ask::Show(Dialog::Note(Box::new(Note::new(Msg::new("note-force"), command))))]
            }
            Action::Reopen => self.reopen(progress, context),
            // This is the page of its progress.
            Action::Progress => Vec::new(),
            _ => deal::act(action, (&progress.deal).into(), context).unwrap_or_default(),
        }
    }

    /// Back to the stage it was lost from.
    fn reopen(&self, progress: &Progress, context: &Context<'_>) -> Vec<Ask> {
        let record = &progress.deal;
        let open = |code: &str| context.pipelines.is_open(code);
        let first = context.pipelines.of(record.str("stage")).and_then(|pipeline| pipeline.open_stages().next());
        if open(record.str("stage")) {
            return vec![Ask::Tell(Msg::new("progress-is-open"), Tone::Plain)];
        }
        let from = progress.history.iter().rev().map(|step| step.from.as_str()).find(|code| open(code));
        let Some(to) = from.or(first.map(|stage| stage.code.as_str())) else {
            return Vec::new();
        };
        vec![Ask::Do(deal::go(self.id, record.str("stage"), to, Reason::default(), context))]
    }
}

impl View for ProgressView {
    const SCOPE: Scope = Scope::Progress;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Progress(self.id)]
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Progress(progress) => {
                let here = self.finding().map(|finding| finding.code);
                let gate = self.findings().get(self.at).is_some_and(|(_, gate)| *gate);
                self.progress = Some(progress);
                let findings = self.findings();
                let found = here.and_then(|code| findings.iter().position(|(f, g)| f.code == code && *g == gate));
                self.at = found.unwrap_or(self.at).min(findings.len().saturating_sub(1));
            }
            Reply::Missing => self.gone = true,
            _ => {}
        }
        Vec::new()
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((Kind::Opportunity, self.id))
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Progress, Scope::Deal, Scope::Pane]
    }

    fn turned(&self, id: Id) -> Option<Screen> {
        Some(Self::new(id).into())
    }

    fn title(&self, context: &Context<'_>) -> String {
        match &self.progress {
            Some(progress) => context.text.say(
                &Msg::new("progress-title")
                    .with("code", progress.deal.code.as_str())
                    .with("title", progress.deal.title()),
            ),
            None => context.text.get("loading"),
        }
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints = vec![Action::Open, Action::Tick, Action::Waive, Action::MoveRight, Action::Help, Action::Force];
        hints.extend([Action::Hold, Action::Undo, Action::Back]);
        hints
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.findings().len().saturating_sub(1);
        let page = self.height.max(2) / 2;
        if let Some(at) = action.walked(self.at, last, page) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Tick => self.turn(context),
            Action::Open => {
                let Some(finding) = self.finding() else { return Vec::new() };
                if finding.state.passes() {
                    vec![Ask::Tell(Msg::new("gate-holds"), Tone::Plain)]
                } else {
                    jump(self.id, &finding, None, context)
                }
            }
            Action::Waive => {
                let Some(finding) = self.finding() else { return Vec::new() };
                vec![waive(self.id, &finding, None, context)]
            }
            Action::History => {
                let code = self.progress.as_ref().map(|progress| progress.deal.code.clone()).unwrap_or_default();
                let log = super::log::Log::of(Kind::Opportunity, self.id, &code);
                vec![Ask::Go(log.into())]
            }
            Action::Back => vec![Ask::Back],
            _ => self.carry(action, context),
        }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let theme = context.theme;
        if self.gone {
            calm(frame, area, context, &[context.text.get("record-gone")]);
            return;
        }
        let Some(progress) = &self.progress else { return };
        let forced = progress.deal.str("forced_reason");
        let body = if forced.is_empty() {
            area
        } else {
            let [head, body] = split_head(area);
            let said = Msg::new("progress-forced").with("reason", clean::clean(forced).into_owned());
            let said = format!(" {} {}", theme.marks.forced, context.text.say(&said));
            line::put(head, frame.buffer_mut(), &Line::styled(said, theme.warn), theme.text);
            body
        };
        let height = usize::from(body.height).max(1);
        let parts = self.parts(context);
        let here = (0..parts.len()).filter(|n| matches!(parts[*n], Part::Condition(..))).nth(self.at).unwrap_or(0);
        // The heads above the first condition are in sight with it.
        let top = if self.at == 0 { 0 } else { follow(self.top, here, height) };
        let top = top.min(parts.len().saturating_sub(height));
        for (n, part) in parts.iter().enumerate().skip(top).take(height) {
            let y = body.y + (n - top) as u16;
            let shown = part_line(part, n == here && matches!(part, Part::Condition(..)), context);
            line::put(Rect { y, height: 1, ..body }, frame.buffer_mut(), &shown, theme.text);
        }
        (self.top, self.height) = (top, height);
    }
}

fn part_line(part: &Part<'_>, here: bool, context: &Context<'_>) -> Line<'static> {
    let (text, theme): (&Text, &Theme) = (context.text, context.theme);
    match part {
        Part::Head(words) => Line::styled(format!(" {words}"), theme.title),
        Part::Condition(finding, gate) => {
            let open = if *gate { theme.marks.refused } else { theme.marks.open };
            let code = if *gate { String::new() } else { format!("{}  ", finding.code) };
            let style = if here {
                theme.selected
            } else if finding.state == State::Later {
                theme.dim
            } else {
                theme.text
            };
            Line::from(vec![
                Span::styled(format!("{} ", if here { theme.marks.bar } else { " " }), theme.accent),
                Span::styled(code, theme.dim),
                Span::styled(row(finding, context, open), style),
            ])
        }
        Part::More(words) => Line::styled(format!("  {words}"), theme.dim),
        Part::Past(step) => Line::from(vec![
            Span::raw("  "),
            Span::styled(history_line(step, text, context), if step.forced { theme.warn } else { theme.text }),
        ]),
    }
}

/// One step of the way: day, what happened, how long it took, by whom and why.
pub(super) fn history_line(step: &Step, text: &Text, context: &Context<'_>) -> String {
    let lang = text.lang();
    let marks = context.theme.marks;
    let stage =
        |code: &str| context.pipelines.stage(code).map_or_else(|| code.to_owned(), |s| s.name.to(lang).to_owned());
    let on = step.on.parse().map_or_else(|_| step.on.clone(), |day| number::date(day, lang));
    let what = match (step.from.as_str(), step.to.as_str()) {
        (_, "") => text.get(&step.verb),
        ("", to) => stage(to),
        (from, to) => format!("{} {} {}", stage(from), marks.arrow, stage(to)),
    };
    let mut parts = vec![on, what];
    parts.extend(step.days.map(|days| text.say(&Msg::new("board-age").with("days", days))));
    parts.extend(step.forced.then(|| marks.forced.to_owned()));
    parts.push(clean::clean(&step.who).into_owned());
    if !step.code.is_empty() {
        parts.push(format!("{} {}", marks.dot, text.choice("loss_reason", &step.code)));
    }
    if !step.words.is_empty() {
        parts.push(format!("{} {}", marks.dot, clean::clean(&step.words)));
    }
    parts.join("  ")
}

/// Mark and number of each phase's check-list, in one line.
pub fn summary(progress: &Progress, context: &Context<'_>) -> String {
    let marks = context.theme.marks;
    let phase = |(code, items): &(String, Vec<Finding>)| {
        let mark = match items.iter().filter(|item| item.state.passes()).count() {
            0 => marks.open,
            all if all == items.len() => marks.done,
            _ => marks.partly,
        };
        let name = phase_name(progress, code, context);
        format!("{mark} {name} {}", tally(items))
    };
    progress.lists.iter().map(phase).collect::<Vec<_>>().join("  ")
}

/// What the pipeline of the deal calls a phase.
fn phase_name<'a>(progress: &Progress, code: &'a str, context: &Context<'a>) -> &'a str {
    let pipeline = context.pipelines.of(progress.deal.str("stage"));
    let phase = pipeline.and_then(|pipeline| pipeline.phase(code));
    phase.map_or(code, |phase| phase.name.to(context.text.lang()))
}

/// How many of a list hold.
fn tally(findings: &[Finding]) -> String {
    format!("{}/{}", findings.iter().filter(|finding| finding.state.passes()).count(), findings.len())
}
