//! Chapter 7: voice calls.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 7;
    CVHU = "+CVHU", "7.2.1", "How voice calls are hung up", row().within(9_000).saving(Saving::NoSave) => {}
    CHUP = "+CHUP", "7.2.2", "Hang up", row().within(9_000).saving(Saving::NoSave) => {}
    CBST = "+CBST", "7.2.3", "Bearer of data calls", row().within(9_000).saving(Saving::NoSave) => {}
    CRLP = "+CRLP", "7.2.4", "Radio link protocol", row().within(9_000).saving(Saving::NoSave) => {}
    CRC = "+CRC", "7.2.5", "Extended ring codes", row().within(9_000).saving(Saving::NoSave) => {}
    CEER = "+CEER", "7.2.7", "Why the last call failed", row().within(9_000).saving(Saving::NoSave) => {}
    CCWA = "+CCWA", "7.2.8", "Call waiting", row().within(9_000).saving(Saving::AutoSave) => {}
    CCFC = "+CCFC", "7.2.9", "Call forwarding", row().within(9_000).saving(Saving::NoSave) => {}
    CLIR = "+CLIR", "7.2.11", "Hide the own number", row().within(9_000).saving(Saving::AutoSave) => {}
    COLP = "+COLP", "7.2.12", "Show the connected number", row().within(20_000).saving(Saving::AutoSave) => {}
    CHLD = "+CHLD", "7.2.13", "Hold, join and transfer calls", row().within(20_000).saving(Saving::NoSave) => {}
    VTS = "+VTS", "7.2.14", "Send a DTMF tone", row().within(9_000).saving(Saving::NoSave) => {}
    VTD = "+VTD", "7.2.15", "Length of the tones", row().within(9_000).saving(Saving::NoSave) => {}
    CSTA = "+CSTA", "7.2.16", "Kind of dialled numbers", row().within(9_000).saving(Saving::NoSave) => {}
    CMOD = "+CMOD", "7.2.17", "Kind of the next call", row().within(9_000) => {}
    VMUTE = "+VMUTE", "7.2.18", "Mute the speaker", row().within(9_000).saving(Saving::NoSave) => {}
    CMUT = "+CMUT", "7.2.19", "Mute the microphone", row().within(9_000).saving(Saving::NoSave) => {}
    CSDVC = "+CSDVC", "7.2.20", "Choose the voice device", row().within(9_000).saving(Saving::NoSave) => {}
    CMICGAIN = "+CMICGAIN", "7.2.21", "Gain of the microphone", row().within(9_000).saving(Saving::AutoSave) => {}
    COUTGAIN = "+COUTGAIN", "7.2.22", "Gain of the output", row().within(9_000).saving(Saving::AutoSave) => {}
}
