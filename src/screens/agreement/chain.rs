//! The support chain: what each promise rests on, down to the last supplier, and where it breaks.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::section_title;
use crate::domain::agreement::chain::{self, Composition, Strength, Sum, Uncovered};
use crate::domain::agreement::clock::Clock;
use crate::domain::agreement::draft::{Draft, Support};
use crate::domain::agreement::target::Target;
use crate::domain::exact::{length_words, percent_words};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::time::composition::Needed;
use crate::domain::time::{moment, spans};
use crate::export::agreement::draft_of;
use crate::keys::{Action, Scope};
use crate::screens::draw::{calm, follow, split_head};
use crate::screens::{Ask, Context, Screen, View};
use crate::store::request::{Reply, Request};
use crate::text::{Lang, Msg, clean};
use crate::widgets::line;

/// Decimals of a composed percentage, cut and never rounded up.
const PLACES: u32 = 5;
/// How deep the chain is followed: a longer one is a ring.
const DEEPEST: usize = 6;

/// How a part of the chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Heading,
    Broken,
    Thin,
    Sound,
    Bare,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    depth: usize,
    stand: Stand,
    words: String,
    /// What is to be said of it, a sentence each.
    said: Vec<Msg>,
    /// What opens from here: an agreement, or a target of one.
    opens: Option<Id>,
}

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
        let Some(draft) = self.read.get(&self.id) else { return Vec::new() };
        let heading = |key: &str| Row {
            depth: 0,
            stand: Stand::Heading,
            words: context.text.get(key),
            said: Vec::new(),
            opens: None,
        };
        let mut rows = vec![heading("chain-promises")];
        let clock = Clock::new(draft, chain::term(draft));
        for target in &draft.targets {
            self.promise(draft, &clock, &target.values, (target.id, 0), context, &mut rows);
        }
        rows.push(heading("chain-parts"));
        self.parts(draft, &clock, context, &mut rows);
        rows
    }

    /// A promise, and beneath it what it rests on.
    fn promise(
        &self,
        draft: &Draft,
        clock: &Clock,
        target: &Target,
        (opens, depth): (Id, usize),
        context: &Context<'_>,
        rows: &mut Vec<Row>,
    ) {
        let lang = context.text.lang();
        let metric = target.metric.as_deref().unwrap_or_default();
        let named = if metric.is_empty() { String::new() } else { context.text.choice("metric", metric) };
        let priority = target.priority.map_or_else(String::new, |priority| format!("P{priority} "));
        let value = target.shown_value(lang).unwrap_or_default();
        let words = format!("{} {priority}{named} {value}", target.label);
        let mut row = Row { depth, stand: Stand::Bare, words, said: Vec::new(), opens: Some(opens) };
        let promised = target.value.filter(|ppm| (0..=chain::WHOLE).contains(ppm));
        if let (Some(whole), Some(promised)) =
            (Composition::of(draft, target).filter(|_| metric == "availability"), promised)
        {
            let strength = whole.strength(promised);
            let composed = |key: &str| {
                let promised = target.shown_value(lang).unwrap_or_default();
                Msg::new(key).with("composed", percent_words(&whole.composed, PLACES)).with("promised", promised)
            };
            let (stand, said) = match &strength {
                Strength::Weaker => (Stand::Broken, composed("chain-composed-weaker")),
                Strength::Thin(safe) => {
                    (Stand::Thin, composed("chain-composed-thin").with("safe", percent_words(safe, PLACES)))
                }
                Strength::Enough => (Stand::Sound, composed("chain-composed")),
            };
            (row.stand, row.said) = (stand, vec![said]);
            rows.push(row);
            for (at, factor) in whole.factors.iter().enumerate() {
                let share = crate::domain::agreement::metric::show_value("availability", factor.ppm, "percent", lang);
                let name = factor.name.unwrap_or_default();
                let mut part = Row {
                    depth: depth + 1,
                    stand: if strength == Strength::Weaker { Stand::Broken } else { Stand::Sound },
                    words: format!("{} {name} {share}", factor.code),
                    said: Vec::new(),
                    opens: draft.supports.get(factor.support).and_then(|support| support.id),
                };
                if whole.is_minor(factor) {
                    (part.stand, part.said) = (Stand::Sound, vec![Msg::new("chain-minor")]);
                } else if strength == Strength::Weaker {
                    part.said.extend(match whole.asked_of(at, promised) {
                        Needed::Each(asked) => Some(Msg::new("chain-asked").with("asked", percent_words(&asked, 4))),
                        Needed::OutOfReach(best) => {
                            Some(Msg::new("chain-out-of-reach").with("best", percent_words(&best, PLACES)))
                        }
                        Needed::NothingWanted => None,
                    });
                }
                let deeper = part.opens;
                rows.push(part);
                self.beneath(deeper, metric, target.priority, depth + 2, context, rows);
            }
        } else {
            let steps = chain::on_the_way(draft, target);
            if chain::is_time(target) && !steps.is_empty() {
                let (stand, said) = sum_of(draft, clock, target, lang);
                (row.stand, row.said) = (stand, said.into_iter().collect());
                let first = rows.len();
                rows.push(row);
                for (at, (support, beneath)) in steps.iter().enumerate() {
                    let value = beneath.shown_value(lang).unwrap_or_default();
                    let looser = chain::is_looser(beneath, target);
                    let broken = looser || rows.get(first).is_some_and(|row| row.stand == Stand::Broken);
                    let mut part = Row {
                        depth: depth + 1,
                        stand: if broken { Stand::Broken } else { Stand::Sound },
                        words: format!("{} {} {value}", support.code, beneath.label),
                        said: Vec::new(),
                        opens: support.id,
                    };
                    if looser {
                        part.said.push(Msg::new("chain-looser"));
                    }
                    if broken {
                        part.said.push(match chain::time_left(draft, target, at) {
                            Some(left) => Msg::new("chain-at-most").with("left", length_words(left)),
                            None => Msg::new("chain-nothing-left"),
                        });
                        if let Some(row) = rows.get_mut(first) {
                            row.stand = Stand::Broken;
                        }
                    }
                    let deeper = part.opens;
                    rows.push(part);
                    self.beneath(deeper, metric, target.priority, depth + 2, context, rows);
                }
            } else if depth == 0 && (metric == "availability" || chain::is_time(target)) {
                row.said.push(Msg::new("chain-nothing"));
                rows.push(row);
            }
        }
    }

    /// The same promise of an agreement beneath, where something stands beneath that one too.
    fn beneath(
        &self,
        id: Option<Id>,
        metric: &str,
        priority: Option<i64>,
        depth: usize,
        context: &Context<'_>,
        rows: &mut Vec<Row>,
    ) {
        let Some(draft) = id.and_then(|id| self.read.get(&id)).filter(|_| depth < DEEPEST) else { return };
        if draft.supports.is_empty() {
            return;
        }
        let clock = Clock::new(draft, chain::term(draft));
        let same = |t: &&crate::domain::agreement::draft::Filed<Target>| {
            t.values.metric.as_deref() == Some(metric) && (t.values.priority.is_none() || t.values.priority == priority)
        };
        for target in draft.targets.iter().filter(same) {
            self.promise(draft, &clock, &target.values, (target.id, depth), context, rows);
        }
    }

    /// Services with their components, and with whom each of them stands.
    fn parts(&self, draft: &Draft, clock: &Clock, context: &Context<'_>, rows: &mut Vec<Row>) {
        let mut placed: Vec<&str> = Vec::new();
        for entry in &draft.services {
            rows.push(Row {
                depth: 0,
                stand: Stand::Bare,
                words: format!("{} {}", entry.code, entry.service.name),
                said: Vec::new(),
                opens: None,
            });
            let service = rows.len() - 1;
            for component in &entry.service.components {
                let carried: Vec<&Support> =
                    draft.supports.iter().filter(|support| chain::carries(support, component)).collect();
                let critical = component.criticality.as_deref() == Some("critical");
                let ours = !matches!(component.provider.as_deref(), Some("team" | "supplier"));
                let mut facts = vec![component.name.clone()];
                facts.extend(component.criticality.iter().map(|code| context.text.choice("criticality", code)));
                facts.extend(component.provider.iter().map(|code| context.text.choice("provider", code)));
                let nobody = carried.is_empty() && critical && !ours;
                rows.push(Row {
                    depth: 1,
                    stand: match (nobody, carried.is_empty()) {
                        (true, _) => Stand::Broken,
                        (false, true) => Stand::Bare,
                        (false, false) => Stand::Sound,
                    },
                    words: facts.join(&format!(" {} ", context.theme.marks.dot)),
                    said: nobody.then(|| Msg::new("chain-nobody")).into_iter().collect(),
                    opens: None,
                });
                let part = rows.len() - 1;
                for support in carried {
                    placed.push(&support.code);
                    let row = self.agreement(draft, clock, support, 2, context);
                    raise(rows, part, row.stand);
                    rows.push(row);
                }
                let stand = rows[part].stand;
                raise(rows, service, stand);
            }
        }
        for support in draft.supports.iter().filter(|support| !placed.contains(&support.code.as_str())) {
            rows.push(self.agreement(draft, clock, support, 0, context));
        }
        if draft.supports.is_empty() {
            let (words, said) = (context.text.get("chain-nothing-at-all"), Vec::new());
            rows.push(Row { depth: 0, stand: Stand::Bare, words, said, opens: None });
        }
    }

    /// An agreement beneath: its term and its hours beside ours.
    fn agreement(&self, draft: &Draft, clock: &Clock, support: &Support, depth: usize, context: &Context<'_>) -> Row {
        let text = context.text;
        let mut said = Vec::new();
        let day = moment::day_words;
        if let Some(days) = chain::term(draft) {
            let holes = chain::uncovered(draft, days, support);
            said.extend(holes.into_iter().map(|hole| match hole {
                Uncovered::Until(begins) => Msg::new("chain-late").with("date", day(begins)).with("ours", day(days.0)),
                Uncovered::After { last, renewable } => {
                    let key = if renewable { "chain-early-renewable" } else { "chain-early" };
                    Msg::new(key).with("date", day(last)).with("ours", day(days.1))
                }
            }));
        }
        if let Some(gaps) = chain::unanswered(draft, clock, support)
            && let Some(first) = gaps.first()
        {
            said.push(
                Msg::new("chain-unanswered")
                    .with("hours", length_words(spans::seconds(&gaps)))
                    .with("from", moment::words(first.from(), clock.tz, false))
                    .with("to", moment::words(first.to(), clock.tz, false)),
            );
        }
        let renewable = said.iter().all(|msg| msg.key == "chain-early-renewable");
        let stand = match (said.is_empty(), renewable) {
            (true, _) => Stand::Sound,
            (false, true) => Stand::Thin,
            (false, false) => Stand::Broken,
        };
        if said.is_empty() {
            said.push(Msg::new("chain-covers"));
        }
        let state = support.state.as_deref().unwrap_or("DRAFT");
        let mut facts = vec![format!("{} {} {}", support.kind, support.code, support.title)];
        facts.extend(support.provider.clone());
        facts.push(text.choice("state", state));
        if let Some(id) = support.id
            && self.read.get(&id).is_some_and(|deeper| !deeper.supports.is_empty())
        {
            let count = self.read.get(&id).map_or(0, |deeper| deeper.supports.len());
            facts.push(text.say(&Msg::new("chain-deeper").with("count", count)));
        }
        let words = facts.join(&format!(" {} ", context.theme.marks.dot));
        Row { depth, stand, words, said, opens: support.id }
    }
}

