//! H1: what a host asks while its connections are open, nothing but command lines.

/// So many bytes of whole commands, or a few more.
pub fn generate(bytes: usize) -> Vec<u8> {
    const ASKED: [&str; 8] =
        ["AT+CSQ\r", "AT+CREG?\r", "AT+NETOPEN?\r", "AT+CIPRXGET=4,0\r", "AT+CPSI?\r", "AT+CIPCLOSE?\r", "AT+IPADDR\r", "AT+CGATT?\r"];
    let mut all = Vec::with_capacity(bytes + 32);
    for command in ASKED.iter().cycle() {
        if all.len() >= bytes {
            return all;
        }
        all.extend_from_slice(command.as_bytes());
    }
    all
}
