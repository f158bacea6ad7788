//! The faulty text of the application note: slips of its print are named with what was meant.
