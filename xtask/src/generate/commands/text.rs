//! Markdown and names.

use std::collections::BTreeSet;

/// A fresh anchor for a name: its letters and digits, with a number behind it where it is taken.
pub(super) fn anchor(name: &str, taken: &mut BTreeSet<String>) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let plain = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let plain = if plain.is_empty() { "sign".to_owned() } else { plain };
    let mut free = plain.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{plain}-{number}");
        number += 1;
    }
    free
}

/// Text for Markdown outside code.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '|' | '*' | '`' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}

/// Code inside a table's cell.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A sentence with the first letter in capitals.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Texts that may be empty, one sentence behind the other.
pub(super) fn sentences(texts: &[String]) -> String {
    let texts = texts.iter().filter(|text| !text.is_empty());
    texts.map(|text| format!("{}.", sentence(text.trim_end_matches('.')))).collect::<Vec<_>>().join(" ")
}

/// A meaning's `{field}` as the field's name is written elsewhere; what an absent field takes with it stays in brackets.
pub(super) fn meaning(template: &str) -> String {
    plain(template).replace(['{', '}'], "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique() {
        let mut taken = BTreeSet::new();
        assert_eq!(anchor("AT+CIPOPEN", &mut taken), "at-cipopen");
        assert_eq!(anchor("RECV FROM", &mut taken), "recv-from");
        assert_eq!(anchor("+RECV FROM", &mut taken), "recv-from-2");
        assert_eq!(anchor("+++", &mut taken), "sign");
    }

    #[test]
    fn meanings_keep_their_brackets() {
        assert_eq!(meaning("open {link_num}[ to {ip}]"), "open `link_num`[ to `ip`]");
    }

    #[test]
    fn sentences_end_once() {
        let texts = ["seen in logs", "", "As the manual says."].map(str::to_owned);
        assert_eq!(sentences(&texts), "Seen in logs. As the manual says.");
    }
}
