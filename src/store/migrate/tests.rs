//! The tables follow the declarations, field by field, and the migrator holds against time and company.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::{Connection, params};

use super::*;
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Need, Type};

fn workspace() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    migrate(&mut conn, &WORKSPACE).unwrap();
    conn
}

/// The columns of a field: name, type and whether it may hold a text of any form.
fn columns(field: &Field) -> Vec<(String, &'static str, bool)> {
    let name = field.name;
    let one = |sql_type, text: bool| vec![(name.to_owned(), sql_type, text)];
    match field.ty {
        Type::Date | Type::Currency => one("TEXT", false),
        Type::Int(..)
        | Type::Measure { .. }
        | Type::Percent { .. }
        | Type::Length { .. }
        | Type::Flag
        | Type::Instant => one("INTEGER", false),
        Type::Link(_) => one("BLOB", false),
        Type::Money => vec![(format!("{name}_minor"), "INTEGER", false), (format!("{name}_ccy"), "TEXT", false)],
        _ => one("TEXT", true),
    }
}

/// What stands behind the type of a field's columns.
fn rest(field: &Field) -> String {
    let must = if field.need == Need::Always { " NOT NULL" } else { "" };
    let leads = match field.ty {
        Type::Link(kind) => format!(" REFERENCES \"{}\" (id) DEFERRABLE INITIALLY DEFERRED", kind.name()),
        _ => String::new(),
    };
    must.to_owned() + &leads
}

/// What the migration should say about a kind.
fn declared(kind: Kind) -> String {
    let spec = kind.spec();
    let mut lines = vec!["id BLOB PRIMARY KEY".to_owned()];
    if !spec.prefix.is_empty() {
        lines.push("code TEXT NOT NULL UNIQUE".to_owned());
    }
    lines.extend(
        [
            "revision INTEGER NOT NULL",
            "created_ms INTEGER NOT NULL",
            "created_by TEXT NOT NULL",
            "updated_ms INTEGER NOT NULL",
            "updated_by TEXT NOT NULL",
            "archived INTEGER NOT NULL DEFAULT 0",
        ]
        .map(str::to_owned),
    );
    let mut texts = Vec::new();
    for field in spec.fields {
        for (name, ty, text) in columns(field) {
            lines.push(format!("\"{name}\" {ty}{}", rest(field)));
            texts.extend(text.then(|| format!("\"{name}\"")));
        }
    }
    lines.push(format!("CHECK (instr(concat({}), char(0)) = 0)", texts.join(", ")));
    let mut sql = format!("CREATE TABLE \"{}\" (\n  {}\n) STRICT;\n", spec.name, lines.join(",\n  "));
    for field in spec.fields.iter().filter(|field| matches!(field.ty, Type::Link(_))) {
        let (table, name) = (spec.name, field.name);
        let _ = writeln!(sql, "CREATE INDEX {table}_by_{name} ON \"{table}\" (\"{name}\");");
    }
    sql
}

/// Prints the tables for a new migration: `cargo test --lib tables_as_declared -- --ignored --nocapture`.
#[test]
#[ignore = "prints SQL to paste into a migration"]
fn tables_as_declared() {
    for kind in Kind::ALL {
        println!("{}", declared(kind));
    }
}

