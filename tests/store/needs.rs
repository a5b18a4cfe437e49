//! Needs in the store: what follows from their links, merging two as one act, and the order of the key needs.

use canvass::domain::research::coverage::Coverage;
use canvass::domain::research::standing::Place;
use canvass::domain::research::trace::Orphan;

use super::*;

/// A deal with needs, and an agreement that can promise something.
struct Deal {
    li: Desk,
    id: Id,
    tang: Id,
    version: Id,
    _office: Office,
}

impl Deal {
    fn new() -> Self {
        let office = Office::new();
        let li = office.desk("li");
        let account = li.account("东湖医院");
        let id = li.deal(account, "运维外包");
        let tang = li.add(Kind::Contact, json!({"full_name": "唐医生"}));
        let agreement = li.add(
            Kind::Agreement,
            json!({"title": "SLA", "provider": "us", "receiver": "them", "opportunity": id.json(), "kind": "SLA"}),
        );
        let version = li.add(
            Kind::AgreementVersion,
            json!({"agreement": agreement.json(), "number": "0.1", "languages": ["en"], "governing_language": "en"}),
        );
        Self { li, id, tang, version, _office: office }
    }

    #[expect(clippy::needless_pass_by_value, reason = "what is written in place reads better without an ampersand")]
    fn need(&self, title: &str, more: Value) -> Id {
        let mut fields = json!({"title": title, "statement": title, "opportunity": self.id.json()});
        fields.as_object_mut().unwrap().extend(values(&more));
        self.li.add(Kind::Need, fields)
    }

    fn confirmed(&self, title: &str) -> Id {
        let need = self.need(title, json!({"priority": "must", "confirmed_by": self.tang.json()}));
        self.state(need, "DRAFT", "CONFIRMED").unwrap();
        need
    }

    fn state(&self, need: Id, from: &str, to: &str) -> Result<Done, Failure> {
        self.li.edit(Kind::Need, need, "state", json!(from), json!(to))
    }

    fn target(&self, label: &str) -> Id {
        self.li.add(Kind::Target, json!({"version": self.version.json(), "label": label}))
    }

    fn link(&self, from: (Kind, Id), to: (Kind, Id)) -> Id {
        let id = new_id();
        self.li.save(vec![Change::link(id, from, to)]).unwrap();
        id
    }

    fn stands(&self, need: Id) -> String {
        self.li.get(Kind::Need, need).str("state").to_owned()
    }

    fn ranks(&self) -> Vec<(String, i64)> {
        let sheet = self.li.ws.needs(self.id).unwrap().unwrap();
        let rows = sheet.rows.iter().map(|row| &row.record);
        let ranked = rows.filter_map(|need| Some((need.title().to_owned(), need.get("rank").as_i64()?)));
        let mut ranks: Vec<(String, i64)> = ranked.collect();
        ranks.sort_by_key(|(_, rank)| *rank);
        ranks
    }

    fn rank(&self, id: Id, to: Place) -> Result<Done, Failure> {
        self.li.ws.run(Command::Rank { act: new_id(), id, to })
    }

    fn merge(&self, goes: Id, stays: Id) -> Result<Done, Failure> {
        self.li.ws.run(Command::Merge { act: new_id(), goes, stays })
    }

    fn orphans(&self, of: Orphan) -> Vec<String> {
        let links = self.li.ws.orphans(Some(self.id), of).unwrap();
        assert_eq!(self.li.ws.orphans(None, of).unwrap(), links, "of all deals, where there is one");
        links.into_iter().map(|link| link.title).collect()
    }
}

#[test]
fn a_confirmed_need_is_covered_by_a_link_and_accepted_by_a_signature() {
    let deal = Deal::new();
    let (need, target) = (deal.confirmed("一个电话"), deal.target("T1"));
    assert_eq!(deal.stands(need), "CONFIRMED");
    let link = deal.link((Kind::Need, need), (Kind::Target, target));
    assert_eq!(deal.stands(need), "COVERED");
    let second = deal.link((Kind::Need, need), (Kind::Target, deal.target("T2")));
    // The first link goes, the second still covers.
    deal.li.edit(Kind::Trace, link, "archived", json!(false), json!(true)).unwrap();
    assert_eq!(deal.stands(need), "COVERED");
    deal.li.edit(Kind::Trace, second, "archived", json!(false), json!(true)).unwrap();
    assert_eq!(deal.stands(need), "CONFIRMED");
    deal.li.undo().unwrap();
    assert_eq!(deal.stands(need), "COVERED", "undo of the act that uncovered it");
    for (from, to) in [("DRAFT", "NEGOTIATION"), ("NEGOTIATION", "AGREED"), ("AGREED", "SIGNED")] {
        // As it was done elsewhere, where the gates were open.
        let there = update(Kind::AgreementVersion, deal.version, "state", json!(from), json!(to));
        deal.li.ws.run(Command::Import(act(vec![there]))).unwrap();
    }
    assert_eq!(deal.stands(need), "ACCEPTED");
    deal.li.undo().unwrap();
    assert_eq!(deal.stands(need), "COVERED");
    deal.li.sound();
}

