//! `a76xx-sim` and the encoder: the module's side of the wire.

use std::hint::black_box;

use a76xx_parser::spec::{self, Shape};
use a76xx_parser::{Arg, Encoder};
use a76xx_sim::{Config, Modem, Moment};

use super::{Counts, Cut};

/// A module that answers the host's commands at once.
#[inline(never)]
pub fn run_simulator(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let mut modem = Modem::running(Config::default().instant());
    for piece in input.chunks(cut.size(input).max(1)) {
        modem.receive(Moment::START, piece);
        while let Some(out) = modem.poll_output(Moment::START) {
            counts.events += memchr::memchr_iter(b'\n', &out).count() as u64 / 2;
            counts.checksum = counts.checksum.wrapping_add(out.len() as u64);
        }
    }
    counts
}

/// Commands with three parameters, as many bytes of them as the input has.
#[inline(never)]
pub fn run_encoder(input: &[u8], _: Cut) -> Counts {
    let mut counts = Counts::default();
    let row = spec::find(b"+CIPRXGET").expect("a row of the table");
    let args = [Arg::Int(2), Arg::Int(7), Arg::Int(1460)];
    let fits = |form: &&spec::Form| form.fields().len() == args.len();
    let form = row.forms_of(Shape::Write).iter().find(fits).expect("a form that reads bytes");
    let mut line = [0; 64];
    while counts.checksum < input.len() as u64 {
        let mut out = Encoder::new(&mut line);
        out.command(row, form, black_box(&args)).expect("the line fits");
        counts.events += 1;
        counts.checksum += black_box(out.written()).len() as u64;
    }
    counts
}
