//! Publishes a message, and hears it: the client is `rust-mqtt`, and the driver's socket is its transport.

use core::net::SocketAddrV4;

use a76xx_driver::{Error, Host};
use a76xx_firmware::say;
use rust_mqtt::Bytes;
use rust_mqtt::buffer::BumpBuffer;
use rust_mqtt::client::Client;
use rust_mqtt::client::event::Event;
use rust_mqtt::client::options::{ConnectOptions, DisconnectOptions, PublicationOptions, SubscriptionOptions, TopicReference};
use rust_mqtt::types::{MqttString, TopicFilter, TopicName};

use crate::net::Net;

const TOPIC: &str = "a76xx/demo";

/// Subscribes to a topic, publishes to it, and waits until the message comes back.
pub async fn talk(net: Net, broker: &str) -> Result<(), Error> {
    let address = net.resolve(broker).await?;
    let socket = net.connect(Host::Address(SocketAddrV4::new(address, 1883))).await?;
    let mut memory = [0; 512];
    let mut memory = BumpBuffer::new(&mut memory);
    let mut client = Client::<_, _, 1, 1, 1, 1, 1, 1, 1>::new(&mut memory);
    let name = MqttString::from_str("a76xx-demo").map_err(failed)?;
    client.connect(socket, &ConnectOptions::new().clean_start(), Some(name)).await.map_err(failed)?;

    let topic = MqttString::from_str(TOPIC).map_err(failed)?;
    let filter = TopicFilter::new(topic.as_borrowed()).ok_or(Error::Misuse)?;
    client.subscribe(filter, &SubscriptionOptions::new()).await.map_err(failed)?;
    let topic = TopicName::new(topic).ok_or(Error::Misuse)?;
    let options = PublicationOptions::new(TopicReference::Name(topic)).at_least_once();
    // The broker says first that the subscription holds.
    client.poll().await.map_err(failed)?;
    client.publish(&options, Bytes::from("said by a module")).await.map_err(failed)?;
    loop {
        if let Event::Publish(message) = client.poll().await.map_err(failed)? {
            say!("mqtt: {TOPIC}: {}", core::str::from_utf8(message.message.as_bytes()).unwrap_or("?"));
            break;
        }
    }
    client.disconnect(&DisconnectOptions::new()).await.map_err(failed)?;
    Ok(())
}

fn failed(why: impl core::fmt::Debug) -> Error {
    say!("mqtt: {why:?}");
    Error::Gone
}
