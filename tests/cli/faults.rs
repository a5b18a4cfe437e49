//! What goes wrong is said in one sentence, with the right exit status, and changes nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "tests look at files from outside, with no connection of this process open"
)]

use std::io::{Seek as _, SeekFrom, Write as _};

use crate::person::Person;

#[test]
fn a_command_without_a_terminal_or_without_sense_is_usage() {
    let li = Person::li();
    let answer = li.types(&[]);
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("--help"), "{answer:?}");
    assert_eq!(li.types(&["opp", "fly"]).status, 2);
    assert_eq!(li.types(&["opp", "add"]).status, 2);
    assert_eq!(li.types(&["--lang", "de", "opp", "list"]).status, 2);
    let answer = li.types(&["account", "add", "Acme"]);
    assert_eq!(answer.status, 2);
    assert!(answer.err.contains("Acme") && answer.err.contains("FIELD=VALUE"), "{answer:?}");
    assert!(!li.workspace().exists());
}

#[test]
fn help_speaks_the_readers_language_to_the_last_argument() {
    let li = Person::li();
    let zh = li.does(&["--lang", "zh-CN", "opp", "move", "--help"]);
    for words in ["推进到另一阶段", "用法: canvass opp move", "参数", "选项", "丢单原因", "显示此帮助"]
    {
        assert!(zh.contains(words), "{words}: {zh}");
    }
    assert_eq!(li.does(&["--lang", "zh-CN", "help", "opp", "move"]), zh);
    let ru = li.does(&["--lang=ru", "--help"]);
    for words in
        ["Сделки и их путь по воронке", "Использование: canvass", "Команды:", "Напечатать страницу руководства"]
    {
        assert!(ru.contains(words), "{words}: {ru}");
    }
    for english in ["Usage", "Options", "Commands", "Print", "possible values", "default"] {
        assert!(!ru.contains(english) && !zh.contains(english), "{english}");
    }
    assert!(li.does(&["opp", "move", "--help"]).contains("Move to another stage"));
    assert!(li.does(&["--lang", "ru", "man"]).contains("Opportunities, and their way through the funnel"));
}

#[test]
fn what_is_not_understood_is_said_in_one_sentence_in_the_readers_language() {
    let li = Person::li();
    let said = |args: &[&str]| {
        let answer = li.types(args);
        assert_eq!((answer.status, answer.out.as_str()), (2, ""), "{answer:?}");
        answer.err
    };
    assert_eq!(said(&["--lang", "en", "acount"]), "canvass: There is no command “acount”. Did you mean “account”?\n");
    assert_eq!(
        said(&["--lang", "ru", "opp", "fly"]),
        "canvass: Нет команды «fly». Список команд: «canvass opp --help».\n"
    );
    assert!(said(&["--lang", "zh-CN", "opp", "list", "--colour"]).contains("“--colour”不适用于此"));
    assert!(said(&["--lang", "ru", "opp", "move"]).contains("Не хватает: <CODE>, <STAGE>"));
    let why = said(&["--lang", "en", "sla", "export", "SLA-1", "--format", "pdf"]);
    assert!(why.contains("“pdf”") && why.contains("docx, md, json"), "{why}");
    assert!(
        said(&["--lang", "ru", "opp"]).contains("Перевести на другой этап"),
        "a command without its verb lists them"
    );
    assert!(said(&["--lang", "de", "opp", "list"]).contains("“de” is not possible for"));
}

#[test]
fn a_workspace_that_is_not_there_is_named() {
    let li = Person::li();
    let why = li.is_refused(&["opp", "list"]);
    assert!(why.contains("workspace.db"), "{why}");
    assert!(!li.workspace().parent().unwrap().exists(), "looking makes nothing");
}

#[test]
fn unknown_fields_name_those_there_are() {
    let li = Person::li().with_a_deal();
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "colour=red"]);
    assert!(why.contains("colour") && why.contains("next_step") && !why.contains("rank"), "{why}");
    let why = li.is_refused(&["contact", "add", "full_name=Wei", "colour=red"]);
    assert!(why.contains("full_name") && why.contains("dept"), "{why}");
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "stage=WON"]);
    assert!(why.contains("opp move"), "{why}");
}

