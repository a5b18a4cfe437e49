//! The words that were taken out of a text and those that were put in. A Chinese character is a word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// A stretch of a changed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// Words compared one by one at most; longer texts without a line in common are told as a whole.
const MOST: usize = 4_000;

/// The whole text of both versions in reading order. Lines are compared first, then the words of those that differ.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        match op {
            DiffOp::Equal { old_index, len, .. } => push(&mut pieces, Piece::Same(before[old_index..][..len].concat())),
            op => {
                let (gone, new) = (before[op.old_range()].concat(), after[op.new_range()].concat());
                changed(&gone, &new, &mut pieces);
            }
        }
    }
    tidy(pieces)
}

fn changed(old: &str, new: &str, pieces: &mut Vec<Piece>) {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    if before.len().max(after.len()) > MOST {
        push(pieces, Piece::Gone(old.to_owned()));
        push(pieces, Piece::New(new.to_owned()));
        return;
    }
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if let DiffOp::Equal { old_index, len, .. } = op {
            push(pieces, Piece::Same(before[old_index..][..len].concat()));
        } else {
            push(pieces, Piece::Gone(before[op.old_range()].concat()));
            push(pieces, Piece::New(after[op.new_range()].concat()));
        }
    }
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    let (Piece::Same(words) | Piece::Gone(words) | Piece::New(words)) = &piece;
    if words.is_empty() {
        return;
    }
    match (pieces.last_mut(), &piece) {
        (Some(Piece::Same(last)), Piece::Same(words))
        | (Some(Piece::Gone(last)), Piece::Gone(words))
        | (Some(Piece::New(last)), Piece::New(words)) => last.push_str(words),
        _ => pieces.push(piece),
    }
}

/// A space, a point or a single character that both have by chance between two changes tells nobody anything: the
/// changes around it are read as one.
fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut tidied: Vec<Piece> = Vec::new();
    let (mut gone, mut new) = (String::new(), String::new());
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Gone(words) => gone.push_str(&words),
            Piece::New(words) => new.push_str(&words),
            Piece::Same(words) => {
                let between = !(gone.is_empty() && new.is_empty()) && rest.peek().is_some();
                if between && tells_little(&words) {
                    gone.push_str(&words);
                    new.push_str(&words);
                } else {
                    push(&mut tidied, Piece::Gone(std::mem::take(&mut gone)));
                    push(&mut tidied, Piece::New(std::mem::take(&mut new)));
                    push(&mut tidied, Piece::Same(words));
                }
            }
        }
    }
    push(&mut tidied, Piece::Gone(gone));
    push(&mut tidied, Piece::New(new));
    tidied
}

fn tells_little(words: &str) -> bool {
    !words.contains('\n') && words.chars().filter(|c| c.is_alphanumeric()).count() < 2
}
