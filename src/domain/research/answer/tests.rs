//! An interview as a consultant lives it: answers come, questions appear and settle.

use serde_json::json;

use super::*;
use crate::text::{Arg, Msg};

fn template(key: &str) -> Template {
    Template::builtin(key, 1).unwrap_or_else(|| panic!("{key}"))
}

fn money(raw: &str) -> Result<Value, Msg> {
    raw.parse::<i64>().map(|minor| json!({"minor": minor * 100, "ccy": "CNY"})).map_err(|_| Msg::new("money-wrong"))
}

fn date(raw: &str) -> Result<Value, Msg> {
    if raw.len() == 10 && raw.starts_with("20") { Ok(json!(raw)) } else { Err(Msg::new("date-wrong")) }
}

const READERS: Readers<'static> = Readers { money: &money, date: &date };

fn read(key: &str, id: &str, raw: &str) -> Result<Value, Msg> {
    value_of(template(key).question(id).unwrap_or_else(|| panic!("{id}")), raw, READERS)
}

fn refusal(key: &str, id: &str, raw: &str) -> String {
    read(key, id, raw).expect_err(raw).key
}

fn typed(template: &Template, answers: &[(&str, &str)]) -> BTreeMap<String, Given> {
    let given = |(id, raw): &(&str, &str)| {
        let value = value_of(template.question(id).expect(id), raw, READERS).ok();
        (id.to_string(), Given { value, raw: raw.to_string(), ..Given::default() })
    };
    answers.iter().map(given).collect()
}

fn marked(status: &str, reason: &str) -> Given {
    Given { status: status.into(), reason: reason.into(), ..Given::default() }
}

#[test]
fn a_no_to_the_roadmap_brings_up_the_next_question() {
    let t1 = template("T1");
    let none = BTreeMap::new();
    assert!(!Sheet::new(&t1, &none).is_visible("E09"));
    let no = typed(&t1, &[("E08", "没有")]);
    assert!(Sheet::new(&t1, &no).is_visible("E09"));
    let yes = typed(&t1, &[("E08", "да, до 2027")]);
    assert!(!Sheet::new(&t1, &yes).is_visible("E09"));
}

#[test]
fn a_hidden_answer_is_kept_but_decides_nothing() {
    // N08 hangs on N06, N06 on N03: without a wish there is no priority, and no deadline either.
    let t3 = template("T3");
    let mut answers = typed(&t3, &[("N03", "月末别卡"), ("N06", "must")]);
    assert!(Sheet::new(&t3, &answers).is_visible("N08"));
    answers.remove("N03");
    let sheet = Sheet::new(&t3, &answers);
    assert!(!sheet.is_visible("N06") && !sheet.is_visible("N08"));
}

#[test]
fn a_refused_question_answers_no_condition() {
    let t3 = template("T3");
    let mut answers = typed(&t3, &[("N03", "faster")]);
    answers.get_mut("N03").expect("N03").status = "refused".into();
    assert!(!Sheet::new(&t3, &answers).is_visible("N06"));
}

#[test]
fn completeness_counts_visible_required_questions_and_reasons() {
    let t7 = template("T7");
    let none = BTreeMap::new();
    let required = Sheet::new(&t7, &none).completeness().required;
    assert_eq!(required, 9, "S06 is hidden until the mark is low");

    let mut answers = typed(&t7, &[("S01", "3"), ("S02", "4")]);
    let sheet = Sheet::new(&t7, &answers);
    assert_eq!(sheet.completeness(), Completeness { done: 2, required: 10 });
    assert_eq!(sheet.completeness().basis_points(), 2000);

    answers.insert("S06".into(), marked("refused", ""));
    assert_eq!(Sheet::new(&t7, &answers).completeness().done, 2, "a refusal without a reason settles nothing");
    assert_eq!(Sheet::new(&t7, &answers).standing("S06"), Standing::Partly);
    answers.insert("S06".into(), marked("unknown", "ask the head nurse by Friday"));
    let sheet = Sheet::new(&t7, &answers);
    assert_eq!((sheet.completeness().done, sheet.standing("S06")), (3, Standing::Settled));
    assert!(sheet.missing().all(|question| question.id != "S06"));
}

