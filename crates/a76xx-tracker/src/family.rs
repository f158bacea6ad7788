//! Commands of other families of modules, told by their names.

/// The family of modules that a command is of, where it is none of A76XX's: `SIM800`, `SIM7000`, `Quectel`, `ESP-AT` or `u-blox`. `name` is as in
/// `+CIPSTART`, in any case.
pub fn family(name: &[u8]) -> Option<&'static str> {
    let is = |names: &[&str]| names.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(name));
    let begins = |head: &str| name.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head.as_bytes()));
    if is(&[
        "+CIPSTART",
        "+CIPMUX",
        "+CIICR",
        "+CIFSR",
        "+CSTT",
        "+CIPSHUT",
        "+CIPSTATUS",
        "+CIPQSEND",
        "+CIPSSL",
        "+CIPSPRT",
        "+SAPBR",
        "+CLTS",
    ]) {
        Some("SIM800")
    } else if is(&[
        "+CNACT", "+CAOPEN", "+CASEND", "+CARECV", "+CACLOSE", "+CASTATE", "+CNCFG", "+SMCONF", "+SMCONN", "+SMPUB", "+SHCONF", "+SHCONN",
        "+SHREQ",
    ]) {
        Some("SIM7000")
    } else if begins("+QI") || begins("+QMT") || begins("+QHTTP") || begins("+QSSL") || is(&["+QCFG", "+QENG", "+QNWINFO"]) {
        Some("Quectel")
    } else if begins("+CW") && is(&["+CWMODE", "+CWJAP", "+CWLAP", "+CWQAP"]) || is(&["+CIPDOMAIN", "+CIPRECVDATA", "+CIPRECVMODE"]) {
        Some("ESP-AT")
    } else if begins("+USO") || begins("+UPSD") || begins("+UDNSRN") {
        Some("u-blox")
    } else {
        None
    }
}
