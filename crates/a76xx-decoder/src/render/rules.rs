//! The list of the rules, by area.

use std::io::{self, Write};

use anstyle::{AnsiColor, Color, Style};

use super::text::Look;
use super::{palette, put, wrap};
use crate::explain::manual;
use a76xx_tracker::{Rule, Severity};

/// Columns before a rule's name: code, severity, blame.
const LEFT: usize = 2 + 5 + 2 + 7 + 2 + 7 + 2;

/// Columns below which names and titles stand below, and how far in.
const NARROW: usize = 72;
const LEFT_NARROW: usize = 9;

/// Writes lists of rules.
pub struct RuleList<'w> {
    out: &'w mut dyn Write,
    look: Look,
}

impl<'w> RuleList<'w> {
    /// Writes there, looking so.
    pub fn new(out: &'w mut dyn Write, look: Look) -> Self {
        Self { out, look }
    }

    /// The rules in their order, with a heading for each area.
    ///
    /// # Errors
    /// What writing gave.
    pub fn write(&mut self, rules: &[&Rule]) -> io::Result<()> {
        let mut area = None;
        for rule in rules {
            if area.replace(rule.code.area()) != Some(rule.code.area()) {
                self.put(palette::TITLE, &format!("AT{}xx  {}", rule.code.0 / 100, rule.code.area()))?;
                self.out.write_all(b"\n")?;
            }
            self.out.write_all(b"  ")?;
            self.put(palette::TITLE, &rule.code.to_string())?;
            self.out.write_all(b"  ")?;
            self.put(severity(rule.severity), &format!("{:<7}", rule.severity.name()))?;
            // In a narrow window name and title stand below.
            let narrow = self.look.width < NARROW;
            let left = if narrow { LEFT_NARROW } else { LEFT };
            let between = if narrow { format!("\n{:left$}", "") } else { String::from("  ") };
            writeln!(
                self.out,
                "  {}{between}{}",
                format_args!("{:<width$}", rule.blame.name(), width = if narrow { 0 } else { 7 }),
                rule.name
            )?;
            for line in wrap::soft(&manual::title(rule).replace('`', ""), self.look.width.saturating_sub(left).max(20)) {
                write!(self.out, "{:left$}", "")?;
                self.put(palette::DIM, line)?;
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn put(&mut self, style: Style, text: &str) -> io::Result<()> {
        put(self.out, self.look, style, text)
    }
}

fn severity(severity: Severity) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(Color::Ansi(colour)));
    match severity {
        Severity::Error => colour(AnsiColor::Red),
        Severity::Warning => colour(AnsiColor::Yellow),
        Severity::Note => colour(AnsiColor::Cyan),
    }
}
