//! `cargo bench`: what the program costs at 100, 10 000 and 100 000 opportunities, beside an empty terminal program
//! that is measured in the same run. On a busy machine the ratios are what to look at.
//!
//! The workspaces are made once, by `canvass demo --size N --write FILE`, and kept in `target/bench-data`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

mod floor;
#[path = "../../tests/pty/harness.rs"]
#[expect(dead_code, reason = "the tests of the terminal line ask more of it")]
mod harness;
mod store;
mod table;
mod typing;
mod watch;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use harness::TICK;
use table::{Table, Target};
use watch::{Subject, median, memory, ms, press, wakes};

const SIZES: [usize; 3] = [100, 10_000, 100_000];
const SCREEN: (u16, u16) = (120, 36);
const NARROW: (u16, u16) = (80, 24);
const STARTS: usize = 31;
const ROUNDS: usize = 5;
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    if std::env::var_os(floor::BE).is_some() {
        std::process::exit(floor::main());
    }
    let began = Instant::now();
    let dir = data_dir();
    let files: Vec<PathBuf> = SIZES.iter().map(|size| workspace(&dir, *size)).collect();
    // A state folder of this run's own: a run that was cut leaves typed text behind, which would be offered to this one.
    let away = tempfile::tempdir_in(&dir).unwrap();
    let state = away.path().join("state");
    let me = std::env::current_exe().unwrap();
    // The floor first, then the sizes from the smallest.
    let mut subjects = vec![Subject::floor(me.to_str().unwrap())];
    subjects.extend(files.iter().map(|file| Subject::canvass(file, &state)));

    let mut table = Table::default();
    starts(&subjects, &mut table);
    keys(&subjects, SCREEN, &mut table);
    keys(&subjects, NARROW, &mut table);
    idle(&subjects, &mut table);
    of_the_store(&dir, &files, &mut table);
    answers(&dir, &files[0], &state, &mut table);
    println!("{}", table.text());
    println!(
        "canvass {}, {}×{} unless said otherwise, medians of {STARTS} starts and 60 keys, {} s",
        env!("CARGO_PKG_VERSION"),
        SCREEN.0,
        SCREEN.1,
        began.elapsed().as_secs()
    );
}

fn data_dir() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let dir = target.with_file_name("bench-data").join(env!("CARGO_PKG_VERSION"));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// The workspace of this size; made under another name, so that one half made is never measured.
fn workspace(dir: &Path, size: usize) -> PathBuf {
    let file = dir.join(format!("{size}.db"));
    if file.exists() {
        return file;
    }
    let away = tempfile::tempdir_in(dir).unwrap();
    let fresh = away.path().join("fresh.db");
    let start = Instant::now();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_canvass"));
    demo.args(["demo", "--size", &size.to_string(), "--write"]).arg(&fresh).env("XDG_STATE_HOME", away.path());
    assert!(demo.output().unwrap().status.success(), "canvass demo --size {size} failed");
    #[expect(clippy::disallowed_methods, reason = "a measured file of our own that nobody has open")]
    std::fs::rename(&fresh, &file).unwrap();
    println!("made {size} opportunities in {:.1} s", start.elapsed().as_secs_f64());
    file
}

/// One figure of each subject: the floor's apart.
fn split(values: Vec<f64>) -> (Option<f64>, Vec<f64>) {
    let mut values = values.into_iter();
    (values.next(), values.collect())
}

