//! Every fault of the simulator, seeded: several links up and down at once, servers, datagrams, all three modes.
//!
//! Where the bytes of a payload stay as they are, the content law holds: what was confirmed arrived once, in order, unchanged, and what was received
//! is what the peer sent; and nothing that crossed the line blames the host, but for a few codes that are argued. Where they do not: no panic, no
//! hang, nothing invented. In all: the driver can be used again, and every operation ends within its time.

mod acts;
mod app;
mod argued;
mod plan;
mod table;
mod talk;
mod watch;

use std::panic::catch_unwind;

use app::App;
use plan::Plan;

use a76xx_tracker::Blame;

use crate::support::seeds;

fn run(plan: Plan) -> App {
    let mut app = App::new(plan);
    app.traffic();
    app.calm();
    app.assert_law();
    app.assert_clean();
    app
}

/// `A76XX_RUNS` and `A76XX_SEED` choose more of them, and where they begin; with `A76XX_SHOW` those that hold print their transcripts as well.
#[test]
fn the_law_holds_under_every_fault() {
    let mut failed = Vec::new();
    for seed in seeds(2000) {
        // What a run that fails prints is its transcript.
        println!("seed {seed}");
        let holds = catch_unwind(|| {
            let mut app = run(Plan::of(seed));
            if std::env::var_os("A76XX_SHOW").is_some() {
                println!("{}", app.pair.transcript());
            }
            app.use_again();
        });
        if holds.is_err() {
            failed.push(seed);
        }
        assert!(failed.len() < 5, "seeds {failed:?}");
    }
    assert!(failed.is_empty(), "seeds {failed:?}");
}

/// Without a fault the list is empty: nobody is blamed but the network, for peers that leave.
#[test]
fn nobody_is_blamed_where_nothing_goes_wrong() {
    for seed in seeds(300) {
        let app = run(Plan::calm(seed));
        let mut found = app.pair.findings();
        found.retain(|found| matches!(found.blame, Blame::Host | Blame::Module | Blame::Capture));
        assert!(found.is_empty(), "seed {seed}: {found:#?}\n{}", app.pair.transcript());
    }
}
