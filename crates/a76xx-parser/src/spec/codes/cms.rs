//! Errors of the message service.

use crate::spec::words::CodeTable;

/// `<err>` of `+CMS ERROR` (M 28.4; 3GPP 27.005).
pub static CMS_ERROR: CodeTable = CodeTable {
    name: "CMS error",
    entries: &[
        (300, "ME failure"),
        (301, "SMS service of ME reserved"),
        (302, "operation not allowed"),
        (303, "operation not supported"),
        (304, "invalid PDU mode parameter"),
        (305, "invalid text mode parameter"),
        (310, "SIM not inserted"),
        (311, "SIM PIN required"),
        (312, "PH-SIM PIN required"),
        (313, "SIM failure"),
        (314, "SIM busy"),
        (315, "SIM wrong"),
        (316, "SIM PUK required"),
        (317, "SIM PIN2 required"),
        (318, "SIM PUK2 required"),
        (320, "memory failure"),
        (321, "invalid memory index"),
        (322, "memory full"),
        (330, "SMSC address unknown"),
        (331, "no network service"),
        (332, "network timeout"),
        (340, "no +CNMA acknowledgement expected"),
        (341, "buffer overflow"),
        (342, "SMS size more than expected"),
        (500, "unknown error"),
    ],
};
