//! Time zones as people name them: IANA names and cities, but no offsets and no abbreviations (07-conventions 7.4).

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::text::{Msg, numeral};

/// Names in daily use that are neither an IANA name nor the city in one, in small letters.
const NAMES: &[(&str, Tz)] = &[
    ("北京时间", Tz::Asia__Shanghai),
    ("北京", Tz::Asia__Shanghai),
    ("上海", Tz::Asia__Shanghai),
    ("中国", Tz::Asia__Shanghai),
    ("beijing", Tz::Asia__Shanghai),
    ("asia/beijing", Tz::Asia__Shanghai),
    ("пекин", Tz::Asia__Shanghai),
    ("шанхай", Tz::Asia__Shanghai),
    ("香港", Tz::Asia__Hong_Kong),
    ("台北", Tz::Asia__Taipei),
    ("乌鲁木齐", Tz::Asia__Urumqi),
    ("东京", Tz::Asia__Tokyo),
    ("新加坡", Tz::Asia__Singapore),
    ("莫斯科", Tz::Europe__Moscow),
    ("莫斯科时间", Tz::Europe__Moscow),
    ("мск", Tz::Europe__Moscow),
    ("москва", Tz::Europe__Moscow),
    ("московское время", Tz::Europe__Moscow),
    ("санкт-петербург", Tz::Europe__Moscow),
    ("калининград", Tz::Europe__Kaliningrad),
    ("самара", Tz::Europe__Samara),
    ("екатеринбург", Tz::Asia__Yekaterinburg),
    ("омск", Tz::Asia__Omsk),
    ("новосибирск", Tz::Asia__Novosibirsk),
    ("красноярск", Tz::Asia__Krasnoyarsk),
    ("иркутск", Tz::Asia__Irkutsk),
    ("якутск", Tz::Asia__Yakutsk),
    ("владивосток", Tz::Asia__Vladivostok),
    ("минск", Tz::Europe__Minsk),
    ("алматы", Tz::Asia__Almaty),
];

/// Abbreviations that people type, and the name to write instead. An empty name: several zones share it.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("cst", ""),
    ("ist", ""),
    ("bst", ""),
    ("est", "America/New_York"),
    ("edt", "America/New_York"),
    ("pst", "America/Los_Angeles"),
    ("pdt", "America/Los_Angeles"),
    ("mst", "America/Denver"),
    ("msk", "Europe/Moscow"),
    ("cet", "Europe/Berlin"),
    ("cest", "Europe/Berlin"),
    ("eet", "Europe/Helsinki"),
    ("gmt", "Europe/London"),
    ("hkt", "Asia/Hong_Kong"),
    ("jst", "Asia/Tokyo"),
    ("sgt", "Asia/Singapore"),
];

/// Reads a zone: an IANA name in any case, the city of one (`shanghai`), a name in daily use, or `UTC`.
///
/// # Errors
/// A sentence for the user that names what to write instead: for fixed offsets (`UTC+8`), which know nothing of
/// clock changes, for abbreviations (`CST`, `MSK`), and for names that are no zone.
pub fn zone(text: &str) -> Result<Tz, Msg> {
    let shown = text.trim();
    let folded = numeral::fold(text);
    if folded.is_empty() {
        return Err(Msg::new("input-zone-empty"));
    }
    if let Some((_, tz)) = NAMES.iter().find(|(name, _)| *name == folded) {
        return Ok(*tz);
    }
    if matches!(folded.as_str(), "utc" | "etc/utc") {
        return Ok(Tz::UTC);
    }
    if let Some((_, instead)) = ABBREVIATIONS.iter().find(|(short, _)| *short == folded) {
        return Err(match *instead {
            "" => Msg::new("input-zone-several").with("text", shown),
            name => Msg::new("input-zone-short").with("text", shown).with("instead", name),
        });
    }
    if let Some(hours) = offset(&folded) {
        let instead = match hours {
            3 => "Europe/Moscow",
            8 => "Asia/Shanghai",
            _ => return Err(Msg::new("input-zone-offset").with("text", shown)),
        };
        return Err(Msg::new("input-zone-offset-instead").with("text", shown).with("instead", instead));
    }
    let name = folded.replace([' ', '\u{a0}'], "_");
    by_name(&name).ok_or_else(|| Msg::new("input-zone-unknown").with("text", shown))
}

