//! The frame around every screen: head line, footer, the panel after a prefix key, dialogs on top.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{App, context};
use crate::keys::{Action, label};
use crate::screens::doors::{self, tabs};
use crate::screens::draw::split_at;
use crate::text::{Msg, clean};
use crate::theme::glyphs;
use crate::widgets::notice::Notice;
use crate::widgets::popup::{Popup, clear};
use crate::widgets::{hints, line};

/// Below this a screen shows nothing useful.
const LEAST: (u16, u16) = (60, 16);

/// How the tabs of the head line are named.
#[derive(Clone, Copy)]
enum Names {
    Whole,
    Short,
    /// Only the open one.
    Open,
}

impl App {
    pub(super) fn paint(&mut self, frame: &mut Frame) {
        self.paint_page(frame);
        if self.ascii {
            for cell in &mut frame.buffer_mut().content {
                if let Some(letter) = glyphs::ascii(cell.symbol()) {
                    cell.set_symbol(letter);
                }
            }
        }
    }

    fn paint_page(&mut self, frame: &mut Frame) {
        let area = frame.area();
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let words = self.text.get("too-small");
            for (n, row) in
                clean::wrap(&words, usize::from(area.width)).iter().take(usize::from(area.height)).enumerate()
            {
                let at = Rect { y: area.y + n as u16, height: 1, ..area };
                line::put(at, frame.buffer_mut(), &Line::raw(row.as_str()), self.theme.text);
            }
            return;
        }
        let [head, rest] = split_at(area, 1);
        let [under, rest] = split_at(rest, 1);
        let [body, foot] = split_at(rest, rest.height.saturating_sub(1));
        self.spots.borrow_mut().commands.clear();
        self.paint_head(frame, head);
        self.paint_company(frame, under);
        let context = context!(self);
        if let Some(top) = self.screens.last_mut() {
            top.item.draw(frame, body, &context);
        }
        let within = Rect { y: body.y, height: body.height, ..area };
        for dialog in &mut self.dialogs {
            dialog.item.draw(frame, within, &context);
        }
        self.paint_foot(frame, foot);
        if !self.follows.is_empty() {
            self.paint_follows(frame, body);
        }
    }

    /// Under the head line: who else edits what is on the screen.
    fn paint_company(&self, frame: &mut Frame, area: Rect) {
        let company = self.company();
        if !company.is_empty() {
            let words = company.join(&format!(" {} ", self.theme.marks.dot));
            let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            line::put(area, frame.buffer_mut(), &Line::styled(words, self.theme.warn), self.theme.dim);
        }
    }

    /// Where one is at the left, who and whether all is saved at the right.
    fn paint_head(&self, frame: &mut Frame, area: Rect) {
        let (text, theme) = (&self.text, &self.theme);
        let narrow = area.width < 100;
        let state = self.state(narrow);
        let sample = if self.sample && !narrow {
            format!("{} {} ", text.get("state-sample"), theme.marks.dot)
        } else {
            String::new()
        };
        let here = self.people().map(|count| text.say(&Msg::new("here-count").with("count", count)));
        let here = here.map_or_else(String::new, |here| format!("{here} {} ", theme.marks.dot));
        let here = here + &self.cares();
        let mut right = format!("{sample}{} {} {here}{state} ", clean::clean(&self.user), theme.marks.dot);
        if narrow {
            // On a narrow line the tabs matter more than the name.
            right = format!("{here}{state} ");
        }
        let cells = (clean::width(&right) as u16).min(area.width);
        let right_area = Rect { x: area.right() - cells, width: cells, ..area };
        line::put(right_area, frame.buffer_mut(), &Line::styled(right, theme.dim), theme.dim);
        let left = Rect { x: area.x + 1, width: area.width.saturating_sub(cells + 2), ..area };
        let Some(top) = self.screens.last() else { return };
        let here = top.item.tab();
        if self.screens.len() > 1 || here.is_none() {
            let title = self.place_in_row(narrow) + &clean::clean(&top.item.title(&self.context()));
            line::put(left, frame.buffer_mut(), &Line::styled(title, theme.title), theme.title);
            return;
        }
        // As many words as fit: whole names, short ones, those closer together, and only the open one at the least.
        let ways = [(2, Names::Whole), (2, Names::Short), (1, Names::Short), (2, Names::Open)];
        let mut lines = ways.into_iter().map(|(gap, names)| self.tabs(here, gap, names));
        let fits = |line: &Line<'_>| line.width() <= usize::from(left.width);
        let tabs = lines.find(fits).unwrap_or_else(|| self.tabs(here, 1, Names::Open));
        let mut x = left.x;
        // Every other span is the gap before a tab.
        for (n, span) in tabs.spans.iter().enumerate() {
            let action = doors::tabs().nth(n / 2).filter(|_| n % 2 == 0);
            if let Some(action) = action {
                self.spots.borrow_mut().put(x, left.y, span.width(), action);
            }
            x += span.width() as u16;
        }
        line::put(left, frame.buffer_mut(), &tabs, theme.text);
    }

    /// Where the words are that were typed: still here only, on disk as a draft, or saved.
    fn state(&self, narrow: bool) -> String {
        let (text, marks) = (&self.text, &self.theme.marks);
        let (mark, key) = match &self.flight {
            _ if self.refusals > 0 => (marks.refused, "state-unkept"),
            _ if self.care.stopped => (marks.refused, "state-stopped"),
            Some(_) if self.waits_for.is_some() => {
                let who = clean::clean(self.waits_for.as_deref().unwrap_or_default()).into_owned();
                return format!("{} {}", marks.partly, text.say(&Msg::new("state-waiting").with("who", who)));
            }
            Some(_) if self.slow => (marks.partly, "state-saving"),
            _ if self.unsaved().next().is_some() => (marks.typing, "state-typing"),
            _ if !self.open.is_empty() => (marks.partly, if narrow { "state-draft-short" } else { "state-draft" }),
            // Where there is room for one thing only: what is saved in a sample goes with it.
            _ if self.sample && narrow => (marks.done, "state-sample-short"),
            _ => (marks.done, "state-saved"),
        };
        format!("{mark} {}", text.get(key))
    }

    /// What somebody should see to, each with the mark of what is overdue.
    fn cares(&self) -> String {
        let log = self.care.log_mb.map(|mb| Msg::new("care-log").with("mb", mb));
        let copy = self.care.days_uncopied.map(|days| Msg::new("care-copy").with("days", days));
        let marks = &self.theme.marks;
        let said = log.into_iter().chain(copy).map(|msg| self.text.say(&msg));
        said.fold(String::new(), |all, words| all + marks.overdue + " " + &words + " " + marks.dot + " ")
    }

    /// The numbered screens.
    fn tabs(&self, here: Option<Action>, gap: usize, names: Names) -> Line<'static> {
        let mut spans = Vec::new();
        for (n, tab) in tabs().enumerate() {
            let open = here == Some(tab);
            let key = self.keymap.hint(tab);
            let name = match names {
                Names::Short => self.text.get(&format!("tab-{}", tab.name())),
                Names::Open if !open => String::new(),
                _ => self.text.get(&tab.spec().label_key()),
            };
            if n > 0 {
                spans.push(Span::raw(" ".repeat(gap)));
            }
            let words = format!("{key} {name}").trim().to_owned();
            spans.push(Span::styled(words, if open { self.theme.accent } else { self.theme.dim }));
        }
        Line::from(spans)
    }

    /// Commands worth showing in the footer, in this state.
    pub(super) fn hints(&self) -> Vec<Action> {
        match (self.dialogs.last(), self.screens.last()) {
            (Some(dialog), _) => dialog.item.hints().to_vec(),
            (None, Some(screen)) => screen.item.hints(),
            (None, None) => Vec::new(),
        }
    }

    /// What a command is called in the footer.
    fn label_key(&self, action: Action) -> String {
        let meant = match (self.dialogs.last(), self.screens.last()) {
            (Some(dialog), _) => dialog.item.means(action),
            (None, Some(screen)) => screen.item.means(action),
            (None, None) => None,
        };
        meant.map_or_else(|| action.spec().label_key(), ToOwned::to_owned)
    }

    /// What just happened, or the keys that matter here.
    fn paint_foot(&self, frame: &mut Frame, area: Rect) {
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if let Some((msg, tone)) = &self.notice {
            // A long sentence takes the lines it needs, over the page: what to do stands at its end.
            let notice = Notice::new(*tone, self.text.say(msg));
            let lines = notice.height(area.width, &self.theme).clamp(1, 4);
            let over = Rect { y: area.y + 1 - lines.min(area.y), height: lines.min(area.y), ..area };
            if over.height > 1 {
                clear(over, frame.buffer_mut());
            }
            notice.draw(over, frame.buffer_mut(), &self.theme);
            return;
        }
        if let Some(words) = self.going_words(area.width) {
            line::put(area, frame.buffer_mut(), &words, self.theme.text);
            return;
        }
        let actions = self.hints();
        let scopes = self.scopes();
        let named: Vec<(Action, String)> =
            actions.into_iter().map(|action| (action, self.keymap.hint_in(&scopes, action))).collect();
        let (actions, pairs): (Vec<Action>, Vec<(String, String)>) = named
            .into_iter()
            .filter(|(_, key)| !key.is_empty())
            .map(|(action, key)| (action, (key, self.text.get(&self.label_key(action)))))
            .unzip();
        let hints = hints::hints(&pairs, area.width, &self.theme);
        let mut x = area.x;
        // A hint is two spans, its key and its words.
        for (spans, action) in hints.spans.chunks(2).zip(actions) {
            let width = spans.iter().map(Span::width).sum();
            self.spots.borrow_mut().put(x, area.y, width, action);
            x += width as u16;
        }
        line::put(area, frame.buffer_mut(), &hints, self.theme.text);
    }

    /// After a prefix key: what may follow.
    fn paint_follows(&self, frame: &mut Frame, area: Rect) {
        let rows: Vec<(String, String)> = self
            .follows
            .iter()
            .map(|(keys, action)| (label(keys), self.text.get(&action.spec().label_key())))
            .collect();
        let wide =
            rows.iter().map(|(key, words)| clean::width(key) + clean::width(words) + 3).max().unwrap_or(0) as u16;
        let width = (wide + 4).min(area.width);
        let height = (rows.len() as u16 + 2).min(area.height);
        let at = Rect { x: area.right() - width, y: area.bottom() - height, width, height };
        let title = label(&self.pending);
        let inner = Popup { title: &title, footer: None }.draw(at, frame.buffer_mut(), &self.theme);
        for (n, (key, words)) in rows.iter().take(usize::from(inner.height)).enumerate() {
            let row = Line::from(vec![
                Span::styled(clean::pad(key, 3), self.theme.key),
                Span::styled(words.as_str(), self.theme.text),
            ]);
            line::put(Rect { y: inner.y + n as u16, height: 1, ..inner }, frame.buffer_mut(), &row, self.theme.text);
        }
    }
}
