//! The sample and the large workspace go through the same door as everything else, and read back whole.

use std::time::Instant;

use canvass::demo::{many, sample};
use canvass::store::request::{Reply, Request};

use super::*;

fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 3, 6).unwrap()
}

pub fn load(desk: &Desk) {
    for act in sample(today(), new_id, desk.me).unwrap() {
        desk.ws.run(Command::Import(act)).unwrap();
    }
}

fn ids(desk: &Desk, kind: Kind) -> Vec<Id> {
    let mut all = desk.ws.conn().prepare(&format!("SELECT id FROM {} ORDER BY id", kind.name())).unwrap();
    all.query_map([], |row| row.get::<_, [u8; 16]>(0))
        .unwrap()
        .map(|id| Id(uuid::Uuid::from_bytes(id.unwrap())))
        .collect()
}

#[test]
fn the_sample_reads_back_on_every_screen() {
    let office = Office::new();
    let li = office.desk("li");
    load(&li);
    let mut sheets = 0;
    for kind in Kind::ALL {
        for id in ids(&li, kind) {
            let Reply::Sheet(sheet) = li.ws.answer(Request::Sheet(kind, id)) else { panic!("{kind:?} {id}") };
            assert_eq!(sheet.record.id, id);
            for record in std::iter::once(&sheet.record).chain(sheet.children.iter().flat_map(|(_, rows)| rows)) {
                for (name, value) in &record.values {
                    let field = record.kind.spec().field(name).unwrap();
                    if matches!(field.ty, canvass::domain::record::Type::Link(_)) {
                        let label = sheet.labels.get(&Id::of(value).unwrap());
                        assert!(label.is_some(), "{:?}.{name} has no label", record.kind);
                    }
                }
            }
            if !sheet.record.code.is_empty() {
                let found = li.ws.by_code(&sheet.record.code).unwrap();
                assert_eq!(found, Some((kind, id)));
            }
            sheets += 1;
        }
    }
    assert!(sheets > 150, "{sheets}");
    let mut needs = 0;
    for id in ids(&li, Kind::Interview) {
        let sheet = li.ws.interview(id).unwrap().unwrap();
        needs += sheet.needs.len();
        for answer in &sheet.answers {
            assert_eq!(li.ws.interview(answer.id).unwrap().unwrap().record.id, id, "found by its answer");
        }
    }
    assert!(needs > 0, "no need came of an interview");
    let (mut traces, mut supports) = (0, 0);
    for id in ids(&li, Kind::Agreement) {
        let sheet = li.ws.agreement(id).unwrap().expect("every agreement has a version");
        traces += sheet.traces.len();
        supports += sheet.supports.len();
        for part in sheet.clauses.iter().chain(&sheet.targets) {
            assert_eq!(li.ws.agreement(part.id).unwrap().unwrap().agreement.id, id, "found by its part");
        }
    }
    assert!(traces > 0 && supports > 0, "{traces} threads, {supports} agreements beneath");
    li.sound();
}

#[test]
fn ten_thousand_opportunities_load_and_stay_sound() {
    let office = Office::new();
    let li = office.desk("li");
    let start = Instant::now();
    for act in many(10_000, new_id, today(), li.me) {
        li.ws.run(Command::Save(act)).unwrap();
    }
    let took = start.elapsed();
    println!("{:.0} records a second", 10_212.0 / took.as_secs_f64());
    assert_eq!(li.count("opportunity"), 10_000);
    li.sound();
}
