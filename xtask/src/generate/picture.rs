//! Pictures of what the decoder prints, as the README shows it.

use super::File;
use crate::repo::{self, Outcome};

/// What is pictured, and the arguments that print it.
const PICTURES: &[(&str, &[&str])] = &[("docs/img/decode.svg", &["decode", "--color", "always", "corpus/paste/tcp-client.log"])];

/// The pictures, from the decoder's own output.
pub(super) fn pictures() -> Outcome<Vec<File>> {
    if !repo::root().join("crates/a76xx-decoder").exists() {
        return Ok(Vec::new());
    }
    PICTURES.iter().map(|(path, args)| Ok(File { path: (*path).to_owned(), text: svg(&printed(args)?) })).collect()
}

/// What the decoder prints with these arguments.
fn printed(args: &[&str]) -> Outcome<String> {
    repo::stdout(repo::cargo().args(["run", "-q", "--locked", "-p", "a76xx-decoder", "--bin", "a76xx", "--"]).args(args))
}

fn svg(printed: &str) -> String {
    let mut svg = anstyle_svg::Term::new().render_svg(printed);
    svg.push('\n');
    svg
}
