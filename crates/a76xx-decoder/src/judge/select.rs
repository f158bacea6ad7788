//! Which findings are shown.

use a76xx_tracker::{Rule, Severity, rules};

use super::finding::Finding;

/// Which findings are shown.
#[derive(Clone, Debug)]
pub struct Select {
    only: Vec<Choice>,
    not: Vec<Choice>,
    least: Severity,
}

/// A rule, or all rules of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Rule(u16),
    /// Hundreds of the code: `AT3`, `AT3xx`.
    Area(u16),
}

/// No rule has this code or name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule(pub String);

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no rule is called `{}` (`a76xx rules` lists them; AT3 stands for all of AT3xx)", self.0)
    }
}

impl std::error::Error for UnknownRule {}

impl Select {
    /// Everything.
    pub const ALL: Self = Self { only: Vec::new(), not: Vec::new(), least: Severity::Note };

    /// Only these codes, names or areas (all where none is given), without those, and nothing milder than `least`.
    ///
    /// # Errors
    /// A code or name that no rule has.
    pub fn new(only: &[String], not: &[String], least: Severity) -> Result<Self, UnknownRule> {
        let choices = |names: &[String]| names.iter().map(|name| choice(name)).collect::<Result<Vec<_>, _>>();
        Ok(Self { only: choices(only)?, not: choices(not)?, least })
    }

    /// Whether a finding is shown.
    pub fn shows(&self, finding: &Finding) -> bool {
        let is = |choice: &Choice| choice.has(finding.rule);
        finding.severity >= self.least && (self.only.is_empty() || self.only.iter().any(is)) && !self.not.iter().any(is)
    }
}

impl Choice {
    const fn has(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(code) => rule.code.0 == code,
            Self::Area(hundred) => rule.code.0 / 100 == hundred,
        }
    }
}

fn choice(name: &str) -> Result<Choice, UnknownRule> {
    if let Some(rule) = rules::find(name) {
        return Ok(Choice::Rule(rule.code.0));
    }
    let upper = name.to_ascii_uppercase();
    let area = upper.strip_prefix("AT").map(|rest| rest.trim_end_matches('X')).and_then(|digits| digits.parse().ok());
    area.filter(|area| (1..=9).contains(area)).map(Choice::Area).ok_or_else(|| UnknownRule(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_names_and_areas_are_known_and_nothing_else() {
        assert_eq!(choice("at301"), Ok(Choice::Rule(301)));
        assert_eq!(choice("link-without-network"), Ok(Choice::Rule(301)));
        assert_eq!(choice("AT3xx"), Ok(Choice::Area(3)));
        assert_eq!(choice("AT3"), Ok(Choice::Area(3)));
        assert_eq!(choice("AT399x"), Err(UnknownRule(String::from("AT399x"))));
        assert_eq!(choice("nothing"), Err(UnknownRule(String::from("nothing"))));
    }
}
