//! What stands above the cards: names, counts and sums of the lanes, and of the whole board.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Board;
use super::lane::Lane;
use crate::domain::funnel::pipeline::AT_WORK;
use crate::domain::funnel::view::{Group, LATER, NONE, PAST};
use crate::domain::money::Currency;
use crate::screens::{Context, deal};
use crate::store::request::{Column, Counted, Sum};
use crate::text::{Arg, Msg, clean, number};
use crate::widgets::line;

/// Lines of a lane's head: its name, and what its deals are worth in two currencies.
pub const HEIGHT: u16 = 3;

impl Board {
    /// What a lane is called.
    pub(super) fn lane_name(&self, lane: &Lane, context: &Context<'_>) -> String {
        let (text, code) = (context.text, lane.column.lane.as_str());
        let lang = text.lang();
        match self.sight.group {
            Group::Stage => {
                context.pipelines.stage(code).map_or_else(|| code.to_owned(), |stage| stage.name.to(lang).to_owned())
            }
            Group::Phase => {
                context.line().phase(code).map_or_else(|| code.to_owned(), |phase| phase.name.to(lang).to_owned())
            }
            Group::Owner => lane.column.name.clone(),
            Group::Tier if code == NONE => text.get("board-no-tier"),
            Group::Tier => text.say(&Msg::new("board-tier").with("tier", code)),
            Group::Close => match code {
                PAST => text.get("board-past"),
                LATER => text.get("board-later"),
                NONE => text.get("board-no-date"),
                month => number::month(month, lang),
            },
        }
    }

    /// How many deals the user has at work of how many he may, and whether these are too many; none in lanes where deals
    /// are no work yet.
    pub(super) fn own_work(&self, lane: &str, context: &Context<'_>) -> Option<(String, bool)> {
        let counts =
            context.line().work_stages().any(|stage| stage.code == lane || stage.phase.as_deref() == Some(lane));
        let work = self.work.filter(|_| counts)?;
        let over = work > AT_WORK;
        let words = context.text.say(&Msg::new("board-own-work").with("count", work).with("most", AT_WORK));
        Some((if over { format!("{words}{}", context.theme.marks.overdue) } else { words }, over))
    }

    pub(super) fn draw_head(&mut self, at: usize, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        if let Some(Lane { column, worth: (said, words), .. }) = self.lanes.get_mut(at)
            && *said != column.sums
        {
            *words = worth(&column.sums, usize::from(area.width.saturating_sub(3)), context);
            said.clone_from(&column.sums);
        }
        let Some(lane) = self.lanes.get(at) else { return };
        let theme = context.theme;
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), height: 1, ..area };
        let limit = context.pipelines.stage(&lane.column.lane).and_then(|stage| stage.wip);
        let over = limit.is_some_and(|limit| lane.column.count > limit && lane.column.counted != Counted::Not);
        let mut count = counted(&lane.column, context);
        if let Some(limit) = limit {
            count = format!("{count}/{limit}{}", if over { theme.marks.overdue } else { "" });
        }
        let style = if at == self.at { theme.accent } else { theme.title };
        let room = usize::from(inner.width).saturating_sub(clean::width(&count) + 5);
        let name = clean::truncate(&self.lane_name(lane, context), room.max(4));
        let counts = Span::styled(format!("  {count}"), if over { theme.warn } else { theme.dim });
        let mut head = vec![Span::styled(name, style), counts];
        // Above stages it stands in the band of the phase.
        let own = (self.sight.group == Group::Phase).then(|| self.own_work(&lane.column.lane, context)).flatten();
        let used: usize = head.iter().map(|span| clean::width(&span.content)).sum();
        if let Some((words, over)) = own.filter(|(words, _)| used + clean::width(words) + 5 <= usize::from(inner.width))
        {
            head.push(Span::styled(format!("  {words}"), if over { theme.warn } else { theme.dim }));
        }
        line::put(inner, frame.buffer_mut(), &Line::from(head), style);
        if let Some(work) = lane.column.work.filter(|work| *work > AT_WORK) {
            let msg = Msg::new("board-at-work").with("count", work).with("most", AT_WORK);
            let words = format!("{} {}", theme.marks.overdue, context.text.say(&msg));
            let at = Rect { y: inner.y + 2, ..inner };
            line::put(at, frame.buffer_mut(), &Line::styled(words, theme.warn), theme.warn);
        }
        let room = if lane.column.work.is_some_and(|work| work > AT_WORK) { 1 } else { 2 };
        for (n, row) in lane.worth.1.iter().take(room).enumerate() {
            let at = Rect { y: inner.y + 1 + n as u16, ..inner };
            line::put(at, frame.buffer_mut(), &Line::styled(row.as_str(), theme.dim), theme.dim);
        }
    }

    /// A lane that is folded away: as much of its name as stands there, and its count.
    pub(super) fn draw_folded(&self, at: usize, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let Some(lane) = self.lanes.get(at) else { return };
        let theme = context.theme;
        let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), height: 1, ..area };
        let style = if at == self.at { theme.accent } else { theme.dim };
        if at == self.at {
            let bar = Rect { x: area.x, width: 1, height: 1, ..area };
            line::put(bar, frame.buffer_mut(), &Line::styled(theme.marks.bar, theme.accent), theme.accent);
        }
        let count = counted(&lane.column, context);
        for (n, words) in [self.lane_name(lane, context), count].into_iter().enumerate() {
            let at = Rect { y: area.y + n as u16, ..inner };
            line::put(at, frame.buffer_mut(), &Line::styled(words, style), style);
        }
    }

    /// What the head of the board says: how many deals, what they are worth and how much of that is to be expected, as
    /// much as has room.
    pub(super) fn summary(&self, room: usize, context: &Context<'_>) -> String {
        let closed = |code: &str| context.pipelines.stage(code).is_some_and(|stage| !stage.ty.is_open());
        let open = || self.lanes.iter().map(|lane| &lane.column).filter(|column| !closed(&column.lane));
        let count: i64 = open().map(|column| column.count).sum();
        let words = context.text.say(&Msg::new("board-count").with("count", Arg::Count(count)));
        let mut words = deal::in_pipeline(words, context);
        if open().any(|column| column.counted == Counted::Not) {
            return context.theme.marks.ellipsis.to_owned();
        }
        if open().any(|column| column.counted == Counted::AtLeast) {
            return format!("{words}+");
        }
        let mut sums: Vec<Sum> = Vec::new();
        for sum in open().flat_map(|column| &column.sums) {
            match sums.iter_mut().find(|known| known.ccy == sum.ccy) {
                Some(known) => {
                    known.minor += sum.minor;
                    known.weighted += sum.weighted;
                }
                None => sums.push(sum.clone()),
            }
        }
        let dot = context.theme.marks.dot;
        let sums = in_order(&sums, context);
        let parts: Vec<[String; 2]> = sums
            .iter()
            .map(|(ccy, sum)| {
                let [all, weighted] = amounts(*ccy, sum, context);
                let short = format!(" {dot} {all}");
                [format!("{short} {dot} {}", weighted_words("board-weighted", weighted, context)), short]
            })
            .collect();
        // All in full, or the first in full and the others short, or as many as have room.
        let full: String = parts.iter().map(|[full, _]| full.as_str()).collect();
        let first: String = parts.iter().enumerate().map(|(n, part)| part[usize::from(n > 0)].as_str()).collect();
        for form in [full, first] {
            if clean::width(&words) + clean::width(&form) <= room {
                return words + &form;
            }
        }
        let mut left = parts.len();
        for [_, short] in parts {
            let more = if left > 1 { format!(" +{}", left - 1) } else { String::new() };
            if clean::width(&words) + clean::width(&short) + clean::width(&more) > room {
                break;
            }
            words.push_str(&short);
            left -= 1;
        }
        if left > 0 && !sums.is_empty() { format!("{words} +{left}") } else { words }
    }
}

