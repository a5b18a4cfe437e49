//! The formats agreements and minutes leave in: one row each, for the command line and the screen alike.

use std::sync::Arc;

use super::agreement_paper::of_agreement;
use super::document::Document;
use super::{agreement_json, docx, markdown};
use crate::domain::agreement::draft::Draft;
use crate::text::{Arg, Lang, Msg};

#[derive(Debug)]
pub struct Format {
    /// Name on the command line and ending of the file.
    pub name: &'static str,
    /// Message key of what it is called on the screen; where there is one document per language it takes `language`.
    pub label: &'static str,
    /// A document in the languages of the agreement; otherwise it holds all of them.
    pub in_languages: bool,
    /// Made of letters alone, fit for a terminal or a pipe.
    pub plain: bool,
    write: fn(&Draft, &[Lang]) -> Result<Vec<u8>, Msg>,
}

pub static FORMATS: &[Format] = &[
    Format {
        name: "docx",
        label: "agreement-export-docx",
        in_languages: true,
        plain: false,
        write: |draft, langs| docx::to_docx(&of_agreement(draft, langs)),
    },
    Format {
        name: "md",
        label: "agreement-export-markdown",
        in_languages: true,
        plain: true,
        write: |draft, langs| Ok(markdown::to_markdown(&of_agreement(draft, langs)).into_bytes()),
    },
    Format {
        name: "json",
        label: "agreement-export-json",
        in_languages: false,
        plain: true,
        write: |draft, _| agreement_json::to_json(draft).map(String::into_bytes),
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

/// One document that can be written: a draft in a format and in languages.
#[derive(Clone, Debug)]
pub struct Offer {
    draft: Arc<Draft>,
    format: &'static Format,
    langs: Vec<Lang>,
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        (self.format.name, &self.langs) == (other.format.name, &other.langs) && self.draft == other.draft
    }
}

impl Offer {
    /// What it is called on the screen.
    pub fn label(&self) -> Msg {
        let named = |lang: &Lang| Arg::Key(format!("choice-{}", lang.tag()));
        let label = Msg::new(self.format.label);
        if self.format.in_languages {
            return label.with("language", self.langs.iter().map(named).collect::<Vec<_>>());
        }
        label
    }

    /// Name of the file: code, version and, where it matters, languages.
    pub fn file(&self) -> String {
        self.format.file(&self.draft, &self.langs)
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the draft cannot be put into this format.
    pub fn write(&self) -> Result<Vec<u8>, Msg> {
        self.format.write(&self.draft, &self.langs)
    }
}

impl Format {
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The document in one language or in two side by side.
    ///
    /// # Errors
    /// When the draft cannot be put into this format.
    pub fn write(&self, draft: &Draft, langs: &[Lang]) -> Result<Vec<u8>, Msg> {
        (self.write)(draft, langs)
    }

    /// Name of the file: code, version and, where it matters, languages.
    pub fn file(&self, draft: &Draft, langs: &[Lang]) -> String {
        let mut name = format!("{}-v{}", draft.code, draft.version.values.number);
        for lang in langs.iter().filter(|_| self.in_languages) {
            name = format!("{name}-{}", lang.tag());
        }
        format!("{name}.{}", self.name)
    }
}

/// Languages of the draft, the governing one first.
pub fn languages(draft: &Draft) -> Vec<Lang> {
    let governing = draft.version.values.governing_language.as_deref();
    let mut langs: Vec<Lang> = draft.languages().into_iter().filter_map(Lang::from_tag).collect();
    langs.sort_by_key(|lang| Some(lang.tag()) != governing);
    langs
}

/// Every document of a draft: each format in each language of the draft, and in the governing one beside another. None is
/// made before it is chosen.
pub fn offers(draft: &Draft) -> Vec<Offer> {
    let langs = languages(draft);
    let draft = Arc::new(draft.clone());
    let single = langs.iter().map(|lang| vec![*lang]);
    let pairs = langs.iter().skip(1).filter_map(|lang| Some(vec![*langs.first()?, *lang]));
    let versions: Vec<Vec<Lang>> = single.chain(pairs).collect();
    let mut offers = Vec::new();
    for format in FORMATS {
        let one = [Vec::new()];
        let versions = if format.in_languages { versions.as_slice() } else { &one };
        offers.extend(versions.iter().map(|langs| Offer { draft: Arc::clone(&draft), format, langs: langs.clone() }));
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
        let files: Vec<String> = offers.iter().map(Offer::file).collect();
        let stem = "SLA-2026-0007-v0.3";
        let expected = ["-zh-CN.docx", "-en.docx", "-zh-CN-en.docx", "-zh-CN.md", "-en.md", "-zh-CN-en.md", ".json"];
        assert_eq!(files, expected.map(|end| format!("{stem}{end}")));
        let text = |at: usize| String::from_utf8(offers[at].write().unwrap()).unwrap();
        assert!(text(3).contains("服务级别指标") && !text(3).contains("Service level targets"));
        assert!(text(4).contains("Service level targets"));
        assert!(text(5).contains("服务级别指标 / Service level targets"));
    }

    #[test]
    fn formats_go_by_their_names() {
        assert!(FORMATS.iter().all(|format| Format::named(format.name).is_some_and(|f| f.label == format.label)));
        assert!(Format::named("pdf").is_none());
    }
}
