//! Chapter 2: line settings and identification.

use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Sep, Then, Type};
use crate::spec::words::Saving;

const RINGS: FieldRow = field("n", "rings, 0 for never", Type::Int(0, 255)).default("0");
const PROFILE: FieldRow = field("n", "profile", Type::Int(0, 0));

commands! { chapter 2;
    REPEAT = "A/", "2.2.1", "Repeat the last command line" => {}
    AUTO_ANSWER = "S0", "", "Rings before an automatic answer" => {
        Read [] = form().meaning("ask for the current state");
        Write [RINGS] = form().meaning("answer after {n} rings, 0 for never");
    }
    SHOW = "&V", "", "Show the current settings", row().within(120_000) => {
        Exec [] = form().then(Then::Text).meaning("show the current settings");
    }
    STORE = "&W", "", "Store the settings of the line" => {
        Exec [] = form().meaning("store the settings of the line");
        Write [PROFILE] = form().sep(Sep::Glued).meaning("store the settings of the line");
    }
    CSCS = "+CSCS", "", "Character set of texts", row().saving(Saving::AutoSave) => {}
    GCAP = "+GCAP", "", "List the abilities" => {}
}
