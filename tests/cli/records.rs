//! Making, changing, moving and taking back.

use crate::person::Person;

#[test]
fn a_deal_goes_its_way_from_lead_to_research() {
    let li = Person::li().with_a_deal();
    let why = li.is_refused(&["opp", "move", "OPP-2026-0001", "RESEARCH"]);
    for missing in ["Amount", "Expected close", "Presales lead", "Industry"].iter().take(3) {
        assert!(why.to_lowercase().contains(&missing.to_lowercase()), "{missing} is not named in {why}");
    }
    assert!(why.contains("Fill it in first"), "{why}");
    li.does(&[
        "opp",
        "edit",
        "opp-2026-0001",
        "amount=12.5万",
        "expected_close_on=+3d",
        "presales_lead=me",
        "next_step=约信息科主任",
    ]);
    let moved = li.types(&["opp", "move", "OPP-2026-0001", "RESEARCH"]);
    assert_eq!(moved.status, 1, "QUALIFIED is left out without a reason: {moved:?}");
    let forced = ["opp", "force", "OPP-2026-0001", "Qualified", "--reason", "院长亲自要求"];
    assert_eq!(li.does(&forced), "OPP-2026-0001: Lead → Qualified\n");
    li.does(&["opp", "force", "OPP-2026-0001", "调研", "--reason", "同上", "--lang", "en"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(deal["values"]["stage"], "RESEARCH");
    assert_eq!(deal["values"]["amount"], serde_json::json!({ "minor": 12_500_000, "ccy": "CNY" }));
    assert_eq!(deal["values"]["expected_close_on"], "2026-03-09");
    assert_eq!(deal["links"]["presales_lead"]["title"], "li.wei");
    assert_eq!(deal["links"]["owner"]["uid"], deal["values"]["owner"]);
}

#[test]
fn a_stage_may_be_left_out_by_force_for_a_reason_in_words() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "amount=300000", "expected_close_on=2026-06-30", "presales_lead=me"]);
    li.is_refused(&["opp", "move", "OPP-2026-0001", "RESEARCH", "--note", "客户已立项,直接调研"]);
    li.does(&["opp", "force", "OPP-2026-0001", "RESEARCH", "--reason", "客户已立项,直接调研"]);
    assert!(li.does(&["opp", "list"]).contains("Research"));
}

