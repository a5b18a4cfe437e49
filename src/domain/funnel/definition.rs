//! A pipeline as a workspace keeps it: its text under its code, in the place of the shipped one of that code.

use serde_json::Value;

use super::pipeline::Pipeline;
use crate::domain::record::{Values, long, text};
use crate::record;
use crate::text::{Msg, clean};

record! {
    /// The versions of a pipeline are the acts on this record.
    Definition as DEFINITION {
        name: "pipeline", prefix: "", yearly: false, title: "key", owner: "",
        columns: &["key"],
    } {
        /// Code of the pipeline; it is never changed.
        key: String = text(24).required().system(),
        /// As [`Pipeline::print`] writes it.
        definition: String = long().required().system(),
    }
}

/// The first fault of the text.
pub fn check(values: &Values) -> Option<(String, Msg)> {
    let text = |field: &str| values.get(field).and_then(Value::as_str).unwrap_or_default();
    let told = |msg| Some(("definition".to_owned(), msg));
    if text("definition").is_empty() {
        return None;
    }
    let pipeline = match Pipeline::read(text("definition")) {
        Ok(pipeline) => pipeline,
        Err(unreadable) => return told(unreadable.msg),
    };
    if pipeline.code != text("key") {
        return told(
            Msg::new("pipeline-key").with("key", text("key")).with("code", clean::clean(&pipeline.code).into_owned()),
        );
    }
    pipeline.faults().into_iter().next().and_then(|fault| told(fault.msg))
}
