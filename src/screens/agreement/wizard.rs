//! A new agreement in one page: what it is, what it usually promises, which services it covers and which needs it meets.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde_json::json;

use crate::domain::act::{Act, Change};
use crate::domain::agreement::AGREEMENT;
use crate::domain::agreement::metric;
use crate::domain::agreement::new::{Customer, Ground, NewDraft, clause_values, standard_text};
use crate::domain::agreement::preset::{Covered, Plan, Preset, Wanted};
use crate::domain::agreement::sections;
use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type, Values};
use crate::keys::{Action, Scope};
use crate::screens::draw::{follow, split_head};
use crate::screens::{Ask, Context, Screen, Tone, View};
use crate::store::request::{Command, ListQuery, Reply, Request, Sheet};
use crate::text::{Lang, Msg, clean};
use crate::widgets::line;

/// So many services are offered.
const OFFERED: usize = 200;

/// A line that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Kind(&'static str),
    Usual(Preset),
    Language(Lang),
    Service(Id),
    Need(Id),
    Make,
}

#[derive(Debug)]
pub struct WizardView {
    sheet: Box<Sheet>,
    services: Vec<Record>,
    kind: &'static str,
    preset: Preset,
    languages: Vec<Lang>,
    covered: BTreeSet<Id>,
    met: BTreeSet<Id>,
    at: usize,
    top: usize,
}

impl WizardView {
    /// For a deal: with all that the customer must have, and what else still stands.
    pub fn new(sheet: &Sheet, context: &Context<'_>) -> Self {
        let mut wizard = Self {
            sheet: Box::new(sheet.clone()),
            services: Vec::new(),
            kind: "SLA",
            preset: Preset::Office,
            languages: vec![context.text.lang()],
            covered: BTreeSet::new(),
            met: BTreeSet::new(),
            at: 0,
            top: 0,
        };
        wizard.met = wizard.needs().map(|need| need.id).collect();
        wizard
    }

    /// Needs of the deal that still ask for something.
    fn needs(&self) -> impl Iterator<Item = &Record> {
        let children = self.sheet.children.iter().filter(|(kind, _)| *kind == Kind::Need);
        children
            .flat_map(|(_, rows)| rows)
            .filter(|need| need.str("priority") != "wont" && !matches!(need.str("state"), "REJECTED" | "DEFERRED"))
    }

    fn is_beneath(&self) -> bool {
        matches!(self.kind, "OLA" | "UC")
    }

    fn items(&self) -> Vec<Item> {
        let kinds = match AGREEMENT.field("kind").map(|field| field.ty) {
            Some(Type::Choice(codes)) => codes,
            _ => &[],
        };
        let mut items: Vec<Item> = kinds.iter().map(|code| Item::Kind(code)).collect();
        items.extend(Preset::ALL.map(Item::Usual));
        items.extend(Lang::ALL.map(Item::Language));
        items.extend(self.services.iter().map(|service| Item::Service(service.id)));
        items.extend(self.needs().map(|need| Item::Need(need.id)));
        items.push(Item::Make);
        items
    }

    fn is_chosen(&self, item: Item) -> bool {
        match item {
            Item::Kind(code) => self.kind == code,
            Item::Usual(preset) => self.preset == preset,
            Item::Language(lang) => self.languages.contains(&lang),
            Item::Service(id) => self.covered.contains(&id),
            Item::Need(id) => self.met.contains(&id),
            Item::Make => true,
        }
    }

    fn choose(&mut self, item: Item) {
        let turn = |set: &mut BTreeSet<Id>, id: Id| {
            if !set.remove(&id) {
                set.insert(id);
            }
        };
        match item {
            Item::Kind(code) => {
                self.kind = code;
                if self.is_beneath() {
                    // What a team or a supplier owes is a part of our promise, and agreed on with them.
                    self.preset = Preset::Bare;
                }
            }
            Item::Usual(preset) => self.preset = preset,
            Item::Language(lang) => match self.languages.iter().position(|held| *held == lang) {
                Some(at) if self.languages.len() > 1 => {
                    self.languages.remove(at);
                }
                Some(_) => {}
                None => self.languages.push(lang),
            },
            Item::Service(id) => turn(&mut self.covered, id),
            Item::Need(id) => turn(&mut self.met, id),
            Item::Make => {}
        }
    }

    fn plan(&self) -> Plan {
        let covered = self.services.iter().filter(|service| self.covered.contains(&service.id));
        let covered: Vec<Covered> =
            covered.filter_map(|record| Some(Covered { id: record.id, service: record.typed().ok()? })).collect();
        let wanted = self.needs().filter(|need| self.met.contains(&need.id));
        let wanted: Vec<Wanted> =
            wanted.filter_map(|record| Some(Wanted { id: record.id, need: record.typed().ok()? })).collect();
        Plan::new(self.preset, &covered, &wanted)
    }

