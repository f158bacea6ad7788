//! `a76xx decode`.

use std::process::ExitCode;

use a76xx_decoder::Error;
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Form, Html, Jsonl, Render, Summary, Text};

use super::complain;
use super::inputs::{self, UNREADABLE};
use crate::cli::{Decode, Format};

pub(crate) fn run(arguments: &Decode) -> ExitCode {
    match all(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(UNREADABLE),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(UNREADABLE)
        }
    }
}

fn all(arguments: &Decode) -> Result<bool, Error> {
    let mut out = inputs::output(&arguments.inputs)?;
    let mut renderer: Box<dyn Render + '_> = match arguments.format {
        Format::Text => Box::new(Text::new(&mut out, inputs::look(&arguments.inputs, &arguments.look))),
        Format::Jsonl => Box::new(Jsonl::new(&mut out)),
        Format::Html => Box::new(Html::new(&mut out)),
        Format::Summary => Box::new(Summary::new(&mut out, Form::Text(inputs::look(&arguments.inputs, &arguments.look)))),
        Format::SummaryJson => Box::new(Summary::new(&mut out, Form::Json)),
    };
    inputs::all(&arguments.inputs, &Select::ALL, renderer.as_mut())
}
