//! Words looked for in all that anybody wrote, from anywhere; Enter goes where they stand.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::domain::kinds::Kind;
use crate::keys::Action;
use crate::screens::draw::follow;
use crate::screens::{Ask, Context, Screen};
use crate::store::request::Request;
use crate::store::search::{Finding, Found, Group, SearchQuery};
use crate::text::find::Words;
use crate::text::{Arg, Msg, clean};
use crate::widgets::line;
use crate::widgets::popup::{Popup, centred};
use crate::widgets::text_field::{Handled, TextField};

/// Records shown of each kind, and of one kind alone.
const FEW: usize = 5;
const MANY: usize = 200;

#[derive(Debug)]
pub struct Search {
    query: TextField,
    found: Option<Box<Found>>,
    /// Only records of this kind.
    kind: Option<Kind>,
    /// The cursor, among the rows it can stand on.
    at: usize,
    top: usize,
    height: usize,
}

#[derive(Clone, Copy, Debug)]
enum Row<'f> {
    Head(&'f Group),
    Hit(&'f Finding),
    /// There are more of this kind.
    More(&'f Group),
}

impl Row<'_> {
    fn holds_cursor(&self) -> bool {
        !matches!(self, Self::Head(_))
    }
}

impl Search {
    /// Opens with what was looked for last, ready to be typed over.
    pub fn new(last: &str) -> (Self, Option<Ask>) {
        let mut query = TextField::one_line(last);
        query.select_all();
        let search = Self { query, found: None, kind: None, at: 0, top: 0, height: 10 };
        let ask = search.ask();
        (search, ask)
    }

    /// What is looked for.
    pub fn words(&self) -> String {
        self.query.text()
    }

    fn ask(&self) -> Option<Ask> {
        let words = self.words();
        let limit = if self.kind.is_some() { MANY } else { FEW };
        (!words.trim().is_empty()).then(|| Ask::Read(Request::Search(SearchQuery { words, kind: self.kind, limit })))
    }

    /// Asks anew after each letter; what is shown stays until the answer comes.
    fn again(&mut self) -> Vec<Ask> {
        let ask = self.ask();
        if ask.is_none() {
            self.found = None;
        }
        ask.into_iter().collect()
    }

    pub fn answer(&mut self, found: Box<Found>) {
        if self.words().trim().is_empty() {
            return;
        }
        if self.found.as_ref().is_none_or(|old| old.words != found.words) {
            (self.at, self.top) = (0, 0);
        }
        self.found = Some(found);
        self.at = self.at.min(self.places().saturating_sub(1));
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let Some(found) = &self.found else { return Vec::new() };
        let mut rows = Vec::new();
        for group in &found.groups {
            rows.push(Row::Head(group));
            rows.extend(group.found.iter().map(Row::Hit));
            let left = group.more || group.count > group.found.len();
            rows.extend((left && self.kind.is_none()).then_some(Row::More(group)));
        }
        rows
    }

    fn places(&self) -> usize {
        self.rows().iter().filter(|row| row.holds_cursor()).count()
    }

    /// The first place of the next (`1`) or this or the previous (`-1`) kind.
    fn turn(&mut self, by: isize) {
        let mut place = 0;
        let mut firsts = Vec::new();
        for row in self.rows() {
            match row {
                Row::Head(_) => firsts.push(place),
                _ => place += 1,
            }
        }
        let next = match by {
            1 => firsts.iter().find(|first| **first > self.at).or(firsts.first()),
            _ => firsts.iter().rev().find(|first| **first < self.at).or(firsts.last()),
        };
        self.at = next.copied().unwrap_or(self.at);
    }

    fn open(&mut self) -> Vec<Ask> {
        let Some(row) = self.rows().into_iter().filter(Row::holds_cursor).nth(self.at) else { return Vec::new() };
        match row {
            Row::Hit(finding) => vec![Ask::Back, Ask::Go(Screen::at(finding))],
            Row::More(group) => {
                self.kind = Some(group.kind);
                self.found = None;
                self.again()
            }
            Row::Head(_) => Vec::new(),
        }
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.places().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, self.height / 2) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::NextField => self.turn(1),
            Action::PrevField => self.turn(-1),
            Action::Search => self.query.select_all(),
            Action::Open | Action::Save => return self.open(),
            Action::Back if self.kind.is_some() => {
                (self.kind, self.found) = (None, None);
                return self.again();
            }
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        if self.query.handle(key) == Handled::Changed { self.again() } else { Vec::new() }
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        self.query.paste(text);
        self.again()
    }

    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let width = if area.width < 100 { area.width.saturating_sub(4) } else { (area.width * 9 / 10).min(160) };
        let at = centred(area, width, area.height.saturating_sub(2).min(48));
        let inner = Popup { title: &text.get("search-title"), footer: None }.draw(at, screen.buffer_mut(), theme);
        let head = Rect { height: inner.height.min(1), ..inner };
        let count = self.count(context);
        let cells = clean::width(&count) as u16;
        let right = Rect { x: head.right().saturating_sub(cells), width: cells.min(head.width), ..head };
        line::put(right, screen.buffer_mut(), &Line::styled(count, theme.dim), theme.dim);
        let lead = line::put(head, screen.buffer_mut(), &Line::styled("/ ", theme.accent), theme.text);
        let field = Rect { x: head.x + lead, width: head.width.saturating_sub(lead + cells + 1), ..head };
        if let Some(caret) = self.query.draw(field, screen.buffer_mut(), theme) {
            screen.set_cursor_position(caret);
        }
        let below = Rect { y: inner.y.saturating_add(2), height: inner.height.saturating_sub(2), ..inner };
        let under = Rect { y: inner.y.saturating_add(1), height: 1, ..inner }.intersection(inner);
        line::put(under, screen.buffer_mut(), &Line::styled(self.remark(context), theme.dim), theme.dim);
        self.height = usize::from(below.height);
        let said = self.said(context);
        if said.is_empty() {
            self.draw_rows(screen, below, context);
        } else {
            let rows = said.iter().flat_map(|said| {
                let mut rows = clean::wrap(said, usize::from(below.width));
                rows.push(String::new());
                rows
            });
            for (n, row) in rows.take(self.height).enumerate() {
                let at = Rect { y: below.y + n as u16, height: 1, ..below };
                line::put(at, screen.buffer_mut(), &Line::raw(row), theme.text);
            }
        }
    }

    /// How many records were found.
    fn count(&self, context: &Context<'_>) -> String {
        let Some(found) = self.found.as_ref().filter(|found| !found.groups.is_empty()) else { return String::new() };
        let count: usize = found.groups.iter().map(|group| group.count).sum();
        let key = if found.groups.iter().any(|group| group.more) { "search-beyond-found" } else { "search-found" };
        context.text.say(&Msg::new(key).with("count", count))
    }

    fn remark(&self, context: &Context<'_>) -> String {
        let back = context.keymap.hint(Action::Back);
        let only =
            self.kind.map(|kind| Msg::new("search-all").with("kind", Arg::Key(kind.plural_key())).with("key", back));
        let filling = self.found.as_ref().is_some_and(|found| found.filling).then(|| Msg::new("search-filling"));
        filling.or(only).map(|msg| context.text.say(&msg)).unwrap_or_default()
    }

    /// What is said where no rows are shown.
    fn said(&self, context: &Context<'_>) -> Vec<String> {
        let text = context.text;
        let Some(found) = &self.found else {
            let begun = !self.words().trim().is_empty();
            let keys: &[&str] =
                if begun { &["loading"] } else { &["search-empty-what", "search-empty-how", "search-empty-example"] };
            return keys.iter().map(|key| text.get(key)).collect();
        };
        match (found.short, found.groups.is_empty()) {
            (true, _) => vec![text.get("search-short")],
            (_, true) => {
                let none = Msg::new("search-none").with("words", found.words.trim());
                vec![text.say(&none), text.get("search-none-how")]
            }
            _ => Vec::new(),
        }
    }

    fn draw_rows(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let rows = self.rows();
        let cursor = rows.iter().enumerate().filter(|(_, row)| row.holds_cursor()).nth(self.at).map_or(0, |(n, _)| n);
        let mut top = follow(self.top, cursor, self.height).min(rows.len().saturating_sub(self.height));
        // The heading of what is at the cursor is to be seen with it.
        if top == cursor && cursor > 0 {
            top -= 1;
        }
        let words = Words::of(self.found.as_ref().map_or("", |found| &found.words));
        for (n, row) in rows.iter().enumerate().skip(top).take(self.height) {
            let at = Rect { y: area.y + (n - top) as u16, height: 1, ..area };
            draw_row(screen, at, context, row, &words, n == cursor);
        }
        self.top = top;
    }
}

