//! Finding one's way: Esc, the palette, the help, prefix keys, languages, and the thread through the records.

use canvass::keys::{ACTIONS, Action, Scope};
use canvass::text::{Lang, Text};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::driver::Desk;
use crate::seed::{sample, with_deals, with_deals_in};

/// Ways from the board into every screen and dialog.
const WAYS: &[&[Action]] = &[
    &[Action::GoAccounts],
    &[Action::GoAccounts, Action::Open],
    &[Action::GoAccounts, Action::Open, Action::NextField, Action::New],
    &[Action::GoContacts, Action::New],
    &[Action::GoInterviews],
    &[Action::GoInterviews, Action::Open],
    &[Action::GoInterviews, Action::Open, Action::NextField],
    &[Action::GoNeeds, Action::Open, Action::Edit],
    &[Action::GoNeeds, Action::Trace],
    &[Action::GoNeeds, Action::Filter],
    &[Action::GoAgreements],
    &[Action::GoAgreements, Action::Open],
    &[Action::GoAgreements, Action::Open, Action::NextFinding, Action::Edit],
    &[Action::GoLog, Action::Open],
    &[Action::Open, Action::History, Action::Help],
    &[Action::Open, Action::MakeInterview],
    &[Action::Open, Action::MakeContact],
    &[Action::Open, Action::New],
    &[Action::Open, Action::LogActivity],
    &[Action::Lose],
    &[Action::MoveRight],
    &[Action::New, Action::NextField, Action::Open],
    &[Action::Palette],
    &[Action::Filter],
];

#[test]
fn esc_goes_back_from_everywhere_one_step_at_a_time() {
    let mut desk = sample(Lang::En, 120, 40);
    for way in WAYS {
        desk.walk(way);
        let mut steps = 0;
        while desk.app.notice().is_none_or(|(words, _)| !words.contains("leaves Canvass")) {
            let before = desk.screen();
            desk.press(Action::Back).accept_dialogs();
            assert_ne!(desk.screen(), before, "{way:?}: Esc does nothing here");
            steps += 1;
            assert!(steps <= way.len() + 1, "{way:?}: Esc leads in circles:\n{}", desk.screen());
        }
        desk.expect_no_dialog();
    }
}

#[test]
fn the_palette_runs_a_command_by_a_word_of_any_language() {
    for lang in Lang::ALL {
        let text = Text::new(lang);
        for action in [Action::GoNeeds, Action::GoLog, Action::GoAccounts] {
            let mut desk = with_deals(&["备份"]);
            desk.press(Action::Palette).expect_dialog("Commands here");
            desk.type_text(&text.get(&action.spec().label_key())).press(Action::Open).expect_no_dialog();
            let name = Text::new(Lang::En).get(&action.spec().label_key());
            assert!(desk.screen().lines().next().unwrap().contains(&name), "{action:?} {lang:?}\n{}", desk.screen());
        }
    }
}

#[test]
fn the_palette_offers_what_is_possible_here_and_nothing_else() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Palette).expect_dialog("Commands here").type_text("finding").does_not_see("next finding");
    desk.press(Action::Back).press(Action::Palette).expect_dialog("Commands").type_text("one stage on").sees("▌ L");
    desk.press(Action::Open).expect_dialog("Not yet: Qualified needs this first");
}

#[test]
fn the_help_begins_with_what_can_be_done_here_and_says_it_as_a_command_line_too() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Help).expect_dialog("All commands");
    let rows: Vec<String> = desk.screen().lines().map(str::to_owned).collect();
    let at =
        |words: &str| rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {rows:#?}"));
    assert!(at("open  ") < at("one stage on") && at("one stage on") < at("mark as lost"), "{rows:#?}");
    assert!(!rows.iter().any(|row| row.contains("page up")), "movement comes last: {rows:#?}");
    assert!(rows[at("one stage on")].contains("canvass opp move CODE STAGE"), "{rows:#?}");
    desk.type_text("delete").sees("▌ D").sees("canvass KIND archive CODE");
}

