//! The rest of the family, by name: known to exist, with topic and chapter, most without forms.
//!
//! Dialects of other families (SIM800, SIM7000, Quectel, ESP8266) are left out on purpose: their commands are unknown here.

pub mod audio;
pub mod bluetooth;
pub mod call;
pub mod cloud_update;
pub mod coap;
pub mod hardware;
pub mod internet;
pub mod jamming;
pub mod line;
pub mod lwm2m;
pub mod mail;
pub mod network;
pub mod packet;
pub mod phonebook;
pub mod power;
pub mod radio_test;
pub mod registration;
pub mod serial;
pub mod sim;
pub mod sim7600;
pub mod speech;
pub mod status;
pub mod update;
pub mod usb;
pub mod wifi;
