//! How far the needs of a deal are covered (06-metrics 6.5).

use super::standing::Cover;

/// Weighted coverage of needs. Those put off or turned down are not in it; those without a priority have no weight
/// yet and are only counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Tenths of a weight that are covered, and weights in all.
    tenths: i64,
    weight: i64,
    /// Must-needs for which something is promised, of how many: gates look at these only.
    pub musts_met: usize,
    pub musts: usize,
    pub unweighed: usize,
}

impl Coverage {
    /// From priority and cover of each need that is still to be met.
    pub fn of<'a>(needs: impl IntoIterator<Item = (Option<&'a str>, Cover)>) -> Self {
        let mut sum = Self::default();
        for (priority, cover) in needs {
            let weight = match priority {
                Some("must") => 5,
                Some("should") => 3,
                Some("could") => 1,
                Some(_) => 0,
                None => {
                    sum.unweighed += 1;
                    0
                }
            };
            let tenths = match cover {
                Cover::None => 0,
                Cover::Solution => 5,
                Cover::Promised => 8,
                Cover::Signed => 10,
            };
            sum.weight += weight;
            sum.tenths += weight * tenths;
            if priority == Some("must") {
                sum.musts += 1;
                sum.musts_met += usize::from(cover >= Cover::Promised);
            }
        }
        sum
    }

    /// Basis points, truncated; `None` where nothing has a weight.
    pub fn basis_points(self) -> Option<i64> {
        (self.tenths * 1000).checked_div(self.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_the_metrics() {
        use Cover::{None, Promised, Signed, Solution};
        let must = [Signed, Promised, None].map(|cover| (Some("must"), cover));
        let should = [Solution, Signed].map(|cover| (Some("should"), cover));
        let rest = [(Some("could"), None), (Some("wont"), None)];
        let sum = Coverage::of(must.into_iter().chain(should).chain(rest));
        assert_eq!(sum.basis_points(), Some(6136));
        assert_eq!((sum.musts_met, sum.musts, sum.unweighed), (2, 3, 0));
    }

    #[test]
    fn without_a_weight_there_is_no_share() {
        assert_eq!(Coverage::of([]).basis_points(), None);
        let sum = Coverage::of([(None, Cover::Signed), (Some("wont"), Cover::None)]);
        assert_eq!((sum.basis_points(), sum.unweighed), (None, 1));
    }
}
