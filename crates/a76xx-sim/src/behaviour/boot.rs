//! Start, restart, end. The order of the lines of a boot is not fixed: the seed chooses.

use core::time::Duration;

use a76xx_parser::Urc;

use crate::config::CardState;
use crate::modem::schedule::{BootStep, Task};
use crate::modem::state::Settings;
use crate::modem::{Modem, RunState};
use crate::profile::Banner;

impl Modem {
    /// From power or reset: nothing of before holds but what is kept.
    pub(crate) fn restart(&mut self) {
        let again = self.power != RunState::Off;
        self.halt();
        self.power = RunState::Booting;
        self.nul_first = again && self.config.profile.nul_before_banner;
        self.tasks.set(self.now.after(self.config.timing.boot), Task::Boot(BootStep::Banner));
    }

    /// No supply any more.
    pub(crate) fn switch_off(&mut self) {
        self.halt();
        self.power = RunState::Off;
    }

    /// Everything that runs is over.
    fn halt(&mut self) {
        self.halt_service();
        self.tasks.clear();
        self.forget_input();
        self.out.held.clear();
        self.out.behind.clear();
        self.clients.clear();
        self.queries.clear();
        (self.online, self.connecting, self.pinging) = (None, None, None);
        // The card itself counts wrong PINs, and no restart makes it forget.
        self.unlocked = false;
        self.detach();
        let plain = std::mem::take(&mut self.settings.plain);
        self.settings = Settings::factory(self.config.profile.errors, self.config.profile.data_echo);
        self.settings.plain = super::plain::kept(plain);
    }

    pub(crate) fn boot(&mut self, step: BootStep) {
        let timing = self.config.timing;
        match step {
            BootStep::Banner => {
                if std::mem::take(&mut self.nul_first) {
                    self.out.bytes.push(0);
                }
                self.power = RunState::Running;
                self.boots += 1;
                self.urc(match self.config.profile.banner {
                    Banner::AtReady => &Urc::AtReady { on: true },
                    Banner::Rdy => &Urc::Ready,
                });
                let mut steps = vec![(timing.card, BootStep::Card)];
                if self.config.card.state != CardState::Absent {
                    if self.config.profile.isim {
                        steps.push((timing.card, BootStep::Isim));
                    }
                    steps.push((timing.register, BootStep::Registered));
                    steps.push((timing.messages, BootStep::Messages));
                    steps.push((timing.phone_book, BootStep::PhoneBook));
                }
                // Neighbours change places, and each comes somewhat earlier or later.
                if self.rng.bool() && steps.len() > 2 {
                    steps.swap(0, 1);
                }
                for (usual, step) in steps {
                    let percent = self.rng.u32(80..=120);
                    let delay = usual.checked_mul(percent).map_or(Duration::ZERO, |sum| sum / 100);
                    self.tasks.set(self.now.after(delay), Task::Boot(step));
                }
            }
            BootStep::Card => self.card_notice(),
            BootStep::Isim => self.urc(&Urc::Isimaid { text: b"A0000000871004FFFFFFFF8903020000" }),
            BootStep::Registered => self.attach(),
            BootStep::Messages if self.card_works() => self.urc(&Urc::SmsDone),
            BootStep::PhoneBook if self.card_works() => self.urc(&Urc::PhonebookDone),
            BootStep::Messages | BootStep::PhoneBook => {}
        }
    }
}
