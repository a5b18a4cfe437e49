//! The board on the screen: phase bands, column heads, cards; one lane and a strip of the others when narrow.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::lane::{Lane, Slot};
use super::{Board, Group, Look, card, head, sort_words, view_words};
use crate::screens::Context;
use crate::screens::draw::{BESIDE_PAGE, calm, follow, split_at};
use crate::store::request::Counted;
use crate::text::{Arg, Msg, clean};
use crate::widgets::line;

/// Lines above the lanes: one with all lanes where not all of them are shown, one with the phases above stages.
fn rows_above(shown: usize, lanes: usize, group: Group) -> [u16; 2] {
    [u16::from(shown < lanes), u16::from(group == Group::Stage)]
}

/// Cards that stand in lanes of so many lines.
fn cards_in(lines: u16) -> usize {
    usize::from((lines.saturating_sub(head::HEIGHT) + 1) / card::STEP).max(1)
}

/// Cards that will stand in each of so many lanes of a terminal, as far as is known before the first page is drawn.
pub(super) fn cards_to_come(size: Size, shown: usize, lanes: usize, group: Group) -> usize {
    let above = rows_above(shown, lanes, group).iter().sum::<u16>();
    // The line of the filter is the board's first.
    cards_in(size.height.saturating_sub(BESIDE_PAGE + 1 + above))
}

