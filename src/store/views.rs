//! Views of the deals that somebody may use: his own, then everybody's.

use super::schema::{read_record, select_list};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::Record;

impl Workspace {
    /// The views of the person with this login and the shared ones, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn views(&self, login: &str) -> rusqlite::Result<Vec<Record>> {
        let sql = format!(
            "SELECT {} FROM saved_view t LEFT JOIN user u ON u.id = t.owner
             WHERE t.archived = 0 AND (t.owner IS NULL OR u.login = ?1)
             ORDER BY t.owner IS NULL, t.position, t.id",
            select_list(Kind::SavedView)
        );
        self.conn.prepare_cached(&sql)?.query_map([login], |row| read_record(Kind::SavedView, row, 0))?.collect()
    }
}
