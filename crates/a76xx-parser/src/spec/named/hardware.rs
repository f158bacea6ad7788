//! Chapter 11: pins and voltages.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 11;
    CVALARM = "+CVALARM", "11.2.1", "Warnings of a bad voltage", row().saving(Saving::AutoSave) => {}
    CVAUXS = "+CVAUXS", "11.2.2", "Switch the auxiliary supply", row().saving(Saving::AutoSave) => {}
    CVAUXV = "+CVAUXV", "11.2.3", "Voltage of the auxiliary supply", row().saving(Saving::AutoSave) => {}
    CADC = "+CADC", "11.2.4", "Read the converter" => {}
    CADC2 = "+CADC2", "11.2.5", "Read the second converter" => {}
    CPMVT = "+CPMVT", "11.2.7", "Power off at a bad voltage", row().saving(Saving::AutoSave) => {}
    CRIIC = "+CRIIC", "11.2.8", "Read an I2C register" => {}
    CWIIC = "+CWIIC", "11.2.9", "Write an I2C register" => {}
    CPMUTEMP = "+CPMUTEMP", "11.2.11", "Temperature of the module" => {}
    CGDRT = "+CGDRT", "11.2.12", "Direction of a pin" => {}
    CGSETV = "+CGSETV", "11.2.13", "Set a pin" => {}
    CGGETV = "+CGGETV", "11.2.14", "Read a pin" => {}
}
