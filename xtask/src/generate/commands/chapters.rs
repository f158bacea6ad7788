//! The manual's chapters: names of their pages, and titles in a few words.

/// Number, name in addresses, title.
const CHAPTERS: &[(u8, &str, &str)] = &[
    (0, "field", "Outside the manual's chapters"),
    (2, "line", "Line settings and identification"),
    (3, "status", "Status and control"),
    (4, "network", "The radio network"),
    (5, "packet", "The packet domain"),
    (6, "sim", "The SIM"),
    (7, "call", "Voice calls"),
    (8, "phonebook", "The phonebook"),
    (9, "sms", "Short messages"),
    (10, "serial", "The serial port"),
    (11, "hardware", "Pins and voltages"),
    (12, "files", "The module's files"),
    (13, "transfer", "Transfer of whole files"),
    (14, "internet", "Time and ping"),
    (15, "tcpip", "TCP and UDP"),
    (16, "http", "HTTP"),
    (17, "ftp", "FTP"),
    (18, "mqtt", "MQTT"),
    (19, "tls", "TLS"),
    (20, "speech", "Speech output"),
    (21, "audio", "Audio"),
    (22, "update", "Firmware updates"),
    (23, "cloud-update", "Firmware updates from the cloud"),
    (24, "gnss", "Positioning"),
    (25, "wifi", "Wi-Fi"),
    (26, "bluetooth", "Bluetooth"),
    (27, "radio-test", "Radio tests"),
    (28, "results", "Result codes"),
    (29, "websocket", "Websockets"),
    (30, "lwm2m", "LWM2M"),
    (31, "coap", "CoAP"),
    (32, "mail", "Mail"),
    (33, "registration", "Registration with the operator"),
    (34, "power", "Power saving"),
    (35, "usb", "The USB network"),
    (36, "jamming", "Jamming"),
];

fn find(chapter: u8) -> Option<&'static (u8, &'static str, &'static str)> {
    CHAPTERS.iter().find(|(number, ..)| *number == chapter)
}

/// Name of the chapter's page, without its extension.
pub(super) fn file(chapter: u8) -> String {
    match find(chapter) {
        Some((0, name, _)) => (*name).to_owned(),
        Some((number, name, _)) => format!("{number:02}-{name}"),
        None => format!("{chapter:02}"),
    }
}

/// Title of the chapter, with its number where the manual has it.
pub(super) fn title(chapter: u8) -> String {
    match find(chapter) {
        Some((0, _, title)) => (*title).to_owned(),
        Some((number, _, title)) => format!("{number}. {title}"),
        None => format!("Chapter {chapter}"),
    }
}
