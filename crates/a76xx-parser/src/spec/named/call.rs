//! Chapter 7: voice calls.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 7;
    CVHU = "+CVHU", "", "How voice calls are hung up", row().within(9_000).saving(Saving::NoSave) => {}
    CHUP = "+CHUP", "", "Hang up", row().within(9_000).saving(Saving::NoSave) => {}
    CBST = "+CBST", "", "Bearer of data calls", row().within(9_000).saving(Saving::NoSave) => {}
    CRLP = "+CRLP", "", "Radio link protocol", row().within(9_000).saving(Saving::NoSave) => {}
    CRC = "+CRC", "", "Extended ring codes", row().within(9_000).saving(Saving::NoSave) => {}
    CEER = "+CEER", "", "Why the last call failed", row().within(9_000).saving(Saving::NoSave) => {}
    CCWA = "+CCWA", "", "Call waiting", row().within(9_000).saving(Saving::AutoSave) => {}
    CCFC = "+CCFC", "", "Call forwarding", row().within(9_000).saving(Saving::NoSave) => {}
    CLIR = "+CLIR", "", "Hide the own number", row().within(9_000).saving(Saving::AutoSave) => {}
    COLP = "+COLP", "", "Show the connected number", row().within(20_000).saving(Saving::AutoSave) => {}
    CHLD = "+CHLD", "", "Hold, join and transfer calls", row().within(20_000).saving(Saving::NoSave) => {}
    VTS = "+VTS", "", "Send a DTMF tone", row().within(9_000).saving(Saving::NoSave) => {}
    VTD = "+VTD", "", "Length of the tones", row().within(9_000).saving(Saving::NoSave) => {}
    CSTA = "+CSTA", "", "Kind of dialled numbers", row().within(9_000).saving(Saving::NoSave) => {}
    CMOD = "+CMOD", "", "Kind of the next call", row().within(9_000) => {}
    VMUTE = "+VMUTE", "", "Mute the speaker", row().within(9_000).saving(Saving::NoSave) => {}
    CMUT = "+CMUT", "", "Mute the microphone", row().within(9_000).saving(Saving::NoSave) => {}
    CSDVC = "+CSDVC", "", "Choose the voice device", row().within(9_000).saving(Saving::NoSave) => {}
    CMICGAIN = "+CMICGAIN", "", "Gain of the microphone", row().within(9_000).saving(Saving::AutoSave) => {}
    COUTGAIN = "+COUTGAIN", "", "Gain of the output", row().within(9_000).saving(Saving::AutoSave) => {}
}
