//! People at the customer, their employments and how they influence each other (01-model 1.2).

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, date, int, link, list, long, text};
use crate::record;

record! {
    /// A person. The employer stands in [`Employment`], the part in a deal in `DealRole`.
    Contact as CONTACT {
        name: "contact", prefix: "", yearly: false, title: "full_name", owner: "",
        columns: &["full_name", "level", "phones", "emails"],
    } {
        full_name: String = text(80).required(),
        name_latin: Option<String> = text(80),
        salutation: Option<String> = text(24),
        /// 1 staff, 2 middle, 3 executive.
        level: i64 = int(1, 3).required().default("1"),
        phones: Vec<String> = list(),
        emails: Vec<String> = list(),
        im: Vec<String> = list(),
        consent: String = choice(&["unknown", "given", "refused"]).required().default("\"unknown\""),
        birthday: Option<String> = date(),
        hobbies: Option<String> = text(200),
        notes: Option<String> = long(),
    }
}

record! {
    /// Where a contact works. One open employment per contact (I-C1); old ones are kept.
    Employment as EMPLOYMENT {
        name: "employment", prefix: "", yearly: false, title: "title", owner: "contact",
        columns: &["account", "title", "dept", "level", "from", "to"],
    } {
        contact: Id = link(Kind::Contact).required(),
        account: Id = link(Kind::Account).required(),
        title: String = text(80).required(),
        dept: Option<String> = text(80),
        level: i64 = int(1, 3).required().default("1"),
        from: Option<String> = date().required().unit("term"),
        to: Option<String> = date().unit("term"),
        left_reason: Option<String> = choice(&["moved", "retired", "dismissed", "other"]),
    }
}

record! {
    /// Who reports to, influences or is at odds with whom.
    Influence as INFLUENCE {
        name: "influence", prefix: "", yearly: false, title: "kind", owner: "contact",
        columns: &["kind", "other"],
    } {
        contact: Id = link(Kind::Contact).required(),
        kind: String = choice(&["reports_to", "influences", "conflicts"]).required().default("\"influences\""),
        other: Id = link(Kind::Contact).required(),
    }
}
