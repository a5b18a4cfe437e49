//! What the answers of an interview propose, and taking it over: read and compared again under the write lock.

use super::kept::Kept;
use super::request::{Done, Failure, FeedSheet};
use super::workspace::{Workspace, new_id};
use crate::domain::act::Change;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipeline::{Reason, Stage};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::feeds::{self, Drop, Known, Proposal};
use crate::text::Msg;

impl Workspace {
    /// The proposals of an interview; `id` may name one of its answers.
    ///
    /// # Errors
    /// When the file cannot be read; nothing when there is no such interview.
    pub fn feeds(&self, id: Id) -> rusqlite::Result<Option<FeedSheet>> {
        let Some(sheet) = self.interview(id)? else { return Ok(None) };
        let interview = sheet.record;
        let template = sheet.template;
        let known = self.known(&interview, sheet.answers)?;
        let proposals = template.map(|template| feeds::proposals(&template, &known, &mut new_id)).unwrap_or_default();
        let records = known.account.iter().chain(&known.deal).chain(&known.around).chain([&interview]);
        let mut labels = self.labels(records.clone())?;
        labels.extend(records.map(|record| (record.id, record.title().to_owned())));
        labels.extend(known.made.iter().map(|(_, record)| (record.id, record.title().to_owned())));
        Ok(Some(FeedSheet { interview, proposals, labels }))
    }

    fn known(&self, interview: &Record, answers: Vec<Record>) -> rusqlite::Result<Known> {
        let linked = |field: &str, kind: Kind| interview.id_of(field).map_or(Ok(None), |id| self.record(kind, id));
        let (account, deal) = (linked("account", Kind::Account)?, linked("opportunity", Kind::Opportunity)?);
        let mut made = Vec::new();
        for answer in &answers {
            for (kind, id) in self.far_ends("target", "source", answer.id)? {
                made.extend(self.record(kind, id)?.map(|record| (answer.id, record)));
            }
        }
        let mut around = Vec::new();
        if let Some(deal) = &deal {
            for kind in
                [Kind::DealRole, Kind::DecisionStep, Kind::Incumbent, Kind::Rival, Kind::Activity, Kind::Interview]
            {
                around.extend(self.belonging(kind, "opportunity", deal.id)?);
            }
        }
        for link in self.choices(Kind::Competitor, "", 1000)? {
            around.extend(self.record(Kind::Competitor, link.id)?);
        }
        // Two people of one name at different customers are two people.
        let mut people: Vec<Id> = Id::all(interview.get("contacts")).collect();
        people.extend(around.iter().filter(|row| row.kind == Kind::DealRole).filter_map(|role| role.id_of("contact")));
        if let Some(account) = &account {
            let work = self.belonging(Kind::Employment, "account", account.id)?;
            people.extend(work.iter().filter_map(|work| work.id_of("contact")));
            around.extend(work);
        }
        people.sort_unstable();
        people.dedup();
        for id in people {
            around.extend(self.record(Kind::Contact, id)?);
        }
        let drop = deal.as_ref().and_then(|deal| {
            let (status, stage) = self.given_up(deal)?;
            let unnamed =
                |code: &&&str| deal.id_of("lost_to").is_some() || !stage.competitor_for.iter().any(|c| c == *code);
            Some(Drop { status: status.to_owned(), reasons: LOSS.iter().filter(unnamed).copied().collect() })
        });
        Ok(Known { interview: interview.clone(), answers, account, deal, made, around, today: self.today(), drop })
    }

    /// The stage of a deal that is not gone on with: dropped where its pipeline tells that from lost.
    fn given_up(&self, deal: &Record) -> Option<(&'static str, Stage)> {
        let pipelines = self.pipelines();
        let pipeline = pipelines.of(deal.str("stage"))?;
        let dropped = pipeline.stages().iter().find(|stage| stage.status() == "disqualified" && !stage.retired);
        let dropped = dropped.map(|stage| ("disqualified", stage.clone()));
        dropped.or_else(|| pipeline.lost_stage().map(|stage| ("lost", stage.clone())))
    }

    /// What a proposal changes that carries the deal on, aside or out of the funnel, by the rule of the funnel.
    fn carried(&self, deal: &Record, proposal: &Proposal) -> Result<Vec<Change>, Failure> {
        let beside = |name: &str| {
            let new = proposal.beside().find(|(field, ..)| field.name == name).map(|(_, _, new)| new);
            new.and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
        };
        match proposal.new.as_str() {
            Some("open") => self.taken_up(deal),
            Some("on_hold") => {
                let until = beside("hold_until").parse().unwrap_or_else(|_| self.today());
                self.held_until(deal, until, &beside("status_reason"))
            }
            _ => {
                let (_, stage) = self.given_up(deal).ok_or_else(|| Failure::Refused(Msg::new("feeds-changed")))?;
                let why = Reason { code: beside("loss_reason"), text: beside("loss_note"), ..Reason::default() };
                self.moved(deal, &stage.code, &why)
            }
        }
    }

    /// Takes these proposals over in one act, if the interview still proposes them on the same values.
    pub(super) fn feed(&self, act: Id, interview: Id, take: &[Proposal]) -> Result<Done, Failure> {
        // The same act again: what it proposed is there now, and nothing else came with it.
        let same = |kept: &Kept<'_>| Ok(kept.lines.len() >= take.len());
        self.commit(act, "verb-feed", same, |ws| {
            let sheet = ws.feeds(interview).map_err(|e| ws.said(&e))?;
            let sheet = sheet.ok_or_else(|| Failure::Refused(Msg::new("store-gone")))?;
            let found = |wanted: &Proposal| sheet.proposals.iter().find(|proposal| proposal.same(wanted)).cloned();
            let taken: Option<Vec<Proposal>> = take.iter().map(found).collect();
            let taken = taken.ok_or_else(|| Failure::Refused(Msg::new("feeds-changed")))?;
            let (carries, plain): (Vec<Proposal>, Vec<Proposal>) =
                taken.into_iter().partition(Proposal::moves_the_deal);
            let mut changes = feeds::changes(&plain);
            for proposal in &carries {
                let id = proposal.id.ok_or_else(|| Failure::Refused(Msg::new("feeds-changed")))?;
                changes.extend(ws.carried(&ws.need(Kind::Opportunity, id)?, proposal)?);
            }
            Ok(changes)
        })
    }
}
