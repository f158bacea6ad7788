//! Bytes as numbers.

use std::fmt::Write as _;

use super::Keeps::Bytes;
use super::{DIALOGUE, by, check, clock, digits, shown};

fn each(form: impl Fn(f64, a76xx_parser::Side, &[u8]) -> String) -> String {
    DIALOGUE.into_iter().map(|(at, side, bytes)| form(at, side, bytes)).collect()
}

/// Rows of sixteen bytes.
fn rows(bytes: &[u8], form: impl Fn(String, String) -> String) -> String {
    bytes.chunks(16).map(|row| form(digits(row, " ").to_uppercase(), shown(row))).collect()
}

#[test]
fn in_cells_of_tables() {
    let head = "Time,Direction,Data (hex)\n";
    check(
        "csv",
        "analyser-csv",
        Bytes,
        head.to_owned() + &each(|at, side, bytes| format!("{},{},{}\n", clock(at), by(side, "TX", "RX"), digits(bytes, " "))),
    );
    let head = "#\tTime\tFunction\tDirection\tStatus\tData\tData (chars)\tData length\tPort\t\n";
    let row = |at: f64, side, bytes: &[u8]| {
        let (request, way) = (by(side, "WRITE", "READ"), by(side, "DOWN", "UP"));
        let (number, time) = ((at * 10.0) as u32, &clock(at)[..8]);
        format!(
            "{number}\t23/11/2026 {time}\tIRP_MJ_{request}\t{way}\tSTATUS_SUCCESS\t{} \t{}\t{}\tCOM3\t\n",
            digits(bytes, " "),
            shown(bytes),
            bytes.len()
        )
    };
    check("table of a monitor", "analyser-csv", Bytes, head.to_owned() + &each(row));
}

#[test]
fn below_a_line_that_tells_the_side() {
    let request = |at: f64, side, bytes: &[u8]| {
        let stamp = &clock(at)[1..8];
        format!(
            "{}: 11/23/2026 {stamp} AM.70064 (+0.0100 seconds)\n\n{}\n",
            by(side, "Request", "Answer"),
            rows(bytes, |row, chars| format!(" {row:<48}  {chars}\n"))
        )
    };
    check("blank lines", "marked-hexdump", Bytes, String::from("Port opened by process \"app.exe\"\n\n") + &each(request));
    let named = |at: f64, side, bytes: &[u8]| {
        format!("2026-11-23 {}: /dev/ttyUSB{}\n{}", clock(at), by(side, "0", "1"), rows(bytes, |row, chars| format!("{row:<47} {chars}\n")))
    };
    check("names of ports", "marked-hexdump", Bytes, each(named));
}

#[test]
fn as_programs_spell_them() {
    let signed = |bytes: &[u8]| bytes.iter().map(|byte| byte.cast_signed().to_string()).collect::<Vec<_>>().join(", ");
    check(
        "signed",
        "marked-hexdump",
        Bytes,
        each(|at, side, bytes| format!("{} {} [{}]\n", clock(at), by(side, "out", "in"), signed(bytes))),
    );
    check(
        "suffix",
        "marked-hexdump",
        Bytes,
        each(|at, side, bytes| format!("({}) ({}) {}h\n", clock(at), by(side, "<<", ">>"), digits(bytes, "h ").to_uppercase())),
    );
    let array = |_, side, bytes: &[u8]| {
        let rows: Vec<String> = bytes.chunks(8).map(|row| format!("0x{}", digits(row, ", 0x"))).collect();
        format!("char peer{}_{}[] = {{ /* Packet {} */\n{} }};\n", by(side, "0", "1"), bytes.len(), bytes.len(), rows.join(",\n"))
    };
    check("arrays of peers", "marked-hexdump", Bytes, each(array));
}

#[test]
fn one_side_stands_further_to_the_right() {
    for indent in ["    ", "\t"] {
        let mut next = [0, 0];
        let mut dump = String::new();
        for (_, side, bytes) in DIALOGUE {
            let (at, indent) = if side == a76xx_parser::Side::Host { (0, "") } else { (1, indent) };
            for row in bytes.chunks(16) {
                writeln!(dump, "{indent}{:08X}  {:<48}  {}", next[at], digits(row, " "), shown(row)).unwrap();
                next[at] += row.len();
            }
        }
        check("dump", "hexdump", Bytes, dump);
        check("digits", "hex", Bytes, each(|_, side, bytes| format!("{}{}\n", by(side, "", indent), digits(bytes, ""))));
    }
}

#[test]
fn groups_of_four() {
    let form = |_, side, bytes: &[u8]| {
        let mut text = String::new();
        for (at, row) in bytes.chunks(16).enumerate() {
            let groups: Vec<String> = row.chunks(4).map(|group| digits(group, " ")).collect();
            let label = if at == 0 { by(side, "  31.3  OUT  ", "  31.2  IN   ") } else { "             " };
            writeln!(text, "{label}  {:<50}  {:<16}  {}.1.{}", groups.join("  "), shown(row), at + 7, at * 16).unwrap();
        }
        text
    };
    let head = "Device  Phase  Data                                                Description       Cmd.Phase.Ofs\n";
    check("groups", "marked-hexdump", Bytes, head.to_owned() + &each(form));
}
