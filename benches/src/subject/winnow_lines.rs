//! What one writes with winnow in an afternoon: `Partial` input, a line parser with name and comma fields, and a count for payloads.
//!
//! It knows no context: a line is a line. `Partial` begins each line again with every piece.

use std::hint::black_box;

use winnow::ascii::{dec_uint, line_ending};
use winnow::combinator::{alt, opt, preceded, separated, terminated};
use winnow::error::{ContextError, ErrMode};
use winnow::token::{literal, take_till, take_while};
use winnow::{Parser, Partial};

use super::{Counts, Cut};

type Result<T> = winnow::Result<T, ErrMode<ContextError>>;

/// One line: its name, and a sum over its fields with their number.
struct Parsed<'b> {
    name: &'b [u8],
    fields: [&'b [u8]; 4],
    count: usize,
}

/// A line of text, its end taken off: LF, CR LF, or the bare CR behind an echo.
fn line<'b>(input: &mut Partial<&'b [u8]>) -> Result<&'b [u8]> {
    terminated(take_till(0.., (b'\r', b'\n')), alt((line_ending, literal("\r")))).parse_next(input)
}

/// `NAME: field,field,…`, or a text without a head.
fn parsed<'b>(text: &mut &'b [u8]) -> Result<Parsed<'b>> {
    let name = take_while(0.., |byte: u8| byte != b':' && byte != b'=').parse_next(text)?;
    let mut fields: [&[u8]; 4] = [&[]; 4];
    let mut count = 0;
    let field = take_while(0.., |byte: u8| byte != b',').map(|field| {
        if let Some(slot) = fields.get_mut(count) {
            *slot = field;
        }
        count += 1;
    });
    opt(preceded((b':', take_while(0.., b' ')), separated::<_, _, (), _, _, _, _>(0.., field, b','))).parse_next(text)?;
    Ok(Parsed { name, fields, count })
}

/// How many raw bytes follow a line.
fn announced(line: &Parsed<'_>) -> usize {
    let number = |digits: &[u8]| dec_uint::<_, usize, ErrMode<ContextError>>.parse(digits).unwrap_or(0);
    match line.name {
        [b'+', b'I', b'P', b'D', digits @ ..] => number(digits),
        b"+CIPRXGET" if line.fields[0] == b"2" => number(line.fields[2]),
        _ => 0,
    }
}

/// Lines with their fields, payloads skipped by count.
#[inline(never)]
pub fn run(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let size = cut.size(input).max(1);
    let (mut start, mut end, mut left) = (0, 0, 0_usize);
    while end < input.len() {
        end = input.len().min(end + size);
        while start < end {
            let window = &input[start..end];
            if left > 0 {
                let taken = black_box(&window[..left.min(window.len())]).len();
                counts.payload_bytes += taken as u64;
                left -= taken;
                start += taken;
                counts.events += u64::from(left == 0);
                continue;
            }
            // A prompt has no line end to wait for.
            if window.first() == Some(&b'>') {
                counts.events += 1;
                start += 1;
                continue;
            }
            let mut rest = Partial::new(window);
            let Ok(mut text) = line(&mut rest) else { break };
            start = end - rest.len();
            if let Ok(parsed) = parsed(&mut text) {
                left = announced(&parsed);
                let parsed = black_box(parsed);
                counts.events += u64::from(!parsed.name.is_empty());
                counts.checksum = counts.checksum.wrapping_add((parsed.name.len() + parsed.count) as u64);
            }
        }
    }
    counts
}
