//! A long interview in Chinese and Latin letters while the program is killed again and again at random moments.
//!
//! After each death at most the last second of typing is missing, nothing typed earlier is lost, both files are sound,
//! and the text goes on where it stood; in the end every answer is, letter for letter, what was typed.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use canvass::domain::kinds::Kind;
use canvass::store::drafts::{Draft, committed, open_drafts};
use canvass::store::{How, open};
use rustix::process::Signal;

use crate::harness::Term;
use crate::office::{ENTER, ESC, Office, QUIT, SAVE, TAB, WIDE};

/// Deaths by `kill -9`, shared by writers that work side by side.
const KILLS: usize = 100;
const WRITERS: usize = 5;
/// Closed windows.
const CLOSED: usize = 12;
/// What may be missing.
const LAST: Duration = Duration::from_secs(1);
/// Questions of the interview, and lines of each answer.
const QUESTIONS: usize = 12;
const LINES: usize = 9;
/// Go to a question.
const JUMP: &str = "\x0c";

/// A small generator with a seed, so that a bad day can be had again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// How long the machine itself stood still lately, its processors or its disk: on a busy one nobody can keep to a second.
#[derive(Clone, Default)]
struct Witness(Arc<Mutex<Vec<(Instant, Duration)>>>);

impl Witness {
    fn watch(&self) {
        let weak = Arc::downgrade(&self.0);
        thread::spawn(move || {
            const PACE: Duration = Duration::from_millis(10);
            let mut file = tempfile::tempfile().unwrap();
            loop {
                let before = Instant::now();
                thread::sleep(PACE);
                file.write_all(b"still here").and_then(|()| file.sync_all()).unwrap();
                let Some(stalls) = weak.upgrade() else { return };
                let late = before.elapsed().saturating_sub(2 * PACE);
                stalls.lock().unwrap().push((Instant::now(), late));
            }
        });
    }

    fn stood_still(&self, until: Instant) -> Duration {
        let recent = |(at, _): &&(Instant, Duration)| until.saturating_duration_since(*at) < 3 * LAST;
        self.0.lock().unwrap().iter().filter(recent).map(|(_, late)| *late).sum()
    }
}

/// What is to be said to each question.
fn plan(dice: &mut Dice) -> Vec<String> {
    const WORDS: [&str; 12] =
        ["门诊量", "growth", "翻一倍", "ночью", "budget", "三年内", "SLA 99,9", "对账", "ёлка", "IT", "院长说", "why?"];
    let line = |q: usize, n: usize, dice: &mut Dice| {
        let mut line = format!("{q}.{n}");
        for _ in 0..2 + dice.roll(3) {
            let _ = write!(line, " {}", WORDS[dice.roll(WORDS.len() as u64) as usize]);
        }
        line
    };
    (0..QUESTIONS).map(|q| (0..LINES).map(|n| line(q, n, dice)).collect::<Vec<_>>().join("\n")).collect()
}

fn template() -> String {
    let words = |text: &str| format!("{{ en = \"{text}\", zh = \"{text}\", ru = \"{text}\" }}");
    let mut file = format!("key = \"STORM\"\nversion = 1\nlevel = 3\ntitle = {0}\npurpose = {0}\n", words("Storm"));
    let _ = write!(file, "[[section]]\nkey = \"all\"\ntitle = {}\n", words("All"));
    for q in 0..QUESTIONS {
        let label = words(&format!("Ask me number {q}, please"));
        let _ = write!(
            file,
            "[[question]]\nid = \"S{q}\"\nsection = \"all\"\ntype = \"text\"\nrequired = true\nlabel = {label}\nfeeds = []\n"
        );
    }
    file
}

struct Writer {
    office: Office,
    plan: Vec<String>,
    dice: Dice,
    /// The question being written, and how much of it is typed, in letters.
    at: usize,
    typed: usize,
    /// When how many letters of the whole plan had been seen on the screen.
    seen: Vec<(Instant, usize)>,
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

impl Writer {
    #[expect(clippy::disallowed_methods, reason = "a template for the program, no database")]
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let office = Office::with_deals(&["备份"]);
        std::fs::write(office.path("storm.toml"), template()).unwrap();
        office.does(&["template", "add", "storm.toml"]);
        office.does(&["interview", "start", "STORM", "--opportunity", "OPP-2026-0001"]);
        Self { office, plan: plan(&mut dice), dice, at: 0, typed: 0, seen: Vec::new() }
    }