#[test]
fn a_lost_deal_needs_its_reason_evidence_and_the_winner() {
    fn lose(more: &[&'static str]) -> Vec<&'static str> {
        [&["opp", "lose", "OPP-2026-0001", "--reason"][..], more].concat()
    }
    let li = Person::li().with_a_deal();
    let why = li.is_refused(&["opp", "move", "OPP-2026-0001", "LOST"]);
    assert!(why.contains("reason"), "{why}");
    let why = li.is_refused(&lose(&["weather", "--evidence", "rain"]));
    assert!(why.contains("weather") && why.contains("no_budget"), "{why}");
    assert_eq!(li.types(&lose(&["price"])).status, 2, "evidence is asked for");
    let why = li.is_refused(&lose(&["price", "--evidence", "低 9 %"]));
    assert!(why.contains("--lost-to nodec"), "{why}");
    li.does(&["competitor", "add", "name=北方云", "kind=focus"]);
    li.does(&lose(&["price", "--evidence", "低 9 %", "--lost-to", "北方云"]));
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(
        (&deal["values"]["loss_reason"], &deal["values"]["loss_note"], &deal["values"]["status"]),
        (&"price".into(), &"低 9 %".into(), &"lost".into())
    );
    assert_eq!(deal["links"]["lost_to"]["title"], "北方云");
    li.does(&["opp", "reopen", "OPP-2026-0001"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!((&deal["values"]["stage"], deal["values"].get("lost_to")), (&"LEAD".into(), None));
    li.is_refused(&["opp", "reopen", "OPP-2026-0001"]);
}

#[test]
fn the_gate_names_what_is_missing_and_opens_step_by_step() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "presales_lead=me", "pains=月末对账要两天"]);
    let refused = li.types(&["opp", "move", "OPP-2026-0001", "QUALIFIED"]);
    assert_eq!(refused.status, 1);
    for code in ["contact: ", "A101: ", "qualified: "] {
        assert!(refused.err.contains(code), "{code} is not named in {}", refused.err);
    }
    assert!(!refused.err.contains("pain"), "{}", refused.err);
    let told = li.types(&["opp", "move", "OPP-2026-0001", "QUALIFIED", "--json"]);
    let told_json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((told.status, told_json["conditions"].as_array().unwrap().len()), (1, 3), "{}", told.out);
    assert_eq!(told.err, "canvass: Not moved: 3 conditions stand in the way. Meet them and try again.\n");
    assert_eq!(told_json["conditions"][1]["met_at"]["item"], "A101");
    let gate = li.reads_json(&["opp", "gate", "OPP-2026-0001", "--json"]);
    assert_eq!((&gate["to"], &gate["open"]), (&"QUALIFIED".into(), &false.into()));
    let states = |gate: &serde_json::Value| -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        gate["conditions"].as_array().unwrap().iter().map(|c| (text(&c["code"]), text(&c["state"]))).collect()
    };
    assert!(states(&gate).contains(&("A101".into(), "missing".into())));
    let ticked = li.does(&["opp", "tick", "OPP-2026-0001", "a101", "--evidence", "读过 2025 年档案"]);
    assert_eq!(ticked, "ticked: OPP-2026-0001\n");
    let gate = li.reads_json(&["opp", "gate", "OPP-2026-0001", "--json"]);
    assert!(states(&gate).contains(&("A101".into(), "met".into())));
    let further = li.does(&["opp", "gate", "OPP-2026-0001", "SOLUTION"]);
    assert!(further.contains("need_macro") && further.contains("Lead → Solution"), "{further}");
    assert!(li.is_refused(&["opp", "waive", "OPP-2026-0001", "pain", "--reason", "x"]).contains("cannot be waived"));
    li.does(&["opp", "waive", "OPP-2026-0001", "a102", "--reason", "招标项目"]);
    let point = ["opp", "tick", "OPP-2026-0001", "A424", "--open", "--owner", "me", "--due", "+7d"];
    li.does(&point);
    let gate = li.reads_json(&["opp", "gate", "OPP-2026-0001", "--json"]);
    let items = gate["checklists"].as_array().unwrap().iter().flat_map(|list| list["items"].as_array().unwrap());
    let items: Vec<_> = items.filter(|item| item["code"] == "A102" || item["code"] == "A424").collect();
    assert_eq!((&items[0]["state"], &items[0]["note"]["text"]), (&"waived".into(), &"招标项目".into()));
    assert_eq!(items[1]["state"], "opened");
}

#[test]
fn the_way_of_a_deal_is_told_with_reasons() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "presales_lead=me"]);
    li.does(&["opp", "force", "OPP-2026-0001", "QUALIFIED", "--reason", "院长亲自要求"]);
    assert!(li.is_refused(&["opp", "move", "OPP-2026-0001", "LEAD"]).contains("Reason"));
    li.does(&["opp", "move", "OPP-2026-0001", "LEAD", "--note", "院长换人"]);
    li.does(&["opp", "hold", "OPP-2026-0001", "--until", "+4w", "--reason", "等预算"]);
    li.does(&["opp", "resume", "OPP-2026-0001"]);
    let told = li.does(&["opp", "history", "OPP-2026-0001"]);
    for words in ["Qualified", "院长亲自要求", "院长换人", "等预算", "put on hold", "resumed"] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    let steps = li.reads_json(&["opp", "history", "OPP-2026-0001", "--json"]);
    assert_eq!(steps["steps"][1]["forced"], true);
    assert_eq!((&steps["steps"][3]["until"], &steps["steps"][2]["to"]), (&"2026-04-03".into(), &"LEAD".into()));
}

#[test]
fn what_was_done_stands_in_the_journal_and_can_be_taken_back_and_done_again() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "amount=80000"]);
    let amount = || li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["amount"]["minor"].clone();
    let log = li.does(&["log"]);
    let newest = log.lines().next().unwrap();
    assert!(newest.contains("li.wei") && newest.contains("edited") && newest.contains("OPP-2026-0001"), "{log}");
    assert!(li.does(&["log", "-v"]).contains("Amount: — → ¥80,000"), "{}", li.does(&["log", "-v"]));

    assert_eq!(li.does(&["undo"]), "Undone: edited OPP-2026-0001\n");
    assert!(amount().is_null());
    assert!(li.does(&["log", "OPP-2026-0001"]).lines().nth(1).unwrap().contains("(undone)"));
    assert_eq!(li.does(&["redo"]), "Done again: OPP-2026-0001\n");
    assert_eq!(amount(), 8_000_000);
    assert!(li.is_refused(&["redo"]).contains("nothing to redo"));
}

