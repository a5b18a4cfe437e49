//! Writing a section in place: every change is kept as a draft, and saved when the user leaves the text.

use ratatui::crossterm::event::KeyEvent;
use serde_json::{Map, Value, json};

use super::outline::{Key, Row, is_table};
use super::saving::Saves;
use super::{AgreementView, Pane};
use crate::dialogs::Dialog;
use crate::dialogs::choose::Choose;
use crate::dialogs::form::Builder;
use crate::domain::act::Change;
use crate::domain::agreement::draft::{Draft as Document, Filed};
use crate::domain::agreement::new::{clause_values, standard_text};
use crate::domain::agreement::sections;
use crate::domain::agreement::version::Clause;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::drafts::Draft;
use crate::text::Msg;
use crate::widgets::text_field::{Handled, Place, TextField};

/// Name of the form in the drafts file.
const FORM: &str = "clause";

/// The text being written.
#[derive(Debug)]
pub(super) struct Editing {
    pub(super) section: String,
    pub(super) language: String,
    version: Id,
    /// The stored clause, or the id a new one will have.
    pub(super) clause: Id,
    pub(super) stored: bool,
    /// The text as it was read: what a save compares against.
    pub(super) base: Value,
    pub(super) field: TextField,
    pub(super) draft: Id,
    pub(super) act: Id,
    /// Unix milliseconds.
    opened_ms: i64,
    pub(super) changed: bool,
    pub(super) saves: Saves,
}

impl Editing {
    /// Puts the text as typed into the document, so that the checks see it.
    pub(super) fn write_into(&self, document: &mut Document) {
        let text = Some(self.field.text());
        match document.clauses.iter_mut().find(|clause| clause.id == self.clause) {
            Some(clause) => clause.values.text = text,
            None => document.clauses.push(Filed {
                id: self.clause,
                values: Clause {
                    version: self.version,
                    section: self.section.clone(),
                    language: self.language.clone(),
                    text,
                    origin: Some("standard".to_owned()),
                },
            }),
        }
    }

    /// The text as the store holds it.
    pub(super) fn value(&self) -> Value {
        let text = self.field.text();
        if text.trim().is_empty() { Value::Null } else { json!(text) }
    }

    /// What saves the text: a change of the clause, or a new clause.
    pub(super) fn change(&self, stored: bool, base: &Value) -> Option<Change> {
        let new = self.value();
        if stored {
            let (kind, id, field) = (Kind::Clause, self.clause, "text".to_owned());
            return (new != *base).then(|| Change::Update { kind, id, field, base: base.clone(), new });
        }
        let section = sections::named(&self.section).filter(|_| !new.is_null())?;
        let values = clause_values(self.version, section, &self.language, &self.field.text());
        Some(Change::Insert { kind: Kind::Clause, id: self.clause, values })
    }

    fn draft(&self, agreement: Id, context: &Context<'_>) -> Draft {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        let place = self.field.cursor();
        let name = super::section_title(&self.section, context.text.lang());
        Draft {
            id: self.draft,
            act_id: self.act,
            session: context.session,
            db_id: context.workspace,
            kind: Kind::Clause,
            record: Some(agreement),
            form: FORM.to_owned(),
            base_version: None,
            base: object(json!({
                "raw": self.base, "version": self.version, "clause": self.clause, "stored": self.stored,
            })),
            mine: object(json!({
                "section": self.section, "language": self.language, "raw": self.field.text(), "name": name,
            })),
            cursor: Some(json!([place.row, place.column]).to_string()),
            created_ms: self.opened_ms,
            saved_ms: context.now.timestamp_millis(),
        }
    }

