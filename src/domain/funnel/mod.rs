//! The sales funnel: opportunities, the people and rivals in them, effort and activities (01-model 1.4, 1.6).

pub mod activity;
pub mod cost;
pub mod definition;
pub mod effort;
pub mod facts;
pub mod gate;
pub mod opportunity;
pub mod people;
pub mod pipeline;
pub mod pipelines;
pub mod progress;
pub mod qualification;
pub mod query;
#[cfg(test)]
pub mod samples;
pub mod standing;
pub mod support;
pub mod talk;
pub mod view;
