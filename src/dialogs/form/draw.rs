//! The form on the screen: label and value, line by line; the line at the cursor is where one types.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line as Row, Span};

use super::{Form, Line};
use crate::domain::record::{Entry, Need, Table, Type};
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::{Arg, Msg, clean};
use crate::widgets::popup::{Popup, centred};
use crate::widgets::{hints, line};

/// Lines that an open long text gets.
const LONG: u16 = 6;
/// Lines that a fault, or the advice on how to write a field, gets at most.
const ADVICE: usize = 3;

/// A sentence over as many lines as it needs, up to [`ADVICE`].
fn advice(words: &str, cells: usize) -> Vec<String> {
    let mut lines = clean::wrap(words, cells);
    lines.truncate(ADVICE);
    lines
}

/// How a table is written in one field, with the names of its columns.
fn rows_hint(table: &Table, context: &Context<'_>) -> String {
    let columns = table.columns.iter().filter(|column| column.entry != Entry::System);
    let columns: Vec<String> = columns.map(|column| format!("{}: …", context.text.field("", column.name))).collect();
    context.text.say(&Msg::new("form-hint-rows").with("columns", columns.join("; ")))
}

impl Form {
    fn title(&self, context: &Context<'_>) -> String {
        if let Some(title) = &self.title {
            return clean::clean(&context.text.say(title)).into_owned();
        }
        let Some(kind) = self.kind() else { return String::new() };
        let key = if self.is_new() { "form-new" } else { "form-edit" };
        let name = Some(self.name()).filter(|name| !name.is_empty()).unwrap_or_else(|| self.name_now());
        let name = clean::clean(&name).into_owned();
        context.text.say(&Msg::new(key).with("kind", Arg::Key(kind.key())).with("name", name))
    }

    /// Screen lines the form line takes, with so many cells for its value.
    fn height(&self, n: usize, cells: usize, context: &Context<'_>) -> u16 {
        let open = n == self.at;
        let long = open && self.lines.get(n).is_some_and(|line| line.field.ty.has_lines());
        let fault = self.lines.get(n).map_or(0, |line| Self::fault(line, cells, context).len());
        let part = u16::from(self.begins_part(n));
        part + fault as u16 + if long { LONG } else { 1 }
    }

    /// What is wrong with a line, and what to do.
    fn fault(line: &Line, cells: usize, context: &Context<'_>) -> Vec<String> {
        let say = |fault| advice(&format!("{} {}", context.theme.marks.refused, context.text.say(fault)), cells);
        line.fault.as_ref().map(say).unwrap_or_default()
    }