fn draw_row(screen: &mut Frame, area: Rect, context: &Context<'_>, row: &Row<'_>, words: &Words, here: bool) {
    let (text, theme) = (context.text, context.theme);
    let base = if here { theme.selected } else { theme.text };
    let inside = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..area };
    if here {
        line::put(area, screen.buffer_mut(), &Line::styled(theme.marks.bar, theme.accent), theme.text);
    }
    match row {
        Row::Head(group) => {
            let more = if group.more { "+" } else { "" };
            let head = format!("{} {} {}{more}", text.get(&group.kind.plural_key()), theme.marks.dot, group.count);
            line::put(area, screen.buffer_mut(), &Line::styled(head, theme.dim), theme.dim);
        }
        Row::More(group) => {
            let left = group.count - group.found.len();
            let key = if group.more { "search-beyond" } else { "search-more" };
            let more = format!("{} {}", theme.marks.ellipsis, text.say(&Msg::new(key).with("count", left)));
            let base = if here { theme.selected } else { theme.dim };
            line::put(inside, screen.buffer_mut(), &Line::styled(more, base), theme.text);
        }
        Row::Hit(finding) => {
            let known = finding.within.as_ref().unwrap_or(&finding.link);
            let name = format!("{}  {}", known.code, known.shown(text.lang()));
            let name = Line::from(marked(name.trim(), words, base, theme.matched));
            let aside = inside.width * 2 / 5;
            let beside = beside(finding, words, context, usize::from(inside.width.saturating_sub(aside + 2)));
            // The name alone has the line for itself.
            let left = if beside.is_empty() { inside.width } else { aside };
            line::put(Rect { width: left, ..inside }, screen.buffer_mut(), &name, theme.text);
            let x = inside.x + left + 2;
            let right = Rect { x, width: inside.right().saturating_sub(x), ..inside };
            line::put(right, screen.buffer_mut(), &Line::from(beside), theme.text);
        }
    }
}

