//! The codes that people call records by: numbers within a prefix and a year.

use rusqlite::{Connection, params};

use crate::domain::record::Spec;

/// A code that no record ever had. Sequences may leave holes, never repeat (`07-conventions.md` 7.4).
pub(super) fn next(conn: &Connection, spec: &Spec, year: i32) -> rusqlite::Result<String> {
    let year = if spec.yearly { i64::from(year) } else { 0 };
    let number: i64 = conn
        .prepare_cached(
            "INSERT INTO code_seq (prefix, year, next) VALUES (?1, ?2, 2)
             ON CONFLICT (prefix, year) DO UPDATE SET next = next + 1 RETURNING next - 1",
        )?
        .query_row(params![spec.prefix, year], |row| row.get(0))?;
    Ok(code_of(spec, year, number))
}

fn code_of(spec: &Spec, year: i64, number: i64) -> String {
    if spec.yearly { format!("{}-{year}-{number:04}", spec.prefix) } else { format!("{}-{number:04}", spec.prefix) }
}

/// Year (0 where there is none) and number of a code that is written as this program writes it.
pub(super) fn numbered(spec: &Spec, code: &str) -> Option<(i64, i64)> {
    let rest = code.strip_prefix(spec.prefix)?.strip_prefix('-')?;
    let (year, number) = if spec.yearly { rest.split_once('-')? } else { ("0", rest) };
    let (year, number) = (year.parse().ok()?, number.parse().ok()?);
    (number > 0 && code_of(spec, year, number) == code).then_some((year, number))
}

/// Numbers up to this one are not given again.
pub(super) fn keep_free(conn: &Connection, spec: &Spec, year: i64, number: i64) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO code_seq (prefix, year, next) VALUES (?1, ?2, ?3 + 1)
         ON CONFLICT (prefix, year) DO UPDATE SET next = max(next, excluded.next)",
    )?
    .execute(params![spec.prefix, year, number])?;
    Ok(())
}
