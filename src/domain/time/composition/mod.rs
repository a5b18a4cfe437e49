//! Availability of a whole from its parts, which must fail independently (03-time-arithmetic 3.1.15).

pub mod edit;
mod parse;

use std::fmt;

use num_bigint::BigInt;
use num_traits::{One, Zero};
pub use parse::{Fault, PARTS, parse};

use crate::domain::exact::{Exact, decimal_to, power_of_ten, ratio};

/// A part or a group of parts.
///
/// What several parts share (power, site, a carrier) must stand in series with them, or the result is too good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What the user calls it; may be empty.
    pub label: String,
    pub shape: Shape,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A share from 0 to 1.
    Known(Exact),
    /// What is asked for: `?`. All of them get the same value.
    Wanted,
    /// All must work.
    Serial(Vec<Part>),
    /// One is enough.
    Parallel(Vec<Part>),
    /// So many of them must work.
    AtLeast(usize, Vec<Part>),
}

/// What the wanted parts must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// At least this share each, rounded up.
    Each(Exact),
    /// The known parts alone spoil the target: without any failure of the wanted ones the whole has only this share.
    OutOfReach(Exact),
    /// Nothing is asked for.
    NothingWanted,
}

/// One line of the tree as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'p> {
    /// Which child of which child, from the root.
    pub path: Vec<usize>,
    pub part: &'p Part,
    /// `None` while something below is wanted.
    pub availability: Option<Exact>,
}

impl Part {
    pub fn known(availability: Exact) -> Self {
        Self { label: String::new(), shape: Shape::Known(availability) }
    }

    pub fn wanted() -> Self {
        Self { label: String::new(), shape: Shape::Wanted }
    }

    pub fn group(shape: Shape) -> Self {
        Self { label: String::new(), shape }
    }

    #[must_use]
    pub fn named(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn children(&self) -> &[Self] {
        match &self.shape {
            Shape::Known(_) | Shape::Wanted => &[],
            Shape::Serial(parts) | Shape::Parallel(parts) | Shape::AtLeast(_, parts) => parts,
        }
    }

    /// How many `?` it has.
    pub fn wanted_parts(&self) -> usize {
        match &self.shape {
            Shape::Wanted => 1,
            _ => self.children().iter().map(Self::wanted_parts).sum(),
        }
    }

    /// The share of time the whole works, exact; `None` while something is wanted.
    pub fn availability(&self) -> Option<Exact> {
        (self.wanted_parts() == 0).then(|| self.with(&Exact::zero()))
    }

    /// The share of time the whole works when each wanted part has this share.
    pub fn with(&self, wanted: &Exact) -> Exact {
        let needed = match &self.shape {
            Shape::Known(availability) => return availability.clone(),
            Shape::Wanted => return wanted.clone(),
            Shape::Serial(parts) => parts.len(),
            Shape::Parallel(_) => 1,
            Shape::AtLeast(needed, _) => *needed,
        };
        let parts: Vec<Exact> = self.children().iter().map(|part| part.with(wanted)).collect();
        at_least(needed, &parts)
    }

    /// The least share, rounded up to so many decimals of a whole (6 is parts per million), with which every wanted
    /// part brings the whole to the target. By halving: the whole never falls when a part rises.
    pub fn needed(&self, target: &Exact, decimals: u32) -> Needed {
        if self.wanted_parts() == 0 {
            return Needed::NothingWanted;
        }
        let best = self.with(&Exact::one());
        if best < *target {
            return Needed::OutOfReach(best);
        }
        let grid = power_of_ten(decimals);
        let (mut low, mut high) = (BigInt::zero(), grid.clone());
        while low < high {
            let middle: BigInt = (&low + &high) / 2;
            if self.with(&ratio(middle.clone(), grid.clone())) >= *target {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Needed::Each(ratio(high, grid))
    }

    /// The tree from the root down, each group before its parts.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = vec![Row { path: Vec::new(), part: self, availability: self.availability() }];
        for (at, child) in self.children().iter().enumerate() {
            rows.extend(child.rows().into_iter().map(|mut row| {
                row.path.insert(0, at);
                row
            }));
        }
        rows
    }

    /// The part at a path from [`Part::rows`], to be changed.
    pub fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match &mut self.shape {
            Shape::Known(_) | Shape::Wanted => None,
            Shape::Serial(parts) | Shape::Parallel(parts) | Shape::AtLeast(_, parts) => {
                parts.get_mut(*first)?.at_mut(rest)
            }
        }
    }

    fn comma_in_label(&self) -> bool {
        self.label.contains(',') || self.children().iter().any(Self::comma_in_label)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, separator: &str) -> fmt::Result {
        if !self.label.is_empty() {
            write!(f, "{}=", self.label)?;
        }
        match &self.shape {
            Shape::Known(share) => return f.write_str(&decimal_to(&(share * BigInt::from(100)), 40)),
            Shape::Wanted => return f.write_str("?"),
            Shape::Serial(_) => f.write_str("serial(")?,
            Shape::Parallel(_) => f.write_str("parallel(")?,
            Shape::AtLeast(needed, _) => write!(f, "kofn({needed}{separator} ")?,
        }
        for (at, part) in self.children().iter().enumerate() {
            if at > 0 {
                write!(f, "{separator} ")?;
            }
            part.write(f, separator)?;
        }
        f.write_str(")")
    }
}

/// The form that [`parse`] reads back: `serial(99.95, app=parallel(99.5, 99.5))`.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, if self.comma_in_label() { ";" } else { "," })
    }
}

/// The chance that at least so many of the parts work.
///
/// Counts over a common denominator, so that only the result is reduced: `counts[j]` is the chance that exactly `j`
/// of the parts seen so far work.
fn at_least(needed: usize, parts: &[Exact]) -> Exact {
    let mut counts = vec![BigInt::one()];
    let mut scale = BigInt::one();
    for part in parts {
        let (up, all) = (part.numer(), part.denom());
        let down = all - up;
        let mut next: Vec<BigInt> = counts.iter().map(|count| count * &down).collect();
        next.push(BigInt::zero());
        for (at, count) in counts.iter().enumerate() {
            next[at + 1] += count * up;
        }
        counts = next;
        scale *= all;
    }
    ratio(counts.into_iter().skip(needed).sum::<BigInt>(), scale)
}

#[cfg(test)]
mod tests;
