//! The Fluent files that are built in, and where in them each message stands; the build looks for that, so that no start has to.

use super::Lang;

/// One area of messages: its file name and its text in each language.
pub struct File {
    pub name: &'static str,
    pub en: &'static str,
    pub zh: &'static str,
    pub ru: &'static str,
}

impl File {
    pub fn to(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
            Lang::Ru => self.ru,
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// All messages of a language in the order of their keys: the file, and the byte where the message begins.
fn spots(lang: Lang) -> &'static [(u8, u32)] {
    match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
        Lang::Ru => RU,
    }
}

/// A message as it stands in its file.
pub fn message(lang: Lang, key: &str) -> Option<&'static str> {
    let from = |(file, byte): &(u8, u32)| -> &'static str {
        let text = FILES.get(usize::from(*file)).map_or("", |file| file.to(lang));
        text.get(*byte as usize..).unwrap_or_default()
    };
    let spots = spots(lang);
    let at = spots.binary_search_by_key(&key, |spot| {
        let text = from(spot);
        &text[..text.bytes().position(|b| matches!(b, b' ' | b'=')).unwrap_or(text.len())]
    });
    Some(entry(from(spots.get(at.ok()?)?)))
}

/// The first message of a text: it goes on to the next message or comment.
fn entry(text: &str) -> &str {
    let goes_on = |line: &&str| !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    &text[..lines.take_while(goes_on).fold(first, |end, line| end + line.len())]
}

#[cfg(test)]
mod tests {
    use fluent_syntax::ast::{Entry, Message};
    use fluent_syntax::parser::parse;

    use super::*;

    #[test]
    fn a_message_alone_says_what_it_says_among_the_others() {
        for lang in Lang::ALL {
            let mut found = 0;
            for file in FILES {
                for entry in parse(file.to(lang)).unwrap().body {
                    let Entry::Message(among) = entry else { continue };
                    let alone = parse(message(lang, among.id.name).unwrap()).unwrap().body;
                    assert_eq!(alone, [Entry::Message(Message { comment: None, ..among })], "{}", lang.tag());
                    found += 1;
                }
            }
            assert_eq!(spots(lang).len(), found, "each once in {}", lang.tag());
        }
    }

    #[test]
    fn an_unknown_key_is_no_message() {
        for key in ["", " ", "=", "a", "zzz", "Title", "board-chanc", "board-chance-", "board-chance ", "ключ"] {
            assert_eq!(message(Lang::Zh, key), None, "{key}");
        }
    }
}
