//! One opportunity in one look: what is missing leads to where it is filled, and each line is edited where it stands.

use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::store::request::{Reply, Request};
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{deal, insert, made, sample, with_deals, with_deals_in};

/// Walks down to the line that begins so.
fn down_to<'d>(desk: &'d mut Desk, line: &str) -> &'d mut Desk {
    let wanted = format!("▌ {line}");
    desk.press(Action::Top);
    for _ in 0..100 {
        if desk.screen().contains(&wanted) {
            return desk;
        }
        desk.press(Action::Down);
    }
    panic!("no line “{line}”:\n{}", desk.screen());
}

#[test]
fn what_is_missing_is_filled_where_it_stands_and_the_score_rises() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open).sees("0 % · thin").sees("○ a budget with its amount");
    down_to(&mut desk, "○ a budget with its amount").press(Action::Open).expect_dialog("Opportunity: 备份");
    desk.does_not_see("Presales lead").stand_on("Budget status").type_text("appr").stand_on("Budget  ").clear();
    desk.type_text("20万").press(Action::Save).expect_notice("edited: OPP-2026-0001").expect_no_dialog();
    desk.sees("approved · ¥200,000").does_not_see("a budget with its amount").sees("10 % · thin");
    desk.press(Action::Undo).expect_notice("taken back").sees("○ a budget with its amount");
}

#[test]
fn each_part_is_added_to_edited_and_put_away_in_place() {
    let mut desk = with_deals(&["备份"]);
    insert(&desk, Kind::Competitor, "north", &[("name", json!("北方云"))]);
    desk.press(Action::Open);
    down_to(&mut desk, "What they use today").press(Action::New).expect_dialog("New: Incumbent product");
    desk.type_text("旧维保").press(Action::Save).expect_notice("created: 旧维保").expect_no_dialog();
    // The cursor stands on what was made.
    desk.sees("▌ 旧维保").press(Action::Edit).expect_dialog("Incumbent product: 旧维保").stand_on("Vendor");
    desk.type_text("三家厂商").press(Action::Save).expect_notice("edited").sees("▌ 旧维保  三家厂商");
    desk.press(Action::Archive).expect_notice("archived: 旧维保").sees("What they use today  none yet");
    desk.press(Action::Undo).expect_notice("taken back").sees("旧维保  三家厂商");
    down_to(&mut desk, "Competitors").press(Action::Open).expect_dialog("New: Competitor in the deal");
    desk.press(Action::Back).expect_no_dialog();
}

#[test]
fn all_fields_and_whole_tables_are_one_key_away() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoOpportunities).press(Action::Filter).type_text("东湖医院 运维外包").press(Action::Open);
    desk.press(Action::Open).sees("+1 周敏").sees("support +35 of 100").sees("depth 4 → 3 → 5");
    down_to(&mut desk, "N-0001").press(Action::Panes).sees("▌ N-0001").sees("N-0011");
    desk.press(Action::Back).sees("▌ N-0001").does_not_see("N-0011");
    desk.press(Action::Left).does_not_see("▌ N-0001");
}

#[test]
fn every_line_is_reached_on_the_smallest_screen_and_on_a_large_one() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = with_deals_in(Lang::Ru, width, height, &["备份"]);
        desk.press(Action::Open).press(Action::Bottom);
        let last = desk.screen();
        desk.press(Action::Top);
        for _ in 0..60 {
            let before = desk.screen();
            assert!(before.contains('▌'), "{before}");
            desk.press(Action::Down);
            if desk.screen() == before {
                break;
            }
        }
        assert_eq!(desk.screen(), last, "{width}×{height}");
    }
}

#[test]
fn a_tender_counts_its_days_and_a_short_notice_is_asked_about() {
    let mut desk = with_deals(&[]);
    let account = desk.store.by_code("ACC-0001").unwrap().unwrap().1;
    let tender = [
        ("procurement_mode", json!("public")),
        ("tender_notice_on", json!("2026-11-10")),
        ("tender_due_at", json!("2026-11-23T09:00:00Z")),
    ];
    deal(&desk, "市政云", account, &tender);
    desk.notices_change();
    desk.press(Action::Open).sees("23 Nov 2026 (+2d) 17:00").sees("Only 13 days between notice and bid");
    desk.sees("Lead").sees("paused");
}

