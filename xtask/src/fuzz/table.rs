//! Every line that the table knows, as inputs: with each value that a number may have, answered by `OK`, by `ERROR`, before either and after.

use a76xx_parser::spec::{Command, Field, Form, Shape, Type, rows};
use a76xx_parser::{Arg, Encoder};

use super::corpus::MARK;

/// Values of a number that are tried: alone, and where links are open.
const VALUES: i64 = 800;
const VALUES_OPEN: i64 = 64;
/// Exchanges in one input: more are slow to play, and slow to learn from.
const TOGETHER: usize = 24;

/// What comes before: a link is open.
const OPENED: &[u8] = b"\x7f>AT+NETOPEN\r\x7f<\r\nOK\r\n\r\n+NETOPEN: 0\r\n\
    \x7f>AT+CIPOPEN=0,\"TCP\",\"10.0.0.1\",80\r\x7f<\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n";
/// The next command, where one has no result.
const NEXT: &[u8] = b"AT\r\x7f<\r\nOK\r\n";
/// What follows where data are asked for, and is nothing elsewhere.
const PROMPTED: &[u8] = b"\x7f<\r\n>\x7f>data\x1a\x7f<\r\nDOWNLOAD\r\n\x7f>data\x7f<\r\nCONNECT 4\r\ndata\r\nOK\r\n";
/// Commands of the socket service.
const SOCKETS: [&str; 5] = ["+CIP", "+NET", "+SERVER", "+IP", "+CDNS"];

/// Dialogues with every form, and few values.
pub(super) fn forms() -> Vec<Vec<u8>> {
    let said = rows().flat_map(|row| row.forms().iter().flat_map(move |form| exchanges(row, form, 1)));
    said.map(|said| [input(&said).as_slice(), PROMPTED].concat()).collect()
}

/// Dialogues of such exchanges.
pub(super) fn dialogues() -> Vec<Vec<u8>> {
    let forms = || rows().flat_map(|row| row.forms().iter().map(move |form| (row, form)));
    let all: Vec<Vec<u8>> = forms().flat_map(|(row, form)| exchanges(row, form, VALUES)).collect();
    let alone = all.chunks(TOGETHER).map(|some| input(&some.concat()));
    let sockets = |row: &Command| SOCKETS.iter().any(|name| row.name().starts_with(name));
    let open = forms().filter(|(row, _)| sockets(row)).flat_map(|(row, form)| {
        let refused = if form.shape.is_host() { refused(row, form) } else { Vec::new() };
        let said = [exchanges(row, form, VALUES_OPEN), refused].concat();
        said.into_iter().map(|said| input(&[OPENED, &said].concat()))
    });
    alone.chain(open).collect()
}

fn input(dialogue: &[u8]) -> Vec<u8> {
    [&[0x42], dialogue].concat()
}

/// A command of the socket service with every reason why it may be refused.
fn refused(row: &'static Command, form: &'static Form) -> Vec<Vec<u8>> {
    let Some(command) = values(form, 0).next().and_then(|values| written(row, form, &values)) else { return Vec::new() };
    let codes = (0..=VALUES_OPEN).map(|code| code.to_string()).chain(["No data".to_owned(), "Connection is established".to_owned()]);
    let said = |code: String| {
        [&[MARK, b'>'], command.as_slice(), &[MARK, b'<'], format!("\r\n+IP ERROR: {code}\r\n\r\nERROR\r\n").as_bytes()].concat()
    };
    codes.map(said).collect()
}

/// What is said where a form is used, with the first so many values of each number.
fn exchanges(row: &'static Command, form: &'static Form, most: i64) -> Vec<Vec<u8>> {
    let said = |end: &[u8], bytes: &[u8]| [&[MARK], end, bytes].concat();
    let asked = asks(row, form.shape).and_then(|ask| Some(said(b">", &written(row, ask, &values(ask, 0).next()?)?))).unwrap_or_default();
    let answers = |results: [&[u8]; 2], bytes: &[u8]| [results[0], bytes, results[1]].concat();
    let (ok, error): (&[u8], &[u8]) = (b"\r\nOK\r\n", b"\r\nERROR\r\n");
    let orders: &[[&[u8]; 2]] = match form.shape {
        Shape::TestInfo | Shape::ReadInfo => &[[b"", ok]],
        Shape::Info | Shape::Result => &[[b"", ok], [ok, b""], [b"", error], [error, b""]],
        _ => &[[b"", b""]],
    };
    let mut all = Vec::new();
    for values in values(form, most) {
        let Some(bytes) = written(row, form, &values) else { continue };
        if form.shape.is_host() {
            all.extend([(b"<", ok), (b"<", error), (b">", NEXT)].map(|(end, next)| [said(b">", &bytes), said(end, next)].concat()));
        } else {
            all.extend(orders.iter().map(|order| [asked.clone(), said(b"<", &answers(*order, &bytes))].concat()));
        }
    }
    all
}

