//! Files that are named on the command line: where they may be made, and what is said when they cannot be read.

use crate::person::Person;

#[test]
fn a_folder_that_is_not_there_is_named_wherever_a_file_is_made() {
    let li = Person::li().with_a_deal();
    li.does(&["sla", "add", "title=x", "opportunity=OPP-2026-0001"]);
    li.does(&["service", "add", "name=Hosting"]);
    let folder = li.path("new").display().to_string();
    // What ends in a slash means a folder, and gets no file of that name.
    for (file, folder) in [(format!("{folder}/x.y"), folder.clone()), (format!("{folder}/"), format!("{folder}/"))] {
        let sentence =
            format!("canvass: There is no folder {folder}. Make it first (mkdir -p {folder}), or check the path.\n");
        for line in [
            &["backup", &file][..],
            &["demo", "--write", &file],
            &["template", "new", &file],
            &["template", "copy", "T1", &file],
            &["need", "export", "OPP-2026-0001", "--format", "md", "--output", &file],
            &["service", "export", "SVC-0001", "--output", &file],
            &["sla", "export", "SLA-2026-0001", "--format", "md", "--output", &file],
            &["sla", "export", "SLA-2026-0001", "--format", "docx", "--output", &file],
            &["--workspace", &file, "account", "add", "name=A"],
        ] {
            assert_eq!(li.is_refused(line), sentence, "{line:?}");
        }
    }
    assert!(!li.path("new").exists());
    std::fs::create_dir(&folder).unwrap();
    let why = li.is_refused(&["sla", "export", "SLA-2026-0001", "--format", "md", "--output", &format!("{folder}/")]);
    assert!(why.contains("is a folder. Name a file inside it."), "{why}");
    li.does(&["demo", "--write", &format!("{folder}/x.db"), "--size", "1"]);
}

#[test]
fn the_usual_workspace_is_made_with_its_folder_as_a_sample_too() {
    let li = Person::li();
    li.does(&["demo", "--size", "1", "--write", li.workspace().to_str().unwrap()]);
    assert!(li.does(&["opp", "list"]).contains("OPP-2026-0001"));
}

#[test]
fn a_folder_that_takes_no_file_says_to_name_another() {
    let li = Person::li();
    // Nobody makes files there, whoever runs this.
    let why = li.is_refused(&["template", "new", "/proc/new.toml"]);
    assert!(why.contains("/proc/new.toml could not be written: "), "{why}");
    assert!(why.ends_with(". Name a file in another folder, or make room.\n"), "{why}");
}

#[test]
fn a_file_that_cannot_be_read_says_which_could_be() {
    let li = Person::li();
    for (line, way) in [
        (&["template", "check", "nowhere.toml"][..], "Name a template of at most 64 KiB; “canvass template new FILE”"),
        (&["template", "add", "nowhere.toml"], "Name a template of at most 64 KiB"),
        (&["pipeline", "check", "nowhere.toml"], "Name a pipeline file; “canvass pipeline export CODE” prints one."),
        (&["pipeline", "import", "nowhere.toml"], "Name a pipeline file"),
        (&["calendar", "import", "nowhere.toml"], "Name another file, or one of these: 24x7, cn-2026"),
        (&["service", "import", "nowhere.toml"], "Name a service that “canvass service export” has written."),
        (&["sla", "import", "nowhere.toml"], "Name an agreement that was exported as JSON."),
    ] {
        let why = li.is_refused(line);
        assert!(why.contains("nowhere.toml") && why.contains(way), "{line:?}: {why}");
    }
    assert!(!li.workspace().exists());
}
