//! What every screen may look at: words, colours, keys, the time, and who is asking.

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use ratatui::layout::Size;

use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::view::Sight;
use crate::domain::money::Currency;
use crate::domain::record::Id;
use crate::keys::Keymap;
use crate::text::Text;
use crate::theme::Theme;

/// Where new ids come from; a fixed row of them in tests.
#[derive(Debug)]
pub enum Ids {
    Random,
    Sequence(Cell<u128>),
}

impl Ids {
    pub fn next(&self) -> Id {
        match self {
            Self::Random => Id(uuid::Uuid::now_v7()),
            Self::Sequence(n) => {
                n.set(n.get() + 1);
                Id(uuid::Uuid::from_u128(n.get()))
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub text: &'a Text,
    pub theme: &'a Theme,
    pub keymap: &'a Keymap,
    pub pipelines: &'a Pipelines,
    /// How many deals stand in each stage that has any.
    pub counts: &'a BTreeMap<String, i64>,
    /// Code of the pipeline that board and list show.
    pub pipeline: &'a str,
    pub ids: &'a Ids,
    pub now: DateTime<Utc>,
    pub tz: Tz,
    pub currency: Currency,
    pub me: Id,
    /// How colleagues see the user.
    pub user: &'a str,
    /// Our company as it stands in agreements.
    pub company: Option<&'a str>,
    /// This run of the program, and the workspace it works on: both go into drafts.
    pub session: Id,
    pub workspace: Id,
    /// How the user looked at the deals last.
    pub sight: &'a Sight,
    /// Columns and lines of the terminal.
    pub size: Size,
}

impl Context<'_> {
    /// Today where the user is.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.tz).date_naive()
    }

    pub fn id(&self) -> Id {
        self.ids.next()
    }

    /// The pipeline that board and list show.
    pub fn line(&self) -> &Pipeline {
        self.pipelines.named(self.pipeline).unwrap_or_else(|| self.pipelines.first())
    }

    /// How many deals stand in a pipeline, closed ones too.
    pub fn deals_of(&self, pipeline: &Pipeline) -> i64 {
        pipeline.stages().iter().filter_map(|stage| self.counts.get(&stage.code)).sum()
    }

    /// Whether more than one pipeline is of interest: otherwise nobody needs to be told which one is shown.
    pub fn several(&self) -> bool {
        let line = self.line();
        // The others need not be looked into where every deal is in this one.
        let elsewhere = self.counts.iter().any(|(stage, count)| *count > 0 && line.stage(stage).is_none());
        line.code != self.pipelines.first().code
            || elsewhere && self.pipelines.all().any(|other| other.code != line.code && self.deals_of(other) > 0)
    }
}
