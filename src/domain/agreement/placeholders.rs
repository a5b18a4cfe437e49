//! What is not written yet in a text: variables without a value, brackets, blanks and words that promise an answer.

use super::sections;

/// Where placeholders stand: `{{name}}`, `【…】`, `TBD`, `待定`, `уточнить`, `XXX`, `____`.
pub fn placeholders(text: &str) -> Vec<(usize, usize)> {
    let mut spots: Vec<(usize, usize)> =
        sections::variables(text).into_iter().filter(|v| !v.optional).map(|v| (v.start, v.end)).collect();
    for (open, _) in text.match_indices('【') {
        let inside = open + '【'.len_utf8();
        if let Some(length) = text[inside..].find('】') {
            spots.push((open, inside + length + '】'.len_utf8()));
        }
    }
    for word in ["TBD", "待定", "уточнить", "Уточнить", "УТОЧНИТЬ", "XXX"] {
        spots.extend(text.match_indices(word).map(|(start, word)| (start, start + word.len())));
    }
    let mut from = 0;
    while let Some(start) = text[from..].find("____").map(|at| from + at) {
        let end = start + text[start..].bytes().take_while(|b| *b == b'_').count();
        spots.push((start, end));
        from = end;
    }
    // Nested and touching spots are one: `【{{name}}】` is one thing left to write.
    spots.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spots {
        match merged.last_mut() {
            Some((_, last)) if start < *last => *last = end.max(*last),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Whether a text says nothing: blank, or nothing but placeholders and punctuation.
pub fn is_bare(text: &str) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for (start, end) in placeholders(text) {
        rest.push_str(&text[from..start]);
        from = end;
    }
    rest.push_str(&text[from..]);
    let rest = sections::fill(&rest, &|_| None);
    !rest.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn placeholders_of_every_kind_are_seen() {
        assert_eq!(found("P1 response {{p1_response}}"), ["{{p1_response}}"]);
        assert_eq!(found("响应【待定】,由【】负责"), ["【待定】", "【】"]);
        assert_eq!(found("TBD, цена уточнить, XXX, _____"), ["TBD", "уточнить", "XXX", "_____"]);
    }

    #[test]
    fn finished_text_is_left_alone() {
        for text in ["", "snake___case", "【open", "{{}}", "{{Name}}", "{{optional?}}", "XX", "уточнение"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_text_of_placeholders_and_points_says_nothing() {
        for text in ["", " \n\t", "{{limits}}.", "【…】;", "—", "TBD: ____", "{{sole_remedy?}}"] {
            assert!(is_bare(text), "{text}");
        }
        for text in ["100 {{unit}}", "无", "нет"] {
            assert!(!is_bare(text), "{text}");
        }
    }
}
