//! The support chain: what each promise rests on, down to the last supplier, and where it breaks.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::section_title;
use crate::domain::agreement::draft::Draft;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::export::agreement::draft_of;
use crate::export::agreement_chain::{Chain, Row, Stand};
use crate::keys::{Action, Scope};
use crate::screens::draw::{calm, follow, split_head};
use crate::screens::{Ask, Context, Screen, View};
use crate::store::request::{Reply, Request};
use crate::text::{Msg, clean};
use crate::widgets::line;

#[derive(Debug)]
pub struct ChainView {
    id: Id,
    /// Every agreement of the chain that was read.
    read: BTreeMap<Id, Draft>,
    title: String,
    gone: bool,
    fault: Option<Msg>,
    at: usize,
    top: usize,
}

impl ChainView {
    pub fn new(id: Id) -> Self {
        Self { id, read: BTreeMap::new(), title: String::new(), gone: false, fault: None, at: 0, top: 0 }
    }

    fn rows(&self, context: &Context<'_>) -> Vec<Row> {
        Chain { read: &self.read, text: context.text, dot: context.theme.marks.dot }.rows(self.id)
    }
}

impl View for ChainView {
    const SCOPE: Scope = Scope::Pane;

    fn queries(&self) -> Vec<Request> {
        let others = self.read.keys().filter(|id| **id != self.id);
        std::iter::once(&self.id).chain(others).map(|id| Request::Agreement(*id)).collect()
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Agreement(sheet) => match draft_of(&sheet) {
                Ok(draft) => {
                    let id = draft.agreement.id;
                    // Whatever of the agreement was at hand when it was opened, the chain is that of the whole.
                    if self.read.is_empty() {
                        self.id = id;
                        self.title = format!("{} {}", draft.code, draft.agreement.values.title);
                    }
                    let beneath: Vec<Id> = draft.supports.iter().filter_map(|support| support.id).collect();
                    self.read.insert(id, draft);
                    let unread = beneath.into_iter().filter(|id| !self.read.contains_key(id));
                    return unread.map(|id| Ask::Read(Request::Agreement(id))).collect();
                }
                Err(fault) => self.fault = Some(fault),
            },
            Reply::Missing => self.gone = self.read.is_empty(),
            _ => {}
        }
        Vec::new()
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((Kind::Agreement, self.id))
    }

    fn title(&self, context: &Context<'_>) -> String {
        let chain = context.text.get("chain-title");
        if self.title.is_empty() { chain } else { format!("{} {} {chain}", self.title, context.theme.marks.into) }
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Help, Action::Back]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let rows = self.rows(context);
        let last = rows.len().saturating_sub(1);
        let page = usize::from(context.size.height) / 2;
        if let Some(at) = action.walked(self.at, last, page) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Back => return vec![Ask::Back],
            Action::Open => {
                let opens = rows.get(self.at).and_then(|row| row.opens);
                return opens.map(|id| Ask::Go(Screen::of(Kind::Agreement, id))).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if let Some(words) = self.fault.as_ref().map(|fault| text.say(fault)).or_else(|| {
            let key = if self.gone { "agreement-gone" } else { "loading" };
            self.read.is_empty().then(|| text.get(key))
        }) {
            calm(frame, area, context, &[clean::clean(&words).into_owned()]);
            return;
        }
        let [head, body] = split_head(area);
        let body = Rect { x: body.x.saturating_add(1), width: body.width.saturating_sub(2), ..body };
        let draft = self.read.get(&self.id);
        let title = draft.map_or_else(String::new, |draft| {
            let section = section_title("supporting_agreements", text.lang());
            format!("{} {} {section}", draft.code, context.theme.marks.dot)
        });
        let at = Rect { x: head.x.saturating_add(1), ..head };
        line::put(at, frame.buffer_mut(), &Line::styled(title, context.theme.title), context.theme.title);
        let rows = self.rows(context);
        self.at = self.at.min(rows.len().saturating_sub(1));
        // A row may take several lines; the cursor keeps the first of its own in sight.
        let mut lines: Vec<Line<'static>> = Vec::new();
        let (mut first, mut end) = (0, 0);
        for (n, row) in rows.iter().enumerate() {
            if row.stand == Stand::Heading && n > 0 {
                lines.push(Line::raw(""));
            }
            if n == self.at {
                first = lines.len();
            }
            lines.extend(drawn(row, n == self.at, usize::from(body.width), context));
            if n == self.at {
                end = lines.len().saturating_sub(1);
            }
        }
        let height = usize::from(body.height).max(1);
        self.top = follow(self.top, end, height).min(first);
        self.top = self.top.min(lines.len().saturating_sub(1));
        for (y, words) in (body.top()..body.bottom()).zip(lines.iter().skip(self.top)) {
            line::put(Rect { y, height: 1, ..body }, frame.buffer_mut(), words, context.theme.text);
        }
    }
}

/// A row with its sentences beneath.
fn drawn(row: &Row, here: bool, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
    let theme = context.theme;
    let bar = Span::styled(if here { theme.marks.bar } else { " " }, theme.accent);
    let (mark, style) = match row.stand {
        Stand::Heading => {
            let style = if here { theme.selected } else { theme.title };
            return vec![Line::from(vec![bar, Span::styled(row.words.clone(), style)])];
        }
        Stand::Broken => (theme.marks.refused, theme.error),
        Stand::Thin => (theme.marks.forced, theme.warn),
        Stand::Sound => (theme.marks.done, theme.good),
        Stand::Bare => (theme.marks.open, theme.dim),
    };
    let indent =
        if row.depth == 0 { " ".to_owned() } else { format!("{}{} ", "  ".repeat(row.depth), theme.marks.behind) };
    let lead = clean::width(&indent) + 3;
    let words: Style = if here { theme.selected } else { theme.text };
    let mut lines = vec![Line::from(vec![
        bar,
        Span::styled(indent, theme.dim),
        Span::styled(format!("{mark} "), style),
        Span::styled(clean::truncate(&clean::clean(&row.words), width.saturating_sub(lead)), words),
    ])];
    let telling = if matches!(row.stand, Stand::Broken | Stand::Thin) { style } else { theme.dim };
    for msg in &row.said {
        let said = clean::wrap(&clean::clean(&context.text.say(msg)), width.saturating_sub(lead + 2));
        lines.extend(
            said.into_iter()
                .map(|words| Line::from(vec![Span::raw(" ".repeat(lead + 2)), Span::styled(words, telling)])),
        );
    }
    lines
}
