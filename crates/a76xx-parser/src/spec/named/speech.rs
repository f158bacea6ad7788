//! Chapter 20: speech output.

use crate::spec::row::commands;

commands! { chapter 20;
    CTTS = "+CTTS", "", "Speak a text" => {}
    CDTAM = "+CDTAM", "", "Where speech is played" => {}
    CTTSPARAM = "+CTTSPARAM", "", "Voice, volume and speed" => {}
}
