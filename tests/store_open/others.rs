//! Colleagues with accounts of their own at one workspace.

use super::*;

/// A group that nobody on this machine has.
const TEAM: u32 = 54_321;

/// Other users can be played here.
fn can_act_as_others() -> bool {
    let can = is_root() && Command::new("setpriv").arg("--version").output().is_ok();
    if !can {
        skipped("acting as another user needs root and setpriv");
    }
    can
}

/// A child process under another user and group; root itself passes every permission check.
fn child_as(uid: u32, gid: u32, home: &Path, task: &str, db: &Path) -> Command {
    let program = home.join("canvass-test");
    if !program.exists() {
        std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}")).arg("--clear-groups").arg(program);
    command.args(["--exact", CHILD, "--nocapture"]).env("CANVASS_TASK", task).env("CANVASS_DB", db);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn open_as(uid: u32, gid: u32, home: &Path, db: &Path) -> String {
    let mut child = child_as(uid, gid, home, "open", db).spawn().unwrap();
    let said = lines(&mut child).next().unwrap_or_default();
    child.wait().unwrap();
    said
}

#[test]
fn in_a_team_folder_colleagues_go_on_where_a_killed_session_stopped() {
    if !can_act_as_others() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let mode = |path: &Path, bits| std::fs::set_permissions(path, std::fs::Permissions::from_mode(bits)).unwrap();
    mode(home.path(), 0o755);
    let team = home.path().join("team");
    std::fs::create_dir(&team).unwrap();
    std::os::unix::fs::chown(&team, Some(0), Some(TEAM)).unwrap();
    mode(&team, 0o3770);
    let path = team.join("canvass.db");
    assert!(open_as(50_001, TEAM, home.path(), &path).starts_with("ok "));
    for uid in [50_002, 50_001, 50_003] {
        let mut writer = child_as(uid, TEAM, home.path(), "write", &path).spawn().unwrap();
        assert_eq!(lines(&mut writer).take(10).last().as_deref(), Some("10"), "user {uid} writes");
        writer.kill().unwrap();
        writer.wait().unwrap();
        for entry in std::fs::read_dir(&team).unwrap() {
            let entry = entry.unwrap();
            let bits = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(bits, 0o660, "{:?} after user {uid}", entry.file_name());
        }
    }
    assert!(open_as(50_009, 50_009, home.path(), &path).starts_with("NotWritable"), "a stranger stays outside");
}

#[test]
fn without_write_access_nothing_is_opened_and_the_cure_is_printed() {
    if !can_act_as_others() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let mode = |path: &Path, bits| std::fs::set_permissions(path, std::fs::Permissions::from_mode(bits)).unwrap();
    mode(home.path(), 0o755);
    let team = home.path().join("team");
    std::fs::create_dir(&team).unwrap();
    let path = workspace(&team);
    let owned = |path: &Path, uid, gid| std::os::unix::fs::chown(path, Some(uid), Some(gid)).unwrap();
    let colleague = 50_001;
    for (owner, dir_mode, file_mode, advice) in [
        (colleague, 0o777, 0o644, Some("chmod g+rw ")),
        // Nobody knows what this file is, or who else lives in that folder.
        (colleague, 0o777, 0o600, None),
        (colleague, 0o755, 0o666, None),
        (colleague, 0o2755, 0o666, Some("chmod g+rwxs ")),
        (0, 0o755, 0o666, None),
        (0, 0o777, 0o644, None),
    ] {
        owned(&team, owner, TEAM);
        owned(&path, owner, TEAM);
        mode(&team, dir_mode);
        mode(&path, file_mode);
        let before = contents(&team);
        let said = open_as(65_534, TEAM, home.path(), &path);
        assert!(said.starts_with("NotWritable"), "{dir_mode:o} {file_mode:o}: {said}");
        match advice {
            Some(command) => assert!(said.contains(command), "{said}"),
            None => assert!(!said.contains("command"), "{said}"),
        }
        assert!(contents(&team) == before);
    }
    // What is no workspace is told of first, and nobody is told how to get at it.
    let said = open_as(65_534, TEAM, home.path(), Path::new("/etc/passwd"));
    assert!(said.starts_with("Foreign") && !said.contains("chmod"), "{said}");
    // With the rights the message asked for, it opens.
    mode(&team, 0o777);
    for entry in std::fs::read_dir(&team).unwrap() {
        mode(&entry.unwrap().path(), 0o666);
    }
    assert!(open_as(65_534, 65_534, home.path(), &path).starts_with("ok "));
}
