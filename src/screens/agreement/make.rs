//! What can be added to an agreement and taken out of it: targets, sections, links, documents.

use serde_json::{Value, json};

use super::outline::Row;
use super::table::Source;
use super::{AgreementView, Pane, is_whole};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::form::Builder;
use crate::dialogs::pick::Pick;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::new::{clause_values, standard_text};
use crate::domain::agreement::sections::{self, Section};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::export::formats;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Command, Link};
use crate::text::Msg;

impl AgreementView {
    /// What can be added: at a small table its next row, elsewhere a target or a section that is not there yet.
    pub(super) fn menu(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if self.is_frozen() {
            return vec![self.frozen()];
        }
        if let Some(Row::Table(name)) = self.row()
            && let Some(source @ Source::Rows(..)) = Source::named(name)
        {
            self.pane = Pane::Text;
            self.tables.row = self.shown_rows(source).len().saturating_sub(1);
            return self.new_row(source, context);
        }
        let mut rows = vec![(context.text.get("action-make-target"), self.target(context))];
        let shown = self.sections();
        for section in sections::all().iter().filter(|section| !shown.iter().any(|(_, held)| held.key == section.key)) {
            let title = section.title.to(context.text.lang());
            let label = context.text.say(&Msg::new("agreement-add-section").with("section", title));
            rows.push((label, self.add(section, context)));
        }
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("agreement-add-title"), rows)))]
    }

    /// Takes over the standard text of a section in every language of the version.
    fn add(&self, section: &Section, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let insert = |language: &str| {
            let values = clause_values(work.sheet.version.id, section, language, standard_text(section, language));
            Change::Insert { kind: Kind::Clause, id: context.id(), values }
        };
        let mut languages: Vec<String> = work.document.languages().into_iter().map(str::to_owned).collect();
        if languages.is_empty() {
            languages.push(self.open_language());
        }
        let changes = languages.iter().map(|language| insert(language)).collect();
        vec![Ask::Do(Command::Save(Act { id: context.id(), verb: "verb-clause".to_owned(), changes }))]
    }

    /// The next free label of a target.
    pub(super) fn next_label(&self) -> Option<String> {
        let targets = &self.work.as_ref()?.document.targets;
        let used = targets.iter().filter_map(|t| t.values.label.strip_prefix('T')?.parse::<u64>().ok());
        Some(format!("T{}", used.max().unwrap_or(0).saturating_add(1)))
    }

    /// Whether it is one of those that [`AgreementView::link`] offers.
    pub(super) fn is_linkable(&self, id: Id) -> bool {
        let Some(work) = &self.work else { return false };
        let beneath = || work.sheet.supports.iter().flat_map(|beneath| &beneath.targets);
        work.document.needs.iter().any(|needed| needed.id == id) || beneath().any(|target| target.id == id)
    }

    /// The form of a new target with the next free label.
    pub(super) fn target(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        if self.is_frozen() {
            return vec![self.frozen()];
        }
        let Some(label) = self.next_label() else { return Vec::new() };
        let builder = Builder::new_record(Kind::Target, context)
            .fixed("version", work.sheet.version.id.json())
            .preset("label", json!(label))
            .preset("period", json!("calendar_month"))
            .preset("hours_basis", json!("service"))
            .preset("origin", json!("need"))
            // Asked for at once: without them nobody can measure it.
            .preset("measure_point", Value::Null)
            .preset("data_source", Value::Null)
            .focus("service");
        vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
    }

    /// A choice among the needs behind the agreement, and for a target among those that could carry it.
    pub(super) fn link(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let Some(record) = self.record().filter(|record| !is_whole(record.kind)) else {
            return vec![Ask::Tell(Msg::new("agreement-link-where"), Tone::Plain)];
        };
        let linked = |need: Id| work.document.traces.iter().any(|met| met.need == need && met.by == record.id);
        let mut rows: Vec<Link> = work
            .document
            .needs
            .iter()
            .filter(|needed| !linked(needed.id))
            .map(|needed| Link {
                kind: Kind::Need,
                id: needed.id,
                code: needed.code.clone(),
                title: needed.need.title.clone(),
                by: "",
            })
            .collect();
        if record.kind == Kind::Target {
            let beneath = work
                .sheet
                .supports
                .iter()
                .flat_map(|beneath| beneath.targets.iter().map(move |target| (&beneath.agreement, target)));
            rows.extend(beneath.map(|(agreement, target)| Link {
                kind: Kind::Target,
                id: target.id,
                code: agreement.code.clone(),
                title: title_of(target, context),
                by: "",
            }));
        }
        if rows.is_empty() {
            return vec![Ask::Tell(Msg::new("agreement-link-none"), Tone::Plain)];
        }
        vec![Ask::Show(Dialog::Pick(Pick::among(Msg::new("agreement-link-title"), Kind::Need, rows)))]
    }

    /// Links what was chosen to what is at the cursor.
    pub(super) fn linked(&self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        let (Some(work), Some(record)) = (&self.work, self.record()) else { return Vec::new() };
        let here = (record.kind, record.id);
        // Needs lead to promises, promises to what stands beneath them.
        let (source, target) = if work.document.needs.iter().any(|needed| needed.id == id) {
            ((Kind::Need, id), here)
        } else {
            (here, (Kind::Target, id))
        };
        let changes = vec![Change::link(context.id(), source, target)];
        vec![Ask::Do(Command::Save(Act { id: context.id(), verb: "verb-link".to_owned(), changes }))]
    }

    /// A choice of documents: each format, in each language of the version where that makes a difference.
    pub(super) fn export(&self) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let offers = formats::offers(&work.document).into_iter();
        let rows = offers.map(|offer| (Label::Message(offer.label()), vec![Ask::Print(Box::new(offer))])).collect();
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("agreement-export-title"), rows)))]
    }

    /// The target at the cursor.
    pub(super) fn target_here(&self) -> Option<&Record> {
        let here = matches!(self.row(), Some(Row::Target(_) | Row::Table(super::table::TARGETS)));
        self.record().filter(|record| here && record.kind == Kind::Target)
    }
}

/// A target in one line: label, service, what is measured and how much.
fn title_of(target: &Record, context: &Context<'_>) -> String {
    let metric = match target.str("metric") {
        "" => String::new(),
        code => context.text.choice("metric", code),
    };
    let value = super::target_value(target, context.text.lang());
    let parts = [target.str("label"), target.str("service"), &metric, &value];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
