//! One file per subcommand.

pub(crate) mod decode;
pub(crate) mod formats;