    fn of_draft(draft: &Draft) -> Option<Self> {
        if draft.form != FORM {
            return None;
        }
        let id = |of: &Map<String, Value>, name: &str| of.get(name).and_then(Id::of);
        let text = |name: &str| draft.mine.get(name).and_then(Value::as_str);
        let mut field = TextField::many_lines(text("raw")?);
        if let Some((row, column)) = draft.cursor.as_deref().and_then(|place| serde_json::from_str(place).ok()) {
            field.set_cursor(Place::new(row, column));
        }
        Some(Self {
            section: sections::named(text("section")?)?.key.clone(),
            language: text("language")?.to_owned(),
            version: id(&draft.base, "version")?,
            clause: id(&draft.base, "clause")?,
            stored: draft.base.get("stored")?.as_bool()?,
            base: draft.base.get("raw")?.clone(),
            field,
            draft: draft.id,
            act: draft.act_id,
            opened_ms: draft.created_ms,
            changed: true,
            saves: Saves::default(),
        })
    }
}

impl AgreementView {
    /// Opens what a dropped session left, once the records are there.
    pub(super) fn reopen(&mut self, context: &Context<'_>) {
        let Some(draft) = self.recovering.take() else { return };
        let Some(editing) = Editing::of_draft(&draft) else {
            if self.reopen_table(&draft, context).is_some() {
                self.seek = None;
            }
            return;
        };
        (self.language, self.pane) = (editing.language.clone(), Pane::Text);
        let key = Key::Section(editing.section.clone());
        self.editing = Some(editing);
        self.stand_on_key(&key);
        self.seek = None;
    }

