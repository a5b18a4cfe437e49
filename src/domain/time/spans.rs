//! Stretches of real time, as sets: outages and exclusions are merged before anything is measured (03 3.1.9).

use chrono::{DateTime, SecondsFormat, Utc};

use crate::text::Msg;

/// A stretch of real time `[from, to)` on UTC, to the second; never backward, empty when both ends are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Span {
    /// # Errors
    /// A sentence when the stretch ends before it begins.
    pub fn new(from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Self, Msg> {
        if to < from {
            let shown = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
            return Err(Msg::new("time-backward").with("from", shown(from)).with("to", shown(to)));
        }
        Ok(Self { from, to })
    }

    pub fn from(self) -> DateTime<Utc> {
        self.from
    }

    pub fn to(self) -> DateTime<Utc> {
        self.to
    }

    pub fn seconds(self) -> i64 {
        self.to.timestamp() - self.from.timestamp()
    }

    fn meet(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from < to).then_some(Self { from, to })
    }
}

/// The union in order of time, without empty stretches; what touches becomes one.
pub fn merge(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.into_iter().filter(|span| span.from < span.to).collect();
    sorted.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match merged.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => merged.push(span),
        }
    }
    merged
}

/// What lies in both of two merged sets.
pub fn intersect(a: &[Span], b: &[Span]) -> Vec<Span> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut both = Vec::new();
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        both.extend(one.meet(**other));
        if one.to <= other.to {
            a.next()
        } else {
            b.next()
        };
    }
    both
}

/// What of the first merged set lies in none of the second.
pub fn subtract(a: &[Span], b: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut b = b.iter().peekable();
    for span in a {
        let mut from = span.from;
        while let Some(gone) = b.peek().filter(|gone| gone.from < span.to) {
            if gone.from > from {
                left.push(Span { from, to: gone.from });
            }
            from = from.max(gone.to);
            if gone.to > span.to {
                break;
            }
            b.next();
        }
        if from < span.to {
            left.push(Span { from, to: span.to });
        }
    }
    left
}

/// The length of a merged set.
pub fn seconds(spans: &[Span]) -> i64 {
    spans.iter().map(|span| span.seconds()).sum()
}

#[cfg(test)]
mod tests;
