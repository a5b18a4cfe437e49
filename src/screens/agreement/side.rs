//! The right pane: what speaks against the promise, and what it stands on.

use ratatui::text::{Line, Span};

use super::AgreementView;
use crate::domain::agreement::chain::{self, Composition, Strength};
use crate::domain::agreement::lint::{Finding, Severity};
use crate::domain::agreement::metric;
use crate::domain::exact::percent_words;
use crate::screens::Context;
use crate::text::{Msg, clean};

/// A message key as a heading, with the lines below it.
struct Block {
    heading: &'static str,
    lines: Vec<Line<'static>>,
}

impl AgreementView {
    /// What the right pane says, wrapped to its width. Of many findings no more are worded than so many lines show.
    pub(super) fn side(&self, width: usize, most: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let mut out = Vec::new();
        for block in [
            self.here(width, most, context),
            self.reckoned(width, context),
            self.behind(width, context),
            self.beneath(width, context),
            self.others(width, most, context),
        ]
        .into_iter()
        .flatten()
        {
            if !out.is_empty() {
                out.push(Line::raw(""));
            }
            out.push(Line::styled(context.text.get(block.heading), context.theme.title));
            out.extend(block.lines);
        }
        out
    }

    /// Findings at the cursor, each with its rule.
    fn here(&self, width: usize, most: usize, context: &Context<'_>) -> Option<Block> {
        let (work, row) = (self.work.as_ref()?, self.row()?);
        let mut lines: Vec<_> = work
            .findings_at(row)
            .flat_map(|(at, finding)| self.finding_lines(at, finding, &finding.message, width, context))
            .take(most)
            .collect();
        if lines.is_empty() {
            lines.push(Line::styled(context.text.get("agreement-no-findings-here"), context.theme.dim));
        }
        Some(Block { heading: "agreement-findings-here", lines })
    }

    /// The findings at the cursor for below the text, where there is no room beside it; nothing if there are none.
    pub(super) fn below(&self, width: usize, most: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let (Some(work), Some(row)) = (&self.work, self.row()) else { return Vec::new() };
        let mut out = Vec::new();
        for (at, finding) in work.findings_at(row) {
            let lines = self.finding_lines(at, finding, &finding.message, width, context);
            // A sentence is there whole or not at all, but the first one always.
            if !out.is_empty() && out.len() + lines.len() > most {
                break;
            }
            out.extend(lines.into_iter().take(most));
        }
        if !out.is_empty() {
            out.insert(0, Line::raw(""));
        }
        out
    }

    /// All other findings, those with long lists in short.
    fn others(&self, width: usize, most: usize, context: &Context<'_>) -> Option<Block> {
        let (work, row) = (self.work.as_ref()?, self.row()?);
        let here: Vec<usize> = work.findings_at(row).map(|(at, _)| at).collect();
        let others = work.findings.iter().enumerate().filter(|(at, _)| !here.contains(at));
        let lines: Vec<_> = others
            .flat_map(|(at, finding)| {
                let message = finding.brief.as_ref().unwrap_or(&finding.message);
                self.finding_lines(at, finding, message, width, context)
            })
            .take(most)
            .collect();
        (!lines.is_empty()).then_some(Block { heading: "agreement-findings-else", lines })
    }

