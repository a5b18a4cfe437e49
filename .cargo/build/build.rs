//! What is made ready when the program is built.

use std::error::Error;

mod link;
mod pipelines;
mod words;

fn main() -> Result<(), Box<dyn Error>> {
    link::lay_out();
    words::find()?;
    pipelines::turn()
}