    /// Letters of the plan before a question.
    fn before(&self, question: usize) -> usize {
        self.plan[..question].iter().map(|text| letters(text)).sum()
    }

    /// Answers as the workspace holds them, and drafts that are still wanted.
    fn kept(&self) -> (Vec<String>, Vec<Draft>) {
        let workspace = open(&self.office.workspace(), How::Existing).unwrap();
        for conn in [&workspace.conn, &open_drafts(&self.office.path("state/canvass")).unwrap()] {
            let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(sound, "ok");
            let mut broken = conn.prepare("PRAGMA foreign_key_check").unwrap();
            assert!(!broken.exists([]).unwrap());
        }
        let mut find = workspace.conn.prepare("SELECT question, raw FROM answer").unwrap();
        let mut stored = vec![String::new(); QUESTIONS];
        let rows = find.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))).unwrap();
        for (question, raw) in rows.map(Result::unwrap) {
            stored[number(&question)] = raw.unwrap_or_default();
        }
        let mut drafts = self.office.drafts();
        drafts.retain(|draft| !committed(&workspace.conn, draft.act_id).unwrap());
        (stored, drafts)
    }

    /// What is left after a death: checked against what was typed, and taken as the place to go on from.
    fn look_after(&mut self, lost_at_most: Duration, died: Instant) -> Vec<Draft> {
        let (mut kept, drafts) = self.kept();
        for draft in &drafts {
            assert_eq!(draft.kind, Kind::Interview);
            let text = |name: &str| draft.mine[name].as_str().unwrap().to_owned();
            kept[number(&text("question"))] = text("raw");
        }
        for (planned, kept) in self.plan.iter().zip(&kept) {
            assert!(planned.starts_with(kept.as_str()), "{kept:?} was never typed; the plan is {planned:?}");
        }
        let all: usize = kept.iter().map(|text| letters(text)).sum();
        let seen = self.seen.iter().filter(|(at, _)| died.saturating_duration_since(*at) >= lost_at_most);
        let sure = seen.map(|(_, count)| *count).max().unwrap_or(0);
        assert!(
            all >= sure,
            "{} letters are lost that were typed more than {lost_at_most:?} before: {kept:?}",
            sure - all
        );
        self.at = (0..QUESTIONS).find(|q| kept[*q] != self.plan[*q]).expect("the plan is long enough");
        self.typed = letters(&kept[self.at]);
        self.seen.retain(|(_, count)| *count <= all);
        self.seen.push((died, all));
        drafts
    }

    /// The line of the answer that is being written, as far as it is.
    fn line(&self) -> String {
        let typed: String = self.plan[self.at].chars().take(self.typed).collect();
        typed.rsplit('\n').next().unwrap_or_default().trim_end().to_owned()
    }

    /// Waits until a question is on the screen, the one with this number.
    fn wait_question(term: &Term, question: usize) {
        let head = format!(" {}  All", question + 1);
        term.wait_until(&head, |screen, _| screen.contents().contains(&head));
    }

    /// Opens the program and goes to where the text stopped.
    fn sit_down(&mut self, drafts: &[Draft]) -> Term {
        let mut term = self.office.open(&["--lang", "en"], &[], WIDE);
        for (n, draft) in drafts.iter().enumerate() {
            if n > 0 {
                // The one before is saved and left, and with that loses the blank at its end; the next is asked for.
                term.send(SAVE);
                term.send(ESC);
                term.wait_text("1 deal");
                term.send("gd");
                let typed: String = self.plan[self.at].chars().take(self.typed).collect();
                self.typed = letters(typed.trim_end());
            }
            term.wait_text("Unsaved text");
            term.send("r");
            Self::wait_question(&term, number(draft.mine["question"].as_str().unwrap()));
        }
        if drafts.is_empty() {
            term.wait_text("1 deal");
            term.send("4");
            term.wait_text("INT-2026-0001");
            term.send(ENTER);
            Self::wait_question(&term, self.at);
        }
        if drafts.last().is_some_and(|draft| number(draft.mine["question"].as_str().unwrap()) != self.at) {
            term.send(JUMP);
            term.wait_text("Go to which question?");
            term.send(&format!("number {},", self.at));
            term.wait_text(&format!("number {},", self.at));
            term.send(ENTER);
            Self::wait_question(&term, self.at);
        }
        let line = self.line();
        term.wait_text(&line);
        term
    }

    /// Types until `end`, a few letters at a time, and remembers what was seen when; false when the time was up.
    fn write(&mut self, term: &mut Term, end: Instant) {
        while Instant::now() < end {
            let left = letters(&self.plan[self.at]) - self.typed;
            if left == 0 {
                if self.at + 1 == QUESTIONS {
                    return;
                }
                term.send(TAB);
                (self.at, self.typed) = (self.at + 1, 0);
                let head = format!(" {}  All", self.at + 1);
                if !term.saw_by(end, |screen, _| screen.contents().contains(&head)) {
                    return;
                }
                continue;
            }
            let count = (1 + self.dice.roll(4) as usize).min(left);
            // A new line is typed by itself: what is begun after it is seen when its first letters are.
            let ahead = || self.plan[self.at].chars().skip(self.typed);
            let next: String = match ahead().next() {
                Some('\n') => "\n".to_owned(),
                _ => ahead().take(count).take_while(|c| *c != '\n').collect(),
            };
            term.send(&next.replace('\n', ENTER));
            self.typed += letters(&next);
            let line = self.line();
            if !term.saw_by(end, |screen, _| screen.contents().contains(&line)) {
                return;
            }
            // A blank at the end of a line is not seen before something follows it, nor the number all lines begin with.
            if !next.ends_with([' ', '\n']) && line.contains(' ') {
                self.seen.push((Instant::now(), self.before(self.at) + self.typed));
            }
            // People are not that fast.
            let pause = Duration::from_millis(20 + self.dice.roll(60));
            term.saw_by(end.min(Instant::now() + pause), |_, _| false);
        }
    }

    /// Writes on to the end of an answer, leaves, and finds every letter in the workspace.
    fn finish(&mut self, drafts: &[Draft]) {
        let mut term = self.sit_down(drafts);
        let rest: String = self.plan[self.at].chars().skip(self.typed).collect();
        term.send(&rest.replace('\n', ENTER));
        self.typed = letters(&self.plan[self.at]);
        let line = self.line();
        term.wait_text(&line);
        term.send(QUIT);
        assert_eq!(term.wait_exit().0, 0);
        let (stored, drafts) = self.kept();
        assert_eq!(drafts, [], "nothing is left over");
        assert_eq!(stored[..=self.at], self.plan[..=self.at]);
    }
}

