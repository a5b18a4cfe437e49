//! What people do with the mouse, once they have asked for it.

use canvass::app::event::Event;
use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::text::clean;
use chrono::Duration;
use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{crowd, deal, insert, sample, with_deals};
use canvass::text::Lang;

impl Desk {
    fn mouse(&mut self, kind: MouseEventKind, words: &str) -> &mut Self {
        let at = self.spot(words);
        self.mouse_at(kind, at)
    }

    fn mouse_at(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> &mut Self {
        self.must_be_expected();
        self.send(kind, (column, row))
    }

    fn send(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> &mut Self {
        self.event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    /// Where words stand on the screen.
    fn spot(&self, words: &str) -> (u16, u16) {
        let screen = self.screen();
        let found =
            screen.lines().enumerate().find_map(|(row, line)| Some((row, clean::width(&line[..line.find(words)?]))));
        let (row, column) = found.unwrap_or_else(|| panic!("“{words}” is not on the screen:\n{screen}"));
        (column as u16, row as u16)
    }

    fn click(&mut self, words: &str) -> &mut Self {
        let at = self.spot(words);
        self.mouse_at(MouseEventKind::Down(MouseButton::Left), at).send(MouseEventKind::Up(MouseButton::Left), at)
    }

    fn drag(&mut self, from: &str, to: &str) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), from).mouse(MouseEventKind::Up(MouseButton::Left), to)
    }
}

#[test]
fn a_click_selects_and_a_second_one_opens() {
    let mut desk = with_deals(&["三", "二", "一"]);
    desk.sees("▌ 一").click("二").sees("▌ 二").wait(Duration::seconds(1));
    desk.click("三").sees("▌ 三").click("三").sees("3 of 3  东湖医院 › OPP-2026-0001 三");
    desk.press(Action::Back).sees("▌ 三");
}

#[test]
fn tabs_and_hints_are_pressed_like_keys() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.click("2 accounts").sees("▌ ACC-").wait(Duration::seconds(1));
    desk.click("ACC-0004").sees("▌ ACC-0004").wait(Duration::seconds(1));
    desk.click("Enter open").sees("Overview").wait(Duration::seconds(1));
    desk.click("? help").expect_dialog("All commands").wait(Duration::seconds(1));
    desk.click("Overview").expect_dialog("All commands").press(Action::Back).expect_no_dialog();
}

#[test]
fn a_card_dropped_on_another_column_moves_as_by_a_key() {
    let mut desk = with_deals(&[]);
    let lead = desk.store.me("wang").unwrap().json();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    for (n, title) in ["一", "二"].into_iter().enumerate() {
        deal(&desk, title, account, &[("presales_lead", lead.clone()), ("rank", json!(n))]);
    }
    desk.restart();
    desk.drag("一", "  Qualified  0").expect_dialog("Not yet: Qualified needs this first").press(Action::Back);
    let mut desk = desk.no_gates();
    desk.restart();
    desk.drag("一", "  Qualified  0").expect_notice("moved: OPP-2026-0001").sees("[Qualified 1]").sees("▌ 一");
    desk.wait(Duration::seconds(1));
    desk.drag("一", "  Lead  1").expect_dialog("Why does it go back?").type_text("太早").press(Action::Open);
    desk.expect_notice("moved").sees("[Lead 2]").press(Action::SelectTo).sees("2 selected").wait(Duration::seconds(1));
    desk.drag("二", "  Qualified  0").expect_notice("moved: 2 deals").sees("[Qualified 2]");
    desk.press(Action::Undo).expect_notice("taken back — moved: 2 deals");
    desk.drag("二", "二").sees("Lead 2").sees("▌●华信");
}

#[test]
fn the_wheel_scrolls_the_column_under_it() {
    let mut desk = with_deals(&[]);
    let account = insert(&desk, Kind::Account, "a", &[("name", json!("客户"))]);
    crowd(&desk, Kind::Opportunity, 60, |n| {
        let stage = if n < 30 { "LEAD" } else { "QUALIFIED" };
        vec![
            ("title", json!(format!("项目 {n:02}"))),
            ("account", account.json()),
            ("rank", json!(n)),
            ("stage", json!(stage)),
        ]
    });
    desk.restart();
    desk.sees("▌ 项目 00").mouse(MouseEventKind::ScrollDown, "项目 31").sees("▌ 项目 31");
    for _ in 0..10 {
        desk.mouse(MouseEventKind::ScrollDown, "  Qualified");
    }
    desk.sees("▌ 项目 41").sees("项目 00").mouse(MouseEventKind::ScrollUp, "  Qualified").sees("▌ 项目 40");
}
