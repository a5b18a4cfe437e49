//! The README says what the program does: its key table is the one the program prints.

use canvass::keys::readme_table;
use canvass::text::{Lang, Text};

const BEGIN: &str = "<!-- keys: printed by `canvass keys` -->\n";
const END: &str = "<!-- end of keys -->";

#[test]
fn the_keys_of_the_readme_are_those_of_the_program() {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once(BEGIN).expect("the README marks where its keys begin");
    let (keys, _) = rest.split_once(END).expect("the README marks where its keys end");
    let table = readme_table(&Text::new(Lang::En));
    assert!(
        keys.trim() == table.trim(),
        "paste the output of `canvass --lang en keys` between the marks of the README:\n{table}"
    );
}
