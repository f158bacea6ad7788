//! Text between quotes.

use winnow::combinator::{alt, cut_err, preceded, repeat, terminated};
use winnow::prelude::*;
use winnow::token::{none_of, take};

use crate::fault::wanted;

/// `"text\r\n"`: with `\r`, `\n`, `\t`, `\0`, `\"`, `\\` and `\xHH`.
pub(super) fn text(input: &mut &str) -> ModalResult<Vec<u8>> {
    let hex = preceded('x', take(2_usize)).verify_map(|digits: &str| u8::from_str_radix(digits, 16).ok());
    let escape = alt(('r'.value(b'\r'), 'n'.value(b'\n'), 't'.value(b'\t'), '0'.value(0), '"'.value(b'"'), '\\'.value(b'\\'), hex));
    let escape = cut_err(escape).context(wanted(r#"one of \r \n \t \0 \" \\ \xHH"#));
    let plain = none_of(['"', '\\', '\n', '\r']).map(|plain: char| plain.to_string().into_bytes());
    let part = alt((preceded('\\', escape).map(|byte| vec![byte]), plain));
    let all = repeat(0.., part).fold(Vec::new, |mut all: Vec<u8>, part| {
        all.extend(part);
        all
    });
    let quoted = preceded('"', terminated(all, cut_err('"').context(wanted("`\"`"))));
    cut_err(terminated(quoted, winnow::ascii::space0)).context(wanted("text between quotes")).parse_next(input)
}
