//! An agreement with everything it rests on as a JSON file, out and in again without loss. What is our own business stays.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::private::public;
use crate::domain::agreement::sections;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::validate::validate;
use crate::text::Msg;

const FORMAT: &str = "canvass-agreement";
pub(super) const FORMAT_VERSION: i64 = 1;

#[derive(Serialize)]
struct Sealed<'a> {
    format: &'a str,
    format_version: i64,
    draft: &'a Draft,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opened {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "format_version")]
    _format_version: i64,
    draft: Draft,
}

/// What kind of file this is, before anything else is believed of it.
#[derive(Deserialize)]
struct Label {
    #[serde(default)]
    format: String,
    #[serde(default)]
    format_version: i64,
}

/// The whole draft as it may leave, indented for people who compare files.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn to_json(draft: &Draft) -> Result<String, Msg> {
    let sealed = Sealed { format: FORMAT, format_version: FORMAT_VERSION, draft: &public(draft) };
    serde_json::to_string_pretty(&sealed).map(|text| text + "\n").map_err(|_| Msg::new("agreement-json-unwritable"))
}

/// Reads what [`to_json`] wrote, and believes none of it before it is checked.
///
/// # Errors
/// The first thing that does not fit, with the place.
pub fn from_json(text: &str) -> Result<Draft, Msg> {
    let opened: Opened = open(text, FORMAT, "agreement-json-other-format")?;
    values_fit(&opened.draft)?;
    hangs_together(&opened.draft)?;
    Ok(opened.draft)
}

/// Reads a file of this format as far as its form goes.
///
/// # Errors
/// `other` where it is of another format, else the first place that has the wrong form.
pub(super) fn open<T: DeserializeOwned>(text: &str, format: &str, other: &str) -> Result<T, Msg> {
    let text = text.trim_start_matches('\u{feff}');
    let label: Label = serde_json::from_str(text).map_err(|fault| unreadable(&fault))?;
    if label.format != format {
        return Err(Msg::new(other));
    }
    if label.format_version != FORMAT_VERSION {
        return Err(Msg::new("agreement-json-other-version")
            .with("found", label.format_version.to_string())
            .with("known", FORMAT_VERSION.to_string()));
    }
    let reader = &mut serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(reader).map_err(|fault| misfit(&fault))
}

fn unreadable(fault: &serde_json::Error) -> Msg {
    Msg::new("agreement-json-unreadable")
        .with("line", fault.line().to_string())
        .with("column", fault.column().to_string())
}

/// Says at which place of the file something does not fit, and in what way.
fn misfit(fault: &serde_path_to_error::Error<serde_json::Error>) -> Msg {
    let (path, inner) = (fault.path().to_string(), fault.inner());
    if !inner.is_data() {
        return unreadable(inner);
    }
    let said = inner.to_string();
    let key = if said.starts_with("unknown field") {
        "agreement-json-unknown"
    } else if said.starts_with("missing field") {
        "agreement-json-missing"
    } else if said.starts_with("duplicate field") {
        "agreement-json-doubled"
    } else {
        "agreement-json-type"
    };
    // What is missing or stands twice is named only in the words of the reader, between backquotes.
    let name = said.split('`').nth(1).unwrap_or_default().to_owned();
    let at = if key == "agreement-json-missing" && !name.is_empty() { format!("{path}.{name}") } else { path };
    Msg::new(key).with("path", at.chars().take(160).collect::<String>())
}

/// Every value keeps the bounds of its declaration.
fn values_fit(draft: &Draft) -> Result<(), Msg> {
    fits(Kind::Agreement, "draft.agreement.values", &draft.agreement.values)?;
    fits(Kind::AgreementVersion, "draft.version.values", &draft.version.values)?;
    for (at, clause) in draft.clauses.iter().enumerate() {
        fits(Kind::Clause, &format!("draft.clauses[{at}].values"), &clause.values)?;
    }
    for (at, target) in draft.targets.iter().enumerate() {
        fits(Kind::Target, &format!("draft.targets[{at}].values"), &target.values)?;
    }
    for (at, support) in draft.supports.iter().enumerate() {
        for (row, target) in support.targets.iter().enumerate() {
            fits(Kind::Target, &format!("draft.supports[{at}].targets[{row}]"), target)?;
        }
    }
    for (at, needed) in draft.needs.iter().enumerate() {
        fits(Kind::Need, &format!("draft.needs[{at}].need"), &needed.need)?;
    }
    for (at, entry) in draft.services.iter().enumerate() {
        fits(Kind::Service, &format!("draft.services[{at}].service"), &entry.service)?;
    }
    for (at, calendar) in draft.calendars.iter().enumerate() {
        fits(Kind::Calendar, &format!("draft.calendars[{at}].values"), &calendar.values)?;
    }
    for (at, promise) in draft.commitments.iter().enumerate() {
        fits(Kind::Commitment, &format!("draft.commitments[{at}].values"), &promise.values)?;
    }
    origin_fits(draft)
}

