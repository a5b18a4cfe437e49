//! Templates that a team brings itself, kept in its workspace (01-model 1.7).

use serde_json::{Value, json};

use super::template::Template;
use crate::domain::record::{Values, int, long, text};
use crate::record;
use crate::text::{Lang, Msg};

record! {
    /// One version of a template as its file was written. It never changes, because interviews lean on it.
    OwnTemplate as TEMPLATE {
        name: "template", prefix: "", yearly: false, title: "title", owner: "",
        columns: &["key", "version", "title"],
    } {
        title: String = text(120).required().system(),
        key: String = text(24).required().system(),
        version: i64 = int(1, 9999).required().system(),
        text: String = long().required().system(),
    }
}

/// The record of a template from the text of its file.
///
/// # Errors
/// The first fault of the file; `file` names it there.
pub fn values(file: &str, text: &str, lang: Lang) -> Result<Values, Msg> {
    let template = Template::read(file, text)?;
    let mut values = Values::new();
    values.insert("title".to_owned(), json!(template.title.to(lang)));
    values.insert("key".to_owned(), json!(template.key));
    values.insert("version".to_owned(), json!(template.version));
    values.insert("text".to_owned(), json!(text.trim()));
    Ok(values)
}

/// The faults of a template record: its text must be the template it says it is.
pub fn check(values: &Values) -> Vec<(String, Msg)> {
    let text = |name: &str| values.get(name).and_then(Value::as_str).unwrap_or_default();
    let key = text("key");
    let fault = match Template::read(key, text("text")) {
        Err(fault) => Some(fault),
        Ok(read) if read.key == key && values.get("version") == Some(&json!(read.version)) => None,
        Ok(read) => Some(Msg::new("template-other").with("template", read.key).with("version", read.version)),
    };
    fault.map(|msg| ("text".to_owned(), msg)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_holds_what_its_file_says_and_nothing_else() {
        let file = Template::source("T7").unwrap();
        let mut values = values("T7.toml", file, Lang::Ru).unwrap();
        assert_eq!((&values["key"], &values["version"]), (&json!("T7"), &json!(1)));
        assert_eq!(check(&values), []);
        values.insert("version".to_owned(), json!(2));
        assert_eq!(check(&values)[0].1.key, "template-other");
        values.insert("text".to_owned(), json!("key ="));
        assert_eq!(check(&values)[0].1.key, "template-unreadable");
    }
}