    fn begins_part(&self, n: usize) -> bool {
        let part = |n: usize| self.lines.get(n).map(|line| line.part);
        self.parts.len() > 1 && n > 0 && part(n) != part(n - 1)
    }

    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let width = area.width.saturating_sub(4).min(104);
        let inside = usize::from(width.saturating_sub(4));
        let wide = self.lines.iter().map(|line| clean::width(&self.label(line, context))).max().unwrap_or(0);
        let wide = wide.min(inside * 2 / 5);
        let cells = inside.saturating_sub(wide + 4);
        let heights: Vec<u16> = (0..self.lines.len()).map(|n| self.height(n, cells, context)).collect();
        let total: u16 = heights.iter().sum();
        let hint = advice(&self.hint(context), inside);
        let foot = hint.len() as u16 + 1;
        let height = (total + foot + 2).min(area.height.saturating_sub(2)).max(8);
        let box_area = centred(area, width, height);
        let title = self.title(context);
        let key = |action| context.keymap.hint_in(&[crate::keys::Scope::Field, crate::keys::Scope::Dialog], action);
        let pairs = [
            (key(crate::keys::Action::Save), text.get("action-save")),
            (key(crate::keys::Action::NextField), text.get("action-next-field")),
            (key(crate::keys::Action::Panes), text.get("form-all-fields")),
            (key(crate::keys::Action::Back), text.get("form-leave-kept")),
        ];
        let footer = hints::hints(&pairs, width.saturating_sub(6), theme);
        let inner = Popup { title: &title, footer: Some(footer) }.draw(box_area, screen.buffer_mut(), theme);
        let body = Rect { height: inner.height.saturating_sub(foot), ..inner };
        let before: u16 = heights.iter().take(self.at).sum();
        let bottom = before + heights.get(self.at).map_or(0, |height| height.saturating_sub(1));
        self.scroll = follow(self.scroll, usize::from(before), usize::from(body.height));
        if usize::from(bottom) >= self.scroll + usize::from(body.height) {
            self.scroll = usize::from(bottom + 1).saturating_sub(usize::from(body.height));
        }
        let mut y = 0usize;
        for (n, height) in heights.into_iter().map(usize::from).enumerate() {
            if y + height > self.scroll && y < self.scroll + usize::from(body.height) {
                let top = body.y + y.saturating_sub(self.scroll) as u16;
                let room = Rect { y: top, height: body.bottom().saturating_sub(top), ..body };
                self.draw_line(n, wide, screen, room, context);
            }
            y += height;
        }
        // The last lines tell how the field at the cursor may be written.
        for (y, words) in (body.bottom().saturating_add(1)..inner.bottom()).zip(hint) {
            let at = Rect { y, height: 1, ..inner };
            line::put(at, screen.buffer_mut(), &Row::styled(words, theme.dim), theme.dim);
        }
    }

    fn label(&self, line: &Line, context: &Context<'_>) -> String {
        let kind = self.parts.get(line.part).map_or("", |part| part.kind.name());
        let star = if line.field.need == Need::Always { " *" } else { "" };
        format!("{}{star}", context.text.field(kind, line.field.name))
    }

    fn draw_line(&self, n: usize, wide: usize, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let Some(row) = self.lines.get(n) else { return };
        let mut area = area;
        if self.begins_part(n) {
            let name = self.parts.get(row.part).map_or_else(String::new, |part| text.get(&part.kind.key()));
            let rule = format!("{0}{0} {name}", theme.borders.horizontal);
            line::put(Rect { height: 1, ..area }, screen.buffer_mut(), &Row::styled(rule, theme.dim), theme.dim);
            area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        if area.height == 0 {
            return;
        }
        let here = n == self.at;
        let bar = if here { theme.marks.bar } else { " " };
        let label = clean::pad(&clean::truncate(&self.label(row, context), wide), wide + 2);
        let lead = Row::from(vec![
            Span::styled(format!("{bar} "), theme.accent),
            Span::styled(label, if here { theme.accent } else { theme.dim }),
        ]);
        let used = line::put(Rect { height: 1, ..area }, screen.buffer_mut(), &lead, theme.text);
        let long = here && row.field.ty.has_lines();
        let height = if long { LONG.min(area.height) } else { 1 };
        let value = Rect { x: area.x + used, width: area.width.saturating_sub(used), height, ..area };
        if let (Some(editor), true) = (&self.editor, here) {
            if let Some(caret) = editor.draw(value, screen.buffer_mut(), theme) {
                screen.set_cursor_position(caret);
            }
        } else {
            let shown = if here {
                self.choices(row, usize::from(value.width), context)
            } else {
                Row::raw(self.shown(row, context))
            };
            line::put(value, screen.buffer_mut(), &shown, theme.text);
        }
        for (y, words) in (area.y + height..area.bottom()).zip(Self::fault(row, usize::from(value.width), context)) {
            line::put(
                Rect { y, height: 1, ..value },
                screen.buffer_mut(),
                &Row::styled(words, theme.error),
                theme.error,
            );
        }
    }

    /// A line that is chosen shows what it can be.
    fn choices(&self, row: &Line, cells: usize, context: &Context<'_>) -> Row<'static> {
        let (text, theme) = (context.text, context.theme);
        match row.field.ty {
            Type::Choice(codes) => {
                let at = codes.iter().position(|code| row.value.as_str() == Some(code));
                let label =
                    at.and_then(|at| codes.get(at)).map_or_else(String::new, |code| text.choice(row.field.name, code));
                let place = at.map_or_else(String::new, |at| format!("  {}/{}  {}", at + 1, codes.len(), self.typed));
                Row::from(vec![
                    Span::styled("< ".to_owned(), theme.dim),
                    Span::styled(label, theme.selected),
                    Span::styled(" >".to_owned(), theme.dim),
                    Span::styled(place, theme.dim),
                ])
            }
            Type::Set(codes) => {
                let chosen = row.value.as_array().cloned().unwrap_or_default();
                let mut spans = Vec::new();
                for (n, code) in codes.iter().enumerate() {
                    let on = chosen.iter().any(|item| item.as_str() == Some(code));
                    let mark = if on { theme.marks.done } else { theme.marks.open };
                    let style = if n == self.option { theme.selected } else { theme.text };
                    spans.push(Span::styled(format!("{mark} {}", text.choice(row.field.name, code)), style));
                    spans.push(Span::raw("  "));
                }
                // The option at the cursor must be on the line.
                let skip = self.option.saturating_sub(2) * 2;
                Row::from(spans.split_off(skip.min(spans.len())))
            }
            Type::Flag => {
                let on = row.value.as_bool() == Some(true);
                let label = text.get(if on { "choice-yes" } else { "choice-no" });
                Row::from(vec![
                    Span::styled("< ".to_owned(), theme.dim),
                    Span::styled(label, theme.selected),
                    Span::styled(" >".to_owned(), theme.dim),
                ])
            }
            _ => {
                let shown = self.shown(row, context);
                let shown = match row.field.ty {
                    Type::Links(_) => last_names(&shown, cells, theme.marks.ellipsis),
                    _ => shown,
                };
                let shown = if shown.is_empty() { text.get("form-choose") } else { shown };
                Row::styled(shown, theme.selected)
            }
        }
    }

    fn hint(&self, context: &Context<'_>) -> String {
        let key = match self.line().map(|line| line.field.ty) {
            Some(Type::Measure { .. }) => "agreement-hint-measure",
            Some(Type::Percent { .. }) => "agreement-hint-percent",
            Some(Type::Length { seconds: 60, .. }) => "form-hint-minutes",
            Some(Type::Length { .. }) => "form-hint-seconds",
            Some(Type::Money) => "form-hint-money",
            Some(Type::Date) => "form-hint-date",
            Some(Type::Instant) => "form-hint-instant",
            Some(Type::Choice(codes)) if codes.len() > 3 => return self.others(codes, context),
            Some(Type::Choice(_) | Type::Flag) => "form-hint-choice",
            Some(Type::Set(_)) => "form-hint-set",
            Some(Type::Link(_)) => "form-hint-link",
            Some(Type::Links(_)) => "form-hint-links",
            Some(Type::Zone) => "form-hint-zone",
            Some(Type::Long) => "form-hint-long",
            Some(Type::Rows(table)) => return rows_hint(table, context),
            Some(Type::List) if self.line().is_some_and(|line| line.field.name == "windows") => "form-hint-hours",
            Some(Type::List) => "form-hint-list",
            _ => return String::new(),
        };
        context.text.get(key)
    }

    /// The choices around the one that is chosen, so that nobody has to step through them to see them.
    fn others(&self, codes: &[&'static str], context: &Context<'_>) -> String {
        let Some(row) = self.line() else { return String::new() };
        let at = codes.iter().position(|code| row.value.as_str() == Some(code)).unwrap_or(0);
        let label = |code: &&str| context.text.choice(row.field.name, code);
        let around: Vec<String> =
            codes.iter().skip(at.saturating_sub(1)).chain(codes.iter().take(at.saturating_sub(1))).map(label).collect();
        format!("{}: {}", context.text.get("form-hint-letters"), around.join(&format!(" {} ", context.theme.marks.dot)))
    }
}

/// The last of several names that find room: Backspace takes the last one out.
fn last_names(names: &str, cells: usize, ellipsis: &str) -> String {
    if clean::width(names) <= cells {
        return names.to_owned();
    }
    let room = cells.saturating_sub(clean::width(ellipsis) + 1);
    let mut rest = names;
    while clean::width(rest) > room
        && let Some((_, later)) = rest.split_once(", ")
    {
        rest = later;
    }
    format!("{ellipsis} {rest}")
}
