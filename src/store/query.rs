//! A query of the funnel as SQL conditions; every value is a parameter, never part of the text.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;

use super::fold;
use super::schema::blob;
use super::touch;
use super::workspace::Workspace;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::query::{Field, Holds, Op, Person, Query, Test};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::Type;

/// Records in which tags are looked for, newest first; tags that nobody gave for so long need not be offered.
const TAGGED: usize = 5_000;

/// A condition and the values of its parameters, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Condition {
    pub sql: String,
    pub bound: Vec<Sql>,
}

/// Where a query is asked: what the opportunity is called there, and the expression its words are searched in.
pub(super) struct Scene<'s> {
    pub alias: &'s str,
    pub searched: &'s str,
    pub here: &'s Here,
}

/// The funnel, and the day where the user is.
#[derive(Clone)]
pub(super) struct Here {
    pub pipelines: Pipelines,
    pub today: NaiveDate,
    /// Seconds by which the clock is ahead of UTC.
    pub ahead: i64,
}

impl Scene<'_> {
    /// All terms of the query as one condition; empty for an empty query.
    pub fn condition(&self, query: &Query) -> Condition {
        let mut parts = Vec::new();
        // Plain words are looked for together: the text is put together and folded once.
        let mut words = String::new();
        for term in &query.terms {
            match &term.test {
                Test::Words(text) if !term.not && !text.contains(char::is_whitespace) => {
                    words.push_str(text);
                    words.push(' ');
                }
                test => parts.push(self.test(test, term.not)),
            }
        }
        let words = fold(&words);
        if !words.is_empty() {
            // Last, because it is the dearest.
            parts.push(one(format!("canvass_begins(?, {})", self.searched), Sql::Text(words)));
        }
        joined(parts, " AND ").unwrap_or_default()
    }

    fn test(&self, test: &Test, not: bool) -> Condition {
        match test {
            // Where it is unknown which of two amounts is more, the opposite is not known either.
            Test::Money(field, op, amount) => self.money(field, if not { opposite(*op) } else { sign(*op) }, *amount),
            Test::Chance(_, op, bp) => self.chance(if not { opposite(*op) } else { sign(*op) }, *bp),
            Test::Words(text) => negated(one(format!("canvass_within(?, {})", self.searched), text_of(text)), not),
            Test::Empty(field) => {
                let column = self.column(field);
                bare(format!("{column} IS {}NULL", if not { "NOT " } else { "" }))
            }
            Test::People(field, ids) => among(&self.column(field), ids.iter().map(|id| blob(*id)).collect(), not),
            Test::Codes(field, states) if field.holds == Holds::Freshness => {
                let freshness = touch::freshness(self.alias, self.here);
                let states = states.iter().map(|state| Sql::Text(state.clone())).collect();
                let among = among(&freshness.sql, states, not);
                Condition { bound: freshness.bound.into_iter().chain(among.bound).collect(), ..among }
            }
            // As `status_on`: a pause that is over is over.
            Test::Codes(field, codes) if field.column == "status" => {
                let alias = self.alias;
                let status = format!(
                    "CASE WHEN +{alias}.status = 'on_hold' AND {alias}.hold_until < ? THEN 'open' ELSE {alias}.status END"
                );
                let codes = codes.iter().map(|code| Sql::Text(code.clone())).collect();
                let among = among(&status, codes, not);
                let today = Sql::Text(self.here.today.to_string());
                Condition { bound: std::iter::once(today).chain(among.bound).collect(), ..among }
            }
            Test::Codes(field, codes) => {
                let codes = codes.iter().map(|code| Sql::Text(code.clone())).collect();
                among(&self.column(field), codes, not)
            }
            Test::Text(field, texts) => negated(any(texts.iter().map(|text| self.within(field, text)).collect()), not),
            Test::Tags(field, tags) => {
                let column = self.column(field);
                let tag = |tag: &String| one(format!("canvass_listed(?, {column})"), text_of(tag));
                negated(any(tags.iter().map(tag).collect()), not)
            }
            Test::Date(field, op, date) => {
                let sql = format!("coalesce({} {} ?, 0)", self.column(field), sign(*op));
                negated(one(sql, Sql::Text(date.to_string())), not)
            }
        }
    }

    /// The column of a field. The unary plus keeps its index out of it: rows are to come in the order of their page.
    fn column(&self, field: &Field) -> String {
        let money = Kind::Opportunity.spec().field(field.column).is_some_and(|declared| declared.ty == Type::Money);
        let part = match (money, field.holds) {
            (true, Holds::Currency) => "_ccy",
            (true, _) => "_minor",
            _ => "",
        };
        format!("+{}.\"{}{part}\"", self.alias, field.column)
    }

    fn within(&self, field: &Field, text: &str) -> Condition {
        if field.column == "account" {
            // Accounts are far fewer than deals, so they are searched once.
            let named = "SELECT id FROM account WHERE canvass_within(?, concat_ws(' ', code, name, short_name))";
            return one(format!("{} IN ({named})", self.column(field)), text_of(text));
        }
        one(format!("canvass_within(?, {})", self.column(field)), text_of(text))
    }

    fn money(&self, field: &Field, sign: &str, amount: Money) -> Condition {
        let (alias, name) = (self.alias, field.column);
        Condition {
            sql: format!("coalesce(+{alias}.\"{name}_ccy\" = ? AND {alias}.\"{name}_minor\" {sign} ?, 0)"),
            bound: vec![Sql::Text(amount.ccy.code().to_owned()), Sql::Integer(amount.minor)],
        }
    }

    /// As [`Pipeline::probability_bp`]: the deal's own while it is open, else that of its stage.
    fn chance(&self, sign: &str, bp: i64) -> Condition {
        let alias = self.alias;
        let mut sql = format!("CASE +{alias}.stage");
        let mut bound = Vec::new();
        for stage in self.here.pipelines.stages() {
            let own = format!("coalesce({alias}.probability_bp, ?)");
            sql.push_str(" WHEN ? THEN ");
            sql.push_str(if stage.ty.is_open() { &own } else { "?" });
            bound.extend([Sql::Text(stage.code.clone()), Sql::Integer(stage.probability_bp)]);
        }
        bound.push(Sql::Integer(bp));
        Condition { sql: format!("{sql} ELSE 0 END {sign} ?"), bound }
    }
}

