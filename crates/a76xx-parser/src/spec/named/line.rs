//! Chapter 2: line settings and identification.

use crate::spec::row::{FieldRow, commands, field, form, row};
use crate::spec::wire::{Sep, Then, Type};
use crate::spec::words::Saving;

const RINGS: FieldRow = field("n", "rings, 0 for never", Type::Int(0, 255)).default("0");
const PROFILE: FieldRow = field("n", "profile", Type::Int(0, 0));

commands! { chapter 2;
    REPEAT = "A/", "2.2.1", "Repeat the last command line" => {
        Exec [] = form().meaning("repeat the last command line");
    }
    AUTO_ANSWER = "S0", "2.2.4", "Rings before an automatic answer" => {
        Read [] = form().meaning("ask for the current state");
        Write [RINGS] = form().meaning("answer after {n} rings, 0 for never");
    }
    SHOW = "&V", "2.2.9", "Show the current settings", row().within(120_000) => {
        Exec [] = form().then(Then::Text).meaning("show the current settings");
    }
    STORE = "&W", "2.2.14", "Store the settings of the line" => {
        Exec [] = form().meaning("use the default");
        Exec [PROFILE] = form().sep(Sep::Glued).meaning("store the settings of the line");
    }
    CSCS = "+CSCS", "2.2.20", "Character set of texts", row().saving(Saving::AutoSave) => {}
    GCAP = "+GCAP", "2.2.21", "List the abilities" => {}
}
