//! Transcripts of what two ends of a serial line said to each other, and the way to the samples in `corpus/`.
//!
//! A transcript is text: one line per chunk, `>` for what the host sends and `<` for what the module sends, C-escaped, so that it can
//! be read, written by hand and compared line by line, and still holds every byte. `docs/transcript.md` describes the form.
//!
//! ```
//! use a76xx_corpus::{Side, Transcript};
//!
//! let text = "# a76xx transcript 1\n\n> AT+CSQ\\r\n< \\r\\n+CSQ: 23,0\\r\\n\n< \\r\\nOK\\r\\n\n";
//! let transcript = Transcript::parse(text)?;
//! assert_eq!(transcript.side_bytes(Side::Host), b"AT+CSQ\r");
//! assert_eq!(transcript.side_bytes(Side::Module), b"\r\n+CSQ: 23,0\r\n\r\nOK\r\n");
//! assert_eq!(transcript.to_string(), text);
//! # Ok::<(), a76xx_corpus::ParseError>(())
//! ```
//!
//! # Tests of programs that talk to modules
//! With the feature `mock`, a `Mock` plays the module of a transcript at a port of `embedded-io` or `embedded-io-async`, and says where the host
//! leaves it. What was really said is a transcript again, made for snapshots:
//!
#![cfg_attr(feature = "mock", doc = "```")]
#![cfg_attr(not(feature = "mock"), doc = "```text")]
//! use a76xx_corpus::Transcript;
//! use a76xx_corpus::mock::{Leeway, Mock};
//! use embedded_io::{Read, Write};
//!
//! /// The program under test: asks for the signal strength.
//! fn signal(port: &mut (impl Read + Write)) -> Option<String> {
//!     port.write_all(b"AT+CSQ\r").ok()?;
//!     let (mut said, mut byte) = (Vec::new(), [0]);
//!     while !said.ends_with(b"OK\r\n") {
//!         port.read_exact(&mut byte).ok()?;
//!         said.extend(byte);
//!     }
//!     let said = String::from_utf8(said).ok()?;
//!     Some(said.split("+CSQ: ").nth(1)?.split(',').next()?.to_owned())
//! }
//!
//! let recorded = Transcript::parse("# a76xx transcript 1\n> AT+CSQ\\r\n< \\r\\n+CSQ: 23,0\\r\\n\n< \\r\\nOK\\r\\n\n")?;
//! let module = Mock::new(&recorded, Leeway::Strict);
//! assert_eq!(signal(&mut module.port()).as_deref(), Some("23"));
//! module.finish()?;
//!
//! insta::assert_snapshot!(module.heard().by_lines(), @r"
//! ## a76xx transcript 1
//!
//! > AT+CSQ\r
//! < \r\n+CSQ: 23,0\r\n
//! < \r\nOK\r\n
//! ");
//! // The same without a snapshot, against the recording:
//! recorded.compare(&module.heard())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Record such a transcript with `a76xx tap` or `a76xx-sim --record`, or make one of any capture with `a76xx decode --format transcript`.

#[cfg(feature = "mock")]
mod compare;
mod error;
mod escape;
mod expect;
mod files;
#[cfg(feature = "mock")]
pub mod mock;
mod read;
mod transcript;
mod truth;
mod write;

#[cfg(feature = "mock")]
pub use compare::{Difference, assert_transcript};
pub use error::{Fault, LineError, ParseError};
pub use escape::escape;
pub use expect::{Expectation, ExpectedKind, parse_expectations};
pub use files::{IndexEntry, corpus_dir, corpus_files, corpus_index};
pub use transcript::{Control, Side, Step, StepKind, Transcript};
pub use truth::{Delivery, parse_truth};
