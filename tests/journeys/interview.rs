//! An hour with the customer: what is not known becomes an agenda, colleagues note side by side, nothing is lost.

use canvass::domain::act::Change;
use canvass::domain::kinds::Kind;
use canvass::domain::record::Id;
use canvass::domain::research::own;
use canvass::domain::research::template::Template;
use canvass::keys::Action;
use canvass::store::request::{Command, Reply, Request};
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{deal, insert, made, sample, with_deals, with_deals_in};

/// An executive interview in the first deal has begun.
fn begun(desk: &mut Desk) -> &mut Desk {
    desk.press(Action::Open).press(Action::MakeInterview).expect_dialog("Which interview?");
    desk.press(Action::Open).expect_notice("started an interview").sees("answered 0 of 14")
}

#[test]
fn what_they_do_not_know_stands_on_the_agenda_until_it_is_answered() {
    let mut desk = with_deals(&["备份"]);
    begun(&mut desk).press(Action::MarkUnknown).type_text("Anna Berg, +3d").sees("to be asked by 24 Nov 2026");
    desk.press(Action::NextField).press(Action::Back).press(Action::GoAgenda);
    desk.sees("To ask · 1").sees("东湖医院 › 备份").sees("Anna Berg").sees("overall strategic vision");
    desk.press(Action::Copy);
    assert!(
        desk.copied[0].contains("东湖医院 › 备份\n- ") && desk.copied[0].contains("Anna Berg"),
        "{:?}",
        desk.copied
    );
    // Enter leads to the very question; once it is answered it is no longer asked.
    desk.press(Action::Open).sees("to be asked by 24 Nov 2026").press(Action::MarkUnknown).type_text("double by 2028");
    desk.press(Action::NextField).press(Action::Back).sees("Nothing is left to be asked.");
    // Undo brings the question back.
    desk.press(Action::Undo).expect_notice("taken back").sees("Anna Berg");
}

#[test]
fn the_sample_has_an_agenda_that_fits_every_screen() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut desk = sample(lang, width, height);
            desk.press(Action::GoAgenda);
            let shown = desk.screen();
            assert!(!shown.contains("agenda-"), "{shown}");
        }
    }
}

#[test]
fn a_template_of_the_team_is_chosen_and_stays_as_it_was_begun() {
    let mut desk = with_deals(&["备份"]);
    let text = |version: i64, title: &str| {
        let from = Template::source("T7").unwrap();
        from.replace("key = \"T7\"", "key = \"OWN\"")
            .replace("version = 1", &format!("version = {version}"))
            .replace("Overall satisfaction with our service", title)
    };
    let bring = |desk: &Desk, version: i64, title: &str| {
        let values = own::values("own.toml", &text(version, title), Lang::En).unwrap();
        let fields: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        insert(desk, Kind::Template, title, &fields)
    };
    bring(&desk, 1, "First wording");
    desk.press(Action::Open).press(Action::MakeInterview).expect_dialog("OWN  ").press(Action::Bottom);
    desk.press(Action::Open).expect_notice("started an interview").sees("First wording").type_text("4");
    desk.press(Action::NextField);
    // A colleague brings a newer version while it is under way: the questions stay what they were.
    let newer = bring(&desk, 2, "Second wording");
    desk.notices_change();
    desk.press(Action::PrevField).sees("First wording").does_not_see("Second wording");
    desk.press(Action::Back).press(Action::MakeInterview).expect_dialog("OWN  ");
    desk.press(Action::Bottom).press(Action::Open);
    desk.expect_notice("started an interview").sees("Second wording");
    // Nobody can change or remove a version that is in use.
    let change = |field: &str, base: &str, new: &str| Change::Update {
        kind: Kind::Template,
        id: newer,
        field: field.to_owned(),
        base: json!(base),
        new: json!(new),
    };
    let act = |n: u128, change: Change| canvass::domain::act::Act {
        id: Id(uuid::Uuid::from_u128(n)),
        verb: "verb-edit".to_owned(),
        changes: vec![change],
    };
    let edit = act(77, change("title", "", "x"));
    let said = format!("{:?}", desk.store.run(Command::Save(edit)));
    assert!(said.contains("store-template-pinned"), "{said}");
    let gone = act(78, Change::Delete { kind: Kind::Template, id: newer });
    let said = format!("{:?}", desk.store.run(Command::Save(gone)));
    assert!(said.contains("store-template-used"), "{said}");
}

#[test]
fn somebody_who_was_missing_is_made_and_the_words_stand_where_they_were() {
    let mut desk = with_deals(&["备份"]);
    begun(&mut desk).press(Action::NextField).type_text("three new sites").press(Action::People);
    desk.expect_dialog("Who said this?").press(Action::Bottom).press(Action::Open).expect_dialog("New: Contact");
    desk.type_text("王院长").stand_on("Job title").type_text("院长").press(Action::Save);
    desk.expect_notice("created").expect_no_dialog().sees("three new sites").sees("○ 王院长");
    desk.type_text(" by 2028").press(Action::People).expect_dialog("王院长").press(Action::Top).press(Action::Open);
    desk.sees("said by 王院长").sees("● 王院长").sees("three new sites by 2028");
}

