//! The whole check of a workspace: pages and indexes, links, journal, threads, totals, and the records against the journal.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::guard::beside;
use super::replay::{self, Broken};
use super::schema::{read_record, select_list, unread};
use super::{journal, presence, search};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};
use crate::domain::validate::validate;
use crate::text::{Arg, Msg};

/// Findings of one sort that are told one by one.
const TOLD: usize = 20;

/// A log beyond this size is kept from being emptied by a session that never finishes reading.
const LARGE_LOG: u64 = 64 << 20;

/// Size of the log beside a workspace in MiB, when that is too large.
pub fn large_log(file: &Path) -> Option<i64> {
    // Its size only: whoever opens and closes these files drops SQLite's locks.
    let bytes = beside(file, "-wal").symlink_metadata().ok()?.len();
    (bytes > LARGE_LOG).then(|| i64::try_from(bytes >> 20).unwrap_or(i64::MAX))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to look at; nothing that was saved is lost.
    Notice,
    /// The file is not what was saved: keep it, restore a backup.
    Damage,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub severity: Severity,
    pub msg: Msg,
}

/// Checks a workspace; nothing found means nothing wrong. `with_replay` also rebuilds every record from the journal
/// in memory and compares.
///
/// # Errors
/// When the file cannot be read at all.
pub fn check(conn: &Connection, with_replay: bool) -> rusqlite::Result<Vec<Finding>> {
    let mut check = Check { conn, found: Vec::new() };
    check.pages()?;
    if check.found.is_empty() {
        check.rows()?;
    }
    if check.found.is_empty() {
        check.values()?;
    }
    if check.found.iter().any(|finding| finding.severity == Severity::Damage) {
        // What a damaged page says of links and totals is only noise.
        return Ok(check.sorted());
    }
    check.links()?;
    check.lists()?;
    check.supports()?;
    check.threads()?;
    check.totals()?;
    check.search()?;
    let chain = journal::verify(conn)?;
    if let Some(seq) = chain {
        check.damage(Msg::new("check-chain-broken").with("seq", seq));
    }
    check.clock()?;
    check.log();
    if with_replay {
        check.against_journal()?;
    }
    Ok(check.sorted())
}

struct Check<'a> {
    conn: &'a Connection,
    found: Vec<Finding>,
}

fn kind_arg(kind: Kind) -> Arg {
    Arg::Key(kind.key())
}

