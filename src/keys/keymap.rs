//! Which command a key means, given where the focus is and what was pressed before.

use std::collections::BTreeMap;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{ACTIONS, Action, Chord, Scope, Sequence, label, parse_sequence};
use crate::text::layout;
use crate::text::{Arg, Msg};

/// Keys of the configuration, per command; an empty list takes the command off the keyboard.
pub type Overrides = BTreeMap<Action, Vec<Sequence>>;

/// Two commands that want the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub keys: Sequence,
    pub first: Action,
    pub second: Action,
}

impl Clash {
    pub fn msg(&self) -> Msg {
        Msg::new("keys-clash")
            .with("keys", label(&self.keys))
            .with("first", Arg::Key(self.first.spec().label_key()))
            .with("second", Arg::Key(self.second.spec().label_key()))
    }
}

/// What a key press means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    Found(Action),
    /// The beginning of a sequence: the chord to remember, and what may follow.
    Prefix(Chord, Vec<(Sequence, Action)>),
    /// Alt with a key that has no command: terminals send Escape and a quick next key like that.
    EscThen(KeyEvent),
    /// No command; a text field may type it. After a prefix: the sequence is over.
    Unknown,
    /// Not a press at all.
    Ignored,
}

/// The keys of every command.
#[derive(Clone, Debug)]
pub struct Keymap {
    /// In the order of the table.
    bindings: Vec<(Sequence, Action)>,
}

impl Keymap {
    /// The usual keys, with those of the configuration in their place.
    ///
    /// # Errors
    /// When two commands want the same key, or one wants the beginning of the other's: a key means the same on every
    /// screen, so this is a fault even where the two never meet. Only letters of a dialog are its own, as it lets none
    /// through to what is behind it.
    pub fn new(overrides: &Overrides) -> Result<Self, Vec<Clash>> {
        let mut bindings: Vec<(Sequence, Action)> = Vec::new();
        let mut clashes = Vec::new();
        for spec in ACTIONS {
            let keys = overrides.get(&spec.action).cloned().unwrap_or_else(|| usual(spec.keys));
            for sequence in keys {
                let taken = bindings
                    .iter()
                    .find(|(other, action)| {
                        *action != spec.action
                            && (other.starts_with(&sequence) || sequence.starts_with(other))
                            && !are_apart(&sequence, spec.scopes, action.spec().scopes)
                    })
                    .map(|(_, action)| *action);
                match taken {
                    Some(first) => clashes.push(Clash { keys: sequence, first, second: spec.action }),
                    None => bindings.push((sequence, spec.action)),
                }
            }
        }
        if clashes.is_empty() { Ok(Self { bindings }) } else { Err(clashes) }
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, action: Action) -> impl Iterator<Item = &[Chord]> {
        self.bindings.iter().filter(move |(_, a)| *a == action).map(|(sequence, _)| sequence.as_slice())
    }

    /// The key to show beside a command, `""` when it has none.
    pub fn hint(&self, action: Action) -> String {
        self.keys(action).next().map(label).unwrap_or_default()
    }

    /// The key to show beside a command in this state: in a text field only a key that works there.
    pub fn hint_in(&self, stack: &[Scope], action: Action) -> String {
        self.keys(action)
            .find(|keys| keys.first().is_some_and(|chord| reaches(stack, *chord, action.spec().scopes)))
            .map(label)
            .unwrap_or_default()
    }