#[test]
fn an_edit_without_a_value_or_with_two_for_one_field_is_usage() {
    let li = Person::li().with_a_deal();
    li.does(&["sla", "add", "title=x", "opportunity=OPP-2026-0001"]);
    let is_usage = |args: &[&str], word: &str| {
        let answer = li.types(args);
        assert_eq!((answer.status, answer.out.as_str()), (2, ""), "{answer:?}");
        assert!(answer.err.contains(word) && answer.err.lines().count() == 1, "{answer:?}");
    };
    for (line, help) in [
        (&["opp", "edit", "OPP-2026-0001"][..], "canvass opp edit --help"),
        (&["opp", "edit", "OPP-2026-0001", "--json"], "canvass opp edit --help"),
        (&["opp", "edit", "OPP-2026-0001", "OPP-2026-0002"], "canvass opp edit --help"),
        (&["sla", "edit", "SLA-2026-0001"], "canvass sla edit --help"),
        (&["ola", "edit", "SLA-2026-0001"], "canvass ola edit --help"),
    ] {
        is_usage(line, "Still missing: <FIELD=VALUE>.");
        is_usage(line, help);
    }
    is_usage(&["opp", "edit", "--where", "stage:lead"], "Still missing");
    // Fields without a record.
    is_usage(&["opp", "edit", "title=x"], "Still missing: <CODE>. “canvass opp edit --help” tells more.");
    is_usage(&["contract", "edit", "title=x"], "Still missing: <CODE>. “canvass contract edit --help” tells more.");
    is_usage(&["opp", "edit", "OPP-2026-0001", "tags=a", "tags=b"], "“tags” stands there twice");
    is_usage(&["opp", "edit", "OPP-2026-0001", "title=a", "Title=b"], "twice");
    is_usage(&["account", "add", "name=a", "name=b"], "twice");
    is_usage(&["sla", "edit", "SLA-2026-0001", "effective_to=2027-01-01", "effective_to=2028-01-01"], "twice");
    assert_eq!(li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["title"], "数据中心运维外包");
}

#[test]
fn unknown_codes_and_codes_of_other_kinds_are_told_apart() {
    let li = Person::li().with_a_deal();
    assert!(li.is_refused(&["opp", "show", "OPP-2026-0099"]).contains("canvass opp list"));
    let why = li.is_refused(&["opp", "show", "ACC-0001"]);
    assert!(why.contains("Account"), "{why}");
    assert!(li.is_refused(&["opp", "move", "OPP-2026-0001", "NIRVANA"]).contains("RESEARCH"));
    assert!(li.is_refused(&["log", "XYZ-1"]).contains("XYZ-1"));
}

#[test]
fn a_name_that_fits_several_lists_them() {
    let li = Person::li();
    li.does(&["account", "add", "name=东江第一人民医院"]);
    li.does(&["account", "add", "name=东江第二人民医院"]);
    let why = li.is_refused(&["opp", "add", "title=x", "account=东江"]);
    assert!(why.contains("ACC-0001") && why.contains("ACC-0002"), "{why}");
    li.does(&["opp", "add", "title=x", "account=东江第二人民医院"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(deal["links"]["account"]["code"], "ACC-0002");
    li.does(&["contact", "add", "full_name=李伟"]);
    li.does(&["contact", "add", "full_name=李伟"]);
    let why = li.is_refused(&["contact", "show", "李伟"]);
    assert!(why.contains("called alike. Give the id of one: 李伟 ["), "{why}");
    let uid = why.split_once('[').unwrap().1.split_once(']').unwrap().0;
    li.does(&["contact", "show", uid]);
}

#[test]
fn what_has_no_code_is_asked_for_by_its_name() {
    let li = Person::li().with_a_deal();
    li.does(&["contact", "add", "full_name=Anna Berg"]);
    li.does(&["user", "add", "name=Jonas Weber", "login=weber"]);
    for (line, way) in [
        (
            ["contact", "show", "Bert"],
            "Contact: nothing is called “Bert”. Look for its whole name with “canvass contact list”.",
        ),
        (["contact", "archive", "Anna"], "If you mean Anna Berg, give the whole name."),
        (["user", "show", "bert"], "Look for the login or the whole name with “canvass user list”."),
        (["user", "archive", "Jonas"], "If you mean Jonas Weber, give the login or the whole name."),
        (["account", "show", "Bert"], "Look for its code with “canvass account list”."),
        (["account", "archive", "东江"], "give its code or its whole name."),
    ] {
        let why = li.is_refused(&line);
        assert!(why.contains(way), "{line:?}: {why}");
    }
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "owner=Jonas"]);
    assert!(why.contains("If you mean Jonas Weber, give the login or the whole name."), "{why}");
    li.does(&["contact", "add", "full_name=Anna Lind"]);
    let why = li.is_refused(&["contact", "show", "Anna"]);
    assert!(why.contains("Give the whole name of one: ") && why.contains("; Anna ") && !why.contains('['), "{why}");
}

