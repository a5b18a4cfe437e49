//! How each screen looks: few pictures, at two sizes, in each language.

use canvass::keys::{Action, Scope};
use canvass::text::Lang;

use crate::seed::sample;

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
            desk.press(Action::GoNeeds);
            picture("list", desk.screen());
            desk.press(Action::Help);
            picture("help", desk.screen());
            desk.expect_dialog("PageUp").press(Action::Back).press(Action::GoLog);
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
