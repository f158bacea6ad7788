//! The fuzz targets: a short run of all, a long run of one, and what they reach.

mod build;
mod corpus;
mod coverage;
mod dialogues;
mod planted;
mod run;
mod table;

pub(crate) use build::collect;
pub(crate) use coverage::run as coverage;
pub(crate) use planted::run as planted;
pub(crate) use run::{long, minimise, smoke};
