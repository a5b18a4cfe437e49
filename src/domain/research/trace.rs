//! The thread from an answer to a promise, one link at a time (01-model 1.8).

use crate::domain::record::{Id, text};
use crate::record;

record! {
    /// `source` led to `target`: an answer to a need, a need to a clause or target, a target to the one beneath it.
    Trace as TRACE {
        name: "trace", prefix: "", yearly: false, title: "source_kind", owner: "",
        columns: &["source_kind", "target_kind"],
    } {
        source_kind: String = text(24).required().system().coded(),
        source: Id = text(36).required().system().coded(),
        target_kind: String = text(24).required().system().coded(),
        target: Id = text(36).required().system().coded(),
    }
}
