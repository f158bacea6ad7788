//! Chapter 18: the MQTT service.
//!
//! The manual's section numbers start again after 18.2.6; here they go on.

use super::codes_service::{MQTT_ERR, MQTT_LOST, MQTT_QOS, MQTT_SERVER};
use super::fields_service::{CID, RANGES, SSL_CTX};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Data, Order, Role, Then, Type};
use super::words::{Dialect, Grade, Secret, Unit};

const CLIENT: FieldRow = field("client_index", "client", Type::Int(0, 1));
const ERR: FieldRow = field("err", "result of the operation", Type::Int(0, 35)).codes(&MQTT_ERR);
const CLIENT_ID: FieldRow = field("clientID", "identifier of the client", Type::Quoted(128)).secret(Secret::Account);
const SERVER_TYPE: FieldRow = field("server_type", "transport", Type::Int(0, 1)).codes(&MQTT_SERVER).default("0");
const SERVER: FieldRow = field("server_addr", "address of the broker, as tcp://host:port", Type::Quoted(256)).secret(Secret::Host);
const KEEPALIVE: FieldRow = field("keepalive_time", "longest silence of the client", Type::Int(1, 64_800)).unit(Unit::Seconds);
const CLEAN: FieldRow = field("clean_session", "1 starts a fresh session", Type::Int(0, 1)).default("0");
const USER: FieldRow = field("user_name", "user name", Type::Quoted(256)).secret(Secret::Account);
const PASSWORD: FieldRow = field("pass_word", "password", Type::Quoted(256)).secret(Secret::Account);
const TOPIC_LEN: FieldRow = field("req_length", "length of the topic", Type::Int(1, 1024)).unit(Unit::Bytes);
const MESSAGE_LEN: FieldRow = field("req_length", "length of the message", Type::Int(1, 10_240)).unit(Unit::Bytes);
const WILL_LEN: FieldRow = field("req_length", "length of the will message", Type::Int(1, 1024)).unit(Unit::Bytes);
const QOS: FieldRow = field("qos", "quality of service", Type::Int(0, 2)).codes(&MQTT_QOS);
const DUP: FieldRow = field("dup", "1 marks a repetition", Type::Int(0, 1)).default("0");
const RETAINED: FieldRow = field("retained", "1 asks the broker to keep the message", Type::Int(0, 1)).default("0");
const TIMEOUT: FieldRow = field("timeout", "time to wait for the broker", Type::Int(0, 180)).unit(Unit::Seconds);
const STATE: FieldRow = field("disc_state", "0 connected, 1 disconnected", Type::Int(0, 1));
const TOPIC: FieldRow = field("topic", "subscribed topic", Type::Rest);
const PARAMETER: FieldRow = field("parameter", "name of the setting", Type::Quoted(16));
const VALUE: FieldRow = field("value", "its value", Type::Rest);
const UTF8: FieldRow = field("checkUTF8_flag", "1 checks that texts are UTF-8", Type::Int(0, 1)).default("1");
const OP_TIMEOUT: FieldRow = field("optimeout_val", "time limit of an operation", Type::Int(20, 120)).unit(Unit::Seconds).default("120");
const TOPIC_TOTAL: FieldRow = field("topic_total_len", "length of the whole topic", Type::Int(0, 1024)).unit(Unit::Bytes);
const PAYLOAD_TOTAL: FieldRow = field("payload_total_len", "length of the whole message", Type::Int(0, 10_240)).unit(Unit::Bytes);
const TOPIC_PART: FieldRow = field("sub_topic_len", "length of this part of the topic", Type::Int(0, 1024)).unit(Unit::Bytes);
const PAYLOAD_PART: FieldRow = field("sub_payload_len", "length of this part of the message", Type::Int(0, 10_240)).unit(Unit::Bytes);
const CAUSE: FieldRow = field("cause", "why the connection ended", Type::Int(1, 3)).codes(&MQTT_LOST);

