//! Why a recording cannot be read exactly: what its tool did not write down. The first that fits a name holds.

const STRIPPED: &str = "the tool drops CR, NUL and other control bytes";
const REPLACED: &str = "the tool replaces bytes that are not UTF-8";
const TEXT: &str = "the tool keeps text alone, without line ends";

/// Beginnings of names, and the reason.
pub(crate) const REASONS: &[(&str, &str)] = &[
    ("arduino-ide18/monitor_pasted", "pasted: control bytes are gone, and bytes that are not UTF-8 are replaced"),
    ("arduino-ide18/", REPLACED),
    ("asciinema/", REPLACED),
    ("cat-ts/", "ts ends each line in LF"),
    ("chat-", "chat reads nothing behind the word that it waits for, and logs no LF"),
    ("coolterm-realterm-termite/escaped_angle_names", TEXT),
    ("cu/", "the terminal's own words stand between"),
    ("docklight/docklight_ascii", "bytes that cannot be shown are dots"),
    ("grabserial", STRIPPED),
    ("kermit/", STRIPPED),
    ("minicom", STRIPPED),
    ("pio-", "control bytes are shown as pictures, and bytes that are not UTF-8 are replaced"),
    ("pulseview/uart_annotations_all_rows", "the recording holds the beginning alone"),
    ("putty-printable/", STRIPPED),
    ("python-gsmmodem/", TEXT),
    ("python-logging/", "half of the dialogue was logged as text, without line ends"),
    ("qcom-quectel/", TEXT),
    ("rust-log/", TEXT),
    ("saleae-logic2/two_analyzers_ascii", "bytes that cannot be shown are not told apart"),
    ("script-sep-io/in.log", "keys that the terminal program took for itself were typed as well"),
    ("script-", "keys that the terminal program took for itself were typed as well, and its own words were shown"),
    ("sigrok/annot_packets", "packets of the two lines overlap, and nothing tells the lines apart"),
    ("socat-v/", "bytes that cannot be shown are dots"),
    ("sscom/", "text alone: NUL and bytes above 7F are gone"),
    ("strace-default/", "strace shows the first 32 bytes of a read"),
    ("tio-ts-strip/", STRIPPED),
    ("tio39-strip/", STRIPPED),
    ("transcripts/", "pasted: line ends and control bytes are gone"),
    ("ttylog/", STRIPPED),
    ("usb-pcap/usbmon_1u", "usbmon shows the first 32 bytes of a transfer"),
    ("wvdial/", "wvdial shows neither CR nor the keys that wake the module"),
    ("zephyr/modem_chat", "separators and line ends are not logged"),
];
