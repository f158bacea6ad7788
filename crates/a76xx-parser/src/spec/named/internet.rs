//! Chapter 14: time from the internet.

use crate::spec::row::commands;

commands! { chapter 14;
    CHTPSERV = "+CHTPSERV", "", "Servers for the time over HTTP" => {}
    CHTPUPDATE = "+CHTPUPDATE", "", "Set the time over HTTP" => {}
}
