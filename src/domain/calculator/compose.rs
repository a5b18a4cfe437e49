//! What a structure of parts gives, or what its missing parts must give.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::Answer;
use crate::domain::exact::{
    Exact, decimal_to, decimal_words, floor_seconds, in_each, length_words, percent_exactly, percent_words, whole,
};
use crate::domain::time::composition::{Needed, Part, Row, Shape};
use crate::text::{Arg, Lang, Msg, Words};

/// Decimals to which a wanted share is rounded up: parts per million.
const PPM: u32 = 6;
/// A month for comparison, in seconds.
const MONTH: i64 = 30 * 86_400;
/// Decimals of the percentages in the steps.
const STEP: u32 = 6;

/// A structure and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Composed {
    Whole {
        tree: Part,
        availability: Exact,
        /// What the whole is held against.
        target: Option<Exact>,
    },
    /// With `?`: what each of them must give for the target, rounded up to parts per million.
    Wanted { tree: Part, target: Exact, each: Exact, reached: Exact },
}

impl Composed {
    /// # Errors
    /// A sentence when something is wanted and there is no target, or the target is out of reach.
    pub fn of(tree: Part, target: Option<&Exact>) -> Result<Self, Msg> {
        if let Some(availability) = tree.availability() {
            return Ok(Self::Whole { tree, availability, target: target.cloned() });
        }
        let target = target.ok_or_else(|| Msg::new("calc-compose-target"))?;
        match tree.needed(target, PPM) {
            Needed::Each(each) => {
                let reached = tree.with(&each);
                Ok(Self::Wanted { tree, target: target.clone(), each, reached })
            }
            Needed::OutOfReach(best) => Err(Msg::new("calc-compose-unreachable")
                .with("target", percent_exactly(target))
                .with("best", percent_words(&best, STEP))),
            Needed::NothingWanted => Err(Msg::new("calc-compose-target")),
        }
    }

    /// Whether the target is kept; `None` without one.
    pub fn met(&self) -> Option<bool> {
        match self {
            Self::Whole { availability, target, .. } => target.as_ref().map(|target| availability >= target),
            Self::Wanted { .. } => Some(true),
        }
    }

    pub fn tree(&self) -> &Part {
        match self {
            Self::Whole { tree, .. } | Self::Wanted { tree, .. } => tree,
        }
    }

    /// What the whole gives, with the wanted parts as they must be.
    pub fn availability(&self) -> &Exact {
        match self {
            Self::Whole { availability, .. } => availability,
            Self::Wanted { reached, .. } => reached,
        }
    }
}

/// `0.9984755374875` in full; what is longer than a line is cut off.
fn share(value: &Exact) -> Words {
    let digits = decimal_to(value, 30);
    in_each(|lang| if lang == Lang::Ru { digits.replace('.', ",") } else { digits.clone() })
}

/// What a group is called: its name, else its text, and the root without a name is the whole.
fn name(row: &Row<'_>) -> Arg {
    match row.part.label.as_str() {
        "" if row.path.is_empty() => Arg::Key("calc-whole".to_owned()),
        "" => row.part.to_string().into(),
        label => label.into(),
    }
}

fn step(row: &Row<'_>, wanted: &Exact) -> Option<Msg> {
    let part = row.part;
    let values: Vec<Exact> = part.children().iter().map(|child| child.with(wanted)).collect();
    let product = |lang: Lang, shown: &dyn Fn(&Exact) -> Words| {
        values.iter().map(|value| shown(value).to(lang).to_owned()).collect::<Vec<_>>().join(" × ")
    };
    let (key, formula) = match &part.shape {
        Shape::Known(_) | Shape::Wanted => return None,
        Shape::Serial(_) => ("calc-step-serial", in_each(|lang| product(lang, &|v| percent_words(v, STEP)))),
        Shape::Parallel(_) => {
            let fails = |value: &Exact| percent_words(&(Exact::one() - value), STEP);
            ("calc-step-parallel", in_each(|lang| product(lang, &fails)))
        }
        Shape::AtLeast(..) => ("calc-step-kofn", in_each(|_| String::new())),
    };
    let msg = Msg::new(key).with("name", name(row)).with("result", percent_words(&part.with(wanted), 2 * STEP));
    Some(match &part.shape {
        Shape::AtLeast(needed, parts) => msg.with("needed", *needed).with("n", parts.len()),
        _ => msg.with("formula", formula),
    })
}

