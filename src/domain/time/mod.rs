//! Dates as people write them, zones, calendars and the service time they give (03-time-arithmetic, 07-conventions 7.4).

pub mod availability;
pub mod builtin;
pub mod calendar;
pub mod calendar_file;
pub mod composition;
pub mod due;
pub mod hours;
pub mod input;
pub mod length;
pub mod moment;
pub mod months;
pub mod period;
pub mod service;
pub mod spans;
pub mod week;
pub mod zone;

#[cfg(test)]
pub(crate) mod samples;
