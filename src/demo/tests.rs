//! The sample as its reader meets it: complete, true to the declarations, never old.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::*;
use crate::domain::account::{Account, competitor::Competitor, contact, user::User};
use crate::domain::agreement::{Agreement, target::Target, version};
use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::samples::row;
use crate::domain::funnel::{
    activity::Activity, definition::Definition, effort, opportunity::Opportunity, people, progress, view,
};
use crate::domain::kinds::Kind;
use crate::domain::record::{Type, Values};
use crate::domain::research::{interview, need, own, template, trace::Trace};
use crate::domain::time::calendar::Calendar;
use crate::domain::time::hours::Hours;
use crate::domain::validate::validate;

const ME: Id = Id(uuid::Uuid::from_u128(1 << 100));

type Row = (Kind, Id, Values);

fn counter() -> impl FnMut() -> Id {
    let mut n = 0_u128;
    move || {
        n += 1;
        Id(uuid::Uuid::from_u128(n))
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn inserts(acts: Vec<Act>) -> Vec<Row> {
    acts.into_iter()
        .flat_map(|act| act.changes)
        .map(|change| match change {
            Change::Insert { kind, id, values } => (kind, id, values),
            other => panic!("a sample only adds records, not {other:?}"),
        })
        .collect()
}

fn records() -> Vec<Row> {
    inserts(sample(day("2026-11-21"), counter(), ME).unwrap())
}

fn of(all: &[Row], wanted: Kind) -> impl Iterator<Item = &Row> {
    all.iter().filter(move |(kind, ..)| *kind == wanted)
}

fn text<'a>(values: &'a Values, field: &str) -> &'a str {
    values.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The values with the defaults the store adds, read as their struct.
fn readable(kind: Kind, values: &Values) -> Result<(), String> {
    let mut all = values.clone();
    for field in kind.spec().fields.iter().filter(|field| !field.default.is_empty()) {
        all.entry(field.name).or_insert_with(|| field.default_value());
    }
    let record = row(kind, 0, &Value::Object(all));
    macro_rules! read {
        ($($kind:ident => $ty:ty),* $(,)?) => {
            match kind { $( Kind::$kind => record.typed::<$ty>().map(drop) ),* }
        };
    }
    read! {
        User => User, Account => Account, Contact => contact::Contact, Employment => contact::Employment,
        Influence => contact::Influence, Competitor => Competitor, Pipeline => Definition, Opportunity => Opportunity,
        DealRole => people::DealRole, Incumbent => people::Incumbent, Rival => people::Rival, SavedView => view::SavedView,
        DecisionStep => people::DecisionStep, Effort => effort::Effort, Expense => effort::Expense,
        Activity => Activity, Interview => interview::Interview, Answer => interview::Answer, Template => own::OwnTemplate, Need => need::Need,
        Gap => need::Gap, Calendar => Calendar, Agreement => Agreement, AgreementVersion => version::AgreementVersion,
        Clause => version::Clause, Target => Target, Trace => Trace, CheckMark => progress::CheckMark,
        Waiver => progress::Waiver, Service => crate::domain::agreement::service::Service,
        Commitment => crate::domain::agreement::commitment::Commitment,
    }
    .map_err(|e| e.to_string())
}

#[test]
fn every_value_fits_its_declaration_and_its_struct() {
    for (kind, _, values) in records() {
        assert_eq!(validate(kind, &values), [], "{kind:?} {values:?}");
        assert_eq!(readable(kind, &values), Ok(()), "{kind:?} {values:?}");
    }
}

#[test]
fn its_calendars_can_be_reckoned_with() {
    for (_, _, values) in of(&records(), Kind::Calendar) {
        let calendar: Calendar = serde_json::from_value(Value::Object(values.clone())).unwrap();
        let hours = Hours::of(&calendar).unwrap();
        assert!(hours.agreed(day("2026-11-21"), day("2026-12-31")).unwrap() > 0, "{values:?}");
    }
}

#[test]
fn nothing_refers_to_what_comes_later() {
    let mut seen = BTreeSet::from([ME]);
    for (kind, id, values) in records() {
        for (name, value) in &values {
            let linked = matches!(kind.spec().field(name).unwrap().ty, Type::Link(_) | Type::Links(_))
                || kind == Kind::Trace && (name == "source" || name == "target");
            let ids = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
            for other in ids.into_iter().filter(|_| linked).filter_map(Id::of) {
                assert!(seen.contains(&other), "{kind:?}.{name} refers to a record that does not exist yet");
            }
        }
        assert!(seen.insert(id), "an id stands twice");
    }
}

#[test]
fn it_is_rich_enough_to_look_around_in() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, _, _) in records() {
        *counts.entry(kind.name()).or_default() += 1;
    }
    let least = [
        ("user", 5),
        ("account", 12),
        ("contact", 26),
        ("employment", 26),
        ("competitor", 6),
        ("opportunity", 40),
        ("deal_role", 25),
        ("incumbent", 4),
        ("rival", 14),
        ("decision_step", 12),
        ("activity", 25),
        ("effort", 15),
        ("interview", 8),
        ("answer", 85),
        ("need", 30),
        ("gap", 6),
        ("agreement", 5),
        ("clause", 40),
        ("target", 20),
        ("trace", 35),
        ("calendar", 2),
    ];
    for (kind, least) in least {
        let found = counts.get(kind).copied().unwrap_or_default();
        assert!(found >= least, "{kind}: {found} of {least}");
    }
}

