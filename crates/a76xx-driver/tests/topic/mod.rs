//! A module's answer to `AT+CMQTTTOPIC`, which the simulator does not know.

/// Stands between host and module, and takes the topics. What else is said has to be whole lines.
#[derive(Debug, Default)]
pub(crate) struct Topic {
    line: Vec<u8>,
    left: usize,
    /// Bytes of topics.
    pub(crate) taken: Vec<u8>,
}

/// Bytes that end commands, answer them and ask for data, were they not counted.
pub(crate) const DATA: [u8; 1000] = {
    let word = b"\r\nOK\r\n>\x1a\x1b\r\n+CMQTTTOPIC: 0,0\r\nAT+CSQ\r";
    let mut data = [0; 1000];
    let mut at = 0;
    while at < data.len() {
        data[at] = word[at % word.len()];
        at += 1;
    }
    data
};

impl Topic {
    /// The host says bytes: what is left of them for the module, and what is answered in its place.
    pub(crate) fn host(&mut self, bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (mut left, mut answer) = (Vec::new(), Vec::new());
        for byte in bytes {
            if self.left > 0 {
                self.taken.push(*byte);
                self.left -= 1;
                if self.left == 0 {
                    answer.extend(b"\r\nOK\r\n");
                }
                continue;
            }
            self.line.push(*byte);
            if *byte == b'\r' {
                let line = std::mem::take(&mut self.line);
                match line.strip_prefix(b"AT+CMQTTTOPIC=0,") {
                    Some(count) => {
                        self.left = String::from_utf8_lossy(count).trim_end().parse().unwrap();
                        answer.extend(b"\r\n>");
                    }
                    None => left.extend(line),
                }
            }
        }
        (left, answer)
    }
}