impl Board {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let lead = self.lead(context);
        let taken = clean::width(&lead) + clean::width(self.filter.text());
        let room = usize::from(area.width).saturating_sub(if taken > 0 { taken + 28 } else { 4 });
        let summary = self.summary(room.max(usize::from(area.width) / 2), context);
        let summary = self.selection.facts(context) + &summary;
        let body = self.filter.draw(frame, area, context, &lead, &summary);
        let empty = self.lanes.iter().all(|lane| lane.column.count == 0 && lane.column.counted != Counted::Not);
        if self.loaded && empty {
            self.draw_empty(frame, body, context);
            return;
        }
        let (slots, width) = self.slots(body.width);
        self.shown = slots.len();
        let group = self.sight.group;
        let [strip, bands] = rows_above(slots.len(), self.lanes.len(), group);
        let [strip, below] = split_at(body, strip);
        if !strip.is_empty() {
            self.draw_strip(frame, strip, context, slots.len());
        }
        let [bands, lanes] = split_at(below, bands);
        if !bands.is_empty() {
            self.draw_phases(frame, bands, context, &slots);
        }
        self.fit = cards_in(lanes.height);
        let look =
            Look { lang: context.text.lang(), width, today: context.today(), group, theme: context.theme.clone() };
        if self.look.as_ref() != Some(&look) {
            self.lanes.iter_mut().for_each(Lane::draw_anew);
            self.look = Some(look);
        }
        self.spots.clear();
        for slot in slots {
            let area = Rect { x: lanes.x + slot.x, width: slot.width, ..lanes };
            self.spots.push((slot.lane, area));
            if self.lanes.get(slot.lane).is_some_and(|lane| lane.folded) {
                self.draw_folded(slot.lane, frame, area, context);
            } else {
                self.draw_head(slot.lane, frame, area, context);
                self.draw_cards(slot.lane, frame, area, context);
            }
        }
    }

    /// The view that is on, whether it was changed since, and in what order and groups the deals stand.
    fn lead(&self, context: &Context<'_>) -> String {
        let (text, sight) = (context.text, self.seen());
        let mut parts = view_words(self.view.as_ref(), &sight, context);
        if sight.group != Group::Stage {
            let by = Arg::Key(format!("choice-grouped-by-{}", sight.group.code()));
            parts.push(text.say(&Msg::new("board-grouped").with("by", by)));
        }
        if self.ordered_otherwise() {
            parts.push(sort_words(sight.sort.within(sight.group), context));
        }
        parts.join(&format!(" {} ", context.theme.marks.dot))
    }

    fn draw_empty(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if !self.filter.is_empty() || self.sight.group != Group::Stage {
            calm(frame, area, context, &crate::screens::list::no_match(context));
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
            let label = format!("{} {}", self.lane_name(lane, context), head::counted(&lane.column, context));
            match (n == self.at, lane.folded) {
                (true, _) => format!("[{label}]"),
                (false, true) => format!("({label})"),
                (false, false) => label,
            }
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
    fn draw_phases(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, slots: &[Slot]) {
        let theme = context.theme;
        let phase = |slot: &Slot| context.pipelines.phase_of(&self.lanes.get(slot.lane)?.column.lane);
        for band in slots.chunk_by(|a, b| phase(a).map(|p| &p.code) == phase(b).map(|p| &p.code)) {
            let (Some(first), Some(last)) = (band.first(), band.last()) else { continue };
            let cells = last.x + last.width - first.x;
            let name = phase(first).map_or("", |p| p.name.to(context.text.lang()));
            let label = clean::truncate(
                &format!("{0}{0} {name} ", theme.borders.horizontal),
                usize::from(cells).saturating_sub(2),
            );
            let rest = usize::from(cells).saturating_sub(clean::width(&label) + 2);
            let own = self.lanes.get(first.lane).and_then(|lane| self.own_work(&lane.column.lane, context));
            let own = own.filter(|(words, _)| clean::width(words) + 3 <= rest);
            let rule = |cells: usize| Span::styled(theme.borders.horizontal.repeat(cells), theme.dim);
            let mut spans = vec![Span::styled(format!(" {label}"), theme.dim)];
            match own {
                Some((words, over)) => {
                    spans.push(rule(rest - clean::width(&words) - 3));
                    spans.push(Span::styled(format!(" {words} "), if over { theme.warn } else { theme.dim }));
                    spans.push(rule(1));
                }
                None => spans.push(rule(rest)),
            }
            let at = Rect { x: area.x + first.x, width: cells, ..area };
            line::put(at, frame.buffer_mut(), &Line::from(spans), theme.dim);
        }
    }

    fn draw_cards(&mut self, at: usize, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (fit, focused, theme) = (self.fit, at == self.at, context.theme);
        let (Some(lane), Some(look)) = (self.lanes.get_mut(at), &self.look) else { return };
        // Nothing is scrolled out of sight while there is room for it.
        let last_top = lane.column.cards.len().saturating_sub(fit);
        lane.top = follow(lane.top, lane.at, fit).min(last_top);
        let top = area.y + head::HEIGHT;
        for (n, card) in lane.column.cards.iter().skip(lane.top).take(fit).enumerate() {
            let y = top + card::STEP * n as u16;
            let at = Rect { y, height: card::HEIGHT.min(area.bottom().saturating_sub(y)), ..area };
            let selected = focused && lane.top + n == lane.at;
            let sign = self.signs.get(&card.id);
            let painted = lane.drawn.entry(card.id).or_insert_with(|| card::painted(card, sign, look, context));
            card::draw(painted, selected, at, frame.buffer_mut(), theme);
            self.selection.mark(card.id, at, frame, context);
        }
        draw_more(lane, fit, frame, area, context);
    }
}

/// That there is more above or below.
fn draw_more(lane: &Lane, fit: usize, frame: &mut Frame, area: Rect, context: &Context<'_>) {
    let marks = context.theme.marks;
    let above = lane.top > 0 || lane.column.more_above;
    let below = lane.column.cards.len() > lane.top + fit || lane.column.more_below;
    if (above || below) && area.height > 2 {
        let shown = format!("{}{}", if above { marks.up } else { " " }, if below { marks.down } else { " " });
        let at = Rect { x: area.right().saturating_sub(4), y: area.y, width: 3, height: 1 };
        line::put(at, frame.buffer_mut(), &Line::styled(shown, context.theme.dim), context.theme.dim);
    }
}
