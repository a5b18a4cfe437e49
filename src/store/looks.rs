//! How a person last looked at the deals of a workspace: in his state folder, because it is his own and no work.

use std::path::PathBuf;

use super::workspace::Workspace;
use crate::domain::funnel::view::Sight;

impl Workspace {
    /// Order, groups and folded lanes as they were left; the usual ones where nothing is known.
    pub fn look(&self) -> Sight {
        #[expect(clippy::disallowed_methods, reason = "no database: closing it drops no locks")]
        let read = self.look_file().and_then(|file| std::fs::read_to_string(file).ok());
        read.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps how the deals are looked at. Nobody is kept from work because that cannot be written.
    pub(super) fn keep_look(&self, sight: &Sight) {
        // What is asked for is typed anew each day: deals must not be missed because of it.
        let sight = Sight { query: String::new(), ..sight.clone() };
        let (Some(file), Ok(text)) = (self.look_file(), serde_json::to_string(&sight)) else { return };
        let Some(folder) = file.parent() else { return };
        // Another terminal of the same person reads the old look or the new one, never half of it.
        let new = file.with_extension(std::process::id().to_string());
        #[expect(clippy::disallowed_methods, reason = "no database: closing it drops no locks")]
        let _ = std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&new, text))
            .and_then(|()| std::fs::rename(&new, &file));
    }

    fn look_file(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("looks").join(format!("{}.json", self.id)))
    }
}
