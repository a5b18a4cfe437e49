//! The thread at one record: where it came from, where it went; Enter follows it.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::frame;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Lookup, Scope};
use crate::screens::{Ask, Context, Screen};
use crate::store::request::{Link, Request, Sheet};
use crate::text::clean;

#[derive(Debug)]
pub struct Thread {
    kind: Kind,
    id: Id,
    sheet: Option<Sheet>,
    at: usize,
}

impl Thread {
    pub fn new(kind: Kind, id: Id) -> (Self, Ask) {
        (Self { kind, id, sheet: None, at: 0 }, Ask::Read(Request::Sheet(kind, id)))
    }

    pub fn set(&mut self, sheet: Sheet) {
        // The first step that leads on is where the cursor should be.
        self.at = 0;
        self.sheet = Some(sheet);
    }

    fn links(&self) -> impl Iterator<Item = &Link> {
        self.sheet.iter().flat_map(|sheet| sheet.up.iter().chain(&sheet.down))
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.links().count().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Back => return vec![Ask::Back],
            Action::Open => {
                if let Some((kind, id)) = self.links().nth(self.at).map(|link| (link.kind, link.id)) {
                    return vec![Ask::Back, Ask::Go(Screen::of(kind, id))];
                }
            }
            Action::Right => {
                let next = self.links().nth(self.at).map(|link| (link.kind, link.id));
                if let Some((kind, id)) = next {
                    (self.kind, self.id) = (kind, id);
                    return vec![Ask::Read(Request::Sheet(kind, id))];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// The key that opened the panel walks on without leaving it.
    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        match context.keymap.look_up(&[Scope::Pane], &[], key) {
            Lookup::Found(Action::Trace) => self.act_on(Action::Right),
            _ => Vec::new(),
        }
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let title = text.get("thread-title");
        let Some(sheet) = &self.sheet else {
            frame::text(screen, area, context, &title, vec![Line::styled(text.get("loading"), theme.dim)]);
            return;
        };
        // Inside of the frame, behind the bar.
        let width = frame::width(area).saturating_sub(7);
        let row = |link: &Link| {
            let kind = text.get(&link.kind.key());
            let title = link.shown(text.lang());
            let by = if link.by.is_empty() { String::new() } else { format!("  ({})", text.get(link.by)) };
            let room = width.saturating_sub(clean::width(&by));
            let words = [kind.as_str(), link.code.as_str(), &title].into_iter().filter(|word| !word.is_empty());
            clean::truncate(&clean::clean(&words.collect::<Vec<_>>().join("  ")), room) + &by
        };
        let mut lines = Vec::new();
        let (mut n, mut cursor) = (0, 0);
        let mut list = |heading: &str, links: &[Link], lines: &mut Vec<Line<'static>>| {
            lines.push(Line::styled(text.get(heading), theme.dim));
            if links.is_empty() {
                lines.push(Line::styled(format!("   {}", text.get("thread-none")), theme.dim));
            }
            for link in links {
                let here = n == self.at;
                if here {
                    cursor = lines.len();
                }
                let bar = if here { theme.marks.bar } else { " " };
                lines.push(Line::styled(
                    format!(" {bar} {}", row(link)),
                    if here { theme.selected } else { theme.text },
                ));
                n += 1;
            }
        };
        list("thread-up", &sheet.up, &mut lines);
        lines.push(Line::raw(""));
        let here = row(&sheet.link);
        lines.push(Line::styled(here, theme.accent));
        lines.push(Line::raw(""));
        list("thread-down", &sheet.down, &mut lines);
        // A long thread shows what is around the cursor.
        let top = cursor.saturating_sub(usize::from(area.height) / 2);
        frame::page(screen, area, context, &title, (&lines, top), &[]);
    }
}
