//! The kinds of record there are, and where each is declared.

use serde::{Deserialize, Serialize};

use super::record::Spec;
use super::{account, agreement, funnel, research, time};

/// One kind of record. Its serde name is its table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    User,
    Account,
    Contact,
    Employment,
    Influence,
    Competitor,
    Pipeline,
    Opportunity,
    DealRole,
    Incumbent,
    Rival,
    DecisionStep,
    Effort,
    Expense,
    Activity,
    CheckMark,
    Waiver,
    SavedView,
    Interview,
    Answer,
    Template,
    Need,
    Gap,
    Commitment,
    Calendar,
    Service,
    Agreement,
    AgreementVersion,
    Clause,
    Target,
    Trace,
}

impl Kind {
    /// Every kind, owners before what belongs to them.
    pub const ALL: [Self; 31] = [
        Self::User,
        Self::Account,
        Self::Contact,
        Self::Employment,
        Self::Influence,
        Self::Competitor,
        Self::Pipeline,
        Self::Opportunity,
        Self::DealRole,
        Self::Incumbent,
        Self::Rival,
        Self::DecisionStep,
        Self::Effort,
        Self::Expense,
        Self::Activity,
        Self::CheckMark,
        Self::Waiver,
        Self::SavedView,
        Self::Interview,
        Self::Answer,
        Self::Template,
        Self::Need,
        Self::Gap,
        Self::Commitment,
        Self::Calendar,
        Self::Service,
        Self::Agreement,
        Self::AgreementVersion,
        Self::Clause,
        Self::Target,
        Self::Trace,
    ];

    /// The record that is made together with one of this kind and stands beside it in lists, and the field that ties it:
    /// where somebody works, the newest version of an agreement.
    pub fn companion(self) -> Option<(Self, &'static str)> {
        match self {
            Self::Contact => Some((Self::Employment, "contact")),
            Self::Agreement => Some((Self::AgreementVersion, "agreement")),
            _ => None,
        }
    }

    /// Columns of a list: fields of the record, or of the one that stands beside it.
    pub fn columns(self) -> Vec<(Self, &'static str)> {
        let own = |name: &'static str| (self, name);
        match self {
            Self::Contact => {
                let works = |name| (Self::Employment, name);
                [own("full_name"), works("account"), works("title"), own("level"), own("phones"), own("emails")].into()
            }
            Self::Agreement => {
                let version = |name| (Self::AgreementVersion, name);
                let [code, title, kind, account] = ["code", "title", "kind", "account"].map(own);
                [code, title, version("number"), version("state"), kind, account].into()
            }
            _ => self.spec().columns.iter().copied().map(own).collect(),
        }
    }

    pub fn spec(self) -> &'static Spec {
        match self {
            Self::User => &account::user::USER,
            Self::Account => &account::ACCOUNT,
            Self::Contact => &account::contact::CONTACT,
            Self::Employment => &account::contact::EMPLOYMENT,
            Self::Influence => &account::contact::INFLUENCE,
            Self::Competitor => &account::competitor::COMPETITOR,
            Self::Pipeline => &funnel::definition::DEFINITION,
            Self::Opportunity => &funnel::opportunity::OPPORTUNITY,
            Self::DealRole => &funnel::people::DEAL_ROLE,
            Self::Incumbent => &funnel::people::INCUMBENT,
            Self::Rival => &funnel::people::RIVAL,
            Self::DecisionStep => &funnel::people::DECISION_STEP,
            Self::Effort => &funnel::effort::EFFORT,
            Self::Expense => &funnel::effort::EXPENSE,
            Self::Activity => &funnel::activity::ACTIVITY,
            Self::CheckMark => &funnel::progress::CHECK_MARK,
            Self::Waiver => &funnel::progress::WAIVER,
            Self::SavedView => &funnel::view::SAVED_VIEW,
            Self::Interview => &research::interview::INTERVIEW,
            Self::Answer => &research::interview::ANSWER,
            Self::Template => &research::own::TEMPLATE,
            Self::Need => &research::need::NEED,
            Self::Gap => &research::need::GAP,
            Self::Commitment => &agreement::commitment::COMMITMENT,
            Self::Calendar => &time::calendar::CALENDAR,
            Self::Service => &agreement::service::SERVICE,
            Self::Agreement => &agreement::AGREEMENT,
            Self::AgreementVersion => &agreement::version::AGREEMENT_VERSION,
            Self::Clause => &agreement::version::CLAUSE,
            Self::Target => &agreement::target::TARGET,
            Self::Trace => &research::trace::TRACE,
        }
    }

    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Message key of what one record of this kind is called.
    pub fn key(self) -> String {
        format!("kind-{}", self.name().replace('_', "-"))
    }

    /// Message key of what many of them are called.
    pub fn plural_key(self) -> String {
        format!("kinds-{}", self.name().replace('_', "-"))
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Kinds that belong to this one, with the field that says so.
    pub fn children(self) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.into_iter().filter_map(move |child| {
            let owner = child.spec().owner;
            let field = child.spec().field(owner)?;
            matches!(field.ty, super::record::Type::Link(kind) if kind == self).then_some((child, owner))
        })
    }

    /// Kinds without a code of their own that belong to this one: they have no history but its. With the field that says so.
    pub fn parts(self) -> impl Iterator<Item = (Self, &'static str)> {
        let near = self.children().chain(self.guests().iter().copied());
        near.filter(|(kind, _)| kind.spec().prefix.is_empty())
    }

    /// Kinds that belong to another record but are shown with this one too, with the field that links them.
    pub fn guests(self) -> &'static [(Self, &'static str)] {
        match self {
            Self::Account => &[(Self::Employment, "account"), (Self::Interview, "account")],
            Self::Opportunity => &[(Self::Activity, "opportunity")],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Type;

    #[test]
    fn what_is_shown_with_a_record_links_to_it_and_stands_there_once() {
        for kind in Kind::ALL {
            for (guest, field) in kind.guests() {
                assert_eq!(guest.spec().field(field).map(|f| f.ty), Some(Type::Link(kind)), "{guest:?}.{field}");
                assert!(kind.children().all(|(child, _)| child != *guest), "{guest:?} is there as a child of {kind:?}");
            }
        }
    }
}
