//! Chapter 10: the serial port.

use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Sep, Type};
use crate::spec::words::Saving;

const DCD: FieldRow = field("n", "0 always on, 1 follows the carrier", Type::Int(0, 2)).default("1");

commands! { chapter 10;
    DCD_MODE = "&C", "10.2.2", "Meaning of the DCD line", row().within(9_000).saving(Saving::NoSave) => {
        Exec [] = form().meaning("use the default");
        Exec [DCD] = form().sep(Sep::Glued).meaning("set the DCD line to mode {n}");
    }
    ICF = "+ICF", "10.2.5", "Framing of characters", row().within(9_000).saving(Saving::NoSave) => {}
    CMUX = "+CMUX", "10.2.8", "Start the multiplexer", row().within(9_000).saving(Saving::NoSave) => {}
    CFGRI = "+CFGRI", "10.2.10", "Behaviour of the RI line" => {}
    CURCD = "+CURCD", "10.2.11", "Delay and number of unsolicited lines" => {}
}
