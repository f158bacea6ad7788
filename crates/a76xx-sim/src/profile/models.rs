//! The models.

use a76xx_parser::typed::ErrorForm;

use super::{Banner, Profile};

impl Profile {
    /// An A7670E with the firmware of the manual V1.09.
    pub const A7670E: Self = Self {
        name: "a7670e",
        manufacturer: "INCORPORATED",
        model: "A7670E-LASC",
        revision: "A7670M7_V1.11.1",
        revision_head: true,
        links: 10,
        servers: 4,
        server_ports: (0, u16::MAX),
        longest_body: 3071,
        most_commands: usize::MAX,
        banner: Banner::AtReady,
        nul_before_banner: false,
        isim: true,
        power_down_line: false,
        prompt_space: false,
        data_echo: true,
        line_ends_behind_payload: 2,
        rx_get_ranges: "(0-5),(0-9),(1-1500)",
        open_ranges: "(0-9),(\"TCP\",\"UDP\",\"UDP SERVER\")",
        udp_mode: true,
        buffer_and_sender: true,
        receive_colon: false,
        blank_behind_sender: false,
        net_close_spelling: "Net close failed for socket opened",
        no_data: 22,
        errors: ErrorForm::WORDS,
        bit_errors: 0,
        quoted_area: true,
        server_stop_first: false,
        udp_close_first: true,
        server_stop_closes: false,
        servers_listed_from: 0,
        links_beside_transparent: false,
        open_resumes: false,
        closed_always: false,
        cancel_is_error: true,
        unread_survives: true,
        names_context: false,
    };

    /// An A7672S: a NUL before the banner of a restart (bytes), firmware older than `udpRecvmode`.
    pub const A7672S: Self = Self {
        name: "a7672s",
        model: "A7672S-LASE",
        revision: "A7672M7_V1.04",
        revision_head: false,
        nul_before_banner: true,
        data_echo: false,
        udp_mode: false,
        buffer_and_sender: false,
        rx_get_ranges: "(0-4),(0-9),(1-1500)",
        open_ranges: "(0-9),(\"TCP\",\"UDP\")",
        ..Self::A7670E
    };

    /// An A7600: numbers in errors of the equipment (log).
    pub const A7600: Self =
        Self { name: "a7600", model: "A7600C-LABC", revision: "A7600M6_V1.05", errors: ErrorForm::NUMBER, ..Self::A7672S };

    /// A SIM7600 (M76).
    pub const SIM7600: Self = Self {
        name: "sim7600",
        manufacturer: "SIMCOM INCORPORATED",
        model: "SIMCOM_SIM7600E-H",
        revision: "LE20B04SIM7600M22",
        revision_head: true,
        longest_body: 559,
        most_commands: 39,
        banner: Banner::Rdy,
        nul_before_banner: false,
        isim: false,
        net_close_spelling: "Netclose failed for socket opened",
        no_data: 21,
        bit_errors: 99,
        quoted_area: false,
        server_stop_first: true,
        ..Self::A7672S
    };

    /// A SIM767X (M767): four links, two servers on ports 10000 to 10015.
    pub const SIM767X: Self = Self {
        name: "sim767x",
        model: "SIM7670G",
        revision: "SIM7670G_V1.06",
        links: 4,
        servers: 2,
        server_ports: (10_000, 10_015),
        rx_get_ranges: "(0-4),(0-3),(1-1500)",
        open_ranges: "(0-3),(\"TCP\",\"UDP\")",
        nul_before_banner: false,
        closed_always: true,
        names_context: true,
        ..Self::A7672S
    };

    /// As the dialogues of the application note have it, with the note's own oddities.
    pub const NOTE: Self = Self {
        name: "note",
        data_echo: false,
        net_close_spelling: "Netclose failed for socket opened",
        server_stop_first: true,
        server_stop_closes: true,
        servers_listed_from: 1,
        links_beside_transparent: true,
        open_resumes: true,
        ..Self::A7670E
    };
}
