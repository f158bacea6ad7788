//! Chapter 10: the serial port.

use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Sep, Type};
use crate::spec::words::Saving;

const DCD: FieldRow = field("n", "0 always on, 1 follows the carrier", Type::Int(0, 2)).default("1");

commands! { chapter 10;
    DCD_MODE = "&C", "", "Meaning of the DCD line", row().within(9_000).saving(Saving::NoSave) => {
        Exec [] = form().meaning("use the default");
        Write [DCD] = form().sep(Sep::Glued).meaning("set the DCD line to mode {n}");
    }
    ICF = "+ICF", "", "Framing of characters", row().within(9_000).saving(Saving::NoSave) => {}
    CMUX = "+CMUX", "", "Start the multiplexer", row().within(9_000).saving(Saving::NoSave) => {}
    CFGRI = "+CFGRI", "", "Behaviour of the RI line" => {}
    CURCD = "+CURCD", "", "Delay and number of unsolicited lines" => {}
}
