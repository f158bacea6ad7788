//! Chapter 14: time from the internet.

use crate::spec::row::commands;

commands! { chapter 14;
    CHTPSERV = "+CHTPSERV", "14.2.1", "Servers for the time over HTTP" => {}
    CHTPUPDATE = "+CHTPUPDATE", "14.2.2", "Set the time over HTTP" => {}
}
