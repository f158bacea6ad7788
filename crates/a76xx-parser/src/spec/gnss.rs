//! Chapter 24: positioning.

use super::codes_service::{AGPS_ERR, GNSS_FIX, GNSS_SYSTEMS};
use super::fields_service::{INTERVAL, RANGES, SWITCH};
use super::row::{FieldRow, commands, field, form, row};
use super::wire::{Order, Sep, Type};
use super::words::{Saving, Unit};

const POWER: FieldRow = field("GNSS_Power_status", "0 off, 1 on", Type::Int(0, 1));
const FLASH: FieldRow = field("AP_Flash_status", "1 keeps the position for a fast start", Type::Int(0, 1));
const DYNAMIC: FieldRow = field("GNSS_dynamic_load", "1 loads the receiver's firmware", Type::Int(0, 1)).default("1");
const LOADER: FieldRow = field("Loader_extend", "1 takes the custom loader", Type::Int(0, 1)).default("0");
const READY: FieldRow = field("state", "the receiver is ready", Type::Word("READY!"));
const BAUD: FieldRow = field("baud_rate", "speed of the receiver's port", Type::Int(4_800, 230_400)).unit(Unit::Baud);
const SYSTEMS: FieldRow = field("mode", "satellite systems", Type::Int(1, 7)).codes(&GNSS_SYSTEMS);
const RATE: FieldRow = field("rate", "positions per second", Type::Int(1, 10)).default("1");
const SENTENCES: FieldRow = field("sentences", "which sentences come: GGA, GLL, GSA, GSV, RMC, VTG, ZDA, GST", Type::Rest);
const LAT: FieldRow = field("lat", "latitude", Type::Bare);
const NORTH: FieldRow = field("NS", "north or south", Type::Bare);
const LON: FieldRow = field("log", "longitude", Type::Bare);
const EAST: FieldRow = field("EW", "east or west", Type::Bare);
const DATE: FieldRow = field("date", "date, as ddmmyy", Type::Bare);
const UTC: FieldRow = field("UTC_time", "time, as hhmmss.ss", Type::Bare);
const ALTITUDE: FieldRow = field("alt", "altitude in metres", Type::Bare);
const SPEED: FieldRow = field("speed", "speed in knots", Type::Bare);
const COURSE: FieldRow = field("course", "course in degrees", Type::Bare);
const FIX: FieldRow = field("mode", "kind of fix", Type::Int(0, 3)).codes(&GNSS_FIX);
const POSITION: FieldRow = field("position", "satellites, position, date, time, altitude, speed, course, dilutions", Type::Rest);
const COMMAND: FieldRow = field("CmdString", "command for the receiver", Type::Rest);
const PARSED_PORT: FieldRow = field("parse_data_port", "0 USB, 1 UART for parsed data", Type::Int(0, 1));
const NMEA_PORT: FieldRow = field("nmea_data_port", "0 USB, 1 UART for raw data", Type::Int(0, 1));
const AGPS: FieldRow = field("errorcode", "success, or what went wrong", Type::Either(101, 105)).codes(&AGPS_ERR);
const PRODUCT: FieldRow = field("prodname", "maker of the receiver", Type::Bare);
const MODEL: FieldRow = field("model", "model of the receiver", Type::Bare);
const VERSION: FieldRow = field("vers", "its firmware", Type::Bare);

