//! What the fields of typed lines mean: a name means one thing wherever it stands. The manual's own names and ranges are in the table.

macro_rules! about {
    (ack) => {
        "Not used, 0."
    };
    (acked) => {
        "Bytes that the peer acknowledged."
    };
    (act) => {
        "Access technology."
    };
    (active) => {
        "Whether the context is to be, or is, active."
    };
    (alarm) => {
        "How far the temperature is off."
    };
    (apn) => {
        "Access point name; empty for the network's choice."
    };
    (area) => {
        "Location or tracking area, hexadecimal as a rule: `0x230A`."
    };
    (async_mode) => {
        "Whether sending is asynchronous."
    };
    (at_most) => {
        "Most bytes to read, 1 to 1500 (750 as hexadecimal digits)."
    };
    (attached) => {
        "Whether the module is to be, or is, attached."
    };
    (avg_rtt) => {
        "Mean round trip in milliseconds."
    };
    (backlog) => {
        "Clients that may wait, 1 to 3."
    };
    (band) => {
        "Band, or channel and band."
    };
    (ber) => {
        "Bit error rate."
    };
    (c1_c2) => {
        "Selection and reselection criteria: `42-42`."
    };
    (came_back) => {
        "Echoes received, 0 to 100."
    };
    (cell) => {
        "Cell identity."
    };
    (ci) => {
        "Cell identity, up to 32 bits."
    };
    (cid) => {
        "PDP context, 1 to 15."
    };
    (cip_open) => {
        "Time limit of `AT+CIPOPEN` in milliseconds, 3000 to 120000."
    };
    (cip_send) => {
        "Time limit of `AT+CIPSEND` in milliseconds, 3000 to 120000."
    };
    (confirmed) => {
        "Bytes taken; -1: disconnected, 0: its buffer or the peer's window is full. If it is not what was asked, the link is spent."
    };
    (data) => {
        "The request's data, hexadecimal."
    };
    (data_comp) => {
        "Data compression, 0 to 4."
    };
    (date) => {
        "Date, `yy/MM/dd`."
    };
    (delay) => {
        "Milliseconds before received data are put out, 0 to 1000."
    };
    (detail) => {
        "A second figure of SIM5320 and SIM5360, meaning not known."
    };
    (domain) => {
        "Domain name, at most 254 bytes."
    };
    (downlink) => {
        "Width of the downlink, a code."
    };
    (drop) => {
        "What a drop of DTR does; 0 if left out."
    };
    (dst) => {
        "Daylight saving."
    };
    (earfcn) => {
        "Channel."
    };
    (ec_io) => {
        "Signal to interference."
    };
    (err) => {
        "Result of the operation."
    };
    (err_mode) => {
        "How `+IP ERROR` is printed."
    };
    (error) => {
        "Why the name was not resolved."
    };
    (family) => {
        "Kind of address."
    };
    (form) => {
        "What a failed command says."
    };
    (format) => {
        "Form of the operator's name."
    };
    (frequency) => {
        "Channel."
    };
    (header_comp) => {
        "Header compression, 0 to 4."
    };
    (header_type) => {
        "Which header pushed data carry."
    };
    (host) => {
        "Address or name of the peer."
    };
    (index) => {
        "Number of the answer, from 1 on."
    };
    (interval) => {
        "Milliseconds between echoes, 1000 to 10000."
    };
    (ip) => {
        "Address."
    };
    (ipv4_ctrl) => {
        "How the address is given, 0 to 4."
    };
    (lac) => {
        "Location area, 16 bits."
    };
    (len) => {
        "Bytes that follow, 0 to 1500."
    };
    (length) => {
        "Bytes to send, 1 to 1500; `None`: up to Ctrl-Z."
    };
    (lengths) => {
        "Lengths that can be sent, `(1-1500)`."
    };
    (level) => {
        "Functionality."
    };
    (link) => {
        "The link."
    };
    (links) => {
        "Links that there are, `(0-9)`."
    };
    (local_port) => {
        "The module's own port."
    };
    (lost) => {
        "Echoes lost, 0 to 100."
    };
    (max_rtt) => {
        "Longest round trip in milliseconds."
    };
    (min_rtt) => {
        "Shortest round trip in milliseconds."
    };
    (mode) => {
        "The mode."
    };
    (net_open) => {
        "Time limit of `AT+NETOPEN` in milliseconds, 3000 to 120000."
    };
    (new_pin) => {
        "New PIN, with a PUK."
    };
    (number) => {
        "A number whose meaning no document gives."
    };
    (on) => {
        "The switch."
    };
    (open) => {
        "Whether the service is open; for a link, what it is open to, or `None`."
    };
    (operation) => {
        "State of the radio: `Online`, `Low Power Mode`."
    };
    (operator) => {
        "The operator, in the form that `format` says."
    };
    (packet) => {
        "Size of an echo in bytes."
    };
    (pcscf) => {
        "How the call server is found, 0 to 2."
    };
    (pdp_addr) => {
        "Address of the context: 4 or 16 dotted numbers."
    };
    (pdp_ipv6) => {
        "IPv6 address of the context."
    };
    (pdp_type) => {
        "`IP`, `IPV6` or `IPV4V6`."
    };
    (peer) => {
        "Address and port of the peer."
    };
    (physical_cell) => {
        "Physical cell identity."
    };
    (pin) => {
        "PIN or PUK."
    };
    (pings) => {
        "Echoes to send, or sent, 1 to 100."
    };
    (plmn) => {
        "Network: `460-00`."
    };
    (port) => {
        "Port: of the peer, or the one to listen on."
    };
    (protocol) => {
        "The protocol."
    };
    (quality) => {
        "Quality of the signal."
    };
    (reason) => {
        "Why."
    };
    (received) => {
        "Bytes received."
    };
    (report) => {
        "Which reports are sent."
    };
    (request_type) => {
        "Kind of request, 0 to 4."
    };
    (requested) => {
        "Bytes asked to send, 0 to 1500."
    };
    (reset) => {
        "Whether to reset first."
    };
    (rest) => {
        "Bytes left in the link's buffer."
    };
    (retries) => {
        "Retransmissions of a TCP segment, 0 to 10."
    };
    (rscp) => {
        "Code power; the unit differs between members."
    };
    (rsrp) => {
        "Reference signal power: steps on A76XX, tenths of dBm on SIM7600."
    };
    (rsrq) => {
        "Reference signal quality: steps on A76XX, tenths of dB on SIM7600."
    };
    (rssi) => {
        "Signal strength."
    };
    (rssi_level) => {
        "Received power: steps on A76XX, tenths of dBm on SIM7600."
    };
    (rtt) => {
        "Round trip in milliseconds."
    };
    (rx_level) => {
        "Received level."
    };
    (scrambling) => {
        "Scrambling code, or the channel's code."
    };
    (secondary) => {
        "Secondary scrambling code."
    };
    (seconds) => {
        "Seconds between reports, 0 to 255."
    };
    (sent) => {
        "Bytes sent."
    };
    (server) => {
        "The server."
    };
    (setting) => {
        "The setting; the default if left out."
    };
    (signalling) => {
        "For signalling only."
    };
    (size) => {
        "Size of the echo in bytes."
    };
    (snr) => {
        "Signal to noise ratio."
    };
    (stat) => {
        "Registration state."
    };
    (state) => {
        "What the SIM waits for."
    };
    (states) => {
        "The state of each link."
    };
    (system) => {
        "System: `LTE`, `GSM`, `NO SERVICE`; for `+CNSMOD` its code."
    };
    (tac) => {
        "Tracking area, 16 bits."
    };
    (text) => {
        "The text as the module prints it."
    };
    (time) => {
        "Time, `hh:mm:ss`."
    };
    (timeout) => {
        "Smallest retransmission time-out in milliseconds, 500 to 120000."
    };
    (track) => {
        "Oscillator correction."
    };
    (ttl) => {
        "Time to live, 0 to 255."
    };
    (tx_power) => {
        "Sending power."
    };
    (udp_mode) => {
        "Whether UDP datagrams keep their borders; new in V1.09."
    };
    (uplink) => {
        "Width of the uplink, a code."
    };
    (value) => {
        "The value; 0 (`ATX`: 1) if left out."
    };
    (wait) => {
        "Milliseconds to wait for an answer, 10000 to 100000."
    };
    (zone) => {
        "Time zone in quarters of an hour, -96 to 96."
    };
}

pub(super) use about;