/// Only names of the form Area/City: the others are left over from old systems, or fixed offsets.
fn by_name(name: &str) -> Option<Tz> {
    let places = || TZ_VARIANTS.iter().filter(|tz| tz.name().contains('/') && !tz.name().starts_with("Etc/"));
    if name.contains('/') {
        return places().find(|tz| tz.name().to_lowercase() == name).copied();
    }
    let mut cities = places().filter(|tz| tz.name().rsplit('/').next().is_some_and(|city| city.to_lowercase() == name));
    let first = cities.next()?;
    cities.next().is_none().then_some(*first)
}

/// The hours of `utc+8`, `gmt+08:00`, `+8`, `мск+2` or `etc/gmt-8` (whose sign is reversed); 99 for other offsets.
fn offset(folded: &str) -> Option<i32> {
    let reversed = folded.starts_with("etc/");
    let rest = ["etc/gmt", "utc", "gmt", "мск", "msk", ""].iter().find_map(|name| folded.strip_prefix(name))?;
    let rest = rest.trim();
    let sign = if rest.starts_with('-') == reversed { 1 } else { -1 };
    let digits = rest.strip_prefix(['+', '-'])?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let zulu = !folded.starts_with("мск") && !folded.starts_with("msk");
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    Some(if zulu && minutes == "00" { hours.parse().map_or(99, |hours: i32| sign * hours) } else { 99 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_cities_are_zones() {
        for (text, tz) in [
            ("Asia/Shanghai", Tz::Asia__Shanghai),
            ("asia/shanghai", Tz::Asia__Shanghai),
            (" 北京时间 ", Tz::Asia__Shanghai),
            ("上海", Tz::Asia__Shanghai),
            ("Shanghai", Tz::Asia__Shanghai),
            ("МСК", Tz::Europe__Moscow),
            ("Москва", Tz::Europe__Moscow),
            ("Europe/Moscow", Tz::Europe__Moscow),
            ("new york", Tz::America__New_York),
            ("America/Argentina/Buenos_Aires", Tz::America__Argentina__Buenos_Aires),
            ("UTC", Tz::UTC),
        ] {
            assert_eq!(zone(text), Ok(tz), "{text}");
        }
    }

    #[test]
    fn offsets_and_abbreviations_say_what_to_write() {
        let refused = |text| {
            let msg = zone(text).map_or_else(|msg| msg, |tz| panic!("{text} became {tz}"));
            let instead = msg.args.iter().find(|(name, _)| name == "instead");
            (msg.key.clone(), instead.map(|(_, arg)| format!("{arg:?}")))
        };
        let says = |key: &str, instead: &str| (key.to_owned(), Some(format!("Text({instead:?})")));
        assert_eq!(refused("UTC+8"), says("input-zone-offset-instead", "Asia/Shanghai"));
        assert_eq!(refused("GMT+08:00"), says("input-zone-offset-instead", "Asia/Shanghai"));
        assert_eq!(refused("Etc/GMT-8"), says("input-zone-offset-instead", "Asia/Shanghai"));
        assert_eq!(refused("utc +3"), says("input-zone-offset-instead", "Europe/Moscow"));
        assert_eq!(refused("MSK"), says("input-zone-short", "Europe/Moscow"));
        assert_eq!(refused("UTC-5"), ("input-zone-offset".to_owned(), None));
        assert_eq!(refused("МСК+2"), ("input-zone-offset".to_owned(), None));
        assert_eq!(refused("+05:30"), ("input-zone-offset".to_owned(), None));
        assert_eq!(refused("CST"), ("input-zone-several".to_owned(), None));
        assert_eq!(refused("Mars/Base"), ("input-zone-unknown".to_owned(), None));
        assert_eq!(refused("PRC"), ("input-zone-unknown".to_owned(), None));
        assert_eq!(refused(""), ("input-zone-empty".to_owned(), None));
    }

    proptest! {
        #[test]
        fn a_stored_name_reads_back(tz in prop::sample::select(&TZ_VARIANTS[..])) {
            // Old names without an area lead to the place of the same name, if to any.
            let place = tz.name().contains('/') && !tz.name().starts_with("Etc/");
            match zone(tz.name()) {
                Ok(read) => prop_assert_eq!(zone(read.name()), Ok(read)),
                Err(_) => prop_assert!(!place, "{}", tz),
            }
            if place {
                prop_assert_eq!(zone(tz.name()), Ok(tz));
            }
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "(utc|gmt|etc/|мск)?[+-]?[0-9:]{0,12}") {
            let _ = zone(&text);
            let _ = zone(&near);
        }
    }
}
