//! What the model costs in memory.

use a76xx_tracker::Model;
use a76xx_tracker::model::{Exchange, Flow, Link, Settings};

#[test]
fn the_model_fits_a_microcontroller() {
    let sizes = [
        ("Model", size_of::<Model>()),
        ("Exchange", size_of::<Exchange>()),
        ("Flow", size_of::<Flow>()),
        ("Link", size_of::<Link>()),
        ("Settings", size_of::<Settings>()),
        ("Power", size_of::<a76xx_tracker::model::Power>()),
        ("Sim", size_of::<a76xx_tracker::model::Sim>()),
        ("Registration", size_of::<a76xx_tracker::model::Registration>()),
        ("Network", size_of::<a76xx_tracker::model::Network>()),
        ("Server", size_of::<a76xx_tracker::model::Server>()),
        ("Access", size_of::<a76xx_tracker::model::Access>()),
        ("Capture", size_of::<a76xx_tracker::model::Capture>()),
    ];
    for (name, size) in sizes {
        println!("{name}: {size} bytes");
    }
    assert!(size_of::<Model>() <= 1024, "{sizes:?}");
}
