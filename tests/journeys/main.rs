//! What people do with Canvass, told key by key: from the first start to two colleagues at one file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod agreement;
mod around;
mod board;
mod calculator;
mod colleagues;
mod company;
mod deal;
mod driver;
mod eyes;
mod gates;
mod interview;
mod kept;
mod mouse;
mod needs;
mod office;
mod pictures;
mod pipelines;
mod query;
mod search;
mod seed;
mod several;
mod small;
mod start;
mod talk;
mod texts;
mod thread;
mod typing;
mod versions;
mod views;