/// How many deals a lane holds, as far as they are counted.
pub fn counted(column: &Column, context: &Context<'_>) -> String {
    if column.counted == Counted::Not {
        return context.theme.marks.ellipsis.to_owned();
    }
    let more = if column.counted == Counted::AtLeast { "+" } else { "" };
    format!("{}{more}", number::count(column.count, context.text.lang()))
}

/// The user's own currency first.
fn in_order(sums: &[Sum], context: &Context<'_>) -> Vec<(Currency, Sum)> {
    let known = |sum: &Sum| Some((Currency::from_code(&sum.ccy)?, sum.clone()));
    let mut sums: Vec<(Currency, Sum)> = sums.iter().filter_map(known).collect();
    sums.sort_by_key(|(ccy, _)| *ccy != context.currency);
    sums
}

fn amounts(ccy: Currency, sum: &Sum, context: &Context<'_>) -> [String; 2] {
    [sum.minor, sum.weighted].map(|minor| number::amount_short(minor, ccy, context.text.lang()))
}

fn weighted_words(key: &str, amount: String, context: &Context<'_>) -> String {
    context.text.say(&Msg::new(key).with("amount", amount))
}

/// A line for each of two currencies: all that is asked, and at the right what it weighs. Of more currencies the second
/// line says how many there are.
fn worth(sums: &[Sum], cells: usize, context: &Context<'_>) -> Vec<String> {
    let sums = in_order(sums, context);
    let more = sums.len().saturating_sub(2);
    let row = |(n, (ccy, sum)): (usize, &(Currency, Sum))| {
        let [mut all, weighted] = amounts(*ccy, sum, context);
        if n == 1 && more > 0 {
            all = format!("{all} +{more}");
        }
        let forms = ["board-weighted", "board-weighted-short", "board-weighted-least"]
            .map(|key| weighted_words(key, weighted.clone(), context));
        let fits = |form: &&String| clean::width(&all) + 2 + clean::width(form) <= cells;
        match forms.iter().find(fits) {
            Some(form) => {
                let room = cells - clean::width(form);
                format!("{}{form}", clean::pad(&all, room))
            }
            None => all,
        }
    };
    sums.iter().take(2).enumerate().map(row).collect()
}
