//! Streams as a module sends them, echo on, with a count of what they hold.

pub mod adversarial;
pub mod buffered;
pub mod chatter;
pub mod commands;
pub mod push;
pub mod worst;

use crate::rng::Rng;

/// Every workload is generated from this seed.
pub const SEED: u64 = 20_260_301;

/// A kind of stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// W1: commands, answers, results and unsolicited lines, no payload.
    Chatter,
    /// W2: data pushed by the module, 1460 bytes a frame.
    Push,
    /// W3: data read by the host, 1460 bytes a read.
    Buffered,
    /// W4: payloads that look like the protocol, noise, dialogues.
    Adversarial,
}

impl Workload {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Chatter, Self::Push, Self::Buffered, Self::Adversarial];

    /// The short name that the commands and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chatter => "W1",
            Self::Push => "W2",
            Self::Buffered => "W3",
            Self::Adversarial => "W4",
        }
    }

    /// What it is, in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Chatter => "W1 chatter",
            Self::Push => "W2 push bulk",
            Self::Buffered => "W3 buffered bulk",
            Self::Adversarial => "W4 adversarial",
        }
    }

    /// The workload of this short name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|workload| workload.name() == name)
    }

    /// A stream of at least so many bytes: whole exchanges, so it ends where a command or a frame ends.
    pub fn generate(self, bytes: usize) -> Stream {
        let mut rng = Rng::new(SEED);
        let mut stream = Stream { bytes: Vec::with_capacity(bytes + 32 * 1024), truth: Truth::default() };
        while stream.bytes.len() < bytes {
            match self {
                Self::Chatter => chatter::exchange(&mut rng, &mut stream),
                Self::Push => push::frames(&mut rng, &mut stream),
                Self::Buffered => buffered::read(&mut rng, &mut stream),
                Self::Adversarial => adversarial::turn(&mut rng, &mut stream),
            }
        }
        stream
    }
}

/// What a stream holds. Blanks are not counted: they are the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// The module's copies of commands.
    pub echoes: u64,
    /// Lines that belong to a command.
    pub answers: u64,
    /// Lines that the module sends on its own.
    pub urcs: u64,
    /// Final result codes.
    pub finals: u64,
    /// Prompts.
    pub prompts: u64,
    /// Payloads, each counted once however many pieces it comes in.
    pub payloads: u64,
    /// Bytes of all payloads.
    pub payload_bytes: u64,
    /// All payload bytes in their order, as [`hash`] folds them.
    pub payload_hash: u64,
    /// Bytes of lines that are none of the protocol, line ends included. How many events they become depends on the line limit.
    pub loose_bytes: u64,
}

impl Truth {
    /// Events that carry something: all but blanks, text and noise.
    pub const fn events(&self) -> u64 {
        self.echoes + self.answers + self.urcs + self.finals + self.prompts + self.payloads
    }
}

/// Folds bytes into a hash that depends on their order and not on how they are cut.
pub fn hash(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| hash.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(*byte) + 1))
}

/// A stream under way. Lines are framed as V.250 prescribes: `CR LF text CR LF`; an echo ends at the CR that the host sent.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// What the module sent.
    pub bytes: Vec<u8>,
    /// What that holds.
    pub truth: Truth,
}

impl Stream {
    /// Line ends.
    pub fn lines(&self) -> usize {
        memchr::memchr_iter(b'\n', &self.bytes).count()
    }

    fn line(&mut self, text: &str) {
        self.bytes.extend_from_slice(b"\r\n");
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// The copy of a command.
    pub fn echo(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'\r');
        self.truth.echoes += 1;
    }

    /// A line that belongs to the command before it.
    pub fn answer(&mut self, text: &str) {
        self.line(text);
        self.truth.answers += 1;
    }

    /// A line that the module sends on its own.
    pub fn urc(&mut self, text: &str) {
        self.line(text);
        self.truth.urcs += 1;
    }

    /// A second header line: no line end before it.
    pub fn header(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.extend_from_slice(b"\r\n");
        self.truth.urcs += 1;
    }

    /// A final result.
    pub fn last(&mut self, text: &str) {
        self.line(text);
        self.truth.finals += 1;
    }

    /// The prompt for data.
    pub fn prompt(&mut self) {
        self.bytes.extend_from_slice(b"\r\n>");
        self.truth.prompts += 1;
    }

    /// The data that the line before announced.
    pub fn payload(&mut self, fill: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        fill(&mut self.bytes);
        let data = &self.bytes[start..];
        self.truth.payloads += 1;
        self.truth.payload_bytes += data.len() as u64;
        self.truth.payload_hash = hash(self.truth.payload_hash, data);
    }

    /// A line of bytes that are no protocol; its end is counted with it.
    pub fn loose(&mut self, fill: impl FnOnce(&mut Vec<u8>)) {
        self.bytes.extend_from_slice(b"\r\n");
        let start = self.bytes.len();
        fill(&mut self.bytes);
        self.bytes.extend_from_slice(b"\r\n");
        self.truth.loose_bytes += (self.bytes.len() - start) as u64;
    }
}
