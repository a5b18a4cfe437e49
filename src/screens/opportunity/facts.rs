//! The opportunity's own fields on its page: the head, the next step, why, money, and the way they buy.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::rows::{Page, Row, hung};
use super::{DealView, Part, Target};
use crate::domain::funnel::opportunity::Opportunity;
use crate::domain::funnel::pipeline::{Freshness, age_days, status_on};
use crate::domain::record::Record;
use crate::domain::wording::{date_of, instant_of, money_of};
use crate::keys::Action;
use crate::screens::Context;
use crate::screens::progress::summary;
use crate::text::{Msg, clean, number};

/// Ways of procurement with a closing day (01-model 1.4, "tender set").
const TENDERS: [&str; 7] = ["consult", "invited", "public", "eauction", "framework", "rfq", "negotiation"];
/// Days between notice and bid below which one should ask (07-conventions 7.5).
const NOTICE_DAYS: i64 = 20;
/// Marks of the bar that shows the score.
const BAR: i64 = 10;

/// Not known yet: empty, or a choice that says so.
pub(super) fn is_open(record: &Record, field: &str) -> bool {
    let value = record.get(field);
    value.is_null() || matches!(field, "budget_status" | "procurement_mode") && value == "unk"
}

/// Fields of a part whose absence is told.
fn wanted(part: Part, record: &Record) -> Vec<&'static str> {
    let tender = TENDERS.contains(&record.str("procurement_mode"));
    match part {
        Part::Pains => vec!["pains", "compelling_event", "compelling_on"],
        Part::Money => vec!["amount", "expected_close_on", "budget_status", "budget"],
        Part::Buying if tender => {
            vec!["procurement_mode", "tender_notice_on", "tender_due_at", "tender_open_on", "department_in_charge"]
        }
        Part::Buying => vec!["procurement_mode", "department_in_charge"],
        _ => Vec::new(),
    }
}

