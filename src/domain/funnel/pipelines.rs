//! All pipelines of a workspace. No two have a stage of the same code, so a deal's stage says in which pipeline it is.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use super::facts::Facts;
use super::gate::Finding;
use super::opportunity::Opportunity;
use super::pipeline::{Changes, Fault, Freshness, Part, Phase, Pipeline, Reason, Refusal, Stage};
use crate::domain::money::Money;
use crate::domain::record::{Field, Values};
use crate::text::{Msg, Words};

/// The pipelines of the program; a workspace may have its own in their place. Each is read when it is first looked into.
static SHIPPED: [LazyLock<Pipeline>; 3] = [
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/new.json")))),
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/renewal.json")))),
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/reactivation.json")))),
];

/// The build has turned the files into JSON.
fn shipped(text: &str) -> Pipeline {
    serde_json::from_str(text).unwrap_or_else(|_| NONE.clone())
}

/// What there is instead of a first pipeline where there is none.
static NONE: Pipeline = Pipeline {
    code: String::new(),
    name: Words { en: String::new(), zh: String::new(), ru: String::new() },
    kinds: Vec::new(),
    phases: Vec::new(),
    stages: Vec::new(),
    conditions: Vec::new(),
};

/// Copies share what is in them.
#[derive(Clone, Debug)]
enum Line {
    Shipped(&'static LazyLock<Pipeline>),
    Own(Arc<Pipeline>),
}

impl Deref for Line {
    type Target = Pipeline;

    fn deref(&self) -> &Pipeline {
        match self {
            Self::Shipped(line) => line,
            Self::Own(line) => line,
        }
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

impl Eq for Line {}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipelines {
    all: Vec<Line>,
}

impl Default for Pipelines {
    fn default() -> Self {
        Self { all: SHIPPED.iter().map(Line::Shipped).collect() }
    }
}

impl Pipelines {
    /// With this one in the place of that with its code, or after all others.
    #[must_use]
    pub fn with(mut self, pipeline: Pipeline) -> Self {
        let own = Line::Own(Arc::new(pipeline));
        match self.all.iter_mut().find(|known| known.code == own.code) {
            Some(known) => *known = own,
            None => self.all.push(own),
        }
        self
    }

    /// The same stages without gates, as a small team may want them.
    #[must_use]
    pub fn ungated(self) -> Self {
        Self { all: self.all().map(|line| Line::Own(Arc::new(line.clone().ungated()))).collect() }
    }

    pub fn all(&self) -> impl Iterator<Item = &Pipeline> + Clone {
        self.all.iter().map(|line| &**line)
    }

    /// Where deals begin that belong nowhere else.
    pub fn first(&self) -> &Pipeline {
        self.all().next().unwrap_or(&NONE)
    }

    pub fn named(&self, code: &str) -> Option<&Pipeline> {
        self.all().find(|pipeline| pipeline.code == code)
    }

    /// The pipeline that has this stage.
    pub fn of(&self, stage: &str) -> Option<&Pipeline> {
        self.all().find(|pipeline| pipeline.stage(stage).is_some())
    }

    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages().find(|stage| stage.code == code)
    }

    /// The stages of every pipeline, each in its order; retired ones too.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> + Clone {
        self.all().flat_map(|pipeline| &pipeline.stages)
    }

    /// The phase that a stage belongs to.
    pub fn phase_of(&self, stage: &str) -> Option<&Phase> {
        let pipeline = self.of(stage)?;
        pipeline.phase(pipeline.stage(stage)?.phase.as_deref()?)
    }

    /// The stage in which a new deal of this kind begins.
    pub fn beginning(&self, kind: &str) -> Option<&Stage> {
        let fitting = self.all().find(|pipeline| pipeline.kinds.iter().any(|known| known == kind));
        fitting.unwrap_or_else(|| self.first()).open_stages().next()
    }

    /// Whether a deal in this stage is under way.
    pub fn is_open(&self, stage: &str) -> bool {
        self.stage(stage).is_some_and(|stage| stage.ty.is_open())
    }

