//! The journal: who did what and when, of one record or of all; any entry can be taken back.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Ask, Context, Screen, Tone, View};
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry as FieldEntry, Id};
use crate::domain::wording;
use crate::keys::{Action, Scope};
use crate::store::request::{Command, Entry, EntryChange, Labels, Reply, Request};
use crate::text::{Arg, Msg, clean, number};

/// Entries read at once.
const WINDOW: usize = 100;

#[derive(Debug)]
pub struct Log {
    of: Option<(Kind, Id)>,
    name: String,
    entries: Vec<Entry>,
    more: bool,
    at: usize,
    top: usize,
    height: usize,
    loaded: bool,
}

impl Log {
    pub fn whole() -> Self {
        Self {
            of: None,
            name: String::new(),
            entries: Vec::new(),
            more: false,
            at: 0,
            top: 0,
            height: 10,
            loaded: false,
        }
    }

    pub fn of(kind: Kind, id: Id, name: &str) -> Self {
        Self { of: Some((kind, id)), name: name.to_owned(), ..Self::whole() }
    }
}

impl View for Log {
    const SCOPE: Scope = Scope::Pane;

    fn queries(&self) -> Vec<Request> {
        let limit = WINDOW.max(self.entries.len());
        vec![Request::Log { of: self.of, before: None, limit }]
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        let Reply::Log(mut entries) = reply else { return Vec::new() };
        let here = self.entries.get(self.at).map(|entry| entry.seq);
        let last = self.entries.last().map(|entry| entry.seq);
        self.more = entries.len() >= WINDOW;
        let goes_on = self.loaded && last.is_some_and(|last| entries.first().is_some_and(|first| first.seq < last));
        if goes_on {
            self.entries.append(&mut entries);
        } else {
            self.entries = entries;
        }
        self.loaded = true;
        if let Some(at) = here.and_then(|seq| self.entries.iter().position(|entry| entry.seq == seq)) {
            self.at = at;
        }
        Vec::new()
    }

    fn tab(&self) -> Option<Action> {
        self.of.is_none().then_some(Action::GoLog)
    }

    fn title(&self, context: &Context<'_>) -> String {
        match self.of {
            Some(_) => context.text.say(&Msg::new("log-title-of").with("name", self.name.as_str())),
            None => context.text.get("log-title"),
        }
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Undo, Action::Help, Action::Copy, Action::Redo, Action::Back]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.entries.len().saturating_sub(1);
        let page = self.height.max(2) / 2;
        if let Some(at) = action.walked(self.at, last, page) {
            self.at = at;
        }
        match action {
            Action::Back => return vec![Ask::Back],
            Action::Undo => {
                let Some(entry) = self.entries.get(self.at) else { return Vec::new() };
                return vec![Ask::Do(Command::Undo { act: context.id(), which: Some(entry.act) })];
            }
            Action::Open => {
                let subject = self.entries.get(self.at).and_then(|entry| entry.changes.first());
                return match subject {
                    Some(change) if change.kind != Kind::Trace => vec![Ask::Go(Screen::of(change.kind, change.id))],
                    _ => vec![Ask::Tell(Msg::new("log-nothing-to-open"), Tone::Plain)],
                };
            }
            Action::Copy => {
                let Some(entry) = self.entries.get(self.at) else { return Vec::new() };
                let details: Vec<String> =
                    readable(entry).map(|change| detail(change, &entry.labels, context)).collect();
                return vec![Ask::Copy(format!("{}\n{}", sentence(entry, context), details.join("\n")))];
            }
            _ => {}
        }
        let down = matches!(action, Action::Down | Action::PageDown | Action::Bottom);
        if down && self.more && self.at + self.height >= self.entries.len() {
            self.more = false;
            let before = self.entries.last().map(|entry| entry.seq);
            return vec![Ask::Read(Request::Log { of: self.of, before, limit: WINDOW })];
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let theme = context.theme;
        if self.loaded && self.entries.is_empty() {
            super::draw::calm(frame, area, context, &[context.text.get("log-empty")]);
            return;
        }
        // The entry at the cursor shows its fields below the list.
        let [list, below] = super::draw::split_below(area, 8);
        self.height = usize::from(list.height).max(1);
        self.top = super::draw::follow(self.top, self.at, self.height);
        let width = usize::from(list.width);
        let mut lines = Vec::new();
        for (n, entry) in self.entries.iter().enumerate().skip(self.top).take(self.height) {
            let here = n == self.at;
            let when = chrono::DateTime::from_timestamp_millis(entry.at_ms)
                .map_or_else(String::new, |at| number::instant_short(at, context.tz, context.text.lang()));
            let undone = if entry.undone { format!("({}) ", context.text.get("log-undone")) } else { String::new() };
            let row = format!("{when}  {}  {undone}{}", clean::pad(&entry.who, 10), sentence(entry, context));
            let bar = if here { theme.marks.bar } else { " " };
            let style = match (here, entry.undone) {
                (true, _) => theme.selected,
                (false, true) => theme.dim,
                _ => theme.text,
            };
            let row = clean::truncate(&clean::clean(&row), width.saturating_sub(2));
            lines.push(Line::from(vec![Span::styled(bar, theme.accent), Span::styled(format!(" {row}"), style)]));
        }
        frame.render_widget(ratatui::widgets::Paragraph::new(lines), list);
        if let Some(entry) = self.entries.get(self.at) {
            let lines: Vec<Line> = readable(entry)
                .take(usize::from(below.height))
                .map(|change| {
                    Line::raw(clean::truncate(&format!("   {}", detail(change, &entry.labels, context)), width))
                })
                .collect();
            frame.render_widget(ratatui::widgets::Paragraph::new(lines), below);
        }
    }
}

