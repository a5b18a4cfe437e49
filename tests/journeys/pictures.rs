//! How each screen looks: few pictures, at two sizes, in each language.

use canvass::keys::{Action, Scope};
use canvass::text::{Lang, Text};

use crate::office::desk_in;
use crate::seed::{sample, with_deals_in};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

#[test]
fn every_screen_in_every_language() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let mut desk = sample(lang, width, height);
            let picture = |name: &str, screen: String| {
                insta::assert_snapshot!(format!("{name}_{width}x{height}_{}", lang.tag()), screen);
            };
            picture("board", desk.screen());
            desk.press(Action::Edit);
            picture("form", desk.screen());
            desk.expect_dialog("东湖医院").press(Action::Back);
            picture("record", desk.screen());
            desk.press(Action::Progress);
            picture("progress", desk.screen());
            desk.press(Action::GoNeeds);
            picture("list", desk.screen());
            desk.press(Action::Help);
            picture("help", desk.screen());
            desk.expect_dialog("canvass KIND show CODE").press(Action::Back).press(Action::GoLog);
            picture("journal", desk.screen());
            desk.press(Action::GoInterviews).press(Action::Bottom).press(Action::Open);
            picture("interview", desk.screen());
            // Esc leaves the text first where the pane beside it can be focused.
            while desk.app.scopes().contains(&Scope::Interview) {
                desk.press(Action::Back);
            }
            desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open);
            picture("agreement", desk.screen());
        }
    }
}

#[test]
fn the_first_page_and_the_dialogs_nobody_asks_for() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let picture = |name: &str, screen: String| {
                insta::assert_snapshot!(format!("{name}_{width}x{height}_{}", lang.tag()), screen);
            };
            picture("first-start", desk_in(lang, width, height).screen());

            let mut wang = with_deals_in(lang, width, height, &["运维外包"]);
            wang.press(Action::MoveRight);
            picture("missing", wang.screen());
            wang.expect_dialog("").press(Action::Back).expect_no_dialog();

            // Two at the same line, and then the line drops.
            let mut li = wang.second_user("li");
            wang.press(Action::Edit).expect_dialog("运维外包");
            li.press(Action::Edit).expect_dialog("运维外包").clear().type_text("驻场服务");
            li.press(Action::Save).expect_notice("OPP-2026-0001");
            wang.clear().type_text("运维外包三年").press(Action::Save);
            picture("conflict", wang.screen());
            wang.expect_dialog("驻场服务").wait(chrono::Duration::seconds(1));
            wang.restart();
            picture("recover", wang.screen());
        }
    }
}

#[test]
fn the_footer_of_a_small_screen_names_the_main_key_and_the_way_out_or_to_the_help() {
    for lang in Lang::ALL {
        let text = Text::new(lang);
        let hint = |action: Action, key: &str| format!("{key} {}", text.get(&action.spec().label_key()));
        let mut desk = sample(lang, 80, 24);
        let foot = |desk: &crate::driver::Desk| desk.screen().lines().last().unwrap_or_default().to_owned();
        let outs = [hint(Action::Back, "Esc"), hint(Action::Help, "?"), hint(Action::Help, "F1")];
        let sees = |foot: String, main: &str| {
            assert!(foot.contains(main) && outs.iter().any(|out| foot.contains(out)), "{main}: {foot}");
        };
        let (open, next) = (hint(Action::Open, "Enter"), format!("Tab {}", text.get("interview-next-question")));
        sees(foot(&desk), &open);
        for list in [Action::GoAccounts, Action::GoContacts, Action::GoNeeds, Action::GoLog] {
            desk.press(list);
            sees(foot(&desk), &open);
        }
        desk.press(Action::GoAccounts).press(Action::Open);
        sees(foot(&desk), &hint(Action::Edit, "e"));
        desk.press(Action::GoInterviews).press(Action::Open);
        sees(foot(&desk), &next);
        while desk.app.scopes().contains(&Scope::Interview) {
            desk.press(Action::Back);
        }
        desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open);
        sees(foot(&desk), &hint(Action::Edit, "e"));
    }
}
