//! Agreements: made, checked and handed over.

use canvass::store::{How, open};
use serde_json::Value;

use crate::person::Person;

fn with_an_agreement() -> Person {
    let li = Person::li().with_a_deal();
    li.does(&[
        "sla",
        "add",
        "title=数据中心运维 SLA",
        "opportunity=OPP-2026-0001",
        "provider=远航科技",
        "effective_from=2026-04-01",
    ]);
    li
}

#[test]
fn a_new_agreement_has_its_first_version_and_the_customer_of_the_deal() {
    let li = with_an_agreement();
    let sla = li.reads_json(&["sla", "show", "SLA-2026-0001", "--json"]);
    assert_eq!(sla["values"]["receiver"], "东江第一人民医院");
    let version = &sla["children"]["agreement_version"][0];
    assert_eq!(
        (&version["values"]["number"], &version["values"]["effective_from"]),
        (&"0.1".into(), &"2026-04-01".into())
    );
}

#[test]
fn the_checks_of_a_draft_are_counted_and_placed() {
    let li = with_an_agreement();
    let answer = li.types(&["sla", "lint", "SLA-2026-0001", "--json"]);
    let lint: Value = serde_json::from_str(&answer.out).unwrap();
    let findings = lint["findings"].as_array().unwrap();
    let count = |severity: &str| findings.iter().filter(|finding| finding["severity"] == severity).count() as u64;
    assert!(count("E") > 0 && answer.status == 1, "an empty draft has faults: {lint}");
    assert_eq!((lint["errors"].as_u64().unwrap(), lint["warnings"].as_u64().unwrap()), (count("E"), count("W")));
    for finding in findings {
        assert!(finding["rule"].as_str().unwrap().starts_with('R'));
        assert_eq!(finding["path"].as_str().unwrap().split('/').count(), 3, "{finding}");
        assert!(finding["message"].as_str().unwrap().len() > 5);
    }
    assert_eq!(
        answer.err,
        format!("canvass: SLA-2026-0001 has {} errors. Mend them and check again.\n", count("E")),
        "programs read the findings, people the sentence"
    );
    let text = li.types(&["sla", "lint", "SLA-2026-0001", "--lang", "zh-CN"]);
    assert!(text.err.contains(&format!("有 {} 处错误", lint["errors"])), "{text:?}");
    let text = text.out;
    assert!(text.contains(&format!("错误 {}", lint["errors"])), "{text}");
}

#[test]
fn an_agreement_is_exported_as_document_and_as_data() {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    let list = li.reads_json(&["sla", "list", "--json"]);
    for agreement in list["records"].as_array().unwrap() {
        let code = agreement["code"].as_str().unwrap();
        let data = li.does(&["sla", "export", code, "--format", "json"]);
        let draft = canvass::export::agreement_json::from_json(&data).unwrap();
        assert_eq!(draft.code, code);
        for (lang, word) in [("en", "## 1. "), ("zh-CN", "## 1. "), ("ru", "## 1. ")] {
            let page = li.does(&["sla", "export", code, "--format", "md", "--lang", lang]);
            assert!(page.starts_with("# ") && page.contains(word), "{page}");
        }
    }
    assert_eq!(li.types(&["sla", "export", "SLA-2026-0001", "--format", "pdf"]).status, 2);
}

#[test]
fn a_copy_is_made_checked_and_opens_like_the_original() {
    let mut li = with_an_agreement();
    let copy = li.path("copy.db");
    let said = li.does(&["backup", copy.to_str().unwrap()]);
    assert!(said.contains("BLAKE3"), "{said}");
    assert!(li.is_refused(&["backup", copy.to_str().unwrap()]).contains("already exists"));
    let original = li.does(&["opp", "list", "--json"]);
    li.machine.workspace = Some(copy);
    assert_eq!(li.does(&["opp", "list", "--json"]), original);
    assert!(li.does(&["check", "--replay"]).starts_with("Sound."));
}

