//! The parts of an opportunity's page, in the order of reading, and what each of them holds.

use crate::domain::kinds::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Next,
    Score,
    Pains,
    Money,
    Buying,
    People,
    Chain,
    Rivals,
    Incumbents,
    Talks,
    Cost,
    Interviews,
    Needs,
    Gaps,
    Agreements,
    Promises,
    Way,
    Rest,
}

impl Part {
    pub const ALL: [Self; 18] = [
        Self::Next,
        Self::Score,
        Self::Pains,
        Self::Money,
        Self::Buying,
        Self::People,
        Self::Chain,
        Self::Rivals,
        Self::Incumbents,
        Self::Talks,
        Self::Cost,
        Self::Interviews,
        Self::Needs,
        Self::Gaps,
        Self::Agreements,
        Self::Promises,
        Self::Way,
        Self::Rest,
    ];

    /// Message key of the heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Next => "deal-next",
            Self::Score => "deal-qualification",
            Self::Pains => "deal-why",
            Self::Money => "deal-money",
            Self::Buying => "deal-buying",
            Self::People => "deal-people",
            Self::Chain => "kinds-decision-step",
            Self::Rivals => "deal-rivals",
            Self::Incumbents => "deal-incumbents",
            Self::Talks => "deal-talks",
            Self::Cost => "deal-cost-title",
            Self::Interviews => "kinds-interview",
            Self::Needs => "kinds-need",
            Self::Gaps => "kinds-gap",
            Self::Agreements => "kinds-agreement",
            Self::Promises => "kinds-commitment",
            Self::Way => "deal-way",
            Self::Rest => "deal-rest",
        }
    }

    /// Records of this kind are its lines, and may be added to it.
    pub fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::People => Kind::DealRole,
            Self::Chain => Kind::DecisionStep,
            Self::Rivals => Kind::Rival,
            Self::Incumbents => Kind::Incumbent,
            Self::Talks => Kind::Activity,
            Self::Cost => Kind::Effort,
            Self::Interviews => Kind::Interview,
            Self::Needs => Kind::Need,
            Self::Gaps => Kind::Gap,
            Self::Agreements => Kind::Agreement,
            Self::Promises => Kind::Commitment,
            Self::Next | Self::Score | Self::Pains | Self::Money | Self::Buying | Self::Way | Self::Rest => {
                return None;
            }
        })
    }

    /// Fields of the opportunity that it shows, and that its form asks for.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Next => &["next_step", "next_step_due", "next_step_owner"],
            Self::Pains => &["pains", "itches", "compelling_event", "compelling_on"],
            Self::Money => &[
                "amount",
                "amount_basis",
                "recurring_amount",
                "probability_bp",
                "probability_reason",
                "expected_close_on",
                "budget_status",
                "budget",
                "budget_year",
            ],
            Self::Buying => {
                &["procurement_mode", "tender_notice_on", "tender_due_at", "tender_open_on", "department_in_charge"]
            }
            Self::Rest => &[
                "title",
                "account",
                "owner",
                "presales_lead",
                "kind",
                "renews",
                "source",
                "tags",
                "effort_cap_min",
                "initiation_no",
                "initiation_approved",
                "initiation_approved_on",
                "initiation_approver",
                "initiation_budget",
                "lost_to",
                "lost_price",
                "lessons",
            ],
            _ => &[],
        }
    }

    pub fn of_field(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.fields().contains(&name))
    }

    pub fn of_kind(kind: Kind) -> Option<Self> {
        if kind == Kind::Expense {
            Some(Self::Cost)
        } else {
            Self::ALL.into_iter().find(|part| part.kind() == Some(kind))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Entry;

    #[test]
    fn every_field_and_every_kind_of_an_opportunity_has_its_place() {
        for field in Kind::Opportunity.spec().fields.iter().filter(|field| field.entry == Entry::Form) {
            assert_eq!(
                Part::ALL.into_iter().filter(|part| part.fields().contains(&field.name)).count(),
                1,
                "{}",
                field.name
            );
        }
        for (kind, _) in Kind::Opportunity.children().chain(Kind::Opportunity.guests().iter().copied()) {
            assert!(Part::of_kind(kind).is_some(), "{kind:?}");
        }
    }
}