#[test]
fn required_fields_are_named_and_everything_wrong_is_told_at_once() {
    let li = Person::li();
    let why = li.is_refused(&["opp", "add", "next_step=call"]);
    assert!(why.contains("Title") && why.contains("Account"), "{why}");
    let why = li.is_refused(&["account", "add", "name=x", "employees=many", "it_maturity=9", "tz=UTC+8"]);
    assert!(why.contains("whole number") && why.contains("Asia/Shanghai"), "{why}");
    assert_eq!(li.reads_json(&["account", "list", "--json"])["total"], 0);
}

#[test]
fn amounts_and_zones_that_cannot_be_are_refused() {
    let li = Person::li().with_a_deal();
    for (typed, word) in [
        ("amount=99999999999999999999", "too large"),
        ("amount=-5", "below zero"),
        ("amount=1.2.3", "1.2.3"),
        ("amount=12 bananas", "bananas"),
        ("amount=1.234567", "1.234567"),
    ] {
        let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", typed]);
        assert!(why.contains(word), "{typed}: {why}");
    }
    for (typed, word) in [("tz=Mars/Olympus", "Mars/Olympus"), ("tz=CST", "CST"), ("tz=UTC+8", "UTC+8")] {
        let why = li.is_refused(&["account", "edit", "ACC-0001", typed]);
        assert!(why.contains(word), "{typed}: {why}");
    }
    let why = li.is_refused(&["account", "edit", "ACC-0001", "ccy=XYZZ"]);
    assert!(why.contains("XYZZ") || why.contains("CNY"), "{why}");
}

#[test]
fn control_characters_get_neither_into_the_file_nor_onto_the_terminal() {
    let li = Person::li().with_a_deal();
    for evil in ["name=a\u{1b}[2Jb", "name=a\0b", "name=a\nb", "name=a\u{9b}31mb"] {
        let why = li.is_refused(&["account", "edit", "ACC-0001", evil]);
        assert!(why.contains("control characters"), "{why:?}");
    }
    // Neither through what is repeated in a sentence, nor through a code.
    let why = li.is_refused(&["opp", "show", "\u{1b}]0;x\u{7}"]);
    assert!(!why.chars().any(|c| c.is_control() && c != '\n'), "{why:?}");
    li.is_refused(&["opp", "edit", "OPP-2026-0001", "\u{1b}[31m=x"]);
    // A mark that turns the line around is kept in the data but not shown.
    li.does(&["account", "edit", "ACC-0001", "short_name=a\u{202e}b"]);
    assert!(!li.does(&["account", "show", "ACC-0001"]).contains('\u{202e}'));
}

#[test]
fn files_that_are_no_workspace_keep_every_byte() {
    let mut li = Person::li();
    let text = li.path("notes.txt");
    std::fs::write(&text, "not a database, but somebody's notes, longer than a header of one hundred bytes ".repeat(9))
        .unwrap();
    let before = std::fs::read(&text).unwrap();
    li.machine.workspace = Some(text.clone());
    for args in [&["opp", "list"][..], &["account", "add", "name=x"], &["check"]] {
        assert!(li.is_refused(args).contains("not a Canvass workspace"));
    }
    assert_eq!(std::fs::read(&text).unwrap(), before);
    li.machine.workspace = Some(li.dir.path().to_path_buf());
    assert!(li.is_refused(&["opp", "list"]).contains("is a folder"));
    assert_eq!(li.types(&["opp", "list", "--workspace", text.to_str().unwrap()]).status, 1);
}

