//! How deals are looked at: their order, what they stand in groups by, and the views people keep of that.

mod builtin;

pub use builtin::{BUILT_IN, BuiltIn};
use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::act::Change;
use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values, choice, int, link, list, text};
use crate::record;

/// Orders of deals: by hand, or by what comes first.
pub const SORTS: &[&str] = &["manual", "next", "amount", "age", "close", "title"];
/// What lanes stand for.
pub const GROUPS: &[&str] = &["stage", "phase", "owner", "tier", "close"];

/// Months of closing that have a lane of their own, from this one on.
const MONTHS: u32 = 6;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As people put the cards, stage by stage.
    #[default]
    Manual,
    /// The next step that is due first; deals without a day last.
    Next,
    /// The largest amount of each currency; deals without one last.
    Amount,
    /// Longest in its stage.
    Age,
    /// Expected to close first; deals without a day last.
    Close,
    Title,
}

impl Sort {
    pub const ALL: [Self; 6] = [Self::Manual, Self::Next, Self::Amount, Self::Age, Self::Close, Self::Title];

    /// The word for other programs, one of [`SORTS`].
    pub fn code(self) -> &'static str {
        SORTS[self as usize]
    }

    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }

    /// The order within lanes of a group: the order by hand is one of stages.
    #[must_use]
    pub fn within(self, group: Group) -> Self {
        match (self, group) {
            (Self::Manual, Group::Stage) => Self::Manual,
            (Self::Manual, Group::Close) => Self::Close,
            (Self::Manual, _) => Self::Next,
            (sort, _) => sort,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    #[default]
    Stage,
    Phase,
    Owner,
    /// The tier that was given to the customer (01-model 1.1.2).
    Tier,
    /// Month in which the deal is expected to close.
    Close,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::Stage, Self::Phase, Self::Owner, Self::Tier, Self::Close];

    /// The word for other programs, one of [`GROUPS`].
    pub fn code(self) -> &'static str {
        GROUPS[self as usize]
    }

    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// Codes of its lanes, in order; `None` where the deals themselves say which there are.
    ///
    /// Stages and phases by their code, tiers as `A`…`D` and `-` for none, months as `2026-11`, with `past` before
    /// and `later` and `-` (no day) behind them.
    pub fn lanes(self, pipeline: &Pipeline, today: NaiveDate) -> Option<Vec<String>> {
        let codes = match self {
            Self::Stage => pipeline.columns().map(|stage| stage.code.clone()).collect(),
            Self::Phase => {
                let held = |code: &str| pipeline.open_stages().any(|stage| stage.phase.as_deref() == Some(code));
                pipeline.phases().iter().map(|phase| phase.code.clone()).filter(|code| held(code)).collect()
            }
            Self::Tier => ["A", "B", "C", "D", NONE].map(ToOwned::to_owned).to_vec(),
            Self::Close => {
                let month = |n| first_of(today).checked_add_months(Months::new(n));
                let months = (0..MONTHS).filter_map(month).map(|first| first.format("%Y-%m").to_string());
                let ends = [LATER.to_owned(), NONE.to_owned()];
                std::iter::once(PAST.to_owned()).chain(months).chain(ends).collect()
            }
            Self::Owner => return None,
        };
        Some(codes)
    }
}

/// How deals are looked at: all that a view keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sight {
    /// As it was typed, so that `me` and `today` are those of whoever looks.
    pub query: String,
    pub sort: Sort,
    pub group: Group,
    /// Codes of lanes that are folded away, in their order.
    pub collapsed: Vec<String>,
}

impl Sight {
    /// All deals by stage, in the order by hand.
    pub const PLAIN: Self =
        Self { query: String::new(), sort: Sort::Manual, group: Group::Stage, collapsed: Vec::new() };

    /// What a kept view shows.
    pub fn of(view: &Record) -> Self {
        let lanes = view.get("collapsed").as_array().map_or(&[][..], Vec::as_slice);
        Self {
            query: view.str("query").to_owned(),
            sort: Sort::named(view.str("sorted_by")).unwrap_or_default(),
            group: Group::named(view.str("grouped_by")).unwrap_or_default(),
            collapsed: lanes.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        }
    }

