//! The sample workspace: to look around in and throw away, or written to a new file.

use std::collections::BTreeMap;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::desk::{Desk, Job};
use super::files::may_be_workspace;
use super::screen::Session;
use super::stop::Stop;
use crate::demo;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::store::{How, Refusal, Why};
use crate::text::Msg;

/// A private folder that goes with everything in it when the program ends.
struct ThrowAway(PathBuf);

impl ThrowAway {
    fn new(temp: &Path) -> Result<Self, Refusal> {
        let dir = temp.join(format!("canvass-{}", new_id()));
        std::fs::DirBuilder::new().mode(0o700).create(&dir).map_err(|e| Refusal::system(&e, temp))?;
        Ok(Self(dir))
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // Nothing but the sample is in it; what cannot be removed now the system clears away with its temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Opens a sample that nobody keeps.
pub fn look_around(job: &Job<'_>, screen: &dyn Fn(Session) -> Result<i32, Msg>) -> Result<(String, i32), Stop> {
    super::must_be_screen(job)?;
    let away = ThrowAway::new(&job.machine.temp)?;
    let file = away.0.join("sample.db");
    fill(job, &file, None)?;
    let status = screen(job.session(file, true)?)?;
    Ok((String::new(), status))
}

/// Writes a sample to a new file and says what is in it.
pub fn write(job: &Job<'_>, file: &Path, size: Option<u32>) -> Result<String, Stop> {
    if file.symlink_metadata().is_ok() {
        return Err(Refusal::at(Why::Exists, file).into());
    }
    // The usual workspace is made with its folder, as ever.
    if job.machine.workspace.as_deref() != Some(file) {
        may_be_workspace(file)?;
    }
    let made = fill(job, file, size)?;
    let total: usize = made.values().sum();
    let kinds: Vec<String> =
        made.iter().map(|(kind, count)| format!("{} {count}", job.text.get(&kind.plural_key()))).collect();
    let said = Msg::new("cli-sample-written").with("path", file.display().to_string()).with("n", total);
    Ok(format!("{}\n{}\n", job.text.say(&said), kinds.join(", ")))
}

fn fill(job: &Job<'_>, file: &Path, size: Option<u32>) -> Result<BTreeMap<Kind, usize>, Stop> {
    let desk = job.write_at(file, How::OpenOrCreate)?;
    let mut made = BTreeMap::new();
    match size {
        Some(n) => {
            for act in demo::many(n as usize, new_id, job.today(), desk.me) {
                save(&desk, act, &mut made)?;
            }
        }
        None => {
            for act in demo::sample(job.today(), new_id, desk.me)? {
                save(&desk, act, &mut made)?;
            }
        }
    }
    Ok(made)
}

fn save(desk: &Desk<'_>, act: Act, made: &mut BTreeMap<Kind, usize>) -> Result<(), Stop> {
    for change in &act.changes {
        if let Change::Insert { kind, .. } = change {
            *made.entry(*kind).or_default() += 1;
        }
    }
    desk.ws.run(Command::Import(act))?;
    Ok(())
}
