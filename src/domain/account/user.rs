//! Colleagues who work on the workspace (01-model 1.3).

use crate::domain::money::Money;
use crate::domain::record::{choice, minutes, money, text, zone};
use crate::record;

record! {
    /// A colleague; made at the first start under a new login name.
    User as USER {
        name: "user", prefix: "", yearly: false, title: "name", owner: "",
        columns: &["login", "name", "role"],
    } {
        /// Name of the account on the machine.
        login: String = text(64).required(),
        name: String = text(80).required(),
        role: String = choice(&["consultant", "account_manager", "service_manager", "reviewer", "manager", "viewer"])
            .required().default("\"consultant\""),
        day_rate: Option<Money> = money(),
        tz: Option<String> = zone(),
        /// Minutes a week.
        capacity_min_per_week: Option<i64> = minutes(0, 10_080),
    }
}
