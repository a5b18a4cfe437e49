//! A stage of a pipeline as a form: what is typed stands on the screen beneath at once, and is saved there.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::frame;
use crate::domain::funnel::pipeline::{Pipeline, StageType};
use crate::keys::Action;
use crate::screens::{Ask, Context};
use crate::text::{Arg, Lang, Msg, Words, clean};
use crate::widgets::line;
use crate::widgets::text_field::{Handled, TextField};

/// What a line of the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Code,
    Name(Lang),
    Phase,
    Type,
    Chance,
    Rot,
    Cap,
    Limit,
    Pipeline(Lang),
}

#[derive(Debug)]
struct Row {
    about: About,
    field: TextField,
    /// What is typed is no such value, and was not taken over.
    unfit: bool,
}

#[derive(Debug)]
pub struct StageForm {
    pipeline: Pipeline,
    /// Place of the stage.
    stage: usize,
    rows: Vec<Row>,
    at: usize,
}

impl StageForm {
    /// Of the stage at this place; the code of a new one can still be chosen.
    pub fn new(pipeline: Pipeline, stage: usize, fresh: bool) -> Self {
        use About::{Cap, Chance, Code, Limit, Name, Phase, Rot, Type};
        let names = Lang::ALL.map(Name);
        let about = fresh.then_some(Code).into_iter().chain(names).chain([Phase, Type, Chance, Rot, Cap, Limit]);
        let about = about.chain(Lang::ALL.map(About::Pipeline));
        let mut form = Self { pipeline, stage, rows: Vec::new(), at: 0 };
        let row = |about| Row { about, field: TextField::one_line(&form.value(about)), unfit: false };
        form.rows = about.map(row).collect();
        form
    }

    fn value(&self, about: About) -> String {
        let Some(stage) = self.pipeline.stages.get(self.stage) else { return String::new() };
        let or = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        match about {
            About::Code => stage.code.clone(),
            About::Name(lang) => stage.name.to(lang).to_owned(),
            About::Pipeline(lang) => self.pipeline.name.to(lang).to_owned(),
            About::Chance => (stage.probability_bp / 100).to_string(),
            About::Rot => or(stage.rot_days),
            About::Cap => or(stage.cap_days),
            About::Limit => or(stage.wip),
            About::Phase | About::Type => String::new(),
        }
    }

    /// Takes over what is typed in the line at the cursor.
    fn take(&mut self) -> Vec<Ask> {
        let Some(row) = self.rows.get_mut(self.at) else { return Vec::new() };
        let Some(stage) = self.pipeline.stages.get_mut(self.stage) else { return Vec::new() };
        let typed = row.field.text().trim().to_owned();
        let number = if typed.is_empty() { Ok(None) } else { typed.parse::<i64>().map(Some) };
        row.unfit = false;
        match (row.about, number) {
            (About::Code, _) => stage.code = typed.to_uppercase(),
            (About::Name(lang), _) => put(&mut stage.name, lang, typed),
            (About::Pipeline(lang), _) => put(&mut self.pipeline.name, lang, typed),
            (About::Chance, Ok(Some(percent))) if (0..=100).contains(&percent) => stage.probability_bp = percent * 100,
            (About::Rot, Ok(days)) => stage.rot_days = days,
            (About::Cap, Ok(days)) => stage.cap_days = days,
            (About::Limit, Ok(deals)) => stage.wip = deals,
            (About::Phase | About::Type, _) => {}
            _ => row.unfit = true,
        }
        if row.unfit { Vec::new() } else { vec![Ask::Text(self.pipeline.print())] }
    }

    /// The next phase or type.
    fn turn(&mut self, by: isize) -> Vec<Ask> {
        let Some(about) = self.rows.get(self.at).map(|row| row.about) else { return Vec::new() };
        let Some(stage) = self.pipeline.stages.get_mut(self.stage) else { return Vec::new() };
        let next = |at: usize, of: usize| (at as isize + by).rem_euclid(of.max(1) as isize) as usize;
        if about == About::Type {
            let at = StageType::ALL.iter().position(|ty| *ty == stage.ty).unwrap_or(0);
            stage.ty = StageType::ALL[next(at, StageType::ALL.len())];
        } else {
            let phases = &self.pipeline.phases;
            let at = phases.iter().position(|phase| Some(&phase.code) == stage.phase.as_ref());
            let to = next(at.map_or(0, |at| at + 1), phases.len() + 1);
            stage.phase = to.checked_sub(1).and_then(|at| phases.get(at)).map(|phase| phase.code.clone());
        }
        vec![Ask::Text(self.pipeline.print())]
    }