/// "moved OPP-2026-0017 东湖医院", in the reader's language.
pub fn sentence(entry: &Entry, context: &Context<'_>) -> String {
    let verb = context.text.get(&entry.verb);
    let subject = entry.changes.first();
    let name = subject.map_or_else(String::new, |change| {
        let kind = context.text.get(&change.kind.key());
        format!("{kind} {} {}", change.code, clean::truncate(&clean::clean(&change.shown(context.text.lang())), 40))
            .replace("  ", " ")
    });
    let more = if entry.total > 1 {
        context.text.say(&Msg::new("log-and-more").with("count", Arg::Count(entry.total as i64 - 1)))
    } else {
        String::new()
    };
    format!("{verb}: {name}{more}")
}

/// What people may read of an entry; order keys and the like mean nothing to them.
fn readable(entry: &Entry) -> impl Iterator<Item = &EntryChange> {
    let hidden = |change: &EntryChange| {
        change.kind.spec().field(&change.field).is_some_and(|field| field.entry == FieldEntry::Hidden)
    };
    entry.changes.iter().filter(move |change| !hidden(change))
}

/// One field before and after.
fn detail(change: &EntryChange, labels: &Labels, context: &Context<'_>) -> String {
    let stage = |value: &serde_json::Value| context.pipelines.stage(value.as_str()?);
    let show = |value: &serde_json::Value| match change.kind.spec().field(&change.field) {
        Some(field) if field.name == "stage" => {
            stage(value).map_or_else(String::new, |stage| stage.name.to(context.text.lang()).to_owned())
        }
        Some(field) => {
            let versions = [&change.before, &change.after];
            wording::rows::apart_or_whole(field, value, &versions, labels, context.text, context.tz)
        }
        None => match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::Bool(on) => context.text.get(if *on { "choice-yes" } else { "choice-no" }),
            other => other.to_string(),
        },
    };
    let name = clean::clean(&change.shown(context.text.lang())).into_owned();
    if change.field.is_empty() {
        let key = if change.before.is_null() { "log-made" } else { "log-removed" };
        let kind = context.text.get(&change.kind.key());
        let what = [kind.as_str(), change.code.as_str(), name.as_str()].into_iter().filter(|part| !part.is_empty());
        return format!("{}: {}", context.text.get(key), what.collect::<Vec<_>>().join(" "));
    }
    let label = match change.field.as_str() {
        "archived" => context.text.get("field-archived"),
        field => context.text.field(change.kind.name(), field),
    };
    let arrow = context.theme.marks.arrow;
    format!("{label}: {} {arrow} {}", clean::clean(&show(&change.before)), clean::clean(&show(&change.after)))
}
