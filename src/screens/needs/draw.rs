//! The needs on the screen: the lists to choose from, how far they are covered, the tree, and the need at the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::NeedsView;
use crate::domain::research::coverage::Coverage;
use crate::domain::research::standing::Cover;
use crate::domain::research::trace::Orphan;
use crate::domain::wording;
use crate::keys::Action;
use crate::screens::Context;
use crate::screens::draw::{calm, follow, split_below, split_head, table};
use crate::store::request::NeedRow;
use crate::text::{Msg, clean, number};
use crate::widgets::line;

/// How far the needs of a deal are covered, in one line.
pub fn coverage_line(coverage: Coverage, context: &Context<'_>) -> String {
    let text = context.text;
    let mut parts = Vec::new();
    if let Some(share) = coverage.basis_points() {
        let share = number::fraction(share.unsigned_abs().into(), 2, text.lang());
        parts.push(text.say(&Msg::new("needs-covered").with("share", share)));
    }
    let musts = Msg::new("needs-musts").with("met", coverage.musts_met).with("musts", coverage.musts);
    parts.push(text.say(&musts));
    if coverage.unweighed > 0 {
        parts.push(text.say(&Msg::new("needs-unweighed").with("count", coverage.unweighed)));
    }
    parts.join(&format!(" {} ", context.theme.marks.dot))
}