fn among(column: &str, values: Vec<Sql>, not: bool) -> Condition {
    let places = vec!["?"; values.len()].join(", ");
    negated(Condition { sql: format!("coalesce({column} IN ({places}), 0)"), bound: values }, not)
}

fn bare(sql: String) -> Condition {
    Condition { sql, bound: Vec::new() }
}

fn one(sql: String, value: Sql) -> Condition {
    Condition { sql, bound: vec![value] }
}

fn text_of(text: &str) -> Sql {
    Sql::Text(fold(text))
}

fn negated(condition: Condition, not: bool) -> Condition {
    if not { Condition { sql: format!("NOT {}", condition.sql), ..condition } } else { condition }
}

fn any(parts: Vec<Condition>) -> Condition {
    joined(parts, " OR ").unwrap_or_else(|| bare("0".to_owned()))
}

/// Joined in pairs: a long chain would be deeper than expressions may be.
fn joined(mut parts: Vec<Condition>, by: &str) -> Option<Condition> {
    while parts.len() > 1 {
        let mut pairs = Vec::with_capacity(parts.len().div_ceil(2));
        let mut rest = parts.into_iter();
        while let Some(first) = rest.next() {
            pairs.push(match rest.next() {
                Some(second) => Condition {
                    sql: format!("({}{by}{})", first.sql, second.sql),
                    bound: first.bound.into_iter().chain(second.bound).collect(),
                },
                None => first,
            });
        }
        parts = pairs;
    }
    parts.pop()
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Is => "=",
        Op::Less => "<",
        Op::Most => "<=",
        Op::More => ">",
        Op::Least => ">=",
    }
}

fn opposite(op: Op) -> &'static str {
    match op {
        Op::Is => "<>",
        Op::Less => ">=",
        Op::Most => ">",
        Op::More => "<=",
        Op::Least => "<",
    }
}

impl Workspace {
    pub(super) fn here(&self) -> Here {
        Here { pipelines: self.pipelines(), today: self.today(), ahead: self.ahead() }
    }

    /// Colleagues whom a query can name, by name; those who have left still own what they had.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> rusqlite::Result<Vec<Person>> {
        self.conn
            .prepare_cached("SELECT id, login, name FROM user ORDER BY archived, name, id")?
            .query_map([], |row| {
                Ok(Person { id: super::schema::key_at(row, 0)?, login: row.get(1)?, name: row.get(2)? })
            })?
            .collect()
    }

    /// Tags of opportunities, the most used first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tags(&self) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT tag.value FROM (SELECT tags FROM opportunity WHERE archived = 0 AND tags IS NOT NULL
                     ORDER BY code DESC LIMIT ?1) AS newest, json_each(newest.tags) AS tag
                   GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200";
        self.conn.prepare_cached(sql)?.query_map([TAGGED as i64], |row| row.get(0))?.collect()
    }
}