/// Whoever takes the draft in says what is missing here: whose customer and whose deal it is.
fn origin_fits(draft: &Draft) -> Result<(), Msg> {
    let said = |kind: Kind, part: &str, at: usize, values: Values| match validate(kind, &values)
        .into_iter()
        .find(|(field, _)| values.contains_key(field))
    {
        None => Ok(()),
        Some((field, fault)) => {
            let path = format!("draft.origin.{part}[{at}].{field}");
            Err(Msg::new("agreement-json-value").with("path", path).with("fault", fault))
        }
    };
    let origin = &draft.origin;
    for (at, customer) in origin.customers.iter().enumerate() {
        said(Kind::Account, "customers", at, customer.values())?;
    }
    for (at, head) in origin.deal.iter().enumerate() {
        said(Kind::Opportunity, "deal", at, head.values(&draft.deal.clone().unwrap_or_default()))?;
    }
    for (at, contact) in origin.contacts.iter().enumerate() {
        said(Kind::Contact, "contacts", at, contact.values())?;
        if let Some(job) = &contact.job {
            said(Kind::Employment, "contacts", at, job.values(contact.id))?;
        }
    }
    for (at, colleague) in origin.colleagues.iter().enumerate() {
        said(Kind::User, "colleagues", at, colleague.values())?;
    }
    for (at, beneath) in origin.beneath.iter().enumerate() {
        let Some(support) = draft.supports.iter().find(|s| s.id == Some(beneath.agreement)) else { continue };
        said(Kind::Agreement, "beneath", at, beneath.agreement_values(support, draft.agreement.id))?;
        said(Kind::AgreementVersion, "beneath", at, beneath.version_values(support))?;
    }
    Ok(())
}

/// Whether the values of a record keep the bounds of its declaration.
pub(super) fn fits(kind: Kind, path: &str, record: &impl Serialize) -> Result<(), Msg> {
    let values: Values =
        serde_json::to_value(record).and_then(serde_json::from_value).map_err(|fault| unreadable(&fault))?;
    match validate(kind, &values).into_iter().next() {
        None => Ok(()),
        Some((field, fault)) => {
            Err(Msg::new("agreement-json-value").with("path", format!("{path}.{field}")).with("fault", fault))
        }
    }
}