#[test]
fn words_that_do_not_read_leave_the_question_half_done() {
    let t7 = template("T7");
    let answers = typed(&t7, &[("S01", "quite good"), ("S02", "  ")]);
    let sheet = Sheet::new(&t7, &answers);
    assert_eq!(sheet.standing("S01"), Standing::Partly);
    assert_eq!(sheet.standing("S02"), Standing::Open);
    assert_eq!(sheet.completeness().done, 0);
}

#[test]
fn next_goes_on_below_and_comes_round_to_what_was_left_out() {
    let t7 = template("T7");
    let mut answers = typed(&t7, &[("S02", "4")]);
    let id = |answers: &BTreeMap<String, Given>, after: &str| {
        Sheet::new(&t7, answers).next_open_after(after).map(|question| question.id.clone())
    };
    assert_eq!(id(&answers, "S01").as_deref(), Some("S03"), "S02 is answered");
    assert_eq!(id(&answers, "S05").as_deref(), Some("S07"), "S06 is hidden");
    assert_eq!(id(&answers, "S15").as_deref(), Some("S01"), "round to the top");
    for question in &t7.questions {
        answers.insert(question.id.clone(), marked("unknown", "nobody in"));
    }
    assert_eq!(id(&answers, "S01"), None);
}

#[test]
fn sections_turn_from_open_to_partly_to_done() {
    let t7 = template("T7");
    let mut answers = BTreeMap::new();
    let first = |answers: &BTreeMap<String, Given>| Sheet::new(&t7, answers).progress()[0];
    assert_eq!(first(&answers), ("quality", Progress::Open));
    answers = typed(&t7, &[("S01", "4"), ("S02", "4"), ("S03", "4"), ("S04", "5")]);
    assert_eq!(first(&answers), ("quality", Progress::Partly));
    answers.extend(typed(&t7, &[("S05", "5")]));
    assert_eq!(first(&answers), ("quality", Progress::Done));
    answers.extend(typed(&t7, &[("S01", "2")]));
    assert_eq!(first(&answers), ("quality", Progress::Partly), "a low mark asks what to correct");
}

#[test]
fn an_answer_record_becomes_what_the_sheet_needs() {
    let answer = json!({"question": "S07", "raw": "7", "value": "7", "status": "answered"});
    let answer: Answer = serde_json::from_value(answer).expect("an answer");
    let given = Given::from(&answer);
    assert_eq!((given.value, given.raw.as_str()), (Some(json!(7)), "7"));
}

#[test]
fn an_option_is_named_by_code_place_or_words_in_any_language() {
    for raw in [
        "approved",
        "4",
        "已批复",
        "Утверждён",
        "APPROVED",
        "\u{ff14}",
        "approved: 1.2M, signed in May",
        "已批复\u{ff0c}五月",
    ] {
        assert_eq!(read("T5", "Q09", raw), Ok(json!("approved")), "{raw}");
    }
    assert_eq!(read("T2", "I08", "7×24"), Ok(json!("7x24")));
    assert_eq!(refusal("T5", "Q09", "0"), "answer-misfit");
    assert_eq!(refusal("T5", "Q09", "1,2"), "answer-misfit", "two options are not one");
    assert_eq!(refusal("T5", "Q09", "7"), "answer-misfit");
    assert_eq!(refusal("T5", "Q09", "perhaps"), "answer-misfit");
}

#[test]
fn several_options_keep_the_order_in_which_they_were_named() {
    let expected = json!(["sec", "cost", "oth"]);
    for raw in [
        "sec,cost,oth",
        "6 2 8",
        "安全、降低办事成本、其他",
        "安全\u{ff0c}cost\u{ff1b}8",
        "безопасность; снижение затрат; 8",
        "6,2,2,8",
    ] {
        assert_eq!(read("T1", "E05", raw), Ok(expected.clone()), "{raw}");
    }
    let msg = read("T1", "E05", "sec, nonsense").expect_err("nonsense");
    assert_eq!(msg.args[0], ("value".into(), Arg::Text("nonsense".into())), "the wrong piece is named");
}

#[test]
fn yes_and_no_in_three_languages_with_a_remark() {
    for raw in ["yes", "Y", "да", "是的\u{ff0c}下周三", "yes: on Friday"] {
        assert_eq!(read("T1", "E16", raw), Ok(json!(true)), "{raw}");
    }
    for raw in ["no", "нет, позже", "否", "没有"] {
        assert_eq!(read("T1", "E16", raw), Ok(json!(false)), "{raw}");
    }
    assert_eq!(refusal("T1", "E16", "normally"), "answer-misfit");
}

