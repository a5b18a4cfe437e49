//! Figures of the store alone, without a screen.

use std::path::Path;
use std::time::Instant;

use canvass::demo;
use canvass::domain::funnel::pipeline::Reason;
use canvass::domain::funnel::pipelines::Pipelines;
use canvass::domain::funnel::query::Query;
use canvass::domain::funnel::view::Sort;
use canvass::domain::kinds::Kind;
use canvass::domain::record::Id;
use canvass::store::request::{Among, BoardQuery, Card, Command, Depth, ListQuery, Many, Place, Reply, Request, Task};
use canvass::store::search::{Filled, SearchQuery};
use canvass::store::workspace::new_id;
use canvass::store::{Clock, How, Origin, Who, Workspace, open};

use crate::watch::{median, ms};

const AGAIN: usize = 15;
/// Cards of a lane. Each lane of the smallest workspace has so many and one more: all sizes are asked for the same.
const CARDS: usize = 7;

pub fn workspace(file: &Path) -> Workspace {
    let who = Who { actor: "bench".to_owned(), device: Id(uuid::Uuid::from_u128(7)), origin: Origin::Cli };
    let workspace = Workspace::new(open(file, How::OpenOrCreate).unwrap(), who, Clock::System).unwrap();
    while workspace.fill_slice().unwrap() == Filled::Partly {}
    // Steps back meet no gate, but taking them back would: the measured cards are not to stay where they went.
    workspace.with_pipelines(Pipelines::default().ungated())
}

/// Opportunities a second into a new workspace, in acts of 200 changes.
pub fn insert_rate(dir: &Path, count: usize) -> f64 {
    let away = tempfile::tempdir_in(dir).unwrap();
    let ws = workspace(&away.path().join("new.db"));
    let me = ws.me("bench").unwrap();
    let acts: Vec<_> = demo::many(count, new_id, ws.today(), me).collect();
    let start = Instant::now();
    for act in acts {
        ws.run(Command::Import(act)).unwrap();
    }
    count as f64 / start.elapsed().as_secs_f64()
}

fn board(ws: &Workspace, filter: &str) -> Vec<Card> {
    let pipelines = ws.pipelines();
    let columns = pipelines.first().columns().map(|stage| (stage.code.clone(), Place::Top)).collect();
    let query = BoardQuery { columns, window: CARDS, filter: Query::words(filter), ..BoardQuery::default() };
    let Reply::Board(columns) = ws.answer(Request::Board(query)) else { panic!("no board") };
    columns.into_iter().flat_map(|column| column.cards).collect()
}

fn often(mut work: impl FnMut()) -> f64 {
    work();
    let times: Vec<f64> = (0..AGAIN)
        .map(|_| {
            let start = Instant::now();
            work();
            ms(start.elapsed())
        })
        .collect();
    median(&times)
}

pub fn board_query(ws: &Workspace) -> f64 {
    often(|| assert!(!board(ws, "").is_empty()))
}

/// What is typed into a filter: a letter that many words begin with, words that one deal in ten has, one of a hundred,
/// one alone or none.
const TYPED: [&str; 6] = ["e", "serv", "运维", "поддерж", "0099", "zz"];

fn letters(ws: &Workspace, depth: Depth, window: usize, filters: &[&str]) -> f64 {
    let pipelines = ws.pipelines();
    let answers = filters.iter().map(|filter| {
        let columns = pipelines.first().columns().map(|stage| (stage.code.clone(), Place::Top)).collect();
        let query =
            BoardQuery { columns, whole: true, window, depth, filter: Query::words(filter), ..BoardQuery::default() };
        often(|| assert!(matches!(ws.answer(Request::Board(query.clone())), Reply::Board(found) if !found.is_empty())))
    });
    answers.fold(0.0, f64::max)
}

/// The board after a letter in the filter, as it is shown at once: the slowest of what people type.
pub fn filter_letter(ws: &Workspace) -> f64 {
    letters(ws, Depth::Glance, 6, &TYPED)
}

