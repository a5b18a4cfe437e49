//! Where a text is at home: the screen of its record, with the cursor on the field or the line that holds it.

use super::Screen;
use super::opportunity::DealView;
use super::record::RecordView;
use crate::domain::kinds::Kind;
use crate::store::search::Finding;

impl Screen {
    /// The place of something found.
    pub fn at(finding: &Finding) -> Self {
        let (kind, id) = (finding.link.kind, finding.link.id);
        let own = || match kind {
            Kind::Opportunity => DealView::new(id).at_field(finding.field).into(),
            _ => RecordView::new(kind, id).on_field(finding.field).into(),
        };
        match (kind, &finding.within) {
            // Their screens know each part by its id.
            (
                Kind::Interview | Kind::Answer | Kind::Agreement | Kind::AgreementVersion | Kind::Clause | Kind::Target,
                _,
            ) => Self::of(kind, id),
            // What is told at length has a page of its own, and what is archived stands on no other.
            (Kind::Activity, _) | (_, None) => own(),
            _ if finding.archived => own(),
            (_, Some(owner)) => {
                let mut screen = Self::of(owner.kind, owner.id);
                screen.select(kind, id);
                screen
            }
        }
    }
}
