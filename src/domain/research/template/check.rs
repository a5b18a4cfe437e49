//! What makes a template file sound, and where in it a fault stands.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Choice, Form, Question, Sets, Template, feed_parts, sets};
use crate::domain::kinds::Kind;
use crate::domain::record::Type;
use crate::domain::research::need::{ASPECT, NEED};
use crate::domain::research::show_if::Expr;
use crate::text::{Arg, Lang, Msg, Words, clean};

/// Characters of a key or id, as the records that hold them allow.
const NAME: usize = 24;

/// Something wrong in a template file, and where: line and column count from one, the column in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub msg: Msg,
}

/// The part of the file that a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    Head(&'static str),
    Section(usize, &'static str),
    Question(usize, &'static str),
    Column(usize, usize),
    /// Bytes into the condition of a question.
    Condition(usize, usize),
}

type Faults = Vec<(Spot, Msg)>;

/// Every fault of a template file, in the order of the file; of one that is no TOML, or lacks something, the first.
pub fn faults(text: &str) -> Vec<Fault> {
    let at = |line, column, msg| vec![Fault { line, column, msg }];
    let sets = match sets() {
        Ok(sets) => sets,
        Err(msg) => return at(1, 1, msg),
    };
    let mut template: Template = match toml::from_str(text) {
        Ok(template) => template,
        Err(error) => {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            return at(line, column, Msg::new("template-syntax").with("detail", error.message()));
        }
    };
    let map = DeTable::parse(text).ok();
    let mut faults: Vec<Fault> = template
        .settle(&sets)
        .into_iter()
        .map(|(spot, msg)| {
            let offset = map.as_ref().and_then(|map| offset(map.get_ref(), spot, text)).unwrap_or(0);
            let (line, column) = place(text, offset);
            Fault { line, column, msg }
        })
        .collect();
    faults.sort_by_key(|fault| (fault.line, fault.column));
    faults
}

/// Line and column of a byte, both from one.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1)
}

fn offset(map: &DeTable<'_>, spot: Spot, text: &str) -> Option<usize> {
    let nth = |name: &str, n: usize| map.get(name)?.get_ref().as_array()?.get(n);
    let within = |value: &Spanned<DeValue<'_>>, field: &str| {
        let table = value.get_ref().as_table()?;
        table.get(field).map(|found| found.span().start)
    };
    match spot {
        Spot::Head(field) => map.get(field).map(|found| found.span().start),
        Spot::Section(n, field) => {
            let section = nth("section", n)?;
            within(section, field).or(Some(section.span().start))
        }
        Spot::Question(n, field) => {
            let question = nth("question", n)?;
            within(question, field).or_else(|| within(question, "id")).or(Some(question.span().start))
        }
        Spot::Column(n, column) => {
            let columns = nth("question", n)?.get_ref().as_table()?.get("columns")?;
            columns.get_ref().as_array()?.get(column).map(|found| found.span().start)
        }
        Spot::Condition(n, byte) => {
            let span = nth("question", n)?.get_ref().as_table()?.get("show_if")?.span();
            // Behind the quotes; a condition with escapes in it is pointed at as a whole.
            let written = text.get(span.clone())?;
            let plain = !written.contains('\\') && !written.starts_with("\"\"\"") && !written.starts_with("'''");
            Some(span.start + if plain { 1 + byte } else { 0 })
        }
    }
}

fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (1..=NAME).contains(&text.chars().count()) && text.chars().all(fits)
}

impl Template {
    /// Puts in what the file only names, and says what is wrong with it.
    pub(super) fn settle(&mut self, sets: &Sets) -> Faults {
        let mut faults = self.resolve(sets);
        faults.extend(self.check());
        faults
    }

