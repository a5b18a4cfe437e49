//! Which findings speak of a service of the portfolio.

use serde_json::Value;

use super::{Finding, json};
use crate::domain::agreement::chain::carries;
use crate::domain::agreement::draft::{Draft, ServiceRef};
use crate::domain::kinds::Kind;
use crate::text::Arg;

/// Whether a finding is about this service: itself, a target that promises it, what stands beneath one of its parts, a
/// row of a table that names it or one of its targets, or a sentence that calls it by its name.
pub fn is_about(draft: &Draft, finding: &Finding, entry: &ServiceRef) -> bool {
    let service = &entry.service;
    let named = |text: &str| service.is_named(&entry.code, text);
    let promises = |label: &str| {
        let mut targets = draft.targets.iter().map(|target| &target.values);
        targets.any(|target| target.label == label && target.service.as_deref().is_some_and(named))
    };
    let path = &finding.path;
    let here = match (path.kind, path.record) {
        (Kind::Service, Some(id)) => id == entry.id,
        (Kind::Target, Some(id)) => {
            let target = draft.targets.iter().find(|target| target.id == id);
            target.is_some_and(|target| target.values.service.as_deref().is_some_and(named))
        }
        (Kind::Agreement, Some(id)) => {
            let beneath = draft.supports.iter().find(|support| support.id == Some(id));
            beneath.is_some_and(|beneath| service.components.iter().any(|part| carries(beneath, part)))
        }
        (Kind::AgreementVersion, _) => path.cell.is_some_and(|(row, _)| {
            let version = json(&draft.version.values).unwrap_or_default();
            let row = version.get(path.field).and_then(|rows| rows.get(row)).cloned().unwrap_or_default();
            let cell = |column: &str| row.get(column).and_then(Value::as_str);
            cell("service").is_some_and(named) || cell("target").is_some_and(promises)
        }),
        _ => false,
    };
    let said = |(name, arg): &(String, Arg)| name == "service" && matches!(arg, Arg::Text(text) if named(text));
    here || finding.message.args.iter().any(said)
}
