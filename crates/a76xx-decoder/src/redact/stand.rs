//! Stand-ins: as long as what they stand for, of the same kind, and the same wherever the same stood.

use std::collections::{BTreeMap, HashSet};

use a76xx_parser::spec::Secret;

/// Tries to find a stand-in that nothing else has, or that is no secret itself. Of very short texts there are too few.
const TRIES: u32 = 64;

/// Secrets with what stands for them.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    map: BTreeMap<Vec<u8>, Vec<u8>>,
    used: HashSet<Vec<u8>>,
    /// Numbers the draws: nothing of a secret goes into its stand-in.
    draws: Draws,
}

impl StandIns {
    /// For these secrets. Those that tell nobody anything (0.0.0.0, 112) are left out.
    pub(super) fn of(secrets: &BTreeMap<Vec<u8>, Secret>) -> Self {
        let mut all = Self::default();
        for (text, kind) in secrets {
            let mut made = None;
            for _ in 0..TRIES {
                let Some(draft) = all.draft(text, *kind).filter(|draft| draft != text) else { break };
                let fresh = !all.used.contains(&draft) && !secrets.contains_key(&draft);
                made = Some(draft);
                if fresh {
                    break;
                }
            }
            if let Some(made) = made {
                all.used.insert(made.clone());
                all.map.insert(text.clone(), made);
            }
        }
        all
    }

    /// What stands for a secret.
    pub(super) fn get(&self, text: &[u8]) -> Option<&[u8]> {
        self.map.get(text).map(Vec::as_slice)
    }

    /// Every secret with its stand-in.
    pub(super) fn all(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.map.iter().map(|(text, stand)| (text.as_slice(), stand.as_slice()))
    }

    fn draft(&mut self, text: &[u8], kind: Secret) -> Option<Vec<u8>> {
        match kind {
            Secret::None => None,
            Secret::Imei => Some(self.draws.number(text, 0)),
            // Country and network, which the operator's name tells anyhow.
            Secret::Imsi => Some(self.draws.number(text, 5)),
            // That it is a telephone card.
            Secret::Iccid => Some(self.draws.number(text, 2)),
            Secret::Phone => (text.iter().filter(|byte| byte.is_ascii_digit()).count() > 5).then(|| self.draws.alike(text)),
            Secret::Host => self.draws.host(text),
            Secret::Apn | Secret::Account | Secret::Pin => Some(self.draws.alike(text)),
        }
    }
}

/// A series of numbers without meaning (`SplitMix64`), the same in each run.
#[derive(Debug, Default)]
pub(super) struct Draws(u64);

