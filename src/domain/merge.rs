//! Two people changed one long text: what both meant, as far as that can be known.

use unicode_segmentation::UnicodeSegmentation as _;

use super::kinds::Kind;
use super::record::Type;

/// What can be made of two changed versions of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// They changed different paragraphs: both changes stand.
    Apart(String),
    /// They changed different words of one paragraph. It reads well and may be wrong: somebody must look at it.
    Mixed(String),
    /// They changed the same words.
    No,
}

/// Whether texts of this field may be merged at all. What is promised to a customer never is: two people who each
/// change one figure make a promise that neither of them meant.
pub fn may_merge(kind: Kind, field: &str) -> bool {
    let promised = matches!(kind, Kind::Agreement | Kind::AgreementVersion | Kind::Clause | Kind::Target);
    !promised && kind.spec().field(field).is_some_and(|field| field.ty == Type::Long)
}

/// Merges two versions of a text by paragraphs, else by words. The merged text holds nothing that is in neither.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    // Each line of a note is a paragraph.
    let by_paragraph = |text: &str| {
        tokens(text.split_inclusive('\n').flat_map(|line| {
            let whole = line.strip_suffix('\n');
            [whole.unwrap_or(line)].into_iter().chain(whole.map(|_| "\n"))
        }))
    };
    let by_word = |text: &str| tokens(text.split_word_bounds());
    let three = |cut: &dyn Fn(&str) -> String| {
        let (base, mine, theirs) = (cut(base), cut(mine), cut(theirs));
        diffy::merge(&base, &mine, &theirs).ok().map(|merged| text(&merged))
    };
    match three(&by_paragraph) {
        Some(merged) => Merged::Apart(merged),
        None => three(&by_word).map_or(Merged::No, Merged::Mixed),
    }
}

/// Pieces of a text as lines, one each; what breaks a line is written as a letter after a backslash.
fn tokens<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let mut lines = String::new();
    for piece in pieces {
        for c in piece.chars() {
            match c {
                '\\' => lines.push_str("\\\\"),
                '\n' => lines.push_str("\\n"),
                '\r' => lines.push_str("\\r"),
                c => lines.push(c),
            }
        }
        lines.push('\n');
    }
    lines
}

/// The pieces put together again.
fn text(lines: &str) -> String {
    let mut text = String::with_capacity(lines.len());
    let mut chars = lines.chars();
    while let Some(c) = chars.next() {
        match c {
            '\n' => {}
            '\\' => text.extend(chars.next().map(|escaped| match escaped {
                'n' => '\n',
                'r' => '\r',
                other => other,
            })),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apart(text: &str) -> Merged {
        Merged::Apart(text.to_owned())
    }

    #[test]
    fn different_paragraphs_both_stand_even_side_by_side() {
        let base = "现状:月底慢\n目标:4 小时内对账\n风险:无";
        let mine = "现状:月底很慢\n目标:4 小时内对账\n风险:无";
        let theirs = "现状:月底慢\n目标:2 小时内对账\n风险:无";
        assert_eq!(merge(base, mine, theirs), apart("现状:月底很慢\n目标:2 小时内对账\n风险:无"));
        assert_eq!(merge("a\nb", "a\nb\nc", "x\nb"), apart("x\nb\nc"));
        assert_eq!(merge("a\n\nb", "a", "a\n\nb"), apart("a"), "a paragraph that only one took away");
    }

    #[test]
    fn different_words_of_one_paragraph_are_only_proposed() {
        let base = "Backup each night. Restore within 8 hours.";
        let mine = "Backup every night. Restore within 8 hours.";
        let theirs = "Backup each night. Restore within 4 hours.";
        let both = "Backup every night. Restore within 4 hours.".to_owned();
        assert_eq!(merge(base, mine, theirs), Merged::Mixed(both));
        assert_eq!(
            merge("月底对账很慢", "月底对账很慢,要加班", "每到月底对账很慢"),
            Merged::Mixed("每到月底对账很慢,要加班".to_owned())
        );
    }

    #[test]
    fn the_same_words_are_not_merged() {
        assert_eq!(merge("within 8 hours", "within 4 hours", "within 2 hours"), Merged::No);
        assert_eq!(merge("", "mine", "theirs"), Merged::No);
        assert_eq!(merge("a\nb", "a", "a\nB"), Merged::No, "taken away here, changed there");
    }

    #[test]
    fn signs_of_other_tools_in_the_text_are_text() {
        let base = "<<<<<<< ours\n=======\n>>>>>>> theirs\n\\n a\\\\b";
        let (mine, theirs) = (format!("{base}\nmore"), format!("first\n{base}"));
        assert_eq!(merge(base, &mine, &theirs), apart(&format!("first\n{base}\nmore")));
    }

    #[test]
    fn what_is_promised_is_never_merged() {
        assert!(may_merge(Kind::Account, "growth_notes") && may_merge(Kind::Contact, "notes"));
        assert!(!may_merge(Kind::Account, "name"), "a short text is chosen whole");
        for (kind, field) in [(Kind::Clause, "text"), (Kind::Target, "label"), (Kind::AgreementVersion, "summary")] {
            assert!(!may_merge(kind, field), "{kind:?} {field}");
        }
    }

    fn some_text() -> impl Strategy<Value = String> {
        prop::collection::vec("[ab\\\\]{0,3}( [cd的])?", 0..6).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn a_change_of_one_side_is_taken_and_the_sides_are_equal(
            base in some_text(), mine in some_text(), theirs in some_text()
        ) {
            prop_assert_eq!(merge(&base, &mine, &base), apart(&mine));
            prop_assert_eq!(merge(&base, &base, &theirs), apart(&theirs));
            prop_assert_eq!(merge(&base, &mine, &mine), apart(&mine));
            let is_merged = |merged: &Merged| *merged != Merged::No;
            let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
            prop_assert_eq!(is_merged(&one), is_merged(&other));
        }
    }
}
