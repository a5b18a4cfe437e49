//! Pieces drawn into a buffer: Chinese rows, edges over wide characters, areas too small for anything.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::columns::{Cell, Column, Columns};
use super::field_row::{FieldRow, label_width};
use super::hints::hints;
use super::list::{List, Scroll};
use super::notice::{Notice, Tone};
use super::picker::{Choice, Picker};
use super::popup::{self, Popup};
use super::text_field::{Handled, TextField};
use crate::text::clean::width;
use crate::theme::Theme;

/// The rows of a buffer as a terminal shows them: the cell behind a wide character is not there.
pub fn rows(buf: &Buffer) -> Vec<String> {
    (buf.area.top()..buf.area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut x = buf.area.left();
            while x < buf.area.right() {
                let symbol = buf[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(width(symbol)).unwrap().max(1);
            }
            row
        })
        .collect()
}

fn screen(width: u16, height: u16) -> (Rect, Buffer) {
    let area = Rect::new(0, 0, width, height);
    (area, Buffer::empty(area))
}

fn wide_screen(width: u16, height: u16, shift: u16) -> (Rect, Buffer) {
    let (area, mut buf) = screen(width, height);
    for y in 0..height {
        if shift < width {
            buf.set_string(shift, y, "医".repeat(usize::from(width / 2)), Style::new());
        }
    }
    (area, buf)
}

#[test]
fn a_popup_over_wide_characters_keeps_its_borders_and_the_row_its_width() {
    for shift in [0, 1] {
        let (_, mut buf) = wide_screen(20, 5, shift);
        let inner = Popup { title: "确认", footer: None }.draw(Rect::new(5, 1, 9, 3), &mut buf, &Theme::default());
        assert_eq!(inner, Rect::new(7, 2, 5, 1));
        let rows = rows(&buf);
        assert!(rows.iter().all(|row| width(row) == 20), "{rows:#?}");
        assert!(rows[1].contains("┌─ 确…──┐"), "{rows:#?}");
        assert!(rows[2].contains("│       │") && rows[3].contains("└───────┘"), "{rows:#?}");
    }
}

#[test]
fn a_popup_is_centred_and_never_larger_than_the_screen() {
    assert_eq!(popup::centred(Rect::new(0, 0, 80, 24), 40, 10), Rect::new(20, 7, 40, 10));
    assert_eq!(popup::centred(Rect::new(3, 1, 10, 2), 40, 10), Rect::new(3, 1, 10, 2));
}

#[test]
fn the_footer_of_a_popup_shows_its_keys() {
    let (area, mut buf) = screen(30, 4);
    let theme = Theme::default();
    let footer = hints(&[("Enter", "go there"), ("Esc", "leave it")], 24, &theme);
    Popup { title: "Not yet", footer: Some(footer) }.draw(area, &mut buf, &theme);
    assert_eq!(rows(&buf)[0], "┌─ Not yet ──────────────────┐");
    assert_eq!(rows(&buf)[3], "└─ Enter go there ───────────┘");
}

#[test]
fn hints_drop_from_the_end_and_never_in_the_middle() {
    let theme = Theme::default();
    let keys = [("⏎", "open"), ("n", "新建"), ("?", "help")];
    let text = |cells| hints(&keys, cells, &theme).to_string();
    assert_eq!(text(30), "⏎ open   n 新建   ? help");
    assert_eq!(text(23), "⏎ open   n 新建");
    assert_eq!(text(14), "⏎ open");
    assert_eq!(text(5), "");
}

#[test]
fn the_window_moves_by_half_a_page_and_only_when_it_must() {
    let mut scroll = Scroll::default();
    scroll.follow(9, 10, 100);
    assert_eq!(scroll.top, 0);
    scroll.follow(10, 10, 100);
    assert_eq!(scroll.top, 5);
    scroll.follow(5, 10, 100);
    assert_eq!(scroll.top, 5);
    scroll.follow(4, 10, 100);
    assert_eq!(scroll.top, 0);
    scroll.follow(99, 10, 100);
    assert_eq!((scroll.top, scroll.hidden(10, 100)), (90, (90, 0)));
    scroll.follow(2, 10, 3);
    assert_eq!(scroll.top, 0, "a list that shrank shows all it has");
}