impl Check<'_> {
    /// The worst first.
    fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self.found
    }

    fn damage(&mut self, msg: Msg) {
        self.found.push(Finding { severity: Severity::Damage, msg });
    }

    fn notice(&mut self, msg: Msg) {
        self.found.push(Finding { severity: Severity::Notice, msg });
    }

    fn pages(&mut self) -> rusqlite::Result<()> {
        let mut check = self.conn.prepare(&format!("PRAGMA integrity_check({TOLD})"))?;
        let mut rows = check.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            if said != "ok" {
                self.damage(Msg::new("check-page").with("detail", said));
            }
        }
        Ok(())
    }

    /// Rows that are no records.
    fn rows(&mut self) -> rusqlite::Result<()> {
        for kind in Kind::ALL {
            let code = if kind.spec().prefix.is_empty() { "" } else { " OR code = ''" };
            let sql = format!(
                "SELECT count(*) FROM {} WHERE length(id) <> 16 OR revision < 1 OR archived NOT IN (0, 1){code}",
                kind.name()
            );
            self.no_records(kind, self.conn.query_row(&sql, [], |row| row.get(0))?);
        }
        Ok(())
    }

    fn no_records(&mut self, kind: Kind, count: i64) {
        if count > 0 {
            self.damage(Msg::new("check-rows").with("kind", kind_arg(kind)).with("count", count));
        }
    }

    /// How people know a record: its code or title, in the worst case its id.
    fn known_as(&self, kind: Kind, id: Id) -> String {
        let spec = kind.spec();
        let column = if spec.prefix.is_empty() { spec.title } else { "code" };
        let sql = format!("SELECT \"{column}\" FROM {} WHERE id = ?1", spec.name);
        let named = self.conn.query_row(&sql, [super::schema::blob(id)], |row| row.get::<_, String>(0));
        named.unwrap_or_else(|_| id.to_string())
    }

    /// Values that their fields do not take. One that cannot be read is damage: no save leaves it. Of the others a newer
    /// program may ask more than the one that saved them.
    fn values(&mut self) -> rusqlite::Result<()> {
        for kind in Kind::ALL {
            let mut read = self.conn.prepare(&format!("SELECT {} FROM {} t", select_list(kind), kind.name()))?;
            let mut rows = read.query([])?;
            let (mut count, mut no_records, mut untold) = (0, 0, Severity::Notice);
            while let Some(row) = rows.next()? {
                let Ok(record) = read_record(kind, row, 0) else {
                    no_records += 1;
                    continue;
                };
                let unread = unread(kind, row)?;
                let faults = validate(kind, &record.values).into_iter();
                let faults = faults.filter(|(name, _)| !unread.iter().any(|field| field.name == name));
                let unread = unread.iter().map(|field| (field.name.to_owned(), Msg::new("check-unread")));
                for (name, reason) in unread.chain(faults) {
                    count += 1;
                    let severity = if reason.key == "check-unread" { Severity::Damage } else { Severity::Notice };
                    if count <= TOLD {
                        let msg = Msg::new("check-value").with("kind", kind_arg(kind)).with("reason", reason);
                        let msg = msg.with("record", self.known_as(kind, record.id));
                        let msg = msg.with("field", Arg::Key(format!("field-{name}")));
                        self.found.push(Finding { severity, msg });
                    } else {
                        untold = untold.max(severity);
                    }
                }
            }
            self.no_records(kind, no_records);
            if let Ok(more @ 1..) = i64::try_from(count).map(|count| count - TOLD as i64) {
                let msg = Msg::new("check-more").with("kind", kind_arg(kind)).with("count", more);
                self.found.push(Finding { severity: untold, msg });
            }
        }
        Ok(())
    }

    fn links(&mut self) -> rusqlite::Result<()> {
        let mut check =
            self.conn.prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1")?;
        let rows = check.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        for row in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            let table = Kind::named(&row.0).map_or(Arg::Text(row.0), kind_arg);
            self.damage(Msg::new("check-link").with("kind", table).with("count", row.1));
        }
        Ok(())
    }

    /// Lists of links, which SQLite does not watch.
    fn lists(&mut self) -> rusqlite::Result<()> {
        for kind in Kind::ALL {
            for field in kind.spec().fields {
                let Type::Links(to) = field.ty else { continue };
                let sql = format!(
                    "SELECT count(DISTINCT t.id) FROM {} t, json_each(t.\"{}\") e
                     WHERE NOT EXISTS (SELECT 1 FROM {} r WHERE r.id = unhex(replace(e.value, '-', '')))",
                    kind.name(),
                    field.name,
                    to.name()
                );
                let count: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
                if count > 0 {
                    self.damage(Msg::new("check-link").with("kind", kind_arg(kind)).with("count", count));
                }
            }
        }
        Ok(())
    }

    /// What stands beneath an agreement is kept from its other side too.
    fn supports(&mut self) -> rusqlite::Result<()> {
        const SAID: &str = "SELECT unhex(e.value, '-'), t.id FROM agreement t, json_each(t.supports) e";
        const KEPT: &str = "SELECT above, agreement FROM support";
        let sql = format!(
            "SELECT count(*) FROM (SELECT * FROM ({SAID} EXCEPT {KEPT}) UNION SELECT * FROM ({KEPT} EXCEPT {SAID}))"
        );
        let count: i64 = self.conn.query_row(&sql, [], |row| row.get(0))?;
        if count > 0 {
            self.damage(Msg::new("check-support").with("count", count));
        }
        Ok(())
    }

    /// Threads that lead to nothing.
    fn threads(&mut self) -> rusqlite::Result<()> {
        for end in ["source", "target"] {
            for kind in Kind::ALL {
                let sql = format!(
                    "SELECT count(*) FROM trace t WHERE t.{end}_kind = ?1
                     AND NOT EXISTS (SELECT 1 FROM {} r WHERE r.id = unhex(replace(t.{end}, '-', '')))",
                    kind.name()
                );
                let count: i64 = self.conn.query_row(&sql, [kind.name()], |row| row.get(0))?;
                if count > 0 {
                    self.damage(Msg::new("check-thread").with("kind", kind_arg(kind)).with("count", count));
                }
            }
        }
        Ok(())
    }

    fn totals(&mut self) -> rusqlite::Result<()> {
        const COUNTED: &str = "SELECT stage, ccy, count(*), sum(minor),
               sum(minor / 10000 * bp + (minor % 10000 * bp + sign(minor) * 5000) / 10000)
             FROM (SELECT o.stage, coalesce(amount_ccy, '') AS ccy, coalesce(amount_minor, 0) AS minor,
                 coalesce(iif(own, coalesce(probability_bp, bp), bp), 0) AS bp
               FROM opportunity o LEFT JOIN stage_chance c ON c.stage = o.stage WHERE archived = 0) GROUP BY 1, 2";
        const KEPT: &str = "SELECT stage, ccy, count, sum_minor, weighted_minor FROM stage_total WHERE count > 0";
        let sql = format!(
            "SELECT DISTINCT stage FROM (SELECT * FROM ({COUNTED} EXCEPT {KEPT})
             UNION ALL SELECT * FROM ({KEPT} EXCEPT {COUNTED})) ORDER BY 1"
        );
        let mut wrong = self.conn.prepare(&sql)?;
        let stages = wrong.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for stage in stages {
            self.damage(Msg::new("check-total").with("stage", stage));
        }
        Ok(())
    }

    /// The index of the search, which is made from the records and can be made again.
    fn search(&mut self) -> rusqlite::Result<()> {
        match search::unlike(self.conn)? {
            Some(0) => {}
            Some(count) => self.notice(Msg::new("check-search").with("count", count)),
            None => self.notice(Msg::new("check-search-filling")),
        }
        Ok(())
    }

    fn clock(&mut self) -> rusqlite::Result<()> {
        let jumps: i64 = self.conn.query_row("SELECT count(*) FROM act WHERE clock_flag <> 0", [], |row| row.get(0))?;
        if jumps > 0 {
            self.notice(Msg::new("check-clock").with("count", jumps));
        }
        Ok(())
    }

    fn log(&mut self) {
        let file = PathBuf::from(self.conn.path().unwrap_or_default());
        let Some(mb) = large_log(&file) else { return };
        let here: Vec<String> =
            presence::everybody(&file).into_iter().map(|one| format!("{} ({})", one.name, one.pid)).collect();
        self.notice(if here.is_empty() {
            Msg::new("check-log-large").with("mb", mb)
        } else {
            Msg::new("check-log-large-by").with("mb", mb).with("who", here.join(", "))
        });
    }

    fn against_journal(&mut self) -> rusqlite::Result<()> {
        let again = match replay::blank() {
            Ok(again) => again,
            Err(refusal) => {
                self.notice(refusal.msg);
                return Ok(());
            }
        };
        match replay::replay(self.conn, &again) {
            Ok(()) => {}
            Err(Broken::Act(seq)) => {
                self.damage(Msg::new("check-replay-stopped").with("seq", seq));
                return Ok(());
            }
            Err(Broken::Sqlite(error)) => {
                self.damage(Msg::new("check-replay-failed").with("detail", error.to_string()));
                return Ok(());
            }
        }
        for difference in replay::differences(self.conn, &again, TOLD)? {
            let msg = match difference.record {
                Some((kind, id)) => {
                    Msg::new("check-record").with("kind", kind_arg(kind)).with("record", self.known_as(kind, id))
                }
                None => Msg::new("check-table").with("table", difference.table),
            };
            self.damage(msg);
        }
        Ok(())
    }
}
