//! at-commands: one pattern for each line that the caller expects. It has no notion of a stream, so lines are cut by the line scan first, and
//! each line is tried against every pattern of W1, as a caller does who does not know which line comes next.

use std::hint::black_box;

use at_commands::parser::CommandParser;

use super::{Counts, Cut};

/// Lines that fit a pattern, behind a window that holds the line that is not yet whole.
#[inline(never)]
pub fn run(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let size = cut.size(input).max(1);
    let (mut start, mut end) = (0, 0);
    while end < input.len() {
        let from = end;
        end = input.len().min(end + size);
        for at in memchr::memchr_iter(b'\n', &input[from..end]) {
            let line = input[start..from + at].trim_ascii_end();
            start = from + at + 1;
            if let Some(sum) = line_of(line) {
                counts.events += 1;
                counts.checksum = counts.checksum.wrapping_add(black_box(sum) as u64);
            }
        }
    }
    counts
}

fn line_of(line: &[u8]) -> Option<i32> {
    if line.is_empty() {
        return None;
    }
    if CommandParser::parse(line).expect_identifier(b"OK").finish().is_ok() {
        return Some(0);
    }
    let two = |head| CommandParser::parse(line).expect_identifier(head).expect_int_parameter().expect_int_parameter().finish().ok();
    let three = |head| {
        let parser = CommandParser::parse(line).expect_identifier(head).expect_int_parameter();
        parser.expect_int_parameter().expect_int_parameter().finish().ok()
    };
    let cell = |head| {
        let parser = CommandParser::parse(line).expect_identifier(head).expect_int_parameter();
        parser.expect_optional_int_parameter().expect_string_parameter().expect_string_parameter().finish().ok()
    };
    two(b"+CSQ: ")
        .map(|(rssi, ber)| rssi + ber)
        .or_else(|| three(b"+CIPSEND: ").map(|(link, asked, sent)| link + asked + sent))
        .or_else(|| three(b"+CIPRXGET: ").map(|(mode, link, rest)| mode + link + rest))
        .or_else(|| two(b"+CIPRXGET: ").map(|(mode, link)| mode + link))
        .or_else(|| two(b"+IPCLOSE: ").map(|(link, why)| link + why))
        .or_else(|| cell(b"+CREG: ").map(|(n, stat, area, cell)| n + stat.unwrap_or(0) + (area.len() + cell.len()) as i32))
        .or_else(|| Some(CommandParser::parse(line).expect_identifier(b"+CGEV: ").expect_raw_string().finish().ok()?.0.len() as i32))
        .or_else(|| Some(CommandParser::parse(line).expect_identifier(b"+CPIN: ").expect_raw_string().finish().ok()?.0.len() as i32))
}
