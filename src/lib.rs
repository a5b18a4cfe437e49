//! Canvass: the presales thread from first contact to service level agreement, in a terminal.
//!
//! Floors, from the ground up: [`text`], [`domain`], [`store`] and [`export`],
//! [`keys`], [`theme`], [`config`] and [`widgets`], [`dialogs`] and [`screens`], [`app`], and the doors
//! [`cli`] and [`run`]. An arrow between floors only points down (`tests/layers.rs`).

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
pub mod dialogs;
pub mod domain;
pub mod export;
pub mod keys;
pub mod run;
pub mod screens;
pub mod store;
pub mod text;
pub mod theme;
pub mod widgets;
