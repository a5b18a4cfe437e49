//! The pipelines on the screen: the stages of one in a table, and what the stage at the cursor asks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::PipelinesView;
use crate::domain::funnel::pipeline::{Pipeline, Stage};
use crate::screens::Context;
use crate::screens::draw::{follow, split_at, split_below, split_head, table};
use crate::text::{Lang, Msg, clean, number};
use crate::widgets::line;

/// From this width on a line has room for every column.
const WIDE: u16 = 110;

impl PipelinesView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let [head, rest] = split_head(area);
        self.draw_head(frame, head, context);
        let notes = self.notes(context);
        let [above, rest] = split_at(rest, (notes.len() as u16).min(4) + 1);
        for (n, note) in notes.iter().take(4).enumerate() {
            let at = Rect { y: above.y + n as u16, height: 1, x: above.x + 1, width: above.width.saturating_sub(1) };
            line::put(at, frame.buffer_mut(), &Line::raw(note.as_str()), context.theme.warn);
        }
        let [list, below] = split_below(rest, rest.height / 3);
        self.height = usize::from(list.height.saturating_sub(1)).max(1);
        self.top = follow(self.top, self.at, self.height);
        let pipeline = self.shown(context);
        let wide = area.width >= WIDE;
        let header: Vec<String> = columns(wide).iter().map(|key| context.text.get(key)).collect();
        let stages = pipeline.stages().iter().skip(self.top).take(self.height);
        let rows: Vec<Vec<String>> = stages.map(|stage| row(pipeline, stage, wide, context)).collect();
        table(frame, list, context.theme, &header, &rows, Some(self.at - self.top));
        if let Some(stage) = self.stage(context) {
            let lines = about(pipeline, stage, usize::from(below.width.saturating_sub(2)), context);
            for (n, text) in lines.iter().take(usize::from(below.height)).enumerate() {
                let at =
                    Rect { y: below.y + n as u16, height: 1, x: below.x + 1, width: below.width.saturating_sub(2) };
                let style = if n == 0 { context.theme.title } else { context.theme.text };
                line::put(at, frame.buffer_mut(), &Line::raw(text.as_str()), style);
            }
        }
    }

    fn draw_head(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let mut spans = Vec::new();
        let all = context.pipelines.all();
        let new = Some(self.shown(context)).filter(|_| context.pipelines.named(&self.code).is_none());
        for pipeline in all.chain(new) {
            let name = pipeline.name.to(text.lang());
            let (label, style) = if pipeline.code == self.code {
                (format!(" [{name}] "), theme.accent)
            } else {
                (format!("  {name}  "), theme.dim)
            };
            spans.push(Span::styled(label, style));
        }
        let version = match self.kept() {
            Some(record) => text.say(&Msg::new("pipeline-version").with("n", record.version)),
            None => text.get("pipeline-shipped"),
        };
        spans.push(Span::styled(format!(" {} {version}", theme.marks.dot), theme.dim));
        if self.wanted.is_some() {
            let unsaved = format!("  {} {}", theme.marks.typing, text.get("pipeline-not-saved"));
            spans.push(Span::styled(unsaved, theme.warn));
        }
        line::put(area, frame.buffer_mut(), &Line::from(spans), theme.text);
    }

    /// Faults of what is not saved; else what it would mean.
    fn notes(&self, context: &Context<'_>) -> Vec<String> {
        let Some(wanted) = &self.wanted else { return Vec::new() };
        let mark = context.theme.marks.refused;
        let faults = wanted.faults.iter().map(|fault| {
            let place = Msg::new("pipeline-at").with("line", fault.line).with("column", fault.column);
            format!("{mark} {} {}", context.text.say(&place), context.text.say(&fault.msg))
        });
        let impact = self.impact().into_iter().map(|msg| format!("{mark} {}", context.text.say(&msg)));
        faults.chain(impact).collect()
    }
}

fn columns(wide: bool) -> &'static [&'static str] {
    if wide {
        &[
            "field-code",
            "field-name",
            "pipeline-head-phase",
            "pipeline-head-type",
            "pipeline-head-probability",
            "pipeline-head-rot",
            "pipeline-head-cap",
            "pipeline-head-wip",
            "pipeline-head-gate",
            "pipeline-head-deals",
        ]
    } else {
        &[
            "field-name",
            "pipeline-head-phase",
            "pipeline-head-type",
            "pipeline-head-probability",
            "pipeline-head-gate",
            "pipeline-head-deals",
        ]
    }
}

fn row(pipeline: &Pipeline, stage: &Stage, wide: bool, context: &Context<'_>) -> Vec<String> {
    let (text, lang) = (context.text, context.text.lang());
    let or = |n: Option<i64>| n.map(|n| number::count(n, lang)).unwrap_or_default();
    let phase = stage.phase.as_deref().and_then(|code| pipeline.phase(code));
    let phase = phase.map(|phase| phase.name.to(lang).to_owned()).unwrap_or_default();
    let key = if stage.retired { "pipeline-retired".to_owned() } else { format!("pipeline-type-{}", stage.ty.code()) };
    let gate = if stage.gate.is_empty() { String::new() } else { stage.gate.len().to_string() };
    let chance = format!("{} %", stage.probability_bp / 100);
    let deals = or(context.counts.get(&stage.code).copied());
    let name = stage.name.to(lang).to_owned();
    if wide {
        let (rot, cap, wip) = (or(stage.rot_days), or(stage.cap_days), or(stage.wip));
        vec![stage.code.clone(), name, phase, text.get(&key), chance, rot, cap, wip, gate, deals]
    } else {
        vec![name, phase, text.get(&key), chance, gate, deals]
    }
}

/// The stage in words: its names, the fields it needs, its gate, and the check-list of its phase.
fn about(pipeline: &Pipeline, stage: &Stage, width: usize, context: &Context<'_>) -> Vec<String> {
    let (text, lang, dot) = (context.text, context.text.lang(), context.theme.marks.dot);
    let names = Lang::ALL.map(|lang| stage.name.to(lang));
    let mut lines = vec![format!("{}  {}", stage.code, names.join(&format!(" {dot} ")))];
    let mut say = |key: &str, items: Vec<String>| {
        if !items.is_empty() {
            let said = format!("{}: {}", text.get(key), items.join("; "));
            lines.extend(clean::wrap(&said, width.max(20)));
        }
    };
    let name = |code: &String| {
        let condition = pipeline.condition(code);
        condition.map_or_else(|| code.clone(), |condition| condition.name.to(lang).to_owned())
    };
    say("pipeline-head-gate", stage.gate.iter().map(name).collect());
    say("pipeline-needs", stage.needs.iter().map(|field| text.field("opportunity", field)).collect());
    say("pipeline-skipped", stage.skip_when.iter().map(|code| text.choice("procurement_mode", code)).collect());
    let phase = stage.phase.as_deref().and_then(|code| pipeline.phase(code));
    say("pipeline-checklist", phase.map(|phase| phase.checklist.iter().map(name).collect()).unwrap_or_default());
    lines
}
