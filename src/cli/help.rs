//! The command line in the reader's language: what its commands are for, and what of a line was not understood.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, Error};

use super::args::{self, Line};
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Field, Type};
use crate::domain::research::template::Template;
use crate::text::{Msg, Text, clean};

/// Columns of the narrowest terminal that help is laid out for.
const WIDE: usize = 78;

/// The command line with all its words in one language.
pub fn command(text: &Text) -> Command {
    let usage = format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", text.get("help-usage"));
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let line = Line::command().disable_help_subcommand(true).disable_version_flag(true).arg(version);
    // Only to be listed: `canvass help opp` is read as `canvass opp --help`.
    let help = Command::new("help").arg(Arg::new("command").value_name("COMMAND"));
    in_words(line.subcommand(help), "", text, &usage)
}

fn in_words(command: Command, above: &str, text: &Text, usage: &str) -> Command {
    let name = command.get_name().to_owned();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    // Under headings of our own clap sorts by name; they stand as they are declared, and what all commands have last.
    let mut place = 0;
    command
        .about(text.get(&command_key(above, &name, text)))
        .help_template(usage.to_owned())
        .subcommand_help_heading(text.get("help-commands"))
        .disable_help_flag(true)
        .after_help(after(above, &name, text))
        .arg(help)
        .mut_args(|arg| {
            place += 1;
            let common = arg.is_global_set() || arg.get_id() == "help" || arg.get_id() == "version";
            let arg = arg.display_order(if common { 1000 + place } else { place });
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            // What may be given, and what holds otherwise, stands in our own words.
            let valued = arg.get_action().takes_values();
            let arg = arg.help_heading(text.get(heading)).hide_possible_values(valued).hide_default_value(valued);
            let id = arg.get_id().as_str().to_owned();
            // Views are of deals.
            let arg = arg.hide(name == "list" && above != "opp" && matches!(id.as_str(), "view" | "sort"));
            arg.help(text.get(&argument_key(&name, &id, text)))
        })
        .mut_subcommands(|below| in_words(below, &name, text, usage))
}

/// What may be written for a record of this kind, or as the reason of a move: by name, with what the screen calls it.
fn after(above: &str, name: &str, text: &Text) -> String {
    let mut kinds = Kind::ALL.into_iter();
    match (kinds.find(|kind| args::command(*kind) == family(above)), name) {
        // An agreement is edited together with its newest version.
        (Some(Kind::Agreement), "edit") => {
            let version = described(text, companions(Kind::Agreement));
            let own = listed(&text.get("help-fields"), &fields(Kind::Agreement, false, text));
            format!("{own}\n\n{}", listed(&text.get("help-version-fields"), &version))
        }
        (Some(kind), "add" | "edit") => listed(&text.get("help-fields"), &fields(kind, name == "add", text)),
        (Some(Kind::Opportunity), "move") => {
            let reasons: Vec<_> =
                LOSS.iter().map(|code| ((*code).to_owned(), text.choice("loss_reason", code))).collect();
            listed(&text.get("help-reasons"), &reasons)
        }
        _ => String::new(),
    }
}

/// Agreements of one kind take the same commands as agreements of all.
fn family(above: &str) -> &str {
    if matches!(above, "ola" | "uc" | "contract") { "sla" } else { above }
}

