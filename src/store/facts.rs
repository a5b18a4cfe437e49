//! What the conditions of the gates ask of one opportunity, collected in one go.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::needs::unmet;
use super::request::{Failure, Link, Progress};
use super::schema::{blob, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::funnel::facts::{Facts, Interviewed, Open};
use crate::domain::funnel::opportunity::Opportunity;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::answer::Sheet;
use crate::domain::wording::date_of;
use crate::text::Msg;

/// Kinds that conditions look at, all linked by `opportunity`.
pub(super) const AROUND: [Kind; 10] = [
    Kind::DealRole,
    Kind::DecisionStep,
    Kind::Incumbent,
    Kind::Rival,
    Kind::Activity,
    Kind::Need,
    Kind::Gap,
    Kind::Agreement,
    Kind::CheckMark,
    Kind::Waiver,
];

impl Workspace {
    /// # Errors
    /// When the file cannot be read, or the record does not fit its declaration.
    pub(super) fn facts(&self, deal: &Record) -> Result<Facts, Failure> {
        let typed: Opportunity =
            deal.typed().map_err(|e| Failure::Refused(Msg::new("store-misfit").with("detail", e.to_string())))?;
        self.around(deal, Facts::new(typed, self.today())).map_err(|e| self.said(&e))
    }

    fn around(&self, deal: &Record, mut facts: Facts) -> rusqlite::Result<Facts> {
        if let Some(account) = deal.id_of("account") {
            facts.account = self.record(Kind::Account, account)?.map(|account| account.values).unwrap_or_default();
        }
        for kind in AROUND {
            facts.rows.extend(self.belonging(kind, "opportunity", deal.id)?);
        }
        let agreements: Vec<(Id, String)> =
            facts.of(Kind::Agreement).map(|row| (row.id, row.str("kind").to_owned())).collect();
        for (agreement, kind) in agreements {
            if let Some(mut version) = self.newest_version(agreement)? {
                version.values.insert("kind".to_owned(), kind.into());
                facts.rows.push(version);
            }
        }
        facts.levels = self.levels(&facts)?;
        for interview in self.belonging(Kind::Interview, "opportunity", deal.id)? {
            let (share, open) = self.answered(&interview)?;
            facts.interviews.push(Interviewed {
                id: interview.id,
                template: interview.str("template").to_owned(),
                state: interview.str("state").to_owned(),
                share,
                open,
            });
        }
        facts.stood_in = self.closed_from(deal.id)?;
        Ok(facts)
    }

    fn levels(&self, facts: &Facts) -> rusqlite::Result<BTreeMap<Id, i64>> {
        let mut levels = BTreeMap::new();
        let mut level = self.conn.prepare_cached("SELECT level FROM contact WHERE id = ?1")?;
        for id in facts.of(Kind::Activity).flat_map(|talk| Id::all(talk.get("contacts"))) {
            if let Some(found) = level.query_row([blob(id)], |row| row.get(0)).optional()? {
                levels.insert(id, found);
            }
        }
        Ok(levels)
    }

    /// Percent of the required questions that are settled, and those that are to be asked again by some day.
    fn answered(&self, interview: &Record) -> rusqlite::Result<(i64, Vec<Open>)> {
        let Some(template) = self.template_of(interview)? else { return Ok((0, Vec::new())) };
        let given = self.given(interview.id)?;
        let sheet = Sheet::new(&template, &given);
        let share = sheet.completeness().basis_points() / 100;
        if given.values().all(|given| given.status != "unknown") {
            return Ok((share, Vec::new()));
        }
        let open = self.belonging(Kind::Answer, "interview", interview.id)?.into_iter().filter_map(|answer| {
            let question = sheet.visible().find(|question| question.id == answer.str("question"))?;
            let by = date_of(answer.get("ask_by"))?;
            let open = Open { answer: answer.id, label: question.label.clone(), by };
            (question.required && answer.str("status") == "unknown").then_some(open)
        });
        Ok((share, open.collect()))
    }

    /// The mark or waiver with this code, archived ones too.
    pub(super) fn noted(&self, kind: Kind, deal: Id, code: &str) -> rusqlite::Result<Option<Record>> {
        let sql = format!(
            "SELECT {} FROM {} t WHERE t.opportunity = ?1 AND t.\"{}\" = ?2",
            select_list(kind),
            kind.name(),
            kind.spec().title
        );
        self.conn.prepare_cached(&sql)?.query_row(params![blob(deal), code], |row| read_record(kind, row, 0)).optional()
    }

    /// How an opportunity stands: the gate before it, its check-lists, and the way it came.
    ///
    /// # Errors
    /// When the file cannot be read; nothing when there is no such opportunity.
    pub fn progress(&self, id: Id) -> Result<Option<Progress>, Failure> {
        let Some(deal) = self.record(Kind::Opportunity, id).map_err(|e| self.said(&e))? else { return Ok(None) };
        let facts = self.facts(&deal)?;
        let next = self.pipelines().next(&facts.deal).map(|stage| stage.code.clone());
        let gate = next.as_ref().map(|to| self.pipelines().between(&facts, &facts.deal.stage, to)).unwrap_or_default();
        let needs = self.needs(id).map_err(|e| self.said(&e))?;
        Ok(Some(Progress {
            gate,
            next,
            lists: self.pipelines().checklists(&facts),
            history: self.stage_history(&deal).map_err(|e| self.said(&e))?,
            coverage: needs.as_ref().map(|needs| needs.coverage).unwrap_or_default(),
            unmet: needs.iter().flat_map(|needs| unmet(&needs.rows)).map(|need| Link::of(need, &need.code)).collect(),
            standing: self.deal_standing(&facts, deal.id).map_err(|e| self.said(&e))?,
            freshness: self.freshness(deal.id).map_err(|e| self.said(&e))?,
            deal,
        }))
    }

    /// The conditions between where an opportunity stands and a stage it may go to.
    ///
    /// # Errors
    /// When the file cannot be read or there is no such opportunity.
    pub fn gate_to(&self, id: Id, to: &str) -> Result<Vec<crate::domain::funnel::gate::Finding>, Failure> {
        let deal = self.need(Kind::Opportunity, id)?;
        let facts = self.facts(&deal)?;
        Ok(self.pipelines().between(&facts, &facts.deal.stage, to))
    }
}