#[test]
fn the_help_is_searched_by_pressing_the_key_itself() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Help).expect_dialog("All commands").type_text("gn");
    assert!(desk.line("▌ 5").contains("needs"), "{}", desk.screen());
    desk.press(Action::Open).expect_no_dialog().sees("5 needs").sees("0 records");
    desk.press(Action::Help)
        .expect_dialog("All commands")
        .key(KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL));
    assert!(desk.line("▌ Ctrl+R").contains("redo"), "{}", desk.screen());
    desk.press(Action::Back);
    // Every command of the table can be found by its name.
    let text = Text::new(Lang::En);
    desk.press(Action::Help).expect_dialog("All commands");
    for spec in ACTIONS {
        desk.clear().paste(spec.name).sees(&text.get(&spec.label_key()));
    }
}

#[test]
fn after_a_prefix_key_a_panel_shows_what_may_follow() {
    let mut desk = with_deals(&["备份"]);
    desk.type_text("g").sees("┌─ g ").sees("b  board").sees("n  needs").sees("g  to the top").expect_no_dialog();
    desk.type_text("c").does_not_see("┌─ g ").sees("3 contacts").sees("0 records");
    desk.press(Action::GoBoard).type_text("m").sees("┌─ m ").sees("i  new interview").sees("c  new contact");
    desk.press(Action::Back).does_not_see("┌─ m ").sees("▌ 备份").expect_no_dialog();
    // A key that cannot follow ends it and does nothing else.
    desk.type_text("gX").does_not_see("┌─ g ").expect_no_dialog();
}

#[test]
fn digits_switch_between_the_numbered_screens() {
    let mut desk = sample(Lang::En, 120, 40);
    for (digit, words) in [
        ("2", "东湖医院"),
        ("3", "Phones"),
        ("4", "Template"),
        ("5", "Need level"),
        ("6", "SLA-2026"),
        ("7", "joined"),
        ("1", "31 deals"),
    ] {
        desk.type_text(digit).sees(words).expect_no_dialog();
    }
}

#[test]
fn on_a_narrow_screen_every_tab_still_has_a_name() {
    for lang in Lang::ALL {
        let text = Text::new(lang);
        for desk in [sample(lang, 80, 24), with_deals_in(lang, 80, 24, &["备份"])] {
            let head = desk.screen().lines().next().unwrap().to_owned();
            for (n, tab) in canvass::screens::doors::tabs().enumerate() {
                let name = text.get(&format!("tab-{}", tab.name()));
                assert!(head.contains(&format!("{} {name}", n + 1)), "{name}: {head}");
            }
            assert!(head.contains(&text.get("state-saved")), "{head}");
        }
    }
}

#[test]
fn a_sample_is_called_so_at_every_width() {
    for lang in Lang::ALL {
        let text = Text::new(lang);
        for width in [80, 100, 120] {
            let mut desk = sample(lang, width, 24);
            desk.place.sample.set(true);
            desk.restart();
            let head = desk.screen().lines().next().unwrap().to_owned();
            let key = if width < 100 { "state-sample-short" } else { "state-sample" };
            assert!(head.contains(&text.get(key)), "{head}");
            for tab in canvass::screens::doors::tabs() {
                assert!(width > 80 || head.contains(&text.get(&format!("tab-{}", tab.name()))), "{head}");
            }
        }
    }
}

#[test]
fn f9_changes_the_language_wherever_one_is() {
    let mut desk = sample(Lang::En, 120, 40);
    for way in WAYS {
        desk.walk(way);
        let english = desk.screen();
        desk.press(Action::Language).accept_dialogs().sees("简体中文");
        desk.press(Action::Language).accept_dialogs().sees("Русский");
        assert_ne!(desk.screen(), english, "{way:?}");
        desk.press(Action::Language).accept_dialogs();
        let head = |screen: &str| screen.lines().take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(head(&desk.screen()), head(&english), "{way:?}");
        while desk.app.dialogs() > 0 || desk.app.scopes().contains(&Scope::Field) {
            desk.press(Action::Back).accept_dialogs();
        }
    }
}

