//! What may stand in a field.

use a76xx_parser::spec::{CodeTable, Type, Unit};

use super::unit;

/// The only value that a field of this type can have.
pub fn fixed(ty: Type) -> Option<String> {
    match ty {
        Type::Int(low, high) if low == high => Some(low.to_string()),
        Type::Word(word) => Some(word.to_owned()),
        _ => None,
    }
}

/// How a field of this type is written: its range with its unit, or what text it holds.
pub fn written(ty: Type, of: Unit) -> String {
    let unit = unit(of);
    match ty {
        Type::Int(low, high) => range(low, high, unit),
        Type::Quoted(longest) => format!("text in quotes, at most {longest} bytes"),
        Type::Word(word) => format!("`{word}`"),
        Type::Hex => "hexadecimal digits".to_owned(),
        Type::Bare => "text".to_owned(),
        Type::Address => "address, with or without quotes".to_owned(),
        Type::Endpoint => "`address:port`".to_owned(),
        Type::Ranges => "ranges in parentheses".to_owned(),
        Type::Rest => "text up to the end of the line".to_owned(),
        Type::Either(low, high) => format!("{} or text", range(low, high, unit)),
    }
}

fn range(low: i64, high: i64, unit: &str) -> String {
    match (low, high) {
        (i64::MIN, i64::MAX) => format!("a number{unit}"),
        (low, i64::MAX) => format!("{low} or more{unit}"),
        (low, high) if low < 0 || high < 0 => format!("{low} to {high}{unit}"),
        (low, high) => format!("{low}–{high}{unit}"),
    }
}

/// The named values that a field of this type can have, and whether they are all that it can have.
pub fn named(codes: &CodeTable, ty: Type) -> (Vec<(i64, &'static str)>, bool) {
    let fits = |value: i64| !matches!(ty, Type::Int(low, high) if value < low || value > high);
    let named: Vec<(i64, &'static str)> = codes.entries.iter().copied().filter(|(value, _)| fits(*value)).collect();
    let all = matches!(ty, Type::Int(low, high) if high.checked_sub(low).is_some_and(|span| span < i64::try_from(named.len()).unwrap_or(i64::MAX)));
    (named, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    static SWITCH: CodeTable = CodeTable { name: "switch", entries: &[(0, "off"), (1, "on"), (2, "automatic")] };

    #[test]
    fn names_out_of_range_are_left_out() {
        assert_eq!(named(&SWITCH, Type::Int(0, 1)), (vec![(0, "off"), (1, "on")], true));
        assert!(!named(&SWITCH, Type::Int(0, 9)).1);
        assert!(!named(&SWITCH, Type::Int(i64::MIN, i64::MAX)).1);
    }

    #[test]
    fn ranges_are_said_with_their_unit() {
        assert_eq!(written(Type::Int(1, 1500), Unit::Bytes), "1–1500 bytes");
        assert_eq!(written(Type::Int(-1, 3), Unit::None), "-1 to 3");
        assert_eq!(written(Type::Int(0, i64::MAX), Unit::Seconds), "0 or more s");
    }
}
