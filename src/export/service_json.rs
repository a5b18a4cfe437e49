//! A service of the portfolio with its calendars as a JSON file, out and in again. What is our own business stays.

use serde::{Deserialize, Serialize};

use super::agreement_json::{FORMAT_VERSION, fits, open};
use crate::domain::agreement::draft::{Filed, ServiceRef};
use crate::domain::agreement::private::public_of;
use crate::domain::kinds::Kind;
use crate::domain::time::calendar::Calendar;
use crate::text::Msg;

const FORMAT: &str = "canvass-service";

/// A service and the calendars that it names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    format: String,
    format_version: i64,
    pub entry: ServiceRef,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Filed<Calendar>>,
}

/// The service as it may leave, indented for people who compare files.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn to_json(entry: &ServiceRef, calendars: Vec<Filed<Calendar>>) -> Result<String, Msg> {
    let entry = ServiceRef { service: public_of(Kind::Service, &entry.service), ..entry.clone() };
    let offer = Offer { format: FORMAT.to_owned(), format_version: FORMAT_VERSION, entry, calendars };
    serde_json::to_string_pretty(&offer).map(|text| text + "\n").map_err(|_| Msg::new("agreement-json-unwritable"))
}

/// Reads what [`to_json`] wrote.
///
/// # Errors
/// The first thing that does not fit, with the place.
pub fn from_json(text: &str) -> Result<Offer, Msg> {
    let offer: Offer = open(text, FORMAT, "service-json-other-format")?;
    fits(Kind::Service, "entry.service", &offer.entry.service)?;
    for (at, calendar) in offer.calendars.iter().enumerate() {
        fits(Kind::Calendar, &format!("calendars[{at}].values"), &calendar.values)?;
    }
    Ok(offer)
}
