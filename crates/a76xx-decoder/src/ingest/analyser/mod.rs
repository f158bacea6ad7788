//! What logic analysers export: decoded bytes as rows, and edges.

pub(super) mod annotations;
mod channels;
pub(super) mod table;
mod value;
