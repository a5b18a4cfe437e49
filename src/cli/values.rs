//! `FIELD=VALUE` as people write it, read by the declarations: the same bridge as in the forms, and links by code or name.

use serde_json::{Value, json};

use super::desk::{Desk, Job};
use super::stop::Stop;
use crate::domain::agreement::new::{Customer, Ground, NewDraft};
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Entry, Field, Id, Need, Type, Values};
use crate::domain::wording::{self, Reading};
use crate::store::request::Failure;
use crate::text::Msg;

/// A field and what was written for it.
pub type Pair<'a> = (&'static Field, &'a str);

/// What was read for one field, with the unit of a figure; or what is wrong with it.
type ReadOne = Result<(Value, Option<wording::Beside>), Msg>;

/// Splits the words of a command at their first `=`.
pub fn split<'a>(words: &'a [String]) -> Result<Vec<(&'a str, &'a str)>, Stop> {
    let pair = |word: &'a String| {
        let (name, value) =
            word.split_once('=').ok_or_else(|| Stop::Usage(Msg::new("cli-no-equals").with("text", word.as_str())))?;
        Ok((name.trim(), value))
    };
    words.iter().map(pair).collect()
}

/// Says that there is no such field, and which there are.
pub fn no_field(kinds: &[Kind], name: &str) -> Msg {
    let fields = kinds.iter().flat_map(|kind| kind.spec().fields.iter().map(move |field| (kind, field)));
    let mut names: Vec<&str> = Vec::new();
    for (kind, field) in fields {
        let owner = *kind != kinds[0] && field.name == kind.spec().owner;
        if field.entry == Entry::Form && !owner && !names.contains(&field.name) {
            names.push(field.name);
        }
    }
    Msg::new("cli-field-unknown").with("field", name).with("fields", names.join(", "))
}

impl Job<'_> {
    /// The field of this name, or of this label in the language of the interface.
    pub fn field(&self, kind: Kind, name: &str) -> Option<&'static Field> {
        let spec = kind.spec();
        let typed = name.replace('-', "_").to_lowercase();
        let label = |field: &Field| self.text.field(spec.name, field.name).to_lowercase();
        let seen = || spec.fields.iter().filter(|field| field.entry != Entry::Hidden);
        seen().find(|field| field.name == typed).or_else(|| seen().find(|field| label(field) == name.to_lowercase()))
    }
}

