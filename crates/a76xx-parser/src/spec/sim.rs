//! Chapter 6: the SIM.

use super::fields::TEXT;
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Then, Type};
use super::words::{Grade, Saving, Secret};

const CODE: FieldRow = field("code", "what the SIM waits for", Type::Bare);
const PIN: FieldRow = field("pin", "PIN or PUK", Type::Bare).secret(Secret::Pin);
const NEW_PIN: FieldRow = field("newpin", "new PIN", Type::Bare).secret(Secret::Pin);

commands! { chapter 6;
    CICCID = "+CICCID", "6.2.1", "Number of the SIM card", row().within(9000).saving(Saving::NoSave).heads(&["+ICCID"])
        .note("The answer's head lacks the first letter of the command.") => {
        Test [] = form().meaning("ask whether CICCID is known");
        Exec [] = form().meaning("ask for the number of the SIM card");
        Info [field("ICCID", "number of the SIM card", Type::Bare).secret(Secret::Iccid)] = form().grade(Grade::Log).meaning("the SIM card's number is {ICCID}");
    }
    CPIN = "+CPIN", "6.2.2", "State of the SIM, and its PIN", row().within(9000).saving(Saving::AutoSaveReboot)
        .note("READY, SIM PIN, SIM PUK, PH-SIM PIN, SIM PIN2, SIM PUK2, PH-NET PIN; unasked also NOT READY and SIM REMOVED. For some seconds after \
            boot the question may fail with SIM busy or SIM failure. The note's prose drops the space behind the colon; modules print it.") => {
        Test [] = form().meaning("ask whether CPIN is known");
        Read [] = form().meaning("ask for the state of the SIM");
        ReadInfo [CODE] = form().grade(Grade::Bytes).meaning("the SIM says {code}");
        Write [PIN, NEW_PIN.optional()] = form().meaning("give the SIM its PIN[, and a new one]");
        Write [PIN.ty(Type::Quoted(8)), NEW_PIN.ty(Type::Quoted(8)).optional()] = form().grade(Grade::Log).meaning("give the SIM its PIN[, and a new one]");
        Urc [CODE] = form().grade(Grade::Bytes).meaning("the SIM says {code}");
    }
    CIMI = "+CIMI", "6.2", "Number of the subscriber (IMSI)", row().within(9000).saving(Saving::NoSave)
        .note("The answer is a bare line of digits; some relatives print it behind the head.") => {
        Test [] = form().meaning("ask whether CIMI is known");
        Exec [] = form().then(Then::Text).tells(Secret::Imsi).meaning("ask for the IMSI");
        Info [TEXT.named("IMSI", "number of the subscriber").secret(Secret::Imsi)] = form().grade(Grade::Inferred).meaning("the IMSI is {IMSI}");
    }
}
