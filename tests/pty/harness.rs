//! A program under a real terminal line: spawn, type, resize, hang up, and look at the screen.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// Long enough for a loaded machine; a test that passes never waits for it.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// One tick of the kernel's clock.
pub const TICK: Duration = Duration::from_millis(10);

/// What the terminal has received so far.
struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    mark: usize,
    /// When the last bytes came.
    came: Instant,
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// One terminal window with a program in it. Dropping it kills the program.
pub struct Term {
    /// The program's own home; it goes with the last window in it.
    pub home: Rc<tempfile::TempDir>,
    pub pid: Pid,
    /// When the program was started.
    pub started: Instant,
    line: Option<(Box<dyn MasterPty + Send>, Box<dyn Write + Send>)>,
    tty: PathBuf,
    seen: Shared,
    reader: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
    ended: Receiver<ExitStatus>,
}

impl Term {
    /// Opens a window of `width` × `height` and starts `argv` in it, with a clean environment plus `env`.
    pub fn open(argv: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        Self::open_in(&Rc::new(tempfile::tempdir().unwrap()), argv, env, size)
    }

    /// As [`Term::open`], in a home where other programs have been or still are.
    pub fn open_in(
        home: &Rc<tempfile::TempDir>,
        argv: &[&str],
        env: &[(&str, &str)],
        (width, height): (u16, u16),
    ) -> Self {
        let home = Rc::clone(home);
        let pair = native_pty_system().openpty(pty_size(width, height)).unwrap();
        let mut command = CommandBuilder::from_argv(argv.iter().map(Into::into).collect());
        command.env_clear();
        command.cwd(home.path());
        for (name, value) in environment(home.path()) {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        let started = Instant::now();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let (tell, ended) = channel();
        thread::spawn(move || tell.send(child.wait().unwrap()));
        let seen = Seen {
            screen: vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0),
            raw: Vec::new(),
            mark: 0,
            came: started,
        };
        let seen: Shared = Arc::new((Mutex::new(seen), Condvar::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let reader = read_on(pair.master.try_clone_reader().unwrap(), Arc::clone(&seen), Arc::clone(&stop));
        let tty = pair.master.tty_name().unwrap();
        let writer = pair.master.take_writer().unwrap();
        Self { home, pid, started, line: Some((pair.master, writer)), tty, seen, reader: Some((stop, reader)), ended }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// Waits until the screen fulfils `wish`, and says when what fulfilled it came; fails with the screen when nothing
    /// does in time.
    pub fn wait_until(&self, what: &str, wish: impl Fn(&vt100::Screen, &[u8]) -> bool) -> Instant {
        let (seen, time) = self
            .seen
            .1
            .wait_timeout_while(self.seen(), DEADLINE, |seen| !wish(seen.screen.screen(), &seen.raw))
            .unwrap();
        assert!(!time.timed_out(), "waited for {what:?}, but the screen is\n{}", seen.screen.screen().contents());
        seen.came
    }

    /// Whether the screen fulfils `wish` at some moment before `end`.
    pub fn saw_by(&self, end: Instant, wish: impl Fn(&vt100::Screen, &[u8]) -> bool) -> bool {
        let left = end.saturating_duration_since(Instant::now());
        let waited = self.seen.1.wait_timeout_while(self.seen(), left, |seen| !wish(seen.screen.screen(), &seen.raw));
        !waited.unwrap().1.timed_out()
    }

    pub fn wait_text(&self, text: &str) {
        self.wait_until(text, |screen, _| screen.contents().contains(text));
    }

    /// The text on the screen, line by line, without trailing blanks.
    pub fn screen(&self) -> String {
        self.seen().screen.screen().contents()
    }

    /// Column and row of the cursor, or `None` while it is hidden.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let seen = self.seen();
        let screen = seen.screen.screen();
        let (row, column) = screen.cursor_position();
        (!screen.hide_cursor()).then_some((column, row))
    }

    /// Whether the alternate screen is on, as it is exactly while the program has the terminal.
    pub fn in_program(&self) -> bool {
        self.seen().screen.screen().alternate_screen()
    }

    pub fn send(&mut self, keys: &str) {
        let (_, writer) = self.line.as_mut().expect("the line was hung up");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub fn resize(&self, width: u16, height: u16) {
        self.seen().screen.screen_mut().set_size(height.try_into().unwrap(), width.try_into().unwrap());
        self.line.as_ref().expect("the line was hung up").0.resize(pty_size(width, height)).unwrap();
    }

    /// Closes the window as a dropped SSH connection does.
    ///
    /// The reader holds a copy of the line, so it must end first; a byte from the other side wakes it.
    /// The writer would type Ctrl+D on its way out unless that key is taken from the line's settings.
    pub fn hang_up(&mut self) {
        let side = rustix::fs::open(&self.tty, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let mut settings = tcgetattr(&side).unwrap();
        settings.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&side, OptionalActions::Now, &settings).unwrap();
        let (stop, reader) = self.reader.take().expect("hung up twice");
        stop.store(true, Ordering::SeqCst);
        rustix::io::write(&side, b"\0").unwrap();
        reader.join().unwrap();
        drop(side);
        self.line = None;
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// The exit status and how long it took to come.
    pub fn wait_exit(&self) -> (u32, Duration) {
        let start = Instant::now();
        let status = self.ended.recv_timeout(DEADLINE);
        let status = status.unwrap_or_else(|_| panic!("still running, with the screen\n{}", self.screen()));
        assert_eq!(status.signal(), None, "killed by a signal");
        (status.exit_code(), start.elapsed())
    }

    /// Waits until the program is dead, however it died.
    pub fn wait_death(&self) {
        self.ended.recv_timeout(DEADLINE).unwrap();
    }

    /// Every byte the terminal has received.
    pub fn raw(&self) -> Vec<u8> {
        self.seen().raw.clone()
    }

    /// Counting starts anew.
    pub fn mark(&self) {
        let mut seen = self.seen();
        seen.mark = seen.raw.len();
    }

    /// Everything received since [`Term::mark`], as it came over the line.
    pub fn since_mark(&self) -> Vec<u8> {
        let seen = self.seen();
        seen.raw[seen.mark..].to_vec()
    }

    /// How many times `part` came over the line since [`Term::mark`].
    pub fn count_since_mark(&self, part: &str) -> usize {
        self.since_mark().windows(part.len()).filter(|window| *window == part.as_bytes()).count()
    }

    /// Watches the line for `time`; the bytes that came.
    pub fn bytes_during(&self, time: Duration) -> usize {
        let before = self.seen().raw.len();
        let (seen, _) = self.seen.1.wait_timeout_while(self.seen(), time, |_| true).unwrap();
        seen.raw.len() - before
    }

    /// Processor time the program has used, with all its threads. The kernel's own count of ticks rounds a running total,
    /// the user's and the system's share each for itself, and so may jump for next to nothing.
    pub fn worked(&self) -> Duration {
        let nanoseconds = |stat: String| stat.split(' ').next().unwrap().parse().unwrap();
        self.of_threads("schedstat").map(nanoseconds).map(Duration::from_nanos).sum()
    }

    /// Whole ticks of the kernel's clock that the program worked since a look at [`Term::worked`].
    pub fn ticks_since(&self, before: Duration) -> u128 {
        self.worked().saturating_sub(before).as_nanos() / TICK.as_nanos()
    }

    /// What the kernel tells about each thread in a file of this name.
    #[expect(clippy::disallowed_methods, reason = "a file of the kernel, no database")]
    pub fn of_threads(&self, file: &'static str) -> impl Iterator<Item = String> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid.as_raw_nonzero())).unwrap();
        tasks.map(move |task| std::fs::read_to_string(task.unwrap().path().join(file)).unwrap())
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        if matches!(self.ended.try_recv(), Err(TryRecvError::Empty)) {
            let _ = kill_process(self.pid, Signal::KILL);
        }
        if self.reader.is_some() {
            self.hang_up();
        }
    }
}

/// What every program in this home is told of the machine.
pub fn environment(home: &Path) -> Vec<(&'static str, OsString)> {
    let mut all = vec![
        ("PATH", std::env::var_os("PATH").unwrap_or_default()),
        ("HOME", home.into()),
        ("TERM", "xterm-256color".into()),
        ("LANG", "C.UTF-8".into()),
    ];
    for (name, folder) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
        ("TMPDIR", "tmp"),
    ] {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        all.push((name, folder.into()));
    }
    all
}

fn pty_size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

/// Reads on one thread and follows the screen on another: what came is on time even while the screen is behind.
fn read_on(mut line: Box<dyn Read + Send>, seen: Shared, stop: Arc<AtomicBool>) -> JoinHandle<()> {
    let (tell, pieces) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        for (came, bytes) in pieces {
            let mut now = seen.0.lock().unwrap();
            now.came = came;
            now.screen.process(&bytes);
            now.raw.extend_from_slice(&bytes);
            seen.1.notify_all();
        }
    });
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = line.read(&mut bytes) {
            if stop.load(Ordering::SeqCst) || tell.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                break;
            }
        }
    })
}