/// Two people in the same interview, neither of whom has read the other's words.
fn side_by_side() -> (Desk, Desk) {
    let mut wang = with_deals(&["备份"]);
    begun(&mut wang);
    let mut li = wang.second_user("li");
    li.press(Action::GoInterviews).press(Action::Open).sees("answered 0 of 14");
    (wang, li)
}

#[test]
fn two_people_note_different_questions_and_both_are_there() {
    let (mut wang, mut li) = side_by_side();
    wang.type_text("from wang").press(Action::NextField);
    li.press(Action::NextField).type_text("from li").press(Action::NextField);
    wang.notices_change();
    li.notices_change();
    for desk in [&mut wang, &mut li] {
        desk.expect_no_dialog().sees("answered 2 of 14");
    }
}

#[test]
fn two_people_note_the_same_question_and_are_asked() {
    let (mut wang, mut li) = side_by_side();
    li.type_text("from li").press(Action::Save);
    wang.type_text("from wang");
    wang.notices_change();
    wang.sees("from wang").press(Action::Save).pauses().expect_dialog("Somebody changed the same field");
    wang.sees("from li").sees("mine: from wang").does_not_see("\"from").type_text("m").press(Action::Open);
    wang.expect_no_dialog().sees("from wang");
    let log = wang.store.answer(Request::Log { of: None, before: None, limit: 20 });
    let log = format!("{log:?}");
    assert!(log.contains("from li") && log.contains("from wang"), "both are in the journal: {log}");
}

#[test]
fn two_people_who_save_the_same_question_at_the_same_moment_lose_neither() {
    let (mut wang, mut li) = side_by_side();
    wang.type_text("from wang");
    li.type_text("from li").press(Action::Save);
    // Wang's program has not heard of it yet.
    wang.press(Action::Save);
    wang.pauses().expect_dialog("Somebody changed the same field").sees("from li");
    wang.type_text("m").press(Action::Open).expect_no_dialog().sees("from wang").sees("answered 1 of 14");
    li.notices_change();
    li.sees("from wang");
}

#[test]
fn who_writes_on_is_not_asked_in_the_middle_of_a_word() {
    let (mut wang, mut li) = side_by_side();
    wang.type_text("from wang");
    li.type_text("from li").press(Action::Save);
    // The next answer holds every letter that would have chosen theirs, mine or both.
    wang.press(Action::NextField).expect_notice("You are asked when you pause");
    wang.type_text("month by month, theatre by theatre\n");
    wang.sees("month by month, theatre by theatre").pauses().expect_dialog("Somebody changed the same field");
    wang.sees("E01 · Answer").sees("from li").sees("mine: from wang").press(Action::Back).expect_notice("Not saved");
    wang.sees("month by month, theatre by theatre").press(Action::PrevField).sees("from wang");
}

/// Answers of the only interview, as they are stored.
fn answers(desk: &Desk) -> Vec<canvass::domain::record::Record> {
    let Reply::Sheet(found) = desk.store.answer(Request::ByCode("INT-2026-0001".to_owned())) else { panic!() };
    let Reply::Interview(sheet) = desk.store.answer(Request::Interview(found.record.id)) else { panic!() };
    sheet.answers
}

#[test]
fn whoever_writes_on_while_the_disk_hangs_loses_no_letter_when_the_line_drops_and_clashes_with_nobody() {
    for arrived in [false, true] {
        let mut desk = with_deals(&["备份"]);
        begun(&mut desk).type_text("first line");
        desk.disk_hangs();
        // Reads are under way too: a colleague saved something.
        desk.notices_change();
        desk.press(Action::Save).type_text(", second line").press(Action::NextField).type_text("next answer");
        desk.wait(chrono::Duration::seconds(1));
        desk.press(Action::PrevField).type_text(", third line").sees("first line, second line, third line");
        desk.wait(chrono::Duration::seconds(1));
        if arrived {
            desk.disk_takes_one_save();
        }
        desk.slow = false;
        desk.restart();
        desk.expect_dialog("Unsaved text").press(Action::TakeUp).sees("first line, second line, third line");
        desk.press(Action::Back)
            .expect_no_dialog()
            .press(Action::GoDrafts)
            .expect_dialog("Unsaved text")
            .press(Action::TakeUp)
            .sees("next answer");
        desk.press(Action::Back).expect_no_dialog();
        let said: Vec<String> = answers(&desk).iter().map(|row| row.str("raw").to_owned()).collect();
        assert_eq!(said, ["first line, second line, third line", "next answer"]);
        desk.press(Action::GoDrafts).expect_notice("There is no unfinished text.");
    }
}

