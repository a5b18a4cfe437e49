//! Moving deals through the funnel, as a consultant does.

use serde_json::json;

use super::*;
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::text::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-03-31";

/// A deal in this stage with every field the stages ask for.
fn deal(stage: &str) -> Opportunity {
    let id = Id(uuid::Uuid::from_u128(7));
    serde_json::from_value(json!({
        "title": "Service desk", "account": id, "owner": id, "presales_lead": id, "kind": "new", "stage": stage,
        "entered_stage_on": "2026-03-01", "status": "open", "amount": {"minor": 120_000_000, "ccy": "CNY"},
        "expected_close_on": "2026-06-30", "budget_status": "approved", "procurement_mode": "public", "rank": 0,
    }))
    .unwrap()
}

fn moved(deal: &Opportunity, to: &str, why: impl Into<Option<Reason>>) -> Result<Opportunity, Vec<Refusal>> {
    moved_from(None, deal, to, why)
}

/// The stages alone: gates have their own tests.
fn moved_from(
    stood_in: Option<&str>,
    deal: &Opportunity,
    to: &str,
    why: impl Into<Option<Reason>>,
) -> Result<Opportunity, Vec<Refusal>> {
    let facts = Facts { stood_in: stood_in.map(ToOwned::to_owned), ..Facts::new(deal.clone(), day(TODAY)) };
    let changes = Pipeline::default().ungated().move_to(&facts, to, &why.into().unwrap_or_default())?;
    let mut values = serde_json::to_value(deal).unwrap();
    for (field, value) in changes {
        values[field] = value;
    }
    Ok(serde_json::from_value(values).unwrap())
}

fn reason(code: &str, text: &str) -> Reason {
    Reason { code: code.to_owned(), text: text.to_owned(), ..Reason::default() }
}

/// A loss that says all it must.
fn to_somebody(code: &str, text: &str) -> Reason {
    Reason { lost_to: Some(Id(uuid::Uuid::from_u128(9))), ..reason(code, text) }
}

fn force(text: &str) -> Reason {
    Reason { force: true, ..reason("", text) }
}

#[test]
fn the_default_pipeline_is_the_one_of_the_model() {
    let pipeline = Pipeline::default();
    let rows: Vec<_> =
        pipeline.stages().iter().map(|s| (s.code.as_str(), s.probability_bp, s.rot_days, s.cap_days)).collect();
    assert_eq!(
        rows,
        [
            ("LEAD", 500, Some(14), Some(1)),
            ("QUALIFIED", 1000, Some(14), Some(3)),
            ("RESEARCH", 2500, Some(21), Some(8)),
            ("SOLUTION", 4000, Some(21), Some(12)),
            ("SHOWCASE", 5500, Some(14), Some(6)),
            ("BID", 6500, Some(10), Some(10)),
            ("NEGOTIATION", 8000, Some(14), Some(8)),
            ("WON", 10_000, None, None),
            ("LOST", 0, None, None),
            ("DISQUALIFIED", 0, None, None),
        ]
    );
    assert_eq!(pipeline.phases().len(), 4);
    assert!(pipeline.open_stages().all(|s| s.phase.as_deref().and_then(|code| pipeline.phase(code)).is_some()));
}

#[test]
fn fields_are_needed_from_their_stage_on() {
    let pipeline = Pipeline::default();
    assert!(OPPORTUNITY.fields.iter().all(|field| !matches!(field.need, Need::From(_))), "the pipeline says it");
    let needs =
        |stage: &str| pipeline.required(stage).filter(|f| f.need == Need::No).map(|f| f.name).collect::<Vec<_>>();
    assert_eq!(needs("QUALIFIED"), ["presales_lead"]);
    assert_eq!(needs("SOLUTION"), ["presales_lead", "amount", "expected_close_on"]);
    assert!(Kind::Opportunity.spec().field("stage").is_some());
}

#[test]
fn forward_sets_stage_and_day_and_nothing_else() {
    let facts = Facts::new(deal("LEAD"), day(TODAY));
    let changes = Pipeline::default().ungated().move_to(&facts, "QUALIFIED", &Reason::default()).unwrap();
    assert_eq!(changes, [("stage", json!("QUALIFIED")), ("entered_stage_on", json!(TODAY))]);
}

#[test]
fn each_missing_field_is_named_up_to_the_stage_aimed_at() {
    let mut bare = deal("LEAD");
    (bare.presales_lead, bare.amount, bare.expected_close_on) = (None, None, None);
    let missing = |to| moved(&bare, to, force("Asked for by the board")).unwrap_err();
    assert_eq!(missing("QUALIFIED"), [Refusal::Missing { field: "presales_lead" }]);
    assert_eq!(
        missing("RESEARCH"),
        ["presales_lead", "amount", "expected_close_on"].map(|field| Refusal::Missing { field })
    );
}

