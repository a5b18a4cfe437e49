//! The program as a process of its own: arguments, environment, pipes.

use std::io::{Read as _, Write as _};
use std::process::{Command, Output, Stdio};

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
            let sentence = "is not an ordinary file. Name one, or - to read the standard input.";
            assert_eq!(said, format!("canvass: {file} {sentence}\n"), "{line:?}");
        }
    }
}

/// What came of a command that is fed through a pipe.
fn fed(home: &std::path::Path, line: &[&str], text: &[u8]) -> Output {
    let piped = || Stdio::piped();
    let mut child =
        canvass(home).args(line).current_dir(home).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    // Who refuses a line at once reads nothing.
    let _ = child.stdin.take().unwrap().write_all(text);
    child.wait_with_output().unwrap()
}

fn printed(done: Output) -> String {
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_text_of_a_section_may_come_through_a_pipe() {
    let home = tempfile::tempdir().unwrap();
    let does = |line: &[&str]| printed(fed(home.path(), line, b""));
    does(&["account", "add", "name=Hartwell Ltd"]);
    does(&["opp", "add", "title=Outsourcing", "account=ACC-0001"]);
    does(&["sla", "add", "title=Service", "opportunity=Outsourcing"]);
    printed(fed(home.path(), &["sla", "clause", "Service", "support", "--file", "-"], b"Day and night.\n"));
    assert_eq!(does(&["sla", "clause", "Service", "support"]), "Day and night.\n");
}

#[test]
fn every_file_that_is_read_may_come_through_a_pipe() {
    let (home, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let does = |line: &[&str]| printed(fed(home.path(), line, b""));
    does(&["demo", "--write", "sample.db"]);
    let from_sample = |line: &[&str]| does(&[&["--workspace", "sample.db"], line].concat());
    let comes = |line: &[&str], text: &str| printed(fed(there.path(), line, text.as_bytes()));

    let template = does(&["template", "new", "-"]);
    assert!(comes(&["template", "check", "-"], &template).contains("is sound"));
    comes(&["template", "add", "-"], &template);
    let pipeline = from_sample(&["pipeline", "export", "renewal"]);
    assert_eq!(comes(&["pipeline", "check", "-"], &pipeline), "The pipeline can be used.\n");
    comes(&["pipeline", "import", "-"], &pipeline);
    let calendar = does(&["calendar", "export", "cn-2026"]);
    comes(&["calendar", "import", "-"], &calendar);
    let due = ["calc", "due", "--start", "2026-03-06T10:00", "--target", "4h", "--calendar"];
    assert_eq!(comes(&[&due[..], &["-"]].concat(), &calendar), does(&[&due[..], &["cn-2026"]].concat()));
    let service = from_sample(&["service", "export", "SVC-0001"]);
    comes(&["service", "import", "-"], &service);
    let diff = fed(home.path(), &["--workspace", "sample.db", "service", "diff", "SVC-0001", "-"], service.as_bytes());
    assert!(printed(diff).contains("Nothing is different."));
    let agreement = from_sample(&["sla", "export", "SLA-2026-0001", "--format", "json"]);
    comes(&["sla", "import", "-"], &agreement);
    assert!(comes(&["ola", "export", "-", "--format", "md"], &agreement).starts_with("# "));
    let lint = fed(there.path(), &["sla", "lint", "-"], agreement.as_bytes());
    assert!(String::from_utf8(lint.stdout).unwrap().contains("Errors: "));

    // What is too long, or no text, is refused like a file.
    for text in [vec![b'#'; (64 << 10) + 1], vec![0xFF; 9]] {
        let done = fed(there.path(), &["template", "check", "-"], &text);
        assert_eq!(done.status.code(), Some(1), "{done:?}");
        assert!(String::from_utf8(done.stderr).unwrap().starts_with("canvass: - cannot be read ("));
    }
}

#[test]
fn a_workspace_is_not_printed() {
    let home = tempfile::tempdir().unwrap();
    printed(fed(home.path(), &["account", "add", "name=Hartwell Ltd"], b""));
    for line in [&["backup", "-"][..], &["demo", "--write", "-"]] {
        let done = fed(home.path(), line, b"");
        assert_eq!((done.status.code(), done.stdout.len()), (Some(1), 0), "{done:?}");
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(said, "canvass: A workspace is no text, so it is not printed to -. Name a new file.\n");
        assert!(!home.path().join("-").exists());
    }
}