impl Answer for Composed {
    fn sentence(&self) -> Msg {
        match self {
            Self::Whole { availability, target, .. } => {
                let down = whole(MONTH) * (Exact::one() - availability);
                let key = match self.met() {
                    None => "calc-composed",
                    Some(true) => "calc-composed-met",
                    Some(false) => "calc-composed-missed",
                };
                let msg = Msg::new(key)
                    .with("shown", percent_words(availability, STEP))
                    .with("share", share(availability))
                    .with("month", length_words(floor_seconds(&down)));
                match target {
                    None => msg,
                    Some(target) if availability >= target => msg.with("target", percent_exactly(target)),
                    Some(target) => {
                        let points = (target - availability) * BigInt::from(100);
                        let msg = msg.with("target", percent_exactly(target));
                        msg.with("points", decimal_words(&decimal_to(&points, 2 * STEP)))
                    }
                }
            }
            Self::Wanted { tree, target, each, reached } if each.is_zero() => Msg::new("calc-composed-any")
                .with("n", tree.wanted_parts())
                .with("reached", percent_words(reached, 2 * STEP))
                .with("target", percent_exactly(target)),
            Self::Wanted { tree, target, each, .. } => Msg::new("calc-composed-wanted")
                .with("n", tree.wanted_parts())
                .with("each", percent_exactly(each))
                .with("target", percent_exactly(target)),
        }
    }

    fn steps(&self) -> Vec<Msg> {
        let (tree, wanted) = match self {
            Self::Whole { tree, .. } => (tree, Exact::one()),
            Self::Wanted { tree, each, .. } => (tree, each.clone()),
        };
        let mut rows = tree.rows();
        // From the parts up to the whole.
        rows.reverse();
        let mut steps: Vec<Msg> = rows.iter().filter_map(|row| step(row, &wanted)).collect();
        if let Self::Wanted { target, each, reached, .. } = self {
            let less = each - Exact::new(BigInt::one(), BigInt::from(1_000_000));
            if !each.is_zero() {
                let under = Msg::new("calc-step-wanted").with("reached", percent_words(reached, 2 * STEP));
                let under = under
                    .with("less", percent_exactly(&less))
                    .with("under", percent_words(&tree.with(&less), 2 * STEP));
                steps.push(under.with("target", percent_exactly(target)));
            }
        }
        let grouped = |row: &Row<'_>| matches!(row.part.shape, Shape::Parallel(_) | Shape::AtLeast(..));
        if rows.iter().any(grouped) {
            steps.push(Msg::new("calc-step-independent"));
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;
    use crate::domain::exact::parse_percent;
    use crate::domain::time::composition::parse;
    use crate::text::Text;

    fn ask(text: &str, target: Option<&str>) -> Result<Composed, Msg> {
        let target = target.map(|target| parse_percent(target).unwrap());
        Composed::of(parse(text).unwrap(), target.as_ref())
    }

    #[test]
    fn every_step_is_said_in_three_languages() {
        let told = |lang: Lang| {
            let answers = [
                ask("serial(lb=99.95, app=parallel(99.5, 99.5), db=99.9)", None).unwrap(),
                ask("kofn(2, 99, 99, 99)", None).unwrap(),
                ask("serial(hosting=99.95, ?)", Some("99.9")).unwrap(),
                ask("serial(?, ?, ?)", Some("99.9")).unwrap(),
                ask("parallel(99.9, ?)", Some("99.5")).unwrap(),
            ];
            answers.iter().map(|answer| said(answer, lang)).collect::<Vec<_>>().join("\n\n")
        };
        insta::assert_snapshot!(Lang::ALL.map(told).join("\n\n---\n\n").replace('\u{a0}', "_"));
    }

    #[test]
    fn c08_a_whole_is_held_against_its_target() {
        let says = |text: &str, target: &str, lang: Lang| {
            let answer = ask(text, Some(target)).unwrap();
            (answer.met(), Text::new(lang).say(&answer.sentence()).replace('\u{a0}', " "))
        };
        let (met, said) = says("serial(99.9, 99.9, 99.8)", "99.5", Lang::En);
        assert!(met == Some(true) && said.contains("99.5% is met"), "{said}");
        let (met, said) = says("serial(99.8, 99.8, 99.8)", "99.5", Lang::En);
        assert!(met == Some(false) && said.contains("99.5% is missed by 0.0988008"), "{said}");
        let (_, said) = says("serial(99.8, 99.8, 99.8)", "99.5", Lang::Ru);
        assert!(said.contains("не хватает 0,0988008"), "{said}");
        let (_, said) = says("serial(99.8, 99.8, 99.8)", "99.5", Lang::Zh);
        assert!(said.contains("差 0.0988008 个百分点"), "{said}");
    }

    #[test]
    fn what_cannot_be_answered_says_why() {
        assert_eq!(ask("serial(99.9, ?)", None).map_err(|msg| msg.key), Err("calc-compose-target".to_owned()));
        assert_eq!(ask("serial(99.5, ?)", Some("99.9")).map_err(|msg| msg.key), Err("calc-compose-unreachable".into()));
    }
}
