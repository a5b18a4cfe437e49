//! What can be made from a record: children of the open section, interviews, needs, agreements, logged talks.

use std::sync::Arc;

use serde_json::json;

use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::form::Builder;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::domain::research::new::interview;
use crate::domain::research::template::Template;
use crate::domain::wording::instant_value;
use crate::keys::Action;
use crate::screens::agreement::wizard::WizardView;
use crate::screens::{Ask, Context, Screen};
use crate::store::request::{Command, Request, Sheet};
use crate::text::Msg;

/// `kind` is that of the open section, if records of one stand there.
pub fn make(sheet: &Sheet, kind: Option<Kind>, action: Action, context: &Context<'_>) -> Vec<Ask> {
    let deal = sheet.record.kind == Kind::Opportunity;
    let account = sheet.record.kind == Kind::Account;
    match action {
        Action::New => match kind {
            Some(kind) => child(sheet, kind, context),
            None => menu(sheet, context),
        },
        Action::MakeInterview if deal || account => child(sheet, Kind::Interview, context),
        Action::MakeNeed if deal => child(sheet, Kind::Need, context),
        Action::MakeRole if deal => child(sheet, Kind::DealRole, context),
        Action::MakeCompetitor if deal => child(sheet, Kind::Rival, context),
        Action::MakeEffort if deal => child(sheet, Kind::Effort, context),
        Action::MakeExpense if deal => child(sheet, Kind::Expense, context),
        Action::MakeGap if deal => child(sheet, Kind::Gap, context),
        Action::MakeAgreement if deal => vec![Ask::Go(WizardView::new(sheet, context).into())],
        Action::MakeContact if deal || account => contact(sheet, context),
        _ => Vec::new(),
    }
}

/// What can be added to this record.
fn menu(sheet: &Sheet, context: &Context<'_>) -> Vec<Ask> {
    let rows = sheet
        .children
        .iter()
        .map(|(kind, _)| {
            let label = Label::Message(Msg::new(kind.key()));
            (label, child(sheet, *kind, context))
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("make-title"), rows)))]
}

fn show(builder: Builder, context: &Context<'_>) -> Vec<Ask> {
    vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
}

/// A form for a new record that belongs to this one.
fn child(sheet: &Sheet, kind: Kind, context: &Context<'_>) -> Vec<Ask> {
    let record = &sheet.record;
    match kind {
        // Its questions come first; a customer is asked about what belongs to no deal too.
        Kind::Interview => return vec![Ask::Read(Request::Templates)],
        Kind::Agreement if record.kind == Kind::Opportunity => {
            return vec![Ask::Go(WizardView::new(sheet, context).into())];
        }
        Kind::DealRole | Kind::Employment if record.kind != Kind::Contact => {
            return contact_or_known(sheet, kind, context);
        }
        _ => {}
    }
    let mut builder = Builder::new_record(kind, context);
    let fields = kind.spec().fields;
    for field in fields {
        let value = match (field.name, record.kind) {
            ("opportunity", Kind::Opportunity) | ("contact", Kind::Contact) | ("account", Kind::Account) => {
                Some(record.id.json())
            }
            ("account", _) => Some(record.get("account").clone()).filter(|account| !account.is_null()),
            _ => None,
        };
        if let Some(value) = value {
            builder = builder.fixed(field.name, value);
        }
    }
    let today = json!(context.today().to_string());
    builder = match kind {
        Kind::Activity => builder.preset("at", instant_value(context.now)).preset("users", json!([context.me.json()])),
        // The hours first: the day and the colleague are usually these.
        Kind::Effort => builder
            .preset("date", today)
            .preset("user", context.me.json())
            .only(&["user", "date", "minutes", "activity"])
            .focus("minutes"),
        Kind::Expense => {
            builder.preset("date", today).only(&["date", "kind", "amount", "refundable", "note"]).focus("amount")
        }
        Kind::Opportunity => builder.preset("owner", context.me.json()),
        _ => builder,
    };
    for (id, name) in &sheet.labels {
        builder = builder.label(*id, name.as_str());
    }
    show(builder.currency(sheet.ccy), context)
}

/// The customer that a record is, or belongs to.
fn account_of(record: &Record) -> Option<Id> {
    if record.kind == Kind::Account { Some(record.id) } else { record.id_of("account") }
}

/// A person for a deal or an account: one already known, or a new one.
fn contact_or_known(sheet: &Sheet, kind: Kind, context: &Context<'_>) -> Vec<Ask> {
    let known = {
        let mut builder = Builder::new_record(kind, context);
        let owner = if kind == Kind::DealRole { "opportunity" } else { "account" };
        builder = builder.fixed(owner, sheet.record.id.json());
        if kind == Kind::Employment {
            builder = builder.preset("from", json!(context.today().to_string()));
        }
        show(builder, context)
    };
    let rows = vec![
        (Label::Message(Msg::new("make-new-contact")), contact(sheet, context)),
        (Label::Message(Msg::new("make-known-contact")), known),
    ];
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("make-contact-title"), rows)))]
}

/// A new person with the employment at the account and, from a deal, the part in it: one form, one act.
fn contact(sheet: &Sheet, context: &Context<'_>) -> Vec<Ask> {
    let record = &sheet.record;
    let Some(account) = account_of(record) else { return Vec::new() };
    let mut builder = Builder::new_record(Kind::Contact, context)
        .with_part(Kind::Employment, "contact", context)
        .fixed("account", account.json())
        .fixed("from", json!(context.today().to_string()))
        .only(&["full_name", "level", "phones", "emails", "title", "dept"]);
    if record.kind == Kind::Opportunity {
        builder = builder.with_part(Kind::DealRole, "contact", context).fixed("opportunity", record.id.json()).only(&[
            "roles",
            "decision_power",
            "attitude",
            "attitude_evidence",
        ]);
    }
    show(builder, context)
}

/// The templates to choose from; choosing one makes the interview and goes there.
pub fn interviews(sheet: &Sheet, templates: &[Arc<Template>], context: &Context<'_>) -> Vec<Ask> {
    let lang = context.text.lang();
    let roles = sheet.children.iter().find(|(kind, _)| *kind == Kind::DealRole).map_or(&[][..], |(_, rows)| rows);
    let rows = templates
        .iter()
        .map(|template| {
            let id = context.id();
            let mut known = Values::new();
            let record = &sheet.record;
            known.extend(account_of(record).map(|account| ("account".to_owned(), account.json())));
            if record.kind == Kind::Opportunity {
                known.insert("opportunity".to_owned(), record.id.json());
            }
            known.insert("interviewers".to_owned(), json!([context.me.json()]));
            let values = interview(template, known, roles, lang, context.now);
            let act = Act {
                id: context.id(),
                verb: "verb-interview".to_owned(),
                changes: vec![Change::Insert { kind: Kind::Interview, id, values }],
            };
            let label = Label::Titled(template.key.clone(), template.title.clone());
            (label, vec![Ask::Do(Command::Save(act)), Ask::Go(Screen::of(Kind::Interview, id))])
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("make-interview-title"), rows)))]
}
