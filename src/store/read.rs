//! Reading records of any kind: lists, choices, one record with all that hangs on it.

use std::collections::HashMap;

use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params, params_from_iter};
use serde_json::Value;

use super::journal;
use super::query::{Condition, Here, Scene};
use super::request::{Depth, Labels, Link, ListQuery, Page, Sheet};
use super::schema::{blob, key_at, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::funnel::query::{Query, Test};
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record, Type, Values};

/// Children shown with their owner, per kind; a sheet tells how many more there are.
const CHILDREN: usize = 1000;

/// Newest codes first for what counts by year, by name otherwise.
pub(super) fn order(kind: Kind) -> String {
    let spec = kind.spec();
    match (spec.yearly, spec.name) {
        (true, _) => "t.code DESC".to_owned(),
        (_, "need" | "gap") => "t.code".to_owned(),
        _ => format!("t.\"{}\", t.id", spec.title),
    }
}

/// All that can be read of a record as one line, for filtering.
fn searchable(kind: Kind) -> String {
    let spec = kind.spec();
    let code = (!spec.prefix.is_empty()).then(|| "t.code".to_owned());
    let fields = spec.fields.iter().filter(|field| field.is_words()).map(|f| format!("t.\"{}\"", f.name));
    // One call: a chain of `||` is deeper than expressions may be.
    let all: Vec<String> = code.into_iter().chain(fields).collect();
    if all.is_empty() { "''".to_owned() } else { format!("concat_ws(' ', {})", all.join(", ")) }
}

/// What a query asks of the rows of a list; opportunities are asked as on the board.
fn condition(kind: Kind, query: &Query, here: &Here) -> Condition {
    let scene = Scene { alias: "t", searched: &searchable(kind), here };
    // These kinds have none of the fields of an opportunity.
    let words = query.terms.iter().filter(|term| matches!(term.test, Test::Words(_))).cloned().collect();
    scene.condition(&Query { terms: words })
}

/// The column by which people know a record, where it is words.
fn title_column(kind: Kind) -> Option<&'static str> {
    let spec = kind.spec();
    let field = spec.field(spec.title)?;
    matches!(field.ty, Type::Text(_) | Type::Long | Type::Choice(_)).then_some(field.name)
}

/// Code and title of a kind as they are selected, empty where it has none.
fn words_of(kind: Kind) -> [String; 2] {
    let code = if kind.spec().prefix.is_empty() { "''" } else { "t.code" };
    [code.to_owned(), title_column(kind).map_or_else(|| "''".to_owned(), |title| format!("t.\"{title}\""))]
}

/// A window of a list under a WHERE clause.
pub(super) fn page_sql(kind: Kind, filter: &str, order: &str) -> String {
    format!("SELECT {} FROM {} t{filter} ORDER BY {order} LIMIT ? OFFSET ?", select_list(kind), kind.name())
}

impl Workspace {
    /// A window of a list.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self, query: &ListQuery) -> rusqlite::Result<Page> {
        if query.kind == Kind::Opportunity {
            return self.deals(query, Sort::Manual, Depth::Whole);
        }
        let kind = query.kind;
        let Some((filter, mut bound)) = self.rows_of(query) else { return Ok(Page::default()) };
        let name = kind.name();
        let total: i64 = self
            .conn
            .prepare_cached(&format!("SELECT count(*) FROM {name} t{filter}"))?
            .query_row(params_from_iter(bound.clone()), |row| row.get(0))?;
        bound.extend([Sql::Integer(query.limit as i64), Sql::Integer(query.offset as i64)]);
        let sql = page_sql(kind, &filter, &order(kind));
        let rows = self
            .conn
            .prepare_cached(&sql)?
            .query_map(params_from_iter(bound), |row| read_record(kind, row, 0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut beside = HashMap::new();
        for row in &rows {
            beside.extend(self.companion_of(row)?.map(|other| (row.id, other)));
        }
        let labels = self.labels(rows.iter().chain(beside.values()))?;
        Ok(Page { rows, beside, labels, offset: query.offset, total: total as usize, partial: false })
    }

    /// What stands beside a record in a list: the newest version of an agreement, where somebody works or worked last.
    fn companion_of(&self, record: &Record) -> rusqlite::Result<Option<Record>> {
        match record.kind.companion() {
            Some((Kind::AgreementVersion, _)) => self.newest_version(record.id),
            Some((kind, field)) => {
                let of_record = self.belonging(kind, field, record.id)?;
                Ok(of_record.into_iter().max_by_key(|one| (one.get("to").is_null(), one.str("from").to_owned())))
            }
            None => Ok(None),
        }
    }

    /// The WHERE clause of a list; none for a field that the kind has not.
    fn rows_of(&self, query: &ListQuery) -> Option<(String, Vec<Sql>)> {
        let kind = query.kind;
        let mut filter = " WHERE t.archived = 0".to_owned();
        let mut bound = Vec::new();
        if let Some((field, id)) = &query.of {
            filter = format!("{filter} AND t.\"{}\" = ?", kind.spec().field(field)?.name);
            bound.push(blob(*id));
        }
        let asked = condition(kind, &query.filter, &self.here());
        if !asked.sql.is_empty() {
            filter = format!("{filter} AND {}", asked.sql);
            bound.extend(asked.bound);
        }
        Some((filter, bound))
    }

    /// Ids of a window of a list.
    pub(super) fn ids_in_list(&self, query: &ListQuery) -> rusqlite::Result<Vec<Id>> {
        let Some((filter, mut bound)) = self.rows_of(query) else { return Ok(Vec::new()) };
        let (name, order) = (query.kind.name(), order(query.kind));
        let sql = format!("SELECT t.id FROM {name} t{filter} ORDER BY {order} LIMIT ? OFFSET ?");
        bound.extend([Sql::Integer(query.limit as i64), Sql::Integer(query.offset as i64)]);
        self.conn.prepare_cached(&sql)?.query_map(params_from_iter(bound), |row| key_at(row, 0))?.collect()
    }

    /// All records that hold `id` in `field`, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn belonging(&self, kind: Kind, field: &str, id: Id) -> rusqlite::Result<Vec<Record>> {
        self.held(kind, field, id, journal::ALL)
    }

