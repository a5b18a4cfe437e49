//! Reading a query: each word by what its field holds, and what would be right where it cannot be read.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::fields::{FIELDS, Field, Holds};
use super::words::{self, Body, Piece, Word, fold, relaid};
use super::{Asker, Fault, LONGEST, Op, Query, Term, Test};
use crate::domain::funnel::pipeline::{Pipeline, Stage};
use crate::domain::money::{self, Currency};
use crate::domain::record::Id;
use crate::domain::time::input::parse_date;
use crate::text::numeral::{self, Comma};
use crate::text::{Arg, Lang, Msg, Text};

/// Names of choices in every language: people share queries.
static CHOICES: LazyLock<[Text; 3]> = LazyLock::new(|| Lang::ALL.map(Text::new));

/// Words for "nothing stands there" and for whoever asks.
pub const NONE: &[&str] = &["none", "无", "нет", "empty", "空", "пусто"];
pub const ME: &[&str] = &["me", "我", "я"];

pub fn query(text: &str, asker: &Asker<'_>) -> Result<Query, Fault> {
    if text.len() > LONGEST {
        let msg = Msg::new("query-long").with("most", LONGEST);
        return Err(Fault { at: 0..text.len(), word: 0..text.len(), msg });
    }
    let mut terms = Vec::new();
    for word in words::words(text) {
        let test = match &word.body {
            Body::Free(piece) if piece.text.is_empty() => continue,
            Body::Free(piece) => match relaid_word(text, &word, asker) {
                Some(test) => test,
                None => Test::Words(piece.text.clone()),
            },
            Body::Asks { name, name_at, op, value } => {
                let reader = Reader { text, asker, word: &word.at };
                if let Some(field) = Field::named(name) {
                    reader.test(field, *op, value, &(name_at.start..word.at.end))?
                } else if let Some(test) = relaid_word(text, &word, asker) {
                    test
                } else {
                    return Err(unknown(name, name_at.clone(), word.at.clone(), asker.lang));
                }
            }
        };
        terms.push(Term { not: word.not, test });
    }
    Ok(Query { terms })
}

/// The word as the same keys give it on a Latin keyboard, if that names a field: `щцтук:ьу` is `owner:me`.
fn relaid_word(text: &str, word: &Word, asker: &Asker<'_>) -> Option<Test> {
    let typed = relaid(&text[word.at.clone()]);
    let latin = words::words(&typed).into_iter().next().filter(|latin| latin.at.end == typed.len())?;
    let Body::Asks { name, op, value, .. } = latin.body else { return None };
    let field = Field::named(&name).filter(|_| name.is_ascii() && typed != text[word.at.clone()])?;
    Reader { text: &typed, asker, word: &(0..typed.len()) }.test(field, op, &value, &(0..typed.len())).ok()
}

fn unknown(name: &str, at: Range<usize>, word: Range<usize>, lang: Lang) -> Fault {
    let names = FIELDS.iter().flat_map(|field| field.names(lang).map(move |name| (name, field)));
    let msg = match nearest(name, names) {
        Some((_, near)) if near.names(lang).any(|known| fold(known).starts_with(&fold(name))) => {
            Msg::new("query-no-field-like").with("near", Arg::Words(near.words()))
        }
        Some((near, _)) => Msg::new("query-no-field-like").with("near", near),
        None => {
            let some = FIELDS.iter().take(8).map(|field| field.name(lang)).collect::<Vec<_>>().join(", ");
            Msg::new("query-no-field").with("fields", some)
        }
    };
    Fault { at, word, msg: msg.with("name", name) }
}

/// What was probably meant: what begins so, or is at most a third away.
pub fn nearest<'n, T>(typed: &str, known: impl Iterator<Item = (&'n str, T)>) -> Option<(&'n str, T)> {
    let typed = fold(typed);
    let length = typed.chars().count();
    let scored = known.filter_map(|(name, what)| {
        let folded = fold(name);
        let away = if length > 0 && folded.starts_with(&typed) { 0 } else { strsim::osa_distance(&folded, &typed) };
        (away <= length.max(folded.chars().count()).div_ceil(3).min(3) && away < length.max(1))
            .then_some((away, name, what))
    });
    scored.min_by_key(|(away, ..)| *away).map(|(_, name, what)| (name, what))
}