    /// Option sets and the meaning of conditions; words as they may be shown.
    fn resolve(&mut self, sets: &Sets) -> Faults {
        let key = self.key.clone();
        let mut faults = Vec::new();
        let titles = self.sections.iter_mut().map(|section| &mut section.title);
        titles.chain([&mut self.title, &mut self.purpose]).for_each(show);
        for (n, question) in self.questions.iter_mut().enumerate() {
            let about = |message: &str| Msg::new(message).with("template", &*key).with("question", &*question.id);
            let unknown = |name: &str| about("template-options-unknown").with("options", name);
            match question.options.as_ref().map(|name| sets.get(name).ok_or(name)) {
                Some(Ok(found)) => question.choices.extend(found.iter().cloned()),
                Some(Err(name)) => faults.push((Spot::Question(n, "options"), unknown(name))),
                None => {}
            }
            for (place, column) in question.columns.iter_mut().enumerate() {
                match column.options.as_ref().map(|name| sets.get(name).ok_or(name)) {
                    Some(Ok(found)) => column.choices.clone_from(found),
                    Some(Err(name)) => faults.push((Spot::Column(n, place), unknown(name))),
                    None => {}
                }
            }
            match question.show_if.as_deref().map(|text| (text, Expr::parse(text))) {
                Some((_, Ok(condition))) => question.condition = Some(condition),
                Some((text, Err(error))) => {
                    // People count characters from one, not bytes from nought.
                    let msg = about("template-show-if")
                        .with("position", text[..error.at].chars().count() + 1)
                        .with("expected", Arg::Key(error.expected.key));
                    faults.push((Spot::Condition(n, error.at), msg));
                }
                None => {}
            }
            let columns = question.columns.iter_mut().map(|column| &mut column.label);
            let choices = question.choices.iter_mut().map(|choice| &mut choice.label);
            let own = [&mut question.label].into_iter().chain(&mut question.hint).chain(&mut question.unit);
            own.chain(&mut question.parts).chain(columns).chain(choices).for_each(show);
        }
        faults
    }

    fn check(&self) -> Faults {
        let refuse = |message: &str| Msg::new(message).with("template", &*self.key);
        let mut faults = Vec::new();
        if !is_name(&self.key) {
            faults.push((Spot::Head("key"), refuse("template-key-wrong")));
        }
        if !(1..=9999).contains(&self.version) {
            faults.push((Spot::Head("version"), refuse("template-version-wrong")));
        }
        if !(1..=3).contains(&self.level) {
            faults.push((Spot::Head("level"), refuse("template-level-wrong")));
        }
        let mut sections = BTreeSet::new();
        for (n, section) in self.sections.iter().enumerate() {
            if !sections.insert(section.key.as_str()) {
                let msg = refuse("template-section-twice").with("section", &*section.key);
                faults.push((Spot::Section(n, "key"), msg));
            }
            if !all_filled([&section.title]) {
                faults.push((Spot::Section(n, "title"), refuse("template-incomplete")));
            }
        }
        for (field, words) in [("title", &self.title), ("purpose", &self.purpose)] {
            if !all_filled([words]) {
                faults.push((Spot::Head(field), refuse("template-incomplete")));
            }
        }
        if self.questions.is_empty() {
            faults.push((Spot::Head("key"), refuse("template-incomplete")));
        }
        let mut earlier = BTreeSet::new();
        for (n, question) in self.questions.iter().enumerate() {
            let refuse = |message: &str| refuse(message).with("question", &*question.id);
            if let Some(condition) = &question.condition
                && let Some(other) = condition.questions().into_iter().find(|id| !earlier.contains(id))
            {
                faults.push((Spot::Question(n, "show_if"), refuse("template-show-if-later").with("other", other)));
            }
            if !earlier.insert(question.id.as_str()) {
                faults.push((Spot::Question(n, "id"), refuse("template-question-twice")));
            }
            if !sections.contains(question.section.as_str()) {
                let msg = refuse("template-section-unknown").with("section", &*question.section);
                faults.push((Spot::Question(n, "section"), msg));
            }
            question.check(n, &refuse, &mut faults);
        }
        faults
    }
}

