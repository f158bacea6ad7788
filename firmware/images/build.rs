//! These programs are linked and looked at, never run: they need no runtime.

fn main() {
    println!("cargo:rustc-link-arg-bins=--entry=main");
}
