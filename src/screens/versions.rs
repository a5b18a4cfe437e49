//! Two versions of an agreement side by side in one text: what was taken out, what came in, what became of a figure.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation as _;

use super::draw::{calm, split_head};
use super::{Ask, Context, Screen, Tone, View};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::domain::agreement::diff::Piece;
use crate::domain::agreement::draft::Draft;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::export::agreement::draft_of;
use crate::export::agreement_diff::{Compared, Mark, Told};
use crate::export::formats::PAPERS;
use crate::keys::{Action, Scope};
use crate::store::request::{AgreementSheet, Reply, Request};
use crate::text::{Arg, Lang, Msg, clean};
use crate::widgets::line;

/// Cells before words and values.
const INDENT: usize = 6;

#[derive(Debug)]
pub struct VersionsView {
    agreement: Id,
    /// Every version, the oldest first.
    versions: Vec<Record>,
    /// Places of the two among them.
    old: usize,
    new: usize,
    /// Those that have been read.
    drafts: Vec<(Id, Draft)>,
    compared: Option<Compared>,
    /// The lines as they were drawn last, and for which width and language.
    lines: Option<(u16, Lang, Vec<Line<'static>>)>,
    top: usize,
    height: usize,
    fault: Option<Msg>,
}

impl VersionsView {
    /// The newest version of an agreement beside the one it follows.
    pub fn new(agreement: Id) -> Self {
        Self {
            agreement,
            versions: Vec::new(),
            old: 0,
            new: 0,
            drafts: Vec::new(),
            compared: None,
            lines: None,
            top: 0,
            height: 10,
            fault: None,
        }
    }

    fn take(&mut self, sheet: &AgreementSheet) {
        let (old, new) = (self.id(self.old), self.id(self.new));
        let first = self.versions.is_empty();
        self.versions.clone_from(&sheet.versions);
        self.versions.sort_by_key(|version| (version.created_ms, version.id));
        let place = |id: Option<Id>| self.versions.iter().position(|version| Some(version.id) == id);
        if first {
            let last = self.versions.len().saturating_sub(1);
            self.new = place(Some(sheet.version.id)).unwrap_or(last);
            self.old = place(sheet.version.id_of("predecessor")).unwrap_or(self.new.saturating_sub(1));
        } else {
            (self.old, self.new) = (place(old).unwrap_or(0), place(new).unwrap_or(0));
        }
        match draft_of(sheet) {
            Ok(draft) => {
                self.drafts.retain(|(id, _)| *id != sheet.version.id);
                self.drafts.push((sheet.version.id, draft));
            }
            Err(fault) => self.fault = Some(fault),
        }
        self.compare();
    }

    fn id(&self, at: usize) -> Option<Id> {
        self.versions.get(at).map(|version| version.id)
    }

    fn number(&self, at: usize) -> &str {
        self.versions.get(at).map(|version| version.str("number")).unwrap_or_default()
    }

    fn draft(&self, at: usize) -> Option<&Draft> {
        let id = self.id(at)?;
        self.drafts.iter().find(|(held, _)| *held == id).map(|(_, draft)| draft)
    }

    fn compare(&mut self) {
        self.compared = self.draft(self.old).zip(self.draft(self.new)).map(|(old, new)| Compared::new(old, new));
        self.lines = None;
    }

    /// Reads what is not here yet.
    fn missing(&self) -> Vec<Ask> {
        let wanted = [self.old, self.new].into_iter().filter(|at| self.draft(*at).is_none());
        wanted.filter_map(|at| self.id(at)).map(|id| Ask::Read(Request::Agreement(id))).collect()
    }

    /// Another version on one side; both may not be the same.
    fn turn(&mut self, newer: bool, by: isize) -> Vec<Ask> {
        let count = self.versions.len() as isize;
        if count < 3 {
            return Vec::new();
        }
        let (side, other) = if newer { (self.new, self.old) } else { (self.old, self.new) };
        let mut at = (side as isize + by).rem_euclid(count);
        if at == other as isize {
            at = (at + by).rem_euclid(count);
        }
        if newer {
            self.new = at as usize;
        } else {
            self.old = at as usize;
        }
        self.top = 0;
        self.compare();
        self.missing()
    }