#[test]
fn a_line_that_fills_its_area_may_end_in_nothing() {
    let (area, mut buf) = screen(4, 1);
    let spans = vec![Span::raw("标题"), Span::raw(""), Span::raw("\u{200b}")];
    assert_eq!(crate::widgets::line::put(area, &mut buf, &Line::from(spans), Style::new()), 4);
    assert_eq!(buf[(2, 0)].symbol(), "题");
}

#[test]
fn a_list_draws_its_window_with_a_bar_at_the_selection() {
    let names = ["东湖医院", "Nord Logistik", "Acme\u{1b}[31m Rus"];
    let (area, mut buf) = screen(10, 3);
    let mut asked = Vec::new();
    List::new(3, Some(1)).draw(area, &mut buf, &Theme::default(), &mut Scroll::default(), |i| {
        asked.push(i);
        Line::raw(names[i])
    });
    assert_eq!(rows(&buf), [" 东湖医院 ", "▌Nord Log…", " Acme[31m…"]);
    assert_eq!(asked, [0, 1, 2]);
    assert!(buf[(3, 1)].modifier.contains(Modifier::REVERSED) && !buf[(3, 0)].modifier.contains(Modifier::REVERSED));
}

#[test]
fn a_list_of_a_hundred_thousand_asks_only_for_what_it_shows() {
    let (area, mut buf) = screen(20, 5);
    let mut asked = 0;
    List::new(100_000, Some(70_000)).draw(area, &mut buf, &Theme::default(), &mut Scroll::default(), |i| {
        asked += 1;
        Line::raw(i.to_string())
    });
    assert_eq!(asked, 5);
}

fn deals() -> Vec<Vec<Cell<'static>>> {
    [["东湖医院", "运维外包 3 年", "¥260万"], ["Acme Rus", "Service desk 24x7", "1.2M"]]
        .map(|row| row.map(Cell::from).to_vec())
        .to_vec()
}

fn deal_columns() -> Vec<Column> {
    vec![Column::new("Account").min(4), Column::new("Deal").min(6).flex(), Column::new("Amount").right().min(6)]
}

#[test]
fn columns_align_by_cells_and_numbers_to_the_right() {
    let rows = deals();
    let columns = Columns::fit(deal_columns(), &rows, 36);
    assert_eq!(columns.header(&Theme::default()).to_string(), "Account   Deal                Amount");
    assert_eq!(columns.line(&rows[0]).to_string(), "东湖医院  运维外包 3 年       ¥260万");
    assert_eq!(columns.line(&rows[1]).to_string(), "Acme Rus  Service desk 24x7     1.2M");
}

#[test]
fn too_little_room_shortens_the_flexible_column_then_drops_the_last() {
    let rows = deals();
    assert_eq!(Columns::fit(deal_columns(), &rows, 26).line(&rows[0]).to_string(), "东湖医院  运维外…   ¥260万");
    assert_eq!(Columns::fit(deal_columns(), &rows, 13).line(&rows[0]).to_string(), "东…   运维外…");
}

#[test]
fn a_value_wraps_beside_its_label() {
    let labels = ["范围", "Owner"];
    let (area, mut buf) = screen(18, 4);
    let row = FieldRow::new("范围", "三年内建成，门诊量翻倍");
    let label = label_width(labels, area.width);
    assert_eq!((label, row.height(18, label)), (5, 3));
    assert_eq!(row.draw(area, &mut buf, &Theme::default(), label), 3);
    assert_eq!(rows(&buf), ["范围   三年内建   ", "       成，门诊量 ", "       翻倍       ", "                  "]);
}

#[test]
fn a_notice_says_its_tone_without_colour() {
    let theme = Theme::default();
    let say = |tone| Notice::new(tone, "saved\u{202e}").line(&theme).to_string();
    assert_eq!([Tone::Plain, Tone::Good, Tone::Warn, Tone::Error].map(say), ["saved", "● saved", "! saved", "✕ saved"]);
}

fn people() -> Picker<u32> {
    Picker::new(vec![
        Choice::new(1, "王院长").note("T1").also("wang"),
        Choice::new(2, "李主任").also("li"),
        Choice::new(3, "Анна Петрова"),
        Choice::new(4, "Wanda Li"),
    ])
}

