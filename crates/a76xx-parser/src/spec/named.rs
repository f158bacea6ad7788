//! The rest of the family, by name: known to exist, with topic and chapter, without forms.

use super::row::commands;

commands! { chapter 2;
    REPEAT = "A/", "2.2.1", "Repeat the last command line" => {}
}