#[test]
fn opportunities_stand_in_every_stage_with_what_the_stage_requires() {
    let (first, all) = (Pipeline::default(), Pipelines::default());
    let (mut stages, mut statuses, mut lines) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (_, _, values) in of(&records(), Kind::Opportunity) {
        let pipeline = all.of(text(values, "stage")).expect("a stage of a pipeline");
        let stage = pipeline.stage(text(values, "stage")).unwrap();
        lines.insert(pipeline.code.clone());
        let status = values.get("status").and_then(Value::as_str).unwrap_or("open");
        assert!(status == stage.status() || status == "on_hold", "{values:?}");
        let has = |field: &str| assert!(values.contains_key(field), "{field} is missing in {values:?}");
        match status {
            "lost" | "disqualified" => ["loss_reason", "lost_on"].into_iter().for_each(has),
            "on_hold" => has("hold_until"),
            "won" => has("won_on"),
            _ => {}
        }
        if !matches!(status, "lost" | "disqualified") {
            pipeline.required(&stage.code).filter(|f| f.default.is_empty()).for_each(|f| has(f.name));
        }
        if pipeline.code == first.code {
            stages.insert(stage.code.clone());
        }
        statuses.insert(status.to_owned());
    }
    assert_eq!(stages.len(), first.stages().len(), "{stages:?}");
    assert_eq!(lines.len(), all.all().count(), "{lines:?}");
    assert_eq!(statuses.len(), 5, "{statuses:?}");
}

#[test]
fn the_hospital_agreement_has_the_faults_a_check_should_find() {
    let all = records();
    let sla = of(&all, Kind::Agreement).find(|(_, _, v)| text(v, "title").starts_with("东湖医院 运维外包")).unwrap().1;
    let version = |agreement: Id| {
        of(&all, Kind::AgreementVersion).find(|(_, _, v)| v["agreement"] == agreement.json()).unwrap().1
    };
    let version_of_sla = version(sla).json();
    let within = |kind| of(&all, kind).filter(|(_, _, v)| v["version"] == version_of_sla).map(|(_, _, v)| v);
    let figures: Vec<(&str, Option<i64>, Option<i64>)> = within(Kind::Target)
        .map(|v| (text(v, "metric"), v.get("priority").and_then(Value::as_i64), v["value"].as_i64()))
        .collect();
    let expected = [
        ("availability", None, Some(999_000)),
        ("response_time", Some(1), Some(1800)),
        ("restore_time", Some(1), Some(14_400)),
        ("response_time", Some(2), Some(900)),
        ("restore_time", Some(2), Some(7200)),
    ];
    assert_eq!(figures, expected, "the less urgent priority is promised more");
    assert!(within(Kind::Clause).all(|v| v["section"] != "workload_limits"));
    assert_eq!(
        within(Kind::Clause).filter(|v| text(v, "text").contains("{{")).count(),
        2,
        "one placeholder is left, in both languages"
    );

    let report = of(&all, Kind::Need).find(|(_, _, v)| v["title"] == "每月五个工作日内出报告").unwrap();
    assert_eq!(report.2["priority"], "must");
    assert!(of(&all, Kind::Trace).all(|(_, _, v)| v["source"] != report.1.json()), "the report has no clause");

    let mut beneath: Vec<i64> = of(&all, Kind::Agreement)
        .filter(|(_, _, v)| Id::all(v.get("supports").unwrap_or(&Value::Null)).any(|above| above == sla))
        .map(|(_, id, _)| {
            let version = version(*id).json();
            let mut targets = of(&all, Kind::Target).filter(|(_, _, v)| v["version"] == version);
            let target = targets.find(|(_, _, v)| v["metric"] == "availability").unwrap();
            target.2["value"].as_i64().unwrap()
        })
        .collect();
    beneath.sort_unstable();
    assert_eq!(beneath, [999_000, 999_500, 999_500]);
}

#[test]
fn needs_stand_on_all_five_levels_and_the_thread_reaches_the_suppliers() {
    let all = records();
    let levels: BTreeSet<_> = of(&all, Kind::Need).map(|(_, _, v)| text(v, "level")).collect();
    assert_eq!(levels.len(), 5, "{levels:?}");
    let links: BTreeSet<_> =
        of(&all, Kind::Trace).map(|(_, _, v)| (text(v, "source_kind"), text(v, "target_kind"))).collect();
    for link in [("answer", "need"), ("need", "clause"), ("need", "target"), ("target", "target")] {
        assert!(links.contains(&link), "{link:?} not in {links:?}");
    }
}

