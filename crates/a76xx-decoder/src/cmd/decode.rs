//! `a76xx decode`.

use std::io::Write;
use std::process::ExitCode;

use a76xx_decoder::Error;
use a76xx_decoder::judge::Select;
use a76xx_decoder::pick::Pick;
use a76xx_decoder::render::{Form, Html, Jsonl, Picked, Render, Summary, Text};

use super::inputs::{self, UNREADABLE};
use super::record::{self, Recording};
use super::{complain, pick};
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
    if arguments.flows && arguments.format != Format::Pcapng {
        complain("--flows goes with --format pcapng");
        return Ok(false);
    }
    let mut pick = arguments.pick.pick();
    let look = inputs::look(&arguments.inputs, &arguments.look);
    let readable = match arguments.format {
        Format::Text => rendered(arguments, &mut pick, |out| Box::new(Text::new(out, look))),
        Format::Jsonl => rendered(arguments, &mut pick, |out| Box::new(Jsonl::new(out))),
        Format::Html => rendered(arguments, &mut pick, |out| Box::new(Html::new(out))),
        Format::Summary => rendered(arguments, &mut pick, |out| Box::new(Summary::new(out, Form::Text(look)))),
        Format::SummaryJson => rendered(arguments, &mut pick, |out| Box::new(Summary::new(out, Form::Json))),
        Format::Transcript => record::run(arguments, Recording::Transcript, &mut pick),
        Format::Pcapng if arguments.flows => record::run(arguments, Recording::Flows, &mut pick),
        Format::Pcapng => record::run(arguments, Recording::Pcapng, &mut pick),
    }?;
    pick::tell(&pick);
    Ok(readable)
}

fn rendered(arguments: &Decode, pick: &mut Pick, renderer: impl FnOnce(&mut dyn Write) -> Box<dyn Render + '_>) -> Result<bool, Error> {
    let mut out = inputs::output(&arguments.inputs)?;
    let mut renderer = renderer(&mut out);
    inputs::all(&arguments.inputs, &Select::ALL, &mut Picked::new(pick, renderer.as_mut()))
}
