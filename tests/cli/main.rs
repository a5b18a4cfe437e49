//! The command line as its users meet it: what they type, what they read, and how it ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod activity;
mod agreements;
mod calc;
mod calendars;
mod clauses;
mod faults;
mod files;
mod interviews;
mod many;
mod moving;
mod outside;
mod papers;
mod person;
mod process;
mod query;
mod reading;
mod records;
mod score;
mod search;
mod services;
mod together;
mod versions;
mod views;
