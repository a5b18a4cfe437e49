//! The `canvass` command.

use std::io::{stderr, stdout};

use canvass::cli::{self, Machine, World};

fn main() {
    let machine = Machine::this();
    // Not locked: the threads of the terminal program write too.
    let (mut out, mut err) = (stdout(), stderr());
    let mut world = World { machine: &machine, out: &mut out, err: &mut err, screen: &cli::screen::start_screen };
    let status = cli::main(std::env::args_os(), &mut world);
    std::process::exit(status);
}