#[test]
fn states_are_reached_on_their_way_only() {
    let deal = Deal::new();
    let need = deal.need("夜间", json!({}));
    let told = |result: Result<Done, Failure>| match result {
        Err(Failure::Invalid { faults, .. }) => faults.into_iter().map(|(_, msg)| msg.key).collect::<Vec<_>>(),
        other => panic!("a refusal was expected, not {other:?}"),
    };
    assert_eq!(told(deal.state(need, "DRAFT", "CONFIRMED")), ["need-confirm-who", "need-confirm-priority"]);
    assert_eq!(told(deal.state(need, "DRAFT", "COVERED")), ["need-state-derived"]);
    assert_eq!(told(deal.state(need, "DRAFT", "REJECTED")), ["need-reject-why"]);
    deal.state(need, "DRAFT", "ANALYSED").unwrap();
    deal.li.undo().unwrap();
    assert_eq!(deal.stands(need), "DRAFT");
    deal.li.sound();
}

#[test]
fn merging_moves_links_and_answers_and_is_undone_in_one_step() {
    let deal = Deal::new();
    let account = deal.li.get(Kind::Opportunity, deal.id).id_of("account").unwrap();
    let interview = deal.li.add(
        Kind::Interview,
        json!({"title": "t", "template": "T3", "account": account.json(), "opportunity": deal.id.json()}),
    );
    let answer = |question: &str| {
        let fields = json!({"interview": interview.json(), "question": question, "raw": question});
        deal.li.add(Kind::Answer, fields)
    };
    let (stays, goes) =
        (deal.confirmed("随时有人管"), deal.need("一个电话", json!({"metric": "response_time", "target_value": 600})));
    let (one, two) = (answer("N03"), answer("N04"));
    deal.link((Kind::Answer, one), (Kind::Need, stays));
    deal.link((Kind::Answer, one), (Kind::Need, goes));
    deal.link((Kind::Answer, two), (Kind::Need, goes));
    let behind = deal.need("十分钟内知道", json!({"level": "real", "derived_from": goes.json()}));
    let gap = deal.li.add(
        Kind::Gap,
        json!({"opportunity": deal.id.json(), "statement": "夜间无人", "current": "a", "desired": "b", "needs": [goes.json()]}),
    );
    deal.link((Kind::Need, goes), (Kind::Target, deal.target("T1")));
    for need in [behind, goes, stays] {
        deal.rank(need, Place::Up).unwrap();
    }
    let before: Vec<Record> = [(Kind::Need, stays), (Kind::Need, goes), (Kind::Need, behind), (Kind::Gap, gap)]
        .map(|(kind, id)| deal.li.get(kind, id))
        .into();
    deal.merge(goes, stays).unwrap();
    let merged = deal.li.get(Kind::Need, stays);
    assert_eq!((merged.str("metric"), merged.get("target_value")), ("response_time", &json!(600)));
    assert_eq!(merged.str("state"), "COVERED", "the target it was linked to covers what stays");
    assert!(deal.li.get(Kind::Need, goes).archived);
    assert_eq!(deal.li.get(Kind::Need, behind).id_of("derived_from"), Some(stays));
    assert_eq!(deal.li.get(Kind::Gap, gap).get("needs"), &json!([stays.json()]));
    assert_eq!(deal.ranks(), [("十分钟内知道".to_owned(), 1), ("随时有人管".to_owned(), 2)]);
    let (up, down) = deal.li.ws.thread(&merged).unwrap();
    let titles = |links: &[canvass::store::request::Link]| links.iter().map(|l| l.kind).collect::<Vec<_>>();
    assert_eq!(titles(&up), [Kind::Answer, Kind::Answer, Kind::Need], "both answers once, and what became part of it");
    assert_eq!(down.iter().filter(|link| link.kind == Kind::Target).count(), 1);
    deal.li.undo().unwrap();
    let after: Vec<Record> = before.iter().map(|record| deal.li.get(record.kind, record.id)).collect();
    let values = |records: &[Record]| records.iter().map(|r| (r.values.clone(), r.archived)).collect::<Vec<_>>();
    assert_eq!(values(&after), values(&before));
    assert_eq!(refusal(deal.merge(stays, stays)), "need-merge-itself");
    deal.li.sound();
}

