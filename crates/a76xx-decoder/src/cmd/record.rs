//! Outputs of `a76xx decode` that hold the capture itself: transcripts and pcapng.

use a76xx_decoder::Error;
use a76xx_decoder::pick::Pick;
use a76xx_decoder::record::{self, pcapng::Pcapng, transcript::Transcript};

use super::complain;
use super::inputs::{self, Inputs};
use crate::cli::Decode;

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recording {
    Transcript,
    Pcapng,
    /// With the traffic of the links.
    Flows,
}

/// Records the one input that there may be; `false` if it cannot be read, or parts of it.
pub(super) fn run(arguments: &Decode, form: Recording, pick: &mut Pick) -> Result<bool, Error> {
    let inputs: &Inputs = &arguments.inputs;
    let [path] = inputs.files.as_slice() else {
        complain("this format holds one capture: give one input at a time");
        return Ok(false);
    };
    // Nothing is written over before the input is known to be there.
    let mut opened = match inputs::open(path, inputs) {
        Ok(opened) => opened,
        Err(error) => {
            complain(&error.to_string());
            return Ok(false);
        }
    };
    let mut out = inputs::output(inputs)?;
    let recorded = match form {
        Recording::Transcript => record::record(&mut opened, pick, &mut Transcript::new(&mut out)),
        Recording::Pcapng => record::record(&mut opened, pick, &mut Pcapng::new(&mut out)),
        Recording::Flows => record::flow::record(&mut opened, pick, &mut out),
    };
    match recorded {
        Err(error @ Error::Output(_)) => return Err(error),
        Err(error) => {
            complain(&error.to_string());
            return Ok(false);
        }
        Ok(()) => {}
    }
    inputs::faults(&opened, None)
}
