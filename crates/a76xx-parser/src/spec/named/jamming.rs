//! Chapter 36: jamming.

use crate::spec::row::commands;

commands! { chapter 36;
    SJDR = "+SJDR", "36.2.1", "Watch for jamming" => {}
    SJDCFG = "+SJDCFG", "36.2.2", "Settings of the watch" => {}
}