#[test]
fn any_act_of_the_journal_can_be_taken_back_by_its_number() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "next_step=电话"]);
    li.does(&["opp", "edit", "OPP-2026-0001", "tags=招标;医疗"]);
    let log = li.reads_json(&["log", "--json"]);
    let seq = log["entries"][1]["seq"].as_i64().unwrap();
    assert_eq!(log["entries"][1]["changes"][0]["after"], "电话");
    li.does(&["undo", &format!("#{seq}")]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert!(deal["values"]["next_step"].is_null());
    assert_eq!(deal["values"]["tags"], serde_json::json!(["招标", "医疗"]));
    assert!(li.is_refused(&["undo", &seq.to_string()]).contains("undone already"));
    assert!(li.is_refused(&["undo", "#9999"]).contains("no act"));
    assert!(li.is_refused(&["undo", "yesterday"]).contains("canvass log"));
}

#[test]
fn a_contact_comes_with_the_place_where_they_work() {
    let li = Person::li().with_a_deal();
    li.does(&[
        "contact",
        "add",
        "full_name=周敏",
        "account=东江第一人民医院",
        "title=信息科主任",
        "level=2",
        "phones=13800000000;0769-1",
    ]);
    let contact = li.reads_json(&["contact", "show", "周敏", "--json"]);
    let job = &contact["children"]["employment"][0];
    assert_eq!(job["values"]["title"], "信息科主任");
    assert_eq!(job["values"]["level"], 2);
    assert_eq!(job["values"]["from"], "2026-03-06");
    assert_eq!(job["links"]["account"]["code"], "ACC-0001");
    assert_eq!(contact["values"]["phones"].as_array().unwrap().len(), 2);
    // One act: taking it back takes both.
    li.does(&["undo"]);
    assert!(li.is_refused(&["contact", "show", "周敏"]).contains("周敏"));
    // Without a job title nothing is half made.
    let why = li.is_refused(&["contact", "add", "full_name=周敏", "account=ACC-0001"]);
    assert!(why.contains("Job title"), "{why}");
    assert_eq!(li.reads_json(&["contact", "list", "--json"])["total"], 0);
}

#[test]
fn archived_records_leave_the_lists_and_come_back() {
    let li = Person::li().with_a_deal();
    assert_eq!(li.does(&["opp", "archive", "OPP-2026-0001"]), "OPP-2026-0001 archived.\n");
    assert_eq!(li.reads_json(&["opp", "list", "--json"])["total"], 0);
    assert!(li.does(&["opp", "show", "OPP-2026-0001"]).contains("[Archived]"));
    li.does(&["opp", "archive", "OPP-2026-0001", "--undo"]);
    assert_eq!(li.reads_json(&["opp", "list", "--json"])["total"], 1);
    assert!(li.does(&["opp", "archive", "OPP-2026-0001", "--undo"]).contains("nothing was changed"));
}

#[test]
fn an_archived_person_comes_back_by_the_name_it_went_by() {
    let li = Person::li();
    li.does(&["contact", "add", "full_name=Ann Lee"]);
    assert_eq!(li.does(&["contact", "archive", "Ann Lee"]), "Ann Lee archived.\n");
    // Somebody else of that name meanwhile.
    li.does(&["contact", "add", "full_name=Ann Lee"]);
    li.does(&["contact", "archive", "ann lee", "--undo"]);
    assert_eq!(li.reads_json(&["contact", "list", "--json"])["total"], 2);
}

