//! What stands in minutes, and what never does.

use serde_json::json;

use super::*;
use crate::domain::kinds::Kind;
use crate::domain::research::coverage::Coverage;
use crate::domain::research::standing::Cover;
use crate::export::markdown::to_markdown;

fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

fn record(kind: Kind, n: u128, values: &Value) -> Record {
    let who = String::new();
    Record {
        kind,
        id: id(n),
        code: if kind.spec().prefix.is_empty() { String::new() } else { format!("{}-{n:04}", kind.spec().prefix) },
        version: 1,
        created_ms: 0,
        created_by: who.clone(),
        updated_ms: 0,
        updated_by: who,
        archived: false,
        values: values.as_object().cloned().unwrap(),
    }
}

fn answer(n: u128, question: &str, more: &Value) -> Record {
    let mut values =
        json!({"interview": id(1).json(), "question": question, "status": "answered", "confidence": "stated"});
    values.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    record(Kind::Answer, n, &values)
}

fn sheet() -> InterviewSheet {
    let record_ = record(
        Kind::Interview,
        1,
        &json!({"title": "t", "template": "T1", "template_version": 1, "account": id(2).json(), "state": "COMPLETED",
                "language": "zh-CN", "held_at": "2026-03-06T02:00:00Z", "contacts": [id(5).json()]}),
    );
    let answers = vec![
        answer(
            10,
            "E01",
            &json!({"raw": "三年内建成区域医疗中心", "value": "\"三年内建成区域医疗中心\"", "by": id(5).json()}),
        ),
        answer(11, "E02", &json!({"raw": "院长与副院长不和", "value": "\"院长与副院长不和\"", "private": true})),
        answer(12, "E04", &json!({"raw": "成长", "value": "\"growth\""})),
        answer(13, "E03", &json!({"status": "unknown", "status_reason": "财务处,3月底前"})),
        answer(14, "E06", &json!({"status": "refused", "status_reason": "嫌我们太贵"})),
    ];
    let need = |n: u128, title: &str| {
        record(
            Kind::Need,
            n,
            &json!({"title": title, "state": "DRAFT", "level": "latent", "priority": "must", "metric": "availability", "target_value": 999_000, "unit": "percent"}),
        )
    };
    InterviewSheet {
        template: None,
        people: Vec::new(),
        record: record_,
        labels: Labels::from([(id(2), "东湖医院".to_owned()), (id(5), "周院长".to_owned())]),
        needs: vec![(id(10), need(20, "全年不停诊")), (id(11), need(21, "调和领导矛盾"))],
        answers,
        ccy: None,
    }
}

#[test]
fn minutes_say_who_said_what_in_any_language_and_nothing_private() {
    let template = Template::builtin("T1", 1).unwrap();
    for lang in Lang::ALL {
        let text = to_markdown(&of_interview(&sheet(), &template, lang, Tz::Asia__Shanghai));
        for words in ["东湖医院", "> 三年内建成区域医疗中心", "周院长", "财务处,3月底前", "全年不停诊", "99"]
        {
            assert!(text.contains(words), "{words} is missing in {}:\n{text}", lang.tag());
        }
        for words in ["不和", "调和领导矛盾", "嫌我们太贵"] {
            assert!(!text.contains(words), "{words} is not for the customer:\n{text}");
        }
    }
    let english = to_markdown(&of_interview(&sheet(), &template, Lang::En, Tz::Asia__Shanghai));
    assert!(english.contains("What is the overall strategic vision"), "questions in the language asked for: {english}");
    assert!(english.contains("\ngrowth\n"), "{english}");
    assert!(!english.contains("latent"), "how we weigh a need is ours: {english}");
    assert!(english.contains("Signature"), "{english}");
}

#[test]
fn confirmed_minutes_say_by_whom_and_when() {
    let mut sheet = sheet();
    sheet.record.values.insert("signed_off_by".to_owned(), id(5).json());
    sheet.record.values.insert("signed_off_on".to_owned(), json!("2026-03-09"));
    let template = Template::builtin("T1", 1).unwrap();
    let text = to_markdown(&of_interview(&sheet, &template, Lang::Ru, Tz::UTC));
    assert!(text.contains("Подтверждает 周院长, 09.03.2026.") && !text.contains("Подпись"), "{text}");
}

#[test]
fn the_list_of_needs_shows_what_is_open_and_what_was_put_off() {
    let row = |n: u128, title: &str, state: &str, private: bool, depth: usize| NeedRow {
        record: record(
            Kind::Need,
            n,
            &json!({"title": title, "statement": format!("“{title}”"), "state": state, "deferred_to": "2027-01-01",
                    "confirmed_by": (state == "CONFIRMED").then(|| id(5).json()),
                    "confirmed_on": (state == "CONFIRMED").then_some("2026-03-09")}),
        ),
        depth,
        cover: Cover::None,
        voiced: true,
        private,
    };
    let sheet = NeedSheet {
        deal: record(Kind::Opportunity, 3, &json!({"title": "运维外包", "account": id(2).json()})),
        rows: vec![
            row(1, "有人管", "CONFIRMED", false, 0),
            row(2, "十分钟内知道", "DRAFT", false, 1),
            row(3, "领导矛盾", "DRAFT", true, 0),
            row(4, "旧库迁移", "DEFERRED", false, 0),
            row(5, "免费送", "REJECTED", false, 0),
        ],
        labels: Labels::from([(id(2), "东湖医院".to_owned()), (id(5), "周院长".to_owned())]),
        coverage: Coverage::default(),
    };
    let text = to_markdown(&of_needs(&sheet, Lang::Zh, Tz::UTC));
    assert!(text.contains("– 十分钟内知道") && text.contains("> “有人管”"), "{text}");
    assert!(
        text.contains("| 有人管 |") && text.contains("| 周院长, 2026年3月9日 |"),
        "who confirmed it and when: {text}"
    );
    let later = text.split("已推迟").nth(1).unwrap_or_default();
    assert!(later.contains("旧库迁移") && later.contains("2027年1月1日"), "{text}");
    assert!(!text.contains("领导矛盾") && !text.contains("免费送"), "{text}");
}