#[test]
fn a_damaged_workspace_is_found_out() {
    let li = Person::li().with_a_deal();
    for n in 0..40 {
        li.does(&["account", "add", &format!("name=Kunde {n}"), &format!("growth_notes={}", "x".repeat(2000))]);
    }
    let mut file = std::fs::OpenOptions::new().write(true).open(li.workspace()).unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    for page in pages / 2..pages {
        file.seek(SeekFrom::Start(page * 4096)).unwrap();
        file.write_all(&[0xAB; 64]).unwrap();
    }
    drop(file);
    let why = li.is_refused(&["check"]);
    assert!(why.contains("damaged") && why.contains("backup"), "{why}");
}

#[test]
fn a_workspace_of_a_newer_program_names_the_version_to_install() {
    let li = Person::li().with_a_deal();
    let opened = canvass::store::open(li.workspace(), canvass::store::How::Existing).unwrap();
    opened.conn.execute("UPDATE meta SET min_reader = 99, app_version = '9.9.0'", []).unwrap();
    drop(opened);
    assert!(li.is_refused(&["opp", "list"]).contains("9.9.0"));
}

#[test]
fn a_workspace_of_a_newer_build_with_the_same_number_says_so() {
    let li = Person::li().with_a_deal();
    let raise = |what: &str| {
        let opened = canvass::store::open(li.workspace(), canvass::store::How::Existing).unwrap();
        opened.conn.execute(&format!("UPDATE meta SET {what} = 99"), []).unwrap();
    };
    raise("min_writer");
    let looks = li.types(&["opp", "list"]);
    let build = format!("newer build of Canvass {}", env!("CARGO_PKG_VERSION"));
    assert!(looks.status == 0 && looks.err.contains(&build), "{looks:?}");
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "tags=x"]);
    assert!(why.contains(&build) && why.contains("Install the newest build to make changes."), "{why}");
    raise("min_reader");
    let why = li.is_refused(&["opp", "list"]);
    assert!(why.contains(&build) && why.contains("workspace.db") && why.contains("Install the newest build."), "{why}");
}

#[test]
fn one_who_may_only_read_a_newer_file_reads_and_is_told() {
    let li = Person::li().with_a_deal();
    let opened = canvass::store::open(li.workspace(), canvass::store::How::Existing).unwrap();
    opened.conn.execute("UPDATE meta SET min_writer = 99, app_version = '9.9.0'", []).unwrap();
    drop(opened);
    let answer = li.types(&["opp", "list"]);
    assert_eq!(answer.status, 0, "{answer:?}");
    assert!(answer.err.contains("9.9.0") && answer.out.contains("OPP-2026-0001"), "{answer:?}");
    assert!(li.types(&["opp", "edit", "OPP-2026-0001", "tags=x"]).err.contains("9.9.0"));
}

#[test]
fn faults_of_the_configuration_are_told_and_do_not_stop_anything() {
    let li = Person::li().with_a_deal();
    std::fs::write(li.path("config.toml"), "language = \"zh-CN\"\ncurrency = \"XXL\"\n").unwrap();
    let answer = li.types(&["opp", "list"]);
    assert_eq!(answer.status, 0);
    assert!(answer.err.contains("XXL") && answer.err.contains('2'), "{answer:?}");
    assert!(answer.out.contains("商机") || answer.out.contains("阶段"), "{answer:?}");
}

#[test]
fn nobody_writes_without_a_name() {
    let mut li = Person::li().with_a_deal();
    li.machine.login = None;
    assert_eq!(li.types(&["opp", "list"]).status, 0);
    assert!(li.is_refused(&["opp", "edit", "OPP-2026-0001", "tags=x"]).contains("LOGNAME"));
    li.machine.workspace = None;
    assert!(li.is_refused(&["opp", "list"]).contains("--workspace"));
}

