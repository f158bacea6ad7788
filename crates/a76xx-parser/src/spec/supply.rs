//! Chapter 11: supply and temperature.

use super::codes;
use super::row::{commands, field, form, row};
use super::wire::{Role, Type};
use super::words::Grade;

commands! { chapter 11;
    CBC = "+CBC", "11.2", "Supply voltage", row().note("The value ends in V: 3.591V.") => {
        Test [] = form().grade(Grade::Unknown).meaning("ask whether CBC is known");
        Exec [] = form().meaning("ask for the supply voltage");
        Info [field("vol", "voltage, with its unit", Type::Bare)] = form().meaning("the supply is {vol}");
    }
    CMTE_URC = "CMTE", "11.3", "The temperature is near or past a limit", row().role(Role::Urc) => {
        Urc [field("CMTE mode", "how far", Type::Int(-2, 2)).codes(&codes::TEMPERATURE_ALARM)] = form().meaning("temperature: {CMTE mode}");
    }
    UNDER_VOLTAGE = "UNDER-VOLTAGE WARNING", "11.3", "The supply is low", row().role(Role::Urc)
        .note("The manual spells it with one N and with two.") => {
        Urc [] = form().meaning("the supply is low");
    }
    UNDER_VOLTAGE_NN = "UNDER-VOLTAGE WARNNING", "11.2", "The supply is low, other spelling", row().role(Role::Urc) => {
        Urc [] = form().meaning("the supply is low");
    }
    OVER_VOLTAGE = "OVER-VOLTAGE WARNING", "11.3", "The supply is high", row().role(Role::Urc)
        .note("The manual spells it with one N and with two.") => {
        Urc [] = form().meaning("the supply is high");
    }
    OVER_VOLTAGE_NN = "OVER-VOLTAGE WARNNING", "11.2", "The supply is high, other spelling", row().role(Role::Urc) => {
        Urc [] = form().meaning("the supply is high");
    }
    UNDER_VOLTAGE_DOWN = "UNDER-VOLTAGE WARNING POWER DOWN", "11.3", "Off, for the supply is too low", row().role(Role::Urc) => {
        Urc [] = form().meaning("the module switches off: the supply is too low");
    }
    UNDER_VOLTAGE_NN_DOWN = "UNDER-VOLTAGE WARNNING POWER DOWN", "11.2", "Off, for the supply is too low, other spelling",
        row().role(Role::Urc) => {
        Urc [] = form().meaning("the module switches off: the supply is too low");
    }
    OVER_VOLTAGE_DOWN = "OVER-VOLTAGE WARNING POWER DOWN", "11.3", "Off, for the supply is too high", row().role(Role::Urc) => {
        Urc [] = form().meaning("the module switches off: the supply is too high");
    }
    OVER_VOLTAGE_NN_DOWN = "OVER-VOLTAGE WARNNING POWER DOWN", "11.2", "Off, for the supply is too high, other spelling",
        row().role(Role::Urc) => {
        Urc [] = form().meaning("the module switches off: the supply is too high");
    }
    NORMAL_POWER_DOWN = "NORMAL POWER DOWN", "", "Switched off", row().role(Role::Urc).grade(Grade::Log)
        .note("Seen on relatives behind CPOF or the power key.") => {
        Urc [] = form().grade(Grade::Log).meaning("the module switches off");
    }
}
