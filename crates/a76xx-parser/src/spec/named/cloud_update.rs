//! Chapter 23: firmware updates from the cloud.

use crate::spec::row::commands;

commands! { chapter 23;
    CAPFOTA = "+CAPFOTA", "", "Start or stop the update service" => {}
    CSCFOTA = "+CSCFOTA", "", "Set up and fetch an update" => {}
    CCONFSAVE = "+CCONFSAVE", "", "Save the settings of the update" => {}
}
