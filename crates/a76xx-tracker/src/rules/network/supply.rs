use a76xx_parser::Urc;
use a76xx_parser::typed::TemperatureAlarm;

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module warns of its supply or temperature, or switches off.
    ///
    /// `UNDER-VOLTAGE WARNING`, `OVER-VOLTAGE WARNING`, `CMTE:` other than 0, the same with `POWER DOWN`, or `NORMAL POWER DOWN` that the host
    /// did not ask for.
    ///
    /// # Why
    /// A module whose supply sags restarts, mostly while it sends, and everything seems to fail at random. Past the limits it switches
    /// itself off.
    ///
    /// # Fires
    /// ```at
    /// < UNDER-VOLTAGE WARNING
    /// !
    /// ```
    /// ```at
    /// < UNDER-VOLTAGE WARNING POWER DOWN
    /// !
    /// ```
    /// ```at
    /// < NORMAL POWER DOWN
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < CMTE: 0
    /// ```
    /// ```at
    /// > AT+CPOF
    /// < OK
    /// < NORMAL POWER DOWN
    /// ```
    SUPPLY = 231, "supply-or-temperature", Warning, Module, "M 11.3", Documented;
    on [Urc] of ["CMTE", "NORMAL POWER DOWN", "OVER-VOLTAGE WARNING", "OVER-VOLTAGE WARNING POWER DOWN", "OVER-VOLTAGE WARNNING", "OVER-VOLTAGE WARNNING POWER DOWN", "UNDER-VOLTAGE WARNING", "UNDER-VOLTAGE WARNING POWER DOWN", "UNDER-VOLTAGE WARNNING", "UNDER-VOLTAGE WARNNING POWER DOWN"];
    "the module says: {0}";
    "measure the supply at the module while it sends (AT+CBC), and let a module that is too hot or cold recover";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let urc = transition.seen.urc()?;
    let (word, severity) = match *urc {
        Urc::UnderVoltage => ("the supply is too low", Severity::Warning),
        Urc::OverVoltage => ("the supply is too high", Severity::Warning),
        Urc::UnderVoltageDown => ("it switches off, for the supply is too low", Severity::Error),
        Urc::OverVoltageDown => ("it switches off, for the supply is too high", Severity::Error),
        Urc::PowerDown if transition.before.power.asked.is_none() => ("it switches off", Severity::Warning),
        Urc::Temperature { alarm } => match alarm {
            TemperatureAlarm::CRITICALLY_COLD => ("it is far too cold", Severity::Error),
            TemperatureAlarm::COLD => ("it is too cold", Severity::Warning),
            TemperatureAlarm::HOT => ("it is too hot", Severity::Warning),
            TemperatureAlarm::CRITICALLY_HOT => ("it is far too hot", Severity::Error),
            _ => return None,
        },
        _ => return None,
    };
    Some(Report::new([Fact::Word(word)]).because(transition.before.power.warned).severity(severity))
}
