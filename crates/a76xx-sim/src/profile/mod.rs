//! Models and firmware quirks as data.
//!
//! A profile is a set of answers to questions on which the sources differ. Each field says what is known: `M`, `M76`, `M767` are the manuals of A76XX,
//! SIM7600 and SIM767X, `AN` is the TCP/IP application note; *bytes*, *log*, *inferred* and *unknown* are grades of evidence as in the parser's
//! table. Where nothing is known, a profile has what breaks the fewest programs.

mod models;

use a76xx_parser::typed::ErrorForm;

/// What one model with its firmware does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that the sources answer with yes or no")]
pub struct Profile {
    /// Its name, as the command line takes it.
    pub name: &'static str,
    /// Answer of `AT+CGMI` (M 2.2).
    pub manufacturer: &'static str,
    /// Answer of `AT+CGMM`.
    pub model: &'static str,
    /// Answer of `AT+CGMR`.
    pub revision: &'static str,
    /// Whether `AT+CGMR` answers behind its head (log: A7670E, SIM7600) or bare (M).
    pub revision_head: bool,
    /// How many links there are: 10 (M 15.2.3), 4 on SIM767X (M767).
    pub links: u8,
    /// How many servers there are: 4 (M 15.2.14), 2 on SIM767X (M767).
    pub servers: u8,
    /// Ports that a server may have (M767: 10000 to 10015).
    pub server_ports: (u16, u16),
    /// Longest body of a command line in bytes: 3071 (M 1.5.2), 559 (M76 1.4.4).
    pub longest_body: usize,
    /// Most commands on a line (M76 1.4.4).
    pub most_commands: usize,
    /// The first line of a boot.
    pub banner: Banner,
    /// A NUL goes before the banner of a restart (bytes: A7672).
    pub nul_before_banner: bool,
    /// `*ISIMAID` comes at boot (log: A76XX).
    pub isim: bool,
    /// `NORMAL POWER DOWN` comes before the modem is off (log: relatives).
    pub power_down_line: bool,
    /// A space stands behind the prompt (bytes: SIM800; not on A76XX).
    pub prompt_space: bool,
    /// Data behind a prompt are echoed where commands are (`DATAECHO`, M 15.2.22, since V1.09).
    pub data_echo: bool,
    /// Line ends between the payload of `AT+CIPRXGET=2` and `OK`, the one of `OK` included: 2 by the layout of every manual, 1 by a relative's driver.
    pub line_ends_behind_payload: u8,
    /// What `AT+CIPRXGET=?` answers.
    pub rx_get_ranges: &'static str,
    /// What `AT+CIPOPEN=?` answers.
    pub open_ranges: &'static str,
    /// `AT+CIPCCFG?` has an eighth value, `udpRecvmode` (M 15.2.13, since V1.09).
    pub udp_mode: bool,
    /// `AT+CIPRXGET=5` is known (M 15.2.5, since V1.09).
    pub buffer_and_sender: bool,
    /// A colon behind `+RECEIVE,<link>,<len>` (bytes: without on SIM7600; with on SIM5320).
    pub receive_colon: bool,
    /// A blank line between `RECV FROM` and `+IPD` (bytes: none on SIM7600; SIM6320C has one).
    pub blank_behind_sender: bool,
    /// Text of error 16 (M 15.3.1 against AN 4.1).
    pub net_close_spelling: &'static str,
    /// Number of the error "No data" (M 15.3.1; M76 11.5 has it at 21).
    pub no_data: u8,
    /// `AT+CMEE` at boot; default not settled (M 2.2.9 shows 2, logs show all three).
    pub errors: ErrorForm,
    /// Bit error rate that `AT+CSQ` prints where none is set (log: 99 on SIM7600, 0 on A76XX).
    pub bit_errors: u8,
    /// The area of `+CREG` stands between quotes.
    pub quoted_area: bool,
    /// `AT+SERVERSTOP` answers before its `OK` (AN, M76), or behind it (M 15.2.15).
    pub server_stop_first: bool,
    /// `AT+CIPCLOSE` of a UDP link answers before its `OK` (M 15.2.6, AN 3.3.1), or behind it (AN 3.3.2).
    pub udp_close_first: bool,
    /// `AT+SERVERSTOP` closes its clients without a line (AN 3.4.2), or is refused while there are some (M 15.2.15).
    pub server_stop_closes: bool,
    /// What the list of links says of a client of server 0: 0 (M 15.2.3) or 1 (AN 3.4.2 prints the number counted from one).
    pub servers_listed_from: u8,
    /// Links beside the transparent one can be opened (AN 1.5.4), or are refused (M 15.2.3).
    pub links_beside_transparent: bool,
    /// `AT+CIPOPEN=0` leads back to the data of an open transparent link (AN 3.3.3), or is refused.
    pub open_resumes: bool,
    /// `CLOSED` comes at a close outside transparent mode too (log).
    pub closed_always: bool,
    /// ESC behind a prompt answers `ERROR` (M76 11.2.5), or `OK`; unknown on A76XX.
    pub cancel_is_error: bool,
    /// Data of a link that the peer closed can be read (unknown).
    pub unread_survives: bool,
    /// `+NETOPEN` and `+NETCLOSE` name their context where the command did (M767).
    pub names_context: bool,
}

/// The first line of a boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Banner {
    /// `*ATREADY: 1` (bytes: A7672).
    AtReady,
    /// `RDY` (bytes: SIM7600).
    Rdy,
}

impl Profile {
    /// All of them.
    pub const ALL: [&'static Self; 6] = [&Self::NOTE, &Self::A7670E, &Self::A7672S, &Self::A7600, &Self::SIM7600, &Self::SIM767X];

    /// The profile of a name, in any case.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.into_iter().find(|profile| profile.name.eq_ignore_ascii_case(name))
    }
}
