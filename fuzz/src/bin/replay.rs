//! `replay TARGET FILE…`: plays inputs of a target, the files and folders named.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some((name, play)) = args.next().and_then(|wanted| a76xx_fuzz::TARGETS.iter().find(|(name, _)| *name == wanted)) else {
        let names: Vec<_> = a76xx_fuzz::TARGETS.iter().map(|(name, _)| *name).collect();
        eprintln!("replay TARGET FILE…; the targets are {}", names.join(", "));
        return ExitCode::FAILURE;
    };
    let mut inputs = Vec::new();
    for path in args {
        if let Err(error) = files(Path::new(&path), &mut inputs) {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    }
    inputs.sort();
    for path in &inputs {
        match fs::read(path) {
            Ok(input) => play(&input),
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
    println!("{name}: {} inputs", inputs.len());
    ExitCode::SUCCESS
}

fn files(path: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        into.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        files(&entry?.path(), into)?;
    }
    Ok(())
}