#[test]
fn a_copy_of_what_is_damaged_is_written_and_not_called_checked() {
    let nothing = "00000000-0000-7000-8000-000000000000";
    let thread = format!(
        "INSERT INTO trace (id, revision, created_ms, created_by, updated_ms, updated_by, source_kind, source,
         target_kind, target) VALUES (randomblob(16), 1, 1, 'x', 1, 'x', 'account', '{nothing}', 'need', '{nothing}')"
    );
    let list = format!("UPDATE agreement_version SET services = '[\"{nothing}\"]'");
    let gone = "PRAGMA foreign_keys = OFF; DELETE FROM account WHERE id = (SELECT account FROM opportunity)";
    for (spoil, found) in [
        (thread.as_str(), "2 findings"),
        (&list, "1 finding "),
        ("UPDATE account SET revision = 0", "1 finding "),
        (gone, " findings"),
    ] {
        let mut li = with_an_agreement();
        let opened = open(li.workspace(), How::Existing).unwrap();
        opened.conn.execute_batch(spoil).unwrap();
        drop(opened);
        let copy = li.path("copy.db");
        let answer = li.types(&["backup", copy.to_str().unwrap()]);
        assert!(answer.status == 1 && answer.out.contains("BLAKE3") && !answer.out.contains("checked"), "{answer:?}");
        let check = format!("“canvass --workspace {} check”", li.workspace().display());
        assert!(answer.err.contains(found) && answer.err.contains(&check), "{answer:?}");
        assert_eq!(answer.err.lines().count(), 1, "{answer:?}");
        li.machine.workspace = Some(copy);
        li.is_refused(&["check"]);
        let json = li.types(&["check", "--json"]);
        assert!(json.status == 1 && json.err.contains(found) && json.err.contains("not sound"), "{json:?}");
        assert!(json.err.contains(". What to do stands with "), "{json:?}");
    }
}

#[test]
fn a_new_agreement_begins_with_the_standard_text_of_what_it_owes() {
    let li = with_an_agreement();
    let version = &li.reads_json(&["sla", "show", "SLA-2026-0001", "--json"])["children"]["agreement_version"][0];
    assert_eq!(version["values"]["effective_to"], "2027-03-31");
    assert_eq!(version["values"]["notice_days"], 60);
    let page = li.does(&["sla", "export", "SLA-2026-0001", "--format", "md"]);
    assert!(page.contains("远航科技") && page.contains("东江第一人民医院"), "{page}");
    // What is said for the version stands in its text; an OLA does not owe all that an SLA owes.
    li.does(&[
        "sla",
        "add",
        "title=Beneath",
        "provider=Team B",
        "receiver=Team A",
        "kind=OLA",
        "effective_from=2026-05-01",
        "effective_to=2026-10-31",
        "notice_days=30",
    ]);
    let ola = li.reads_json(&["sla", "show", "SLA-2026-0002", "--json"]);
    let version = &ola["children"]["agreement_version"][0]["values"];
    assert_eq!((&version["next_review_on"], &version["notice_days"]), (&"2026-10-01".into(), &30.into()));
    let page = li.does(&["sla", "export", "SLA-2026-0002", "--format", "md", "--lang", "en"]);
    assert!(page.contains("Team B") && page.contains("Team A"), "{page}");
}

#[test]
fn the_text_of_a_draft_says_what_its_fields_say_also_when_they_change() {
    let li = with_an_agreement();
    let page = || li.does(&["sla", "export", "SLA-2026-0001", "--format", "md", "--lang", "en"]);
    assert!(page().contains("notice 60 days"), "{}", page());
    let fields = ["effective_to=2028-05-31", "notice_days=90", "tz=Europe/Moscow", "receiver=Acme Holding"];
    li.does(&[
        "sla",
        "edit",
        "SLA-2026-0001",
        "priority_matrix=112/122/223",
        fields[0],
        fields[1],
        fields[2],
        fields[3],
    ]);
    let after = page();
    for said in ["to 31 May 2028 24:00 (Europe/Moscow)", "notice 90 days", "and Acme Holding (“Customer”)", "P1/P1/P2"]
    {
        assert!(after.contains(said), "{said} is not in {after}");
    }
    assert!(!after.contains("东江第一人民医院") && !after.contains("2027"), "{after}");
}