/// Every record belongs to this version, no identity or clause stands twice, and every link has both ends.
fn hangs_together(draft: &Draft) -> Result<(), Msg> {
    let stray = |name: &str| Msg::new("agreement-json-stray").with("name", name.chars().take(40).collect::<String>());
    if draft.version.values.agreement != draft.agreement.id {
        return Err(stray(&draft.version.values.number));
    }
    let mut ids = BTreeSet::from([draft.agreement.id]);
    let mut once = |id: Id, name: &str| {
        if ids.insert(id) { Ok(()) } else { Err(Msg::new("agreement-json-twice").with("name", name)) }
    };
    once(draft.version.id, &draft.version.values.number)?;
    let mut places = BTreeSet::new();
    for clause in &draft.clauses {
        let values = &clause.values;
        if values.version != draft.version.id || sections::named(&values.section).is_none() {
            return Err(stray(&values.section));
        }
        once(clause.id, &values.section)?;
        if !places.insert((&values.section, &values.language)) {
            return Err(
                Msg::new("agreement-json-twice").with("name", format!("{} ({})", values.section, values.language))
            );
        }
    }
    for target in &draft.targets {
        if target.values.version != draft.version.id {
            return Err(stray(&target.values.label));
        }
        once(target.id, &target.values.label)?;
    }
    for needed in &draft.needs {
        once(needed.id, &needed.code)?;
    }
    for entry in &draft.services {
        once(entry.id, &entry.code)?;
    }
    for calendar in &draft.calendars {
        once(calendar.id, &calendar.values.name)?;
    }
    for trace in &draft.traces {
        let need = draft.needs.iter().find(|needed| needed.id == trace.need);
        let by = draft.clauses.iter().map(|c| c.id).chain(draft.targets.iter().map(|t| t.id)).any(|id| id == trace.by);
        match need {
            Some(_) if by => {}
            Some(needed) => return Err(stray(&needed.code)),
            None => return Err(stray(&trace.need.to_string())),
        }
    }
    let origin = &draft.origin;
    for customer in &origin.customers {
        once(customer.id, &customer.name)?;
    }
    if let Some(head) = &origin.deal {
        once(head.id, &head.title)?;
    }
    for contact in &origin.contacts {
        once(contact.id, &contact.name)?;
    }
    for colleague in &origin.colleagues {
        once(colleague.id, &colleague.name)?;
    }
    for beneath in &origin.beneath {
        for id in [beneath.agreement, beneath.version].iter().chain(&beneath.targets) {
            once(*id, &beneath.number)?;
        }
        let support = draft.supports.iter().find(|support| support.id == Some(beneath.agreement));
        let support = support.ok_or_else(|| stray(&beneath.number))?;
        let whole = support.targets.len() == beneath.targets.len();
        if !whole || support.targets.iter().any(|target| target.version != beneath.version) {
            return Err(stray(&support.code));
        }
    }
    let jobs = origin.contacts.iter().filter_map(|contact| Some((&contact.name, contact.job.as_ref()?.account)));
    for (name, account) in jobs.chain(origin.deal.iter().map(|head| (&head.title, head.account))) {
        if !origin.customers.iter().any(|customer| customer.id == account) {
            return Err(stray(name));
        }
    }
    if origin.deal.is_some() && draft.deal.is_none() {
        return Err(stray("draft.origin.deal"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::domain::agreement::sample::{self, id};

    fn changed(change: impl FnOnce(&mut Value)) -> Result<Draft, String> {
        let mut json: Value = serde_json::from_str(&to_json(&sample::draft()).unwrap()).unwrap();
        change(&mut json);
        from_json(&json.to_string()).map_err(|msg| msg.key)
    }

    #[test]
    fn a_draft_comes_back_as_it_went() {
        let mut draft = public(&sample::draft());
        draft.clauses[0].values.text = Some("第一行\n\"quoted\" \\ 🙂 \u{2028} <b>".into());
        draft.targets[0].values.value = Some(i64::MIN);
        let json = to_json(&draft).unwrap();
        assert_eq!(from_json(&json).unwrap(), draft);
        assert_eq!(to_json(&from_json(&json).unwrap()).unwrap(), json);
        assert_eq!(from_json(&format!("\u{feff}{json}")).unwrap(), draft, "editors put a mark before the text");
    }

    #[test]
    fn other_files_are_refused_by_name() {
        let key = |text: &str| from_json(text).unwrap_err().key;
        assert_eq!(key(""), "agreement-json-unreadable");
        assert_eq!(key("[1]"), "agreement-json-unreadable");
        assert_eq!(key(&"[".repeat(100_000)), "agreement-json-unreadable");
        assert_eq!(key("{}"), "agreement-json-other-format");
        assert_eq!(
            key(r#"{"format":"canvass-agreement","format_version":2,"draft":{}}"#),
            "agreement-json-other-version"
        );
        assert_eq!(key(r#"{"format":"canvass-agreement","format_version":1}"#), "agreement-json-missing");
    }

    #[test]
    fn a_broken_line_is_named() {
        let fault = from_json("{\n  \"format\": oops}").unwrap_err();
        assert_eq!(fault.args[0], ("line".into(), "2".into()));
    }

    #[test]
    fn values_outside_their_declaration_are_refused() {
        let value = |path: &str, new: Value| changed(|json| *json.pointer_mut(path).unwrap() = new).unwrap_err();
        assert_eq!(value("/draft/version/values/state", "MAYBE".into()), "agreement-json-value");
        assert_eq!(value("/draft/targets/0/values/metric", "beauty".into()), "agreement-json-value");
        assert_eq!(value("/draft/targets/0/values/label", "T".repeat(13).into()), "agreement-json-value");
        assert_eq!(value("/draft/targets/1/values/priority", 6.into()), "agreement-json-value");
        assert_eq!(value("/draft/version/values/effective_from", "2026-02-30".into()), "agreement-json-value");
        assert_eq!(value("/draft/version/values/tz", "UTC+8".into()), "agreement-json-value");
        assert_eq!(value("/draft/agreement/values/title", "".into()), "agreement-json-value");
        assert_eq!(value("/draft/version/values/reports/0/frequency", "now".into()), "agreement-json-value");
        assert_eq!(value("/draft/targets/0/values/value", 1.5.into()), "agreement-json-type");
        assert_eq!(changed(|json| json["draft"]["colour"] = 1.into()).unwrap_err(), "agreement-json-unknown");
    }

    #[test]
    fn a_fault_names_its_place_in_one_sentence() {
        let said = |path: &str, new: Value| {
            let mut json: Value = serde_json::from_str(&to_json(&sample::draft()).unwrap()).unwrap();
            let (parent, name) = path.rsplit_once('/').unwrap();
            json.pointer_mut(parent).unwrap()[name] = new;
            crate::text::Text::new(crate::text::Lang::En).say(&from_json(&json.to_string()).unwrap_err())
        };
        let unknown = said("/draft/targets/2/values/colour", 1.into());
        assert!(unknown.contains("“draft.targets[2].values.colour” is not known"), "{unknown}");
        let wrong = said("/draft/version/values/maintenance", 7.into());
        assert!(wrong.contains("“draft.version.values.maintenance” has the wrong form"), "{wrong}");
        let cell = said("/draft/version/values/credits/0/cap_bp", (-1).into());
        assert!(cell.contains("draft.version.values.credits: Row 1, Cap"), "{cell}");
        let huge: Value = serde_json::from_str("99999999999999999999").unwrap();
        let large = said("/draft/targets/0/values/value", huge);
        assert!(large.contains("“draft.targets[0].values.value” has the wrong form"), "{large}");
    }

    #[test]
    fn records_that_do_not_belong_together_are_refused() {
        let other = Value::from(id(777).to_string());
        let value = |path: &str, new: Value| changed(|json| *json.pointer_mut(path).unwrap() = new).unwrap_err();
        assert_eq!(value("/draft/version/values/agreement", other.clone()), "agreement-json-stray");
        assert_eq!(value("/draft/clauses/3/values/version", other.clone()), "agreement-json-stray");
        assert_eq!(value("/draft/clauses/3/values/section", "poetry".into()), "agreement-json-stray");
        assert_eq!(value("/draft/targets/3/values/version", other.clone()), "agreement-json-stray");
        assert_eq!(value("/draft/traces/0/by", other.clone()), "agreement-json-stray");
        assert_eq!(value("/draft/traces/0/need", other), "agreement-json-stray");
        assert_eq!(value("/draft/targets/3/id", id(11).to_string().into()), "agreement-json-twice");
        assert_eq!(value("/draft/clauses/3/values/section", "parties".into()), "agreement-json-twice");
    }

    /// The example of the checks as a file, for other programs and for those who write drafts by hand.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a file of the sources, no workspace")]
    fn the_worked_example_is_a_file_that_says_the_same() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agreements/worked-example.json");
        let json = to_json(&sample::draft()).unwrap();
        // As the pictures of the screen are written again.
        if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
            std::fs::write(path, &json).unwrap();
        }
        let file = std::fs::read_to_string(path).unwrap();
        assert_eq!(file, json);
        assert_eq!(from_json(&file).unwrap(), public(&sample::draft()));
    }

    proptest::proptest! {
        #[test]
        fn what_was_exported_comes_back_the_same(
            text in "\\PC{1,80}",
            value in proptest::option::of(0..i64::MAX),
            rows in 0..4_usize,
            minor in proptest::num::i64::ANY,
            keep in 0..6_usize,
        ) {
            let mut draft = public(&sample::draft());
            draft.version.values.sections = if keep > 2 { vec!["targets".into(), "scope".into()] } else { Vec::new() };
            draft.clauses[0].values.text = Some(text.clone());
            draft.targets[0].values.value = value;
            draft.targets.truncate(keep);
            draft.traces.retain(|met| draft.targets.iter().any(|target| target.id == met.by));
            let version = &mut draft.version.values;
            version.total = Some(crate::domain::money::Money::new(minor, crate::domain::money::Currency::RUB));
            version.credit_tiers.truncate(rows);
            version.workload_limits = vec![crate::domain::agreement::tables::Limit {
                measure: "users".into(), limit: Some(1), ..Default::default()
            }; rows];
            let json = to_json(&draft).unwrap();
            let read = from_json(&json);
            proptest::prop_assert_eq!(read.as_ref(), Ok(&draft));
            proptest::prop_assert_eq!(to_json(&read.unwrap()).unwrap(), json);
        }

        #[test]
        fn no_text_makes_the_reader_fall_over(text in ".{0,200}") {
            proptest::prop_assert!(from_json(&text).is_err());
        }
    }
}
