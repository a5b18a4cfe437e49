//! The program's state and the messages it lives by.

pub mod event;