    /// What this key means here. `stack` names the scopes of the focus, innermost first (`Anywhere` need not be named);
    /// `pending` are the chords that [`Lookup::Prefix`] gave to remember.
    pub fn look_up(&self, stack: &[Scope], pending: &[Chord], key: KeyEvent) -> Lookup {
        if key.kind == KeyEventKind::Release {
            return Lookup::Ignored;
        }
        let typed = Chord::of(key);
        for chord in meanings(typed) {
            let so_far: Sequence = pending.iter().copied().chain([chord]).collect();
            let here: Vec<&(Sequence, Action)> = self
                .bindings
                .iter()
                .filter(|(keys, action)| keys.starts_with(&so_far) && reaches(stack, so_far[0], action.spec().scopes))
                .collect();
            if let Some((_, action)) = here.iter().find(|(keys, _)| keys.len() == so_far.len()) {
                return Lookup::Found(*action);
            }
            if !here.is_empty() {
                let rest = here.into_iter().map(|(keys, action)| (keys[so_far.len()..].to_vec(), *action)).collect();
                return Lookup::Prefix(chord, rest);
            }
        }
        if typed.alt {
            return Lookup::EscThen(KeyEvent { modifiers: key.modifiers - KeyModifiers::ALT, ..key });
        }
        Lookup::Unknown
    }
}

impl Default for Keymap {
    /// The usual keys; a test holds them free of clashes.
    fn default() -> Self {
        let bindings = ACTIONS.iter().flat_map(|spec| usual(spec.keys).into_iter().map(|keys| (keys, spec.action)));
        Self { bindings: bindings.collect() }
    }
}

fn usual(keys: &[&str]) -> Vec<Sequence> {
    keys.iter().filter_map(|keys| parse_sequence(keys)).collect()
}

/// The chord as typed, then the Latin key at its place, then the second guess.
fn meanings(typed: Chord) -> impl Iterator<Item = Chord> {
    let (latin, guess) = match typed.code {
        KeyCode::Char(c) => (Some(layout::latin(c)).filter(|l| *l != c), layout::second_guess(c)),
        _ => (None, None),
    };
    let as_char = move |c| Chord { code: KeyCode::Char(c), ..typed };
    std::iter::once(typed).chain(latin.map(as_char)).chain(guess.map(as_char))
}

/// Whether one of two commands that want this key belongs to one dialog alone and the other to what is elsewhere.
fn are_apart(keys: &[Chord], one: &[Scope], other: &[Scope]) -> bool {
    let own = |scopes: &[Scope]| matches!(scopes, [Scope::Conflict | Scope::Drafts]);
    let elsewhere = |scopes: &[Scope], of: &[Scope]| {
        !scopes.iter().any(|scope| of.contains(scope) || matches!(scope, Scope::Dialog | Scope::Anywhere))
    };
    let apart = own(one) && elsewhere(other, one) || own(other) && elsewhere(one, other);
    apart && keys.first().is_some_and(|chord| chord.types())
}

/// Whether a key pressed with this focus can start a command of these scopes. Text fields keep the keys they type and
/// edit with; a dialog does not let single letters through to what is behind it.
fn reaches(stack: &[Scope], chord: Chord, scopes: &[Scope]) -> bool {
    let in_scope = |scope: &Scope| stack.contains(scope) || *scope == Scope::Anywhere;
    let only = |allowed: &[Scope]| scopes.iter().any(|scope| allowed.contains(scope) && in_scope(scope));
    if stack.contains(&Scope::Field) {
        if chord.types() {
            return false;
        }
        let plain = !chord.ctrl && !chord.alt;
        match chord.code {
            KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End | KeyCode::Backspace | KeyCode::Delete => {
                return only(&[Scope::Field]);
            }
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown | KeyCode::Enter if plain => {
                return only(&[Scope::Field, Scope::Dialog]);
            }
            // Of the panes behind the text only the one screen's own commands get through, not undo and the like.
            _ => return only(&[Scope::Field, Scope::Dialog, Scope::Anywhere]) || (scopes.len() == 1 && only(scopes)),
        }
    } else if stack.contains(&Scope::Dialog) && chord.types() {
        return only(&[Scope::Dialog, Scope::Feeds, Scope::Conflict, Scope::Drafts, Scope::Views]);
    }
    scopes.iter().any(in_scope)
}

#[cfg(test)]
mod tests;
