//! What logic analysers export: decoded bytes as rows, and edges.

pub(super) mod annotations;
mod channels;
pub(super) mod digital;
mod edges;
pub(super) mod packed;
pub(super) mod table;
mod uart;
mod value;
