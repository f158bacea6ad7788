//! Data that look like the protocol.

/// What the wire itself says, and what is hard to carry: each is sent as data.
const LIKE_THE_WIRE: &[&[u8]] = &[
    b"\r\nOK\r\n",
    b"OK",
    b">",
    b"\r\n>",
    b"+IPD16",
    b"\r\nRECV FROM:192.0.2.9:99\r\n+IPD3\r\nabc",
    b"\r\n+RECEIVE,0,4:\r\nfour",
    b"\r\n*ATREADY: 1\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n\r\nPB DONE\r\n",
    b"\0\r\nRDY\r\n",
    b"CLOSED",
    b"\r\nERROR\r\n",
    b"\r\n+CME ERROR: 3\r\n",
    b"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n",
    b"\r\n+CIPCLOSE: 0,1\r\n",
    b"\r\n+IPCLOSE: 0,1\r\n",
    b"\r\n+CIPSEND: 0,5,5\r\n",
    b"\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n",
    b"\r\n+CIPRXGET: 1,0\r\n",
    b"\r\n+CIPRXGET: 2,0,5,0\r\nhello\r\n\r\nOK\r\n",
    b"AT+NETCLOSE\r",
    b"AT+CIPSEND=0,1500\r\r\n>",
    b"0\r",
    b"4\r\n",
    b"\r\nCONNECT 115200\r\n",
    b"A/",
    b"\"",
    b",,,\"\",",
    b"+",
];

/// Bytes that are no text, and line ends alone.
const HARD: &[&[u8]] = &[
    b"\r",
    b"\n",
    b"\r\n",
    b"\n\r",
    b"\r\r\n",
    b"\r\n\r\n\r\n\r\n",
    b"\n\n\n",
    b"\r\r\r",
    b" ",
    b"  trailing ",
    b"\0",
    b"\0\0\0\0",
    b"\x1a",
    b"\x1b",
    b"\x03\x1a",
    b"\x11\x13",
    b"\x08\x7f",
    b"\xff\xfe\xfd",
    b"gr\xc3\xbc\xc3\x9fe \xe2\x82\xac",
];

/// What ends the data state, or could begin its end: there the wire itself has no way to tell them from data.
const ENDS: &[&[u8]] = &[b"+++", b"\r\nCLOSED\r\n", b"\r\nNO CARRIER\r\n"];

/// Lengths at the edges of digits, bytes, segments and of the longest that a send and a header may have.
pub(crate) const LENGTHS: &[usize] = &[1, 2, 9, 10, 99, 100, 255, 256, 257, 999, 1000, 1460, 1461, 1499, 1500];

/// All of them, where data are counted.
pub(crate) fn all() -> Vec<Vec<u8>> {
    let every: Vec<u8> = (0..=255).collect();
    let back: Vec<u8> = (0..=255).rev().collect();
    let fixed = LIKE_THE_WIRE.iter().chain(HARD).chain(ENDS).map(|data| data.to_vec());
    fixed.chain([every, back]).collect()
}

/// Those that the data state can carry: it has no borders, so that a line which ends it must not come together of two either.
pub(crate) fn stream() -> Vec<Vec<u8>> {
    let carried = |data: &Vec<u8>| !ENDS.contains(&data.as_slice()) && data != b"CLOSED";
    all()
        .into_iter()
        .filter(carried)
        .chain([&b"\r\nCLOSED \r\n"[..], b"\r\nNO CARRIER\r\r\n", b"\nCLOSED\r\n"].map(<[u8]>::to_vec))
        .collect()
}

/// Those whose copy can be told from the prompt and the module's answer: one that begins with a blank, a line end or NUL can be either.
pub(crate) fn copied() -> Vec<Vec<u8>> {
    all().into_iter().filter(|data| !matches!(data.first(), Some(b' ' | b'\r' | b'\n' | 0))).collect()
}

/// The first few: enough where only the lines around the data differ.
pub(crate) fn few() -> Vec<Vec<u8>> {
    LIKE_THE_WIRE.iter().take(9).chain(&HARD[..6]).map(|data| data.to_vec()).collect()
}

/// So many bytes of what the wire says.
pub(crate) fn long(length: usize) -> Vec<u8> {
    b"\r\nOK\r\n\r\n>+IPD7\r\nCLOSED \r\n+CIPCLOSE: 0,1\r\n".iter().copied().cycle().take(length).collect()
}
