//! A rule's sentence, filled in with facts.

use core::fmt;

use super::Fact;

/// A sentence: `{0}` stands for a fact, and what stands in `[…]` is left out where a fact in it is missing.
#[derive(Clone, Copy, Debug)]
pub struct Message<'f, 'b> {
    template: &'static str,
    facts: &'f [Fact<'b>],
}

impl<'f, 'b> Message<'f, 'b> {
    pub(crate) const fn new(template: &'static str, facts: &'f [Fact<'b>]) -> Self {
        Self { template, facts }
    }

    fn fact(&self, index: &str) -> &'f Fact<'b> {
        index.parse().ok().and_then(|index: usize| self.facts.get(index)).unwrap_or(&Fact::None)
    }

    /// Whether every fact that a piece names is there.
    fn complete(&self, piece: &str) -> bool {
        piece.split('{').skip(1).filter_map(|rest| rest.split_once('}')).all(|(index, _)| !matches!(self.fact(index), Fact::None))
    }

    fn fill(&self, piece: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = piece;
        while let Some((text, behind)) = rest.split_once('{') {
            f.write_str(text)?;
            let Some((index, behind)) = behind.split_once('}') else { return f.write_str(behind) };
            fmt::Display::fmt(self.fact(index), f)?;
            rest = behind;
        }
        f.write_str(rest)
    }
}

impl fmt::Display for Message<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.template;
        while let Some((text, behind)) = rest.split_once('[') {
            self.fill(text, f)?;
            let (piece, behind) = behind.split_once(']').unwrap_or((behind, ""));
            if self.complete(piece) {
                self.fill(piece, f)?;
            }
            rest = behind;
        }
        self.fill(rest, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_a_fact_is_left_out() {
        let facts = [Fact::Count(3), Fact::None];
        assert_eq!(Message::new("{0} left[, {1} more][ ({0})].", &facts).to_string(), "3 left (3).");
        assert_eq!(Message::new("{7}{", &facts).to_string(), "");
    }
}