#[test]
fn a_decided_deal_asks_for_nothing_more() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.press(Action::GoOpportunities).press(Action::Filter).type_text("status:lost 数据治理").press(Action::Open);
    desk.press(Action::Open)
        .sees(" Lost  ")
        .does_not_see("No next step")
        .does_not_see("a compelling event and its day");
    desk.does_not_see("× 0 %").does_not_see("(!");
}

#[test]
fn a_must_need_that_nothing_promises_is_named_on_the_deal_and_one_key_away() {
    for (lang, why) in [(Lang::En, "must, no clause"), (Lang::Zh, "尚无条款"), (Lang::Ru, "обязательна, пункта")]
    {
        let mut desk = sample(lang, 120, 40);
        desk.press(Action::GoOpportunities).press(Action::Filter).type_text("东湖医院 运维外包").press(Action::Open);
        desk.press(Action::Open);
        down_to(&mut desk, "✕ N-0005").sees(why).does_not_see("✕ N-0001");
        desk.press(Action::Open).sees("N-0005").sees("每月五个工作日内出报告").press(Action::Back).sees("▌ ✕ N-0005");
    }
}

#[test]
fn the_deal_says_so_no_longer_once_a_clause_promises_it() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("18 Review").press(Action::Link).expect_dialog("Which need does this meet?");
    desk.type_text("N-0005").press(Action::Open).expect_notice("linked");
    desk.press(Action::GoOpportunities).press(Action::Filter).type_text("东湖医院 运维外包").press(Action::Open);
    desk.press(Action::Open);
    down_to(&mut desk, "N-0001").does_not_see("✕ N-0005");
}

#[test]
fn a_card_says_whose_deal_it_is() {
    let mut desk = with_deals(&["备份", "迁移"]);
    let lin = insert(&desk, Kind::User, "lin", &[("login", json!("lin")), ("name", json!("林悦"))]);
    deal(&desk, "容灾", made("donghu"), &[("owner", lin.json()), ("rank", json!(2000))]);
    desk.notices_change();
    assert_eq!(desk.screen().matches("林悦").count(), 1, "{}", desk.screen());
    assert!(desk.screen().matches("wang 0d").count() == 2, "{}", desk.screen());
}

#[test]
fn in_a_narrow_column_too_and_then_a_mark_tells_how_long_it_lies() {
    let is_marks = |word: &&str| word.chars().all(|c| "○●◐".contains(c));
    let is_owner = |word: &&str| ["wang", "林悦", "陈浩", "Jonas", "Анна"].contains(word);
    for lang in Lang::ALL {
        let mut desk = sample(lang, 80, 24);
        let mut seen = 0;
        for _ in 0..6 {
            for line in desk.screen().lines().skip(1) {
                let cards = line.split_whitespace().filter(is_marks).count();
                assert_eq!(line.split_whitespace().filter(is_owner).count(), cards, "{line}");
                seen += cards;
            }
            desk.press(Action::Right);
        }
        assert!(seen > 40, "{seen}");
    }
    // Ageing in a word where there is room, in a mark where there is none.
    let mut desk = sample(Lang::Ru, 120, 24);
    desk.sees("wang · остывает 12д").resize(80, 24);
    desk.sees("12д~").does_not_see("остывает 12д");
}

#[test]
fn what_is_made_from_a_card_opens_without_a_word_that_it_cannot_be() {
    let mut desk = with_deals(&["备份"]);
    for (make, opens) in [
        (Action::MakeInterview, "Which interview?"),
        (Action::MakeNeed, "New: Need"),
        (Action::MakeContact, "New: Contact"),
    ] {
        desk.press(make).expect_dialog(opens).does_not_see("Open an opportunity first");
        desk.press(Action::Back).press(Action::GoBoard);
    }
}

