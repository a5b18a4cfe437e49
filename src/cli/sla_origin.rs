//! What a draft stands on comes along into a workspace that has none of it: services, customer, deal, people, needs and
//! the agreements beneath. What is here already is linked and never changed.

use super::incoming::Incoming;
use super::stop::Stop;

use crate::domain::agreement::draft::{Draft, Support};
use crate::domain::agreement::origin::{Colleague, ContactHead};
use crate::domain::agreement::version::STATES;
use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::{Record, Values};
use crate::store::request::ListQuery;
use crate::store::workspace::new_id;
use crate::text::{Arg, Msg};

/// How much of each kind came along, in the order in which it is told.
#[derive(Default)]
pub(super) struct Along {
    customers: usize,
    deals: usize,
    people: usize,
    needs: usize,
    promises: usize,
    services: usize,
    calendars: usize,
    beneath: usize,
}

impl Along {
    /// One sentence of all that came along.
    pub(super) fn told(&self) -> Option<Msg> {
        let counts = [
            ("brought-customers", self.customers),
            ("brought-deals", self.deals),
            ("brought-people", self.people),
            ("brought-needs", self.needs),
            ("brought-promises", self.promises),
            ("brought-services", self.services),
            ("brought-calendars", self.calendars),
            ("brought-beneath", self.beneath),
        ];
        let parts: Vec<Arg> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| Arg::from(Msg::new(key).with("count", count)))
            .collect();
        (!parts.is_empty()).then(|| Msg::new("brought-along").with("parts", parts))
    }

    pub(super) fn origin(&mut self, incoming: &mut Incoming<'_>, draft: &Draft) -> Result<(), Stop> {
        let origin = &draft.origin;
        for colleague in &origin.colleagues {
            self.colleague(incoming, colleague)?;
        }
        for calendar in &draft.calendars {
            self.calendars += usize::from(incoming.bring_missing(Kind::Calendar, calendar.id, "", &calendar.values)?);
        }
        for entry in &draft.services {
            let name = (entry.code.as_str(), entry.service.name.as_str());
            self.services += usize::from(incoming.bring_unless_same(Kind::Service, entry.id, name, &entry.service)?);
        }
        for customer in &origin.customers {
            let mut values = customer.values();
            values.insert("owner".to_owned(), incoming.desk.me.json());
            let name = (customer.code.as_str(), customer.name.as_str());
            self.customers += usize::from(incoming.bring_unless_same(Kind::Account, customer.id, name, &values)?);
        }
        for contact in &origin.contacts {
            self.contact(incoming, contact)?;
        }
        let new = self.deal(incoming, draft)?;
        self.needs(incoming, draft, new)?;
        // What was promised by word of mouth belongs to the deal.
        if origin.deal.is_some() {
            for said in &draft.commitments {
                let made_by = said.values.made_by.and_then(|id| incoming.here(id));
                if incoming.here(said.values.opportunity).is_some() && made_by.is_some() {
                    let missing = incoming.bring_missing(Kind::Commitment, said.id, "", &said.values)?;
                    self.promises += usize::from(missing);
                }
            }
        }
        Ok(())
    }

    /// The deal, at the beginning of its pipeline where it is new; true then.
    fn deal(&mut self, incoming: &mut Incoming<'_>, draft: &Draft) -> Result<bool, Stop> {
        let Some((head, deal)) = draft.origin.deal.as_ref().zip(draft.deal.as_ref()) else { return Ok(false) };
        let mut values = head.values(deal);
        values.insert("owner".to_owned(), incoming.desk.me.json());
        let new = incoming.bring_unless_same(Kind::Opportunity, head.id, (&deal.code, &head.title), &values)?;
        self.deals += usize::from(new);
        Ok(new)
    }

    /// Contacts have no code: they are the same where one of their name works for the same customer.
    fn contact(&mut self, incoming: &mut Incoming<'_>, contact: &ContactHead) -> Result<(), Stop> {
        let ws = &incoming.desk.ws;
        let mut here = ws.record(Kind::Contact, contact.id)?.map(|record| record.id);
        let employer = contact.job.as_ref().and_then(|job| incoming.here(job.account));
        if let (None, Some(account)) = (here, employer) {
            for job in ws.belonging(Kind::Employment, "account", account)? {
                let person = job.id_of("contact").map(|id| ws.record(Kind::Contact, id)).transpose()?.flatten();
                let named = person.filter(|person| person.title().trim() == contact.name.trim());
                here = here.or(named.filter(|_| job.str("to").is_empty()).map(|person| person.id));
            }
        }
        if let Some(here) = here {
            incoming.is(contact.id, here);
            return Ok(());
        }
        incoming.bring(Kind::Contact, contact.id, "", &contact.values())?;
        if let Some(job) = &contact.job {
            incoming.bring(Kind::Employment, new_id(), "", &job.values(contact.id))?;
        }
        self.people += 1;
        Ok(())
    }

    /// Colleagues are the same where they have the same name, or log in under it.
    fn colleague(&mut self, incoming: &mut Incoming<'_>, colleague: &Colleague) -> Result<(), Stop> {
        let all = ListQuery { kind: Kind::User, filter: Query::words(""), of: None, offset: 0, limit: usize::MAX >> 1 };
        let users = incoming.desk.ws.list(&all)?.rows;
        let by = |fits: &dyn Fn(&Record) -> bool| users.iter().find(|user| fits(user)).map(|user| user.id);
        let same = incoming.desk.ws.record(Kind::User, colleague.id)?.map(|user| user.id);
        let same = same.or_else(|| by(&|user| user.title() == colleague.name));
        if let Some(here) = same.or_else(|| by(&|user| user.str("login") == colleague.name)) {
            incoming.is(colleague.id, here);
            return Ok(());
        }
        incoming.bring(Kind::User, colleague.id, "", &colleague.values())?;
        self.people += 1;
        Ok(())
    }

    /// Needs come to the deal that they belong to, in their order among the key needs where that deal is new.
    fn needs(&mut self, incoming: &mut Incoming<'_>, draft: &Draft, deal_is_new: bool) -> Result<(), Stop> {
        let mut missing = Vec::new();
        for needed in &draft.needs {
            if let Some(here) = incoming.same(Kind::Need, needed.id, &needed.code, &needed.need.title)? {
                incoming.is(needed.id, here);
            } else if draft.origin.deal.is_some() && incoming.here(needed.need.opportunity).is_some() {
                // One may be derived from another that stands further down.
                incoming.is(needed.id, needed.id);
                missing.push(needed);
            }
        }
        let mut ranks: Vec<i64> = missing.iter().filter_map(|needed| needed.need.rank).collect();
        ranks.sort_unstable();
        for needed in missing {
            let mut need = needed.need.clone();
            let rank = need.rank.and_then(|rank| ranks.iter().position(|held| *held == rank));
            need.rank = rank.filter(|_| deal_is_new).and_then(|at| i64::try_from(at + 1).ok());
            incoming.bring(Kind::Need, needed.id, &needed.code, &need)?;
            self.needs += 1;
        }
        Ok(())
    }

    /// An agreement beneath comes in as far as the one above it knows it: its head, its terms and its targets. One that
    /// an older file only names is left out. In an act that must hold the gates it is a draft.
    pub(super) fn beneath(
        &mut self,
        incoming: &mut Incoming<'_>,
        draft: &Draft,
        support: &Support,
        settled: bool,
    ) -> Result<(), Stop> {
        let Some(known) = draft.origin.beneath.iter().find(|known| Some(known.agreement) == support.id) else {
            incoming.loose += 1;
            return Ok(());
        };
        let head = known.agreement_values(support, draft.agreement.id);
        incoming.bring(Kind::Agreement, known.agreement, &support.code, &head)?;
        let mut terms: Values = known.version_values(support);
        if !settled {
            terms.insert("state".to_owned(), STATES[0].into());
        }
        incoming.bring(Kind::AgreementVersion, known.version, "", &terms)?;
        for (id, target) in known.targets.iter().zip(&support.targets) {
            incoming.bring(Kind::Target, *id, "", target)?;
        }
        self.beneath += 1;
        Ok(())
    }
}
