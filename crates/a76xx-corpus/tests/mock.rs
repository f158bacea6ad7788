//! A mock says what its transcript has, to whoever keeps to it, and names the place where somebody does not.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::convert::Infallible;
use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use a76xx_corpus::mock::{Leeway, Mock, PortError, ServeError, serve, serve_async};
use a76xx_corpus::{Side, Step, StepKind, Transcript, assert_transcript, corpus_files};
use embedded_io::{ErrorType, Read, ReadReady as _, Write};
use proptest::prelude::*;

const SEND: &str = r#"# a76xx transcript 1

< \r\n*ATREADY: 1\r\n
> AT+CIPOPEN=0,"TCP","Host.example",7\r
< \r\nOK\r\n
~ 1.5
< \r\n+CIPOPEN: 0,0\r\n
> AT+CIPSEND=0,5\r
< \r\n>
> he
> llo
< \r\nOK\r\n
< \r\n+CIPSEND: 0,5,5\r\n
"#;

fn send() -> Transcript {
    Transcript::parse(SEND).expect("right")
}

fn said(mock: &Mock) -> String {
    let mut buffer = vec![0; mock.waiting()];
    assert_eq!(mock.take(&mut buffer), buffer.len());
    a76xx_corpus::escape(&buffer)
}

#[test]
fn the_module_speaks_when_the_host_has_spoken() {
    let mock = Mock::new(&send(), Leeway::Strict);
    assert_eq!(said(&mock), r"\r\n*ATREADY: 1\r\n");
    mock.receive(b"AT+CIPOPEN=0,\"TCP\",\"Host.exam").unwrap();
    assert_eq!(said(&mock), "");
    mock.receive(b"ple\",7\r").unwrap();
    assert_eq!(said(&mock), r"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n");
    mock.receive(b"AT+CIPSEND=0,5\r").unwrap();
    assert_eq!(said(&mock), r"\r\n>");
    assert_eq!(mock.finish().unwrap_err().to_string(), "at step 8: the host never sent `hello`");
    mock.receive(b"hello").unwrap();
    assert_eq!(said(&mock), r"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
    assert!(mock.is_over());
    mock.finish().unwrap();
    assert_transcript(&send(), &mock.heard());
}

#[test]
fn a_strict_mock_stops_at_the_first_byte_that_differs() {
    let mock = Mock::new(&send(), Leeway::Strict);
    let deviation = mock.receive(b"AT+CIPOPEN=1,\"TCP\"").unwrap_err();
    assert_eq!((deviation.step, deviation.got.as_slice()), (Some(1), &b"AT+CIPOPEN=1"[..]));
    assert_eq!(
        deviation.to_string(),
        "at step 2: the host sent\n  `AT+CIPOPEN=1` where the transcript has\n  `AT+CIPOPEN=0,\"TCP\",\"Host.example\",7\\r`"
    );
    assert_eq!(mock.receive(b"AT\r"), Err(deviation.clone()));
    assert_eq!(mock.finish(), Err(deviation));
}

#[test]
fn what_comes_behind_the_end_is_too_much() {
    for leeway in [Leeway::Strict, Leeway::Lenient] {
        let mock = Mock::new(&Transcript::parse("# a76xx transcript 1\n> AT\\r\n").unwrap(), leeway);
        mock.receive(b"AT\r").unwrap();
        mock.finish().unwrap();
        let more = mock.receive(b"ATI\r").unwrap_err();
        assert_eq!(more.to_string(), "the transcript is over, and the host goes on with `A`");
    }
}

#[test]
fn a_lenient_mock_takes_the_same_commands_and_other_data() {
    let host: [&[u8]; 3] = [b"at+cipopen = 0, \"TCP\",\"Host.example\",7\r\n", b"At+cipsend=0,5\r\n", b"AT\r\n>"];
    let mock = Mock::new(&send(), Leeway::Lenient);
    for bytes in host {
        for byte in bytes {
            mock.receive(&[*byte]).unwrap();
        }
    }
    mock.finish().unwrap();
    assert!(Mock::new(&send(), Leeway::Strict).receive(host[0]).is_err());
    // The case inside quotes, and values, count.
    for other in ["AT+CIPOPEN=0,\"TCP\",\"host.example\",7\r", "AT+CIPOPEN=0,\"TCP\",\"Host.example\",8\r"] {
        assert_eq!(Mock::new(&send(), Leeway::Lenient).receive(other.as_bytes()).unwrap_err().step, Some(1));
    }
}

#[test]
fn a_blocking_port_says_when_nothing_can_come() {
    let mock = Mock::new(&send(), Leeway::Strict);
    let (mut port, mut buffer) = (mock.port(), [0; 64]);
    assert!(port.read_ready().unwrap());
    assert_eq!(port.read(&mut buffer), Ok(15));
    assert_eq!(port.read(&mut buffer), Err(PortError::Silent));
    assert!(!port.read_ready().unwrap());
    assert!(matches!(port.write(b"ATI"), Err(PortError::Deviation(_))));
    assert!(matches!(port.read(&mut buffer), Err(PortError::Deviation(_))));
}

#[test]
fn an_asynchronous_read_waits_for_the_host() {
    let mock = Mock::new(&Transcript::parse("# a76xx transcript 1\n> AT\\r\n< \\r\\nOK\\r\\n\n").unwrap(), Leeway::Strict);
    let (mut port, mut buffer) = (mock.port(), [0; 64]);
    let mut context = Context::from_waker(Waker::noop());
    let mut read = pin!(embedded_io_async::Read::read(&mut port, &mut buffer));
    assert!(read.as_mut().poll(&mut context).is_pending());
    mock.receive(b"AT\r").unwrap();
    assert_eq!(read.poll(&mut context), Poll::Ready(Ok(6)));
}

/// A host's end of a line, as a list of what it sends and a place for what it hears.
#[derive(Default)]
struct Line {
    sends: Vec<u8>,
    hears: Vec<u8>,
}

impl ErrorType for Line {
    type Error = Infallible;
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        let count = buffer.len().min(self.sends.len()).min(3);
        buffer[..count].copy_from_slice(&self.sends[..count]);
        self.sends.drain(..count);
        Ok(count)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        self.hears.extend(bytes.iter().take(7));
        Ok(bytes.len().min(7))
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

impl embedded_io_async::Read for Line {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        Read::read(self, buffer)
    }
}

impl embedded_io_async::Write for Line {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        Write::write(self, bytes)
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[test]
fn a_mock_serves_a_port_that_is_there() {
    let line = || Line { sends: send().side_bytes(Side::Host), hears: Vec::new() };
    let mut blocking = line();
    serve(&Mock::new(&send(), Leeway::Strict), &mut blocking).unwrap();
    assert_eq!(blocking.hears, send().side_bytes(Side::Module));

    let (mut waiting, mock) = (line(), Mock::new(&send(), Leeway::Strict));
    let served = pin!(serve_async(&mock, &mut waiting)).poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(served, Poll::Ready(Ok(())));
    assert_eq!(waiting.hears, send().side_bytes(Side::Module));

    let mut early = Line { sends: b"AT+CIPOPEN=0".to_vec(), hears: Vec::new() };
    let error = serve(&Mock::new(&send(), Leeway::Strict), &mut early).unwrap_err();
    assert!(matches!(&error, ServeError::Deviation(deviation) if deviation.got == b"AT+CIPOPEN=0"), "{error}");
}

#[test]
fn a_difference_shows_the_lines_around() {
    let mut other = send();
    other.steps.retain(|step| *step != Step::from(StepKind::Module(b"\r\n+CIPOPEN: 0,0\r\n".to_vec())));
    other.steps.push(StepKind::Host(b"AT+CIPCLOSE=0\r".to_vec()).into());
    let difference = send().compare(&other).unwrap_err();
    insta::assert_snapshot!(difference, @r#"
      < \r\n*ATREADY: 1\r\n
      > AT+CIPOPEN=0,"TCP","Host.example",7\r
      < \r\nOK\r\n
    - < \r\n+CIPOPEN: 0,0\r\n
      > AT+CIPSEND=0,5\r
      < \r\n>
      > hello
      < \r\nOK\r\n
      < \r\n+CIPSEND: 0,5,5\r\n
    + > AT+CIPCLOSE=0\r
    "#);
}

/// The host of a transcript keeps to it, and the mock says all of the module's side: of every sample, whatever pieces it is written in.
#[test]
fn every_sample_plays() {
    for folder in ["note", "evil"] {
        for path in corpus_files(folder, "at").expect("a folder") {
            let transcript = Transcript::parse(std::fs::read_to_string(&path).unwrap()).unwrap();
            for (leeway, piece) in [(Leeway::Strict, 1), (Leeway::Strict, 1000), (Leeway::Lenient, 7)] {
                let mock = Mock::new(&transcript, leeway);
                for chunk in transcript.side_bytes(Side::Host).chunks(piece) {
                    mock.receive(chunk).unwrap_or_else(|deviation| panic!("{}: {deviation}", path.display()));
                }
                mock.finish().unwrap_or_else(|deviation| panic!("{}: {deviation}", path.display()));
                assert_eq!(mock.heard().side_bytes(Side::Module), transcript.side_bytes(Side::Module), "{}", path.display());
            }
        }
    }
}

proptest! {
    #[test]
    fn how_it_came_in_pieces_makes_no_difference(cuts in prop::collection::vec(1_usize..9, 1..40)) {
        let mut cut = Transcript { header: vec![("title".into(), "in pieces".into())], steps: Vec::new() };
        let mut cuts = cuts.iter().cycle();
        for step in &send().steps {
            let Some((side, bytes)) = step.chunk() else { continue };
            let mut rest = bytes;
            while !rest.is_empty() {
                let (piece, tail) = rest.split_at(rest.len().min(*cuts.next().unwrap()));
                cut.steps.push(if side == Side::Host { StepKind::Host(piece.to_vec()) } else { StepKind::Module(piece.to_vec()) }.into());
                rest = tail;
            }
        }
        prop_assert_eq!(send().compare(&cut), Ok(()));
        prop_assert_eq!(cut.by_lines(), send().by_lines());
    }
}