fn number(question: &str) -> usize {
    question.strip_prefix('S').unwrap().parse().unwrap()
}

#[test]
fn killed_a_hundred_times_an_interview_loses_no_more_than_the_last_second() {
    let witness = Witness::default();
    witness.watch();
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| {
            let witness = witness.clone();
            thread::spawn(move || {
                let mut writer = Writer::new(0x9E37_79B9_7F4A_7C15 ^ (n as u64 + 1));
                let mut drafts = Vec::new();
                for _ in 0..KILLS / WRITERS {
                    let mut term = writer.sit_down(&drafts);
                    let end = Instant::now() + Duration::from_millis(writer.dice.roll(2200));
                    writer.write(&mut term, end);
                    term.signal(Signal::KILL);
                    let died = Instant::now();
                    term.wait_death();
                    drafts = writer.look_after(LAST + witness.stood_still(died), died);
                }
                writer.finish(&drafts);
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
}

#[test]
fn a_window_closed_at_any_moment_costs_no_letter_of_an_interview() {
    let mut writer = Writer::new(0x5EED);
    let mut drafts = Vec::new();
    for _ in 0..CLOSED {
        let mut term = writer.sit_down(&drafts);
        let end = Instant::now() + Duration::from_millis(writer.dice.roll(700));
        writer.write(&mut term, end);
        term.hang_up();
        let died = Instant::now();
        assert_eq!(term.wait_exit().0, 129);
        drafts = writer.look_after(Duration::ZERO, died);
    }
    writer.finish(&drafts);
}