    fn turns(&self) -> bool {
        self.rows.get(self.at).is_some_and(|row| matches!(row.about, About::Phase | About::Type))
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Up | Action::PrevField => self.at = self.at.saturating_sub(1),
            Action::Down | Action::NextField => self.at = (self.at + 1).min(last),
            Action::Left if self.turns() => return self.turn(-1),
            Action::Right if self.turns() => return self.turn(1),
            Action::Left => return self.key(KeyCode::Left.into()),
            Action::Right => return self.key(KeyCode::Right.into()),
            Action::Open | Action::Save | Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        if self.turns() {
            return if key.code == KeyCode::Char(' ') { self.turn(1) } else { Vec::new() };
        }
        let handled = self.rows.get_mut(self.at).map(|row| row.field.handle(key));
        if handled == Some(Handled::Changed) { self.take() } else { Vec::new() }
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        if self.turns() {
            return Vec::new();
        }
        if let Some(row) = self.rows.get_mut(self.at) {
            row.field.paste(text);
        }
        self.take()
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let Some(stage) = self.pipeline.stages.get(self.stage) else { return };
        let title = Msg::new("stage-title").with("stage", Arg::Words(stage.name.clone()));
        let inner = frame::open_for(screen, area, context, &text.say(&title), self.rows.len() as u16 + 2);
        let labels: Vec<String> = self.rows.iter().map(|row| text.say(&label(row.about))).collect();
        let wide = labels.iter().map(|label| clean::width(label)).max().unwrap_or(0);
        let top = (self.at + 2).saturating_sub(usize::from(inner.height));
        for (n, row) in self.rows.iter().enumerate().skip(top).take(usize::from(inner.height.saturating_sub(1))) {
            let at = Rect { y: inner.y + (n - top) as u16, height: 1, ..inner };
            let here = n == self.at;
            let style = if here { theme.accent } else { theme.dim };
            let bar = if here { theme.marks.bar } else { " " };
            let label = Line::styled(format!("{bar} {}  ", clean::pad(&labels[n], wide)), style);
            let lead = line::put(at, screen.buffer_mut(), &label, theme.text);
            let field = Rect { x: at.x + lead, width: at.width.saturating_sub(lead), ..at };
            let phase = stage.phase.as_deref().and_then(|code| self.pipeline.phase(code));
            let said = match row.about {
                About::Phase => phase.map_or_else(|| text.get("stage-no-phase"), |p| p.name.to(text.lang()).to_owned()),
                About::Type => text.get(&format!("pipeline-type-{}", stage.ty.code())),
                _ => {
                    let caret = row.field.draw(field, screen.buffer_mut(), theme);
                    if let Some(caret) = caret.filter(|_| here) {
                        screen.set_cursor_position(caret);
                    }
                    continue;
                }
            };
            line::put(field, screen.buffer_mut(), &Line::raw(said), theme.text);
        }
        let unfit = self.rows.iter().find(|row| row.unfit);
        let foot = unfit.map_or_else(
            || Span::styled(text.get("stage-foot"), theme.dim),
            |row| {
                Span::styled(text.say(&Msg::new("stage-unfit").with("field", text.say(&label(row.about)))), theme.warn)
            },
        );
        let at = Rect { y: inner.y + inner.height.saturating_sub(1), height: 1.min(inner.height), ..inner };
        line::put(at, screen.buffer_mut(), &Line::from(foot), theme.text);
    }
}

fn put(words: &mut Words, lang: Lang, typed: String) {
    *match lang {
        Lang::En => &mut words.en,
        Lang::Zh => &mut words.zh,
        Lang::Ru => &mut words.ru,
    } = typed;
}

fn label(about: About) -> Msg {
    let named = |key: &str, lang: Lang| {
        let of = match lang {
            Lang::En => "pipeline-in-en",
            Lang::Zh => "pipeline-in-zh-cn",
            Lang::Ru => "pipeline-in-ru",
        };
        Msg::new(key).with("lang", Arg::Key(of.to_owned()))
    };
    match about {
        About::Code => Msg::new("field-code"),
        About::Name(lang) => named("stage-name", lang),
        About::Pipeline(lang) => named("stage-pipeline", lang),
        About::Phase => Msg::new("pipeline-head-phase"),
        About::Type => Msg::new("pipeline-head-type"),
        About::Chance => Msg::new("stage-chance"),
        About::Rot => Msg::new("stage-rot"),
        About::Cap => Msg::new("stage-cap"),
        About::Limit => Msg::new("stage-limit"),
    }
}
