//! Chapter 20: speech output.

use crate::spec::row::commands;

commands! { chapter 20;
    CTTS = "+CTTS", "20.2.1", "Speak a text" => {}
    CDTAM = "+CDTAM", "20.2.4", "Where speech is played" => {}
    CTTSPARAM = "+CTTSPARAM", "20.2.2", "Voice, volume and speed" => {}
}
