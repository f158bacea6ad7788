//! What is wrong with the parameters of a command, by the table's forms.

use a76xx_parser::spec::tcpip::{CDNSGIP, CIPOPEN, CIPSEND};
use a76xx_parser::spec::{Command, Form, FormWords, Shape, Type};
use a76xx_parser::{Line, Value};

/// A fault of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fault<'b> {
    /// The manual's name of the parameter; none for one that the manual does not have.
    pub(super) name: Option<&'static str>,
    /// What is wrong.
    pub(super) what: What,
    /// The parameter as it was written.
    pub(super) text: &'b [u8],
}

/// What is wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A quotation mark has no partner.
    Quote,
    /// It is needed and was left out.
    Missing,
    /// There are more than the manual has.
    Surplus,
    /// A number outside these bounds.
    Range(i64, i64),
    /// More bytes than these.
    Long(i64),
    /// Text without quotation marks.
    Bare,
    /// No number.
    NoNumber,
}

/// The first fault of a command's parameters; of a line with several commands, that of the first that has one.
pub(super) fn fault<'b>(line: &Line<'b>) -> Option<(&'static Command, Fault<'b>)> {
    core::iter::successors(Some(*line), Line::next).find_map(|line| Some((line.command?, of_one(&line, line.command?)?)))
}

fn of_one<'b>(line: &Line<'b>, row: &'static Command) -> Option<Fault<'b>> {
    let shape = line.asked().filter(|shape| matches!(shape, Shape::Write | Shape::Exec))?;
    let forms = row.forms_of(shape);
    if forms.is_empty() {
        return None;
    }
    if line.params.is_empty() && forms.iter().any(|form| form.fields().is_empty()) {
        return special(line, row);
    }
    if line.params.iter().fold(false, |open, byte| open ^ (*byte == b'"')) {
        return Some(Fault { name: None, what: What::Quote, text: line.params });
    }
    // A form that fits has at most a value out of bounds; else the one whose parameters fit farthest.
    let fitting = line.form().and_then(|form| forms.iter().position(|own| core::ptr::eq(own, form)));
    if let Some(form) = fitting.and_then(|fitting| forms.get(fitting))
        && let Walk::Fits = walk(line, form, &NO_WORDS)
    {
        return special(line, row);
    }
    let words = words_of(row, shape);
    let candidates = forms.iter().enumerate().filter(|(index, _)| fitting.is_none_or(|fitting| fitting == *index));
    let mut found: Option<(usize, Fault<'b>)> = None;
    for (index, form) in candidates {
        match walk(line, form, words.get(index).unwrap_or(&NO_WORDS)) {
            Walk::Fits => return special(line, row),
            Walk::Fault(at, fault) if found.is_none_or(|(farthest, _)| at > farthest) => found = Some((at, fault)),
            Walk::Other | Walk::Fault(..) => {}
        }
    }
    let (at, fault) = found?;
    let fault = Fault { what: widen(fault.what, at, line, forms), ..fault };
    // Both have rules of their own.
    let own = row.is(&CIPSEND) && at == 1 && matches!(fault.what, What::Range(..)) || fault.name == Some("link_num");
    (!own).then_some(fault)
}

/// Whether a line may have a fault though all its values fit the table. What no form tells of is between quotes, or missing behind them.
pub(super) fn may_be_faulty(line: &Line<'_>) -> bool {
    !line.more.is_empty() || line.params.contains(&b'"')
}

static NO_WORDS: FormWords = FormWords {
    fields: &[],
    meaning: "",
    failure: "",
    dialect: a76xx_parser::spec::Dialect::All,
    grade: a76xx_parser::spec::Grade::Unknown,
    note: "",
    tells: a76xx_parser::spec::Secret::None,
};

/// The words of the forms of a shape, which stand together.
fn words_of(row: &Command, shape: Shape) -> &'static [FormWords] {
    let first = row.forms().iter().position(|form| form.shape == shape).unwrap_or(0);
    row.words().and_then(|words| words.forms.get(first..)).unwrap_or_default()
}

enum Walk<'b> {
    /// Every parameter is as the form has it.
    Fits,
    /// A keyword tells that another form is meant.
    Other,
    /// The first parameter that is not, by its place.
    Fault(usize, Fault<'b>),
}

fn walk<'b>(line: &Line<'b>, form: &Form, words: &FormWords) -> Walk<'b> {
    let mut values = line.fields();
    for (at, field) in form.fields().iter().enumerate() {
        let name = words.fields.get(at).map(|words| words.name);
        let value = values.next().filter(|value| *value != Value::Empty);
        let fault = |what, text| Walk::Fault(at, Fault { name, what, text });
        let Some(value) = value else {
            if field.optional || matches!(field.ty, Type::Rest) {
                continue;
            }
            return fault(What::Missing, b"");
        };
        let (text, quoted) = (value.text(), matches!(value, Value::Quoted(_)));
        match field.ty {
            Type::Int(min, max) if min == max && value.int() != Some(min) => return Walk::Other,
            Type::Int(min, max) => match value.int() {
                Some(number) if (min..=max).contains(&number) => {}
                Some(_) => return fault(What::Range(min, max), text),
                None => return fault(What::NoNumber, text),
            },
            Type::Quoted(_) if !quoted => return fault(What::Bare, text),
            Type::Quoted(most) if text.len() > usize::from(most) => return fault(What::Long(i64::from(most)), text),
            Type::Word(word) if text != word.as_bytes() => return Walk::Other,
            Type::Rest => return Walk::Fits,
            _ => {}
        }
        if field.repeats > 0 {
            return Walk::Fits;
        }
    }
    match values.next() {
        Some(value) => Walk::Fault(form.fields().len(), Fault { name: None, what: What::Surplus, text: value.text() }),
        None => Walk::Fits,
    }
}

/// Bounds over all forms, where the value fits none: `AT+CIPRXGET` takes 0 to 5, in five forms.
fn widen(what: What, at: usize, line: &Line<'_>, forms: &[Form]) -> What {
    let What::Range(min, max) = what else { return what };
    let bounds = forms.iter().filter_map(|form| match form.fields().get(at)?.ty {
        Type::Int(min, max) => Some((min, max)),
        _ => None,
    });
    let (least, most) = bounds.fold((min, max), |(least, most), (min, max)| (least.min(min), most.max(max)));
    let inside = line.int(at).is_some_and(|value| (least..=most).contains(&value));
    if inside { what } else { What::Range(least, most) }
}

/// What the manual demands beyond its forms.
fn special<'b>(line: &Line<'b>, row: &Command) -> Option<Fault<'b>> {
    if row.is(&CIPOPEN) && line.field(1) == Some(b"TCP") {
        let missing = |at: usize| line.field(at).is_none_or(<[u8]>::is_empty);
        let name = if missing(2) { "server_ip" } else { "server_port" };
        return (missing(2) || missing(3)).then_some(Fault { name: Some(name), what: What::Missing, text: b"" });
    }
    if row.is(&CDNSGIP) {
        let label = line.field(0)?.split(|byte| *byte == b'.').find(|label| label.len() > LABEL)?;
        return Some(Fault { name: Some("domain_name"), what: What::Long(LABEL as i64), text: label });
    }
    None
}

/// Bytes of one label of a domain name (M 15.2.17).
const LABEL: usize = 63;