#[test]
fn a_mistyped_path_leaves_nothing_behind_and_says_what_to_do() {
    let li = Person::li();
    let far = li.path("nowhere/deep/x.db");
    let far = far.to_str().unwrap();
    for line in [["account", "add", "name=A"], ["opp", "add", "title=x"]] {
        let why = li.is_refused(&[&["--workspace", far][..], &line].concat());
        assert!(why.contains("There is no") && why.contains("nowhere/deep"), "{why}");
    }
    let why = li.is_refused(&["--workspace", far, "account", "add", "name=A"]);
    assert!(why.contains("mkdir -p ") && why.contains("nowhere/deep)"), "{why}");
    assert!(!li.path("nowhere").exists());

    // Who only looks is told the same: without the folder no workspace can be made there.
    let why = li.is_refused(&["--workspace", far, "opp", "list"]);
    assert!(why.contains("There is no folder") && why.contains("mkdir -p ") && !why.contains("x.db"), "{why}");
    assert!(li.is_refused(&["--workspace", far, "undo"]).contains("There is no folder"));
    // In a folder that is there, nothing is made for a record that cannot be kept.
    let near = li.path("x.db");
    let near = near.to_str().unwrap();
    for line in [&["opp", "add", "title=x"][..], &["account", "add", "nme=A"], &["opp", "list"]] {
        li.is_refused(&[&["--workspace", near], line].concat());
        assert!(!li.path("x.db").exists(), "{line:?}");
    }
    let why = li.is_refused(&["--workspace", near, "opp", "list"]);
    assert!(why.contains("canvass --workspace FILE") && why.contains("makes a new workspace"), "{why}");
    li.does(&["--workspace", near, "account", "add", "name=A"]);
    // The usual workspace is made with its folders.
    li.does(&["account", "add", "name=A"]);
}

#[test]
fn a_path_that_leads_through_a_file_names_the_file() {
    let mut li = Person::li().with_a_deal();
    li.does(&["sla", "add", "title=x", "opportunity=OPP-2026-0001"]);
    let (file, deep) = (li.path("afile"), li.path("afile/x/y"));
    std::fs::write(&file, "mine").unwrap();
    let inside = |name: &str| file.join(name).to_str().unwrap().to_owned();
    let (near, far) = (inside("x.db"), inside("sub/x.db"));
    let sentence = format!("canvass: {} is a file, so there is nothing inside it.", file.display());
    for path in [&near, &far] {
        for line in [
            &["--workspace", path, "opp", "list"][..],
            &["--workspace", path, "account", "add", "name=A"],
            &["--workspace", path, "check"],
            &["backup", path],
            &["demo", "--write", path],
            &["template", "new", path],
            &["sla", "export", "SLA-2026-0001", "--format", "md", "--output", path],
            &["sla", "export", "SLA-2026-0001", "--format", "docx", "--output", path],
        ] {
            let why = li.is_refused(line);
            assert!(why.starts_with(&sentence), "{line:?}: {why}");
        }
    }
    li.machine.workspace = Some(deep);
    assert!(li.is_refused(&["account", "add", "name=A"]).starts_with(&sentence), "the usual one too");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn the_help_of_a_kind_names_the_fields_that_can_be_written() {
    let li = Person::li();
    let page = li.does(&["opp", "add", "--help"]);
    for part in ["\nFields:\n", "  title  ", "  probability_bp  ", "Probability", "  kind  ", "new, upsell"] {
        assert!(page.contains(part), "{part:?} in {page}");
    }
    assert!(!page.contains("  rank  ") && !page.contains("  won_on  "), "nobody writes these: {page}");
    assert!(li.does(&["sla", "add", "--help"]).contains("  effective_from  "), "of the first version");
    for command in ["sla", "ola", "uc", "contract"] {
        let page = li.does(&[command, "edit", "--help"]);
        let (own, version) = page.split_once("\n\nFields of its newest version:\n").unwrap();
        assert!(
            own.contains("\nFields:\n") && own.contains("  title  ") && !own.contains("  effective_from  "),
            "{own}"
        );
        assert!(version.contains("  effective_from  ") && !version.contains("  title  "), "{version}");
    }
    assert!(li.does(&["interview", "add", "--help"]).contains("  template  "));
    assert!(li.does(&["opp", "add", "--help", "--lang", "zh-CN"]).contains("成交概率"));
    let page = li.does(&["opp", "move", "--help"]);
    assert!(page.contains("\nReasons:\n  price") && page.contains("  function_gap "), "{page}");
    let missing = li.types(&["opp", "add"]);
    assert!(missing.err.contains("<FIELD=VALUE>. ") && !missing.err.contains(".."), "{missing:?}");
}