    fn export(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(compared) = self.compared.clone() else { return Vec::new() };
        let compared = compared.public();
        let lang = context.text.lang();
        let document = compared.document(lang);
        let rows = PAPERS.iter().map(|paper| {
            let label = Msg::new(paper.label).with("language", Arg::Key(format!("choice-{}", lang.tag())));
            let diff = &compared.diff;
            let name = format!("{}-v{}-v{}-{}.{}", compared.code, diff.old, diff.new, lang.tag(), paper.name);
            let ask = match paper.write(&document) {
                Ok(bytes) => Ask::Write { name, bytes },
                Err(fault) => Ask::Tell(fault, Tone::Error),
            };
            (Label::Message(label), vec![ask])
        });
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("agreement-export-title"), rows.collect())))]
    }

    fn lines(&self, width: u16, context: &Context<'_>) -> Vec<Line<'static>> {
        let Some(compared) = &self.compared else { return Vec::new() };
        let (theme, width) = (context.theme, usize::from(width.saturating_sub(2)));
        let mut lines = Vec::new();
        for told in compared.told(context.text) {
            match told {
                Told::Place(words) => {
                    if !lines.is_empty() {
                        lines.push(Line::default());
                    }
                    lines.push(Line::styled(format!(" {words}"), theme.title));
                }
                Told::Part(mark, words) => {
                    let style = match mark {
                        Mark::Came => theme.good,
                        Mark::Went => theme.error,
                        Mark::Changed => theme.text,
                    };
                    lines.push(Line::styled(format!("   {} {words}", mark.sign()), style));
                }
                Told::Words(language, pieces) => {
                    lines.push(Line::styled(format!("   {} {language}", Mark::Changed.sign()), theme.text));
                    lines.extend(flow(&spans(&pieces, context), width.saturating_sub(INDENT)));
                }
                Told::Value { label, old, new } => {
                    let arrow = theme.marks.arrow;
                    let side = |side: String| if side.is_empty() { "—".to_owned() } else { side };
                    let parts = [
                        (format!("{label}: "), theme.dim),
                        (side(old), theme.error),
                        (format!(" {arrow} "), theme.dim),
                        (side(new), theme.good),
                    ];
                    lines.extend(flow(&parts, width.saturating_sub(INDENT)));
                }
            }
        }
        lines
    }
}

/// Changed words with their sign in brackets, so that they can be told apart without colour too.
fn spans(pieces: &[Piece], context: &Context<'_>) -> Vec<(String, Style)> {
    let theme = context.theme;
    let span = |piece: &Piece| match piece {
        Piece::Same(words) => (words.clone(), theme.dim),
        Piece::Gone(words) => (format!("[-{words}-]"), theme.error),
        Piece::New(words) => (format!("[+{words}+]"), theme.good),
    };
    pieces.iter().map(span).collect()
}

/// Styled text broken at words into lines of so many cells.
fn flow(parts: &[(String, Style)], cells: usize) -> Vec<Line<'static>> {
    let indent = || vec![Span::raw(" ".repeat(INDENT))];
    let (mut lines, mut line, mut used) = (Vec::new(), indent(), 0);
    let mut end = |line: &mut Vec<Span<'static>>, used: &mut usize| {
        lines.push(Line::from(std::mem::replace(line, indent())));
        *used = 0;
    };
    for (words, style) in parts {
        for (at, paragraph) in clean::clean_lines(words).split('\n').enumerate() {
            if at > 0 {
                end(&mut line, &mut used);
            }
            for word in paragraph.split_word_bounds() {
                let wide = clean::width(word);
                if used + wide > cells && used > 0 {
                    end(&mut line, &mut used);
                    if word.trim().is_empty() {
                        continue;
                    }
                }
                line.push(Span::styled(word.to_owned(), *style));
                used += wide;
            }
        }
    }
    if used > 0 {
        end(&mut line, &mut used);
    }
    lines
}