/// The whole answer behind it, with everything counted; whatever is pressed meanwhile goes first.
pub fn filter_whole(ws: &Workspace) -> f64 {
    letters(ws, Depth::Patient, 36, &TYPED[..2])
}

/// The same of the list of opportunities.
pub fn list_letter(ws: &Workspace) -> f64 {
    let answers = TYPED.map(|filter| {
        let filter = Query::words(filter);
        let query = ListQuery { kind: Kind::Opportunity, filter, of: None, offset: 0, limit: 30 };
        let ask = || Request::Deals(query.clone(), Sort::Manual, Depth::Glance);
        often(|| assert!(matches!(ws.answer(ask()), Reply::List(_))))
    });
    answers.into_iter().fold(0.0, f64::max)
}

/// Words that one record in seven holds, those that few do, and two Chinese characters: the slowest answer of these.
pub fn search(ws: &Workspace) -> f64 {
    let ask = |words: &str| SearchQuery { words: words.to_owned(), kind: None, limit: 5 };
    let answers = ["serv", "运维", "поддерж прио", "OPP-2026-0099"].map(|words| {
        often(|| assert!(matches!(ws.answer(Request::Search(ask(words))), Reply::Search(found) if !found.short)))
    });
    answers.into_iter().fold(0.0, f64::max)
}

pub fn list_page(ws: &Workspace) -> f64 {
    let query = || ListQuery { kind: Kind::Account, filter: Query::default(), of: None, offset: 0, limit: 200 };
    often(|| assert!(matches!(ws.answer(Request::List(query())), Reply::List(page) if page.total > 0)))
}

/// A thousand cards a stage back as one act, committed to disk; taken back again, which is not measured. Smaller
/// workspaces have not so many.
pub fn many_moves(ws: &Workspace) -> f64 {
    ws.me("bench").unwrap();
    let stage = ws.pipelines().first().stages()[1].code.clone();
    let columns = vec![(stage, Place::Top)];
    let query = BoardQuery { columns, window: 1000, ..BoardQuery::default() };
    let Reply::Ids(ids) = ws.answer(Request::Ids(Among::Board(query))) else { panic!("no ids") };
    if ids.len() < 1000 {
        return f64::NAN;
    }
    let why = Reason { text: "measured".to_owned(), ..Reason::default() };
    let times: Vec<f64> = (0..3)
        .map(|_| {
            let (act, task) = (new_id(), Task::Carry { by: -1, why: why.clone() });
            let many = Many { act, kind: Kind::Opportunity, ids: ids.clone().into(), task };
            let start = Instant::now();
            let done = ws.run(Command::Many(many)).unwrap();
            let time = ms(start.elapsed());
            assert_eq!(done.deals, 1000, "{:?}", done.refused.first());
            ws.run(Command::Undo { act: new_id(), which: Some(act) }).unwrap();
            time
        })
        .collect();
    median(&times)
}

/// One card a stage back, committed to disk. Each is taken back again, which is not measured.
pub fn one_move(ws: &Workspace) -> f64 {
    ws.me("bench").unwrap();
    let pipelines = ws.pipelines();
    let stages: Vec<&str> = pipelines.first().stages().iter().map(|stage| stage.code.as_str()).collect();
    let cards = board(ws, "");
    let card = cards.iter().find(|card| card.stage == stages[1]).unwrap();
    let why = Reason { text: "measured".to_owned(), ..Reason::default() };
    let times: Vec<f64> = (0..AGAIN)
        .map(|_| {
            let (act, seen, to) = (new_id(), stages[1].to_owned(), stages[0].to_owned());
            let start = Instant::now();
            ws.run(Command::Move { act, id: card.id, seen, to, why: why.clone() }).unwrap();
            let time = ms(start.elapsed());
            ws.run(Command::Undo { act: new_id(), which: Some(act) }).unwrap();
            time
        })
        .collect();
    median(&times)
}
