//! Changing a structure part by part: each change says where the part stands afterwards.

use super::{Part, Shape};

/// Which child of which child, from the root.
pub type Path = Vec<usize>;

impl Part {
    pub fn at(&self, path: &[usize]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        self.children().get(*first)?.at(rest)
    }

    pub fn is_group(&self) -> bool {
        !matches!(self.shape, Shape::Known(_) | Shape::Wanted)
    }

    fn children_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.shape {
            Shape::Known(_) | Shape::Wanted => None,
            Shape::Serial(parts) | Shape::Parallel(parts) | Shape::AtLeast(_, parts) => Some(parts),
        }
    }

    /// Adds a part: into the group at the path, at its end, or after the part there. A whole of one part becomes a
    /// series first.
    pub fn add(&mut self, path: &[usize], part: Self) -> Option<Path> {
        if path.is_empty() && !self.is_group() {
            self.wrap(&[])?;
        }
        if let Some(parts) = self.at_mut(path)?.children_mut() {
            parts.push(part);
            return Some(joined(path, parts.len() - 1));
        }
        let (last, above) = path.split_last()?;
        self.at_mut(above)?.children_mut()?.insert(last + 1, part);
        Some(joined(above, last + 1))
    }

    /// Takes the part out. A group that is left empty goes too; the last part of the whole stays.
    pub fn remove(&mut self, path: &[usize]) -> Option<Path> {
        let (last, above) = path.split_last()?;
        let group = self.at(above)?;
        if group.children().len() == 1 {
            return if above.is_empty() { None } else { self.remove(above) };
        }
        self.take(path)?;
        let left = self.at(above)?.children().len();
        Some(joined(above, (*last).min(left - 1)))
    }

    /// Takes one part out of a group that has others; fewer than before may then be enough.
    fn take(&mut self, path: &[usize]) -> Option<Self> {
        let (last, above) = path.split_last()?;
        let group = self.at_mut(above)?;
        let parts = group.children_mut().filter(|parts| *last < parts.len())?;
        let part = parts.remove(*last);
        let left = parts.len();
        if let Shape::AtLeast(needed, _) = &mut group.shape {
            *needed = (*needed).clamp(1, left.max(1));
        }
        Some(part)
    }

    /// Puts the part into a group of its own: redundant where it stands in series, else in series.
    pub fn wrap(&mut self, path: &[usize]) -> Option<Path> {
        let above = path.split_last().and_then(|(_, above)| self.at(above));
        let redundant = above.is_some_and(|above| matches!(above.shape, Shape::Serial(_)));
        let part = self.at_mut(path)?;
        let inner = std::mem::replace(part, Self::wanted());
        *part = Self::group(if redundant { Shape::Parallel(vec![inner]) } else { Shape::Serial(vec![inner]) });
        Some(path.to_vec())
    }

    /// Moves the part one line up (`-1`) or down (`1`) in the tree as it is drawn: past a part, into a group that
    /// follows, out of its own group at the edge of it. The only part of a group does not leave it.
    pub fn shift(&mut self, path: &[usize], by: isize) -> Option<Path> {
        let (last, above) = path.split_last()?;
        let siblings = self.at(above)?.children();
        let next = last.checked_add_signed(by).filter(|next| *next < siblings.len());
        let to = match next {
            Some(next) if siblings[next].is_group() => {
                let inside = if by < 0 { siblings[next].children().len() } else { 0 };
                // The part leaves its place first, so that what follows it moves up.
                let group = if by < 0 { next } else { next - 1 };
                joined(&joined(above, group), inside)
            }
            Some(next) => joined(above, next),
            None => {
                let (group, outer) = above.split_last()?;
                joined(outer, if by < 0 { *group } else { group + 1 })
            }
        };
        if siblings.len() == 1 {
            return None;
        }
        let part = self.take(path)?;
        let (at, group) = to.split_last()?;
        self.at_mut(group)?.children_mut()?.insert(*at, part);
        Some(to)
    }

    /// The next kind of the group at the path: all must work, one is enough, 2 of n, …, in a ring.
    pub fn turn(&mut self, path: &[usize], by: isize) -> Option<()> {
        let group = self.at_mut(path)?;
        let parts = std::mem::take(group.children_mut()?);
        // One of n is parallel, n of n is serial.
        let count = parts.len().max(1);
        let needed = match group.shape {
            Shape::Parallel(_) => 1,
            Shape::AtLeast(needed, _) => needed,
            _ => 0,
        };
        let kinds = if count > 1 { count } else { 2 };
        let next = (needed as isize + by).rem_euclid(kinds as isize) as usize;
        group.shape = match next {
            0 => Shape::Serial(parts),
            1 => Shape::Parallel(parts),
            needed => Shape::AtLeast(needed, parts),
        };
        Some(())
    }
}

