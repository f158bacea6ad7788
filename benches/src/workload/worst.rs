//! Inputs meant to cost as much as possible for each byte. None is a fair stream: the most expensive one is what counts.

/// One such input.
#[derive(Clone, Copy, Debug)]
pub struct Nasty {
    /// Name in the table.
    pub name: &'static str,
    before: &'static [u8],
    unit: &'static [u8],
    shape: Shape,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    /// `before` once, to bring the parser into the state to be tried, then `unit` to the end.
    Flood,
    /// Lines of [`LINE`] bytes: each is `before`, `unit` again and again, and a line end.
    Lines,
}

/// Just under the parser's default limit for a line: what is read twice in a line costs most here.
const LINE: usize = 3_190;

impl Nasty {
    /// The input of this name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|nasty| nasty.name == name)
    }

    /// So many bytes of it.
    pub fn generate(&self, bytes: usize) -> Vec<u8> {
        let filled = self.before.iter().chain(self.unit.iter().cycle());
        match self.shape {
            Shape::Flood => filled.copied().take(bytes).collect(),
            Shape::Lines => {
                let line: Vec<u8> = filled.take(LINE).chain(b"\r\n").copied().collect();
                line.into_iter().cycle().take(bytes).collect()
            }
        }
    }
}

const fn flood(name: &'static str, unit: &'static [u8]) -> Nasty {
    after(name, b"", unit)
}

const fn after(name: &'static str, before: &'static [u8], unit: &'static [u8]) -> Nasty {
    Nasty { name, before, unit, shape: Shape::Flood }
}

const fn lines(name: &'static str, before: &'static [u8], unit: &'static [u8]) -> Nasty {
    Nasty { name, before, unit, shape: Shape::Lines }
}

/// Floods of one thing, lines that never end or end at once, headers cut short, and lines that invite reading the same bytes twice.
pub const ALL: &[Nasty] = &[
    flood("CR flood", b"\r"),
    flood("LF flood", b"\n"),
    flood("CRLF flood", b"\r\n"),
    flood("CR CR LF flood", b"\r\r\n"),
    flood("NUL flood", b"\0"),
    flood("prompt flood", b">"),
    flood("prompts with spaces", b"> "),
    flood("prompts on lines", b"\r\n>"),
    flood("space flood", b" "),
    flood("1A flood", b"\x1a"),
    flood("one endless line", b"x"),
    flood("endless high bytes", b"\xff"),
    flood("lines of one byte", b"x\n"),
    flood("results", b"OK\r\n"),
    flood("digit results", b"0\r"),
    flood("bare echoes", b"AT\r"),
    flood("echoes of unknown commands", b"AT+Q\r"),
    flood("repeated-command echoes", b"A/\r"),
    flood("endless command chain", b"AT+A;+B;+C;"),
    flood("endless basic commands", b"ATEEEE"),
    flood("basic commands with digits", b"ATE0E1"),
    flood("empty commands", b"AT;;;;;;;;"),
    flood("open quotes in a command", b"AT+A=\";"),
    flood("half +CIPRXGET header", b"\r\n+CIPRXGET: 2,1,"),
    flood("+IPD without a number", b"\r\n+IPD\r\n"),
    flood("+IPD of one byte", b"+IPD1\r\nx"),
    flood("+IPD of the largest count", b"+IPD4294967295\r\n"),
    flood("+IPD of an absurd count", b"+IPD99999999999999999999\r\n"),
    flood("RECV FROM without an end", b"RECV FROM:1.2.3.4:80"),
    flood("commas", b"+CIPCLOSE: ,,,,,,,,,,,,,,,,\r\n"),
    flood("endless commas", b"+CIPCLOSE: ,,,,,,,,,,,,,,,,"),
    flood("links without end", b"+CIPCLOSE: 0,0,0,0,0,0,0,0,0,0,0,0\r\n"),
    flood("unknown heads", b"+ZZZZ: 1\r\n"),
    flood("digits without end", b"+CSQ: 99999999999999999999999999999999999\r\n"),
    after("four open commands", b"AT+Q\rAT+R\rAT+S\rAT+T\r", b"\r\n+Z: 1\r\n"),
    after("data state, line ends", b"ATO\r\r\nCONNECT 115200\r\n", b"\r\n"),
    after("data state, almost an end", b"ATO\r\r\nCONNECT 115200\r\n", b"\r\nNO CARRIER\r\r\nCLOSED\r"),
    lines("long line of basic commands", b"ATE", b"E"),
    lines("long line of digits", b"ATS", b"0"),
    lines("long chain", b"AT+A", b";+A"),
    lines("long chain of open quotes", b"AT+A=\"", b"\";+A=\""),
    lines("long open parentheses", b"+CIPCLOSE: (", b",("),
    lines("long open quotes", b"+CIPCLOSE: \"", b",\"\"\""),
    lines("long list", b"+CIPCLOSE: 0", b",0"),
    lines("long blanks", b"+CIPCLOSE:", b" "),
    lines("long blank line", b" ", b" "),
    lines("long text", b"z", b"z"),
];