impl NeedsView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let [head, body] = split_head(area);
        self.draw_strip(frame, head, context);
        if self.view.is_some() {
            return self.draw_orphans(frame, body, context);
        }
        if self.deal.is_none() {
            return crate::screens::View::draw(&mut self.list, frame, body, context);
        }
        let Some(sheet) = &self.sheet else { return };
        if sheet.rows.is_empty() {
            let key = context.keymap.hint(Action::New);
            let lines =
                [context.text.get("needs-none"), context.text.say(&Msg::new("needs-none-how").with("key", key))];
            return calm(frame, body, context, &lines);
        }
        let [sum, body] = split_head(body);
        let told = Line::styled(format!("  {}", coverage_line(sheet.coverage, context)), context.theme.dim);
        line::put(sum, frame.buffer_mut(), &told, context.theme.text);
        let [list, below] = split_below(body, 8);
        self.draw_tree(frame, list, context);
        self.draw_need(frame, below, context);
    }

    /// The lists to choose from, so that the open one is always on the screen.
    fn draw_strip(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let key = |view: Option<Orphan>| view.map_or_else(|| "orphan-none".to_owned(), Orphan::key);
        let views: Vec<Option<Orphan>> = std::iter::once(None).chain(Orphan::ALL.map(Some)).collect();
        let names: Vec<String> = views.iter().map(|view| text.get(&key(*view))).collect();
        let here = views.iter().position(|view| *view == self.view).unwrap_or(0);
        let wide = |from: usize| {
            names.iter().skip(from).take(here + 1 - from).map(|name| clean::width(name) + 4).sum::<usize>()
        };
        let from = (0..=here).find(|from| wide(*from) < usize::from(area.width)).unwrap_or(here);
        let mut spans = vec![Span::raw("  ")];
        for (n, name) in names.iter().enumerate().skip(from) {
            if n > from {
                spans.push(Span::styled(format!(" {} ", theme.marks.dot), theme.dim));
            }
            let shown = if n == here { format!("[{name}]") } else { name.clone() };
            spans.push(Span::styled(shown, if n == here { theme.accent } else { theme.dim }));
        }
        line::put(area, frame.buffer_mut(), &Line::from(spans), theme.text);
    }

    fn draw_tree(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let header: Vec<String> = [
            text.field("need", "rank"),
            text.get("field-code"),
            text.field("need", "title"),
            text.field("need", "level"),
            text.field("need", "priority"),
            text.field("need", "state"),
        ]
        .into();
        self.height = usize::from(area.height.saturating_sub(1)).max(1);
        self.top = follow(self.top, self.at, self.height);
        let rows: Vec<Vec<String>> =
            self.rows().iter().skip(self.top).take(self.height).map(|row| cells(row, context)).collect();
        table(frame, area, theme, &header, &rows, Some(self.at - self.top));
    }

    /// The need at the cursor: what the customer said, by how much it is measured, who asked and who confirmed.
    fn draw_need(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let (Some(row), Some(sheet)) = (self.row(), &self.sheet) else { return };
        let need = &row.record;
        let width = usize::from(area.width.saturating_sub(4));
        let mut lines: Vec<(String, ratatui::style::Style)> = vec![(String::new(), theme.dim)];
        let shown = |name: &str| {
            let field = need.kind.spec().field(name)?;
            let value = wording::show_of(field, &need.values, &sheet.labels, text, context.tz);
            (!value.is_empty()).then(|| format!("{}: {}", text.field("need", name), clean::clean(&value)))
        };
        let facts = |names: &[&str]| {
            names.iter().filter_map(|name| shown(name)).collect::<Vec<_>>().join(&format!(" {} ", theme.marks.dot))
        };
        let quoted = clean::clean_lines(need.str("statement")).into_owned();
        lines.extend(clean::wrap(&quoted, width).into_iter().take(3).map(|part| (part, theme.text)));
        for names in [
            &["metric", "target_value", "deadline", "aspect"][..],
            &["requester", "dept", "confirmed_by", "confirmed_on"],
            &["state_reason", "deferred_to"],
        ] {
            let told = facts(names);
            lines.extend((!told.is_empty()).then_some((told, theme.dim)));
        }
        let asked = self.rows().iter().any(|other| other.record.id_of("derived_from") == Some(need.id));
        if need.str("level") == "stated" && !asked {
            let key = context.keymap.hint(Action::Ladder);
            lines.push((text.say(&Msg::new("needs-ask-why").with("key", key)), theme.warn));
        } else if !row.voiced && need.get("derived_from").is_null() {
            lines.push((text.get("needs-unvoiced"), theme.warn));
        }
        for (n, (words, style)) in lines.into_iter().take(usize::from(area.height)).enumerate() {
            let at = Rect { x: area.x + 2, y: area.y + n as u16, width: area.width.saturating_sub(2), height: 1 };
            line::put(at, frame.buffer_mut(), &Line::styled(clean::truncate(&words, width), style), theme.text);
        }
    }

    fn draw_orphans(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let Some(links) = &self.orphans else { return };
        if links.is_empty() {
            return calm(frame, area, context, &[text.get("needs-no-orphans")]);
        }
        let header = [text.get("orphan-column-kind"), text.get("field-code"), text.get("orphan-column-title")];
        self.height = usize::from(area.height.saturating_sub(1)).max(1);
        self.top = follow(self.top, self.at, self.height);
        let rows: Vec<Vec<String>> = links
            .iter()
            .skip(self.top)
            .take(self.height)
            .map(|link| {
                let title = link.shown(text.lang());
                vec![text.get(&link.kind.key()), link.code.clone(), clean::clean(&title).into_owned()]
            })
            .collect();
        table(frame, area, theme, &header, &rows, Some(self.at - self.top));
    }
}

/// The columns of one need: its rank, and its title below the one it was found behind.
fn cells(row: &NeedRow, context: &Context<'_>) -> Vec<String> {
    let (text, marks) = (context.text, context.theme.marks);
    let need = &row.record;
    let choice = |field: &str| match need.str(field) {
        "" => String::new(),
        code => text.choice(field, code),
    };
    let title = clean::clean(need.title());
    let title = match row.depth {
        0 => title.into_owned(),
        depth => format!("{}{} {title}", "  ".repeat(depth - 1), marks.behind),
    };
    let cover = match row.cover {
        Cover::None => marks.open,
        Cover::Solution | Cover::Promised => marks.partly,
        Cover::Signed => marks.done,
    };
    vec![
        need.get("rank").as_i64().map(|rank| rank.to_string()).unwrap_or_default(),
        need.code.clone(),
        title,
        choice("level"),
        choice("priority"),
        format!("{cover} {}", choice("state")),
    ]
}
