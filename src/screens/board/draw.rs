//! The board on the screen: phase bands, column heads, cards; one lane and a strip of the others when narrow.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Board, Lane, Look, card};
use crate::screens::Context;
use crate::screens::draw::{calm, follow};
use crate::text::{clean, number};
use crate::widgets::line;

/// A column narrower than this shows nothing useful.
const NARROWEST: u16 = 26;
const WIDEST: u16 = 40;

impl Board {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let summary = self.summary(context);
        let body = self.filter.draw(frame, area, context, &summary);
        let empty = self.lanes.iter().all(|lane| lane.column.count == 0);
        if self.loaded && empty {
            self.draw_empty(frame, body, context);
            return;
        }
        let fitting = (body.width / NARROWEST).max(1);
        let shown = usize::from(fitting).min(self.lanes.len());
        let width = (body.width / shown as u16).min(WIDEST);
        self.left = self.left.min(self.lanes.len() - shown);
        if self.at < self.left {
            self.left = self.at;
        } else if self.at >= self.left + shown {
            self.left = self.at + 1 - shown;
        }
        let strip = u16::from(shown < self.lanes.len());
        if strip == 1 {
            self.draw_strip(frame, Rect { height: 1, ..body }, context, shown);
        }
        let lanes = Rect { y: body.y + strip, height: body.height.saturating_sub(strip), ..body };
        self.draw_phases(frame, Rect { height: 1, ..lanes }, context, shown, width);
        let cards_height = lanes.height.saturating_sub(4);
        self.fit = usize::from((cards_height + 1) / card::STEP).max(1);
        let look = Look { lang: context.text.lang(), width, today: context.today(), theme: context.theme.clone() };
        if self.look.as_ref() != Some(&look) {
            self.lanes.iter_mut().for_each(|lane| lane.drawn.clear());
            self.look = Some(look);
        }
        for n in 0..shown {
            let at = self.left + n;
            let focused = at == self.at;
            let fit = self.fit;
            let Some(lane) = self.lanes.get_mut(at) else { break };
            // Nothing is scrolled out of sight while there is room for it.
            let last_top = lane.column.cards.len().saturating_sub(fit);
            lane.top = follow(lane.top, lane.at, fit).min(last_top);
            let area =
                Rect { x: lanes.x + width * n as u16, y: lanes.y + 1, width, height: lanes.height.saturating_sub(1) };
            draw_lane(lane, focused, fit, frame, area, context);
        }
    }

    fn draw_empty(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if !self.filter.is_empty() {
            calm(frame, area, context, &[text.get("list-no-match")]);
            return;
        }
        let lines: Vec<String> = [
            "board-empty-title",
            "",
            "board-empty-new",
            "board-empty-accounts",
            "board-empty-help",
            "board-empty-kept",
        ]
        .iter()
        .map(|key| if key.is_empty() { String::new() } else { text.get(key) })
        .collect();
        calm(frame, area, context, &lines);
    }

    /// All lanes in one line with their counts, so that nothing is out of sight without a word.
    fn draw_strip(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, shown: usize) {
        let theme = context.theme;
        let named = |(n, lane): (usize, &Lane)| {
            let label = format!("{} {}", stage_name(lane, context), lane.column.count);
            if n == self.at { format!("[{label}]") } else { label }
        };
        let labels: Vec<String> = self.lanes.iter().enumerate().map(named).collect();
        let dot = format!(" {} ", theme.marks.dot);
        // Where not all stages fit, the first ones give way to the one at the cursor.
        let wide = |first: usize| {
            let shown = labels.get(first..=self.at).unwrap_or_default();
            shown.iter().map(|label| clean::width(label)).sum::<usize>() + (shown.len() + usize::from(first > 0)) * 3
        };
        let first = (0..self.at).find(|first| wide(*first) <= usize::from(area.width)).unwrap_or(self.at);
        let mut spans = Vec::new();
        if first > 0 {
            spans.push(Span::styled(theme.marks.ellipsis, theme.dim));
        }
        for (n, label) in labels.into_iter().enumerate().skip(first) {
            if n > 0 {
                spans.push(Span::styled(dot.clone(), theme.dim));
            }
            let visible = n >= self.left && n < self.left + shown;
            let style = match (n == self.at, visible) {
                (true, _) => theme.accent,
                (false, true) => theme.text,
                (false, false) => theme.dim,
            };
            spans.push(Span::styled(label, style));
        }
        line::put(area, frame.buffer_mut(), &Line::from(spans), theme.text);
    }

    /// The phases as bands above their stages.
    fn draw_phases(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, shown: usize, width: u16) {
        let theme = context.theme;
        let phase = |at: usize| context.pipelines.phase_of(&self.lanes.get(at)?.column.stage);
        let mut n = 0;
        while n < shown {
            let here = phase(self.left + n).map(|p| p.code.clone());
            let mut span = 1;
            while n + span < shown && phase(self.left + n + span).map(|p| p.code.clone()) == here {
                span += 1;
            }
            let cells = usize::from(width) * span;
            let name = phase(self.left + n).map_or("", |p| p.name.to(context.text.lang()));
            let label = format!("{0}{0} {name} ", theme.borders.horizontal);
            let rest = cells.saturating_sub(clean::width(&label) + 2);
            let band = format!(" {label}{}", theme.borders.horizontal.repeat(rest));
            let at = Rect { x: area.x + width * n as u16, width: cells as u16, ..area };
            line::put(at, frame.buffer_mut(), &Line::raw(band), theme.dim);
            n += span;
        }
    }
}

