//! Where an agreement comes from, so that another workspace can take it in.

use std::collections::BTreeSet;

use super::request::Beneath;
use super::workspace::Workspace;
use crate::domain::agreement::origin::{self, Colleague, ContactHead, Customer, DealHead, Job, Origin, people_in};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

impl Workspace {
    /// Customer, deal, everybody whom the records `naming` link to, and the agreements beneath.
    pub(super) fn origin<'a>(
        &self,
        agreement: &Record,
        naming: impl Iterator<Item = &'a Record>,
        supports: &[Beneath],
    ) -> rusqlite::Result<Origin> {
        let deal = self.each(Kind::Opportunity, agreement.id_of("opportunity"))?.pop();
        let customer = self.account_behind(&agreement.values)?.map(|account| account.id);
        let mut accounts: BTreeSet<Id> = customer.into_iter().collect();
        accounts.extend(deal.as_ref().and_then(|deal| deal.id_of("account")));
        let (mut contacts, mut colleagues) = (BTreeSet::new(), BTreeSet::new());
        for (kind, id) in naming.flat_map(|record| people_in(record.kind, &record.values)) {
            if kind == Kind::Contact {
                contacts.insert(id)
            } else {
                colleagues.insert(id)
            };
        }
        let mut known = Vec::new();
        for contact in self.each(Kind::Contact, contacts)? {
            let jobs = self.belonging(Kind::Employment, "contact", contact.id)?;
            let open =
                |job: &&Record| job.str("to").is_empty() && (customer.is_none() || job.id_of("account") == customer);
            let job = jobs.iter().find(open).filter(|_| !contact.archived).and_then(job_of);
            accounts.extend(job.as_ref().map(|job| job.account));
            known.push(ContactHead { id: contact.id, name: contact.title().to_owned(), job });
        }
        let colleagues = self.each(Kind::User, colleagues)?;
        let colleagues = colleagues.iter().map(|user| Colleague { id: user.id, name: user.title().to_owned() });
        Ok(Origin {
            customers: self.each(Kind::Account, accounts)?.iter().map(customer_of).collect(),
            deal: deal.as_ref().and_then(head_of),
            contacts: known,
            colleagues: colleagues.collect(),
            beneath: supports.iter().filter_map(beneath).collect(),
        })
    }
}

fn customer_of(account: &Record) -> Customer {
    let text = |field: &str| account.str(field).to_owned();
    Customer {
        id: account.id,
        code: account.code.clone(),
        name: text("name"),
        short_name: Some(text("short_name")).filter(|name| !name.is_empty()),
        kind: text("kind"),
        tz: text("tz"),
        locale: text("locale"),
        ccy: text("ccy"),
    }
}

fn head_of(deal: &Record) -> Option<DealHead> {
    let account = deal.id_of("account")?;
    Some(DealHead { id: deal.id, title: deal.title().to_owned(), kind: deal.str("kind").to_owned(), account })
}

fn job_of(job: &Record) -> Option<Job> {
    let account = job.id_of("account")?;
    Some(Job { account, title: job.title().to_owned(), from: job.str("from").to_owned() })
}

fn beneath(support: &Beneath) -> Option<origin::Beneath> {
    let version = support.version.as_ref()?;
    let languages = version.get("languages").as_array().into_iter().flatten();
    Some(origin::Beneath {
        agreement: support.agreement.id,
        version: version.id,
        number: version.str("number").to_owned(),
        languages: languages.filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
        governing_language: version.str("governing_language").to_owned(),
        targets: support.targets.iter().map(|target| target.id).collect(),
    })
}