fn joined(path: &[usize], last: usize) -> Path {
    path.iter().copied().chain([last]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse;
    use super::*;

    fn after(text: &str, change: impl Fn(&mut Part) -> Option<Path>) -> (String, Option<Path>) {
        let mut tree = parse(text).unwrap();
        let path = change(&mut tree);
        (tree.to_string(), path)
    }

    #[test]
    fn parts_come_and_go() {
        let new = || parse("99").unwrap();
        assert_eq!(after("99.5", |t| t.add(&[], new())), ("serial(99.5, 99)".to_owned(), Some(vec![1])));
        let two = "serial(99.5, app=parallel(98, 97))";
        assert_eq!(after(two, |t| t.add(&[0], new())).0, "serial(99.5, 99, app=parallel(98, 97))");
        assert_eq!(after(two, |t| t.add(&[1], new())).0, "serial(99.5, app=parallel(98, 97, 99))");
        assert_eq!(after(two, |t| t.remove(&[1, 0])), ("serial(99.5, app=parallel(97))".to_owned(), Some(vec![1, 0])));
        assert_eq!(after("serial(99, parallel(98))", |t| t.remove(&[1, 0])), ("serial(99)".to_owned(), Some(vec![0])));
        assert_eq!(after("serial(99)", |t| t.remove(&[0])), ("serial(99)".to_owned(), None), "something must be left");
        assert_eq!(after("kofn(2, 99, 98)", |t| t.remove(&[1])).0, "kofn(1, 99)");
    }

    #[test]
    fn a_part_becomes_a_group_and_a_group_turns() {
        assert_eq!(after("serial(99, 98)", |t| t.wrap(&[1])).0, "serial(99, parallel(98))");
        assert_eq!(after("parallel(99, 98)", |t| t.wrap(&[1])).0, "parallel(99, serial(98))");
        let mut tree = parse("serial(99, 98, 97)").unwrap();
        let mut seen = Vec::new();
        for _ in 0..3 {
            tree.turn(&[], 1).unwrap();
            seen.push(tree.to_string());
        }
        assert_eq!(seen, ["parallel(99, 98, 97)", "kofn(2, 99, 98, 97)", "serial(99, 98, 97)"]);
        assert_eq!(tree.turn(&[0], 1), None, "a single part is of no kind");
    }

    #[test]
    fn a_part_moves_through_the_lines_of_the_tree() {
        let tree = "serial(1, parallel(2, 3), 4)";
        assert_eq!(after(tree, |t| t.shift(&[0], 1)), ("serial(parallel(1, 2, 3), 4)".to_owned(), Some(vec![0, 0])));
        assert_eq!(
            after(tree, |t| t.shift(&[1, 1], 1)),
            ("serial(1, parallel(2), 3, 4)".to_owned(), Some(vec![2])),
            "out at the lower edge"
        );
        assert_eq!(after(tree, |t| t.shift(&[1, 0], -1)).0, "serial(1, 2, parallel(3), 4)");
        assert_eq!(after(tree, |t| t.shift(&[2], -1)).0, "serial(1, parallel(2, 3, 4))");
        assert_eq!(after(tree, |t| t.shift(&[0], -1)).1, None);
    }

    proptest! {
        #[test]
        fn every_change_can_be_written_and_read_back(steps in prop::collection::vec((0..6_u8, 0..20_usize), 1..40)) {
            let mut tree = parse("serial(99.95, app=parallel(99.5, 99.5), kofn(2, 99, 98, 97))").unwrap();
            for (step, line) in steps {
                let rows: Vec<Path> = tree.rows().into_iter().map(|row| row.path).collect();
                let path = rows[line % rows.len()].clone();
                let to = match step {
                    0 if rows.len() < 60 => tree.add(&path, parse("99").unwrap()),
                    1 => tree.remove(&path),
                    2 if path.len() < 8 => tree.wrap(&path),
                    3 => tree.shift(&path, 1),
                    4 => tree.shift(&path, -1),
                    _ => tree.turn(&path, 1).map(|()| path),
                };
                prop_assert!(to.is_none_or(|to| tree.at(&to).is_some()));
                prop_assert_eq!(parse(&tree.to_string()), Ok(tree.clone()));
            }
        }
    }
}
