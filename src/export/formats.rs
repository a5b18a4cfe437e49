//! The formats agreements and minutes leave in: one row each, for the command line and the screen alike.

use super::document::Document;
use super::{agreement_json, agreement_md, docx, markdown};
use crate::domain::agreement::draft::Draft;
use crate::text::{Arg, Lang, Msg, Text};

pub struct Format {
    /// Name on the command line and ending of the file.
    pub name: &'static str,
    /// Message key of what it is called on the screen; where there is one document per language it takes `language`.
    pub label: &'static str,
    /// One document for each language of the agreement; otherwise one holds all of them.
    pub per_language: bool,
    write: fn(&Draft, Lang) -> Result<String, Msg>,
}

pub static FORMATS: &[Format] = &[
    Format {
        name: "md",
        label: "agreement-export-markdown",
        per_language: true,
        write: |draft, lang| {
            let words = Text::new(lang);
            Ok(agreement_md::to_markdown(draft, lang, &|msg| words.say(msg)))
        },
    },
    Format {
        name: "json",
        label: "agreement-export-json",
        per_language: false,
        write: |draft, _| agreement_json::to_json(draft),
    },
];

/// A form in which minutes and lists for the customer leave.
pub struct Paper {
    /// Name on the command line and ending of the file.
    pub name: &'static str,
    /// Message key of what it is called on the screen; takes `language`.
    pub label: &'static str,
    /// Made of letters alone, fit for a terminal or a pipe.
    pub plain: bool,
    write: fn(&Document) -> Result<Vec<u8>, Msg>,
}

pub static PAPERS: &[Paper] = &[
    Paper { name: "docx", label: "minutes-export-docx", plain: false, write: docx::to_docx },
    Paper {
        name: "md",
        label: "minutes-export-markdown",
        plain: true,
        write: |document| Ok(markdown::to_markdown(document).into_bytes()),
    },
];

impl Paper {
    pub fn named(name: &str) -> Option<&'static Self> {
        PAPERS.iter().find(|paper| paper.name == name)
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the document cannot be put into this form.
    pub fn write(&self, document: &Document) -> Result<Vec<u8>, Msg> {
        (self.write)(document)
    }
}

/// One document that can be written.
pub struct Offer {
    pub label: Msg,
    /// Name of the file: code, version and, where it matters, language.
    pub file: String,
    pub text: Result<String, Msg>,
}

impl Format {
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The document in one language.
    ///
    /// # Errors
    /// When the draft cannot be put into this format.
    pub fn write(&self, draft: &Draft, lang: Lang) -> Result<String, Msg> {
        (self.write)(draft, lang)
    }
}

/// Every document of a draft: each format, and in each language of the draft where that makes a difference.
pub fn offers(draft: &Draft) -> Vec<Offer> {
    let mut offers = Vec::new();
    for format in FORMATS {
        let stem = format!("{}-v{}", draft.code, draft.version.values.number);
        if !format.per_language {
            let text = format.write(draft, Lang::default());
            offers.push(Offer { label: Msg::new(format.label), file: format!("{stem}.{}", format.name), text });
            continue;
        }
        for language in draft.languages() {
            let lang = Lang::from_tag(language).unwrap_or_default();
            let label = Msg::new(format.label).with("language", Arg::Key(format!("choice-{language}")));
            let file = format!("{stem}-{language}.{}", format.name);
            offers.push(Offer { label, file, text: format.write(draft, lang) });
        }
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample;

    #[test]
    fn every_format_offers_its_documents_under_names_that_do_not_meet() {
        let offers = offers(&sample::draft());
        let files: Vec<&str> = offers.iter().map(|offer| offer.file.as_str()).collect();
        let expected = ["SLA-2026-0007-v0.3-en.md", "SLA-2026-0007-v0.3-zh-CN.md", "SLA-2026-0007-v0.3.json"];
        assert_eq!(files, expected);
        assert!(offers[0].text.as_ref().unwrap().contains("Service level targets"));
        assert!(offers[1].text.as_ref().unwrap().contains("服务级别指标"));
    }

    #[test]
    fn formats_go_by_their_names() {
        assert!(FORMATS.iter().all(|format| Format::named(format.name).is_some_and(|f| f.label == format.label)));
        assert!(Format::named("docx").is_none());
    }
}
