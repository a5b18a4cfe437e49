//! The metric catalogue: base unit, direction and units in which people write a value (01-model 1.12).

/// Codes of the catalogue, as stored in a target.
pub const CODES: &[&str] = &[
    "availability",
    "response_time",
    "onsite_time",
    "restore_time",
    "resolve_time",
    "fulfil_time",
    "spare_part_time",
    "answer_time",
    "abandon_rate",
    "first_contact_resolution",
    "reopen_rate",
    "max_outages",
    "max_single_outage",
    "mtbf",
    "mtrs",
    "latency_pnn",
    "throughput",
    "backup_success",
    "rpo",
    "rto",
    "patch_time",
    "inspection_count",
    "report_delay",
    "csat",
    "change_success",
];

/// Units a value may be written in; the stored value is always in the metric's base unit.
pub const UNITS: &[&str] =
    &["percent", "second", "minute", "hour", "day", "month", "count", "millisecond", "per_second", "score"];