    /// As fields of a kept view.
    pub fn values(&self) -> [(&'static str, Value); 4] {
        let query = if self.query.is_empty() { Value::Null } else { json!(self.query) };
        let collapsed = if self.collapsed.is_empty() { Value::Null } else { json!(self.collapsed) };
        [
            ("query", query),
            ("sorted_by", json!(self.sort.code())),
            ("grouped_by", json!(self.group.code())),
            ("collapsed", collapsed),
        ]
    }

    /// Keeps it as a new view: of one person, or of everybody without an owner.
    pub fn kept(&self, id: Id, name: &str, owner: Option<Id>, position: i64) -> Change {
        let mut values: Values = self.values().into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        values.retain(|_, value| !value.is_null());
        values.insert("name".to_owned(), json!(name));
        values.insert("position".to_owned(), json!(position));
        values.extend(owner.map(|owner| ("owner".to_owned(), owner.json())));
        Change::Insert { kind: Kind::SavedView, id, values }
    }
}

/// The lane of deals that have nothing to be grouped by.
pub const NONE: &str = "-";
/// Lanes before and behind those of a month.
pub const PAST: &str = "past";
pub const LATER: &str = "later";

/// Whether the lane of closing is none of a month; such are shown where deals stand in them.
pub fn beside_months(lane: &str) -> bool {
    matches!(lane, PAST | LATER | NONE)
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The days of a lane of months, as ISO dates: from the first to before the second. A deal without a day closes at
/// `9999`.
pub fn closing(lane: &str, today: NaiveDate) -> (String, String) {
    let after = |first: NaiveDate, n| first.checked_add_months(Months::new(n)).unwrap_or(first).to_string();
    let this = first_of(today);
    match lane {
        PAST => (String::new(), this.to_string()),
        LATER => (after(this, MONTHS), "9999".to_owned()),
        NONE => ("9999".to_owned(), "9999-99".to_owned()),
        month => match format!("{month}-01").parse() {
            Ok(first) => (after(first, 0), after(first, 1)),
            Err(_) => (String::new(), String::new()),
        },
    }
}

record! {
    /// A way to look at the deals, kept under a name: of one person, or of everybody where it has no owner.
    SavedView as SAVED_VIEW {
        name: "saved_view", prefix: "", yearly: false, title: "name", owner: "",
        columns: &["name", "query", "sorted_by", "grouped_by", "owner"],
    } {
        name: String = text(40).required(),
        /// As it was typed, so that `me` and `today` are those of whoever looks.
        query: Option<String> = text(400),
        sorted_by: String = choice(SORTS).required().default("\"manual\""),
        grouped_by: String = choice(GROUPS).required().default("\"stage\""),
        /// Codes of lanes that are folded away.
        collapsed: Vec<String> = list(),
        owner: Option<Id> = link(Kind::User),
        /// Place among the views; smaller is earlier.
        position: i64 = int(0, i64::MAX).required().hidden().default("0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_name_their_order_and_group() {
        for sort in Sort::ALL {
            assert_eq!(Sort::named(sort.code()), Some(sort));
        }
        for group in Group::ALL {
            assert_eq!(Group::named(group.code()), Some(group));
        }
        assert_eq!((SORTS.len(), GROUPS.len()), (Sort::ALL.len(), Group::ALL.len()));
    }

    #[test]
    fn months_of_closing_leave_no_day_out() {
        let today = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let lanes = Group::Close.lanes(&Pipeline::default(), today).unwrap();
        assert_eq!(lanes.join(" "), "past 2026-09 2026-10 2026-11 2026-12 2027-01 2027-02 later -");
        let mut end = String::new();
        for lane in lanes {
            let (from, to) = closing(&lane, today);
            assert_eq!(from, end, "{lane} begins where the one before ends");
            assert!(from < to, "{lane}");
            end = to;
        }
        assert!(end.as_str() > "9999");
    }
}
