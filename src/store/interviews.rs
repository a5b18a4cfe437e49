//! Interviews for the screen, the templates they are held with, and the agenda of what is not known yet.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use super::request::{Agenda, InterviewSheet, Labels};
use super::schema::{blob, key_at, select_list};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::answer::{Given, Sheet};
use crate::domain::research::asking::{self, Asked, in_order};
use crate::domain::research::interview::Answer;
use crate::domain::research::template::Template;

/// Reading the templates anew for each deal of a bulk move would cost more than all the rest.
static BUILTIN: LazyLock<Vec<Arc<Template>>> =
    LazyLock::new(|| Template::all().unwrap_or_default().into_iter().map(Arc::new).collect());

/// Templates of the workspace that were read. They never change, so nothing here grows old.
pub(super) type Read = RefCell<BTreeMap<(String, i64), Option<Arc<Template>>>>;

impl Workspace {
    /// The template of this key and version, built in or of the workspace's own.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn template(&self, key: &str, version: i64) -> rusqlite::Result<Option<Arc<Template>>> {
        if let Some(found) = BUILTIN.iter().find(|template| template.key == key && template.version == version) {
            return Ok(Some(Arc::clone(found)));
        }
        let place = (key.to_owned(), version);
        if let Some(Some(read)) = self.templates.borrow().get(&place) {
            return Ok(Some(Arc::clone(read)));
        }
        let read = self.template_text(key, version)?.and_then(|text| Template::read(key, &text).ok()).map(Arc::new);
        self.templates.borrow_mut().insert(place, read.clone());
        Ok(read)
    }

    /// The file of a template of the workspace's own, as it was written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn template_text(&self, key: &str, version: i64) -> rusqlite::Result<Option<String>> {
        self.conn
            .prepare_cached("SELECT text FROM template WHERE \"key\" = ?1 AND version = ?2")?
            .query_row(params![key, version], |row| row.get(0))
            .optional()
    }

    /// The template an interview is held with.
    ///
    /// # Errors
    /// As [`Workspace::template`].
    pub fn template_of(&self, interview: &Record) -> rusqlite::Result<Option<Arc<Template>>> {
        let version = interview.get("template_version").as_i64().unwrap_or(1);
        self.template(interview.str("template"), version)
    }

    /// The newest version of every template that is not put away: built-in keys in their order, then the others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_templates(&self) -> rusqlite::Result<Vec<Arc<Template>>> {
        let mut newest = BUILTIN.clone();
        let own: Vec<(String, i64)> = self
            .conn
            .prepare_cached(
                "SELECT \"key\", max(version) FROM template WHERE archived = 0 GROUP BY \"key\" ORDER BY \"key\"",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (key, version) in own {
            let Some(template) = self.template(&key, version)? else { continue };
            match newest.iter_mut().find(|known| known.key == key) {
                Some(known) if known.version < version => *known = template,
                Some(_) => {}
                None => newest.push(template),
            }
        }
        Ok(newest)
    }

    /// The answers of an interview by question.
    pub(super) fn given(&self, interview: Id) -> rusqlite::Result<BTreeMap<String, Given>> {
        let answers = self.belonging(Kind::Answer, "interview", interview)?;
        let typed = answers.iter().filter_map(|record| record.typed::<Answer>().ok());
        Ok(typed.map(|answer| (answer.question.clone(), Given::from(&answer))).collect())
    }

    /// An interview with its answers and the needs that came from them; `id` may name one of its answers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn interview(&self, id: Id) -> rusqlite::Result<Option<InterviewSheet>> {
        let id = self.record(Kind::Answer, id)?.and_then(|answer| answer.id_of("interview")).unwrap_or(id);
        let Some(record) = self.record(Kind::Interview, id)? else { return Ok(None) };
        let answers = self.belonging(Kind::Answer, "interview", id)?;
        let mut needs = Vec::new();
        for answer in &answers {
            for (kind, need) in self.far_ends("target", "source", answer.id)? {
                if kind == Kind::Need {
                    needs.extend(self.record(kind, need)?.map(|need| (answer.id, need)));
                }
            }
        }
        let labels = self.labels(std::iter::once(&record).chain(&answers))?;
        let ccy = self.currency_of(&record.values)?;
        let template = self.template_of(&record)?;
        let people = self.people_of(&record)?;
        Ok(Some(InterviewSheet { record, labels, answers, needs, template, people, ccy }))
    }

    /// Who works now for the account of a record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people_of(&self, record: &Record) -> rusqlite::Result<Vec<(Id, String)>> {
        let Some(account) = record.id_of("account") else { return Ok(Vec::new()) };
        self.conn
            .prepare_cached(
                "SELECT DISTINCT c.id, c.full_name FROM employment e JOIN contact c ON c.id = e.contact
                 WHERE e.account = ?1 AND e.\"to\" IS NULL AND e.archived = 0 AND c.archived = 0
                 ORDER BY c.level DESC, c.full_name, c.id",
            )?
            .query_map([blob(account)], |row| Ok((key_at(row, 0)?, row.get(1)?)))?
            .collect()
    }

    /// What is marked as unknown and still to be asked: of everybody, or of one account, deal or interview. Questions
    /// that no longer apply are left out, and so are interviews that were called off and deals that are closed, unless
    /// these were asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agenda(&self, of: Option<(Kind, Id)>) -> rusqlite::Result<Agenda> {
        let narrow = match of {
            None => "o.id IS NULL OR o.status IN ('open', 'on_hold')",
            Some((Kind::Account, _)) => "t.account = ?1 AND (o.id IS NULL OR o.status IN ('open', 'on_hold'))",
            Some((Kind::Opportunity, _)) => "t.opportunity = ?1",
            Some(_) => "t.id = ?1",
        };
        let sql = format!(
            "SELECT {} FROM interview t LEFT JOIN opportunity o ON o.id = t.opportunity
             WHERE t.id IN (SELECT interview FROM answer WHERE status = 'unknown') AND t.archived = 0
               AND t.state <> 'CANCELLED' AND ({narrow})",
            select_list(Kind::Interview),
        );
        let mut find = self.conn.prepare_cached(&sql)?;
        let read = |row: &rusqlite::Row<'_>| super::schema::read_record(Kind::Interview, row, 0);
        let interviews: Vec<Record> = match of {
            Some((_, id)) => find.query_map([blob(id)], read)?.collect::<rusqlite::Result<_>>()?,
            None => find.query_map([], read)?.collect::<rusqlite::Result<_>>()?,
        };
        let mut asked = Vec::new();
        let mut labels = Labels::new();
        for interview in &interviews {
            self.ask_again(interview, &mut asked)?;
            labels.extend(self.labels(std::iter::once(interview))?);
        }
        for who in asked.iter().filter_map(|asked| asked.ask_of) {
            self.label(Kind::Contact, who, &mut labels)?;
        }
        Ok(Agenda { asked: in_order(asked), labels })
    }

    fn ask_again(&self, interview: &Record, asked: &mut Vec<Asked>) -> rusqlite::Result<()> {
        let template = self.template_of(interview)?;
        let given = self.given(interview.id)?;
        let sheet = template.as_deref().map(|template| Sheet::new(template, &given));
        for answer in self.belonging(Kind::Answer, "interview", interview.id)? {
            let id = answer.str("question");
            let applies = sheet.as_ref().is_none_or(|sheet| sheet.is_visible(id));
            if answer.str("status") != "unknown" || !applies {
                continue;
            }
            let known = template.iter().flat_map(|template| template.questions.iter().enumerate());
            let place = known.clone().find(|(_, question)| question.id == id);
            asked.push(Asked {
                answer: answer.id,
                interview: interview.id,
                code: interview.code.clone(),
                question: id.to_owned(),
                number: place.map_or(0, |(at, _)| at + 1),
                label: place.map(|(_, question)| question.label.clone()),
                account: interview.id_of("account"),
                opportunity: interview.id_of("opportunity"),
                ask_of: answer.id_of("ask_of"),
                whom: asking::person(answer.str("status_reason")),
                by: answer.get("ask_by").as_str().and_then(|day| day.parse().ok()),
            });
        }
        Ok(())
    }

    /// Whether an interview is held with this template.
    pub(super) fn leans_on(&self, template: &Record) -> rusqlite::Result<bool> {
        let version = template.get("version").as_i64().unwrap_or_default();
        let found: Option<Value> = self
            .conn
            .prepare_cached("SELECT 1 FROM interview WHERE template = ?1 AND template_version = ?2 LIMIT 1")?
            .query_row(params![template.str("key"), version], |_| Ok(Value::Null))
            .optional()?;
        Ok(found.is_some())
    }
}
