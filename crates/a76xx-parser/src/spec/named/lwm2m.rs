//! Chapter 30: LWM2M.

use crate::spec::row::{commands, row};
use crate::spec::wire::Role;
use crate::spec::words::Saving;

commands! { chapter 30;
    LWSTART = "+LWSTART", "30.2.1", "Start the service", row().within(9_000).saving(Saving::NoSave) => {}
    LWSTOP = "+LWSTOP", "30.2.2", "Stop the service", row().within(9_000).saving(Saving::NoSave) => {}
    LWCNF = "+LWCNF", "30.2.3", "Configure the client", row().within(9_000).saving(Saving::NoSave) => {}
    LWOPEN = "+LWOPEN", "30.2.4", "Register with a server", row().within(9_000).saving(Saving::NoSave) => {}
    LWCLOSE = "+LWCLOSE", "30.2.5", "Deregister", row().within(9_000).saving(Saving::NoSave) => {}
    LWADDOBJ = "+LWADDOBJ", "30.2.6", "Add an object", row().within(9_000).saving(Saving::NoSave) => {}
    LWDELOBJ = "+LWDELOBJ", "30.2.7", "Delete an object", row().within(9_000).saving(Saving::NoSave) => {}
    LWREADRSP = "+LWREADRSP", "30.2.8", "Answer a read request" => {}
    LWWRITERSP = "+LWWRITERSP", "30.2.9", "Answer a write request" => {}
    LWEXECUTERSP = "+LWEXECUTERSP", "30.2.10", "Answer an execute request" => {}
    LWREAD = "+LWREAD", "30.2.11", "The server wants to read", row().role(Role::Urc) => {}
    LWWRITE = "+LWWRITE", "30.2.12", "The server wants to write", row().role(Role::Urc) => {}
    LWEXECUTE = "+LWEXECUTE", "30.2.13", "The server wants something executed", row().role(Role::Urc) => {}
}