impl Question {
    fn check(&self, n: usize, refuse: &dyn Fn(&str) -> Msg, faults: &mut Faults) {
        let at = |field| Spot::Question(n, field);
        let mut put = |spot, msg| faults.push((spot, msg));
        if !is_name(&self.id) {
            put(at("id"), refuse("template-id-wrong"));
        }
        let said: [(&'static str, Vec<&Words>); 5] = [
            ("label", vec![&self.label]),
            ("hint", self.hint.iter().collect()),
            ("unit", self.unit.iter().collect()),
            ("parts", self.parts.iter().collect()),
            ("option", self.choices.iter().map(|choice| &choice.label).collect()),
        ];
        for (field, words) in said {
            if !all_filled(words) {
                put(at(field), refuse("template-words-missing"));
            }
        }
        if self.form == Form::Table && self.columns.is_empty() {
            put(at("type"), refuse("template-columns-missing"));
        }
        if self.min.zip(self.max).is_some_and(|(min, max)| min > max) {
            put(at("min"), refuse("template-range-wrong"));
        }
        if let Err(msg) = choices(self.form, &self.choices, refuse) {
            put(at("type"), msg);
        }
        let mut columns = BTreeSet::new();
        for (place, column) in self.columns.iter().enumerate() {
            let here = Spot::Column(n, place);
            if !all_filled([&column.label]) {
                put(here, refuse("template-words-missing"));
            }
            if let Err(msg) = choices(column.form, &column.choices, refuse) {
                put(here, msg);
            }
            if column.form == Form::Table || !columns.insert(&column.key) {
                put(here, refuse("template-column-wrong").with("column", &*column.key));
            }
        }
        for feed in self.feeds.iter().filter(|feed| !feed_reads(feed)) {
            put(at("feeds"), refuse("template-feed-wrong").with("feed", &**feed));
        }
    }
}

/// What is chosen from: something, and nothing twice.
fn choices(form: Form, choices: &[Choice], refuse: &dyn Fn(&str) -> Msg) -> Result<(), Msg> {
    if matches!(form, Form::Single | Form::Multi) && choices.is_empty() {
        return Err(refuse("template-options-missing"));
    }
    let mut codes = BTreeSet::new();
    match choices.iter().find(|choice| !codes.insert(&choice.code)) {
        Some(twice) => Err(refuse("template-option-twice").with("option", &*twice.code)),
        None => Ok(()),
    }
}

/// Words of a file are shown on terminals; what would move the cursor or hide is left out.
fn show(words: &mut Words) {
    for text in [&mut words.en, &mut words.zh, &mut words.ru] {
        if let std::borrow::Cow::Owned(clean) = clean::clean(text) {
            *text = clean;
        }
    }
}

fn all_filled<'a>(words: impl IntoIterator<Item = &'a Words>) -> bool {
    words.into_iter().all(|words| Lang::ALL.iter().all(|&lang| !words.to(lang).trim().is_empty()))
}

/// A feed is well formed and leads to a field that there is, and a need it makes has a level, scope and analysis that needs know.
fn feed_reads(feed: &str) -> bool {
    let among = |field: &str, code: &str| match NEED.field(field).map(|field| field.ty) {
        Some(Type::Choice(codes)) => codes.contains(&code),
        _ => false,
    };
    match feed_parts(feed) {
        None => false,
        Some(("need", true, with)) => match with[..] {
            [level, scope, analysis] => among("level", level) && among("scope", scope) && among("analysis", analysis),
            [level, scope, analysis, aspect] => {
                among("level", level)
                    && among("scope", scope)
                    && among("analysis", analysis)
                    && ASPECT.contains(&aspect)
            }
            _ => false,
        },
        // Of a record that is kept here the field must be there; others are led to by other means.
        Some((record, false, with)) => {
            let kind = Kind::named(record);
            kind.is_none_or(|kind| with.first().is_some_and(|field| kind.spec().field(field).is_some()))
        }
        Some(_) => true,
    }
}
