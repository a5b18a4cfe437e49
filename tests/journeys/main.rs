//! What people do with Canvass, told key by key: from the first start to two colleagues at one file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod driver;
mod pictures;
