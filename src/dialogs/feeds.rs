//! What an interview proposes for the records: taken item by item, all in one act.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::frame;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};
use crate::domain::research::feeds::{Mode, Proposal};
use crate::domain::wording;
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Command, FeedSheet, Labels, Request};
use crate::text::{Msg, clean};

/// Facts of a new record that say what kind it is.
const TELLING: &[&str] = &["level", "scope", "priority", "kind", "metric", "deadline", "roles", "vendor"];

#[derive(Debug)]
pub struct Feeds {
    id: Id,
    sheet: Option<Box<FeedSheet>>,
    taken: Vec<bool>,
    at: usize,
}

impl Feeds {
    /// The proposals of an interview, and the request that fills them in.
    pub fn new(interview: Id) -> (Self, Ask) {
        let feeds = Self { id: interview, sheet: None, taken: Vec::new(), at: 0 };
        (feeds, Ask::Read(Request::Feeds(interview)))
    }

    /// What would replace nothing is taken unless somebody says otherwise.
    pub fn set(&mut self, sheet: Box<FeedSheet>) {
        self.taken = sheet.proposals.iter().map(Proposal::is_gentle).collect();
        self.at = 0;
        self.sheet = Some(sheet);
    }

    fn proposals(&self) -> &[Proposal] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.proposals)
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.proposals().len().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, 8) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Tick => {
                if let Some(taken) = self.taken.get_mut(self.at) {
                    *taken = !*taken;
                }
                self.at = (self.at + 1).min(last);
            }
            Action::Back => return vec![Ask::Back],
            Action::Open | Action::Save => return self.take(context),
            _ => {}
        }
        Vec::new()
    }

    fn take(&self, context: &Context<'_>) -> Vec<Ask> {
        let chosen = self.proposals().iter().zip(&self.taken).filter(|(_, taken)| **taken);
        let take: Vec<Proposal> = chosen.map(|(proposal, _)| proposal.clone()).collect();
        if self.proposals().is_empty() {
            return vec![Ask::Back];
        }
        if take.is_empty() {
            return vec![Ask::Tell(Msg::new("feeds-none-taken"), Tone::Plain)];
        }
        vec![Ask::Back, Ask::Do(Command::Feed { act: context.id(), interview: self.id, take })]
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let Some(sheet) = &self.sheet else {
            let lines = vec![Line::styled(text.get("loading"), theme.dim)];
            return frame::text(screen, area, context, &text.get("feeds-title-loading"), lines);
        };
        if sheet.proposals.is_empty() {
            let lines = clean::wrap(&text.get("feeds-none"), frame::width(area).saturating_sub(4));
            let lines = lines.into_iter().map(Line::raw).collect();
            return frame::text(screen, area, context, &text.get("feeds-title-loading"), lines);
        }
        let count = sheet.proposals.len();
        let title = Msg::new("feeds-title").with("count", count).with("name", sheet.interview.code.as_str());
        let mark = |taken: bool| if taken { theme.marks.done } else { theme.marks.open };
        let rows = sheet.proposals.iter().zip(&self.taken);
        let rows: Vec<String> = rows
            .map(|(proposal, taken)| format!("{} {}", mark(*taken), line_of(proposal, &sheet.labels, context)))
            .collect();
        let keys = [("tick", Action::Tick), ("take", Action::Open), ("back", Action::Back)];
        let mut foot = Vec::new();
        if let Some(proposal) = sheet.proposals.get(self.at) {
            let width = frame::width(area).saturating_sub(4);
            foot.push(Line::raw(""));
            let told = detail(proposal, &sheet.labels, context);
            let room = usize::from(area.height.saturating_sub(8) / 2).max(3);
            for part in told.iter().flat_map(|words| clean::wrap(words, width)).take(room) {
                foot.push(Line::styled(part, theme.text));
            }
            foot.push(Line::raw(""));
        }
        foot.extend(frame::keys(area, context, "feeds-keys", &keys));
        frame::menu(screen, area, context, &text.say(&title), &rows, self.at, &foot);
    }
}

