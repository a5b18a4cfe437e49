//! What leaves the program for other programs and other people: documents and data files.

pub mod agreement;
pub mod agreement_chain;
pub mod agreement_diff;
pub mod agreement_json;
pub mod agreement_paper;
pub mod document;
pub mod docx;
pub mod files;
pub mod formats;
pub mod markdown;
pub mod minutes;
pub mod service_json;