/// What people may call a code of a choice: the code itself and its name in each language.
pub fn choice_names(field: &Field, code: &str) -> impl Iterator<Item = String> {
    std::iter::once(code.to_owned()).chain(Lang::ALL.map(|lang| choice_name(field, code, lang)))
}

/// The name of a choice in one language.
pub fn choice_name(field: &Field, code: &str, lang: Lang) -> String {
    let text = &CHOICES[lang as usize];
    match field.holds {
        Holds::Freshness => text.get(&format!("freshness-{code}")),
        _ => text.choice(field.column, code),
    }
}

struct Reader<'r> {
    text: &'r str,
    asker: &'r Asker<'r>,
    /// The word that is read, its minus included.
    word: &'r Range<usize>,
}

impl Reader<'_> {
    fn test(&self, field: &'static Field, op: Op, value: &Range<usize>, whole: &Range<usize>) -> Result<Test, Fault> {
        let fault = |key: &str| Msg::new(key).with("field", Arg::Words(field.words()));
        let pieces = words::pieces(self.text, value);
        let Some(first) = pieces.first() else {
            let example = field.example(self.asker.lang);
            return Err(self.fault(whole.clone(), fault("query-no-value").with("example", example)));
        };
        if op != Op::Is && !field.ordered() {
            let right = format!("{}:{}", field.name(self.asker.lang), &self.text[value.clone()]);
            return Err(self.fault(whole.clone(), fault("query-no-order").with("right", right)));
        }
        let none = !first.quoted && NONE.iter().any(|none| words::same(none, &first.text));
        if none && op == Op::Is && pieces.len() == 1 && field.optional() {
            return Ok(Test::Empty(field));
        }
        let single = words::single(self.text, value);
        let at = single.at.clone();
        let here = |msg| self.fault(at.clone(), msg);
        match field.holds {
            Holds::People => self.each(&pieces, |piece| self.people(field, piece)).map(|ids| Test::People(field, ids)),
            Holds::Stage => {
                self.each(&pieces, |piece| self.stages(field, op, piece)).map(|all| Test::Codes(stage(), all))
            }
            Holds::Phase => self.each(&pieces, |piece| self.phase(field, piece)).map(|all| Test::Codes(stage(), all)),
            Holds::Pipeline => {
                self.each(&pieces, |piece| self.pipeline(field, piece)).map(|all| Test::Codes(stage(), all))
            }
            Holds::Choice | Holds::Freshness => {
                self.each(&pieces, |piece| self.choice(field, piece)).map(|all| Test::Codes(field, all))
            }
            Holds::Currency => self.each(&pieces, currency).map(|all| Test::Codes(field, all)),
            Holds::Text => Ok(Test::Text(field, texts(pieces))),
            Holds::Tags => Ok(Test::Tags(field, texts(pieces))),
            Holds::Money => {
                let amount = money::input::parse(&single.text, self.asker.currency).map_err(here)?;
                Ok(Test::Money(field, op, amount))
            }
            Holds::Chance => chance(&single.text).map(|bp| Test::Chance(field, op, bp)).map_err(here),
            Holds::Days => {
                let since = days_before(&single.text, self.asker.today).map_err(here)?;
                Ok(Test::Date(field, op.mirrored(), since))
            }
            Holds::Date => {
                let date = parse_date(&single.text, self.asker.today).map_err(here)?;
                Ok(Test::Date(field, op, date))
            }
        }
    }

    fn fault(&self, at: Range<usize>, msg: Msg) -> Fault {
        Fault { at, word: self.word.clone(), msg }
    }

    /// What each alternative means, each once.
    fn each<T: PartialEq>(
        &self,
        pieces: &[Piece],
        read: impl Fn(&Piece) -> Result<Vec<T>, Msg>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        for piece in pieces {
            for one in read(piece).map_err(|msg| self.fault(piece.at.clone(), msg))? {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        Ok(all)
    }

    /// The colleague with this login or name; else all whose login or name contains it.
    fn people(&self, field: &'static Field, piece: &Piece) -> Result<Vec<Id>, Msg> {
        let people = self.asker.people;
        if !piece.quoted && ME.iter().any(|me| words::same(me, &piece.text)) {
            return self.asker.me.map(|me| vec![me]).ok_or_else(|| Msg::new("query-nobody"));
        }
        if let Ok(id) = piece.text.parse::<Id>() {
            return Ok(vec![id]);
        }
        let typed = fold(&piece.text);
        let of = |fits: &dyn Fn(&super::Person) -> bool| -> Vec<Id> {
            people.iter().filter(|person| fits(person)).map(|person| person.id).collect()
        };
        let found = [
            of(&|person| person.login == piece.text),
            of(&|person| fold(&person.login) == typed || fold(&person.name) == typed),
            of(&|person| {
                !typed.is_empty() && (fold(&person.login).contains(&typed) || fold(&person.name).contains(&typed))
            }),
        ];
        if let Some(ids) = found.into_iter().find(|ids| !ids.is_empty()) {
            return Ok(ids);
        }
        let known = people.iter().flat_map(|person| [(person.login.as_str(), ()), (person.name.as_str(), ())]);
        let near = nearest(&piece.text, known).map(|(near, ())| near.to_owned());
        let some = || people.iter().take(8).map(|person| person.login.clone()).collect();
        Err(no_such(field, &piece.text, near, some))
    }

    /// A stage by its code, or all that have this name in any language; with a comparison, the open stages before or
    /// after it in its pipeline.
    fn stages(&self, field: &'static Field, op: Op, piece: &Piece) -> Result<Vec<String>, Msg> {
        let stages = self.asker.pipelines.stages();
        let called = |stage: &&Stage| Lang::ALL.iter().any(|lang| words::same(stage.name.to(*lang), &piece.text));
        let mut found: Vec<&Stage> = stages.clone().filter(|stage| words::same(&stage.code, &piece.text)).collect();
        if found.is_empty() {
            found = stages.clone().filter(called).collect();
        }
        let Some(first) = found.first() else {
            let names =
                stages.clone().flat_map(|s| std::iter::once(s.code.as_str()).chain(Lang::ALL.map(|l| s.name.to(l))));
            let near = nearest(&piece.text, names.map(|name| (name, ())));
            let some = || stages.clone().map(|stage| stage.name.to(self.asker.lang).to_owned()).collect();
            return Err(no_such(field, &piece.text, near.map(|(near, ())| near.to_owned()), some));
        };
        let chosen: Vec<String> = found.iter().flat_map(|stage| self.beside(stage, op)).collect();
        if chosen.is_empty() {
            return Err(Msg::new("query-no-stage-there").with("stage", Arg::Words(first.name.clone())));
        }
        Ok(chosen)
    }

    /// The stages of its pipeline that stand so to a stage.
    fn beside(&self, stage: &Stage, op: Op) -> Vec<String> {
        let all = self.asker.pipelines.of(&stage.code).map_or(&[][..], |pipeline| pipeline.stages());
        let at = all.iter().position(|other| other.code == stage.code).unwrap_or(0);
        let range = match op {
            Op::Is => return vec![stage.code.clone()],
            Op::Less => 0..at,
            Op::Most => 0..at + 1,
            Op::More => at + 1..all.len(),
            Op::Least => at..all.len(),
        };
        all[range].iter().filter(|other| other.ty.is_open()).map(|other| other.code.clone()).collect()
    }

    /// The stages of all phases of this code or name; pipelines may share their phases.
    fn phase(&self, field: &'static Field, piece: &Piece) -> Result<Vec<String>, Msg> {
        let all = self.asker.pipelines.all();
        let phases = all.clone().flat_map(Pipeline::phases);
        let names = phases.flat_map(|phase| {
            std::iter::once(phase.code.as_str())
                .chain(Lang::ALL.map(|lang| phase.name.to(lang)))
                .map(move |n| (n, phase))
        });
        let meant = |phase: &str| names.clone().any(|(name, p)| p.code == phase && words::same(name, &piece.text));
        let stages = all.clone().flat_map(Pipeline::stages);
        let found: Vec<String> =
            stages.filter(|stage| stage.phase.as_deref().is_some_and(meant)).map(|stage| stage.code.clone()).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let near = nearest(&piece.text, names).map(|(near, _)| near.to_owned());
        let first = self.asker.pipelines.first().phases();
        let some = || first.iter().map(|phase| phase.name.to(self.asker.lang).to_owned()).collect();
        Err(no_such(field, &piece.text, near, some))
    }

    /// The stages of a pipeline.
    fn pipeline(&self, field: &'static Field, piece: &Piece) -> Result<Vec<String>, Msg> {
        let all = self.asker.pipelines.all();
        let names = all.clone().flat_map(|pipeline| {
            let names = std::iter::once(pipeline.code.as_str()).chain(Lang::ALL.map(|lang| pipeline.name.to(lang)));
            names.map(move |name| (name, pipeline))
        });
        if let Some((_, pipeline)) = names.clone().find(|(name, _)| words::same(name, &piece.text)) {
            return Ok(pipeline.stages().iter().map(|stage| stage.code.clone()).collect());
        }
        let near = nearest(&piece.text, names).map(|(near, _)| near.to_owned());
        let some = || all.clone().map(|pipeline| pipeline.name.to(self.asker.lang).to_owned()).collect();
        Err(no_such(field, &piece.text, near, some))
    }

    fn choice(&self, field: &'static Field, piece: &Piece) -> Result<Vec<String>, Msg> {
        let names: Vec<(String, &str)> =
            field.codes().iter().flat_map(|code| choice_names(field, code).map(move |name| (name, *code))).collect();
        if let Some((_, code)) = names.iter().find(|(name, _)| words::same(name, &piece.text)) {
            return Ok(vec![(*code).to_owned()]);
        }
        let near = nearest(&piece.text, names.iter().map(|(name, _)| (name.as_str(), ())));
        let lang = self.asker.lang;
        let some = || field.codes().iter().map(|code| choice_name(field, code, lang)).collect();
        Err(no_such(field, &piece.text, near.map(|(near, ())| near.to_owned()), some))
    }
}

/// Phases are asked for as stages, so both make the same test.
pub fn stage() -> &'static Field {
    FIELDS.iter().find(|field| field.holds == Holds::Stage).unwrap_or(&FIELDS[0])
}

