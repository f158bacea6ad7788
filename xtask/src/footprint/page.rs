//! Writes docs/footprint.md, and finds figures in it again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use a76xx_parser::spec;

use super::LEVELS;
use super::cycles::{Cost, Costs};
use super::goals::{baud, goals};
use super::sizes::{Demo, PARTS, Size};
use crate::metal::TARGETS;

const HEAD: &str = "\
# Footprint on bare metal

`cargo xtask footprint` measures all of this and writes this page; `cargo xtask footprint --check` compares flash with it. The compiler is Debian's
rustc 1.96, `core` is built along, LTO is fat, panics abort.

";

const SIZES: &str = "
## Flash and memory
Programs of `firmware/images`, each of which uses one part as a user would, linked without a runtime. Flash is code and constants; state is what the
part keeps, without buffers: a window of 257 bytes in front of the parser is the caller's. The driver's images have two bytes of buffers for each link, lines
of 128 bytes (one of each side, which are counted) and no room for questions and notices; `Machine` has the sizes of all of them as parameters.

";

const OTHERS: &str = "
Published figures of others, on other cores and with other compilers: TinyGSM takes 15 022 bytes of flash and 574 of memory on an Arduino Uno (its
README, `WebClient`), for one connection whose data the application reads in order. atat's digester above has no command that it knows, no payload
with a count, and no state of the module.

";

const CYCLES: &str = "
## Instructions for each byte
Counted by the emulator (`-icount`), the same in every run, for the parser on a Cortex-M4. The streams are those of docs/performance.md. Pieces are what comes
at once: single bytes, 64 bytes, the whole stream. The speed is that of the line which a core with 48 MHz follows in half its time with pieces of 64 bytes, if
each instruction takes one cycle; flash that is slower than the core takes from it.

";

/// The page.
pub(super) fn page(sizes: &[Size], demo: &Demo, console: &[String], costs: &[Costs]) -> String {
    let mut page = HEAD.to_owned();
    page += "| aim | wanted | is | |\n|---|---|---|---|\n";
    for goal in goals(sizes, costs) {
        let met = if goal.met { "met" } else { "missed" };
        let _ = writeln!(page, "| {} | {} | {} | {met} |", goal.what, goal.aim, goal.is);
    }
    page += SIZES;
    flash_table(&mut page, sizes);
    table(&mut page);
    page += OTHERS;
    demonstration(&mut page, demo, console);
    page += CYCLES;
    for costs in costs {
        let _ = writeln!(page, "Optimisation level {}:\n", costs.level);
        cost_table(&mut page, costs);
    }
    page.truncate(page.trim_end().len());
    page + "\n"
}

fn flash_table(page: &mut String, sizes: &[Size]) {
    *page +=
        "| image | target | flash, level s | code | constants | flash, level 3 | state | panics |\n|---|---|---|---|---|---|---|---|\n";
    for (part, _) in PARTS {
        for target in TARGETS {
            let at = |level| sizes.iter().find(|size| size.part == part && size.target == target && size.level == level);
            let [small, fast] = LEVELS.map(at);
            let Some(small) = small else { continue };
            let (flash, quick) = (small.flash(), fast.map_or_else(|| "–".to_owned(), |fast| fast.flash().to_string()));
            let Size { text, constants, state, panics, .. } = small;
            let _ = writeln!(page, "| {part} | {target} | {flash} | {text} | {constants} | {quick} | {state} | {panics} |");
        }
    }
    *page += "\n";
    for (part, what) in PARTS {
        let _ = writeln!(page, "- `{part}`: {what}");
    }
}

/// What the constants are.
fn table(page: &mut String) {
    let rows = spec::rows().len();
    let bare = spec::rows().filter(|row| row.forms().is_empty()).count();
    let forms: Vec<&spec::Form> = spec::rows().flat_map(a76xx_parser::spec::Command::forms).collect();
    let different = forms.iter().map(|form| format!("{form:?}")).collect::<BTreeSet<_>>().len();
    let fields: usize = forms.iter().map(|form| form.fields().len()).sum();
    let _ = writeln!(
        page,
        "\nMost of the parser's constants are the table. All chapters have {rows} rows, {bare} of them with a name alone, and {} forms with {fields} fields; \
         equal ones are kept once, and {different} forms are different. A row that a program does not use is linked all the same, since whatever the \
         module says is looked up; a chapter that it does not use can be left out.",
        forms.len()
    );
}

/// The flash that a page tells for a part on a target, at the level for size.
pub(super) fn flash(page: &str, part: &str, target: &str) -> Option<u32> {
    let row = page.lines().find_map(|line| line.strip_prefix(&format!("| {part} | {target} | ")))?;
    row.split(' ').next()?.parse().ok()
}

fn demonstration(page: &mut String, demo: &Demo, console: &[String]) {
    let Demo { flash, memory, futures } = demo;
    let _ = write!(
        page,
        "## The demonstration\n`firmware/demo` with four links and 1536 bytes of buffer each way, console, clock, MQTT client and executor: {flash} bytes of flash, \
         {memory} of memory beside the stack."
    );
    for (name, size) in futures {
        let _ = write!(page, " The future of `{name}` is {size} bytes.");
    }
    let _ = writeln!(page, " What it prints (`cargo xtask qemu`):\n\n```text\n{}\n```", console.join("\n"));
}

fn cost_table(page: &mut String, costs: &Costs) {
    *page += "| stream | single bytes | 64 bytes | whole | Mbaud |\n|---|---|---|---|---|\n";
    let mut worst: Vec<&Cost> = costs.worst.iter().collect();
    worst.sort_by(|a, b| b.each[1].total_cmp(&a.each[1]));
    for cost in costs.fair.iter().chain(worst.into_iter().take(5)) {
        let [one, some, all] = cost.each;
        let _ = writeln!(page, "| {} | {one:.1} | {some:.1} | {all:.1} | {:.1} |", cost.name, baud(some) / 1e6);
    }
    *page += "\nThe last five are the most expensive of the inputs that are meant to be expensive.\n\n";
}
