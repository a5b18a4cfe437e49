//! Dates as people write them, zones and calendars (01-model 1.12, 07-conventions 7.4).

pub mod calendar;
pub mod input;
pub mod months;
pub mod zone;