impl DealView {
    /// Where it stands and what it is worth, how well it is known, and its check-lists.
    pub(super) fn head(&self, context: &Context<'_>) -> Vec<Line<'static>> {
        let (Some(sheet), Some(progress)) = (&self.sheet, &self.progress) else { return Vec::new() };
        let (text, theme) = (context.text, context.theme);
        let (marks, lang, today) = (theme.marks, text.lang(), context.today());
        let record = &sheet.record;
        let Ok(deal) = record.typed::<Opportunity>() else { return Vec::new() };
        let stage = context.pipelines.stage(&deal.stage);
        let name = stage.map_or_else(|| deal.stage.clone(), |stage| stage.name.to(lang).to_owned());
        let mut spans = vec![Span::raw(" "), Span::styled(name, theme.title)];
        let mut say = |words: String, style: Style| spans.push(Span::styled(format!("  {words}"), style));
        let status = status_on(&deal.status, record.str("hold_until"), today);
        if status == "open" {
            let age = age_days(&deal, today).map(|days| text.say(&Msg::new("board-age").with("days", days)));
            let state = progress.freshness.filter(|state| *state != Freshness::Fresh);
            let alarm = matches!(state, Some(Freshness::Rotten | Freshness::Dead));
            let mark = if alarm { marks.overdue } else { "" };
            let word = state.map_or_else(String::new, |state| format!(" {}", text.get(state.key())));
            say(format!("{}{mark}{word}", age.unwrap_or_default()), if alarm { theme.warn } else { theme.dim });
        } else {
            let until = date_of(record.get("hold_until")).filter(|_| status == "on_hold");
            let until = until.map_or_else(String::new, |day| format!(" {} {}", marks.arrow, number::date(day, lang)));
            let why = [record.str("status_reason"), record.str("loss_note")].into_iter().find(|why| !why.is_empty());
            // The stage of a decided deal says already how it ended.
            let how = match (status, record.str("loss_reason")) {
                ("on_hold", _) => text.choice("status", status),
                (_, "") => String::new(),
                (_, reason) => text.choice("loss_reason", reason),
            };
            let said: Vec<String> = [format!("{how}{until}"), why.map(clean::clean).unwrap_or_default().into_owned()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            say(said.join(&format!(" {} ", marks.dot)), theme.warn);
        }
        let full = deal.amount.map(|amount| number::amount_full(amount.minor, amount.ccy, lang)).unwrap_or_default();
        if !matches!(status, "open" | "on_hold") {
            say(full, theme.text);
        } else if let Some(weighted) = context.pipelines.weighted(&deal) {
            let percent = number::fraction(u128::from(context.pipelines.probability_bp(&deal).unsigned_abs()), 2, lang);
            let worth = number::amount_full(weighted.minor, weighted.ccy, lang);
            say(format!("{full} × {percent} % = {worth}"), theme.text);
        }
        if !record.str("forced_reason").is_empty() {
            say(format!("{} {}", marks.forced, clean::clean(record.str("forced_reason"))), theme.warn);
        }
        let score = &progress.standing.score;
        let full = usize::try_from(score.percent * BAR / 100).unwrap_or(0).min(BAR as usize);
        let bar = format!("{}{}", marks.done.repeat(full), marks.open.repeat(BAR as usize - full));
        let known = Line::from(vec![
            Span::styled(format!(" {bar} "), theme.text),
            Span::styled(progress.standing.score_words(text), theme.text),
            Span::styled(format!("   {}", summary(progress, context)), theme.dim),
        ]);
        vec![Line::from(spans), known]
    }
}

impl Page<'_> {
    /// The fields of a part: those that are known, then in one dim line those that are not.
    pub(super) fn fields(&self, part: Part) -> Vec<Row> {
        let mut rows = match part {
            Part::Next => return self.next_step(),
            Part::Pains => self.why(),
            Part::Money => self.money(),
            Part::Buying => self.buying(),
            _ => self.rest(part),
        };
        let record = &self.sheet.record;
        let open: Vec<&str> = wanted(part, record).into_iter().filter(|name| is_open(record, name)).collect();
        if !open.is_empty() {
            let (text, theme) = (self.context.text, self.context.theme);
            let names: Vec<String> = open.iter().map(|name| text.field("opportunity", name)).collect();
            let key = self.context.keymap.hint(Action::Open);
            let names = names.join(", ");
            let said = text.say(&Msg::new("deal-not-known").with("fields", names).with("key", key));
            rows.push(Row::new(Target::Empty(part), hung(Vec::new(), &said, theme.dim, self.width)));
        }
        rows
    }

    /// Still to be won: then a day that has passed is a day missed.
    pub(super) fn undecided(&self) -> bool {
        matches!(self.sheet.record.str("status"), "open" | "on_hold")
    }

    /// A date, and how far away it is; a mark where it is missed.
    pub(super) fn until(&self, day: NaiveDate, due: bool) -> String {
        let text = self.context.text;
        let days = (day - self.context.today()).num_days();
        let far = match days {
            0 => text.get("board-today"),
            days => {
                let sign = match days {
                    ..0 if due && self.undecided() => self.context.theme.marks.overdue,
                    ..0 => "−",
                    _ => "+",
                };
                format!("{sign}{}", text.say(&Msg::new("board-age").with("days", days.abs())))
            }
        };
        format!("{} ({far})", number::date(day, text.lang()))
    }

    fn next_step(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let record = &self.sheet.record;
        let target = Target::Field("next_step");
        if record.str("next_step").is_empty() && !self.undecided() {
            return Vec::new();
        }
        if record.str("next_step").is_empty() {
            let (enter, log) = (Action::Open, Action::LogActivity);
            let msg = Msg::new("deal-no-next").with("key", self.context.keymap.hint(enter));
            let said = text.say(&msg.with("log", self.context.keymap.hint(log)));
            return vec![Row::new(Target::Empty(Part::Next), vec![Line::styled(said, theme.warn)])];
        }
        let due = date_of(record.get("next_step_due"));
        let late = self.undecided() && due.is_none_or(|due| due < self.context.today());
        let due = due.map_or_else(|| text.get("deal-no-due"), |due| self.until(due, true));
        let owner = self.shown("next_step_owner");
        let said = [record.str("next_step").to_owned(), due, owner];
        let said: Vec<&str> = said.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let said = said.join(&format!(" {} ", theme.marks.dot));
        let style = if late { theme.warn } else { theme.text };
        let lead = vec![Span::raw(theme.marks.arrow), Span::raw(" ")];
        vec![Row::new(target, hung(lead, &said, style, self.width))]
    }

    fn why(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let record = &self.sheet.record;
        let mut rows = Vec::new();
        for (field, mark) in [("pains", theme.marks.done), ("itches", theme.marks.open)] {
            let entries = record.get(field).as_array().into_iter().flatten().filter_map(|entry| entry.as_str());
            let lines: Vec<Line<'static>> = entries
                .flat_map(|entry| hung(vec![Span::raw(mark), Span::raw(" ")], entry, theme.text, self.width))
                .collect();
            if !lines.is_empty() {
                rows.push(Row::new(Target::Field(field), lines));
            }
        }
        if !record.str("compelling_event").is_empty() {
            let on =
                date_of(record.get("compelling_on")).map(|on| format!("{} ", self.until(on, true))).unwrap_or_default();
            let lead = Span::styled(format!("{} ", text.field("opportunity", "compelling_event")), theme.dim);
            let said = format!("{on}{}", record.str("compelling_event"));
            rows.push(Row::new(Target::Field("compelling_event"), hung(vec![lead], &said, theme.text, self.width)));
        }
        rows
    }

    /// A label, and what stands beside it.
    fn labelled(&self, field: &'static str, said: &str, style: Style) -> Row {
        let theme = self.context.theme;
        let label = self.context.text.field("opportunity", field);
        let wide = (self.width / 3).clamp(10, 20);
        let lead = Span::styled(clean::pad(&clean::truncate(&label, wide), wide + 1), theme.dim);
        Row::new(Target::Field(field), hung(vec![lead], said, style, self.width))
    }

    fn plain(&self, field: &'static str) -> Option<Row> {
        let said = self.shown(field);
        (!said.is_empty() && !is_open(&self.sheet.record, field))
            .then(|| self.labelled(field, &said, self.context.theme.text))
    }

    fn joined(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(&format!(" {} ", self.context.theme.marks.dot))
    }

    fn money(&self) -> Vec<Row> {
        let theme = self.context.theme;
        let record = &self.sheet.record;
        let mut rows = Vec::new();
        if money_of(record.get("amount")).is_some() {
            let said = self.joined(&[self.shown("amount"), self.shown("amount_basis")]);
            rows.push(self.labelled("amount", &said, theme.text));
        }
        rows.extend(self.plain("recurring_amount"));
        if record.get("probability_bp").is_i64() {
            let said = self.joined(&[self.shown("probability_bp"), self.shown("probability_reason")]);
            rows.push(self.labelled("probability_bp", &said, theme.text));
        }
        if let Some(close) = date_of(record.get("expected_close_on")) {
            let late = self.undecided() && close < self.context.today();
            let style = if late { theme.warn } else { theme.text };
            rows.push(self.labelled("expected_close_on", &self.until(close, true), style));
        }
        if !is_open(record, "budget_status") || !is_open(record, "budget") {
            let status = if is_open(record, "budget_status") { String::new() } else { self.shown("budget_status") };
            let said = self.joined(&[status, self.shown("budget"), self.shown("budget_year")]);
            rows.push(self.labelled("budget_status", &said, theme.text));
        }
        rows
    }

    /// The way they buy, and the clock of a tender.
    fn buying(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let record = &self.sheet.record;
        let day = |field: &str| date_of(record.get(field));
        let due = instant_of(record.get("tender_due_at"));
        let due_day = due.map(|at| at.with_timezone(&self.context.tz).date_naive());
        let mut rows: Vec<Row> = self.plain("procurement_mode").into_iter().collect();
        rows.extend(
            day("tender_notice_on").map(|on| self.labelled("tender_notice_on", &self.until(on, false), theme.text)),
        );
        if let (Some(at), Some(on)) = (due, due_day) {
            let time = at.with_timezone(&self.context.tz).format("%H:%M");
            let near = self.undecided() && (on - self.context.today()).num_days() <= 3;
            let style = if near { theme.warn } else { theme.text };
            rows.push(self.labelled("tender_due_at", &format!("{} {time}", self.until(on, true)), style));
        }
        rows.extend(
            day("tender_open_on").map(|on| self.labelled("tender_open_on", &self.until(on, false), theme.text)),
        );
        if let (Some(notice), Some(due)) = (day("tender_notice_on"), due_day)
            && record.str("procurement_mode") == "public"
            && (due - notice).num_days() < NOTICE_DAYS
        {
            let days = (due - notice).num_days();
            let said = text.say(&Msg::new("deal-short-notice").with("days", days));
            let said = format!("{} {said}", theme.marks.overdue);
            let lines = hung(Vec::new(), &said, theme.warn, self.width);
            rows.push(Row { target: None, lines });
        }
        rows.extend(self.plain("department_in_charge"));
        rows
    }

    fn rest(&self, part: Part) -> Vec<Row> {
        // The title stands in the head line.
        part.fields().iter().filter(|field| **field != "title").filter_map(|field| self.plain(field)).collect()
    }
}