    /// The currency of amounts that name none in these values and on what belongs to them: their own, or that of
    /// the account.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn currency_of(&self, values: &Values) -> rusqlite::Result<Option<Currency>> {
        let own = |values: &Values| values.get("ccy").and_then(Value::as_str).and_then(Currency::from_code);
        if let Some(ccy) = own(values) {
            return Ok(Some(ccy));
        }
        Ok(self.account_behind(values)?.and_then(|account| own(&account.values)))
    }

    /// The account that these values belong to, themselves or through their deal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn account_behind(&self, values: &Values) -> rusqlite::Result<Option<Record>> {
        let mut account = values.get("account").and_then(Id::of);
        if account.is_none()
            && let Some(deal) = values.get("opportunity").and_then(Id::of)
        {
            account = self.record(Kind::Opportunity, deal)?.and_then(|deal| deal.id_of("account"));
        }
        account.map_or(Ok(None), |account| self.record(Kind::Account, account))
    }

    fn held(&self, kind: Kind, field: &str, id: Id, limit: usize) -> rusqlite::Result<Vec<Record>> {
        let Some(field) = kind.spec().field(field) else { return Ok(Vec::new()) };
        let sql = format!(
            "SELECT {} FROM {} t WHERE t.archived = 0 AND t.\"{}\" = ?1 ORDER BY t.id LIMIT ?2",
            select_list(kind),
            kind.name(),
            field.name
        );
        self.conn
            .prepare_cached(&sql)?
            .query_map(params![blob(id), limit as i64], |row| read_record(kind, row, 0))?
            .collect()
    }

    /// Names of everything these records link to.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn labels<'a>(&self, records: impl Iterator<Item = &'a Record>) -> rusqlite::Result<Labels> {
        let mut labels = Labels::new();
        for record in records {
            for field in record.kind.spec().fields {
                let links = match field.ty {
                    Type::Link(kind) | Type::Links(kind) => {
                        Id::all(record.get(field.name)).map(|id| (kind, id)).collect()
                    }
                    Type::Rows(table) => table.links(record.get(field.name)),
                    _ => continue,
                };
                for (kind, id) in links {
                    self.label(kind, id, &mut labels)?;
                }
            }
        }
        Ok(labels)
    }

    pub(super) fn label(&self, kind: Kind, id: Id, labels: &mut Labels) -> rusqlite::Result<()> {
        if labels.contains_key(&id) {
            return Ok(());
        }
        let title: Option<String> = match title_column(kind) {
            Some(title) => self
                .conn
                .prepare_cached(&format!("SELECT \"{title}\" FROM {} WHERE id = ?1", kind.name()))?
                .query_row([blob(id)], |row| row.get(0))
                .optional()?
                .flatten(),
            None => None,
        };
        labels.insert(id, title.unwrap_or_default());
        Ok(())
    }

    /// What a record of this kind can be linked to, by words of code or title.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn choices(&self, kind: Kind, filter: &str, limit: usize) -> rusqlite::Result<Vec<Link>> {
        self.choices_of(kind, filter, None, limit)
    }

    /// All whose title this is from end to end, whatever its case: those that are archived, or those that are not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn titled(&self, kind: Kind, title: &str, archived: bool) -> rusqlite::Result<Vec<Link>> {
        let [code, shown] = words_of(kind);
        let sql = format!(
            "SELECT t.id, {code}, {shown} FROM {} t WHERE t.archived = {} AND canvass_is(?1, {shown}) ORDER BY {}",
            kind.name(),
            u8::from(archived),
            order(kind),
        );
        self.found(kind, &sql, vec![super::fold(title).into()])
    }

    /// The one with a code that ends so: people leave out its leading parts, “0012” is OPP-2026-0012.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn coded(&self, kind: Kind, tail: &str) -> rusqlite::Result<Vec<Link>> {
        let [code, title] = words_of(kind);
        let sql = format!(
            "SELECT t.id, {code}, {title} FROM {} t
             WHERE t.archived = 0 AND substr({code}, -length(?1)) = ?1 ORDER BY {}",
            kind.name(),
            order(kind),
        );
        self.found(kind, &sql, vec![format!("-{}", tail.to_uppercase()).into()])
    }

    /// The same; of people, those who work now for this account, or for the account of this opportunity, come first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn choices_of(
        &self,
        kind: Kind,
        filter: &str,
        of: Option<(Kind, Id)>,
        limit: usize,
    ) -> rusqlite::Result<Vec<Link>> {
        let [code, title] = words_of(kind);
        let (customer, of) = match of.filter(|_| kind == Kind::Contact) {
            Some((Kind::Account, id)) => ("?3", Some(id)),
            Some((Kind::Opportunity, id)) => ("(SELECT account FROM opportunity WHERE id = ?3)", Some(id)),
            _ => ("", None),
        };
        let nearest = of.map_or_else(String::new, |_| {
            format!(
                "NOT EXISTS (SELECT 1 FROM employment e WHERE e.contact = t.id AND e.account = {customer}
                 AND e.\"to\" IS NULL AND e.archived = 0), "
            )
        });
        let sql = format!(
            "SELECT t.id, {code}, {title} FROM {} t WHERE t.archived = 0
             AND (?1 = '' OR canvass_has(?1, concat_ws(' ', {code}, {title}))) ORDER BY {nearest}{} LIMIT ?2",
            kind.name(),
            order(kind),
        );
        let mut values = vec![Sql::from(super::fold(filter)), Sql::from(limit as i64)];
        values.extend(of.map(blob));
        self.found(kind, &sql, values)
    }

    /// What a query finds that selects id, code and title.
    fn found(&self, kind: Kind, sql: &str, values: Vec<Sql>) -> rusqlite::Result<Vec<Link>> {
        self.conn
            .prepare_cached(sql)?
            .query_map(params_from_iter(values), |row| {
                Ok(Link {
                    kind,
                    id: key_at(row, 0)?,
                    code: row.get(1)?,
                    title: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                    by: "",
                })
            })?
            .collect()
    }

    /// The record with this code, whatever its case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn by_code(&self, code: &str) -> rusqlite::Result<Option<(Kind, Id)>> {
        let code = code.trim().to_uppercase();
        for kind in Kind::ALL.into_iter().filter(|kind| !kind.spec().prefix.is_empty()) {
            if !code.starts_with(kind.spec().prefix) {
                continue;
            }
            let found = self
                .conn
                .prepare_cached(&format!("SELECT id FROM {} WHERE code = ?1", kind.name()))?
                .query_row([&code], |row| key_at(row, 0))
                .optional()?;
            if let Some(id) = found {
                return Ok(Some((kind, id)));
            }
        }
        Ok(None)
    }

    /// One record with its children and its place in the thread.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sheet(&self, kind: Kind, id: Id) -> rusqlite::Result<Option<Sheet>> {
        let Some(record) = self.record(kind, id)? else { return Ok(None) };
        let mut children = Vec::new();
        let mut unshown = Vec::new();
        for (child, field) in kind.children().chain(kind.guests().iter().copied()) {
            let rows = self.held(child, field, id, CHILDREN)?;
            if rows.len() == CHILDREN {
                let query = ListQuery {
                    kind: child,
                    filter: Query::default(),
                    of: Some((field.to_owned(), id)),
                    offset: 0,
                    limit: 0,
                };
                let total = self.list(&query)?.total;
                unshown.extend((total > CHILDREN).then(|| (child, total - CHILDREN)));
            }
            children.push((child, rows));
        }
        let labels = self.labels(std::iter::once(&record).chain(children.iter().flat_map(|(_, rows)| rows)))?;
        let (up, down) = self.thread(&record)?;
        let Some(link) = self.link(kind, id)? else { return Ok(None) };
        let ccy = self.currency_of(&record.values)?;
        let tz = self.account_behind(&record.values)?.map(|account| account.str("tz").to_owned());
        Ok(Some(Sheet { record, link, labels, children, unshown, ccy, tz, up, down }))
    }
}