    /// The agreement, its version, text, targets and links as one act.
    fn make(&self, context: &Context<'_>) -> Vec<Ask> {
        let record = &self.sheet.record;
        let customer = record.id_of("account").map(|account| Customer {
            account,
            name: self.sheet.labels.get(&account).map_or("", String::as_str),
            tz: self.sheet.tz.as_deref().unwrap_or_default(),
        });
        let ground = Ground {
            deal: Some(record),
            customer,
            company: context.company,
            ccy: self.sheet.ccy.unwrap_or(context.currency),
            author: context.me,
            tz: context.tz.name(),
            language: self.languages.first().copied().unwrap_or_default(),
            start: context.today(),
        };
        let plan = self.plan();
        let mut head = Values::new();
        head.insert("kind".to_owned(), json!(self.kind));
        if self.is_beneath() {
            // Who provides it is to be said; we receive it, for what we promise the customer.
            head.insert("provider".to_owned(), json!(""));
            head.insert("receiver".to_owned(), json!(context.company.unwrap_or_default()));
            if let Some(above) = self.above() {
                head.insert("supports".to_owned(), json!([above]));
            }
        }
        let mut version = plan.version.clone();
        let tags: Vec<&str> = self.languages.iter().map(|lang| lang.tag()).collect();
        version.insert("languages".to_owned(), json!(tags));
        let id = context.id();
        let mut changes = match NewDraft::begin(&ground, head, version).changes(id, || context.id()) {
            Ok(changes) => changes,
            Err(fault) => return vec![Ask::Tell(fault, Tone::Error)],
        };
        let made = changes.iter().map(Change::subject).find(|(kind, _)| *kind == Kind::AgreementVersion);
        if let Some((_, version)) = made {
            if plan.version.contains_key("credits") {
                changes.extend(self.credits(version, context));
            }
            changes.extend(plan.changes(version, || context.id()));
        }
        let act = Act { id: context.id(), verb: "verb-agreement".to_owned(), changes };
        vec![Ask::Do(Command::Save(act)), Ask::Back, Ask::Go(Screen::of(Kind::Agreement, id))]
    }

    /// The section that a table of credits makes due.
    fn credits(&self, version: Id, context: &Context<'_>) -> Vec<Change> {
        let Some(section) = sections::named("credits") else { return Vec::new() };
        let clause = |lang: &Lang| {
            let values = clause_values(version, section, lang.tag(), standard_text(section, lang.tag()));
            Change::Insert { kind: Kind::Clause, id: context.id(), values }
        };
        self.languages.iter().map(clause).collect()
    }

    /// The agreement with the customer, if the deal has one.
    fn above(&self) -> Option<Id> {
        let children = self.sheet.children.iter().filter(|(kind, _)| *kind == Kind::Agreement);
        let mut agreements = children.flat_map(|(_, rows)| rows);
        agreements.find(|agreement| agreement.str("kind") == "SLA").map(|agreement| agreement.id)
    }

    fn words(&self, item: Item, context: &Context<'_>) -> String {
        let text = context.text;
        match item {
            Item::Kind(code) => text.choice("kind", code),
            Item::Usual(preset) => text.get(preset.key()),
            Item::Language(lang) => text.choice("languages", lang.tag()),
            Item::Service(id) => {
                let service = self.services.iter().find(|service| service.id == id);
                service.map_or_else(String::new, |service| format!("{} {}", service.code, service.title()))
            }
            Item::Need(id) => {
                let Some(need) = self.needs().find(|need| need.id == id) else { return String::new() };
                let figure = need.get("target_value").as_i64().map_or_else(String::new, |value| {
                    let shown = metric::show_stored(need.str("metric"), value, need.str("unit"), text.lang());
                    format!(" {} {} {shown}", context.theme.marks.arrow, text.choice("metric", need.str("metric")))
                });
                let priority = need.str("priority");
                let priority = if priority.is_empty() {
                    String::new()
                } else {
                    format!(" {} {}", context.theme.marks.dot, text.choice("priority", priority))
                };
                format!("{} {}{priority}{figure}", need.code, need.title())
            }
            Item::Make => {
                let plan = self.plan();
                let linked: BTreeSet<Id> = plan.targets.iter().flat_map(|(_, needs)| needs.iter().copied()).collect();
                let msg = Msg::new("wizard-make").with("targets", plan.targets.len());
                text.say(&msg.with("needs", linked.len()).with("all", self.met.len()))
            }
        }
    }
}

/// Above which lines a heading stands.
fn heading(item: Item, before: Option<Item>) -> Option<&'static str> {
    let key = |item: Item| match item {
        Item::Kind(_) => "wizard-kind",
        Item::Usual(_) => "wizard-usual",
        Item::Language(_) => "wizard-languages",
        Item::Service(_) => "wizard-services",
        Item::Need(_) => "wizard-needs",
        Item::Make => "",
    };
    Some(key(item)).filter(|now| before.map(key) != Some(now))
}

impl View for WizardView {
    const SCOPE: Scope = Scope::Agreement;