fn listed(heading: &str, rows: &[(String, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let rows: Vec<String> = rows.iter().map(|(name, label)| hung(&format!("  {name:width$}  "), label)).collect();
    format!("{heading}:\n{}", rows.join("\n"))
}

/// Words behind a name; what finds no room stands below the first of them.
fn hung(name: &str, words: &str) -> String {
    let (mut out, mut at) = (name.to_owned(), name.len());
    for word in words.split_inclusive(' ') {
        let wide = clean::width(word);
        if at + wide > WIDE && at > name.len() {
            out = out.trim_end().to_owned() + "\n" + &" ".repeat(name.len());
            at = name.len();
        }
        out += word;
        at += wide;
    }
    out
}

fn fields(kind: Kind, new: bool, text: &Text) -> Vec<(String, String)> {
    let own = kind.spec().fields.iter().map(|field| (kind, field));
    let mut rows = described(text, own.chain(companions(kind).filter(|_| new)));
    if new && kind == Kind::Interview {
        let known: Vec<String> = Template::all().into_iter().flatten().map(|template| template.key).collect();
        let label = format!("{}: {}", text.field(kind.name(), "template"), known.join(", "));
        rows.insert(0, ("template".to_owned(), label));
    }
    rows
}

/// Fields of the record that is made with one of this kind. A name that both have means the record itself.
fn companions(kind: Kind) -> impl Iterator<Item = (Kind, &'static Field)> {
    kind.companion().into_iter().flat_map(move |(other, owner)| {
        let fields = other.spec().fields.iter().filter(move |field| field.name != owner);
        fields.filter(move |field| kind.spec().field(field.name).is_none()).map(move |field| (other, field))
    })
}

/// The fields that people write, by name and with what the screen calls them.
fn described(text: &Text, fields: impl Iterator<Item = (Kind, &'static Field)>) -> Vec<(String, String)> {
    fields
        .filter(|(_, field)| field.entry == Entry::Form)
        .map(|(kind, field)| {
            let label = text.field(kind.name(), field.name);
            let label = match field.ty {
                Type::Choice(codes) | Type::Set(codes) => format!("{label}: {}", codes.join(", ")),
                _ => label,
            };
            (field.name.to_owned(), label)
        })
        .collect()
}

/// A command that means something of its own under another one, or the same under all.
fn command_key(above: &str, name: &str, text: &Text) -> String {
    let own = format!("cmd-{}-{name}", family(above));
    if text.has(&own) { own } else { format!("cmd-{name}") }
}

/// An argument that means something of its own under this command, or the same under all.
fn argument_key(command: &str, id: &str, text: &Text) -> String {
    let id = id.replace('_', "-");
    let own = format!("arg-{command}-{id}");
    if text.has(&own) { own } else { format!("arg-{id}") }
}

/// `help opp move` is another way to say `opp move --help`.
pub fn help_last(mut args: Vec<std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let takes_value = |arg: &std::ffi::OsString| ["--workspace", "--lang", "--trace"].iter().any(|name| arg == name);
    let mut at = 1;
    while args.get(at).is_some_and(|arg| arg.to_string_lossy().starts_with("--")) {
        at += if args.get(at).is_some_and(takes_value) { 2 } else { 1 };
    }
    if args.get(at).is_some_and(|arg| arg == "help") {
        args.remove(at);
        args.push("--help".into());
    }
    args
}

/// The language a line asks for with `--lang`, also when the rest of it makes no sense.
pub fn asked_language(args: &[std::ffi::OsString]) -> Option<crate::text::Lang> {
    let args: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let beside = args.iter().position(|arg| arg == "--lang").and_then(|at| args.get(at + 1)).map(String::as_str);
    let within = || args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    beside.or_else(within).and_then(crate::text::Lang::from_tag)
}

/// What of a line was not understood, in one sentence that says what to do.
pub fn fault(error: &Error, args: &[std::ffi::OsString]) -> Msg {
    let first = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        // Guesses come with the best one last.
        Some(ContextValue::Strings(texts)) if kind == ContextKind::SuggestedSubcommand => texts.last().cloned(),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")).filter(|text| !text.is_empty()),
        Some(ContextValue::StyledStr(text)) => Some(text.to_string()),
        _ => None,
    };
    let help = format!("{} --help", command_of(args));
    let msg = |key: &str, text: Option<String>| {
        Msg::new(key).with("text", text.unwrap_or_default()).with("help", help.as_str())
    };
    // Dots that say "and more" would end the sentence twice.
    let argument = || first(ContextKind::InvalidArg).map(|name| name.trim_end_matches("...").to_owned());
    match error.kind() {
        ErrorKind::InvalidSubcommand => match first(ContextKind::SuggestedSubcommand) {
            Some(near) => msg("usage-command-near", first(ContextKind::InvalidSubcommand)).with("near", near),
            None => msg("usage-command", first(ContextKind::InvalidSubcommand)),
        },
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues | ErrorKind::ArgumentConflict => {
            msg("usage-unknown", argument())
        }
        // Dots that say "one or more" are not part of the sentence.
        ErrorKind::MissingRequiredArgument => {
            msg("usage-missing", argument().map(|text| text.replace(">...", ">").replace("]...", "]")))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = first(ContextKind::InvalidValue).unwrap_or_default();
            match (value.as_str(), first(ContextKind::ValidValue)) {
                ("", _) => msg("usage-missing", argument()),
                (_, Some(values)) => msg("usage-value-of", argument()).with("value", value).with("values", values),
                (_, None) => msg("usage-value", argument()).with("value", value),
            }
        }
        _ => msg("usage-other", None),
    }
}

/// The command that was meant, as far as it was understood.
fn command_of(args: &[std::ffi::OsString]) -> String {
    let line = Line::command();
    let mut at = &line;
    let mut name = "canvass".to_owned();
    for arg in args.iter().skip(1) {
        let Some(next) = arg.to_str().and_then(|arg| at.find_subcommand(arg)) else { continue };
        name = format!("{name} {}", next.get_name());
        at = next;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn each(above: &str, command: &Command, look: &mut dyn FnMut(&str, &str, Option<&Arg>)) {
        let name = command.get_name();
        look(above, name, None);
        command.get_arguments().for_each(|arg| look(above, name, Some(arg)));
        command.get_subcommands().for_each(|below| each(name, below, look));
    }

    #[test]
    fn every_command_and_argument_has_its_words() {
        for lang in Lang::ALL {
            let text = Text::new(lang);
            let mut used = std::collections::BTreeSet::new();
            each("", &command(&text), &mut |above, command, arg| {
                let id = arg.map(|arg| arg.get_id().as_str());
                let key = id.map_or_else(|| command_key(above, command, &text), |id| argument_key(command, id, &text));
                used.insert(key);
            });
            let file = crate::text::FILES.iter().find(|file| file.name == "help").unwrap();
            let keys = file.to(lang).lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()));
            let written = keys.filter(|key| key.starts_with("cmd-") || key.starts_with("arg-")).collect();
            assert_eq!(used, written, "{lang:?}");
        }
    }

    #[test]
    fn help_may_stand_before_or_behind() {
        let said = |line: &str| {
            help_last(line.split(' ').map(Into::into).collect()).join(std::ffi::OsStr::new(" ")).into_string().unwrap()
        };
        assert_eq!(said("canvass help opp move"), "canvass opp move --help");
        assert_eq!(said("canvass --lang ru help"), "canvass --lang ru --help");
        assert_eq!(said("canvass opp list help"), "canvass opp list help", "a word to look for");
        assert_eq!(asked_language(&["canvass".into(), "--lang=ru".into()]), Some(Lang::Ru));
    }
}