fn press(picker: &mut Picker<u32>, code: KeyCode) -> Handled {
    picker.handle(KeyEvent::new(code, KeyModifiers::NONE))
}

#[test]
fn typing_narrows_in_any_language_and_enter_is_left_to_the_screen() {
    let mut picker = people();
    for c in "петр".chars() {
        press(&mut picker, KeyCode::Char(c));
    }
    assert_eq!(picker.selected().map(|c| c.id), Some(3));
    assert_eq!(press(&mut picker, KeyCode::Enter), Handled::Ignored);
    picker.query.set_text("");
    picker.paste("wan");
    assert_eq!(picker.shown().map(|c| c.id).collect::<Vec<_>>().len(), 2);
    picker.paste("zzz");
    assert!(picker.is_empty() && picker.selected().is_none());
}

#[test]
fn a_reload_does_not_move_the_selection() {
    let mut picker = people();
    press(&mut picker, KeyCode::Down);
    press(&mut picker, KeyCode::Down);
    assert_eq!(picker.selected().map(|c| c.id), Some(3));
    picker.set_choices(vec![Choice::new(9, "new"), Choice::new(3, "Анна"), Choice::new(1, "王")]);
    assert_eq!(picker.selected().map(|c| c.id), Some(3));
    picker.set_choices(vec![Choice::new(9, "new"), Choice::new(1, "王")]);
    assert_eq!(picker.selected().map(|c| c.id), Some(1), "its neighbour when it is gone");
}

#[test]
fn a_picker_draws_its_query_and_its_rows() {
    let mut picker = people();
    let (area, mut buf) = screen(20, 4);
    picker.draw(area, &mut buf, &Theme::default());
    assert_eq!(rows(&buf)[1], "▌王院长           T1");
    assert_eq!(rows(&buf)[3], " Анна Петрова       ");
}

proptest! {
    /// The short way of writing plain letters puts the very cells that the library's own would.
    #[test]
    fn plain_letters_stand_as_the_library_writes_them(text in "[a-zA-Z 0-9Жщ客户医—…→]{0,12}", at in 0_u16..6) {
        let (area, mut ours) = wide_screen(12, 1, 1);
        let mut theirs = ours.clone();
        let row = Rect { x: at, width: area.width - at, ..area };
        super::line::put(row, &mut ours, &Line::raw(&text), Style::new());
        let shown = if width(&text) > usize::from(row.width) {
            crate::text::clean::truncate(&format!("{text}…"), usize::from(row.width))
        } else {
            text
        };
        theirs.set_string(at, 0, shown, Style::new());
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn nothing_panics_and_no_row_grows_in_any_area(
        sw in 0_u16..24, sh in 0_u16..8, x in 0_u16..30, y in 0_u16..10, w in 0_u16..30, h in 0_u16..12, shift in 0_u16..2,
        selected in 0_usize..9, label in 0_u16..30,
    ) {
        let theme = Theme::default();
        let area = Rect::new(x, y, w, h);
        let (_, mut buf) = wide_screen(sw, sh, shift);
        Popup { title: "标题 title", footer: Some(hints(&[("⏎", "打开")], w, &theme)) }.draw(area, &mut buf, &theme);
        prop_assert!(rows(&buf).iter().all(|row| width(row) == usize::from(sw)), "{:#?}", rows(&buf));
        let rows_ = deals();
        let columns = Columns::fit(deal_columns(), &rows_, w);
        prop_assert!(columns.line(&rows_[0]).width() <= usize::from(w));
        let list = List { row_height: 1 + shift, ..List::new(7, Some(selected)) };
        list.draw(area, &mut buf, &theme, &mut Scroll { top: selected * 3 }, |i| columns.line(&rows_[i % 2]));
        FieldRow::new("范围", "三年内 built").draw(area, &mut buf, &theme, label);
        Notice::new(Tone::Warn, "保存 failed").draw(area, &mut buf, &theme);
        people().draw(area, &mut buf, &theme);
        TextField::many_lines("三年内 built").draw(area, &mut buf, &theme);
        TextField::one_line("三年内 built").draw(area, &mut buf, &theme);
    }
}