    fn queries(&self) -> Vec<Request> {
        let (kind, filter) = (Kind::Service, Query::default());
        vec![Request::List(ListQuery { kind, filter, of: None, offset: 0, limit: OFFERED })]
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        if let Reply::List(page) = reply {
            let here = self.items().get(self.at).copied();
            let sold = |service: &Record| service.str("view") != "supporting" && service.str("status") != "retired";
            self.services = page.rows.into_iter().filter(sold).collect();
            // The only one there is needs no choosing.
            if let [only] = &self.services[..]
                && self.covered.is_empty()
            {
                self.covered.insert(only.id);
            }
            self.at = here.and_then(|here| self.items().iter().position(|item| *item == here)).unwrap_or(0);
        }
        Vec::new()
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((Kind::Opportunity, self.sheet.record.id))
    }

    fn title(&self, context: &Context<'_>) -> String {
        let into = context.theme.marks.into;
        format!("{} {} {into} {}", self.sheet.record.code, self.sheet.record.title(), context.text.get("wizard-title"))
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Tick, Action::Save, Action::Back]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let items = self.items();
        let last = items.len().saturating_sub(1);
        let here = items.get(self.at).copied().unwrap_or(Item::Make);
        let page = usize::from(context.size.height) / 2;
        match action {
            Action::Up | Action::PrevField => self.at = self.at.saturating_sub(1),
            Action::Down | Action::NextField => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(page),
            Action::PageDown => self.at = (self.at + page).min(last),
            Action::Top => self.at = 0,
            Action::Bottom => self.at = last,
            Action::Back => return vec![Ask::Back],
            Action::Save => return self.make(context),
            Action::Open if here == Item::Make => return self.make(context),
            Action::Open | Action::Tick => self.choose(here),
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let [head, body] = split_head(area);
        let account = self.sheet.record.id_of("account").and_then(|id| self.sheet.labels.get(&id));
        let ours = context.company.map(str::to_owned).unwrap_or_default();
        let theirs = account.cloned().unwrap_or_default();
        let parties = match (self.is_beneath(), ours.is_empty()) {
            (false, false) => format!("{ours} {} {theirs}", theme.marks.arrow),
            (false, true) => theirs,
            (true, _) => format!("? {} {ours}", theme.marks.arrow),
        };
        let head_words = format!("{} {} {parties}", text.get("wizard-title"), theme.marks.dot);
        let at = Rect { x: head.x.saturating_add(1), width: head.width.saturating_sub(2), ..head };
        line::put(at, frame.buffer_mut(), &Line::styled(head_words, theme.title), theme.title);
        let body = Rect { x: body.x.saturating_add(1), width: body.width.saturating_sub(2), ..body };
        let (mut lines, mut here) = (Vec::new(), 0);
        let mut before = None;
        for (n, item) in self.items().into_iter().enumerate() {
            if let Some(key) = heading(item, before) {
                lines.push(Line::raw(""));
                if !key.is_empty() {
                    lines.push(Line::styled(text.get(key), theme.title));
                }
            }
            before = Some(item);
            if n == self.at {
                here = lines.len();
            }
            let (mark, style) = match (item, self.is_chosen(item)) {
                (Item::Make, _) => (theme.marks.arrow, theme.accent),
                (_, true) => (theme.marks.done, theme.good),
                (_, false) => (theme.marks.open, theme.dim),
            };
            let words = clean::clean(&self.words(item, context)).into_owned();
            lines.push(Line::from(vec![
                Span::styled(if n == self.at { theme.marks.bar } else { " " }, theme.accent),
                Span::styled(format!(" {mark} "), style),
                Span::styled(words, if n == self.at { theme.selected } else { theme.text }),
            ]));
            if item == Item::Usual(Preset::Bare) && self.services.is_empty() {
                // What it would cover is not in the catalogue yet.
                let key = context.keymap.hint(Action::GoServices);
                let words = text.say(&Msg::new("wizard-no-services").with("key", key));
                let cells = usize::from(body.width).saturating_sub(4).max(1);
                let told = clean::wrap(&words, cells).into_iter();
                lines.extend(told.map(|words| Line::styled(format!("   {words}"), theme.dim)));
            }
        }
        let height = usize::from(body.height).max(1);
        self.top = follow(self.top, here, height).min(lines.len().saturating_sub(1));
        // The heading above the first line stays in sight.
        if self.at == 0 {
            self.top = 0;
        }
        for (y, words) in (body.top()..body.bottom()).zip(lines.iter().skip(self.top)) {
            line::put(Rect { y, height: 1, ..body }, frame.buffer_mut(), words, theme.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_stands_above_the_first_of_its_lines() {
        let (kind, other) = (Item::Kind("SLA"), Item::Kind("OLA"));
        assert_eq!(heading(kind, None), Some("wizard-kind"));
        assert_eq!(heading(other, Some(kind)), None);
        assert_eq!(heading(Item::Language(Lang::En), Some(other)), Some("wizard-languages"));
        assert_eq!(heading(Item::Make, Some(Item::Language(Lang::En))), Some(""));
    }
}
