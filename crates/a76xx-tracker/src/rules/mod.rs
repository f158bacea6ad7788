//! The rules, one a file, by area and in the order of their codes.

mod access;
mod capture;
mod flow;
mod link;
mod network;

use crate::rule::Rule;

/// Every rule, by code.
pub static ALL: &[&Rule] = &joined::<COUNT>(AREAS);

const AREAS: &[&[&Rule]] = &[flow::RULES, network::RULES, link::RULES, access::RULES, capture::RULES];
const COUNT: usize = flow::RULES.len() + network::RULES.len() + link::RULES.len() + access::RULES.len() + capture::RULES.len();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a fault is a compile error")]
const fn joined<const N: usize>(areas: &[&[&'static Rule]]) -> [&'static Rule; N] {
    let mut all = [areas[0][0]; N];
    let (mut area, mut to) = (0, 0);
    while area < areas.len() {
        let mut from = 0;
        while from < areas[area].len() {
            all[to] = areas[area][from];
            (from, to) = (from + 1, to + 1);
        }
        area += 1;
    }
    all
}

/// The rule of a code (`AT301`, `301`) or a name.
pub fn find(what: &str) -> Option<&'static Rule> {
    let number = what.strip_prefix("AT").or_else(|| what.strip_prefix("at")).unwrap_or(what).parse().ok();
    ALL.iter().copied().find(|rule| number == Some(rule.code.0) || rule.name == what)
}