impl View for VersionsView {
    const SCOPE: Scope = Scope::Pane;

    fn queries(&self) -> Vec<Request> {
        let known: Vec<Id> = [self.id(self.old), self.id(self.new)].into_iter().flatten().collect();
        let ids = if known.is_empty() { vec![self.agreement] } else { known };
        ids.into_iter().map(Request::Agreement).collect()
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Agreement(sheet) => {
                self.take(&sheet);
                self.missing()
            }
            // One of the two is gone, by undo perhaps: what is left is shown.
            Reply::Missing if !self.versions.is_empty() => {
                *self = Self::new(self.agreement);
                vec![Ask::Read(Request::Agreement(self.agreement))]
            }
            Reply::Missing => {
                self.fault = Some(Msg::new("agreement-gone"));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((Kind::Agreement, self.agreement))
    }

    fn title(&self, context: &Context<'_>) -> String {
        match &self.compared {
            Some(compared) => {
                let arrow = context.theme.marks.arrow;
                format!("{} {} {arrow} {}", compared.code, self.number(self.old), self.number(self.new))
            }
            None => context.text.get("action-versions"),
        }
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints = vec![Action::Open, Action::Help, Action::Copy, Action::Export, Action::Back];
        if self.versions.len() > 2 {
            hints.splice(0..0, [Action::Left, Action::NextField]);
        }
        hints
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let count = self.lines.as_ref().map_or(0, |(_, _, lines)| lines.len());
        let last = count.saturating_sub(self.height);
        let page = self.height.max(2) / 2;
        if let Some(top) = action.walked(self.top, last, page) {
            self.top = top;
            return Vec::new();
        }
        match action {
            Action::Left => return self.turn(false, -1),
            Action::Right => return self.turn(false, 1),
            Action::PrevField => return self.turn(true, -1),
            Action::NextField => return self.turn(true, 1),
            Action::Open => {
                return self
                    .id(self.new)
                    .map(|id| Ask::Go(Screen::of(Kind::AgreementVersion, id)))
                    .into_iter()
                    .collect();
            }
            Action::Copy => {
                return self.compared.as_ref().map(|all| Ask::Copy(all.text(context.text))).into_iter().collect();
            }
            Action::Export => return self.export(context),
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        if let Some(fault) = &self.fault {
            calm(frame, area, context, &[text.say(fault)]);
            return;
        }
        if self.versions.len() == 1 {
            let key = context.keymap.hint(Action::MakeVersion);
            let how = text.say(&Msg::new("versions-one").with("key", key));
            calm(frame, area, context, &[text.get("versions-none"), how]);
            return;
        }
        let Some(compared) = &self.compared else { return };
        let [head, body] = split_head(area);
        let state = |at: usize| {
            let version = self.versions.get(at);
            version
                .map_or_else(String::new, |v| format!("{} ({})", v.str("number"), text.choice("state", v.str("state"))))
        };
        let counted = Msg::new("versions-head").with("old", state(self.old)).with("new", state(self.new));
        line::put(
            head,
            frame.buffer_mut(),
            &Line::styled(format!(" {}", text.say(&counted)), theme.accent),
            theme.text,
        );
        if compared.diff.is_empty() {
            calm(frame, body, context, &[text.get("diff-none")]);
            return;
        }
        let fits = self.lines.as_ref().is_some_and(|(width, lang, _)| (*width, *lang) == (area.width, text.lang()));
        if !fits {
            self.lines = Some((area.width, text.lang(), self.lines(area.width, context)));
        }
        let Some((_, _, lines)) = &self.lines else { return };
        // A line of air below the head.
        let body = Rect { y: body.y + 1.min(body.height), height: body.height.saturating_sub(1), ..body };
        self.height = usize::from(body.height).max(1);
        self.top = self.top.min(lines.len().saturating_sub(self.height));
        for (n, row) in lines.iter().skip(self.top).take(self.height).enumerate() {
            line::put(Rect { y: body.y + n as u16, height: 1, ..body }, frame.buffer_mut(), row, theme.text);
        }
    }
}
