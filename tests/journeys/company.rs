//! Who else is here: seen in passing, never in the way.

use canvass::app::event::Event;
use canvass::keys::Action;
use canvass::store::request::{Care, Reply};
use canvass::text::Lang;

use crate::office::sit;
use crate::seed::{sample, with_deals, with_deals_in};

#[test]
fn the_head_line_counts_people_and_not_their_windows() {
    let mut wang = with_deals(&["备份"]);
    wang.looks_around().does_not_see(" here ·");
    let again = wang.second_user("wang");
    wang.looks_around().does_not_see(" here ·");
    let li = wang.second_user("li");
    wang.looks_around().sees("wang · 2 here · ● saved");
    let zhao = wang.second_user("zhao");
    wang.looks_around().sees("3 here");
    drop((again, li));
    wang.looks_around().sees("2 here");
    drop(zhao);
    wang.looks_around().does_not_see(" here ·").sees("wang · ● saved");
}

#[test]
fn a_record_that_somebody_edits_says_so_with_the_name_and_the_field() {
    let mut wang = with_deals(&["备份"]);
    let mut li = wang.second_user("li");
    wang.press(Action::Open).sees("Next step").does_not_see("is editing");
    li.press(Action::Edit).expect_dialog("Opportunity: 备份");
    wang.looks_around().sees("li is editing · Title");
    li.stand_on("Next step");
    wang.looks_around().sees("li is editing · Next step");
    // In the form of the same record too; and each sees the other.
    wang.press(Action::Edit).expect_dialog("Opportunity: 备份").sees("li is editing · Next step");
    li.looks_around().sees("wang is editing · Title");
    // It keeps nobody from saving.
    wang.stand_on("Amount").type_text("12万").press(Action::Save).expect_notice("edited");
    li.press(Action::Back);
    wang.looks_around().does_not_see("is editing").sees("2 here");
}

#[test]
fn what_somebody_edits_elsewhere_is_no_news_here() {
    let mut wang = with_deals(&["备份", "容灾"]);
    let mut li = wang.second_user("li");
    li.press(Action::Down).press(Action::Edit).expect_dialog("Opportunity: 备份");
    wang.press(Action::Open).looks_around().sees("2 here").does_not_see("is editing");
    // A new record is nobody else's yet.
    li.press(Action::Back).press(Action::Back).press(Action::New).expect_dialog("New: Opportunity");
    wang.looks_around().does_not_see("is editing");
}

#[test]
fn in_an_interview_and_an_agreement_the_place_goes_by_its_own_name() {
    let mut wang = sample(Lang::En, 120, 40);
    let mut li = wang.second_user("li");
    for desk in [&mut wang, &mut li] {
        desk.press(Action::GoInterviews).press(Action::Open);
    }
    wang.looks_around().sees("li is editing · question ");
    for desk in [&mut wang, &mut li] {
        desk.press(Action::Back).press(Action::GoAgreements).press(Action::Open);
    }
    wang.looks_around().does_not_see("is editing");
    li.press(Action::Down).press(Action::Edit);
    let section = li.app.dialogs();
    assert_eq!(section, 0, "{}", li.screen());
    wang.looks_around().sees("li is editing · ");
}

#[test]
fn it_is_said_in_the_readers_language_and_finds_room_on_a_narrow_screen() {
    for (lang, here, editing) in [
        (Lang::Zh, "2 人在线", "li 正在编辑 · 标题"),
        (Lang::Ru, "здесь 2 человека", "li редактирует · Название"),
        (Lang::En, "2 here", "li is editing · Title"),
    ] {
        let mut wang = with_deals_in(lang, 80, 24, &["备份"]);
        let mut li = sit(std::rc::Rc::clone(&wang.place), "li", Lang::En, 80, 24);
        li.press(Action::Edit).expect_dialog("Opportunity: 备份");
        wang.looks_around().sees(here).press(Action::Open).sees(editing);
    }
}

#[test]
fn what_somebody_should_see_to_stands_in_the_head_line_until_it_is_done() {
    for (lang, width, log, copy, stopped) in [
        (Lang::En, 120, "! log 80 MB · ", "! no backup for 9 days · ● saved", "✕ not saving any more"),
        (Lang::Zh, 80, "! 日志 80 MB · ", "! 已 9 天没有备份 · ● 已保存", "✕ 已停止保存"),
        (Lang::Ru, 80, "! журнал 80 МБ · ", "! 9 дней без копии · ● сохранено", "✕ больше не сохраняется"),
    ] {
        let mut wang = with_deals_in(lang, width, 24, &["备份"]);
        let care = Care { stopped: false, log_mb: Some(80), days_uncopied: Some(9) };
        wang.event(Event::Store(0, Reply::Care(care)));
        wang.sees(log).sees(copy);
        wang.event(Event::Store(0, Reply::Care(Care { stopped: true, ..Care::default() })));
        wang.sees(stopped).does_not_see(log);
        wang.event(Event::Store(0, Reply::Care(Care::default())));
        wang.does_not_see("!  ").does_not_see(stopped);
    }
}
