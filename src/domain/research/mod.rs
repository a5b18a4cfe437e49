//! Needs research: interviews, their templates, needs, gaps and the thread between them (01-model 1.7, 1.8).

pub mod answer;
pub mod asking;
pub mod coverage;
pub mod feeds;
pub mod figure;
pub mod interview;
pub mod merge;
pub mod need;
pub mod new;
pub mod own;
pub mod show_if;
pub mod standing;
pub mod template;
pub mod trace;