#[test]
fn a_menu_that_is_open_changes_its_language_too() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Lose).expect_dialog("missing functions").press(Action::Language);
    desk.expect_dialog("功能").does_not_see("missing functions").press(Action::Back).press(Action::Open);
    desk.press(Action::MakeInterview).expect_dialog("T1  高层领导访谈").press(Action::Language);
    desk.expect_dialog("T1  Интервью с руководителем");
}

#[test]
fn a_new_contact_of_a_deal_comes_with_employer_and_part_and_goes_in_one_undo() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open).press(Action::MakeContact).expect_dialog("New: Contact").sees("── Employment");
    desk.sees("── Role in the deal").type_text("王院长").stand_on("Job title").type_text("院长");
    desk.stand_on("Roles *").type_text(" ").stand_on("Decision power").clear().type_text("3").press(Action::Save);
    desk.expect_no_dialog().expect_notice("created: 王院长").stand_on(" ? 王院长").sees("decides · economic buyer");
    desk.press(Action::Open).sees("王院长").press(Action::NextField).sees("东湖医院").sees("院长");
    desk.press(Action::GoContacts).sees("1 record").press(Action::Undo).expect_notice("taken back — created: 王院长");
    desk.sees("Nothing here yet").press(Action::GoAccounts).press(Action::Open).does_not_see("Employments 1");
}

#[test]
fn what_is_put_away_leaves_the_lists_and_comes_back() {
    let mut desk = with_deals(&[]);
    desk.press(Action::GoAccounts).sees("▌ ACC-0001").press(Action::Archive).expect_notice("archived: ACC-0001");
    desk.sees("Nothing here yet").press(Action::Undo).expect_notice("taken back — archived").sees("▌ ACC-0001");
}

#[test]
fn a_customer_with_undecided_deals_is_archived_only_on_purpose() {
    let mut desk = with_deals(&["备份", "灾备"]);
    let asked = "2 deals are not decided yet. Archive 东湖医院?";
    desk.press(Action::GoAccounts).press(Action::Archive).expect_dialog(asked).sees("look at OPP-2026-0002 灾备");
    // The first line leaves all as it was.
    desk.press(Action::Open).expect_no_dialog().sees("▌ ACC-0001");
    desk.press(Action::Archive)
        .expect_dialog(asked)
        .type_text("4")
        .expect_no_dialog()
        .sees("东湖医院 › OPP-2026-0002 灾备");
    // One deal less, and the question is asked on the page of the customer too.
    desk.press(Action::GoBoard).press(Action::Lose).expect_dialog("Why is").press(Action::Bottom).press(Action::Open);
    desk.expect_dialog("In a few words").type_text("停建").press(Action::Open);
    desk.expect_dialog("To whom").press(Action::Open).expect_no_dialog().expect_notice("marked as lost");
    desk.press(Action::GoAccounts)
        .press(Action::Open)
        .press(Action::Archive)
        .expect_dialog("One deal is not decided yet");
    desk.type_text("2").expect_notice("archived: ACC-0001").press(Action::GoAccounts).sees("Nothing here yet");
    desk.press(Action::GoBoard).sees("1 deal");
}

#[test]
fn y_copies_what_is_at_the_cursor() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Copy).expect_notice("copied");
    desk.press(Action::Open).stand_on("Account").press(Action::Copy).expect_notice("copied");
    desk.press(Action::GoAccounts).press(Action::Copy).expect_notice("copied");
    assert_eq!(desk.copied, ["OPP-2026-0001 东湖医院 备份", "东湖医院", "ACC-0001 东湖医院"]);
}

