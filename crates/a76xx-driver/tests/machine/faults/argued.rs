//! What the tracker may say of the host, and why it is no fault of the driver. It sees what the host hears, not why.

use a76xx_tracker::Blame;

use super::plan::Plan;
use crate::support::Found;

/// What the tracker may blame the host for where something else went wrong and no payload was damaged.
pub(crate) const LEFT: [(&str, &str); 27] = [
    (
        "AT101",
        "A line that holds everything back for seconds, or a lost result code: the answers to the calls that wake the module count for what is said next.",
    ),
    ("AT105", "A refusal of one of the other codes."),
    ("AT111", "A prompt was lost, and a module that waits for data takes what comes next for them."),
    ("AT112", "A restart that was not heard: what is said next reaches the module of after."),
    ("AT113", "A prompt was lost, and the data that went out all the same begin with the line end that a command may have."),
    ("AT118", "As AT101."),
    ("AT120", "As AT101: the refusal is that of a command before."),
    ("AT121", "An escape said again, to a module that has left the data state unheard."),
    ("AT303", "The result of an opening came late, behind the end of the link; the list of links has told that there is none."),
    ("AT304", "The result of a close came late, or was damaged: the number is another link's."),
    (
        "AT305",
        "The number was given to a client, or the link still closed, as the command went out; what told of it was still on the line.",
    ),
    ("AT315", "As AT305."),
    ("AT317", "The application gives up a link whose peer goes on sending."),
    ("AT319", "A notice told of data that went with the link before."),
    ("AT324", "The confirmation that told of it was late, or not heard."),
    ("AT325", "As AT305."),
    ("AT409", "As AT305."),
    ("AT413", "The application's own data begin as a command does."),
    ("AT414", "The application's own data are three plus signs alone, soon before or behind others: no escape, and none is meant."),
    ("AT415", "As AT414: plus signs that are data are held apart so that they are no escape."),
    ("AT416", "As AT414."),
    ("AT419", "The peer closed the pipe as it was to be resumed."),
    ("AT420", "The peer closed the pipe as data went out."),
    ("AT422", "As AT121."),
    ("AT423", "The application gives up a link whose peer does not acknowledge."),
    ("AT424", "The TCP link for which the mode was set was given up before it was opened."),
    ("AT425", "The result codes of the escape and of what followed it were held back, or lost."),
];

/// What it may blame the host for where payloads were damaged, beside them.
pub(crate) const ARGUED: [(&str, &str); 22] = [
    ("AT110", "As AT413: the end of the pipe was damaged."),
    ("AT207", "The answer that told of the registration was damaged."),
    ("AT210", "A notice told of a weak signal while the service was up. What the application wants to send is tried all the same."),
    ("AT216", "A restart, or a result code, that was not heard: whether the service runs is not known, and opening it tells."),
    ("AT221", "A restart whose lines were not heard, as AT105."),
    ("AT225", "A restart whose lines were not heard, as AT105."),
    ("AT226", "The result of an opening came late, behind the end of what it told of."),
    ("AT227", "As AT305."),
    ("AT229", "A restart whose lines were damaged, or stood where data were announced: the first echo tells the driver, and the tracker."),
    ("AT232", "A module that is off, or boots, does not hear what is said to it."),
    ("AT301", "As AT305."),
    ("AT302", "A digit was damaged: of a link's number, or in the list that tells how many links there are."),
    ("AT314", "The result of a close was damaged."),
    ("AT318", "A result was late or lost, as AT315."),
    ("AT327", "A line that told of a restart was damaged: the settings are made anew, and the links are none of the driver's any more."),
    ("AT328", "As AT327."),
    ("AT401", "The result of a stop was damaged, and the application listens again."),
    ("AT404", "As AT305."),
    ("AT406", "A client came, or was still going, while the stop was on its way; the stop is said once more."),
    ("AT407", "A result of a stop was damaged, and it was said once more."),
    (
        "AT413",
        "Where the line has no frames nothing tells a restart from data of the peer: what the driver says next is data, to the tracker.",
    ),
    ("AT329", "The notice that told of the link's end was damaged."),
];

/// What is found of the host and not argued. Where nothing goes wrong there is nothing to argue.
pub(crate) fn blamed(plan: &Plan, mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|found| found.blame == Blame::Host);
    if std::env::var_os("A76XX_BLAMES").is_some() {
        for found in &found {
            println!("BLAME {} {} {:?} {found:?}", plan.seed, plan.whole, plan.list);
        }
    }
    let damaged = ARGUED.iter().filter(|_| !plan.whole);
    let argued: Vec<&str> = LEFT.iter().chain(damaged).filter(|_| !plan.is_calm()).map(|(code, _)| *code).collect();
    found.retain(|found| !argued.contains(&found.code.as_str()));
    found
}
