//! How SQLite goes about what the screens read most: through indexes, in their order, never through the whole file.

use rusqlite::Connection;

use super::board::{Way, window_sql};
use super::log::{heads_sql, history_sql};
use super::read::page_sql;
use crate::domain::kinds::Kind;

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

#[test]
fn board_windows_come_in_order_from_the_index() {
    let conn = workspace();
    for way in [Way::Up, Way::Down] {
        for from in [None, Some(true), Some(false)] {
            for filtered in [false, true] {
                let sql = window_sql(way, from, filtered);
                let plan = plan(&conn, &sql);
                assert!(plan[0].starts_with("SEARCH o USING INDEX opportunity_by_rank"), "{sql}\n{plan:#?}");
                assert!(from.is_none() || plan[0].contains("(rank,id)"), "the key is found, not searched: {plan:#?}");
                assert!(plan.iter().all(|line| line.starts_with("SEARCH")), "{sql}\n{plan:#?}");
            }
        }
    }
}

#[test]
fn list_pages_come_in_order_from_an_index() {
    let conn = workspace();
    for kind in [
        Kind::Account,
        Kind::Contact,
        Kind::Competitor,
        Kind::Opportunity,
        Kind::Interview,
        Kind::Need,
        Kind::Gap,
        Kind::Agreement,
    ] {
        let plan = plan(&conn, &page_sql(kind, " WHERE t.archived = 0"));
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