#[test]
fn the_thread_leads_from_a_need_up_to_the_answer_and_down_to_the_promise() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoNeeds).press(Action::Filter).type_text("可用率").press(Action::Open).sees("1 record");
    desk.press(Action::Trace)
        .expect_dialog("The thread")
        .sees("Where it came from")
        .sees("Answer")
        .sees("What came of it");
    let target = desk.line("Service level target");
    // Down to the promise, and from there the need is where it came from.
    for _ in 0..9 {
        if desk.line("Service level target").contains('▌') {
            break;
        }
        desk.press(Action::Down);
    }
    assert!(desk.line("Service level target").contains("▌"), "{target}\n{}", desk.screen());
    desk.type_text("t").sees("Where it came from").sees("核心业务可用率");
    // And back up: from the promise to the need, from the need to the answer, which opens its interview.
    desk.press(Action::Top).press(Action::Up).press(Action::Up).press(Action::Up);
    assert!(desk.line("▌ Need").contains("核心业务可用率"), "{}", desk.screen());
    desk.type_text("t");
    assert!(desk.line("▌ Answer").contains("▌"), "{}", desk.screen());
    desk.press(Action::Open).expect_no_dialog();
}

impl Desk {
    /// From the board, one command after the other.
    fn walk(&mut self, way: &[Action]) {
        self.press(Action::GoBoard);
        for action in way {
            if *action == Action::Open {
                self.code(KeyCode::Enter);
            } else {
                self.press(*action);
            }
            self.accept_dialogs();
        }
    }

    /// Where a test walks through dialogs without caring which.
    fn accept_dialogs(&mut self) -> &mut Self {
        if self.app.dialogs() > 0 {
            self.expect_dialog("");
        }
        let notice = self.app.notice().map(|(words, _)| words).unwrap_or_default();
        self.expect_notice(&notice)
    }
}

#[test]
fn lists_show_whole_codes_amounts_at_a_glance_and_what_stands_beside_a_record() {
    for (width, lang) in [(80, Lang::En), (100, Lang::Zh), (140, Lang::Ru)] {
        let mut desk = sample(lang, width, 30);
        let amount = [(Lang::En, "₽3.3M"), (Lang::Zh, "330万卢布"), (Lang::Ru, "  3,3\u{a0}млн")];
        let amount = amount.into_iter().find(|(of, _)| *of == lang).map(|(_, amount)| amount).unwrap();
        desk.press(Action::GoOpportunities).sees("▌ OPP-2026-0042").sees(amount);
        assert!(desk.line("OPP-2026-0042").contains("Мониторинг сер"), "{}", desk.screen());
        let state = [(Lang::En, "internal review"), (Lang::Zh, "内部评审"), (Lang::Ru, "внутренняя проверка")];
        let state = state.into_iter().find(|(of, _)| *of == lang).map(|(_, state)| state).unwrap();
        desk.press(Action::GoAgreements);
        let line = desk.line("SLA-2026-0005");
        assert!(line.contains("0.2") && line.contains(state), "{}", desk.screen());
        desk.press(Action::GoContacts);
        assert!(desk.line("Conor Walsh").contains("Harbour"), "{}", desk.screen());
    }
}

#[test]
fn a_filter_that_finds_nothing_says_where_else_to_look() {
    for (lang, words) in [(Lang::En, "looks in notes"), (Lang::Zh, "还会在备注"), (Lang::Ru, "ищет также в заметках")]
    {
        let mut desk = with_deals_in(lang, 80, 24, &["运维外包"]);
        desk.press(Action::Filter).type_text("qqq").sees(words).press(Action::Back);
        desk.press(Action::GoOpportunities).press(Action::Filter).type_text("qqq").sees(words);
    }
}

#[test]
fn what_a_contact_said_and_wants_is_one_key_away_and_leads_back() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoContacts).press(Action::Filter).type_text("唐雪").press(Action::Open).press(Action::Trace);
    desk.expect_dialog("The thread").sees("N-0001  一个电话有人管  (their need)").sees("(their words)");
    desk.press(Action::Open).sees("Requested by").press(Action::Trace).expect_dialog("Contact  唐雪  (wanted by)");
}
