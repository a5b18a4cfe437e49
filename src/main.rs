//! The `canvass` command.

use std::io::{stderr, stdout};

use canvass::cli::{self, Machine, World};

fn main() {
    let machine = Machine::this();
    let (mut out, mut err) = (stdout().lock(), stderr().lock());
    let mut world = World { machine: &machine, out: &mut out, err: &mut err, screen: &cli::screen::start_screen };
    let status = cli::main(std::env::args_os(), &mut world);
    drop((out, err));
    std::process::exit(status);
}