/// The field and what stands in it, with what is to be known of the record, for so many cells.
fn beside(finding: &Finding, words: &Words, context: &Context<'_>, cells: usize) -> Vec<Span<'static>> {
    let (text, theme) = (context.text, context.theme);
    let kind = finding.link.kind;
    let mut spans = Vec::new();
    for (is, key) in [(finding.archived, "search-archived"), (finding.private, "search-private")] {
        if is {
            spans.push(Span::styled(format!("({}) ", text.get(key)), theme.warn));
        }
    }
    let named = finding.within.is_none() && (finding.field.is_empty() || finding.field == kind.spec().title);
    if !named {
        let field =
            if finding.field.is_empty() { text.get("search-code") } else { text.field(kind.name(), finding.field) };
        spans.push(Span::styled(format!("{field}: "), theme.dim));
        let used: usize = spans.iter().map(Span::width).sum();
        let snippet = brought_in(&finding.snippet, words, cells.saturating_sub(used), theme.marks.ellipsis);
        spans.extend(marked(&snippet, words, theme.text, theme.matched));
    }
    spans
}

/// A line that begins so late that its first hit is within so many cells.
fn brought_in(line: &str, words: &Words, cells: usize, ellipsis: &str) -> String {
    let hits = words.hits(line);
    let Some(hit) = hits.first().filter(|hit| clean::width(&line[..hit.end]) + 1 >= cells) else {
        return line.to_owned();
    };
    let lead = line[..hit.start].char_indices().rev();
    let start = lead.map(|(at, _)| at).take_while(|at| clean::width(&line[*at..hit.start]) <= cells / 4).last();
    format!("{ellipsis}{}", &line[start.unwrap_or(hit.start)..])
}

/// A text with its hits underlined.
fn marked(text: &str, words: &Words, base: Style, hit: Style) -> Vec<Span<'static>> {
    let text = clean::clean(text);
    let hit = base.patch(hit).add_modifier(Modifier::BOLD);
    let (mut spans, mut end) = (Vec::new(), 0);
    for range in words.hits(&text) {
        spans.push(Span::styled(text[end..range.start].to_owned(), base));
        spans.push(Span::styled(text[range.clone()].to_owned(), hit));
        end = range.end;
    }
    spans.push(Span::styled(text[end..].to_owned(), base));
    spans
}
