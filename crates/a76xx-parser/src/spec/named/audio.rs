//! Chapter 21: audio.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 21;
    CCMXPLAY = "+CCMXPLAY", "", "Play an audio file" => {}
    CCMXSTOP = "+CCMXSTOP", "", "Stop playing" => {}
    CRTSWITCH = "+CRTSWITCH", "", "Switch the ring tone off" => {}
    CRINGSET = "+CRINGSET", "", "Choose the ring tone's file" => {}
    CCODECSWITCH = "+CCODECSWITCH", "", "Choose the codec",
        row().saving(Saving::AutoSaveReboot).note("The manual also spells it CCODESWITCH and CCODECSWTICH.") => {}
    CLDTMF = "+CLDTMF", "", "Play DTMF tones here", row().saving(Saving::NoSave) => {}
    SIMTONE = "+SIMTONE", "", "Play a tone", row().saving(Saving::NoSave) => {}
    STTONE = "+STTONE", "", "Play a tone of the SIM toolkit", row().saving(Saving::NoSave) => {}
}