commands! { chapter 24;
    CGNSSPWR = "+CGNSSPWR", "24.2.1", "Switch the receiver on or off", row().within(9_000).saving(Saving::NoSave)
        .note("Everything else waits for READY!, about nine seconds later on ASR1603. It also comes unasked at boot of some modules.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [POWER, FLASH.optional(), DYNAMIC.optional(), LOADER.optional()]
            = form().meaning("the receiver's power state is {GNSS_Power_status}");
        Write [POWER, FLASH.optional(), DYNAMIC.optional(), LOADER.optional()]
            = form().meaning("set the receiver's power to {GNSS_Power_status}");
        Urc [READY] = form().meaning("the receiver is ready");
    }
    CGNSSTST = "+CGNSSTST", "24.2.2", "Print the receiver's raw sentences", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SWITCH] = form().meaning("printing of raw sentences is {mode}");
        Write [SWITCH] = form().meaning("set printing of raw sentences to {mode}");
    }
    CGPSCOLD = "+CGPSCOLD", "24.2.3", "Cold start", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("start the receiver cold");
    }
    CGPSWARM = "+CGPSWARM", "24.2.4", "Warm start", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("start the receiver warm");
    }
    CGPSHOT = "+CGPSHOT", "24.2.5", "Hot start", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("start the receiver hot");
    }
    CGNSSIPR = "+CGNSSIPR", "24.2.6", "Speed of the receiver's port", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [BAUD] = form().meaning("the receiver's port runs at {baud_rate} bit/s");
        Write [BAUD] = form().meaning("set the receiver's port to {baud_rate} bit/s");
        Exec [] = form().meaning("set the receiver's port to its default speed");
    }
    CGNSSMODE = "+CGNSSMODE", "24.2.7", "Choose the satellite systems", row().within(9_000).saving(Saving::NoSave)
        .note("The numbers mean different sets on different platforms; the names are those of ASR1603 and ASR1803 for China.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SYSTEMS] = form().meaning("the systems in use are {mode}");
        Write [SYSTEMS] = form().meaning("use the systems {mode}");
        Exec [] = form().meaning("use the default systems");
    }
    CGNSSNMEA = "+CGNSSNMEA", "24.2.8", "Choose the sentences", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SENTENCES] = form().meaning("sentences: {sentences}");
        Write [SENTENCES] = form().meaning("choose the sentences {sentences}");
    }
    CGPSNMEARATE = "+CGPSNMEARATE", "24.2.9", "Positions per second", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [RATE] = form().meaning("{rate} positions per second");
        Write [RATE] = form().meaning("print {rate} positions per second");
        Exec [] = form().meaning("print one position per second");
    }
    CGPSFTM = "+CGPSFTM", "24.2.10", "Test mode of the receiver", row().within(9_000).saving(Saving::NoSave)
        .note("While it is on, lines such as +GPGSV list signal levels.") => {
        Test [] = form().meaning("ask what is supported");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [SWITCH] = form().meaning("the test mode is {mode}");
        Write [SWITCH] = form().meaning("set the test mode to {mode}");
    }
    CGPSINFO = "+CGPSINFO", "24.2.11", "GPS position", row().within(9_000).saving(Saving::NoSave)
        .note("Latitude and longitude are degrees and minutes. All fields are empty without a fix.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [INTERVAL] = form().meaning("the position is reported every {time} s");
        Write [INTERVAL] = form().meaning("report the position every {time} s");
        Exec [] = form().meaning("ask for the position");
        Info [LAT.optional(), NORTH.optional(), LON.optional(), EAST.optional(), DATE.optional(), UTC.optional(), ALTITUDE.optional(),
            SPEED.optional(), COURSE.optional()]
            = form().meaning("GPS position[ {lat} {NS}, {log} {EW}][ on {date} at {UTC_time}][, altitude {alt} m][, {speed} knots]");
        Urc [LAT.optional(), NORTH.optional(), LON.optional(), EAST.optional(), DATE.optional(), UTC.optional(), ALTITUDE.optional(),
            SPEED.optional(), COURSE.optional()]
            = form().meaning("GPS position[ {lat} {NS}, {log} {EW}][ on {date} at {UTC_time}][, altitude {alt} m][, {speed} knots]");
    }
    CGNSSINFO = "+CGNSSINFO", "24.2.12", "Position from all satellite systems", row().within(9_000).saving(Saving::NoSave)
        .note("The fields behind the first differ: three to five satellite counts in two orders, and a last count on some platforms. \
            All fields are empty without a fix.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [INTERVAL] = form().meaning("the position is reported every {time} s");
        Write [INTERVAL] = form().meaning("report the position every {time} s");
        Exec [] = form().meaning("ask for the position");
        Info [FIX.optional(), POSITION.optional()] = form().meaning("position[ with {mode}][: {position}]");
        Urc [FIX.optional(), POSITION.optional()] = form().meaning("position[ with {mode}][: {position}]");
    }
    CGNSSCMD = "+CGNSSCMD", "24.2.13", "Send a command to the receiver", row().within(9_000).saving(Saving::NoSave)
        .note("One text, or 0 and the text, or 1 and its hexadecimal digits.") => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Write [COMMAND] = form().meaning("send {CmdString} to the receiver");
    }
    CGNSSPORTSWITCH = "+CGNSSPORTSWITCH", "24.2.14", "Choose the ports for positions", row().within(9_000).saving(Saving::NoSave) => {
        Test [] = form().meaning("ask what is supported");
        TestInfo [RANGES] = form().meaning("supported: {ranges}");
        Read [] = form().meaning("ask for the current state");
        ReadInfo [PARSED_PORT, NMEA_PORT] = form().meaning("parsed data go to port {parse_data_port}, raw data to {nmea_data_port}");
        Write [PARSED_PORT, NMEA_PORT.optional()]
            = form().meaning("send parsed data to port {parse_data_port}[, raw data to {nmea_data_port}]");
    }
    CAGPS = "+CAGPS", "24.2.15", "Fetch assistance data", row().within(9_000).saving(Saving::NoSave).order(Order::OkFirst)
        .heads(&["+AGPS"]).note("The line ends with a full stop.") => {
        Exec [] = form().meaning("fetch assistance data");
        Result [AGPS] = form().meaning("assistance data: {errorcode}");
    }
    CGNSSPROD = "+CGNSSPROD", "24.2.16", "Ask for the receiver's make", row().within(9_000).saving(Saving::NoSave)
        .heads(&["PRODUCT"]) => {
        Test [] = form().meaning("ask what is supported");
        Exec [] = form().meaning("ask for the receiver's make");
        Info [PRODUCT, MODEL.optional(), VERSION.optional()]
            = form().sep(Sep::Colon).meaning("the receiver is {prodname}[ {model}][, firmware {vers}]");
    }
}