#[test]
fn every_line_of_what_can_be_added_opens_something() {
    for (at, opens) in [
        "Who?",
        "New: Incumbent product",
        "New: Competitor in the deal",
        "New: Decision step",
        "New: Presales effort",
        "New: Expense",
        "Which interview?",
        "New: Need",
        "New: Gap",
        "New: Verbal promise",
        "New agreement",
        "New: Activity",
    ]
    .into_iter()
    .enumerate()
    {
        let mut desk = with_deals(&["备份"]);
        desk.press(Action::Open).press(Action::New).expect_dialog("12  Activity");
        for _ in 0..at {
            desk.press(Action::Down);
        }
        desk.press(Action::Open).sees(opens).does_not_see("Add to this record");
    }
    // At a customer too; such an interview belongs to no deal.
    for (at, opens) in ["New: Opportunity", "New: Activity", "Who?", "Which interview?"].into_iter().enumerate() {
        let mut desk = with_deals(&["备份"]);
        desk.press(Action::GoAccounts).press(Action::Open).press(Action::New).expect_dialog("4  Interview");
        for _ in 0..at {
            desk.press(Action::Down);
        }
        desk.press(Action::Open).sees(opens).does_not_see("Add to this record");
    }
}

#[test]
fn a_customer_is_asked_about_what_belongs_to_no_deal() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::GoAccounts).press(Action::Open).press(Action::MakeInterview).expect_dialog("Which interview?");
    desk.press(Action::Open).expect_notice("started an interview").sees("answered 0 of 14");
    let Reply::Sheet(begun) = desk.store.answer(Request::ByCode("INT-2026-0001".to_owned())) else { panic!() };
    assert!(begun.record.id_of("account").is_some() && begun.record.id_of("opportunity").is_none());
}

#[test]
fn several_that_one_field_links_are_chosen_opened_and_taken_out() {
    let mut desk = with_deals(&["备份"]);
    let needs: Vec<_> = ["每天备份", "异地备份"]
        .iter()
        .map(|name| {
            let fields = [("title", json!(name)), ("statement", json!(name)), ("opportunity", made("备份").json())];
            insert(&desk, Kind::Need, name, &fields)
        })
        .collect();
    let fields = [
        ("statement", json!("月底才有备份")),
        ("current", json!("每月")),
        ("desired", json!("每天")),
        ("opportunity", made("备份").json()),
        ("needs", json!([needs[0].json()])),
    ];
    insert(&desk, Kind::Gap, "gap", &fields);
    desk.notices_change();
    desk.press(Action::Search).expect_dialog("Search").type_text("月底才有").press(Action::Open).sees("G-0001");
    let at_needs = |desk: &mut Desk| {
        desk.press(Action::Top);
        while !desk.screen().contains("▌ Needs") {
            desk.press(Action::Down);
        }
    };
    // The only one opens.
    at_needs(&mut desk);
    desk.press(Action::Open).sees("N-0001 每天备份").press(Action::Back);
    at_needs(&mut desk);
    desk.press(Action::Edit).expect_dialog("once more to take it out");
    desk.code(KeyCode::Enter).expect_dialog("● N-0001").expect_dialog("○ N-0002");
    desk.type_text("异地").press(Action::Open).expect_dialog("每天备份, 异地备份").press(Action::Save);
    // Of several it is asked which.
    at_needs(&mut desk);
    desk.press(Action::Open).expect_dialog("Open which one?").press(Action::Down).press(Action::Open);
    desk.sees("N-0002 异地备份").press(Action::Back);
    at_needs(&mut desk);
    desk.press(Action::Edit).expect_dialog("每天备份, 异地备份");
    desk.code(KeyCode::Enter)
        .expect_dialog("● N-0002")
        .type_text("每天")
        .press(Action::Open)
        .press(Action::Save)
        .expect_no_dialog();
    at_needs(&mut desk);
    desk.press(Action::Open).sees("N-0002 异地备份");
}