impl Desk<'_> {
    /// Reads what was written for the fields of one record. `known` are its values so far, for their currency.
    pub fn read_values(&self, kind: Kind, pairs: &[Pair<'_>], known: &Values) -> Result<Values, Stop> {
        let mut values = Values::new();
        let mut faults = Vec::new();
        // Links first: an amount is read in the currency of the account. Figures last: they are read by their metric.
        let mut pairs: Vec<&Pair<'_>> = pairs.iter().collect();
        pairs.sort_by_key(|(field, _)| match field.ty {
            Type::Link(_) | Type::Links(_) | Type::Currency => 0,
            Type::Measure { .. } => 2,
            _ => 1,
        });
        for (field, raw) in pairs {
            let mut all = known.clone();
            all.extend(values.clone());
            match self.read_value(field, raw, &all)? {
                Ok((value, beside)) => {
                    values.insert(field.name.to_owned(), value);
                    values.extend(beside.map(|(name, value)| (name.to_owned(), value)));
                }
                Err(msg) => faults.push((field.name.to_owned(), msg)),
            }
        }
        if faults.is_empty() {
            return Ok(values);
        }
        Err(Failure::Invalid { kind, id: Id::default(), faults }.into())
    }

    /// One value, with the unit that was written beside a figure.
    fn read_value(&self, field: &Field, raw: &str, known: &Values) -> Result<ReadOne, Stop> {
        let alone = |read: Result<Value, Msg>| read.map(|value| (value, None));
        let how = self.reading(self.currency(field, known)?);
        if raw.trim().is_empty() && !matches!(field.ty, Type::Measure { .. }) {
            return Ok(Ok((Value::Null, None)));
        }
        let link = |kind: Kind, name: &str| -> Result<Result<Value, Msg>, Stop> {
            if kind == Kind::User && matches!(name.trim(), "me" | "我" | "я") {
                return Ok(Ok(self.me.json()));
            }
            match self.find_id(kind, name) {
                Ok(id) => Ok(Ok(id.json())),
                Err(Stop::Refused(msg)) => Ok(Err(msg)),
                Err(other) => Err(other),
            }
        };
        match field.ty {
            Type::Link(kind) => Ok(alone(link(kind, raw)?)),
            Type::Links(kind) => {
                let mut ids = Vec::new();
                for name in raw.split([',', '，', ';', '；', '、']).filter(|name| !name.trim().is_empty()) {
                    match link(kind, name)? {
                        Ok(id) => ids.push(id),
                        Err(msg) => return Ok(Err(msg)),
                    }
                }
                Ok(alone(Ok(Value::Array(ids))))
            }
            Type::Rows(table) => {
                let found = |kind: Kind, name: &str| match link(kind, name) {
                    Ok(answer) => answer,
                    Err(_) => Err(Msg::new("cli-failed").with("reason", name)),
                };
                Ok(alone(wording::rows::read(table, raw, &found, &how)))
            }
            _ => Ok(wording::read_of(field, raw, known, &how)),
        }
    }

    fn reading(&self, currency: Currency) -> Reading<'_> {
        let job = self.job;
        Reading { text: &job.text, today: job.today(), tz: job.tz, currency }
    }

    /// The currency of an amount that names none: of the amount that stands there, of the record, of its account, or
    /// the configured one.
    fn currency(&self, field: &Field, values: &Values) -> Result<Currency, Stop> {
        if !matches!(field.ty, Type::Money | Type::Rows(_)) {
            return Ok(self.job.config.currency);
        }
        if let Some(money) = values.get(field.name).and_then(wording::money_of) {
            return Ok(money.ccy);
        }
        Ok(self.ws.currency_of(values)?.unwrap_or(self.job.config.currency))
    }

    /// What a new record holds before anybody says otherwise: the usual owner, today, the account of the deal.
    pub fn presets(&self, kind: Kind, values: &mut Values) -> Result<(), Stop> {
        let mut preset = |field: &str, value: Value| {
            if kind.spec().field(field).is_some() && !values.contains_key(field) && !value.is_null() {
                values.insert(field.to_owned(), value);
            }
        };
        for zone in kind.spec().fields.iter().filter(|field| field.ty == Type::Zone && field.need == Need::Always) {
            preset(zone.name, json!(self.job.tz.name()));
        }
        let me = self.me.json();
        let lang = self.job.text.lang().tag();
        match kind {
            Kind::Account => {
                preset("owner", me);
                preset("ccy", json!(self.job.config.currency.code()));
                preset("locale", json!(lang));
            }
            Kind::Opportunity => preset("owner", me),
            Kind::Activity => {
                preset("at", wording::instant_value(self.job.now()));
                preset("users", json!([me]));
            }
            Kind::Interview => {
                preset("interviewers", json!([me]));
            }
            Kind::Employment => preset("from", json!(self.job.today().to_string())),
            _ => {}
        }
        let deal = values.get("opportunity").and_then(Id::of);
        if let Some(deal) = deal
            && kind.spec().field("account").is_some()
            && !values.contains_key("account")
            && let Some(account) = self.ws.record(Kind::Opportunity, deal)?.and_then(|deal| deal.id_of("account"))
        {
            values.insert("account".to_owned(), account.json());
        }
        Ok(())
    }

    /// A new agreement and its first version: what was written, and for the rest what the deal, its customer and the
    /// configuration say.
    pub fn new_draft(&self, agreement: Values, version: Values) -> Result<NewDraft, Stop> {
        let job = self.job;
        let deal = match agreement.get("opportunity").and_then(Id::of) {
            Some(deal) => self.ws.record(Kind::Opportunity, deal)?,
            None => None,
        };
        let account = self.ws.account_behind(&agreement)?;
        let customer = account.as_ref().map(|account| Customer {
            account: account.id,
            name: account.title(),
            tz: account.str("tz"),
        });
        let ground = Ground {
            deal: deal.as_ref(),
            customer,
            company: job.config.company.as_deref(),
            ccy: self.ws.currency_of(&agreement)?.unwrap_or(job.config.currency),
            author: self.me,
            tz: job.tz.name(),
            language: job.text.lang(),
            start: job.today(),
        };
        Ok(NewDraft::begin(&ground, agreement, version))
    }
}