#[test]
fn every_answer_belongs_to_a_question_of_its_template() {
    let all = records();
    let by_id: BTreeMap<Id, &Values> = of(&all, Kind::Interview).map(|(_, id, v)| (*id, v)).collect();
    for (_, _, answer) in of(&all, Kind::Answer) {
        let interview = by_id[&Id::of(&answer["interview"]).unwrap()];
        let template = template::Template::builtin(text(interview, "template"), 1).expect("a built-in template");
        let known = template.questions.iter().any(|question| question.id == text(answer, "question"));
        assert!(known, "{} in {}", answer["question"], interview["title"]);
        if !text(answer, "status").is_empty() && text(answer, "status") != "answered" {
            assert!(answer.contains_key("status_reason"), "{answer:?}");
        } else {
            let value: Value = serde_json::from_str(text(answer, "value")).expect("JSON text");
            assert!(!value.is_null() && answer.contains_key("raw"), "{answer:?}");
        }
    }
}

#[test]
fn the_sample_moves_with_the_day_it_is_made_on() {
    let due = |today: &str| {
        let all = inserts(sample(day(today), counter(), ME).unwrap());
        of(&all, Kind::Opportunity).find(|(_, _, v)| v["title"] == "东湖医院 运维外包").unwrap().2["next_step_due"]
            .clone()
    };
    assert_eq!(due("2026-11-21"), "2026-11-23");
    assert_eq!(due("2028-02-28"), "2028-03-01", "a leap year has its own days");
}

#[test]
fn acts_are_small_and_say_what_they_are() {
    let acts = sample(day("2026-11-21"), counter(), ME).unwrap();
    assert!(acts.len() > 1);
    for act in &acts {
        assert!(act.changes.len() <= ACT_MAX && !act.changes.is_empty());
        assert_eq!(act.verb, "verb-sample");
    }
}

#[test]
fn a_fault_in_a_file_names_file_record_and_field() {
    let told = |text: &str| {
        let msg = from_files(&[("x.toml", text)], day("2026-11-21"), counter(), ME).unwrap_err();
        format!("{:?}", msg.args)
    };
    let wrong_choice = told("[[competitor]]\nkey = 'c'\nname = 'C'\nkind = 'friend'");
    assert!(wrong_choice.contains("x.toml") && wrong_choice.contains("competitor c"), "{wrong_choice}");
    assert!(wrong_choice.contains("kind: value-not-choice"), "{wrong_choice}");
    let rows = [
        ("[[account]]\nname = 'A'\nowner = 'nobody'", "no record has the key nobody"),
        ("[[account]]\nname = 'A'\nowner = 'me'\nparent = 'me'", "me is of kind user"),
        ("[[account]]\nname = 'A'\nowner = 'me'\nclosed_at = '@soon'", "closed_at"),
        ("[[account]]\nname = 'A'\nowner = 'me'\nit_budget = '1.234 CNY'", "it_budget"),
        ("[[account]]\nname = 'A'\nowner = 'me'\nshoe_size = 43", "shoe_size"),
        ("[[contact]]\nkey='k'\nfull_name='A'\n[[contact]]\nkey='k'\nfull_name='B'", "used twice"),
        ("[[nothing]]\nname = 'A'", "no kind of record"),
        ("[[account]", "x.toml"),
    ];
    for (text, expected) in rows {
        assert!(told(text).contains(expected), "{}", told(text));
    }
}

#[test]
fn many_are_valid_alike_each_time_and_cover_every_open_stage() {
    let made = || many(1000, counter(), day("2026-11-21"), ME).collect::<Vec<_>>();
    let acts = made();
    assert_eq!(acts, made(), "the same number gives the same workspace");
    assert!(acts.iter().all(|act| act.changes.len() <= ACT_MAX && act.verb == VERB));
    let all = inserts(acts);
    let pipeline = Pipeline::default();
    let (mut stages, mut languages, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (kind, _, values) in &all {
        assert_eq!(validate(*kind, values), [], "{values:?}");
        assert_eq!(readable(*kind, values), Ok(()));
        if *kind == Kind::Account {
            languages.insert(text(values, "locale"));
            assert!(names.insert(text(values, "name")), "{} stands twice", values["name"]);
        } else {
            let stage = text(values, "stage");
            assert!(pipeline.required(stage).all(|f| values.contains_key(f.name) || !f.default.is_empty()));
            stages.insert(stage);
        }
    }
    assert_eq!((of(&all, Kind::Account).count(), of(&all, Kind::Opportunity).count()), (32, 1000));
    assert_eq!((stages.len(), languages.len()), (pipeline.open_stages().count(), 3));
}

#[test]
fn many_of_nothing_still_has_accounts_and_names_never_repeat() {
    assert_eq!(inserts(many(0, counter(), day("2026-11-21"), ME).collect()).len(), 12);
    let all = inserts(many(30_000, counter(), day("2026-11-21"), ME).take(3).collect());
    let names: BTreeSet<_> = all.iter().map(|(_, _, v)| text(v, "name")).collect();
    assert_eq!(names.len(), 600, "of 612 accounts the first 600");
}