    /// Edits what is at the cursor: a text in place, records in the form.
    pub(super) fn edit(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if self.is_frozen() {
            return vec![self.frozen()];
        }
        let Some(work) = &self.work else { return Vec::new() };
        let form = |record: &Record, focus: &str| {
            let owner = record.kind.spec().owner;
            let builder = Builder::existing(record, &work.sheet.labels).fixed(owner, record.get(owner).clone());
            // Tables are written in their sections, cell by cell.
            let plain: Vec<&'static str> =
                record.kind.spec().fields.iter().map(|field| field.name).filter(|name| !is_table(name)).collect();
            let builder = if record.kind == Kind::AgreementVersion { builder.only(&plain) } else { builder };
            let builder = builder.focus(focus);
            vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
        };
        if let Some(Row::Table(_)) = self.row() {
            self.pane = Pane::Text;
            return Vec::new();
        }
        // A finding about the term or the head is mended in their form, whatever row the cursor is on.
        for record in [&work.sheet.version, &work.sheet.agreement] {
            if let Some(field) = self.finding_field(record.id) {
                return form(record, field);
            }
        }
        match self.row() {
            Some(Row::Target(id)) => match self.record() {
                Some(record) => form(record, self.finding_field(id).unwrap_or("label")),
                None => Vec::new(),
            },
            Some(Row::Head) => {
                let rows = vec![
                    (context.text.get("agreement-edit-version"), form(&work.sheet.version, "effective_from")),
                    (context.text.get("agreement-edit-agreement"), form(&work.sheet.agreement, "title")),
                ];
                vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("agreement-edit-title"), rows)))]
            }
            Some(Row::Section(at)) => {
                if let Some(section) = sections::all().get(at) {
                    self.write(&section.key, context);
                }
                Vec::new()
            }
            Some(Row::Table(_)) | None => Vec::new(),
        }
    }

    /// Opens a section for writing; one without text begins with the standard text.
    pub(super) fn write(&mut self, section: &str, context: &Context<'_>) {
        let language = self.open_language();
        let (Some(work), Some(section)) = (&self.work, sections::named(section)) else { return };
        let stored =
            work.sheet.clauses.iter().find(|c| c.str("section") == section.key && c.str("language") == language);
        let base = stored.map_or(Value::Null, |clause| clause.get("text").clone());
        let held = base.as_str().filter(|text| !text.trim().is_empty());
        let text = held.unwrap_or_else(|| standard_text(section, &language)).to_owned();
        self.editing = Some(Editing {
            section: section.key.clone(),
            version: work.sheet.version.id,
            clause: stored.map_or_else(|| context.id(), |clause| clause.id),
            stored: stored.is_some(),
            base,
            field: TextField::many_lines(&text),
            draft: context.id(),
            act: context.id(),
            opened_ms: context.now.timestamp_millis(),
            changed: false,
            saves: Saves::default(),
            language,
        });
        self.pane = Pane::Text;
        self.check(context);
        self.stand_on_key(&Key::Section(section.key.clone()));
    }

    /// Commands while a text is open.
    pub(super) fn edit_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Save => self.save(true, context),
            Action::Back => self.back(context),
            Action::NextField | Action::PrevField | Action::Panes => self.save(false, context),
            Action::EditExternal => match &self.editing {
                Some(editing) => vec![Ask::Edit { text: editing.field.text(), suffix: ".md" }],
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// Closes the text; the document is again as it was read.
    pub(super) fn close(&mut self) {
        let section = self.editing.take().map(|editing| editing.section);
        self.pane = Pane::Outline;
        if let Some(work) = &mut self.work
            && let Ok(document) = crate::export::agreement::draft_of(&work.sheet)
        {
            work.document = document.into();
        }
        if let Some(section) = section {
            self.stand_on_key(&Key::Section(section));
        }
        self.at = self.at.min(self.rows().len().saturating_sub(1));
    }

    /// The draft of the text that is open, if anything was typed into it.
    pub(super) fn kept(&self, context: &Context<'_>) -> Option<Draft> {
        let agreement = self.work.as_ref()?.sheet.agreement.id;
        self.editing.as_ref().filter(|editing| editing.changed).map(|editing| editing.draft(agreement, context))
    }

    /// After the text has changed: keep it, and look at it again.
    fn changed(&mut self, full: bool, context: &Context<'_>) -> Vec<Ask> {
        let Some(editing) = &mut self.editing else { return Vec::new() };
        editing.changed = true;
        editing.touch(context);
        let mut asks: Vec<Ask> = self.kept(context).into_iter().map(|draft| Ask::Keep(Box::new(draft))).collect();
        if full {
            asks.push(Ask::Tell(Msg::new("agreement-text-full"), Tone::Warn));
        }
        self.check_soon(context);
        asks
    }

    pub(super) fn type_key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let Some(editing) = &mut self.editing else { return Vec::new() };
        match editing.field.handle(key) {
            Handled::Changed => self.changed(false, context),
            Handled::Full => vec![Ask::Tell(Msg::new("agreement-text-full"), Tone::Warn)],
            Handled::Moved | Handled::Ignored => Vec::new(),
        }
    }

    pub(super) fn type_paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let Some(editing) = &mut self.editing else { return Vec::new() };
        let full = editing.field.paste(text) == Handled::Full;
        self.changed(full, context)
    }

    /// Hands the section at the cursor to the user's own editor. It is not open here meanwhile: when the editor is
    /// done, or did not even start, keys are commands again.
    pub(super) fn edit_outside(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let mut asks = self.edit(context);
        if let Some(editing) = &self.editing {
            self.outside = Some(editing.section.clone());
            asks.extend(self.edit_action(Action::EditExternal, context));
            self.close();
            self.check(context);
        }
        asks
    }

    /// A text that came back from the user's editor; where none was open before, it is saved at once.
    pub(super) fn take_text(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let outside = self.outside.take().filter(|_| self.editing.is_none());
        if let Some(section) = &outside {
            self.write(section, context);
        }
        let Some(editing) = &mut self.editing else { return Vec::new() };
        let text = text.trim_end_matches('\n');
        let mut asks = Vec::new();
        if editing.field.text().trim_end_matches('\n') != text {
            editing.field.set_text(text);
            asks = self.changed(false, context);
        }
        if outside.is_some() {
            asks.extend(self.save(false, context));
        }
        asks
    }
}
