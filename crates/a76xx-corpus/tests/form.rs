//! The text form: what is read, what is refused, and that nothing is lost on the way.
#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

use a76xx_corpus::{Control, Fault, Side, Step, StepKind, Transcript};
use proptest::prelude::*;

fn faults(text: &str) -> Vec<(usize, Fault)> {
    Transcript::read(text).1.into_iter().map(|error| (error.line, error.fault)).collect()
}

#[test]
fn every_kind_of_line_is_read() {
    let text = "\
# a76xx transcript 1
# title: all of it
# mended: one
# mended: two

# set up
> AT\\r
@0.000000 < \\r\\nOK\\r\\n
@1.250000 ~ 1.2
~
! DTR off
! RTS on
! RESET
! POWER on
<

# the \u{fc} of a comment is text
@12.345678 > \\t\\0\\\\\\x1A\\xFF\\x20
";
    let transcript = Transcript::parse(text).expect("right");
    assert_eq!(transcript.values("mended").collect::<Vec<_>>(), ["one", "two"]);
    let kinds: Vec<_> = transcript.steps.iter().map(|step| step.kind.clone()).collect();
    assert_eq!(
        kinds,
        [
            StepKind::Comment("set up".into()),
            StepKind::Host(b"AT\r".to_vec()),
            StepKind::Module(b"\r\nOK\r\n".to_vec()),
            StepKind::Silence(Some(1_200_000)),
            StepKind::Silence(None),
            StepKind::Control(Control::Dtr(false)),
            StepKind::Control(Control::Rts(true)),
            StepKind::Control(Control::Reset),
            StepKind::Control(Control::Power(true)),
            StepKind::Module(Vec::new()),
            StepKind::Comment("the \u{fc} of a comment is text".into()),
            StepKind::Host(b"\t\0\\\x1A\xFF ".to_vec()),
        ]
    );
    assert_eq!(transcript.steps.last().and_then(|step| step.at), Some(12_345_678));
    assert_eq!(transcript.side_bytes(Side::Host), b"AT\r\t\0\\\x1A\xFF ");
    assert_eq!(transcript.to_string(), text);
}

#[test]
fn a_hand_may_write_it_more_freely() {
    let free = "\u{feff}# a76xx transcript 1\r\n#no header\r\n\r\n\r\n  > \\x0d\\X\r\n@3 ! dtr OFF \r\n# late: is a comment\r\n~ 2";
    let (transcript, errors) = Transcript::read(free);
    assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [5]);
    assert_eq!(transcript.to_string(), "# a76xx transcript 1\n\n# no header\n@3.000000 ! DTR off\n\n# late: is a comment\n~ 2.0\n");
}

#[test]
fn each_fault_is_named_with_its_line_and_the_rest_is_read() {
    let text = "# a76xx transcript 1\n>AT\n> a\\q\n> \\x1\n> \\\n> a \n> \u{e9}\n> a\tb\n@ > x\n@1.2345678 > x\n@5\n? x\n~ long\n! CTS on\n> AT\\r\n";
    assert_eq!(
        faults(text),
        [
            (2, Fault::Joined('>')),
            (3, Fault::Escape('q')),
            (4, Fault::HexDigits),
            (5, Fault::BackslashAtEnd),
            (6, Fault::BlankAtEnd),
            (7, Fault::Unescaped('\u{e9}')),
            (8, Fault::Unescaped('\t')),
            (9, Fault::Seconds(String::new())),
            (10, Fault::Seconds("1.2345678".into())),
            (11, Fault::StampAlone),
            (12, Fault::Mark('?')),
            (13, Fault::Seconds("long".into())),
            (14, Fault::Control("CTS on".into())),
        ]
    );
    assert_eq!(Transcript::read(text).0.side_bytes(Side::Host), b"AT\r");
    assert_eq!(faults(""), [(1, Fault::FirstLine)]);
    assert_eq!(faults("> AT\\r\n"), [(1, Fault::FirstLine)]);
    assert_eq!(Transcript::read("> AT\\r\n").0.steps.len(), 1);
    assert_eq!(faults("# a76xx transcript 2\n"), [(1, Fault::Version("2".into()))]);
    assert_eq!(Transcript::read(b"# a76xx transcript 1\n> \xFF\n".as_slice()).1.len(), 1);
    let error = Transcript::parse("# a76xx transcript 1\n? x\n> \\q").expect_err("two faults");
    assert_eq!(error.to_string().lines().count(), 2);
    assert!(error.to_string().starts_with("line 2: '?' is no mark"), "{error}");
}

fn line() -> impl Strategy<Value = String> {
    "[^\n]{0,30}".prop_map(|text| text.trim().to_owned())
}

fn kind() -> impl Strategy<Value = StepKind> {
    prop_oneof![
        4 => prop::collection::vec(any::<u8>(), 0..40).prop_map(StepKind::Host),
        4 => prop::collection::vec(any::<u8>(), 0..40).prop_map(StepKind::Module),
        1 => "[ -~]{0,20} {0,2}".prop_map(|text| StepKind::Module(text.into_bytes())),
        1 => any::<Option<u64>>().prop_map(StepKind::Silence),
        1 => prop::sample::select(vec![
            Control::Dtr(true), Control::Dtr(false), Control::Rts(true), Control::Rts(false),
            Control::Reset, Control::Power(true), Control::Power(false),
        ]).prop_map(StepKind::Control),
        1 => prop_oneof![line(), "[a-z]{1,4}: [a-z]{0,4}[a-z]", Just(" indented".to_owned())].prop_map(StepKind::Comment),
    ]
}

fn transcript() -> impl Strategy<Value = Transcript> {
    let step = (any::<Option<u64>>(), kind()).prop_map(|(at, kind)| Step { at, kind });
    (prop::collection::vec(("[a-z0-9-]{1,8}", line()), 0..5), prop::collection::vec(step, 0..30))
        .prop_map(|(header, steps)| Transcript { header, steps })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(transcript in transcript()) {
        let text = transcript.to_string();
        prop_assert_eq!(Transcript::parse(&text), Ok(transcript));
    }

    #[test]
    fn a_canonical_text_is_written_as_it_was(transcript in transcript()) {
        let text = transcript.to_string();
        prop_assert_eq!(Transcript::parse(&text).map(|read| read.to_string()), Ok(text));
    }

    #[test]
    fn any_bytes_are_read_and_what_was_kept_is_canonical(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = Transcript::read(bytes).0.to_string();
        prop_assert_eq!(Transcript::parse(&text).map(|read| read.to_string()), Ok(text));
    }

    #[test]
    fn lines_that_are_nearly_right_are_read(lines in prop::collection::vec("(@[0-9.]{0,25} )?[><~!#]? ?[ -~\u{e9}]{0,12}", 0..12)) {
        let (read, faults) = Transcript::read(format!("# a76xx transcript 1\n{}", lines.join("\n")));
        prop_assert!(read.header.len() + read.steps.len() + faults.len() <= lines.len() + 1);
        let text = read.to_string();
        prop_assert_eq!(Transcript::parse(&text), Ok(read));
    }
}
