//! The order in which a version prints its sections: that of the inventory, until somebody moves one.

use super::sections::{self, Section};

/// Every section, in the order that these keys give. A section that none of them names follows the one it follows in the
/// inventory, so an order written before a section existed still holds.
pub fn ordered(keys: &[String]) -> Vec<&'static Section> {
    let mut all: Vec<&'static Section> = Vec::with_capacity(sections::all().len());
    for section in keys.iter().filter_map(|key| sections::named(key)) {
        if !all.iter().any(|held| held.key == section.key) {
            all.push(section);
        }
    }
    let mut before: Option<&str> = None;
    for section in sections::all() {
        if !all.iter().any(|held| held.key == section.key) {
            let after = before.and_then(|key| all.iter().position(|held| held.key == key));
            all.insert(after.map_or(0, |at| at + 1), section);
        }
        before = Some(&section.key);
    }
    all
}

/// The order after a section changed places with the next of these that are shown; `None` where there is no next one.
/// The order of the inventory itself is no order of its own and comes as an empty one.
pub fn shifted(keys: &[String], shown: &[&str], section: &str, down: bool) -> Option<Vec<String>> {
    let at = shown.iter().position(|key| *key == section)?;
    let beside = *shown.get(if down { at + 1 } else { at.checked_sub(1)? })?;
    let mut all: Vec<&str> = ordered(keys).into_iter().map(|section| section.key.as_str()).collect();
    all.retain(|key| *key != section);
    let at = all.iter().position(|key| *key == beside)? + usize::from(down);
    all.insert(at, section);
    let usual = all.iter().eq(&sections::all().iter().map(|section| section.key.as_str()).collect::<Vec<_>>());
    Some(if usual { Vec::new() } else { all.into_iter().map(str::to_owned).collect() })
}

/// Those of the sections in both lists that stand elsewhere among the others now: as few as explain the new order.
pub fn moved<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<&'a str> {
    let both = |list: &[&'a str], other: &[&'a str]| -> Vec<&'a str> {
        list.iter().copied().filter(|key| other.contains(key)).collect()
    };
    let (old, new) = (both(old, new), both(new, old));
    let steps = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    let came = steps.iter().filter(|step| step.tag() != similar::DiffTag::Equal).flat_map(similar::DiffOp::new_range);
    came.map(|at| new[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sections: &[&'static Section]) -> Vec<String> {
        sections.iter().map(|section| section.key.clone()).collect()
    }

    #[test]
    fn without_an_order_of_its_own_a_version_prints_as_the_inventory_says() {
        assert_eq!(keys(&ordered(&[])), keys(&sections::all().iter().collect::<Vec<_>>()));
    }

    #[test]
    fn a_section_moves_past_the_next_one_that_is_shown_and_back() {
        let shown = ["parties", "scope", "term", "signatures"];
        let down = shifted(&[], &shown, "term", true).unwrap();
        let place = |order: &[String], key: &str| order.iter().position(|held| held == key).unwrap();
        assert_eq!(place(&down, "term"), place(&down, "signatures") + 1, "what is not shown is passed over");
        assert_eq!(down.len(), sections::all().len());
        let shown = ["parties", "scope", "signatures", "term"];
        let up = shifted(&down, &shown, "term", false).unwrap();
        assert_eq!(place(&up, "term") + 1, place(&up, "signatures"));
        assert_eq!(shifted(&[], &shown, "parties", false), None, "nothing stands above");
        assert_eq!(shifted(&[], &shown, "term", true), None);
        assert_eq!(shifted(&[], &shown, "credits", true), None, "it is not shown");
    }

    #[test]
    fn the_usual_order_is_no_order_of_its_own() {
        let shown = ["parties", "scope"];
        let swapped = shifted(&[], &shown, "parties", true).unwrap();
        assert_eq!(swapped[..2], ["scope", "parties"]);
        assert_eq!(shifted(&swapped, &["scope", "parties"], "parties", false), Some(Vec::new()));
    }

    #[test]
    fn what_an_order_does_not_know_stands_where_it_belongs() {
        let known = ["targets", "scope", "poetry", "targets"].map(str::to_owned);
        let all = keys(&ordered(&known));
        assert_eq!(all.len(), sections::all().len());
        let place = |key: &str| all.iter().position(|held| held == key).unwrap();
        assert!(place("targets") < place("scope"));
        assert_eq!(place("parties"), 0);
        assert_eq!(place("term"), place("scope") + 1);
        assert_eq!(place("workload_limits"), place("targets") + 1);
    }

    #[test]
    fn as_few_sections_as_possible_are_said_to_have_moved() {
        let old = ["parties", "scope", "term", "support", "targets"];
        assert_eq!(moved(&old, &old), [] as [&str; 0]);
        assert_eq!(moved(&old, &["targets", "parties", "scope", "term", "support"]), ["targets"]);
        assert_eq!(moved(&old, &["parties", "scope", "term", "targets"]), [] as [&str; 0], "one went, none moved");
        assert_eq!(moved(&old, &["scope", "parties", "term", "support", "targets"]).len(), 1);
    }
}