/// A worse part makes the whole above it worse.
fn raise(rows: &mut [Row], at: usize, by: Stand) {
    let weight = |stand: Stand| match stand {
        Stand::Broken => 3,
        Stand::Thin => 2,
        Stand::Sound => 1,
        Stand::Bare | Stand::Heading => 0,
    };
    if let Some(row) = rows.get_mut(at).filter(|row| weight(row.stand) < weight(by)) {
        row.stand = by;
    }
}

/// What the hand-overs of one ticket add up to.
fn sum_of(draft: &Draft, clock: &Clock, target: &Target, lang: Lang) -> (Stand, Option<Msg>) {
    let Some(sum) = Sum::of(draft, clock, target) else { return (Stand::Sound, None) };
    let promised = target.shown_value(lang).unwrap_or_default();
    let stand = if sum.is_too_long() { Stand::Broken } else { Stand::Sound };
    let said = match sum {
        Sum::Plain { sum, .. } => {
            let key = if stand == Stand::Broken { "chain-sum-long" } else { "chain-sum" };
            Msg::new(key).with("sum", length_words(sum)).with("promised", promised)
        }
        Sum::Wall { sum, ours } => {
            let key = if stand == Stand::Broken { "chain-wall-long" } else { "chain-wall" };
            Msg::new(key).with("sum", length_words(sum)).with("ours", length_words(ours))
        }
        Sum::Undecided { sum } => {
            return (Stand::Thin, Some(Msg::new("chain-sum-undecided").with("sum", length_words(sum))));
        }
    };
    (stand, Some(said))
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
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(page),
            Action::PageDown => self.at = (self.at + page).min(last),
            Action::Top => self.at = 0,
            Action::Bottom => self.at = last,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_part_makes_the_whole_worse_and_never_better() {
        let row = |stand| Row { depth: 0, stand, words: String::new(), said: Vec::new(), opens: None };
        let mut rows = vec![row(Stand::Bare)];
        for (by, then) in [(Stand::Sound, Stand::Sound), (Stand::Broken, Stand::Broken), (Stand::Thin, Stand::Broken)] {
            raise(&mut rows, 0, by);
            assert_eq!(rows[0].stand, then);
        }
    }
}
