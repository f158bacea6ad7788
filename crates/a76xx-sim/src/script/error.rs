//! What is wrong with a script.

use core::fmt;

/// What is wrong with a script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// Number of the line, from 1.
    pub line: usize,
    /// Number of the character in it, from 1.
    pub column: usize,
    /// What was to stand there.
    pub expected: String,
    /// What does.
    pub found: String,
}

impl ScriptError {
    /// An error at an offset of the text.
    pub(super) fn at(text: &str, offset: usize, expected: String) -> Self {
        let (head, tail) = text.split_at_checked(offset).unwrap_or((text, ""));
        let begin = head.rfind('\n').map_or(0, |end| end + 1);
        let found = tail.split(['\n', '\r']).next().unwrap_or_default();
        Self {
            line: head.matches('\n').count() + 1,
            column: head.get(begin..).map_or(0, |line| line.chars().count()) + 1,
            expected,
            found: found.chars().take(20).collect(),
        }
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, character {}: {}", self.line, self.column, self.expected)?;
        if self.found.is_empty() { write!(f, ", the line ends") } else { write!(f, ", found `{}`", self.found.trim_end()) }
    }
}

impl std::error::Error for ScriptError {}
