//! The arguments that all examples have.

use std::error::Error;

use a76xx_driver::Config;
use a76xx_driver::host::Modem;

use crate::port;

/// Where the module is.
#[derive(Clone, Debug, clap::Args)]
pub struct Line {
    /// The module's port: `/dev/ttyUSB2`, or the socket of a simulator
    #[arg(long)]
    pub port: String,
    /// Speed of a serial port
    #[arg(long, default_value_t = 115_200)]
    pub baud: u32,
    /// Access point of the network; the module's own without it
    #[arg(long)]
    pub apn: Option<String>,
    /// PIN of the SIM
    #[arg(long)]
    pub pin: Option<String>,
}

impl Line {
    /// A modem that is up.
    ///
    /// # Errors
    /// The port's, or why the service does not come up.
    pub async fn up(self, config: Config) -> Result<Modem, Box<dyn Error>> {
        let port = port::open(&self.port, self.baud).await?;
        // They live as long as the program.
        let keep = |text: String| &*text.leak();
        let modem = Modem::spawn(port, Config { apn: self.apn.map(keep), pin: self.pin.map(keep), ..config });
        modem.up().await?;
        Ok(modem)
    }
}