    /// Faults of a pipeline among the others: what it says itself, and codes that another one has.
    pub fn faults(&self, pipeline: &Pipeline) -> Vec<Fault> {
        let mut faults = pipeline.faults();
        for stage in &pipeline.stages {
            let other = self.all().find(|known| known.code != pipeline.code && known.stage(&stage.code).is_some());
            faults.extend(other.map(|other| {
                Fault {
                    part: Part::Stage(stage.code.clone()),
                    field: "code",
                    msg: Msg::new("pipeline-stage-elsewhere")
                        .with("stage", stage.code.as_str())
                        .with("pipeline", other.name.clone()),
                }
            }));
        }
        faults
    }

    /// Changes the stage, and what follows from it: [`Pipeline::move_to`] within a pipeline, [`Pipeline::take_in`] from
    /// one into another.
    ///
    /// # Errors
    /// Everything that stands in the way, each field and each condition by name.
    pub fn move_to(&self, facts: &Facts, to: &str, why: &Reason) -> Result<Changes, Vec<Refusal>> {
        let unknown = |stage: &str| vec![Refusal::Unknown { stage: stage.to_owned() }];
        let from = self.stage(&facts.deal.stage).ok_or_else(|| unknown(&facts.deal.stage))?;
        let goal = self.of(to).ok_or_else(|| unknown(to))?;
        if goal.stage(&from.code).is_some() { goal.move_to(facts, to, why) } else { goal.take_in(facts, from, to, why) }
    }

    /// [`Pipeline::may_return`] of the pipeline that is returned to.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn may_return(&self, facts: &Facts, to: &str, forced: bool) -> Result<(), Vec<Refusal>> {
        self.of(to).map_or(Ok(()), |pipeline| pipeline.may_return(facts, to, forced))
    }

    /// [`Pipeline::hold`].
    ///
    /// # Errors
    /// When the deal is not under way, the day is not after today, or no reason is given.
    pub fn hold(
        &self,
        opportunity: &Opportunity,
        until: NaiveDate,
        why: &str,
        today: NaiveDate,
    ) -> Result<Changes, Vec<Refusal>> {
        self.of(&opportunity.stage).unwrap_or_else(|| self.first()).hold(opportunity, until, why, today)
    }

    /// [`Pipeline::resume`].
    ///
    /// # Errors
    /// When it stands where deals wait.
    pub fn resume(&self, opportunity: &Opportunity) -> Result<Changes, Vec<Refusal>> {
        self.of(&opportunity.stage).unwrap_or_else(|| self.first()).resume(opportunity)
    }

    /// The stage this opportunity goes to next.
    pub fn next(&self, opportunity: &Opportunity) -> Option<&Stage> {
        self.of(&opportunity.stage)?.next(opportunity)
    }

    /// The open stage before the one it stands in.
    pub fn previous(&self, opportunity: &Opportunity) -> Option<&Stage> {
        self.of(&opportunity.stage)?.previous(opportunity)
    }

    /// The gates on the way from one stage to another; into another pipeline, those from its beginning on.
    pub fn between(&self, facts: &Facts, from: &str, to: &str) -> Vec<Finding> {
        let Some(pipeline) = self.of(to) else { return Vec::new() };
        let first = pipeline.open_stages().next().map_or("", |stage| stage.code.as_str());
        pipeline.between(facts, if pipeline.stage(from).is_some() { from } else { first }, to)
    }

    /// The check-list of each phase of the deal's pipeline, by the phase's code.
    pub fn checklists(&self, facts: &Facts) -> Vec<(String, Vec<Finding>)> {
        self.of(&facts.deal.stage).map_or_else(Vec::new, |pipeline| pipeline.checklists(facts))
    }

