//! Chapter 5: the packet domain.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 5;
    CGDSCONT = "+CGDSCONT", "", "Define a secondary PDP context", row().within(9_000).saving(Saving::NoSave) => {}
    CGTFT = "+CGTFT", "", "Traffic flow template", row().within(9_000).saving(Saving::NoSave) => {}
    CGQREQ = "+CGQREQ", "", "Requested quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGEQREQ = "+CGEQREQ", "", "Requested 3G quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGQMIN = "+CGQMIN", "", "Least quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGEQMIN = "+CGEQMIN", "", "Least 3G quality of service", row().within(9_000).saving(Saving::NoSave) => {}
    CGCLASS = "+CGCLASS", "", "GPRS class", row().within(9_000).saving(Saving::NoSave) => {}
}
