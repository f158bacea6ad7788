//! Chapter 21: audio.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 21;
    CCMXPLAY = "+CCMXPLAY", "21.2.1", "Play an audio file" => {}
    CCMXSTOP = "+CCMXSTOP", "21.2.2", "Stop playing" => {}
    CREC = "+CREC", "21.2.3", "Record to a file" => {}
    CRTSWITCH = "+CRTSWITCH", "21.2.4", "Switch the ring tone off" => {}
    CRINGSET = "+CRINGSET", "21.2.5", "Choose the ring tone's file" => {}
    CCODECSWITCH = "+CCODECSWITCH", "21.2.6", "Choose the codec",
        row().saving(Saving::AutoSaveReboot).note("The manual also spells it CCODESWITCH and CCODECSWTICH.") => {}
    CLDTMF = "+CLDTMF", "21.2.7", "Play DTMF tones here", row().saving(Saving::NoSave) => {}
    SIMTONE = "+SIMTONE", "21.2.8", "Play a tone", row().saving(Saving::NoSave) => {}
    STTONE = "+STTONE", "21.2.9", "Play a tone of the SIM toolkit", row().saving(Saving::NoSave) => {}
}
