//! How SQLite goes about what the screens read most: through indexes, in their order, never through the whole file.

use rusqlite::Connection;

use super::board;
use super::board::{Way, window_sql};
use super::lanes::{Order, STAGE, totals_sql};
use super::log::{heads_sql, history_sql};
use super::query::Here;
use super::read::{order, page_sql};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::query::{Asker, FIELDS, Query};
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::Id;
use crate::text::Lang;

fn plan(conn: &Connection, sql: &str) -> Vec<String> {
    let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut rows = explain.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        lines.push(row.get(3).unwrap());
    }
    lines
}

fn workspace() -> Connection {
    let conn = super::replay::blank().unwrap();
    super::add_functions(&conn).unwrap();
    conn
}

fn here() -> Here {
    Here { pipelines: Pipelines::default(), today: chrono::NaiveDate::default(), ahead: 0 }
}

/// Nothing, words, and each field that can be asked for, alone and denied.
fn queries() -> Vec<Query> {
    let pipelines = Pipelines::default();
    let asker = Asker {
        pipelines: &pipelines,
        lang: Lang::En,
        today: chrono::NaiveDate::default() + chrono::TimeDelta::days(20_000),
        currency: Currency::CNY,
        me: Some(Id::default()),
        people: &[],
        tags: &[],
    };
    let asked = FIELDS.iter().flat_map(|field| {
        let example = field.example(Lang::En);
        [example.clone(), format!("-{example}")]
    });
    let texts =
        ["", "words", "\"two words\"", "-words", "next:none", "account:a,b tag:c owner:me -d e"].map(ToOwned::to_owned);
    texts.into_iter().chain(asked).map(|text| Query::read(&text, &asker).unwrap()).collect()
}

/// Customers are searched once for all cards, not for each; what touched a deal is found through its own records.
fn beside(line: &str) -> bool {
    let step =
        ["LIST SUBQUERY", "CREATE BLOOM FILTER", "CORRELATED SCALAR SUBQUERY", "CO-ROUTINE", "SCAN CONSTANT ROW"];
    let of_the_deal =
        ["activity", "interview", "chg", "act", "agreement", "v"].map(|table| format!("SEARCH {table} USING "));
    line == "SCAN account"
        || line == "SCAN age"
        || step.iter().any(|step| line.starts_with(step))
        || of_the_deal.iter().any(|search| line.starts_with(search.as_str()))
}

#[test]
fn totals_of_a_column_look_at_its_cards_only() {
    let conn = workspace();
    for query in queries().into_iter().filter(|query| !query.is_empty()) {
        let sql = totals_sql(STAGE, &board::condition(&query, &here()).sql, false);
        let plan = plan(&conn, &sql);
        assert!(
            plan[0].starts_with("SEARCH o USING INDEX opportunity_by_")
                && plan[0].ends_with("(stage=? AND archived=?)"),
            "{sql}\n{plan:#?}"
        );
    }
}

#[test]
fn board_windows_come_in_order_from_the_index() {
    let conn = workspace();
    for way in [Way::Up, Way::Down] {
        for from in [None, Some(true), Some(false)] {
            for query in queries() {
                let filter = board::condition(&query, &here()).sql;
                for sort in Sort::ALL {
                    let sql = window_sql(STAGE, Order(sort), way, from, &filter);
                    let plan: Vec<String> = plan(&conn, &sql).into_iter().filter(|line| !beside(line)).collect();
                    let (index, key) = match sort {
                        Sort::Manual => ("rank", "(rank,id)"),
                        Sort::Title => ("title", "(title,id)"),
                        Sort::Next => ("next_step", "AND <expr>"),
                        Sort::Amount => ("worth", "AND <expr>"),
                        Sort::Age => ("age", "AND <expr>"),
                        Sort::Close => ("closing", "AND <expr>"),
                    };
                    let index = format!("SEARCH o USING INDEX opportunity_by_{index} ");
                    assert!(plan[0].starts_with(&index), "{sql}\n{plan:#?}");
                    assert!(from.is_none() || plan[0].contains(key), "the key is found, not searched: {plan:#?}");
                    assert!(plan.iter().all(|line| line.starts_with("SEARCH")), "{sql}\n{plan:#?}");
                }
            }
        }
    }
}

#[test]
fn list_pages_come_in_order_from_an_index() {
    let conn = workspace();
    for kind in
        [Kind::Account, Kind::Contact, Kind::Competitor, Kind::Interview, Kind::Need, Kind::Gap, Kind::Agreement]
    {
        let plan = plan(&conn, &page_sql(kind, " WHERE t.archived = 0", &order(kind)));
        assert_eq!(plan.len(), 1, "{kind:?}: {plan:#?}");
        assert!(plan[0].starts_with("SEARCH t USING INDEX"), "{kind:?}: {plan:#?}");
    }
}

#[test]
fn the_journal_is_read_from_its_end_and_by_record() {
    let conn = workspace();
    let whole = plan(&conn, &heads_sql());
    assert!(!whole.iter().any(|line| line.contains("SCAN") || line.contains("TEMP B-TREE")), "{whole:#?}");
    for kind in Kind::ALL {
        let of = plan(&conn, &history_sql(kind));
        let own = |line: &String| line.contains("chg_by_entity") && line.contains("COVERING");
        assert!(of.iter().any(own), "{kind:?}: {of:#?}");
        // What is sorted are the entries of this record and its parts.
        assert!(!of.iter().any(|line| line.contains("SCAN") && !line.contains("CONSTANT ROW")), "{kind:?}: {of:#?}");
    }
}