commands! { chapter 18;
    CMQTTSTART = "+CMQTTSTART", "18.2.1", "Start the MQTT service", row().within(12_000).order(Order::Either)
        .note("Started twice: a bare ERROR on A76XX, the line with 23 and ERROR on SIM7600. SIM7600 puts the line before OK.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("PDP contexts to choose from: {ranges}").dialect(Dialect::A76xx);
        Exec [] = form().meaning("start the MQTT service");
        Write [CID] = form().meaning("start the MQTT service on context {cid}").dialect(Dialect::A76xx).note("Manuals after V1.09.");
        Result [ERR, CID.optional()] = form().meaning("the MQTT service runs[ on context {cid}]")
            .failure("the MQTT service did not start[ on context {cid}]: {err}");
    }
    CMQTTSTOP = "+CMQTTSTOP", "18.2.2", "Stop the MQTT service", row().within(12_000).order(Order::Either) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("PDP contexts to choose from: {ranges}").dialect(Dialect::A76xx);
        Exec [] = form().meaning("stop the MQTT service");
        Write [CID] = form().meaning("stop the MQTT service on context {cid}").dialect(Dialect::A76xx).note("Manuals after V1.09.");
        Result [ERR, CID.optional()] = form().meaning("the MQTT service has stopped[ on context {cid}]")
            .failure("the MQTT service did not stop[ on context {cid}]: {err}");
    }
    CMQTTACCQ = "+CMQTTACCQ", "18.2.3", "Acquire a client" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CLIENT, CLIENT_ID, SERVER_TYPE] = form().meaning("client {client_index} is {clientID}, over {server_type}");
        Write [CLIENT, CLIENT_ID, SERVER_TYPE.optional()]
            = form().meaning("acquire client {client_index} as {clientID}[ for a broker over {server_type}]");
        Info [CLIENT, ERR] = form().meaning("client {client_index} was not acquired: {err}");
    }
    CMQTTREL = "+CMQTTREL", "18.2.4", "Release a client" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        Write [CLIENT] = form().meaning("release client {client_index}");
        Info [CLIENT, ERR] = form().meaning("client {client_index} was not released: {err}");
    }
    CMQTTSSLCFG = "+CMQTTSSLCFG", "18.2.5", "Choose the TLS context of a client" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CLIENT, SSL_CTX.optional()] = form().meaning("client {client_index} uses [TLS context {ssl_ctx_index}]");
        Write [CLIENT, SSL_CTX] = form().meaning("let client {client_index} use TLS context {ssl_ctx_index}");
    }
    CMQTTWILLTOPIC = "+CMQTTWILLTOPIC", "18.2.6", "Enter the topic of the will" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, TOPIC_LEN] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of will topic for client {client_index}");
        Info [CLIENT, ERR] = form().meaning("the will topic of client {client_index} was refused: {err}");
    }
    CMQTTWILLMSG = "+CMQTTWILLMSG", "18.2.7", "Enter the message of the will" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, WILL_LEN, QOS] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of will message for client {client_index}, delivered {qos}");
        Info [CLIENT, ERR] = form().meaning("the will message of client {client_index} was refused: {err}");
    }
    CMQTTCONNECT = "+CMQTTCONNECT", "18.2.8", "Connect to a broker", row().order(Order::Either)
        .note("A failure comes as OK and the line, ERROR and the line, the line and ERROR, or ERROR alone.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CLIENT, SERVER, KEEPALIVE, CLEAN, USER.optional(), PASSWORD.optional()]
            = form().meaning("client {client_index} is connected to {server_addr}");
        ReadInfo [CLIENT] = form().meaning("client {client_index} is not connected");
        Write [CLIENT, SERVER, KEEPALIVE, CLEAN, USER.optional(), PASSWORD.optional()]
            = form().meaning("connect client {client_index} to {server_addr}[ as {user_name}]");
        Result [CLIENT, ERR] = form().meaning("client {client_index} is connected to its broker")
            .failure("client {client_index} did not connect: {err}");
    }
    CMQTTDISC = "+CMQTTDISC", "18.2.9", "Disconnect from the broker", row().order(Order::Either) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CLIENT, STATE] = form().meaning("client {client_index} has connection state {disc_state}");
        Write [CLIENT, TIMEOUT.optional()] = form().meaning("disconnect client {client_index}[ within {timeout} s]");
        Result [CLIENT, ERR] = form().meaning("client {client_index} is disconnected")
            .failure("client {client_index} did not disconnect: {err}");
    }
    CMQTTTOPIC = "+CMQTTTOPIC", "18.2.10", "Enter the topic to publish under" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, TOPIC_LEN] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of topic for client {client_index}");
        Info [CLIENT, ERR] = form().meaning("the topic of client {client_index} was refused: {err}");
    }
    CMQTTPAYLOAD = "+CMQTTPAYLOAD", "18.2.11", "Enter the message to publish" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, MESSAGE_LEN] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of message for client {client_index}");
        Info [CLIENT, ERR] = form().meaning("the message of client {client_index} was refused: {err}");
    }
    CMQTTPUB = "+CMQTTPUB", "18.2.12", "Publish", row().order(Order::OkFirst) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, QOS, TIMEOUT, RETAINED.optional(), DUP.optional()]
            = form().meaning("publish the message of client {client_index}, delivered {qos}, within {timeout} s");
        Result [CLIENT, ERR] = form().meaning("client {client_index} has published")
            .failure("client {client_index} did not publish: {err}");
    }
    CMQTTSUBTOPIC = "+CMQTTSUBTOPIC", "18.2.13", "Enter a topic to subscribe to" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, TOPIC_LEN, QOS] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of topic for client {client_index}, delivered {qos}");
        Info [CLIENT, ERR] = form().meaning("the topic of client {client_index} was refused: {err}");
    }
    CMQTTSUB = "+CMQTTSUB", "18.2.14", "Subscribe", row().order(Order::OkFirst)
        .note("With a length it asks for one topic; without, it takes the topics entered before.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [TOPIC.optional()] = form().meaning("subscribed: [{topic}]");
        Write [CLIENT, DUP.optional()] = form().meaning("subscribe client {client_index} to the topics entered before");
        Write [CLIENT, TOPIC_LEN, QOS, DUP.optional()] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("subscribe client {client_index} to a topic of {req_length} bytes, delivered {qos}");
        Result [CLIENT, ERR] = form().meaning("client {client_index} has subscribed")
            .failure("client {client_index} did not subscribe: {err}");
    }
    CMQTTUNSUBTOPIC = "+CMQTTUNSUBTOPIC", "18.2.15", "Enter a topic to unsubscribe from" => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, TOPIC_LEN] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("enter {req_length} bytes of topic for client {client_index}");
        Info [CLIENT, ERR] = form().meaning("the topic of client {client_index} was refused: {err}");
    }
    CMQTTUNSUB = "+CMQTTUNSUB", "18.2.16", "Unsubscribe", row().order(Order::OkFirst)
        .note("Three parameters ask for one topic; two take the topics entered before.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [CLIENT, DUP.optional()] = form().meaning("unsubscribe client {client_index} from the topics entered before");
        Write [CLIENT, TOPIC_LEN, DUP] = form().then(Then::Prompt(Data::Counted(1)))
            .meaning("unsubscribe client {client_index} from a topic of {req_length} bytes");
        Result [CLIENT, ERR] = form().meaning("client {client_index} has unsubscribed")
            .failure("client {client_index} did not unsubscribe: {err}");
    }
    CMQTTCFG = "+CMQTTCFG", "18.2.17", "Configure a client",
        row().note("Settings checkUTF8, optimeout, aliauth, version and argtopic.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [CLIENT, UTF8, OP_TIMEOUT]
            = form().meaning("client {client_index}: UTF-8 check {checkUTF8_flag}, time limit {optimeout_val} s");
        Write [PARAMETER, CLIENT, VALUE] = form().meaning("set {parameter} of client {client_index} to {value}");
    }
    CMQTTRXSTART = "+CMQTTRXSTART", "18.4", "A message begins", row().role(Role::Urc) => {
        Urc [CLIENT, TOPIC_TOTAL, PAYLOAD_TOTAL]
            = form().meaning("client {client_index} receives a topic of {topic_total_len} and a message of {payload_total_len} bytes");
    }
    CMQTTRXTOPIC = "+CMQTTRXTOPIC", "18.4", "A part of the topic", row().role(Role::Urc) => {
        Urc [CLIENT, TOPIC_PART] = form().then(Then::Payload { count: 1 })
            .meaning("{sub_topic_len} bytes of topic for client {client_index} follow");
    }
    CMQTTRXPAYLOAD = "+CMQTTRXPAYLOAD", "18.4", "A part of the message", row().role(Role::Urc)
        .note("Does not come for an empty message.") => {
        Urc [CLIENT, PAYLOAD_PART] = form().then(Then::Payload { count: 1 })
            .meaning("{sub_payload_len} bytes of message for client {client_index} follow");
    }
    CMQTTRXEND = "+CMQTTRXEND", "18.4", "The message is complete", row().role(Role::Urc) => {
        Urc [CLIENT] = form().meaning("the message for client {client_index} is complete");
    }
    CMQTTCONNLOST = "+CMQTTCONNLOST", "18.4", "The connection to the broker is lost", row().role(Role::Urc) => {
        Urc [CLIENT, CAUSE] = form().meaning("client {client_index} lost its broker: {cause}");
    }
    CMQTTPING = "+CMQTTPING", "", "The keep-alive of a client failed", row().role(Role::Urc).grade(Grade::Inferred)
        .note("In the MQTT manuals of SIM7500 and SIM7600.") => {
        Urc [CLIENT, ERR] = form().meaning("the keep-alive of client {client_index} ended with {err}").dialect(Dialect::Sim7600)
            .grade(Grade::Inferred);
    }
    CMQTTNONET = "+CMQTTNONET", "18.4", "The network is gone for MQTT", row().role(Role::Urc) => {
        Urc [] = form().meaning("the network is gone, the MQTT service has to be started again");
    }
}
