//! MQTT by rust-mqtt, against mosquitto.

use std::num::NonZero;
use std::process::Command;

use a76xx_driver::Host;
use a76xx_interop::has;
use a76xx_interop::module::Line;
use a76xx_interop::record::Recorder;
use embedded_io_adapters::tokio_1::FromTokio;
use embedded_io_async::{Read, Write};
use rust_mqtt::Bytes;
use rust_mqtt::buffer::BumpBuffer;
use rust_mqtt::client::Client;
use rust_mqtt::client::event::Event;
use rust_mqtt::client::options::{ConnectOptions, DisconnectOptions, PublicationOptions, SubscriptionOptions, TopicReference};
use rust_mqtt::config::KeepAlive;
use rust_mqtt::types::{MqttString, TopicFilter, TopicName};

use crate::{NAME, free_port, in_time, on, over_module, start};

const MESSAGES: [&[u8]; 3] = [b"OK\r\n", b"\r\n+CIPRXGET: 1,0\r\n", &[0x1a; 1200]];

/// Subscribes, publishes, and gives what comes back.
async fn talk(transport: impl Read + Write) -> Vec<Vec<u8>> {
    let mut memory = vec![0; 16_384];
    let mut buffer = BumpBuffer::new(&mut memory);
    let mut client = Client::<'_, '_, _, _, 1, 4, 4, 4, 4, 0, 0>::new(&mut buffer);
    let options = ConnectOptions::new().clean_start().keep_alive(KeepAlive::Seconds(NonZero::new(60).unwrap()));
    client.connect(transport, &options, Some(MqttString::try_from("meter").unwrap())).await.expect("a session");
    let topic = MqttString::from_str("meter/1").unwrap();
    let filter = TopicFilter::new(topic.as_borrowed()).unwrap();
    client.subscribe(filter.as_borrowed(), &SubscriptionOptions::new().at_least_once()).await.expect("a subscription");
    assert!(matches!(client.poll().await, Ok(Event::Suback(_))));
    let mut came = Vec::new();
    for message in MESSAGES {
        let name = TopicName::new(topic.as_borrowed()).unwrap();
        client.publish(&PublicationOptions::new(TopicReference::Name(name)), Bytes::from(message)).await.expect("a publication");
        match client.poll().await.expect("an event") {
            Event::Publish(publish) => came.push(publish.message.to_vec()),
            other => panic!("{other:?}"),
        }
    }
    client.disconnect(&DisconnectOptions::new()).await.expect("an end");
    came
}

#[tokio::test]
async fn rust_mqtt_talks_to_mosquitto() {
    if !has("mosquitto") {
        return;
    }
    let port = free_port();
    let _server =
        start(Command::new("mosquitto").args(["-p", &port.to_string()]).env("PATH", "/usr/local/sbin:/usr/sbin:/usr/bin"), port).await;
    let recorder = Recorder::before(on(port)).await.unwrap();

    let stream = tokio::net::TcpStream::connect(on(recorder.port())).await.unwrap();
    let direct = in_time(talk(FromTokio::new(stream))).await;
    let by_host = recorder.take().await;
    let (over, by_module) = over_module(Line::Socket, async |stack| {
        let socket = stack.connect(Host::Name(NAME, recorder.port())).await.expect("a connection");
        // What is left of the connection needs the module.
        (talk(socket).await, recorder.take().await)
    })
    .await;

    assert_eq!(direct, MESSAGES.map(<[u8]>::to_vec));
    assert_eq!(over, direct);
    // A client's and a broker's bytes alike.
    assert_eq!(by_module, by_host);
}
