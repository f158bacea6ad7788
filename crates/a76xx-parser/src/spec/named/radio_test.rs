//! Chapter 27: radio tests.

use crate::spec::row::commands;

commands! { chapter 27;
    CTBURST = "+CTBURST", "27.2.1", "Send and receive test bursts" => {}
}
