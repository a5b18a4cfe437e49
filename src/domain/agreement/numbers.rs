//! Numbers of versions: `0.x` are drafts, `1.0` the first signed one, `1.1` an amendment, `2.0` a renewal (01-model 1.12).

/// Major and minor; `1.10` comes after `1.9`.
pub fn parts(number: &str) -> (u64, u64) {
    let (major, minor) = number.trim().split_once('.').unwrap_or((number.trim(), "0"));
    (major.parse().unwrap_or(0), minor.parse().unwrap_or(0))
}

/// The number of the version that follows one in this state, and that none of the others has.
pub fn next<'a>(number: &'a str, state: &str, others: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<(u64, u64)> = others.into_iter().chain([number]).map(parts).collect();
    let major = parts(number).0;
    if matches!(state, "EXPIRED" | "TERMINATED" | "SUPERSEDED") {
        let highest = all.iter().map(|(major, _)| *major).max().unwrap_or(major);
        return format!("{}.0", highest + 1);
    }
    let minor = all.iter().filter(|other| other.0 == major).map(|(_, minor)| *minor).max().unwrap_or(0);
    format!("{major}.{}", minor + 1)
}

/// The number under which a version is signed: the first becomes `1.0`.
pub fn signed(number: &str) -> String {
    if parts(number).0 == 0 { "1.0".to_owned() } else { number.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_count_on_amendments_follow_and_renewals_begin_anew() {
        assert_eq!(next("0.3", "DRAFT", ["0.1", "0.2"]), "0.4");
        assert_eq!(next("0.2", "DRAFT", ["0.10"]), "0.11", "no number is given twice");
        assert_eq!(next("0.9", "NEGOTIATION", []), "0.10");
        assert_eq!(next("1.0", "IN_FORCE", ["0.4"]), "1.1");
        assert_eq!(next("1.1", "EXPIRED", ["1.0"]), "2.0");
        assert_eq!(next("1.0", "TERMINATED", ["2.0"]), "3.0");
        assert_eq!((signed("0.4").as_str(), signed("1.1").as_str()), ("1.0", "1.1"));
        assert_eq!(parts(" 1.10 "), (1, 10));
    }
}