#[test]
fn an_interview_is_held_now_unless_it_is_planned() {
    let li = Person::li().with_a_deal();
    let templates = li.is_refused(&["interview", "add", "opportunity=OPP-2026-0001"]);
    let key = templates.split("There are: ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    let template = format!("template={key}");
    let made = |more: &[&str]| {
        let mut args = vec!["interview", "add", "opportunity=OPP-2026-0001", &template, "--json"];
        args.extend(more);
        li.reads_json(&args)["values"].clone()
    };
    let held = made(&[]);
    assert_eq!((&held["state"], &held["held_at"]), (&"IN_PROGRESS".into(), &"2026-03-06T04:00:00Z".into()));
    let planned = made(&["planned_at=2026-03-09 09:00"]);
    assert_eq!((&planned["state"], &planned["held_at"]), (&"PLANNED".into(), &serde_json::Value::Null));
}

#[test]
fn the_check_answers_other_programs_too() {
    let li = with_an_agreement();
    let sound = li.reads_json(&["check", "--replay", "--json"]);
    assert_eq!(
        (&sound["sound"], &sound["replayed"], &sound["findings"]),
        (&true.into(), &true.into(), &serde_json::json!([]))
    );
    let conn = open(li.workspace(), How::Existing).unwrap().conn;
    conn.execute_batch("DROP TRIGGER chg_is_never_changed; UPDATE chg SET after = '\"x\"' WHERE act = 2").unwrap();
    drop(conn);
    let answer = li.types(&["check", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.status, &told["sound"]), (1, &false.into()), "{answer:?}");
    assert_eq!(
        (&told["findings"][0]["severity"], &told["findings"][0]["check"]),
        (&"damage".into(), &"check-chain-broken".into())
    );
}

#[test]
fn a_file_that_a_newer_program_raised_is_read_and_every_change_is_refused() {
    let li = with_an_agreement();
    let conn = open(li.workspace(), How::Existing).unwrap().conn;
    conn.execute("UPDATE meta SET schema_version = 99, min_writer = 99, app_version = '7.4.0'", []).unwrap();
    drop(conn);
    let read = li.types(&["opp", "list"]);
    assert_eq!(read.status, 0, "{read:?}");
    assert!(read.out.contains("OPP-2026-0001") && read.err.contains("can only read it"), "{read:?}");
    let refused = li.is_refused(&["account", "add", "name=Other"]);
    assert_eq!(refused.matches("7.4.0").count(), 2, "said once: {refused}");
    assert!(refused.lines().count() == 1 && refused.contains("can only read it"), "{refused}");
}

#[test]
fn a_new_agreement_is_kept_where_the_customer_is() {
    let li = Person::li();
    li.does(&["account", "add", "name=Казанская больница", "tz=Europe/Moscow"]);
    li.does(&["opp", "add", "title=Сопровождение", "account=ACC-0001"]);
    li.does(&["sla", "add", "opportunity=OPP-2026-0001"]);
    let sla = li.reads_json(&["sla", "show", "SLA-2026-0001", "--json"]);
    assert_eq!(sla["children"]["agreement_version"][0]["values"]["tz"], "Europe/Moscow");
    let page = li.does(&["sla", "export", "SLA-2026-0001", "--format", "md"]);
    assert!(page.contains("Europe/Moscow") && !page.contains("Asia/Shanghai"), "{page}");
    // Whoever writes a zone gets it.
    li.does(&["sla", "add", "opportunity=OPP-2026-0001", "tz=Asia/Almaty"]);
    let second = li.reads_json(&["sla", "show", "SLA-2026-0002", "--json"]);
    assert_eq!(second["children"]["agreement_version"][0]["values"]["tz"], "Asia/Almaty");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the configuration is a file of the user, no workspace")]
fn the_provider_is_the_configured_company_or_a_blank_that_the_checks_name() {
    let li = Person::li().with_a_deal();
    li.does(&["sla", "add", "opportunity=OPP-2026-0001"]);
    let provider = |code: &str| li.reads_json(&["sla", "show", code, "--json"])["values"]["provider"].clone();
    assert_eq!(provider("SLA-2026-0001"), "{{provider_name}}");
    let blanks = li.types(&["sla", "lint", "SLA-2026-0001"]).out;
    assert!(blanks.lines().any(|line| line.contains("R02") && line.contains("to be filled in: provider,")), "{blanks}");

    std::fs::write(li.path("config.toml"), "company = \"远航科技\"\n").unwrap();
    li.does(&["sla", "add", "opportunity=OPP-2026-0001"]);
    assert_eq!(provider("SLA-2026-0002"), "远航科技");
    let named = li.types(&["sla", "lint", "SLA-2026-0002"]).out;
    assert!(!named.contains("to be filled in: provider,"), "{named}");
}

#[test]
fn an_answer_as_long_as_a_field_holds_is_kept_with_all_its_quotes_and_lines() {
    let li = Person::li().with_a_deal();
    li.does(&["interview", "add", "opportunity=OPP-2026-0001", "template=T1"]);
    let template = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    assert_eq!(template["code"], "INT-2026-0001");
    let line = "“慢”\n\"slow\"\\\n";
    let words = line.repeat(64 * 1024 / line.len());
    assert!(words.len() > 64 * 1024 - line.len());
    li.does(&["interview", "answer", "INT-2026-0001", "E01", &words]);
    let kept = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    let answer = &kept["children"]["answer"][0]["values"];
    assert_eq!(answer["raw"].as_str().map(str::len), Some(words.trim().len()), "nothing is cut");
    let log = li.does(&["log"]);
    assert!(log.lines().all(|line| line.chars().count() < 160) && log.contains("E01 “慢”…"), "{log}");
    let why = li.is_refused(&["interview", "answer", "INT-2026-0001", "E01", &format!("{words}{line}")]);
    assert!(why.contains("at most 64 KiB"), "{why}");
}

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agreements/worked-example.json");

/// Rules with their letters, as often as they speak.
fn rules(lint: &Value) -> Vec<String> {
    let findings = lint["findings"].as_array().unwrap().iter();
    findings.map(|f| format!("{} {}", f["severity"].as_str().unwrap(), f["rule"].as_str().unwrap())).collect()
}

#[test]
fn a_file_is_checked_without_a_workspace() {
    let mut li = Person::li();
    li.machine.workspace = None;
    let answer = li.types(&["sla", "lint", EXAMPLE, "--json"]);
    let lint: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.status, &lint["errors"], &lint["warnings"]), (1, &17.into(), &5.into()), "{lint}");
    let said = rules(&lint);
    for (rule, times) in [("E R28", 3), ("E R46", 1), ("W R33", 1), ("W R30", 2)] {
        assert_eq!(said.iter().filter(|found| *found == rule).count(), times, "{rule}");
    }
    let why = li.is_refused(&["sla", "lint", "nowhere.json"]);
    assert!(why.contains("nowhere.json cannot be read"), "{why}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
fn a_whole_agreement_is_imported_changed_elsewhere_and_undone() {
    let li = Person::li();
    let made = li.types(&["sla", "import", EXAMPLE, "--json"]);
    assert_eq!(made.status, 0, "{made:?}");
    let code = serde_json::from_str::<Value>(&made.out).unwrap()["code"].as_str().unwrap().to_owned();
    assert_eq!(code, "SLA-2026-0007");
    assert!(made.err.contains("not in this workspace were left out"), "{made:?}");
    // The tables came in; needs and what stands beneath belong to another workspace.
    let data: Value = serde_json::from_str(&li.does(&["sla", "export", &code, "--format", "json"])).unwrap();
    let example: Value = serde_json::from_str(&std::fs::read_to_string(EXAMPLE).unwrap()).unwrap();
    for table in ["credit_tiers", "maintenance", "prices", "milestones", "duties", "exclusions", "credits"] {
        let at = format!("/draft/version/values/{table}");
        assert_eq!(data.pointer(&at), example.pointer(&at), "{table}");
    }
    for part in ["targets", "clauses", "calendars"] {
        assert_eq!(data["draft"][part].as_array().unwrap().len(), example["draft"][part].as_array().unwrap().len());
    }
    assert_eq!(data["draft"]["services"], example["draft"]["services"]);
    let again = li.types(&["sla", "import", EXAMPLE]);
    assert_eq!((again.status, again.err.contains("replaced")), (0, false), "{again:?}");

    // Changed outside, brought back: only what differs, and one undo takes it all away.
    let file = li.path("changed.json");
    let text = serde_json::to_string(&data).unwrap().replace("\"sun 02:00-06:00\"", "\"sat 01:00-05:00\"");
    std::fs::write(&file, text.replace(&code, "SLA-2026-0999")).unwrap();
    let brought = li.types(&["sla", "import", file.to_str().unwrap()]);
    assert!(brought.out.contains(&code), "{brought:?}");
    assert!(brought.err.contains("replaced one field that held something else"), "{brought:?}");
    let window = |li: &Person| {
        let data: Value = serde_json::from_str(&li.does(&["sla", "export", &code, "--format", "json"])).unwrap();
        data.pointer("/draft/version/values/maintenance/0/window").unwrap().as_str().unwrap().to_owned()
    };
    assert_eq!(window(&li), "sat 01:00-05:00");
    li.does(&["undo"]);
    assert_eq!(window(&li), "sun 02:00-06:00");
    assert!(li.does(&["check", "--replay"]).starts_with("Sound."));

    let broken = li.path("broken.json");
    std::fs::write(&broken, serde_json::to_string(&data).unwrap().replace("\"priority\":1", "\"priority\":\"high\""))
        .unwrap();
    let why = li.is_refused(&["sla", "import", broken.to_str().unwrap()]);
    assert!(why.contains("draft.targets[1].values.priority"), "{why}");
}

#[test]
fn a_warning_is_accepted_until_its_value_changes() {
    let li = Person::li();
    li.does(&["sla", "import", EXAMPLE]);
    let accepted = |li: &Person| {
        let out = li.types(&["sla", "lint", "SLA-2026-0007", "--json"]).out;
        serde_json::from_str::<Value>(&out).unwrap()["acknowledged"].as_u64().unwrap()
    };
    let ack = |at: &str| li.types(&["sla", "ack", "SLA-2026-0007", "R34", at, "--reason", "agreed with the ward"]);
    let why = ack("targets/T9/value");
    assert!(why.status == 1 && why.err.contains("Its places are: targets/T3/value"), "{why:?}");
    assert_eq!(ack("targets/T3/value").status, 0);
    assert_eq!(accepted(&li), 1);
    let text = li.types(&["sla", "lint", "SLA-2026-0007"]).out;
    assert!(text.lines().any(|line| line.contains("R34") && line.contains("accepted")), "{text}");
    // Another value was never spoken of.
    let sla = li.reads_json(&["sla", "show", "SLA-2026-0007", "--json"]);
    assert_eq!(sla["code"], "SLA-2026-0007");
    li.does(&["undo"]);
    assert_eq!(accepted(&li), 0);
    // A rule that speaks of one place needs no name of it.
    li.does(&["sla", "ack", "SLA-2026-0007", "R34", "--reason", "agreed with the ward"]);
    assert_eq!(accepted(&li), 1);
    let which = li.is_refused(&["sla", "ack", "SLA-2026-0007", "R46", "--reason", "no"]);
    assert!(which.contains("R46 needs a place"), "{which}");
    let error = li.types(&["sla", "ack", "SLA-2026-0007", "R57", "credits/credits[0]/cap_bp", "--reason", "no"]);
    assert!(error.status == 1 && error.err.contains("is no warning"), "{error:?}");
}

#[test]
fn a_figure_is_written_with_its_unit_and_read_by_its_metric() {
    let li = with_an_agreement();
    let need = ["need", "add", "opportunity=OPP-2026-0001", "title=快速响应", "statement=十五分钟内响应"];
    // The metric may come after the figure that it explains.
    li.does(&[&need[..], &["target_value=15 min", "metric=response_time"]].concat());
    let read = || li.reads_json(&["need", "show", "N-0001", "--json"])["values"].clone();
    assert_eq!((&read()["target_value"], &read()["unit"]), (&900.into(), &"minute".into()));
    li.does(&["need", "edit", "N-0001", "target_value=2 h"]);
    assert_eq!((&read()["target_value"], &read()["unit"]), (&7200.into(), &"hour".into()));
    li.does(&["need", "edit", "N-0001", "target_value="]);
    assert!(read().get("target_value").is_none_or(Value::is_null));
    let refused = li.types(&[&need[..], &["metric=response_time", "target_value=soon"]].concat());
    assert!(refused.status != 0 && refused.err.contains("30 min"), "{}", refused.err);
}

#[test]
fn the_journal_says_to_which_agreement_a_version_belongs() {
    let li = with_an_agreement();
    li.does(&["sla", "edit", "SLA-2026-0001", "notice_days=90"]);
    let log = li.types(&["log"]).out;
    assert!(log.lines().next().unwrap().contains("SLA-2026-0001 0.1"), "{log}");
}