/// What the host says for the module to say a line of this shape.
fn asks(row: &'static Command, shape: Shape) -> Option<&'static Form> {
    let shapes: &[Shape] = match shape {
        Shape::TestInfo => &[Shape::Test],
        Shape::ReadInfo => &[Shape::Read],
        Shape::Info | Shape::Result => &[Shape::Write, Shape::Exec],
        _ => &[],
    };
    shapes.iter().find_map(|shape| row.forms().iter().find(|form| form.shape == *shape))
}

/// Sets of values: all that are needed, all there are, and each of these with another value in one place.
fn values(form: &'static Form, most: i64) -> impl Iterator<Item = Vec<String>> {
    let fields: Vec<Field> = form.fields().iter().collect();
    let plain: Vec<String> = fields.iter().map(|field| texts(field, most).swap_remove(0)).collect();
    let needed = plain.iter().take(form.required()).cloned().collect();
    let one_other = fields.into_iter().enumerate().flat_map({
        let plain = plain.clone();
        move |(index, field)| {
            let plain = plain.clone();
            texts(&field, most).into_iter().skip(1).map(move |text| {
                let own = |(at, value): (usize, &String)| if at == index { text.clone() } else { value.clone() };
                plain.iter().enumerate().map(own).collect()
            })
        }
    });
    [needed, plain].into_iter().chain(one_other)
}

/// Texts that a field takes; the first as short as it may be.
fn texts(field: &Field, most: i64) -> Vec<String> {
    let numbers = |min: i64, max: i64| {
        let near = min..=max.min(min.saturating_add(most));
        near.chain([max]).map(|number| number.to_string())
    };
    let some = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match field.ty {
        Type::Int(min, max) => numbers(min, max).collect(),
        Type::Either(min, max) => numbers(min, max).chain(["no such thing".to_owned()]).collect(),
        Type::Quoted(_) => some(&["\"x\"", "\"10.0.0.1\"", "\"\"", "\"TCP\"", "\"UDP\""]),
        Type::Hex => some(&["A1", "\"A1\""]),
        Type::Bare | Type::Rest => some(&["X", "SIM PIN", "READY", "0"]),
        Type::Word(word) => some(&[word]),
        Type::Address => some(&["1.2.3.4", "\"10.0.0.1\"", "0.0.0.0", "::1"]),
        Type::Endpoint => some(&["1.2.3.4:5", "255.255.255.255:65535"]),
        Type::Ranges => some(&["(0-9)"]),
    }
}

/// A line with its ends; nothing where the table does not take these values.
fn written(row: &Command, form: &Form, values: &[String]) -> Option<Vec<u8>> {
    let args: Vec<Arg<'_>> = values.iter().map(|value| Arg::Bare(value.as_bytes())).collect();
    let mut out = [0; 1024];
    let mut encoder = Encoder::new(&mut out);
    let done = if form.shape.is_host() { encoder.command(row, form, &args) } else { encoder.line(row, form, &args) };
    done.ok().map(|()| encoder.written().to_vec())
}

#[cfg(test)]
mod tests {
    use super::dialogues;

    #[test]
    fn lines_of_the_table() {
        let all = dialogues();
        let has = |part: &[u8]| all.iter().any(|input| input.windows(part.len()).any(|window| window == part));
        assert!(has(b"\x7f>AT+CMEE?\r\x7f<\r\n+CMEE: 2\r\n\r\nOK\r\n"), "a question and its answer");
        assert!(has(b"\r\nOK\r\n\r\n+CIPOPEN: 0,11\r\n"), "a result behind OK");
        assert!(has(b"\r\n+CIPOPEN: 0,11\r\n\r\nERROR\r\n"), "a result before an error");
    }
}
