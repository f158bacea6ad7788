//! Chapter 5: the packet domain.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 5;
    CGDSCONT = "+CGDSCONT", "5.2.6", "Define a secondary PDP context", row().within(9_000).saving(Saving::NoSave) => {}
    CGTFT = "+CGTFT", "5.2.7", "Traffic flow template", row().within(9_000).saving(Saving::NoSave) => {}
    CGQREQ = "+CGQREQ", "5.2.8", "Requested quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGEQREQ = "+CGEQREQ", "5.2.9", "Requested 3G quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGQMIN = "+CGQMIN", "5.2.10", "Least quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGEQMIN = "+CGEQMIN", "5.2.11", "Least 3G quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGCLASS = "+CGCLASS", "5.2.14", "GPRS class", row().within(9_000).saving(Saving::NoSave) => {}
}
