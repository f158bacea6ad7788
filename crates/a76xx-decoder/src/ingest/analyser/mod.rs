//! What logic analysers export: decoded bytes as rows, and edges.

pub(super) mod annotations;
mod cells;
mod channels;
mod columns;
pub(super) mod digital;
mod edges;
pub(super) mod packed;
pub(super) mod table;
mod time;
mod uart;
mod value;
