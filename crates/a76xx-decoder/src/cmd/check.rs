//! `a76xx check`.

use std::process::ExitCode;

use a76xx_decoder::Error;
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Check, Report, Sarif};

use super::complain;
use super::inputs::{self, UNREADABLE};
use crate::cli::{self, CheckFormat};

/// Something was found.
const FOUND: u8 = 1;

pub(crate) fn run(arguments: &cli::Check) -> ExitCode {
    let select = match Select::new(&arguments.select, &arguments.ignore, arguments.min_severity.into()) {
        Ok(select) => select,
        Err(unknown) => {
            complain(&unknown.to_string());
            return ExitCode::from(UNREADABLE);
        }
    };
    match all(arguments, &select) {
        Ok((false, _)) => ExitCode::from(UNREADABLE),
        Ok((true, 0)) => ExitCode::SUCCESS,
        Ok((true, _)) => ExitCode::from(FOUND),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(UNREADABLE)
        }
    }
}

/// Whether everything could be read, and how much was found.
fn all(arguments: &cli::Check, select: &Select) -> Result<(bool, u64), Error> {
    let mut out = inputs::output(&arguments.inputs)?;
    let report = match arguments.format {
        CheckFormat::Text => Report::Text(inputs::look(&arguments.inputs, &arguments.look)),
        CheckFormat::Jsonl => Report::Jsonl,
        CheckFormat::Sarif => {
            let mut sarif = Sarif::new(&mut out, arguments.verdict);
            let readable = inputs::all(&arguments.inputs, select, &mut sarif)?;
            return Ok((readable, sarif.found()));
        }
    };
    let mut check = Check::new(&mut out, report, arguments.verdict);
    let readable = inputs::all(&arguments.inputs, select, &mut check)?;
    Ok((readable, check.found()))
}
