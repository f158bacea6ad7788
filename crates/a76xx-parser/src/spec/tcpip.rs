//! Chapter 15: the TCP/IP service.

use super::fields::{ERR, LINK_NUM};
use super::row::{commands, form, row};
use super::wire::Order;

commands! { chapter 15;
    NETCLOSE = "+NETCLOSE", "15.2.2", "Stop the socket service", row().within(120_000).order(Order::OkFirst) => {
        Test [];
        Exec [];
        Result [ERR] = form().meaning("the network is closed").failure("the network did not close: {err}");
    }
    CIPCLOSE = "+CIPCLOSE", "15.2.6", "Close a TCP or UDP connection", row().within(120_000).order(Order::Either) => {
        Write [LINK_NUM];
        Result [LINK_NUM, ERR];
    }
}
