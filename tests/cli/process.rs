//! The program as a process of its own: arguments, environment, pipes.

use std::io::Read as _;
use std::process::{Command, Stdio};

fn canvass(home: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_canvass"));
    command.env_clear().env("HOME", home).env("LANG", "C.UTF-8").stdin(Stdio::null());
    command
}

#[test]
fn the_workspace_stands_in_the_data_folder_unless_another_is_named() {
    let home = tempfile::tempdir().unwrap();
    let done = canvass(home.path()).args(["account", "add", "name=Hartwell Ltd"]).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "ACC-0001 created.\n");
    assert!(home.path().join(".local/share/canvass/workspace.db").exists());
    let other = home.path().join("other.db");
    let done = canvass(home.path()).env("CANVASS_WORKSPACE", &other).args(["account", "list"]).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{done:?}");
    assert!(String::from_utf8(done.stderr).unwrap().contains("other.db"));
}

#[test]
fn without_a_terminal_it_says_so_and_ends() {
    let home = tempfile::tempdir().unwrap();
    let done = canvass(home.path()).output().unwrap();
    assert_eq!((done.status.code(), done.stdout.len()), (Some(2), 0), "{done:?}");
    assert!(String::from_utf8(done.stderr).unwrap().contains("not a terminal"));
}

#[test]
fn a_reader_that_goes_away_early_is_no_fault() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("many.db");
    let made = canvass(home.path()).args(["demo", "--size", "400", "--write"]).arg(&file).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let mut child = canvass(home.path())
        .args(["opp", "list", "--limit", "400", "--json", "--workspace"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 10];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(String::from_utf8(done.stderr).unwrap(), "");
}

#[test]
fn a_pipe_or_a_device_is_not_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let done = canvass(home.path()).args(["account", "add", "name=Hartwell Ltd"]).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    let pipe = home.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let pipe = pipe.to_str().unwrap();
    for file in [pipe, "/dev/zero"] {
        for line in [
            &["sla", "import", file][..],
            &["sla", "clause", "SLA-2026-0001", "parties", "--file", file],
            &["service", "import", file],
            &["calendar", "import", file],
            &["pipeline", "import", file],
            &["pipeline", "check", file],
            &["template", "add", file],
            &["template", "check", file],
            &["calc", "due", "--start", "2026-03-06T10:00", "--target", "4h", "--calendar", file],
        ] {
            let mut child =
                canvass(home.path()).args(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let begun = std::time::Instant::now();
            while child.try_wait().unwrap().is_none() {
                if begun.elapsed() > std::time::Duration::from_secs(20) {
                    child.kill().unwrap();
                }
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            let done = child.wait_with_output().unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            assert_eq!(done.status.code(), Some(1), "{line:?}: {said}");
            assert_eq!(said, format!("canvass: {file} is not an ordinary file. Name another one.\n"), "{line:?}");
        }
    }
}

#[test]
fn the_text_of_a_section_may_come_through_a_pipe() {
    use std::io::Write as _;
    let home = tempfile::tempdir().unwrap();
    let does = |line: &[&str]| {
        let done = canvass(home.path()).args(line).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    does(&["account", "add", "name=Hartwell Ltd"]);
    does(&["opp", "add", "title=Outsourcing", "account=ACC-0001"]);
    does(&["sla", "add", "title=Service", "opportunity=Outsourcing"]);
    let line = ["sla", "clause", "Service", "support", "--file", "-"];
    let mut child = canvass(home.path()).args(line).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"Day and night.\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(does(&["sla", "clause", "Service", "support"]), "Day and night.\n");
}