/// A value as people read it; long texts as one line.
fn shown(proposal: &Proposal, value: &serde_json::Value, labels: &Labels, context: &Context<'_>) -> String {
    clean::clean_lines(&proposal.shown(value, labels, context.text, context.tz)).into_owned()
}

/// What changes together with the field: `Loss reason: price`.
fn along(proposal: &Proposal, labels: &Labels, context: &Context<'_>) -> Vec<String> {
    let text = context.text;
    // What a figure is measured in is read with the figure.
    let told = proposal.beside().filter(|(field, ..)| !matches!(field.name, "metric" | "unit"));
    let told = told.map(|(field, _, new)| {
        let words = wording::show(field, new, labels, text, context.tz);
        format!("{}: {}", text.field(proposal.kind.name(), field.name), clean::clean(&words))
    });
    told.collect()
}

/// One line: the question, the record and field, and old → new.
pub fn line_of(proposal: &Proposal, labels: &Labels, context: &Context<'_>) -> String {
    let text = context.text;
    let question = proposal.key.split('/').next().unwrap_or_default();
    if proposal.id.is_none() {
        let kind = text.get(&proposal.kind.key());
        let new = Msg::new("feeds-new").with("kind", kind).with("name", proposal.name.as_str());
        return format!("{question}  {}", clean::clean(&text.say(&new)));
    }
    let one = |value: &serde_json::Value| {
        let words = shown(proposal, value, labels, context);
        let first = words.lines().next().unwrap_or_default().to_owned();
        if first.is_empty() { context.theme.marks.open.to_owned() } else { clean::truncate(&first, 24) }
    };
    let label = text.field(proposal.kind.name(), proposal.field);
    let label = match proposal.kind {
        // The customer and the deal are those of the interview; of everything else there may be several.
        Kind::Account | Kind::Opportunity => label,
        _ => format!("{} {} {label}", clean::truncate(&proposal.name, 24), context.theme.marks.dot),
    };
    if proposal.mode == Mode::Append {
        let added = shown(proposal, proposal.added(), labels, context);
        return format!("{question}  {label}: + {}", clean::truncate(added.lines().next().unwrap_or_default(), 48));
    }
    format!("{question}  {label}: {} {} {}", one(&proposal.old), context.theme.marks.arrow, one(&proposal.new))
}

/// The proposal at the cursor in full: which record, what stands there, and what would.
fn detail(proposal: &Proposal, labels: &Labels, context: &Context<'_>) -> Vec<String> {
    let text = context.text;
    let kind = text.get(&proposal.kind.key());
    let head = format!("{kind} {}", clean::clean(&proposal.name));
    if proposal.id.is_some() {
        let value = |key: &str, value: &serde_json::Value| {
            let words = shown(proposal, value, labels, context);
            let words = if words.is_empty() { text.get("feeds-empty") } else { words };
            text.say(&Msg::new(key).with("value", words.replace('\n', " ")))
        };
        let along = along(proposal, labels, context);
        let along = (!along.is_empty()).then(|| text.say(&Msg::new("feeds-along").with("what", along.join("; "))));
        let rows = [head, value("feeds-old", &proposal.old), value("feeds-becomes", &proposal.new)];
        return rows.into_iter().chain(along).collect();
    }
    let Some(values) = proposal.new.as_object() else { return vec![head] };
    let spec = proposal.kind.spec();
    let facts = spec.fields.iter().filter(|field| TELLING.contains(&field.name));
    let facts = facts.filter_map(|field| {
        let value = wording::show_of(field, values, labels, text, context.tz);
        (!value.is_empty()).then(|| format!("{}: {value}", text.field(spec.name, field.name)))
    });
    let facts: Vec<String> = facts.collect();
    let long = spec.fields.iter().find(|field| field.ty == Type::Long && values.contains_key(field.name));
    let words = long.map(|field| wording::show_of(field, values, labels, text, context.tz)).unwrap_or_default();
    let parts = [head, facts.join(" · "), clean::clean_lines(&words).into_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}
