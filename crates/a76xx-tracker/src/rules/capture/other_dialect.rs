use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The module is of another family.
    ///
    /// It says what no A76XX says (`DATA ACCEPT:`, `SEND OK`, `1, CONNECT OK`, `+QIURC:`), takes commands that no A76XX takes (`AT+CIPSTART`,
    /// `AT+CAOPEN`), or tells another name (`ATI`, `AT+CGMM`). One strong sign is enough, of weak ones it takes two. Told once. A command of another
    /// family that is refused is no sign.
    ///
    /// # Why
    /// The families share many names and mean different things by them. From here on the rules of links, network and servers give notes at most, and
    /// lengths are not held against headers.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSTART="TCP","example.com",80
    /// < OK
    /// !
    /// ```
    /// ```at
    /// > AT+CGMM
    /// < SIMCOM_SIM7000G
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSTART="TCP","example.com",80
    /// < ERROR
    /// ```
    OTHER_DIALECT = 916, "other-dialect", Note, Capture, "", Log;
    on [Doubt];
    "the module speaks another dialect[ ({0})]: the rules of A76XX do not apply to its links";
    "read it with that family's manual; AT+CGMM tells the model";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if transition.before.capture.is_foreign() {
        return None;
    }
    let dialect = transition.after.capture.dialect()?;
    Some(Report::new([Fact::some(dialect.name(), Fact::Word)]))
}
