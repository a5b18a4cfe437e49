//! The right pane: what speaks against the promise, and what it stands on.

use ratatui::text::{Line, Span};

use super::AgreementView;
use super::make::title_of;
use crate::domain::agreement::lint::{Finding, Severity};
use crate::domain::agreement::metric;
use crate::screens::Context;
use crate::text::{Msg, clean};

/// A message key as a heading, with the lines below it.
struct Block {
    heading: &'static str,
    lines: Vec<Line<'static>>,
}

impl AgreementView {
    /// Everything the right pane says, wrapped to its width.
    pub(super) fn side(&self, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let mut out = Vec::new();
        for block in [
            self.here(width, context),
            self.behind(width, context),
            self.beneath(width, context),
            self.others(width, context),
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
    fn here(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (work, row) = (self.work.as_ref()?, self.row()?);
        let mut lines: Vec<_> = work
            .findings_at(row)
            .flat_map(|(at, finding)| self.finding_lines(at, finding, &finding.message, width, context))
            .collect();
        if lines.is_empty() {
            lines.push(Line::styled(context.text.get("agreement-no-findings-here"), context.theme.dim));
        }
        Some(Block { heading: "agreement-findings-here", lines })
    }

    /// All other findings, those with long lists in short.
    fn others(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (work, row) = (self.work.as_ref()?, self.row()?);
        let here: Vec<usize> = work.findings_at(row).map(|(at, _)| at).collect();
        let others = work.findings.iter().enumerate().filter(|(at, _)| !here.contains(at));
        let lines: Vec<_> = others
            .flat_map(|(at, finding)| {
                let message = finding.brief.as_ref().unwrap_or(&finding.message);
                self.finding_lines(at, finding, message, width, context)
            })
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

    /// Targets of the agreements beneath that speak of the same metric.
    fn beneath(&self, width: usize, context: &Context<'_>) -> Option<Block> {
        let (work, here) = (self.work.as_ref()?, self.target_here()?);
        let lines: Vec<_> = work
            .sheet
            .supports
            .iter()
            .flat_map(|beneath| beneath.targets.iter().map(move |target| (&beneath.agreement, target)))
            .filter(|(_, target)| target.str("metric") == here.str("metric"))
            .flat_map(|(agreement, target)| {
                plain(&format!("{} {}", agreement.code, title_of(target, context)), width, context)
            })
            .collect();
        (!lines.is_empty()).then_some(Block { heading: "agreement-beneath", lines })
    }
}

fn plain(text: &str, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
    let wrapped = clean::wrap(&clean::clean(text), width);
    wrapped.into_iter().map(|line| Line::styled(line, context.theme.text)).collect()
}