/// Adding a field to a record means adding it to a migration too; this names the one that was forgotten.
#[test]
fn every_declared_field_has_its_column_and_no_column_is_left_over() {
    let conn = workspace();
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let spec = kind.spec();
        let mut found: BTreeMap<String, (String, bool)> = conn
            .prepare("SELECT name, type, \"notnull\" FROM pragma_table_info(?1)")
            .unwrap()
            .query_map([spec.name], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for meta in ["id", "revision", "created_ms", "created_by", "updated_ms", "updated_by", "archived"] {
            assert!(found.remove(meta).is_some(), "{}.{meta}", spec.name);
        }
        assert_eq!(found.remove("code").is_some(), !spec.prefix.is_empty(), "{}.code", spec.name);
        for field in spec.fields {
            let must = field.need == Need::Always;
            for (name, ty, text) in columns(field) {
                match found.remove(&name) {
                    None => {
                        let nul = format!(" CHECK (instr(\"{name}\", char(0)) = 0)");
                        let rest = rest(field) + if text { &nul } else { "" };
                        faults
                            .push(format!("missing: ALTER TABLE \"{}\" ADD COLUMN \"{name}\" {ty}{rest};", spec.name));
                    }
                    Some(is) if is != (ty.to_owned(), must) => {
                        faults.push(format!("{}.{name} is {is:?}, declared {ty} required {must}", spec.name));
                    }
                    Some(_) => {}
                }
            }
        }
        faults.extend(found.keys().map(|name| format!("{}.{name} is not declared any more", spec.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_points_at_its_kind_and_is_indexed() {
    let conn = workspace();
    for kind in Kind::ALL {
        let table = kind.name();
        let links: BTreeMap<String, String> = conn
            .prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")
            .unwrap()
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for field in kind.spec().fields {
            let Type::Link(to) = field.ty else { continue };
            assert_eq!(links.get(field.name).map(String::as_str), Some(to.name()), "{table}.{}", field.name);
            let plan: String = conn
                .query_row(
                    &format!("EXPLAIN QUERY PLAN SELECT * FROM \"{table}\" WHERE \"{}\" = x''", field.name),
                    [],
                    |r| r.get(3),
                )
                .unwrap();
            assert!(plan.starts_with("SEARCH"), "{table}.{}: {plan}", field.name);
        }
    }
}

#[test]
fn the_board_and_the_lists_read_in_order_without_sorting() {
    let conn = workspace();
    for sql in [
        "SELECT id FROM opportunity WHERE stage = 'LEAD' AND archived = 0 AND (rank, id) > (1, x'') ORDER BY rank, id LIMIT 20",
        "SELECT id FROM opportunity WHERE archived = 0 ORDER BY code DESC LIMIT 20",
        "SELECT id FROM account WHERE archived = 0 ORDER BY name, id LIMIT 20",
        "SELECT id FROM contact WHERE archived = 0 ORDER BY full_name, id LIMIT 20",
    ] {
        let plan: Vec<String> = conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(plan.iter().all(|step| step.starts_with("SEARCH")), "{sql}: {plan:?}");
    }
}

fn totals(conn: &Connection) -> Vec<(String, String, i64, i64)> {
    conn.prepare("SELECT stage, ccy, count, sum_minor FROM stage_total ORDER BY 1, 2")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// A row with every required column filled by something its checks accept.
fn insert(conn: &Connection, kind: Kind, id: u8, set: &[(&str, rusqlite::types::Value)]) -> rusqlite::Result<usize> {
    use rusqlite::types::Value as Sql;
    let mut row: BTreeMap<String, Sql> = BTreeMap::new();
    for name in ["revision", "created_ms", "updated_ms"] {
        row.insert(name.into(), Sql::Integer(1));
    }
    for name in ["created_by", "updated_by"] {
        row.insert(name.into(), Sql::Text("li".into()));
    }
    row.insert("id".into(), Sql::Blob(vec![id; 16]));
    if !kind.spec().prefix.is_empty() {
        row.insert("code".into(), Sql::Text(format!("{}-{id}", kind.spec().prefix)));
    }
    for field in kind.spec().fields.iter().filter(|field| field.need == Need::Always) {
        for (name, ty, _) in columns(field) {
            let value = match (ty, field.ty) {
                ("INTEGER", _) => Sql::Integer(1),
                ("BLOB", _) => Sql::Blob(vec![id; 16]),
                (_, Type::Date) => Sql::Text("2026-03-06".into()),
                (_, Type::Set(_) | Type::List | Type::Links(_)) => Sql::Text("[]".into()),
                _ => Sql::Text("CNY".into()),
            };
            row.insert(name, value);
        }
    }
    row.extend(set.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    let names = row.keys().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let marks = vec!["?"; row.len()].join(", ");
    let sql = format!("INSERT INTO \"{}\" ({names}) VALUES ({marks})", kind.name());
    conn.execute(&sql, rusqlite::params_from_iter(row.values()))
}

#[test]
fn totals_of_the_board_follow_every_way_a_card_can_change() {
    use rusqlite::types::Value as Sql;
    let conn = workspace();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    let card = |id: u8, stage: &str, minor: Option<i64>| {
        let mut set = vec![("stage", Sql::Text(stage.into()))];
        if let Some(minor) = minor {
            set.extend([("amount_minor", Sql::Integer(minor)), ("amount_ccy", Sql::Text("CNY".into()))]);
        }
        insert(&conn, Kind::Opportunity, id, &set).unwrap();
    };
    card(1, "LEAD", Some(1_000));
    card(2, "LEAD", Some(500));
    card(3, "LEAD", None);
    let row = |stage: &str, ccy: &str, count, sum| (stage.to_owned(), ccy.to_owned(), count, sum);
    assert_eq!(totals(&conn), [row("LEAD", "", 1, 0), row("LEAD", "CNY", 2, 1_500)]);
    conn.execute("UPDATE opportunity SET stage = 'QUALIFIED' WHERE code = 'OPP-1'", []).unwrap();
    conn.execute("UPDATE opportunity SET amount_minor = 70, amount_ccy = 'RUB' WHERE code = 'OPP-3'", []).unwrap();
    let after = [row("LEAD", "CNY", 1, 500), row("LEAD", "RUB", 1, 70), row("QUALIFIED", "CNY", 1, 1_000)];
    assert_eq!(totals(&conn), after);
    conn.execute("UPDATE opportunity SET archived = 1 WHERE code = 'OPP-3'", []).unwrap();
    conn.execute("DELETE FROM opportunity WHERE code IN ('OPP-2', 'OPP-3')", []).unwrap();
    assert_eq!(totals(&conn), [row("QUALIFIED", "CNY", 1, 1_000)]);
    conn.execute("UPDATE opportunity SET title = 'x', rank = 9", []).unwrap();
    assert_eq!(totals(&conn), [row("QUALIFIED", "CNY", 1, 1_000)]);
}

#[test]
fn tables_refuse_what_no_form_should_send() {
    use rusqlite::types::Value as Sql;
    let conn = workspace();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for kind in Kind::ALL {
        insert(&conn, kind, 1, &[]).unwrap_or_else(|e| panic!("{}: {e}", kind.name()));
    }
    let bad = |kind: Kind, name: &str, value: Sql| {
        assert!(insert(&conn, kind, 2, &[(name, value)]).is_err(), "{} {name}", kind.name());
    };
    for kind in Kind::ALL {
        let texts = kind.spec().fields.iter().flat_map(columns).filter(|(_, _, text)| *text);
        texts.for_each(|(name, ..)| bad(kind, &name, Sql::Text("a\0b".into())));
    }
    bad(Kind::Account, "name", Sql::Null);
    bad(Kind::Contact, "id", Sql::Null);
    bad(Kind::Opportunity, "rank", Sql::Text("high".into()));
    bad(Kind::User, "login", Sql::Text("CNY".into()));
}

#[test]
fn the_journal_cannot_be_rewritten_only_redacted_once() {
    let conn = workspace();
    conn.execute_batch(
        "INSERT INTO act (id, actor, device, dev_seq, origin, verb, wall_ms, app_version, schema_version, hash)
         VALUES (zeroblob(16), 'li', x'01', 1, 'tui', 'verb-edit', 1, '1', 1, x'00');
         INSERT INTO chg VALUES (1, 1, 'contact', zeroblob(16), 'upd', 'hobbies', '\"chess\"', '\"go\"', x'aa', 0);",
    )
    .unwrap();
    for sql in [
        "UPDATE act SET actor = 'wang'",
        "DELETE FROM act",
        "UPDATE chg SET after = '\"golf\"'",
        "DELETE FROM chg",
        "UPDATE chg SET redacted = 1, salt = x'', field = 'name'",
    ] {
        assert!(conn.execute(sql, []).is_err(), "{sql}");
    }
    let redact = "UPDATE chg SET redacted = 1, salt = x'', before = 'c0', after = 'c1'";
    assert_eq!(conn.execute(redact, []).unwrap(), 1);
    assert!(conn.execute(redact, []).is_err(), "once");
}

const RAISED: Format = Format {
    application_id: WORKSPACE.application_id,
    steps: &[Migration {
        version: SCHEMA + 1,
        min_reader: 1,
        min_writer: SCHEMA + 1,
        sql: "ALTER TABLE account ADD COLUMN fax TEXT;",
    }],
};

#[test]
fn a_further_step_raises_what_the_earlier_ones_made_and_keeps_its_identity() {
    let mut conn = workspace();
    let before = db_id(&conn).unwrap();
    migrate(&mut conn, &RAISED).unwrap();
    migrate(&mut conn, &RAISED).unwrap();
    assert_eq!(db_id(&conn).unwrap(), before);
    assert_eq!(state(&conn).unwrap().unwrap().schema_version, SCHEMA + 1);
    conn.execute("UPDATE account SET fax = ''", []).unwrap();
}

#[test]
fn a_file_of_the_first_version_is_raised_with_what_stands_in_it() {
    let first = Format { application_id: WORKSPACE.application_id, steps: &WORKSPACE.steps[..1] };
    let mut conn = Connection::open_in_memory().unwrap();
    migrate(&mut conn, &first).unwrap();
    let old = "INSERT INTO user (id, revision, created_ms, created_by, updated_ms, updated_by, login, name, role, tz)
               VALUES (zeroblob(16), 1, 1, 'li', 1, 'li', 'li', 'li', 'consultant', 'UTC')";
    conn.execute(old, []).unwrap();
    migrate(&mut conn, &WORKSPACE).unwrap();
    let state = state(&conn).unwrap().unwrap();
    let newest = WORKSPACE.steps.last().map(|step| step.min_writer);
    assert_eq!((state.schema_version, Some(state.min_writer)), (SCHEMA, newest));
    let kept: i64 = conn.query_row("SELECT count(*) FROM user WHERE login = 'li'", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
}

/// What SQLite knows of all tables, apart from their conditions.
fn known(conn: &Connection) -> Vec<String> {
    let mut all = Vec::new();
    for what in [
        "SELECT t.name, x.* FROM sqlite_schema t, pragma_table_xinfo(t.name) x WHERE t.type = 'table'",
        "SELECT t.name, x.* FROM sqlite_schema t, pragma_foreign_key_list(t.name) x WHERE t.type = 'table'",
        "SELECT t.name, l.name, l.\"unique\", l.origin, l.partial, x.* FROM sqlite_schema t, pragma_index_list(t.name) l, \
         pragma_index_xinfo(l.name) x WHERE t.type = 'table' AND l.name IN (SELECT name FROM kept)",
        "SELECT name, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'",
    ] {
        let mut read = conn.prepare(what).unwrap();
        let width = read.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..width).map(|at| row.get::<_, rusqlite::types::Value>(at)).collect();
        let rows = read.query_map([], row).unwrap().map(|row: rusqlite::Result<Vec<_>>| format!("{:?}", row.unwrap()));
        all.extend(rows);
    }
    all.sort();
    all
}

#[test]
fn telling_the_tables_anew_keeps_all_but_their_conditions() {
    let before = Format { application_id: WORKSPACE.application_id, steps: &WORKSPACE.steps[..11] };
    let mut conn = Connection::open_in_memory().unwrap();
    migrate(&mut conn, &before).unwrap();
    for kind in Kind::ALL {
        insert(&conn, kind, 1, &[]).unwrap();
    }
    // Somebody's own table looks like one of ours.
    let mine =
        "CREATE TABLE mine (revision TEXT COLLATE NOCASE UNIQUE, twice TEXT AS (revision || revision), b, last TEXT);
                INSERT INTO mine VALUES ('a', 1, 'z'), ('B', 2, 'y')";
    conn.execute_batch(mine).unwrap();
    // Indexes that were dropped are not asked for, neither before nor after.
    let dropped = "'activity_by_account', 'answer_by_interview', 'check_mark_by_opportunity', 'effort_by_opportunity', \
                   'waiver_by_opportunity'";
    let kept = "CREATE TEMP TABLE kept AS SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT IN";
    conn.execute_batch(&format!("{kept} ({dropped})")).unwrap();
    let (tables, one) = (known(&conn), "SELECT group_concat(hex(name) || hex(tz), ',') FROM user");
    let row: String = conn.query_row(one, [], |row| row.get(0)).unwrap();
    let anew = Format { application_id: WORKSPACE.application_id, steps: &WORKSPACE.steps[..12] };
    migrate(&mut conn, &anew).unwrap();
    assert_eq!(known(&conn), tables);
    assert_eq!(conn.query_row::<String, _, _>(one, [], |row| row.get(0)).unwrap(), row);
    let mine: String = conn.query_row("SELECT group_concat(twice || last) FROM mine", [], |row| row.get(0)).unwrap();
    assert_eq!(mine, "aaz,BBy");
    for kind in Kind::ALL {
        let text = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let text: String = conn.query_row(text, [kind.name()], |row| row.get(0)).unwrap();
        assert_eq!(text.matches("CHECK (").count(), 1, "{text}");
    }
    let whole: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let deferred: i64 = conn
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%REFERENCES%' AND sql NOT LIKE '%DEFERRED%'",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(deferred, 2, "only the journal's links to itself hold at once");
    assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).is_ok_and(|on| !on), "as it was before");
}

#[test]
fn what_stood_beneath_one_agreement_may_stand_beneath_several() {
    use rusqlite::types::Value as Sql;
    let before = Format { application_id: WORKSPACE.application_id, steps: &WORKSPACE.steps[..12] };
    let mut conn = Connection::open_in_memory().unwrap();
    conn.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    migrate(&mut conn, &before).unwrap();
    let agreement = |conn: &Connection, id, above: Option<Sql>| {
        let set: Vec<_> = above.map(|above| ("supports", above)).into_iter().collect();
        insert(conn, Kind::Agreement, id, &set).unwrap();
    };
    agreement(&conn, 0xa1, None);
    agreement(&conn, 0xb2, Some(Sql::Blob(vec![0xa1; 16])));
    migrate(&mut conn, &WORKSPACE).unwrap();
    let above: Vec<Option<String>> = conn
        .prepare("SELECT supports FROM agreement ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let one = "a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1";
    assert_eq!(above, [None, Some(format!("[\"{one}\"]"))]);
    // The list is found from its other side whatever becomes of it.
    agreement(&conn, 0xc3, None);
    let links = |conn: &Connection| -> String {
        let all = "SELECT coalesce(group_concat(hex(substr(above, 1, 1)) || hex(substr(agreement, 1, 1))), '')
                   FROM (SELECT * FROM support ORDER BY above, agreement)";
        conn.query_row(all, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(links(&conn), "A1B2");
    let other = one.replace("a1", "c3");
    let steps = [
        (
            format!("UPDATE agreement SET supports = '[\"{one}\", \"{other}\"]' WHERE id = x'{}'", "b2".repeat(16)),
            "A1B2,C3B2",
        ),
        (format!("UPDATE agreement SET supports = '[\"{other}\"]' WHERE id = x'{}'", "b2".repeat(16)), "C3B2"),
        (format!("DELETE FROM agreement WHERE id = x'{}'", "b2".repeat(16)), ""),
    ];
    for (sql, expected) in steps {
        assert_eq!(conn.execute(&sql, []).unwrap(), 1, "{sql}");
        assert_eq!(links(&conn), expected, "{sql}");
    }
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    const fn broken(sql: &'static str) -> [Migration; 1] {
        [Migration { version: 99, min_reader: 1, min_writer: 1, sql }]
    }
    let mut conn = workspace();
    // Somebody has changed the tables by hand: no disk is to blame.
    for steps in [
        &const { broken("CREATE TABLE half (x); DROP TABLE nothing;") },
        &const { broken("CREATE TABLE half (x); CREATE TABLE account (x);") },
        &const { broken("CREATE TABLE half (x); ALTER TABLE account ADD COLUMN name TEXT;") },
        &const { broken("CREATE TABLE half (x); DROP INDEX nothing;") },
    ] {
        let format = Format { application_id: WORKSPACE.application_id, steps };
        assert_eq!(migrate(&mut conn, &format).unwrap_err().why, Why::Corrupt, "{}", steps[0].sql);
    }
    let half: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'half'", [], |r| r.get(0)).unwrap();
    assert_eq!((half, state(&conn).unwrap().unwrap().schema_version), (0, SCHEMA));
}

#[test]
fn a_program_that_is_still_running_stops_writing_after_the_upgrade() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.db");
    let old = crate::store::open(&path, crate::store::How::OpenOrCreate).unwrap();
    check_writer(&old.conn).unwrap();
    let mut new = crate::store::open(&path, crate::store::How::Existing).unwrap();
    migrate(&mut new.conn, &RAISED).unwrap();
    new.conn.execute("UPDATE meta SET app_version = ?1", params!["7.4.0"]).unwrap();
    let refusal = check_writer(&old.conn).unwrap_err();
    assert_eq!(refusal.why, Why::NewerWriter);
    assert!(refusal.msg.args.contains(&("needs".into(), "7.4.0".into())), "{refusal:?}");

    let reading = crate::store::open(&path, crate::store::How::Existing).unwrap();
    assert!(!reading.writable, "opens for reading");
    assert_eq!(reading.warnings.last().map(|msg| msg.key.as_str()), Some("store-newer-writer"));
}

#[test]
fn stages_weigh_from_the_first_as_the_pipelines_of_the_program_say() {
    let conn = workspace();
    let mut read = conn.prepare("SELECT stage, bp, own FROM stage_chance").unwrap();
    let mut kept: Vec<(String, i64, bool)> =
        read.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap().map(Result::unwrap).collect();
    let pipelines = crate::domain::funnel::pipelines::Pipelines::default();
    let weigh = pipelines.stages().map(|stage| (stage.code.clone(), stage.probability_bp, stage.ty.is_open()));
    let mut shipped: Vec<(String, i64, bool)> = weigh.collect();
    kept.sort();
    shipped.sort();
    assert_eq!(kept, shipped);
}
