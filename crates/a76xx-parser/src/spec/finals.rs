//! Chapter 28: result codes.

use super::codes;
use super::fields::TEXT;
use super::row::{commands, field, form, row};
use super::wire::{Role, Sep, Type};
use super::words::Grade;

commands! { chapter 28;
    OK = "OK", "28.1", "The command is done", row().role(Role::Final).grade(Grade::Bytes)
        .note("For commands with a result line it only says that the command was taken.") => {
        Result [] = form().grade(Grade::Bytes).meaning("done");
    }
    ERROR = "ERROR", "28.1", "The command failed", row().role(Role::Final).grade(Grade::Bytes) => {
        Result [] = form().grade(Grade::Bytes).meaning("failed");
    }
    CME_ERROR = "+CME ERROR", "28.3", "The command failed in the equipment", row().role(Role::Final)
        .note("Neither OK nor ERROR follows. A text may carry a network cause: (#33). The form with ATV0 is not known.") => {
        Result [field("err", "reason", Type::Either(0, 151)).codes(&codes::CME_ERROR)] = form().grade(Grade::Log).meaning("failed: {err}");
    }
    CMS_ERROR = "+CMS ERROR", "28.4", "The command failed in the message service", row().role(Role::Final)
        .note("Neither OK nor ERROR follows.") => {
        Result [field("err", "reason", Type::Either(300, 500)).codes(&codes::CMS_ERROR)] = form().meaning("failed: {err}");
    }
    CONNECT = "CONNECT", "28.1", "The data state begins", row().role(Role::Final).grade(Grade::Bytes)
        .note("With ATX0 alone, else with a text, the line's speed as a rule. Behind FSREAD the number is a count of bytes.") => {
        Result [TEXT.optional()] = form().sep(Sep::Space).grade(Grade::Bytes).meaning("the data state begins[ ({text})]");
    }
    CONNECT_FAIL = "CONNECT FAIL", "15.2.3", "The transparent link did not open", row().role(Role::Final) => {
        Result [] = form().meaning("the transparent link did not open");
    }
    NO_CARRIER = "NO CARRIER", "28.1", "There is no connection", row().role(Role::Final)
        .note("Also the end of a call or of the data state with no command pending.") => {
        Result [] = form().grade(Grade::Bytes).meaning("there is no connection");
    }
    BUSY = "BUSY", "28.1", "The other side is busy", row().role(Role::Final) => {
        Result [] = form().meaning("the other side is busy");
    }
    NO_ANSWER = "NO ANSWER", "28.1", "The other side does not answer", row().role(Role::Final) => {
        Result [] = form().meaning("the other side does not answer");
    }
    NO_DIALTONE = "NO DIALTONE", "28.1", "There is no dial tone", row().role(Role::Final) => {
        Result [] = form().meaning("there is no dial tone");
    }
    NO_DIAL_TONE = "NO DIAL TONE", "", "There is no dial tone, as older modems spell it", row().role(Role::Final).grade(Grade::Inferred) => {
        Result [] = form().grade(Grade::Inferred).meaning("there is no dial tone");
    }
}
