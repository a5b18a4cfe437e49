//! How long an opportunity has lain untouched, measured by the patience of its stage (06-metrics 6.3).

use chrono::NaiveDate;

use super::{Opportunity, Pipeline, date_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Freshness {
    Fresh,
    Ageing,
    Rotten,
    Dead,
    /// Waiting for a tender date or on hold.
    Paused,
}

impl Freshness {
    pub const ALL: [Self; 5] = [Self::Fresh, Self::Ageing, Self::Rotten, Self::Dead, Self::Paused];

    /// By the word that queries use: `rotten`.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key().strip_prefix("freshness-") == Some(word))
    }

    /// Wording key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fresh => "freshness-fresh",
            Self::Ageing => "freshness-ageing",
            Self::Rotten => "freshness-rotten",
            Self::Dead => "freshness-dead",
            Self::Paused => "freshness-paused",
        }
    }
}

impl Pipeline {
    /// State of an open opportunity last touched on `touch`; `None` where nothing can rot.
    ///
    /// A tender or hold date that has passed counts as a touch: until then nobody could do anything.
    pub fn freshness(&self, opportunity: &Opportunity, touch: NaiveDate, today: NaiveDate) -> Option<Freshness> {
        let rot = self.stage(&opportunity.stage)?.rot_days?;
        let tender = opportunity.tender_due_at.as_deref().and_then(|at| date_of(at.get(..10)));
        let waits = [tender, date_of(opportunity.hold_until.as_deref())];
        let mut since = touch;
        for until in waits.into_iter().flatten() {
            if today <= until {
                return Some(Freshness::Paused);
            }
            since = since.max(until);
        }
        let days = (today - since).num_days();
        Some(if 5 * days < 4 * rot {
            Freshness::Fresh
        } else if days <= rot {
            Freshness::Ageing
        } else if days <= 2 * rot {
            Freshness::Rotten
        } else {
            Freshness::Dead
        })
    }
}