    pub(super) fn finding_lines(
        &self,
        at: usize,
        finding: &Finding,
        message: &Msg,
        width: usize,
        context: &Context<'_>,
    ) -> Vec<Line<'static>> {
        let theme = context.theme;
        let (mark, style) = match finding.severity {
            Severity::Error => (theme.marks.refused, theme.error),
            Severity::Warning => (theme.marks.forced, theme.warn),
            Severity::Info => (theme.marks.dot, theme.dim),
        };
        let text = format!("{} {}", finding.rule, context.text.say(message));
        let jumped = self.finding == Some(at);
        let words = if jumped { theme.accent } else { theme.text };
        let wrapped = clean::wrap(&clean::clean(&text), width.saturating_sub(2));
        let lead = |n: usize| if n == 0 { mark } else { " " };
        wrapped
            .into_iter()
            .enumerate()
            .map(|(n, text)| Line::from(vec![Span::styled(format!("{} ", lead(n)), style), Span::styled(text, words)]))
            .collect()
    }

    /// The needs that the part at the cursor meets.
    fn behind(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (work, record) = (self.work.as_ref()?, self.record()?);
        if super::is_whole(record.kind) {
            return None;
        }
        let behind = work
            .document
            .needs
            .iter()
            .filter(|needed| work.document.traces.iter().any(|met| met.need == needed.id && met.by == record.id));
        let mut lines = Vec::new();
        for needed in behind {
            let figure = needed.need.target_value.map_or_else(String::new, |value| {
                let (code, unit) = (needed.need.metric.as_deref(), needed.need.unit.as_deref());
                let shown =
                    metric::show_stored(code.unwrap_or_default(), value, unit.unwrap_or_default(), context.text.lang());
                format!(" ({})", shown.trim())
            });
            lines.extend(plain(&format!("{} {}{figure}", needed.code, needed.need.title), width, context));
        }
        if lines.is_empty() {
            lines.push(Line::styled(context.text.get("agreement-no-needs-behind"), context.theme.dim));
        }
        Some(Block { heading: "agreement-needs-behind", lines })
    }

    /// What the target at the cursor means in hours and minutes, and its clock in an example.
    fn reckoned(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (_, said) = self.explained.as_ref()?;
        let lines: Vec<_> = said.iter().flat_map(|msg| plain(&context.text.say(msg), width, context)).collect();
        (!lines.is_empty()).then_some(Block { heading: "agreement-reckoned", lines })
    }

    /// What the target at the cursor rests on, and whether that is enough.
    fn beneath(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (work, here) = (self.work.as_ref()?, self.target_here()?);
        let document = &work.document;
        let target = &document.targets.iter().find(|target| target.id == here.id)?.values;
        let (theme, lang) = (context.theme, context.text.lang());
        let mut rows: Vec<(bool, String)> = Vec::new();
        if let Some(whole) = Composition::of(document, target).filter(|_| here.str("metric") == "availability") {
            for factor in &whole.factors {
                let share = metric::show_value("availability", factor.ppm, "percent", lang);
                rows.push((false, format!("{} {} {share}", factor.code, factor.name.unwrap_or_default())));
            }
            let promised = target.value.unwrap_or(0);
            let key = match whole.strength(promised) {
                Strength::Weaker => "chain-composed-weaker",
                Strength::Thin(_) | Strength::Enough => "chain-composed",
            };
            let said = Msg::new(key)
                .with("composed", percent_words(&whole.composed, 5))
                .with("promised", target.shown_value(lang).unwrap_or_default());
            rows.push((key == "chain-composed-weaker", context.text.say(&said)));
        } else {
            for (support, beneath) in chain::on_the_way(document, target) {
                let looser = chain::is_looser(beneath, target);
                let mut words = format!("{} {} {}", support.code, beneath.label, beneath.shown_value(lang)?);
                if looser {
                    words = format!("{words}: {}", context.text.get("chain-looser"));
                }
                rows.push((looser, words));
            }
        }
        let mut lines = Vec::new();
        for (broken, words) in rows {
            let style = if broken { theme.error } else { theme.text };
            let words = if broken { format!("{} {words}", theme.marks.refused) } else { words };
            let wrapped = clean::wrap(&clean::clean(&words), width);
            lines.extend(wrapped.into_iter().map(|words| Line::styled(words, style)));
        }
        (!lines.is_empty()).then_some(Block { heading: "agreement-beneath", lines })
    }
}

fn plain(text: &str, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
    let wrapped = clean::wrap(&clean::clean(text), width);
    wrapped.into_iter().map(|line| Line::styled(line, context.theme.text)).collect()
}
