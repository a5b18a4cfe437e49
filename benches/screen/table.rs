//! The measured figures as one table: value, ratio to the floor, ratio to the small workspace, and whether the target is met.

use std::fmt::Write as _;

/// What a figure must stay under.
#[derive(Clone, Copy)]
pub enum Target {
    /// Nothing is promised.
    None,
    /// The value itself.
    Under(f64),
    /// Times the floor's, and times its own at 100 opportunities.
    Times(f64, f64),
}

struct Row {
    name: &'static str,
    unit: &'static str,
    floor: Option<f64>,
    /// At each size, smallest first.
    sizes: Vec<f64>,
    target: Target,
}

impl Row {
    fn last(&self) -> f64 {
        self.sizes.last().copied().unwrap_or(f64::NAN)
    }

    fn to_floor(&self) -> Option<f64> {
        self.floor.filter(|floor| *floor > 0.0).map(|floor| self.last() / floor)
    }

    fn to_small(&self) -> Option<f64> {
        self.sizes.first().filter(|small| **small > 0.0).map(|small| self.last() / small)
    }

    fn verdict(&self) -> String {
        let (met, words) = match self.target {
            Target::None => return String::new(),
            // A size that is too small to be measured says nothing.
            Target::Under(most) => {
                let mut measured = self.sizes.iter().filter(|value| !value.is_nan());
                (measured.all(|value| *value <= most), format!("≤ {most} {}", self.unit))
            }
            Target::Times(floor, small) => {
                let within = |ratio: Option<f64>, most| ratio.is_none_or(|ratio| ratio <= most);
                let words = match (self.floor, small.is_finite()) {
                    (None, _) => format!("≤ {small}× 100"),
                    (Some(_), false) => format!("≤ {floor}× floor"),
                    _ => format!("≤ {floor}× floor, {small}× 100"),
                };
                (within(self.to_floor(), floor) && within(self.to_small(), small), words)
            }
        };
        format!("{} {words}", if met { "● met    " } else { "✕ not met" })
    }
}

#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    pub fn row(
        &mut self,
        name: &'static str,
        unit: &'static str,
        floor: Option<f64>,
        sizes: impl IntoIterator<Item = f64>,
        target: Target,
    ) {
        self.rows.push(Row { name, unit, floor, sizes: sizes.into_iter().collect(), target });
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        let head = ["", "unit", "floor", "100", "10 000", "100 000", "× floor", "× 100"];
        let line = |text: &mut String, cells: &[String; 8], verdict: &str| {
            let [name, unit, rest @ ..] = cells;
            let _ = write!(text, "{name:<44} {unit:<6}");
            for cell in rest {
                let _ = write!(text, " {cell:>9}");
            }
            let _ = writeln!(text, "  {}", verdict.trim_end());
        };
        line(&mut text, &head.map(str::to_owned), "target at 100 000");
        for row in &self.rows {
            let ratio = |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            let size = |at: usize| row.sizes.get(at).map_or_else(String::new, |value| shown(*value));
            let floor = row.floor.map_or_else(String::new, shown);
            let (to_floor, to_small) = (ratio(row.to_floor()), ratio(row.to_small()));
            let cells =
                [row.name.to_owned(), row.unit.to_owned(), floor, size(0), size(1), size(2), to_floor, to_small];
            line(&mut text, &cells, &row.verdict());
        }
        text
    }
}

/// Three digits that matter.
fn shown(value: f64) -> String {
    match value {
        v if v.is_nan() => "-".to_owned(),
        v if v.fract().abs() < f64::EPSILON || v >= 100.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}