#[test]
fn no_record_stands_above_itself() {
    let li = Person::li();
    for name in ["name=A", "name=B", "name=C"] {
        li.does(&["account", "add", name]);
    }
    assert!(li.is_refused(&["account", "edit", "ACC-0001", "parent=ACC-0001"]).contains("back to the record itself"));
    li.does(&["account", "edit", "ACC-0001", "parent=ACC-0002"]);
    li.does(&["account", "edit", "ACC-0002", "parent=ACC-0003"]);
    let why = li.is_refused(&["account", "edit", "ACC-0003", "parent=ACC-0001"]);
    assert!(why.contains("Parent") && why.contains("back to the record itself"), "{why}");
    assert!(li.reads_json(&["account", "show", "ACC-0003", "--json"])["values"]["parent"].is_null());
    // What was undone does not come back into a circle either.
    li.does(&["account", "edit", "ACC-0002", "parent="]);
    let seq = li.reads_json(&["log", "--json"])["entries"][0]["seq"].to_string();
    li.does(&["account", "edit", "ACC-0003", "parent=ACC-0001"]);
    li.is_refused(&["undo", &seq]);
    assert!(li.does(&["check", "--replay"]).starts_with("Sound."));
}

#[test]
fn choices_are_written_as_codes_or_in_the_language_of_the_reader() {
    let li = Person::li().with_a_deal();
    let ru = canvass::text::Text::new(canvass::text::Lang::Ru);
    let word = ru.choice("budget_status", "approved");
    li.does(&["--lang", "ru", "opp", "edit", "OPP-2026-0001", &format!("budget_status={word}"), "kind=renewal"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!((&deal["values"]["budget_status"], &deal["values"]["kind"]), (&"approved".into(), &"renewal".into()));
    let label = ru.field("opportunity", "next_step");
    li.does(&["--lang", "ru", "opp", "edit", "OPP-2026-0001", &format!("{label}=Позвонить")]);
    assert_eq!(li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["next_step"], "Позвонить");
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "budget_status=maybe"]);
    assert!(why.contains("maybe") && why.contains("planned"), "{why}");
}

#[test]
fn dates_are_read_as_people_write_them() {
    let li = Person::li().with_a_deal();
    for (typed, kept) in
        [("下周一", "2026-03-09"), ("+2w", "2026-03-20"), ("2026-12-31", "2026-12-31"), ("明天", "2026-03-07")]
    {
        li.does(&["opp", "edit", "OPP-2026-0001", &format!("next_step_due={typed}")]);
        assert_eq!(li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["next_step_due"], kept);
    }
    assert!(li.is_refused(&["opp", "edit", "OPP-2026-0001", "next_step_due=3/6"]).contains("3/6"));
    li.does(&["opp", "edit", "OPP-2026-0001", "next_step_due="]);
    assert!(li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["next_step_due"].is_null());
}

