//! Has the linker lay side by side what the first pages execute: a start reads two megabytes of the program then, not ten.

use std::env::var;
use std::process::Command;

pub fn lay_out() {
    println!("cargo::rerun-if-changed=.cargo/link/start.ld");
    println!("cargo::rerun-if-env-changed=CANVASS_PLAIN_LINK");
    let told = |name: &str| var(name).unwrap_or_default();
    let (flags, here) = (told("CARGO_ENCODED_RUSTFLAGS"), told("CARGO_MANIFEST_DIR"));
    // The list knows functions by their new names. Who brings a linker may bring one that reads no such list.
    let usual =
        flags.contains("symbol-mangling-version=v0") && !flags.contains("link") && told("RUSTC_LINKER").is_empty();
    if usual && told("PROFILE") == "release" && told("CANVASS_PLAIN_LINK").is_empty() {
        println!("cargo::rustc-link-arg-bin=canvass=-T");
        println!("cargo::rustc-link-arg-bin=canvass={here}/.cargo/link/start.ld");
        let same_system = told("CARGO_CFG_TARGET_ENV") == "gnu" && told("HOST") == told("TARGET");
        if same_system && packs() {
            println!("cargo::rustc-link-arg-bin=canvass=-Wl,-z,pack-relative-relocs");
        }
    }
}

/// Whether the C library reads the program's 47 000 relocations packed, in 30 KB where they took 1.1 MB: since 2.36.
fn packs() -> bool {
    let Ok(told) = Command::new("getconf").arg("GNU_LIBC_VERSION").output() else { return false };
    let version = String::from_utf8_lossy(&told.stdout);
    let mut numbers = version.trim().trim_start_matches("glibc ").split('.').map_while(|part| part.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(2), Some(36))
}
