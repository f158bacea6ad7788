//! Subscribes to a topic, publishes under it, and prints what comes: `mqtt --port /dev/ttyUSB2 test.mosquitto.org 1883 meter/1 42`.

use std::error::Error;
use std::num::NonZero;

use a76xx_driver::{Config, Host};
use a76xx_interop::args::Line;
use clap::Parser;
use embedded_io_adapters::tokio_1::FromTokio;
use rust_mqtt::Bytes;
use rust_mqtt::buffer::BumpBuffer;
use rust_mqtt::client::Client;
use rust_mqtt::client::event::Event;
use rust_mqtt::client::options::{ConnectOptions, DisconnectOptions, PublicationOptions, SubscriptionOptions, TopicReference};
use rust_mqtt::config::KeepAlive;
use rust_mqtt::types::{MqttString, TopicFilter, TopicName};

/// Publish a message through a module, and wait for it to come back
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    line: Line,
    /// Name or address of the broker
    host: String,
    /// Its port
    number: u16,
    /// The topic
    topic: String,
    /// The message
    message: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Args { line, host, number, topic, message } = Args::parse();
    let modem = line.up(Config::DEFAULT).await?;
    let stream = modem.connect(Host::Name(&host, number)).await?;

    let mut memory = [0; 8192];
    let mut buffer = BumpBuffer::new(&mut memory);
    let mut client = Client::<'_, '_, _, _, 1, 4, 4, 4, 4, 0, 0>::new(&mut buffer);
    let minute = NonZero::new(60).ok_or("a minute has no seconds")?;
    let options = ConnectOptions::new().clean_start().keep_alive(KeepAlive::Seconds(minute));
    let failed = |error: &dyn std::fmt::Debug| format!("the broker: {error:?}");
    client.connect(FromTokio::new(stream), &options, None).await.map_err(|error| failed(&error))?;

    let topic = MqttString::from_str(&topic).map_err(|error| failed(&error))?;
    let filter = TopicFilter::new(topic.as_borrowed()).ok_or("this is no topic")?;
    client.subscribe(filter, &SubscriptionOptions::new()).await.map_err(|error| failed(&error))?;
    let name = TopicName::new(topic.as_borrowed()).ok_or("this is no topic to publish under")?;
    let options = PublicationOptions::new(TopicReference::Name(name));
    client.publish(&options, Bytes::from(message.as_bytes())).await.map_err(|error| failed(&error))?;
    loop {
        if let Event::Publish(publish) = client.poll().await.map_err(|error| failed(&error))? {
            println!("{}", String::from_utf8_lossy(&publish.message));
            break;
        }
    }
    client.disconnect(&DisconnectOptions::new()).await.map_err(|error| failed(&error))?;
    Ok(())
}
