//! Chapter 11: pins and voltages.

use crate::spec::row::{commands, row};
use crate::spec::words::Saving;

commands! { chapter 11;
    CVALARM = "+CVALARM", "", "Warnings of a bad voltage", row().saving(Saving::AutoSave) => {}
    CVAUXS = "+CVAUXS", "", "Switch the auxiliary supply", row().saving(Saving::AutoSave) => {}
    CVAUXV = "+CVAUXV", "", "Voltage of the auxiliary supply", row().saving(Saving::AutoSave) => {}
    CADC = "+CADC", "", "Read the converter" => {}
    CADC2 = "+CADC2", "", "Read the second converter" => {}
    CPMVT = "+CPMVT", "", "Power off at a bad voltage", row().saving(Saving::AutoSave) => {}
    CRIIC = "+CRIIC", "", "Read an I2C register" => {}
    CWIIC = "+CWIIC", "", "Write an I2C register" => {}
    CPMUTEMP = "+CPMUTEMP", "", "Temperature of the module" => {}
    CGDRT = "+CGDRT", "", "Direction of a pin" => {}
    CGSETV = "+CGSETV", "", "Set a pin" => {}
    CGGETV = "+CGGETV", "", "Read a pin" => {}
}