#[test]
fn a_stage_may_only_be_left_out_where_the_procurement_has_none_or_by_force_with_a_reason() {
    let mut deal = deal("SHOWCASE");
    assert_eq!(moved(&deal, "NEGOTIATION", None), Err(vec![Refusal::Skips { stage: "BID".into() }]));
    let unforced = moved(&deal, "NEGOTIATION", reason("", "Tender withdrawn"));
    assert_eq!(unforced, Err(vec![Refusal::Skips { stage: "BID".into() }]));
    let wordless = moved(&deal, "NEGOTIATION", force("  "));
    let skips = Refusal::Skips { stage: "BID".into() };
    assert_eq!(wordless, Err(vec![Refusal::Missing { field: "forced_reason" }, skips]));
    let forced = moved(&deal, "NEGOTIATION", force("Tender withdrawn")).unwrap();
    assert_eq!(forced.forced_reason.as_deref(), Some("Tender withdrawn"));
    assert_eq!((forced.stage.as_str(), forced.status_reason.as_deref()), ("NEGOTIATION", Some("Tender withdrawn")));
    for mode in ["direct", "internal", "single"] {
        deal.procurement_mode = mode.into();
        assert_eq!(moved(&deal, "NEGOTIATION", None).unwrap().stage, "NEGOTIATION", "{mode}");
        assert_eq!(Pipeline::default().next(&deal).unwrap().code, "NEGOTIATION");
    }
    deal.stage = "SOLUTION".into();
    assert_eq!(moved(&deal, "NEGOTIATION", None), Err(vec![Refusal::Skips { stage: "SHOWCASE".into() }]));
}

#[test]
fn next_and_previous_walk_the_board_and_end_at_its_edges() {
    let pipeline = Pipeline::default();
    let next = |stage| pipeline.next(&deal(stage)).map(|s| s.code.as_str());
    let previous = |stage| pipeline.previous(&deal(stage)).map(|s| s.code.as_str());
    assert_eq!((next("LEAD"), next("SHOWCASE"), next("NEGOTIATION")), (Some("QUALIFIED"), Some("BID"), Some("WON")));
    assert_eq!((next("WON"), next("LOST"), next("nonsense")), (None, None, None));
    assert_eq!((previous("LEAD"), previous("NEGOTIATION"), previous("WON")), (None, Some("BID"), None));
}

#[test]
fn back_keeps_all_data_and_asks_for_a_reason_only() {
    let mut deal = deal("SOLUTION");
    deal.expected_close_on = None;
    assert_eq!(moved(&deal, "QUALIFIED", None), Err(vec![Refusal::Missing { field: "status_reason" }]));
    let back = moved(&deal, "QUALIFIED", reason("", "The sponsor left")).unwrap();
    assert_eq!(back.status_reason.as_deref(), Some("The sponsor left"));
    assert_eq!((back.stage.as_str(), back.amount), ("QUALIFIED", deal.amount));
}

#[test]
fn winning_needs_an_amount_and_is_final() {
    let won = moved(&deal("NEGOTIATION"), "WON", None).unwrap();
    assert_eq!((won.status.as_str(), won.won_on.as_deref()), ("won", Some(TODAY)));
    assert_eq!(moved(&won, "NEGOTIATION", None), Err(vec![Refusal::Final { stage: "WON".into() }]));
    let mut worthless = deal("NEGOTIATION");
    worthless.amount = worthless.amount.map(|money| Money { minor: 0, ..money });
    assert_eq!(moved(&worthless, "WON", None), Err(vec![Refusal::Missing { field: "amount" }]));
    worthless.amount = None;
    assert_eq!(moved(&worthless, "WON", None), Err(vec![Refusal::Missing { field: "amount" }]), "named once");
}