#[test]
fn amounts_take_the_currency_of_the_account() {
    let li = Person::li();
    li.does(&["account", "add", "name=Уралмаш", "ccy=rub", "tz=Екатеринбург"]);
    li.does(&["opp", "add", "title=Сервис-деск", "account=Уралмаш", "amount=1,5 млн"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(deal["values"]["amount"], serde_json::json!({ "minor": 150_000_000, "ccy": "RUB" }));
    li.does(&["opp", "edit", "OPP-2026-0001", "amount=$900"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(deal["values"]["amount"], serde_json::json!({ "minor": 90_000, "ccy": "USD" }));
}

#[test]
fn an_edit_that_changes_nothing_leaves_no_trace_in_the_journal() {
    let li = Person::li().with_a_deal();
    let acts = || li.reads_json(&["log", "--json"])["entries"].as_array().unwrap().len();
    let before = acts();
    assert!(li.does(&["opp", "edit", "OPP-2026-0001", "title= 数据中心运维外包 "]).contains("nothing was changed"));
    assert_eq!(acts(), before);
}

#[test]
fn two_people_work_on_one_file_under_their_own_names() {
    let li = Person::li().with_a_deal();
    let mut anna = Person::named("a.orlova");
    anna.machine.workspace = li.machine.workspace.clone();
    anna.does(&["opp", "edit", "OPP-2026-0001", "next_step=Звонок"]);
    assert!(li.does(&["log"]).lines().next().unwrap().contains("a.orlova"));
    assert_eq!(li.reads_json(&["user", "list", "--json"])["total"], 2);
    // Undo is about what oneself did, and not over what somebody else went on with.
    assert!(li.is_refused(&["undo"]).contains("a.orlova"));
    li.does(&["opp", "edit", "OPP-2026-0001", "tags=x"]);
    assert_eq!(li.does(&["undo"]), "Undone: edited OPP-2026-0001\n");
}

#[test]
fn a_customer_with_undecided_deals_is_archived_only_by_force() {
    let li = Person::li().with_a_deal();
    let why = li.is_refused(&["account", "archive", "ACC-0001"]);
    assert!(why.contains("OPP-2026-0001 数据中心运维外包") && why.contains("--force"), "{why}");
    assert!(li.does(&["account", "list"]).contains("ACC-0001"));
    li.does(&["account", "archive", "ACC-0001", "--force"]);
    assert!(!li.does(&["account", "list"]).contains("ACC-0001"));
    li.does(&["account", "archive", "ACC-0001", "--undo"]);
    li.does(&["opp", "lose", "OPP-2026-0001", "--reason", "postponed", "--evidence", "明年再说", "--lost-to", "nodec"]);
    li.does(&["account", "archive", "ACC-0001"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the configuration is a file of the user, no workspace")]
fn the_journal_calls_people_by_their_configured_name() {
    let li = Person::li().with_a_deal();
    assert!(li.does(&["log"]).contains("  li.wei  "));
    std::fs::write(li.path("config.toml"), "user = \"李伟\"\n").unwrap();
    li.does(&["opp", "edit", "OPP-2026-0001", "title=运维"]);
    let log = li.does(&["log"]);
    assert!(log.contains("  李伟  ") && !log.contains("  li.wei  "), "{log}");
    let entries = li.reads_json(&["log", "--json"]);
    assert_eq!((&entries["entries"][0]["actor"], &entries["entries"][0]["name"]), (&"li.wei".into(), &"李伟".into()));
}

#[test]
fn probability_is_percent_and_effort_is_time_for_people() {
    let li = Person::li().with_a_deal();
    li.does(&["opp", "edit", "OPP-2026-0001", "probability=7.5", "probability_reason=friends", "effort_cap_min=1.5 h"]);
    let page = li.does(&["opp", "show", "OPP-2026-0001"]);
    assert!(page.contains("7.5%") && page.contains("1h30m"), "{page}");
    let kept = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    let kept = (&kept["values"]["probability_bp"], &kept["values"]["effort_cap_min"]);
    assert_eq!(kept, (&750.into(), &90.into()), "stored as before");
    let why = li.is_refused(&["opp", "edit", "OPP-2026-0001", "probability=250"]);
    assert!(why.contains("from 0 to 100%"), "{why}");
    assert!(li.does(&["log", "--verbose"]).contains("7.5%"));
}

#[test]
fn an_undo_names_what_leads_to_the_record() {
    let li = Person::li().with_a_deal();
    let undone = li.is_refused(&["undo", &act_of(&li, "ACC-0001")]);
    assert_eq!(
        undone,
        "canvass: OPP-2026-0001 数据中心运维外包 leads to Account “东江第一人民医院” now. Take that back first, then this.\n"
    );
    // What has no code stands with the record it belongs to.
    li.does(&["contact", "add", "full_name=Wei Zhang"]);
    li.does(&["activity", "add", "OPP-2026-0001", "called", "about", "backups"]);
    let why = li.is_refused(&["undo", &act_of(&li, "OPP-2026-0001")]);
    assert!(why.contains("ACC-0001 called about backups leads to Opportunity “数据中心运维外包”"), "{why}");
    li.does(&["undo"]);
    li.does(&["undo"]);
    li.does(&["undo"]);
    li.does(&["undo"]);
    assert_eq!(li.reads_json(&["account", "list", "--json"])["total"], 0, "in their order all goes back");
}

/// The act that made a record.
fn act_of(li: &Person, code: &str) -> String {
    let log = li.reads_json(&["log", code, "--json"]);
    format!("#{}", log["entries"].as_array().unwrap().last().unwrap()["seq"])
}

#[test]
fn what_is_changed_is_named_whole_and_what_is_read_by_a_part() {
    let li = Person::li().with_a_deal();
    li.does(&["contact", "add", "full_name=Wei Zhang"]);
    li.does(&["need", "add", "title=备份", "statement=每天备份", "opportunity=OPP-2026-0001"]);
    li.does(&["sla", "add", "title=运维协议", "opportunity=OPP-2026-0001"]);
    let before = li.does(&["log", "--json"]);
    for line in [
        &["opp", "edit", "数据", "tags=x"][..],
        &["opp", "edit", "数据", "OPP-2026-0001", "tags=x"],
        &["opp", "archive", "数据"],
        &["opp", "hold", "数据", "--until", "2026-05-01", "--reason", "x"],
        &["opp", "force", "数据", "Qualified", "--reason", "x"],
        &["activity", "add", "数据", "called"],
        &["opp", "edit", "2026-000", "tags=x"],
    ] {
        let why = li.is_refused(line);
        assert!(
            why.contains("only part of a name") && why.contains("OPP-2026-0001 数据中心运维外包"),
            "{line:?}: {why}"
        );
        assert_eq!(why.lines().count(), 1, "{why}");
    }
    let why = li.is_refused(&["contact", "edit", "Zhang", "notes=fair"]);
    assert!(why.contains("If you mean Wei Zhang, give the whole name."), "{why}");
    let uid = li.reads_json(&["contact", "show", "Zhang", "--json"])["uid"].as_str().unwrap().to_owned();
    for line in [
        &["opp", "add", "title=y", "account=东江"][..],
        &["sla", "edit", "运维", "title=y"],
        &["sla", "edit", "运维", "effective_to=2028-01-01"],
        &["sla", "version", "运维"],
        &["sla", "state", "运维", "TERMINATED"],
        &["sla", "clause", "运维", "parties", "--text", "x"],
        &["sla", "ack", "运维", "R01", "--reason", "x"],
        &["need", "rank", "备", "1"],
        &["need", "move", "备", "deferred"],
        &["need", "confirm", "备份", "--by", "Zhang"],
    ] {
        let why = li.is_refused(line);
        assert!(why.contains("only part of a name"), "{line:?}: {why}");
    }
    assert_eq!(li.does(&["log", "--json"]), before, "nothing was written");
    // Whole names in any case, ids, codes and their last part.
    for name in ["数据中心运维外包", "OPP-2026-0001", "opp-2026-0001", "2026-0001", "0001"] {
        li.does(&["opp", "edit", name, &format!("next_step=of {name}")]);
    }
    li.does(&["contact", "edit", "wei zhang", "notes=fair"]);
    li.does(&["contact", "edit", &uid, "notes=call"]);
    li.does(&["sla", "edit", "运维协议", "title=新协议", "--json"]);
    // Looking changes nothing.
    for line in [
        &["opp", "show", "数据"][..],
        &["opp", "history", "数据"],
        &["contact", "show", "Zhang"],
        &["sla", "state", "新"],
    ] {
        li.does(line);
    }
}

#[test]
fn a_whole_name_is_found_among_however_many_that_it_is_part_of() {
    let mut li = Person::li();
    let file = li.path("many.db");
    li.does(&["demo", "--write", file.to_str().unwrap(), "--size", "700"]);
    li.machine.workspace = Some(file);
    let why = li.is_refused(&["opp", "edit", "e", "next_step=x"]);
    assert!(why.contains("fits more than 200 records") && why.contains("OPP-2026-"), "{why}");
    li.does(&["opp", "edit", "OPP-2026-0001", "title=e"]);
    li.does(&["opp", "edit", "E", "next_step=x"]);
    assert_eq!(li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"]["next_step"], "x");
    li.does(&["opp", "edit", "OPP-2026-0700", "title=E"]);
    let why = li.is_refused(&["opp", "edit", "e", "next_step=wrong"]);
    assert!(why.contains("fits 2 records") && why.contains("OPP-2026-0001 e") && why.contains("0700"), "{why}");
    // The same of what is to come back.
    li.does(&["opp", "archive", "OPP-2026-0001"]);
    li.does(&["opp", "archive", "--undo", "e"]);
    let why = li.is_refused(&["opp", "edit", "e", "next_step=wrong"]);
    assert!(why.contains("fits 2 records"), "{why}");
}

#[test]
fn a_new_customer_lives_where_we_do_until_somebody_says_otherwise() {
    let mut li = Person::li();
    li.machine.zone = chrono_tz::Tz::Europe__Moscow;
    li.does(&["account", "add", "name=A"]);
    li.does(&["account", "add", "name=B", "tz=Europe/Berlin"]);
    let zone = |code: &str| li.reads_json(&["account", "show", code, "--json"])["values"]["tz"].clone();
    assert_eq!([zone("ACC-0001"), zone("ACC-0002")], ["Europe/Moscow", "Europe/Berlin"]);
}
