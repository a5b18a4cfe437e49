//! The record on the screen: sections at the left with their counts, the open one at the right.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::RecordView;
use crate::domain::funnel::pipeline::status_on;
use crate::domain::record::{Entry, Need, Type};
use crate::domain::research::coverage::Coverage;
use crate::domain::wording;
use crate::screens::Context;
use crate::screens::draw::{calm, follow, split_head, table};
use crate::screens::list::cell;
use crate::screens::needs::coverage_line;
use crate::screens::progress::summary;
use crate::text::{Msg, clean};
use crate::widgets::line;

/// From this width on, sections stand at the left; below, in a strip above.
const WIDE: u16 = 90;
/// Lines that a long text gets here; all of it stands in the form.
const LONG: usize = 6;
/// Lines that a small table gets.
const TABLE: usize = 24;

impl RecordView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        if self.gone {
            calm(frame, area, context, &[context.text.get("record-gone")]);
            return;
        }
        if self.sheet.is_none() {
            return;
        }
        let (nav, body) = if area.width >= WIDE {
            let [nav, body] = Layout::horizontal([Constraint::Length(24), Constraint::Min(0)]).areas(area);
            (nav, body)
        } else {
            let [nav, body] = Layout::vertical([Constraint::Length(2), Constraint::Min(0)]).areas(area);
            (nav, body)
        };
        self.draw_sections(frame, nav, context, area.width >= WIDE);
        if self.section == 0 {
            let body = match &self.progress {
                Some(progress) => {
                    let [head, body] = split_head(body);
                    let lists = Line::styled(format!("  {}", summary(progress, context)), context.theme.dim);
                    line::put(head, frame.buffer_mut(), &lists, context.theme.text);
                    if progress.coverage == Coverage::default() {
                        return self.draw_fields(frame, body, context);
                    }
                    let [head, body] = split_head(body);
                    let told =
                        format!("  {}: {}", context.text.get("kinds-need"), coverage_line(progress.coverage, context));
                    line::put(head, frame.buffer_mut(), &Line::styled(told, context.theme.dim), context.theme.text);
                    body
                }
                None => body,
            };
            self.draw_fields(frame, body, context);
        } else {
            self.draw_children(frame, body, context);
        }
    }

    fn draw_sections(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, wide: bool) {
        let (text, theme) = (context.text, context.theme);
        let Some(sheet) = &self.sheet else { return };
        let mut names = vec![(text.get("record-overview"), None)];
        for (kind, rows) in &sheet.children {
            names.push((text.get(&kind.plural_key()), Some(rows.len() + sheet.unshown_of(*kind))));
        }
        let mut strip = vec![Span::raw(" ")];
        for (n, (name, count)) in names.iter().enumerate() {
            let here = n == self.section;
            let style = match (here, count) {
                (true, _) => theme.accent,
                (false, Some(0)) => theme.dim,
                _ => theme.text,
            };
            let count =
                count.map_or_else(String::new, |count| if count == 0 { String::new() } else { format!(" {count}") });
            if wide {
                let y = area.y + n as u16;
                if y >= area.bottom() {
                    break;
                }
                let bar = if here { theme.marks.bar } else { " " };
                let row = Line::from(vec![
                    Span::styled(format!("{bar} "), theme.accent),
                    Span::styled(format!("{name}{count}"), style),
                ]);
                line::put(Rect { y, height: 1, ..area }, frame.buffer_mut(), &row, theme.text);
            } else {
                // The strip begins so that the open section is on it.
                if n + 2 < self.section {
                    continue;
                }
                if strip.len() > 1 {
                    strip.push(Span::styled(format!(" {} ", theme.marks.dot), theme.dim));
                }
                let label = if here { format!("[{name}{count}]") } else { format!("{name}{count}") };
                strip.push(Span::styled(label, style));
            }
        }
        if !wide {
            line::put(Rect { height: 1, ..area }, frame.buffer_mut(), &Line::from(strip), theme.text);
        }
    }

    fn draw_fields(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let fields = self.fields();
        let Some(sheet) = &self.sheet else { return };
        let label_of = |name: &str| text.field(self.kind.name(), name);
        let wide = fields.iter().map(|field| clean::width(&label_of(field.name))).max().unwrap_or(0).min(26);
        let room = usize::from(area.width).saturating_sub(wide + 6);
        // Long values take more than one line, so the window is counted in lines.
        let rows: Vec<(usize, Vec<String>)> = fields
            .iter()
            .enumerate()
            .map(|(n, field)| {
                let value = match field.name {
                    // A pause that is over is over, also before anybody wakes the deal.
                    "status" => {
                        let record = &sheet.record;
                        text.choice(
                            "status",
                            status_on(record.str("status"), record.str("hold_until"), context.today()),
                        )
                    }
                    "stage" => cell(&sheet.record, "stage", &sheet.labels, context),
                    _ => match field.ty {
                        // What a small table holds is read here, a line for each row.
                        Type::Rows(table) => {
                            let value = sheet.record.get(field.name);
                            let between = format!(" {} ", context.theme.marks.dot);
                            wording::rows::lines(table, value, &sheet.labels, text, context.tz, &between).join("\n")
                        }
                        _ => wording::show_of(field, &sheet.record.values, &sheet.labels, text, context.tz),
                    },
                };
                let most = if matches!(field.ty, Type::Rows(_)) { TABLE } else { LONG };
                let lines: Vec<String> = clean::clean_lines(&value)
                    .lines()
                    .flat_map(|part| clean::wrap(part, room.max(8)))
                    .take(most)
                    .collect();
                (n, if lines.is_empty() { vec![String::new()] } else { lines })
            })
            .collect();
        let before: usize = rows.iter().take(self.at).map(|(_, lines)| lines.len()).sum();
        let height = usize::from(area.height).max(1);
        self.height = height;
        self.top = follow(self.top, before, height);
        let mut y = 0;
        for (n, lines) in &rows {
            let Some(field) = fields.get(*n) else { continue };
            let here = *n == self.at;
            for (part, value) in lines.iter().enumerate() {
                if y >= self.top && y < self.top + height {
                    let bar = if here { theme.marks.bar } else { " " };
                    let label = if part == 0 { label_of(field.name) } else { String::new() };
                    let missing = value.is_empty() && field.need == Need::Always;
                    let value = if missing { text.get("record-missing") } else { value.clone() };
                    let style = match (here, field.entry, missing) {
                        (true, ..) => theme.selected,
                        (_, _, true) => theme.warn,
                        (_, Entry::System, _) => theme.dim,
                        _ => theme.text,
                    };
                    let row = Line::from(vec![
                        Span::styled(format!("{bar} "), theme.accent),
                        Span::styled(clean::pad(&clean::truncate(&label, wide), wide + 2), theme.dim),
                        Span::styled(value, style),
                    ]);
                    let at = Rect { y: area.y + (y - self.top) as u16, height: 1, ..area };
                    line::put(at, frame.buffer_mut(), &row, theme.text);
                }
                y += 1;
            }
        }
    }

    fn draw_children(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let Some(sheet) = &self.sheet else { return };
        let Some((kind, rows)) = self.section.checked_sub(1).and_then(|n| sheet.children.get(n)) else { return };
        if rows.is_empty() {
            calm(frame, area, context, &[text.get("record-no-children")]);
            return;
        }
        let columns: Vec<&str> =
            kind.spec().columns.iter().copied().filter(|name| *name != kind.spec().owner).collect();
        let header: Vec<String> = columns
            .iter()
            .map(|name| if *name == "code" { text.get("field-code") } else { text.field(kind.name(), name) })
            .collect();
        let unshown = sheet.unshown_of(*kind);
        let mut area = area;
        if unshown > 0 && area.height > 1 {
            area.height -= 1;
            let said = text.say(&Msg::new("record-more").with("n", unshown));
            let below = Rect { y: area.bottom(), height: 1, ..area };
            line::put(below, frame.buffer_mut(), &Line::from(Span::styled(said, theme.warn)), theme.text);
        }
        self.height = usize::from(area.height.saturating_sub(1)).max(1);
        self.top = follow(self.top, self.at, self.height);
        let cells: Vec<Vec<String>> = rows
            .iter()
            .skip(self.top)
            .take(self.height)
            .map(|row| columns.iter().map(|name| cell(row, name, &sheet.labels, context)).collect())
            .collect();
        table(frame, area, theme, &header, &cells, Some(self.at - self.top));
    }
}