impl Draws {
    /// A series of its own.
    pub(super) const fn series(number: u64) -> Self {
        Self(number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % count.max(1)
    }

    /// A byte of the same class: digit, capital, small letter, another character, the rest of a UTF-8 character.
    pub(super) fn byte(&mut self, byte: u8) -> u8 {
        let (first, count) = match byte {
            b'0'..=b'9' => (b'0', 10),
            b'A'..=b'Z' => (b'A', 26),
            b'a'..=b'z' => (b'a', 26),
            0x80..=0xbf => (0x80, 64),
            _ => return byte,
        };
        first + self.below(count) as u8
    }

    /// A hexadecimal digit of the same class; other bytes as they are.
    pub(super) fn hex(&mut self, byte: u8) -> u8 {
        match byte {
            b'A'..=b'F' => b'A' + self.below(6) as u8,
            b'a'..=b'f' => b'a' + self.below(6) as u8,
            b'0'..=b'9' => self.byte(byte),
            _ => byte,
        }
    }

    fn alike(&mut self, text: &[u8]) -> Vec<u8> {
        text.iter().map(|byte| self.byte(*byte)).collect()
    }

    /// A number with its check digit, right if it was right; its first digits stay.
    fn number(&mut self, text: &[u8], keep: usize) -> Vec<u8> {
        let mut out: Vec<u8> =
            text.iter().enumerate().map(|(at, byte)| if at < keep || !byte.is_ascii_digit() { *byte } else { self.byte(*byte) }).collect();
        // Some numbers of cards are filled up with an F.
        let len = text.iter().rposition(u8::is_ascii_digit).map_or(0, |at| at + 1);
        if text.get(..len).is_some_and(is_checked)
            && let Some((last, front)) = out.get_mut(..len).and_then(<[u8]>::split_last_mut)
        {
            *last = b'0' + ((10 - luhn(front, 1) % 10) % 10) as u8;
        }
        out
    }

    /// A name or an address of a computer.
    fn host(&mut self, text: &[u8]) -> Option<Vec<u8>> {
        if let Some(numbers) = dotted(text) {
            return self.address(&numbers);
        }
        if text.contains(&b':') {
            // The first group tells the kind of an IPv6 address.
            let keep = text.iter().position(|byte| *byte == b':').unwrap_or(0);
            return Some(text.iter().enumerate().map(|(at, byte)| if at < keep { *byte } else { self.hex(*byte) }).collect());
        }
        // The last label tells nothing of its owner. One letter beyond F tells that no address is meant, if it is no X: that masks a digit.
        let keep = memchr::memrchr(b'.', text).unwrap_or(text.len());
        let beyond = text.iter().position(|byte| byte.is_ascii_alphabetic() && !byte.is_ascii_hexdigit() && !matches!(byte, b'x' | b'X'));
        let stand = |(at, byte): (usize, &u8)| match byte {
            _ if at >= keep => *byte,
            _ if beyond.is_none() => self.hex(*byte),
            _ if beyond == Some(at) => (byte & 0x20 | b'G') + self.below(17) as u8,
            _ => self.byte(*byte),
        };
        let made: Vec<u8> = text.iter().enumerate().map(stand).collect();
        (made != text).then_some(made)
    }

    /// An address in numbers with dots: 4 of them, 8 with a mask, or 16 (IPv6 as the modules print it).
    fn address(&mut self, numbers: &[&[u8]]) -> Option<Vec<u8>> {
        let value = |index: usize| numbers.get(index).and_then(|text| std::str::from_utf8(text).ok()?.parse::<u16>().ok()).unwrap_or(0);
        let keep = match (value(0), value(1)) {
            _ if numbers.len() == 16 => 2,
            // This computer, any computer, many computers, a mask.
            (0 | 127 | 224.., _) => return None,
            (10, _) => 1,
            (172, 16..=31) | (192, 168) | (100, 64..=127) | (169, 254) | (198, 18..=19) => 2,
            _ => 0,
        };
        let mask = if numbers.len() == 8 { 4 } else { numbers.len() };
        let made: Vec<Vec<u8>> = numbers
            .iter()
            .enumerate()
            .map(|(at, number)| match at {
                _ if at < keep || at >= mask => number.to_vec(),
                0 => self.first(number.len()),
                _ => self.octet(number.len()),
            })
            .collect();
        Some(made.join(&b'.'))
    }

    /// The first number of an address that anybody may have.
    fn first(&mut self, digits: usize) -> Vec<u8> {
        let number = match digits {
            1 => 1 + self.below(9),
            2 => 11 + self.below(89),
            _ => 128 + self.below(40),
        };
        number.to_string().into_bytes()
    }

    fn octet(&mut self, digits: usize) -> Vec<u8> {
        let number = match digits {
            1 => self.below(10),
            2 => 10 + self.below(90),
            _ => 100 + self.below(155),
        };
        format!("{number:0digits$}").into_bytes()
    }
}

/// The numbers of a dotted address: 4, 8 or 16 of up to three digits, none above 255.
pub(super) fn dotted(text: &[u8]) -> Option<Vec<&[u8]>> {
    let numbers: Vec<&[u8]> = text.split(|byte| *byte == b'.').collect();
    let fits = |number: &&[u8]| {
        (1..=3).contains(&number.len())
            && number
                .iter()
                .try_fold(0_u32, |sum, digit| char::from(*digit).to_digit(10).map(|digit| sum * 10 + digit))
                .is_some_and(|value| value < 256)
    };
    (matches!(numbers.len(), 4 | 8 | 16) && numbers.iter().all(fits)).then_some(numbers)
}

/// Whether a number's last digit checks the others (ISO/IEC 7812-1, as IMEI and ICCID have it).
fn is_checked(text: &[u8]) -> bool {
    text.len() > 1 && text.iter().all(u8::is_ascii_digit) && luhn(text, 0).is_multiple_of(10)
}

/// The weighted sum of digits; `from` is the place of the last one, counted from the check digit.
fn luhn(digits: &[u8], from: usize) -> u32 {
    let weigh = |(at, digit): (usize, &u8)| {
        let value = u32::from(digit.saturating_sub(b'0'));
        if (at + from).is_multiple_of(2) { value } else { value * 2 / 10 + value * 2 % 10 }
    };
    digits.iter().rev().enumerate().map(weigh).sum()
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
mod tests {
    use std::collections::BTreeMap;

    use super::{StandIns, dotted, is_checked};
    use a76xx_parser::spec::Secret;

    fn stand(text: &str, kind: Secret) -> Option<String> {
        let all = StandIns::of(&BTreeMap::from([(text.as_bytes().to_vec(), kind)]));
        all.get(text.as_bytes()).map(|made| String::from_utf8_lossy(made).into_owned())
    }

    #[test]
    fn numbers_keep_their_check_digit() {
        // Made-up numbers; the first has a right check digit.
        for (number, right) in [("490154203237518", true), ("490154203237517", false), ("8988000000000000008", true)] {
            let made = stand(number, Secret::Imei).expect("a stand-in");
            assert_eq!((made.len(), is_checked(made.as_bytes())), (number.len(), right), "{number}: {made}");
            assert_ne!(made, number);
        }
        assert!(stand("262019876543210", Secret::Imsi).is_some_and(|made| made.starts_with("26201")));
        assert!(stand("8949022233344455566F", Secret::Iccid).is_some_and(|made| made.starts_with("89") && made.ends_with('F')));
    }

    #[test]
    fn addresses_keep_length_and_class() {
        let class = |text: &str| {
            let address: std::net::Ipv4Addr = text.parse().expect("an address");
            (address.is_private(), address.is_loopback(), address.is_multicast(), address.octets()[0] == 100)
        };
        for address in ["10.1.22.133", "172.20.1.1", "192.168.0.250", "8.8.8.8", "203.0.113.77", "100.99.1.12", "45.9.120.3"] {
            for _ in 0..40 {
                let made = stand(address, Secret::Host).expect("a stand-in");
                assert_eq!((made.len(), class(&made)), (address.len(), class(address)), "{address}: {made}");
                assert!(dotted(made.as_bytes()).is_some());
            }
        }
        for kept in ["0.0.0.0", "127.0.0.1", "255.255.255.0", "224.0.0.1"] {
            assert_eq!(stand(kept, Secret::Host), None, "{kept}");
        }
        let masked = stand("10.1.2.3.255.255.255.0", Secret::Host).expect("a stand-in");
        assert!(masked.starts_with("10.") && masked.ends_with(".255.255.255.0"));
        assert!(stand("2001:db8::a1", Secret::Host).is_some_and(|made| made.starts_with("2001:") && made.contains("::")));
    }

    #[test]
    fn names_and_numbers_keep_their_shape() {
        let name = stand("mqtt-7.firm.example", Secret::Host).expect("a stand-in");
        assert!(name.len() == 19 && name.ends_with(".example") && name.as_bytes()[4] == b'-' && name.as_bytes()[5].is_ascii_digit());
        // A letter that no address has stays one, and where there is none, none comes.
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b'x'));
        for text in ["117f131.85.139", "10.x.x.1x", "fade.ab", "face.cafe", "ego.de", "EGO.ab"] {
            let made = stand(text, Secret::Host).expect("a stand-in");
            assert_eq!(is_hex(&made), is_hex(text), "{text}: {made}");
        }
        assert_eq!(stand("112", Secret::Phone), None);
        assert!(
            stand("491701234567", Secret::Phone).is_some_and(|made| made.len() == 12 && made.bytes().all(|byte| byte.is_ascii_digit()))
        );
        assert_eq!(stand("-", Secret::Account), None);
    }
}