#[test]
fn key_needs_are_ranked_without_holes() {
    let deal = Deal::new();
    let needs: Vec<Id> = ["a", "b", "c"].iter().map(|title| deal.need(title, json!({}))).collect();
    for need in &needs {
        deal.rank(*need, Place::Up).unwrap();
    }
    let row = |pairs: &[(&str, i64)]| pairs.iter().map(|(t, n)| ((*t).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(deal.ranks(), row(&[("a", 1), ("b", 2), ("c", 3)]));
    deal.rank(needs[2], Place::At(1)).unwrap();
    assert_eq!(deal.ranks(), row(&[("c", 1), ("a", 2), ("b", 3)]));
    deal.rank(needs[0], Place::Off).unwrap();
    assert_eq!(deal.ranks(), row(&[("c", 1), ("b", 2)]));
    deal.li.undo().unwrap();
    assert_eq!(deal.ranks(), row(&[("c", 1), ("a", 2), ("b", 3)]));
    deal.li.sound();
}

#[test]
fn what_hangs_on_nothing_is_listed_and_coverage_counts_what_is_promised() {
    let deal = Deal::new();
    let stated = deal.confirmed("随时有人管");
    assert_eq!(deal.orphans(Orphan::Unvoiced), ["随时有人管"]);
    assert_eq!(deal.orphans(Orphan::Unasked), ["随时有人管"]);
    assert_eq!(deal.orphans(Orphan::Unpromised), ["随时有人管"]);
    let target = deal.target("T1");
    assert_eq!(deal.orphans(Orphan::Unfounded), ["T1 "]);
    assert_eq!(deal.orphans(Orphan::Unsupported), ["T1 "]);
    deal.need("十分钟内知道", json!({"level": "real", "derived_from": stated.json(), "priority": "must"}));
    deal.link((Kind::Need, stated), (Kind::Target, target));
    assert_eq!(deal.orphans(Orphan::Unasked), Vec::<String>::new());
    assert_eq!(deal.orphans(Orphan::Unpromised), ["十分钟内知道"]);
    assert_eq!(deal.orphans(Orphan::Unfounded), Vec::<String>::new());
    let gap = json!({"opportunity": deal.id.json(), "statement": "夜间无人", "current": "a", "desired": "b"});
    deal.li.add(Kind::Gap, gap);
    assert_eq!(deal.orphans(Orphan::LooseGaps), ["夜间无人"]);
    let sum: Coverage = deal.li.ws.needs(deal.id).unwrap().unwrap().coverage;
    assert_eq!((sum.basis_points(), sum.musts_met, sum.musts), (Some(4000), 1, 2));
}

#[test]
fn proposals_are_taken_over_in_one_act_and_never_over_a_colleague() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let account = li.account("东湖医院");
    let deal = li.deal(account, "运维外包");
    let interview = li.add(
        Kind::Interview,
        json!({"title": "t", "template": "T1", "account": account.json(), "opportunity": deal.json(), "language": "zh-CN"}),
    );
    let answer = |question: &str, raw: &str, value: Value| {
        li.add(
            Kind::Answer,
            json!({"interview": interview.json(), "question": question, "raw": raw, "value": value.to_string()}),
        )
    };
    answer("E01", "三年内建成区域医疗中心", json!("三年内建成区域医疗中心"));
    answer("E02", "年内门诊系统可用率达到99.9%", json!("年内门诊系统可用率达到99.9%"));
    answer("E04", "成长", json!("growth"));
    let sheet = li.ws.feeds(interview).unwrap().unwrap();
    let keys: Vec<&str> = sheet.proposals.iter().map(|proposal| proposal.key.as_str()).collect();
    assert_eq!(keys, ["E01/1", "E02/1", "E04/1"]);
    let feed = |desk: &Desk, take| desk.ws.run(Command::Feed { act: new_id(), interview, take });
    // A colleague was first with the same field: nothing is taken over unseen.
    wang.edit(Kind::Account, account, "dev_stage", json!(null), json!("stable")).unwrap();
    assert_eq!(refusal(feed(&li, sheet.proposals.clone())), "feeds-changed");
    let sheet = li.ws.feeds(interview).unwrap().unwrap();
    let gentle: Vec<_> = sheet.proposals.iter().filter(|proposal| proposal.is_gentle()).cloned().collect();
    assert_eq!(gentle.len(), 2);
    feed(&li, gentle).unwrap();
    let customer = li.get(Kind::Account, account);
    assert_eq!((customer.str("strategy_notes"), customer.str("dev_stage")), ("三年内建成区域医疗中心", "stable"));
    let needs = li.ws.needs(deal).unwrap().unwrap().rows;
    let made = &needs[0].record;
    assert_eq!(
        (made.str("level"), made.str("metric"), made.get("target_value")),
        ("real", "availability", &json!(999_000))
    );
    assert!(needs[0].voiced, "the need is tied to its answer");
    // What was taken over is not proposed again; what was not still is.
    let left = li.ws.feeds(interview).unwrap().unwrap();
    assert_eq!(left.proposals.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(), ["E04/1"]);
    li.undo().unwrap();
    assert!(li.get(Kind::Account, account).get("strategy_notes").is_null());
    assert_eq!(li.ws.feeds(interview).unwrap().unwrap().proposals.len(), 3, "and is proposed again after an undo");
    li.sound();
}