#[test]
fn numbers_as_three_countries_write_them() {
    for (raw, value) in [
        ("1200", json!(1200)),
        ("1,200", json!(1200)),
        ("1\u{a0}200,5", json!(1200.5)),
        ("3,5", json!(3.5)),
        ("0,125", json!(0.125)),
        ("1.2万", json!(12000)),
        ("5 тыс.", json!(5000)),
        ("~40", json!(40)),
        ("\u{ff11}\u{ff12}", json!(12)),
    ] {
        assert_eq!(read("T4", "P02", raw), Ok(value), "{raw}");
    }
    for raw in ["many", "1.2.3", "1,2,3", "12,34,567", "inf", "NaN", "-"] {
        assert_eq!(refusal("T4", "P02", raw), "answer-misfit", "{raw}");
    }
    assert_eq!(refusal("T4", "P02", "-3"), "answer-below");
    assert_eq!(refusal("T7", "S07", "11"), "answer-outside");
    assert_eq!(read("T7", "S07", "0"), Ok(json!(0)));
    assert_eq!(read("T1", "E10", "4, was 3 last year"), Ok(json!(4)));
    for raw in ["6", "0", "4,5", "4\u{ff0c}5", "four"] {
        assert_eq!(refusal("T1", "E10", raw), "answer-misfit", "{raw}");
    }
}

#[test]
fn three_numbers_in_one_line() {
    assert_eq!(read("T2", "I01", "1200/8/25"), Ok(json!([1200, 8, 25])));
    assert_eq!(read("T2", "I01", "1,200 / ? / 25"), Ok(json!([1200, null, 25])));
    assert_eq!(refusal("T2", "I01", "1200/8"), "answer-parts");
    assert_eq!(refusal("T2", "I01", "1200/x/25"), "answer-misfit");
}

#[test]
fn a_table_is_one_line_a_row() {
    let raw = "1 | 王院长 | 院长 | dec | 3 | sup | 2026-03-02\n\n2 | 李主任 | | 技术评估";
    let expected = json!([
        {"order": 1, "name": "王院长", "title": "院长", "role": "dec", "power": 3, "attitude": "sup", "last_met": "2026-03-02"},
        {"order": 2, "name": "李主任", "role": "eval"},
    ]);
    assert_eq!(read("T5", "Q14", raw), Ok(expected));

    let msg = read("T5", "Q14", "1 | 王\n2 | 李 | | dec | 9").expect_err("power 9");
    assert_eq!(msg.key, "answer-cell");
    assert_eq!(msg.args[..2], [("row".into(), Arg::Count(2)), ("column".into(), Arg::Count(5))]);
    assert_eq!(refusal("T3", "N12", "a | b | c | d"), "answer-cells");
    assert_eq!(refusal("T3", "N12", "a | b\nc, d, e"), "answer-one-cell");
    let question = template("T3").question("N12").unwrap().clone();
    let short = |raw| short_row(&question.columns, raw).map(|msg| msg.args);
    assert_eq!(
        short("a | b | c\n\nd | e"),
        Some(vec![("row".into(), Arg::Count(3)), ("cells".into(), Arg::Count(2)), ("count".into(), Arg::Count(3))])
    );
    assert_eq!(short("a | b | c\nd | e | "), None, "an empty cell was meant");
}

#[test]
fn money_and_dates_are_read_by_whoever_knows_how() {
    assert_eq!(read("T5", "Q10", "1200"), Ok(json!({"minor": 120_000, "ccy": "CNY"})));
    assert_eq!(refusal("T5", "Q10", "a lot"), "money-wrong");
    assert_eq!(read("T3", "N08", "2026-05-01, the audit comes then"), Ok(json!("2026-05-01")));
    assert_eq!(refusal("T3", "N08", "soon"), "date-wrong");
}

#[test]
fn nothing_typed_is_no_answer() {
    for (key, id) in [("T1", "E01"), ("T1", "E05"), ("T2", "I01"), ("T2", "I02"), ("T5", "Q10")] {
        assert_eq!(read(key, id, " \n "), Ok(Value::Null), "{id}");
    }
}