fn starts(subjects: &[Subject<'_>], table: &mut Table) {
    let mut times = vec![Vec::new(); subjects.len()];
    let (mut frames, mut marked) = (times.clone(), times.clone());
    // The first round fills the caches. The rounds go through all subjects, so that a busy moment hits them alike.
    for round in 0..=STARTS {
        for (n, subject) in subjects.iter().enumerate() {
            let (time, drawn, marks) = subject.start(SCREEN);
            if round > 0 {
                times[n].push(time);
                frames[n].push(drawn);
                marked[n].push(marks);
            }
        }
    }
    let (floor, sizes) = split(times.iter().map(|all| median(all)).collect());
    table.row("start to the first full frame", "ms", floor, sizes, Target::Times(2.0, 1.5));
    let (floor, sizes) = split(frames.iter().map(|all| median(all)).collect());
    table.row("  frames until then", "", floor, sizes, Target::None);
    let (_, sizes) = split(marked.iter().map(|all| median(all)).collect());
    table.row("  until the cards have their marks", "ms", None, sizes, Target::None);
}

fn keys(subjects: &[Subject<'_>], size: (u16, u16), table: &mut Table) {
    let wide = size == SCREEN;
    let (mut step_ms, mut step, mut side, mut held, mut most, mut list) =
        (vec![vec![]; subjects.len()], vec![], vec![], vec![], vec![], vec![]);
    let (mut resident, mut peak) = (vec![], vec![]);
    let mut terms: Vec<_> = subjects.iter().map(|subject| subject.open(size).0).collect();
    // Down and up between two rows: nothing scrolls. In turns, so that a busy moment hits all alike.
    let mut bytes = vec![vec![]; terms.len()];
    for _ in 0..10 {
        for (n, term) in terms.iter_mut().enumerate() {
            let pressed = press(term, "jkjkjk");
            step_ms[n].extend(pressed.ms);
            bytes[n].extend(pressed.bytes);
        }
    }
    for (n, term) in terms.iter_mut().enumerate() {
        step.push(median(&bytes[n]));
        let down = press(term, &"j".repeat(12)).bytes;
        held.push(down.iter().sum::<f64>() / down.len() as f64);
        most.push(down.iter().copied().fold(0.0, f64::max));
        if n == 0 {
            // The floor has one list and nothing beside it.
            side.push(f64::NAN);
            list.push(step[0]);
        } else {
            press(term, "g");
            press(term, "g");
            side.push(median(&press(term, "lhlhlh").bytes));
        }
        resident.push(memory(term, "VmRSS"));
        peak.push(memory(term, "VmHWM"));
        if n > 0 {
            press(term, "2");
            list.push(median(&press(term, "jkjkjkjk").bytes));
        }
        term.send("q");
        term.wait_exit();
    }
    let mut put = |wide_name, narrow_name, unit, values, target| {
        let (floor, sizes) = split(values);
        table.row(if wide { wide_name } else { narrow_name }, unit, floor.filter(|f| !f.is_nan()), sizes, target);
    };
    let times = step_ms.iter().map(|all| median(all)).collect();
    put("key to frame", "key to frame, 80×24", "ms", times, Target::Times(2.0, 1.5));
    put("one selection move", "one selection move, 80×24", "bytes", step, Target::Under(200.0));
    put("one move to the next column", "one move to the next column, 80×24", "bytes", side, Target::Under(400.0));
    put("one selection move in a list", "one selection move in a list, 80×24", "bytes", list, Target::Under(200.0));
    put("a key held down, per key", "a key held down, per key, 80×24", "bytes", held, Target::Under(530.0));
    put("  the most one key sent", "  the most one key sent, 80×24", "bytes", most, Target::None);
    if wide {
        put("resident memory after the keys", "", "MB", resident, Target::Under(16.0));
        put("  at its highest", "", "MB", peak, Target::Under(16.0));
    }
}

fn idle(subjects: &[Subject<'_>], table: &mut Table) {
    let terms: Vec<_> = subjects.iter().map(|subject| subject.open(SCREEN).0).collect();
    std::thread::sleep(Duration::from_secs(2));
    let look = || terms.iter().map(|term| (term.worked(), wakes(term))).collect::<Vec<_>>();
    let received = || terms.iter().map(watch::received).collect::<Vec<_>>();
    let (before, bytes_before) = (look(), received());
    std::thread::sleep(IDLE);
    let (after, bytes_after) = (look(), received());
    let each = |figure: &dyn Fn(usize) -> f64| split((0..terms.len()).map(figure).collect());
    let (floor, sizes) = each(&|n| (bytes_after[n] - bytes_before[n]) as f64);
    table.row("idle for 10 s: bytes", "", floor, sizes, Target::Under(0.0));
    let worked = |n: usize| after[n].0.saturating_sub(before[n].0);
    let (floor, sizes) = each(&|n| ms(worked(n)));
    table.row("  processor time", "ms", floor, sizes, Target::None);
    let (floor, sizes) = each(&|n| (worked(n).as_nanos() / TICK.as_nanos()) as f64);
    table.row("  that is, in whole ticks of 10 ms", "", floor, sizes, Target::Under(0.0));
    let (floor, sizes) = each(&|n| (after[n].1 - before[n].1) as f64 / IDLE.as_secs_f64());
    table.row("  wake-ups a second", "", floor, sizes, Target::Under(1.0));
    for mut term in terms {
        term.send("q");
        term.wait_exit();
    }
}

/// The same on every workspace: only the text itself could make a key slow.
fn answers(dir: &Path, file: &Path, state: &Path, table: &mut Table) {
    let file = typing::workspace(dir, file, state);
    let frame = Target::Under(16.0);
    let time = |question: &str| typing::ninety_nine(&file, state, question, SCREEN);
    let (empty, full) = (time("2"), time("1"));
    table.row("a letter into an empty answer, 99 of 100", "ms", None, [empty], frame);
    table.row("a letter into 64 KB of answer, 99 of 100", "ms", None, [full], frame);
}

fn of_the_store(dir: &Path, files: &[PathBuf], table: &mut Table) {
    let open: Vec<_> = files.iter().map(|file| store::workspace(file)).collect();
    let each = |figure: &dyn Fn(&canvass::store::Workspace) -> f64| open.iter().map(figure).collect::<Vec<_>>();
    // What is compared is measured in turn, so that whatever else the machine does meanwhile meets all sizes alike.
    let in_turn = |figure: &dyn Fn(&canvass::store::Workspace) -> f64| {
        let rounds: Vec<_> = (0..ROUNDS).map(|_| each(figure)).collect();
        let of_size = |n: usize| median(&rounds.iter().map(|round| round[n]).collect::<Vec<_>>());
        (0..open.len()).map(of_size).collect::<Vec<_>>()
    };
    let grows = Target::Times(f64::NAN, 1.5);
    table.row("store: a board query", "ms", None, in_turn(&store::board_query), grows);
    table.row("store: one move, committed", "ms", None, in_turn(&store::one_move), grows);
    table.row("store: 1000 cards moved as one act", "ms", None, each(&store::many_moves), Target::Under(1000.0));
    table.row("store: a filter letter, first answer", "ms", None, in_turn(&store::filter_letter), grows);
    table.row("store: a filter letter in the list", "ms", None, in_turn(&store::list_letter), grows);
    table.row("  all of it counted, at leisure", "ms", None, each(&store::filter_whole), Target::None);
    table.row("store: a search answer, the slowest", "ms", None, each(&store::search), Target::Under(16.0));
    table.row("store: a page of a list", "ms", None, each(&store::list_page), Target::None);
    let rate = store::insert_rate(dir, 5_000);
    table.row("store: opportunities written a second", "", None, [f64::NAN, rate], Target::None);
}