    /// [`Pipeline::required`] of the pipeline of the stage; what is always required where there is no such stage.
    pub fn required(&self, stage: &str) -> impl Iterator<Item = &'static Field> {
        self.of(stage).unwrap_or(&NONE).required(stage)
    }

    /// [`Pipeline::missing`] of the pipeline of the stage.
    pub fn missing(&self, stage: &str, values: &Values) -> impl Iterator<Item = &'static Field> {
        self.of(stage).unwrap_or(&NONE).missing(stage, values)
    }

    /// [`Pipeline::asks`]; a way into another pipeline asks.
    pub fn asks(&self, from: &str, to: &str) -> bool {
        self.of(to).is_none_or(|pipeline| pipeline.asks(from, to))
    }

    /// Basis points: the opportunity's own, or its stage's.
    pub fn probability_bp(&self, opportunity: &Opportunity) -> i64 {
        self.of(&opportunity.stage).map_or(0, |pipeline| pipeline.probability_bp(opportunity))
    }

    /// [`Pipeline::most`] where the deal stands.
    pub fn most(&self, opportunity: &Opportunity) -> Option<i64> {
        self.of(&opportunity.stage)?.most(&opportunity.stage, opportunity)
    }

    /// [`Pipeline::chance`] of the pipeline of the stage.
    pub fn chance(&self, stage: &str, own: Option<i64>) -> i64 {
        self.of(stage).map_or(0, |pipeline| pipeline.chance(stage, own))
    }

    /// Amount times probability, rounded half-up to minor units.
    pub fn weighted(&self, opportunity: &Opportunity) -> Option<Money> {
        self.of(&opportunity.stage)?.weighted(opportunity)
    }

    /// [`Pipeline::freshness`].
    pub fn freshness(&self, opportunity: &Opportunity, touch: NaiveDate, today: NaiveDate) -> Option<Freshness> {
        self.of(&opportunity.stage)?.freshness(opportunity, touch, today)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::record::Id;

    fn deal(stage: &str) -> Facts {
        let id = Id(uuid::Uuid::from_u128(7));
        let deal: Opportunity = serde_json::from_value(json!({
            "title": "Service desk", "account": id, "owner": id, "presales_lead": id, "kind": "new", "stage": stage,
            "entered_stage_on": "2026-03-01", "status": "open", "amount": {"minor": 120_000_000, "ccy": "CNY"},
            "expected_close_on": "2026-06-30", "budget_status": "approved", "procurement_mode": "public", "rank": 0,
        }))
        .unwrap();
        Facts::new(deal, "2026-03-31".parse().unwrap())
    }

    fn because(text: &str) -> Reason {
        Reason { text: text.to_owned(), ..Reason::default() }
    }

    #[test]
    fn what_the_build_made_of_the_files_says_what_they_say() {
        let files = [
            include_str!("../../../assets/pipelines/new.toml"),
            include_str!("../../../assets/pipelines/renewal.toml"),
            include_str!("../../../assets/pipelines/reactivation.toml"),
        ];
        assert!(Pipelines::default().all().eq(&files.map(|file| Pipeline::read(file).unwrap())));
    }

    #[test]
    fn the_program_brings_three_that_do_not_contradict_each_other() {
        let pipelines = Pipelines::default();
        let codes: Vec<&str> = pipelines.all().map(|pipeline| pipeline.code.as_str()).collect();
        assert_eq!(codes, ["new", "renewal", "reactivation"]);
        for pipeline in pipelines.all() {
            assert_eq!(pipelines.faults(pipeline), [], "{}", pipeline.code);
        }
        let begins = |kind| pipelines.beginning(kind).unwrap().code.as_str();
        assert_eq!(
            ["new", "upsell", "renewal", "reactivation"].map(begins),
            ["LEAD", "LEAD", "RENEWAL_DUE", "DORMANT"]
        );
    }

    #[test]
    fn a_code_of_another_pipeline_is_told() {
        let pipelines = Pipelines::default();
        let mut renewal = pipelines.named("renewal").unwrap().clone();
        renewal.stages[0].code = "LEAD".to_owned();
        let faults = pipelines.faults(&renewal);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].msg.key, "pipeline-stage-elsewhere");
    }

    #[test]
    fn another_pipeline_takes_a_deal_in_where_it_begins_for_a_reason() {
        let pipelines = Pipelines::default();
        let facts = deal("SOLUTION");
        let refused = pipelines.move_to(&facts, "RENEWAL_DUE", &Reason::default());
        assert_eq!(refused, Err(vec![Refusal::Missing { field: "status_reason" }]));
        let changes = pipelines.move_to(&facts, "RENEWAL_DUE", &because("The contract only runs out")).unwrap();
        assert!(changes.contains(&("stage", json!("RENEWAL_DUE"))), "{changes:?}");
        assert!(changes.contains(&("status_reason", json!("The contract only runs out"))));
        let waits = pipelines.move_to(&facts, "DORMANT", &because("They fell silent")).unwrap();
        assert!(waits.contains(&("status", json!("on_hold"))), "{waits:?}");
    }

    #[test]
    fn another_pipeline_is_no_way_round_a_gate() {
        let pipelines = Pipelines::default();
        let far = |to: &str| pipelines.move_to(&deal("LEAD"), to, &because("Try it")).unwrap_err();
        let unmet = |refusals: &[Refusal]| refusals.iter().any(|refusal| matches!(refusal, Refusal::Unmet(_)));
        assert!(unmet(&far("RENEWAL_REVIEW")), "the gate of its first stage is asked");
        assert!(far("RENEWAL_OFFER").contains(&Refusal::Skips { stage: "RENEWAL_REVIEW".into() }));
        assert_eq!(far("RENEWED"), [Refusal::Elsewhere { stage: "RENEWED".into() }]);
        assert_eq!(far("NOT_RENEWED"), [Refusal::Elsewhere { stage: "NOT_RENEWED".into() }]);
        let closed = pipelines.move_to(&deal("LOST"), "RENEWAL_DUE", &because("Again"));
        assert_eq!(closed, Err(vec![Refusal::Reopen]));
        let force = Reason { force: true, ..because("Agreed by the board") };
        let forced = pipelines.move_to(&deal("LEAD"), "RENEWAL_OFFER", &force).unwrap();
        assert!(forced.contains(&("forced_reason", json!("Agreed by the board"))));
        // Taken back to where it stood: the gates up to there hold, or the act was an override.
        assert!(pipelines.may_return(&deal("RENEWAL_DUE"), "LEAD", false).is_ok());
        assert!(pipelines.may_return(&deal("RENEWAL_DUE"), "SOLUTION", false).is_err());
        assert!(pipelines.may_return(&deal("RENEWAL_DUE"), "SOLUTION", true).is_ok());
    }

    #[test]
    fn where_deals_wait_nothing_ages_and_no_pause_is_set() {
        let pipelines = Pipelines::default();
        let facts = deal("DORMANT");
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(pipelines.freshness(&facts.deal, day("2024-01-01"), facts.today), None);
        let waits = vec![Refusal::Waits { stage: "DORMANT".into() }];
        assert_eq!(pipelines.hold(&facts.deal, day("2026-05-01"), "x", facts.today), Err(waits.clone()));
        assert_eq!(pipelines.resume(&facts.deal), Err(waits));
        let mut gone = facts.clone();
        gone.deal.status = "on_hold".into();
        let on = pipelines.clone().ungated().move_to(&gone, "RECONNECT", &Reason::default()).unwrap();
        assert!(on.contains(&("status", json!("open"))), "{on:?}");
    }

    #[test]
    fn a_retired_stage_is_left_out_and_not_gone_to() {
        let mut pipeline = Pipelines::default().ungated().named("new").unwrap().clone();
        let at = pipeline.stages.iter().position(|stage| stage.code == "SHOWCASE").unwrap();
        pipeline.stages[at].retired = true;
        let pipelines = Pipelines::default().ungated().with(pipeline);
        let facts = deal("SOLUTION");
        assert_eq!(pipelines.next(&facts.deal).unwrap().code, "BID");
        assert!(pipelines.move_to(&facts, "BID", &Reason::default()).is_ok());
        let retired = Err(vec![Refusal::Retired { stage: "SHOWCASE".into() }]);
        assert_eq!(pipelines.move_to(&facts, "SHOWCASE", &Reason::default()), retired);
        assert!(
            pipelines.move_to(&deal("SHOWCASE"), "BID", &Reason::default()).is_ok(),
            "whoever stands there may leave"
        );
    }
}