#[test]
fn an_agenda_spans_deals_and_puts_the_late_ones_first() {
    let mut desk = with_deals_in(Lang::En, 120, 40, &["备份"]);
    let account = insert(&desk, Kind::Account, "acme", &[("name", json!("Acme"))]);
    let other = deal(&desk, "Desk", account, &[]);
    for (n, (deal, account, by)) in [(other, account, "2026-11-20"), (other, account, "2027-01-10")].iter().enumerate()
    {
        let fields = [
            ("title", json!("Talk")),
            ("template", json!("T1")),
            ("template_version", json!(1)),
            ("account", account.json()),
            ("opportunity", deal.json()),
            ("state", json!("IN_PROGRESS")),
            ("language", json!("en")),
        ];
        let interview = insert(&desk, Kind::Interview, &format!("talk {n}"), &fields);
        let fields = [
            ("interview", interview.json()),
            ("question", json!("E12")),
            ("status", json!("unknown")),
            ("status_reason", json!(format!("asker {n}"))),
            ("ask_by", json!(by)),
        ];
        insert(&desk, Kind::Answer, &format!("open {n}"), &fields);
    }
    desk.press(Action::GoAgenda).sees("To ask · 2").sees("Acme › Desk");
    let screen = desk.screen();
    let row = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap();
    assert!(row("asker 0") < row("asker 1"), "{screen}");
    assert!(desk.line("asker 0").contains('!') && !desk.line("asker 1").contains('!'), "{screen}");
}

#[test]
fn the_day_of_an_interview_is_whole_in_every_language_on_a_small_screen() {
    for (lang, form) in [(Lang::En, "%Y-%m-%d"), (Lang::Zh, "%Y-%m-%d"), (Lang::Ru, "%d.%m.%Y")] {
        let mut desk = sample(lang, 80, 24);
        desk.press(Action::GoInterviews);
        let screen = desk.screen();
        let days = screen.lines().filter(|line| line.contains("INT-")).map(|line| line.split_whitespace().next_back());
        let whole = |day: Option<&str>| chrono::NaiveDate::parse_from_str(day.unwrap_or_default(), form).is_ok();
        assert_eq!(days.map(whole).collect::<Vec<_>>(), [true; 8], "{screen}");
    }
}

#[test]
fn who_is_dropped_comes_back_to_the_letter_where_the_cursor_stood() {
    let mut desk = with_deals(&["备份"]);
    begun(&mut desk).type_text("三年翻一倍");
    desk.wait(chrono::Duration::seconds(1));
    desk.code(KeyCode::Left).code(KeyCode::Left);
    desk.wait(chrono::Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("Unsaved text").press(Action::TakeUp).type_text("内").sees("三年翻内一倍");
}

#[test]
fn what_leaders_want_is_strategy() {
    let mut desk = with_deals(&["备份"]);
    begun(&mut desk).type_text("a regional centre").press(Action::MakeNeed).expect_dialog("a regional centre");
    assert!(desk.line("Scope").contains("macro"), "{}", desk.screen());
}

#[test]
fn who_finishes_an_interview_says_whom_it_was_with() {
    let mut desk = with_deals(&["备份"]);
    let contact = insert(&desk, Kind::Contact, "wang", &[("full_name", json!("王院长"))]);
    let account = made("donghu");
    let job = [("contact", contact.json()), ("account", account.json()), ("title", json!("院长"))];
    insert(&desk, Kind::Employment, "job", &[&job[..], &[("from", json!("2020-01-01"))]].concat());
    let fields = [
        ("title", json!("Talk")),
        ("template", json!("T7")),
        ("account", account.json()),
        ("opportunity", made("备份").json()),
        ("state", json!("IN_PROGRESS")),
        ("language", json!("en")),
    ];
    let interview = insert(&desk, Kind::Interview, "talk", &fields);
    for question in ["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S10", "S13", "S15"] {
        let fields = [
            ("interview", interview.json()),
            ("question", json!(question)),
            ("status", json!("refused")),
            ("status_reason", json!("no time")),
        ];
        insert(&desk, Kind::Answer, question, &fields);
    }
    desk.notices_change();
    desk.press(Action::GoInterviews).press(Action::Open).press(Action::Help).expect_dialog("All commands");
    desk.type_text("finish interview").press(Action::Open).expect_dialog("finish").press(Action::Open);
    desk.expect_dialog("Whom was the interview with?");
    desk.press(Action::Save).expect_dialog("Say whom you talked to before the interview is finished");
    desk.code(KeyCode::Enter).expect_dialog("王院长").press(Action::Open);
    // Left aside, it says what it would do, and finishes all the same when it is taken up.
    desk.press(Action::Back).press(Action::Panes).press(Action::GoDrafts).expect_dialog("Unsaved text");
    desk.press(Action::Compare).expect_dialog("王院长").expect_dialog("completed").press(Action::TakeUp);
    desk.expect_dialog("Whom was the interview with?").press(Action::Save);
    // What the answers lead to is offered while they are fresh.
    desk.expect_dialog("What this interview proposes").press(Action::Back).expect_no_dialog();
    desk.press(Action::GoInterviews);
    assert!(desk.line("Talk").contains("completed"), "{}", desk.screen());
}