fn no_such(field: &'static Field, typed: &str, near: Option<String>, some: impl Fn() -> Vec<String>) -> Msg {
    let msg = match near {
        Some(near) => Msg::new("query-no-value-like").with("near", words::quote(&near, false)),
        None => Msg::new("query-no-such-value").with("values", some().join(", ")),
    };
    msg.with("text", typed).with("field", Arg::Words(field.words()))
}

fn texts(pieces: Vec<Piece>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for piece in pieces {
        if !texts.contains(&piece.text) {
            texts.push(piece.text);
        }
    }
    texts
}

fn currency(piece: &Piece) -> Result<Vec<String>, Msg> {
    let code = numeral::fold(&piece.text).to_uppercase();
    let known = Currency::from_code(&code).ok_or_else(|| Msg::new("input-money-currency").with("text", code))?;
    Ok(vec![known.code().to_owned()])
}

/// A probability in percent, in basis points.
fn chance(text: &str) -> Result<i64, Msg> {
    let folded = numeral::fold(text);
    let number = folded.trim_end_matches(['%', ' ']);
    let whole = numeral::span(number) == number.len();
    let read = numeral::read(number, Comma::Decimal).filter(|_| whole).and_then(|n| n.times(100, 1).ok());
    read.and_then(|bp| i64::try_from(bp).ok())
        .filter(|bp| (0..=10_000).contains(bp))
        .ok_or_else(|| Msg::new("query-not-a-chance").with("text", text))
}

/// The day so many days ago: `14`, `14d`, `2w`, `3个月`.
fn days_before(text: &str, today: NaiveDate) -> Result<NaiveDate, Msg> {
    let folded = numeral::fold(text);
    let unreadable = || Msg::new("query-not-days").with("text", text);
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(unreadable());
    }
    let unit = if folded.bytes().all(|b| b.is_ascii_digit()) { "d" } else { "" };
    parse_date(&format!("-{folded}{unit}"), today)
        .map_err(|msg| if msg.key == "input-date-unreadable" { unreadable() } else { msg.with("text", text) })
}
