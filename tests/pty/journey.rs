//! The way through the whole program: customer, deal, interview, need, agreement, document, in each language.

use std::os::unix::fs::PermissionsExt;

use crate::harness::Term;
use crate::office::{ENTER, ESC, NEED, Office, SAVE, TAB, WIDE};
use crate::read;

/// The words a person looks for on the way.
struct Words {
    lang: &'static str,
    calm: &'static str,
    saved: &'static str,
    new_deal: &'static str,
    choose: &'static str,
    new_account: &'static str,
    no_next_step: &'static str,
    overview: &'static str,
    which_interview: &'static str,
    answered_none: &'static str,
    answered_one: &'static str,
    new_need: &'static str,
    needs_one: &'static str,
    which_need: &'static str,
    export: &'static str,
    written: &'static str,
    file: &'static str,
}

/// From an empty machine to a document. `keys` are the letters of n, mi, ma, G, ml, ], x and q on this keyboard.
fn walk(words: &Words, keys: [&str; 8], said: &str) -> (Office, Term) {
    let [new, interview, agreement, bottom, link, finding, export, quit] = keys;
    let office = Office::new();
    let mut term = office.open(&["--lang", words.lang], &[], WIDE);
    term.wait_text(words.calm);
    term.wait_text(words.saved);
    term.send(new);
    term.wait_text(words.new_deal);
    term.send("运维 аутсорсинг outsourcing");
    term.send(TAB);
    term.send("Acme");
    term.wait_text(words.choose);
    term.send(ENTER);
    term.wait_text(words.new_account);
    term.send(SAVE);
    term.wait_text("ACC-0001");
    term.send(SAVE);
    term.wait_text("OPP-2026-0001".get(..4).unwrap());
    term.wait_text(words.no_next_step);
    term.send(ENTER);
    term.wait_text(words.overview);
    term.send(interview);
    term.wait_text(words.which_interview);
    term.send(ENTER);
    term.wait_text(words.answered_none);
    term.send(said);
    term.wait_text(said);
    term.wait_text(words.answered_one);
    term.send(NEED);
    term.wait_text(words.new_need);
    term.send(SAVE);
    term.wait_text("N-0001");
    term.send(ESC);
    term.wait_text(words.needs_one);
    term.send(agreement);
    term.wait_text("● SLA");
    // Down to the last of the usual promises: none.
    for _ in 0..6 {
        term.send("\x1b[B");
    }
    term.send(" ");
    term.send(SAVE);
    term.wait_text("✕ 31");
    term.wait_text("● 0/1");
    // The findings one after another; the last section carries the need.
    term.send(finding);
    term.wait_until("the first finding", |screen, _| screen.contents().contains("▌✕ 1 "));
    term.send(bottom);
    term.wait_until("the last section", |screen, _| screen.contents().contains("▌✕ 23 "));
    term.send(link);
    term.wait_text(words.which_need);
    term.wait_text("N-0001");
    term.send(ENTER);
    term.wait_text("● 1/1");
    term.send(export);
    term.wait_text(words.export);
    // Word stands first, the plain text after it.
    term.send("\x1b[B");
    term.send(ENTER);
    term.wait_text(words.written);
    let document = read(&office.path(words.file));
    assert!(document.starts_with("# 运维 аутсорсинг outsourcing") && document.contains("Acme"), "{document}");
    term.send(quit);
    assert_eq!(term.wait_exit().0, 0);
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
    (office, term)
}

const LATIN: [&str; 8] = ["n", "mi", "ma", "G", "ml", "]", "x", "q"];

#[test]
fn from_an_empty_machine_to_a_document_and_the_command_line_sees_it_all() {
    let words = Words {
        lang: "en",
        calm: "This workspace is empty. It is yours from here.",
        saved: "● saved",
        new_deal: "New: Opportunity",
        choose: "Choose: Account",
        new_account: "New: Account Acme",
        no_next_step: "no next step",
        overview: "Why they act",
        which_interview: "Which interview?",
        answered_none: "answered 0 of 14",
        answered_one: "answered 1 of 14",
        new_need: "New: Need",
        needs_one: "1 without priority",
        which_need: "Which need does this meet?",
        export: "Export as",
        written: "written to ",
        file: "SLA-2026-0001-v0.1-en.md",
    };
    let (office, _term) = walk(&words, LATIN, "三年内建成 regional centre");
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(office.workspace()), 0o600);
    assert_eq!(mode(office.path("data/canvass")), 0o700);
    assert_eq!(mode(office.path("state/canvass/drafts.db")), 0o600);
    assert!(office.drafts().is_empty(), "everything was saved: {:?}", office.drafts());

    let needs: serde_json::Value = serde_json::from_str(&office.does(&["need", "list", "--json"])).unwrap();
    assert_eq!(needs["records"][0]["values"]["title"], "三年内建成 regional centre", "{needs}");
    assert_eq!(office.does(&["sla", "export", "SLA-2026-0001", "--format", "md"]), read(&office.path(words.file)));
    let log = office.does(&["log"]);
    for said in ["created  ACC-0001", "created  OPP-2026-0001", "INT-2026-0001", "made a need  N-0001", "SLA-2026-0001"]
    {
        assert!(log.contains(said), "no {said:?} in\n{log}");
    }
    let thread = office.does(&["trace", "N-0001"]);
    assert!(thread.contains("E01") && thread.contains("↓ Clause"), "{thread}");
    assert!(office.does(&["check"]).lines().count() > 0);
}

#[test]
fn the_same_way_in_chinese() {
    let words = Words {
        lang: "zh-CN",
        calm: "这个工作区",
        saved: "● 已保存",
        new_deal: "新建商机",
        choose: "选择客户",
        new_account: "新建客户 Acme",
        no_next_step: "OPP-2026-0001",
        overview: "为什么要做",
        which_interview: "选择访谈模板",
        answered_none: "已答 0/14",
        answered_one: "已答 1/14",
        new_need: "新建需求",
        needs_one: "1 条未定优先级",
        which_need: "满足哪项需求",
        export: "导出为",
        written: "已写入 ",
        file: "SLA-2026-0001-v0.1-zh-CN.md",
    };
    let (office, _term) = walk(&words, LATIN, "三年内建成区域医疗中心，门诊量翻一倍");
    assert!(office.does(&["need", "list"]).contains("三年内建成区域医疗中心"));
}

#[test]
fn the_same_way_in_russian_without_leaving_the_russian_layout() {
    let words = Words {
        lang: "ru",
        calm: "Рабочая область пуста",
        saved: "● сохранено",
        new_deal: "Новая запись: Сделка",
        choose: "Выбор: ",
        new_account: "Новая запись: Клиент Acme",
        no_next_step: "нет следующего шага",
        overview: "Зачем им это",
        which_interview: "Какое интервью?",
        answered_none: "отвечено 0 из 14",
        answered_one: "отвечено 1 из 14",
        new_need: "Новая запись: Потребность",
        needs_one: "без приоритета: 1",
        which_need: "Какую потребность",
        export: "Выгрузить как",
        written: "записано в ",
        file: "SLA-2026-0001-v0.1-ru.md",
    };
    // The same keys as n, mi, ma, G, ml, ], x and q.
    let (office, _term) = walk(&words, ["т", "ьш", "ьф", "П", "ьд", "ъ", "ч", "й"], "за три года построить ЦОД");
    assert!(office.does(&["need", "list"]).contains("за три года построить ЦОД"));
}