#[test]
fn losing_needs_a_reason_from_the_list_evidence_and_to_whom() {
    let mut bare = deal("RESEARCH");
    bare.amount = None;
    let refusals = |fields: &[&'static str]| Err(fields.iter().map(|field| Refusal::Missing { field }).collect());
    assert_eq!(moved(&bare, "LOST", None), refusals(&["loss_reason", "loss_note"]));
    assert_eq!(moved(&bare, "LOST", reason("bad luck", "x")), refusals(&["loss_reason"]));
    assert_eq!(moved(&bare, "LOST", reason("other", " ")), refusals(&["loss_note", "lost_to"]));
    for code in LOSS {
        assert_eq!(moved(&bare, "LOST", reason(code, "9 % above")), refusals(&["lost_to"]), "{code}");
    }
    let rival = Id(uuid::Uuid::from_u128(9));
    let lost = moved(&bare, "LOST", to_somebody("price", "9 % above")).unwrap();
    assert_eq!((lost.status.as_str(), lost.lost_on.as_deref()), ("lost", Some(TODAY)));
    assert_eq!((lost.loss_reason.as_deref(), lost.loss_note.as_deref()), (Some("price"), Some("9 % above")));
    assert_eq!(lost.lost_to, Some(rival));
    let known = Opportunity { lost_to: Some(rival), ..bare.clone() };
    assert!(moved(&known, "LOST", reason("price", "9 % above")).is_ok(), "named on the deal before");
    let dropped = moved(&bare, "DISQUALIFIED", reason("price", "Cannot pay for it")).unwrap();
    assert_eq!(dropped.status, "disqualified");
    assert_eq!(moved(&dropped, "LEAD", None), Err(vec![Refusal::Final { stage: "DISQUALIFIED".into() }]));
}

#[test]
fn a_lost_deal_comes_back_within_180_days_and_forgets_the_loss() {
    let mut lost = moved(&deal("BID"), "LOST", to_somebody("postponed", "Next year")).unwrap();
    lost.lost_price = lost.amount;
    lost.lost_on = Some("2025-10-02".into());
    let back = moved_from(Some("BID"), &lost, "BID", None).expect("180 days are still in time");
    assert_eq!((back.stage.as_str(), back.status.as_str()), ("BID", "open"));
    assert_eq!((back.lost_on, back.loss_reason, back.loss_note, back.lost_price), (None, None, None, None));
    assert_eq!(moved(&lost, "WON", None), Err(vec![Refusal::Reopen]));
    lost.lost_on = Some("2025-10-01".into());
    assert_eq!(moved(&lost, "BID", None), Err(vec![Refusal::TooLate { days: 180 }]), "181 days");
}

#[test]
fn a_lost_deal_does_not_come_back_further_on_than_it_stood() {
    let lost = moved(&deal("LEAD"), "LOST", to_somebody("postponed", "Next year")).unwrap();
    let skips = |stages: &[&str]| Err(stages.iter().map(|s| Refusal::Skips { stage: (*s).into() }).collect());
    assert_eq!(moved_from(Some("LEAD"), &lost, "RESEARCH", None), skips(&["QUALIFIED"]));
    assert_eq!(moved(&lost, "RESEARCH", None), skips(&["QUALIFIED"]), "nor one whose past nobody knows");
    let facts = Facts { stood_in: Some("LEAD".into()), ..Facts::new(lost, day(TODAY)) };
    let refusals = Pipeline::default().move_to(&facts, "QUALIFIED", &Reason::default()).unwrap_err();
    assert!(refusals.iter().any(|r| matches!(r, Refusal::Unmet(f) if f.code == "pain")), "{refusals:?}");
    assert!(Pipeline::default().move_to(&facts, "LEAD", &Reason::default()).is_ok());
}

#[test]
fn what_is_taken_back_may_go_back_but_not_past_a_gate() {
    let pipeline = Pipeline::default();
    let at = |stage: &str| Facts::new(deal(stage), day(TODAY));
    assert_eq!(pipeline.may_return(&at("SOLUTION"), "LEAD", false), Ok(()));
    let shut = pipeline.may_return(&at("LEAD"), "QUALIFIED", false).unwrap_err();
    assert!(shut.iter().all(|refusal| matches!(refusal, Refusal::Unmet(_))) && !shut.is_empty());
    assert_eq!(pipeline.may_return(&at("LEAD"), "QUALIFIED", true), Ok(()), "an override stays one");
    let mut closed = at("LOST");
    closed.deal.lost_on = Some("2025-10-02".into());
    assert_eq!(pipeline.may_return(&closed, "BID", false), Ok(()));
    closed.deal.lost_on = Some("2025-10-01".into());
    assert_eq!(pipeline.may_return(&closed, "BID", false), Err(vec![Refusal::TooLate { days: 180 }]));
    let mut won = at("WON");
    won.deal.entered_stage_on = Some(TODAY.into());
    assert_eq!(pipeline.may_return(&won, "NEGOTIATION", false), Ok(()), "a slip of the same day");
    won.deal.entered_stage_on = Some("2026-03-30".into());
    assert_eq!(pipeline.may_return(&won, "NEGOTIATION", false), Err(vec![Refusal::Final { stage: "WON".into() }]));
}

#[test]
fn a_pause_ends_by_itself_the_day_after() {
    let today = day(TODAY);
    assert_eq!(status_on("on_hold", TODAY, today), "on_hold", "its last day");
    assert_eq!(status_on("on_hold", "2026-03-30", today), "open");
    assert_eq!((status_on("on_hold", "", today), status_on("lost", "2026-03-30", today)), ("on_hold", "lost"));
}

#[test]
fn nowhere_and_the_same_place_are_refused() {
    let nowhere = Refusal::Unknown { stage: "MARS".into() };
    assert_eq!(moved(&deal("LEAD"), "MARS", None), Err(vec![nowhere.clone()]));
    assert_eq!(moved(&deal("MARS"), "LEAD", None), Err(vec![nowhere]));
    assert_eq!(moved(&deal("LEAD"), "LEAD", None), Err(vec![Refusal::Already { stage: "LEAD".into() }]));
}

#[test]
fn a_refusal_calls_stages_by_their_names() {
    let text = |lang| crate::text::Text::new(lang);
    let pipelines = Pipelines::default();
    let at = |code: &str| code.to_owned();
    let skips = text(Lang::En).say(&Refusal::Skips { stage: at("QUALIFIED") }.msg(&pipelines));
    assert!(skips.contains("the stage Qualified."), "{skips}");
    let closed = text(Lang::Zh).say(&Refusal::Final { stage: at("WON") }.msg(&pipelines));
    assert!(closed.contains("“签约”"), "{closed}");
    let unknown = text(Lang::En).say(&Refusal::Unknown { stage: at("MARS") }.msg(&pipelines));
    assert!(unknown.contains("no stage MARS"), "{unknown}");
}

#[test]
fn a_pause_ends_later_has_a_reason_and_ends_with_a_move() {
    let pipeline = Pipeline::default();
    let deal = deal("RESEARCH");
    let hold = |until, why| pipeline.hold(&deal, day(until), why, day(TODAY));
    assert_eq!(hold(TODAY, " "), Err(vec![Refusal::HoldPast, Refusal::Missing { field: "status_reason" }]));
    let changes = hold("2026-04-01", "Budget round").unwrap();
    assert_eq!(changes[0], ("status", json!("on_hold")));
    let mut held = deal.clone();
    (held.status, held.hold_until, held.status_reason) =
        ("on_hold".into(), Some("2026-04-01".into()), Some("Budget round".into()));
    assert_eq!(pipeline.resume(&held).unwrap().len(), 3);
    assert_eq!(pipeline.resume(&deal), Ok(Vec::new()));
    let on = moved(&held, "SOLUTION", None).unwrap();
    assert_eq!((on.status.as_str(), on.hold_until, on.status_reason), ("open", None, None));
    assert!(pipeline.hold(&self::deal("WON"), day("2026-04-01"), "x", day(TODAY)).is_err());
}

#[test]
fn weighted_amounts_round_half_up_and_add_up_to_the_figure_of_the_model() {
    let rows = [
        (120_000_000, 2500),
        (80_000_000, 4000),
        (250_000_000, 5500),
        (60_000_000, 8000),
        (30_000_000, 500),
        (33_333_333, 1000),
    ];
    assert_eq!(rows.map(|(minor, bp)| weigh(minor, bp)).iter().sum::<i64>(), 252_333_333);
    assert_eq!((weigh(5, 5000), weigh(-5, 5000), weigh(3, 4999)), (3, -3, 1));
    assert_eq!(weigh(i64::MAX, 10_000), i64::MAX, "no overflow on the way");
    let pipeline = Pipeline::default();
    let mut deal = deal("RESEARCH");
    assert_eq!(pipeline.weighted(&deal).unwrap().minor, 30_000_000);
    deal.probability_bp = Some(4000);
    assert_eq!(pipeline.weighted(&deal).unwrap().minor, 48_000_000);
    deal.stage = "LOST".into();
    assert_eq!(pipeline.probability_bp(&deal), 0, "a closed deal is certain, whatever was guessed");
    deal.amount = None;
    assert_eq!(pipeline.weighted(&deal), None);
}

#[test]
fn ageing_follows_the_vectors_of_the_model() {
    let state = |stage: &str, touch: &str| Pipeline::default().freshness(&deal(stage), day(touch), day(TODAY)).unwrap();
    assert_eq!(state("RESEARCH", "2026-03-20"), Freshness::Fresh);
    assert_eq!(state("RESEARCH", "2026-03-14"), Freshness::Ageing);
    assert_eq!(state("RESEARCH", "2026-03-10"), Freshness::Ageing);
    assert_eq!(state("RESEARCH", "2026-03-09"), Freshness::Rotten);
    assert_eq!(state("LEAD", "2026-03-03"), Freshness::Rotten);
    assert_eq!(state("LEAD", "2026-03-02"), Freshness::Dead);
    let mut bid = deal("BID");
    let of = |bid: &Opportunity| Pipeline::default().freshness(bid, day("2026-02-20"), day(TODAY));
    bid.tender_due_at = Some("2026-04-02T01:00:00Z".into());
    assert_eq!(of(&bid), Some(Freshness::Paused));
    bid.tender_due_at = Some("2026-03-25T01:00:00Z".into());
    assert_eq!(of(&bid), Some(Freshness::Fresh), "counts from the tender date");
    bid.hold_until = Some(TODAY.into());
    assert_eq!(of(&bid), Some(Freshness::Paused), "paused on the last day too");
    bid.stage = "WON".into();
    assert_eq!(of(&bid), None);
    assert_eq!(age_days(&bid, day(TODAY)), Some(30));
}

#[test]
fn a_pipeline_that_contradicts_itself_is_refused_by_name() {
    let stage = |code: &str, ty: &str, bp: i64| {
        format!("[[stages]]\ncode='{code}'\nname={{en='a',zh='b',ru='c'}}\ntype='{ty}'\nprobability_bp={bp}\n")
    };
    let head = "code='x'\nname={en='a',zh='b',ru='c'}\nphases=[]\n";
    let told = |parts: &[String]| -> Vec<String> {
        let pipeline = Pipeline::read(&format!("{head}{}", parts.concat())).unwrap();
        pipeline.faults().into_iter().map(|fault| fault.msg.key).collect()
    };
    let (open, won, lost) = (stage("A", "open", 100), stage("W", "won", 10_000), stage("L", "lost", 0));
    assert!(told(&[open.clone(), won.clone(), lost.clone()]).is_empty());
    assert_eq!(told(&[open.clone(), won.clone()]), ["pipeline-no-lost"]);
    assert_eq!(told(&[won.clone(), lost.clone()]), ["pipeline-no-open"]);
    assert_eq!(told(&[open.clone(), lost.clone()]), ["pipeline-no-won"]);
    assert_eq!(told(&[open.clone(), won.clone(), stage("V", "won", 10_000), lost.clone()]), ["pipeline-two-won"]);
    assert_eq!(told(&[open.clone(), open.clone(), won.clone(), lost.clone()]), ["pipeline-twice"]);
    assert_eq!(told(&[won.clone(), open.clone(), lost.clone()]), ["pipeline-open-after-closed"]);
    assert_eq!(told(&[open.clone(), stage("B", "hold", 50), won.clone(), lost.clone()]), ["pipeline-falls"]);
    assert_eq!(told(&[open.clone(), stage("W", "won", 9000), lost.clone()]), ["pipeline-probability"]);
    assert_eq!(told(&[stage("a b", "open", 1), won.clone(), lost.clone()]), ["pipeline-code"]);
    let with =
        |line: &str| told(&[open.replace("type=", &format!("{line}\ntype=")), won.clone(), lost.clone()]).join(" ");
    for (line, key) in [
        ("phase='x'", "pipeline-phase-unknown"),
        ("gate=['c']", "pipeline-no-condition"),
        ("rot_days=0", "pipeline-days"),
        ("needs=['nothing']", "pipeline-no-such"),
        ("skip_when=['by hand']", "pipeline-no-such"),
        ("status='lost'", "pipeline-status"),
    ] {
        assert_eq!(with(line), key, "{line}");
    }
    let condition = |rest: &str| format!("[[conditions]]\ncode='c'\nname={{en='a',zh='b',ru='c'}}\n{rest}\n");
    let asks = |parts: &[String]| told(&[&[open.clone(), won.clone(), lost.clone()][..], parts].concat());
    for bad in ["when={filled='pain'}", "when={has={kind='need',with={x=1}}}", "when={opened='A1'}"] {
        assert_eq!(asks(&[condition(bad)]), ["pipeline-condition"], "{bad}");
    }
    assert_eq!(asks(&[condition(""), condition("")]), ["pipeline-twice"]);
    assert_eq!(asks(&[condition("").replace("zh='b',", "")]), ["pipeline-nameless"]);
    assert!(Pipeline::read(&format!("{head}{}", condition("when={nonsense=1}"))).is_err());
}