fn stage_name<'a>(lane: &'a Lane, context: &'a Context<'_>) -> &'a str {
    let stage = context.pipelines.stage(&lane.column.stage);
    stage.map_or(lane.column.stage.as_str(), |stage| stage.name.to(context.text.lang()))
}

fn draw_lane(lane: &mut Lane, focused: bool, fit: usize, frame: &mut Frame, area: Rect, context: &Context<'_>) {
    let (text, theme) = (context.text, context.theme);
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), height: 1, ..area };
    let name = stage_name(lane, context);
    let count = number::count(lane.column.count, text.lang());
    let style = if focused { theme.accent } else { theme.title };
    let head = Line::from(vec![Span::styled(name, style), Span::styled(format!("  {count}"), theme.dim)]);
    line::put(inner, frame.buffer_mut(), &head, style);
    let sums: Vec<String> = lane
        .column
        .sums
        .iter()
        .filter_map(|(ccy, minor)| {
            let ccy = crate::domain::money::Currency::from_code(ccy)?;
            Some(number::amount_short(*minor, ccy, text.lang()))
        })
        .collect();
    let sums = sums.join(" + ");
    line::put(Rect { y: inner.y + 1, ..inner }, frame.buffer_mut(), &Line::styled(sums, theme.dim), theme.dim);
    let top = area.y + 3;
    for (n, card) in lane.column.cards.iter().skip(lane.top).take(fit).enumerate() {
        let at = Rect { y: top + card::STEP * n as u16, height: card::HEIGHT, ..area };
        let selected = focused && lane.top + n == lane.at;
        let at = Rect { height: at.height.min(area.bottom().saturating_sub(at.y)), ..at };
        let lines = lane.drawn.entry(card.id).or_insert_with(|| card::lines(card, area.width, context));
        card::draw(lines, selected, at, frame.buffer_mut(), theme);
    }
    let below = lane.column.cards.len().saturating_sub(lane.top + fit);
    if (lane.top > 0 || lane.column.more_above || below > 0 || lane.column.more_below) && area.height > 2 {
        let up = if lane.top > 0 || lane.column.more_above { theme.marks.up } else { " " };
        let down = if below > 0 || lane.column.more_below { theme.marks.down } else { " " };
        let marks = Rect { x: area.right().saturating_sub(4), y: area.y, width: 3, height: 1 };
        line::put(marks, frame.buffer_mut(), &Line::styled(format!("{up}{down}"), theme.dim), theme.dim);
    }
}
