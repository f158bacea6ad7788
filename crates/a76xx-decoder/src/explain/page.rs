//! An explanation as data: what a renderer lays out.

/// An explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of an explanation. Backticks in texts mark code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What is explained, and in a few words what it is. The first may come from the wire.
    Title(String, String),
    /// Facts, a few words each.
    Facts(Vec<String>),
    /// What the blocks behind it are about.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Paragraphs below a line of the wire: the line, when it comes, what is to be said of it.
    Line(String, String, Vec<String>),
    /// Fields with their values.
    Fields(Vec<Field>),
    /// An example, line by line.
    Example(Vec<Step>),
    /// Names with a sentence each.
    List(Vec<(String, String)>),
}

/// A field of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The manual's name.
    pub name: String,
    /// What stands there in the line that was asked about.
    pub value: Option<Value>,
    /// What it is and what may stand there.
    pub text: String,
    /// Its named values; the flag marks the one that stands there.
    pub codes: Vec<(i64, &'static str, bool)>,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it stands there; from the wire.
    pub text: String,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// A line of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The line.
    pub text: String,
    /// Whether the rule finds something in it.
    pub found: bool,
}

impl Page {
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.push(Block::Heading(text.into()));
    }

    /// A paragraph, unless it is empty.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.push(Block::Text(text));
        }
    }
}
