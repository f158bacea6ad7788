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

mod error;
mod escape;
mod expect;
mod files;
mod read;
mod transcript;
mod write;

pub use error::{Fault, LineError, ParseError};
pub use escape::escape;
pub use expect::{Expectation, ExpectedKind, parse_expectations};
pub use files::{IndexEntry, corpus_dir, corpus_files, corpus_index};
pub use transcript::{Control, Side, Step, StepKind, Transcript};
