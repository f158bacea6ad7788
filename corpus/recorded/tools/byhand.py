#!/usr/bin/env python3
"""Writes the dialogue of session.at as programs write it that do not run here, after the descriptions of their formats.

    corpus/recorded/tools/byhand.py

Desktop programs, boards and analysers. What a program really writes may differ: these files show that a form is read as it is described.
"""

import pathlib
import struct
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
# The first stamp: 23 November 2026, 07:20:43.700 in UTC.
BEGAN = 1795418443.7
BAUD = 115200


def session():
    """Chunks: the time in seconds, the side, the bytes."""
    for line in (HERE / "session.at").read_text().splitlines():
        if line.startswith("@"):
            at, mark, text = line[1:].split(" ", 2)
            yield float(at), "host" if mark == ">" else "module", text.encode().decode("unicode_escape").encode("latin-1")


CHUNKS = list(session())


def clock(at, digits=3):
    """Time of day."""
    total = 7 * 3600 + 20 * 60 + 43.7 + at
    return f"{int(total // 3600):02}:{int(total // 60 % 60):02}:{total % 60:0{3 + digits}.{digits}f}"


def by_side(side):
    return b"".join(data for _, own, data in CHUNKS if own == side)


def hexadecimal(data, between=" "):
    return between.join(f"{byte:02x}" for byte in data)


def shown(data):
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)


def named(data):
    return "".join({13: "<CR>", 10: "<LF>"}.get(byte) or chr(byte) for byte in data)


def esp_idf():
    """esp_log_buffer_hexdump: level, milliseconds since boot, tag, address, sixteen bytes and their characters."""
    text = ""
    for at, side, data in CHUNKS:
        tag = "uart-tx" if side == "host" else "uart-rx"
        for row in range(0, len(data), 16):
            piece = data[row : row + 16]
            halves = "  ".join(hexadecimal(half) for half in (piece[:8], piece[8:]) if half)
            text += f"D ({int(41000 + at * 1000)}) {tag}: 0x{0x3ffb2000 + row:08x}   {halves:<48}  |{shown(piece)}|\n"
    return text


def usbmon():
    """The text interface of usbmon: tag, microseconds, S or C, endpoint, status, length, words of four bytes."""
    text = ""
    for at, side, data in CHUNKS:
        for start in range(0, len(data), 32):
            piece = data[start : start + 32]
            words = " ".join(piece[place : place + 4].hex() for place in range(0, len(piece), 4))
            when = int(at * 1e6) + 3_000_000_000 + start
            if side == "host":
                text += f"ffff8c1a5e3b0c00 {when} S Bo:1:007:3 -115 {len(piece)} = {words}\n"
                text += f"ffff8c1a5e3b0c00 {when + 90} C Bo:1:007:3 0 {len(piece)} >\n"
            else:
                text += f"ffff8c1a5e3b0d80 {when} C Bi:1:007:4 0 {len(piece)} = {words}\n"
                text += f"ffff8c1a5e3b0d80 {when + 20} S Bi:1:007:4 -115 1024 <\n"
    return text


def rtac():
    """pcap, link type 250: twelve bytes before the data, the fifth is the event (data of one side or the other)."""
    file = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 250)
    for at, side, data in CHUNKS:
        when = BEGAN + at
        seconds, micros = int(when), int(when % 1 * 1e6)
        head = struct.pack(">IIBBH", seconds, micros, 1 if side == "host" else 2, 0, 0)
        file += struct.pack("<IIII", seconds, micros, len(head + data), len(head + data)) + head + data
    return file


def putty():
    return b"=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2026.11.23 07:20:43 =~=~=~=~=~=~=~=~=~=~=~=\r\n" + by_side("module")


def modem_manager():
    arrows = {"host": "-->", "module": "<--"}
    rows = (f"<debug> [{BEGAN + at:.6f}] [ttyUSB2/at] {arrows[side]} '{named(data)}'\n" for at, side, data in CHUNKS)
    return "".join(rows)


def saleae_table():
    """The data table of Logic 2: a row for each byte."""
    text = "name,type,start_time,duration,data\n"
    for at, side, data in CHUNKS:
        for index, byte in enumerate(data):
            name = "host" if side == "host" else "module"
            text += f'"{name}","data",{at + index * 10 / BAUD:.9f},{10 / BAUD:.9f},0x{byte:02X}\n'
    return text


def lines():
    """Levels of both lines at each bit, the pauses cut down to two milliseconds: time in bits, host, module."""
    time = {"host": 40, "module": 40}
    begun, edges = 40, []
    for _, side, data in CHUNKS:
        begun = max(begun, *time.values()) + BAUD // 500
        for index, byte in enumerate(data):
            bits = [0] + [byte >> bit & 1 for bit in range(8)] + [1]
            edges += [(begun + index * 10 + place, side, bit) for place, bit in enumerate(bits)]
        time[side] = begun + len(data) * 10
    return edges, max(time.values()) + 40


def vcd():
    edges, _ = lines()
    text = "$date Mon Nov 23 07:20:43 2026 $end\n$timescale 1 ns $end\n$scope module uart $end\n"
    text += "$var wire 1 ! TX $end\n$var wire 1 \" RX $end\n$upscope $end\n$enddefinitions $end\n#0 1! 1\"\n"
    level = {"host": 1, "module": 1}
    for at, side, bit in sorted(edges, key=lambda edge: edge[0]):
        if level[side] != bit:
            level[side] = bit
            text += f"#{round(at * 1e9 / BAUD)} {bit}{'!' if side == 'host' else chr(34)}\n"
    return text


def sigrok(path):
    edges, end = lines()
    rate, samples, level, done = 1_000_000, bytearray(), 3, 0
    for at, side, bit in sorted(edges, key=lambda edge: edge[0]) + [(end, "host", 1)]:
        until = round(at * rate / BAUD)
        samples += bytes([level]) * (until - done)
        mask = 1 if side == "host" else 2
        level, done = (level | mask if bit else level & ~mask), until
    metadata = "[global]\nsigrok version=0.5.2\n\n[device 1]\ncapturefile=logic-1\ntotal probes=2\nsamplerate=1 MHz\ntotal analog=0\n"
    metadata += "probe1=TX\nprobe2=RX\nunitsize=1\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in (("version", b"2"), ("metadata", metadata.encode()), ("logic-1-1", bytes(samples))):
            entry = zipfile.ZipInfo(name, (2026, 11, 23, 7, 20, 42))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, data)


def sscom():
    """What was sent stands behind one arrow and ends in a box, what was received behind the other; GBK."""
    text = ""
    for at, side, data in CHUNKS:
        arrow = "发→◇" if side == "host" else "收←◆"
        text += f"[{clock(at)}]{arrow}{data.decode('latin-1')}{'□' if side == 'host' else ''}\r\n"
    return text.encode("gbk")


def interceptty():
    marks = {"host": "<", "module": ">"}
    rows = (f"{marks[side]} \t0x{byte:02x} ({chr(byte) if 32 < byte < 127 else '.'})\n" for _, side, data in CHUNKS for byte in data)
    return "".join(rows)


def docklight():
    """ASCII with names of control characters; each direction anew with its stamp."""
    marks = {"host": "TX", "module": "RX"}
    rows = (f"23.11.2026 {clock(at)} [{marks[side]}] - {named(data)}\r\n" for at, side, data in CHUNKS)
    return "".join(rows)


def python_logging():
    words = {"host": "write", "module": "read"}
    rows = (f"2026-11-23 {clock(at).replace('.', ',')} DEBUG modem: {words[side]} {data!r}\n" for at, side, data in CHUNKS)
    return "".join(rows)


def pppd_record():
    """Tags with what follows: 7 the start, 5 tenths of a second, 1 and 2 data of the host and of the module with their length."""
    file, passed = struct.pack(">BI", 7, int(BEGAN)), 0
    for at, side, data in CHUNKS:
        tenths = int(at * 10) - passed
        if tenths:
            file += struct.pack(">BI", 5, tenths)
            passed += tenths
        file += struct.pack(">BH", 1 if side == "host" else 2, len(data)) + data
    return file


def arduino():
    """The serial monitor: a stamp for each line of the module."""
    text, at = "", 0.0
    pending = ""
    for at, side, data in CHUNKS:
        if side == "module":
            pending += data.decode("latin-1")
            while "\n" in pending:
                line, pending = pending.split("\n", 1)
                text += f"{clock(at)} -> {line}\n"
    return text + (f"{clock(at)} -> {pending}" if pending else "")


def markdown():
    """An issue: the log in a fence, without carriage returns and empty lines."""
    rows = [line for line in by_side("module").decode("latin-1").replace("\r", "\n").split("\n") if line]
    return "## Does not connect\n\nThis is what I see:\n\n```\n" + "\n".join(rows) + "\n```\n\nWhat is wrong?\n"


def gammu():
    """textalldate: a line for each frame, then cells of a number and its character, sixteen a row; what gammu thinks stands between."""
    text = "Mon 2026/11/23 07:20:43: [Gammu            - 1.42.0]\n"
    for at, side, data in CHUNKS:
        stamp = f"Mon 2026/11/23 {clock(at)[:8]}: "
        way = "SENDING" if side == "host" else "RECEIVED"
        text += f"{stamp}{way} frame type 0x00/length 0x{len(data):02X}/{len(data)}\n"
        for row in range(0, len(data), 16):
            piece = data[row : row + 16]
            cells = "|".join(f"{byte:02X}{chr(byte) if 32 <= byte < 127 else ' '}" for byte in piece)
            text += f"{stamp}{cells:<63} {shown(piece):<16}\n"
        if side == "module" and b"OK" in data:
            text += f"{stamp}Checking line: OK\n"
    return text


def ser2net():
    """trace-both with hexdump and timestamp: eight bytes a row."""
    text = ""
    for at, side, data in CHUNKS:
        for row in range(0, len(data), 8):
            piece = data[row : row + 8]
            end = "tcp " if side == "host" else "term"
            text += f"2026/11/23 {clock(at)[:8]} {end} {hexadecimal(piece):<23} |{shown(piece)}|\n"
    return text


def portmon():
    """Hexadecimal output: number, seconds, process, request, port, result, data; requests without data between."""
    text = ""
    for number, (at, side, data) in enumerate(CHUNKS):
        request = "IRP_MJ_WRITE" if side == "host" else "IRP_MJ_READ"
        text += f"{number * 2}\t{at:.8f}\tloader.exe\tIOCTL_SERIAL_GET_COMMSTATUS\tSerial0\tSUCCESS\t\n"
        text += f"{number * 2 + 1}\t{at:.8f}\tloader.exe\t{request}\tSerial0\tSUCCESS\tLength {len(data)}: {hexadecimal(data).upper()} \n"
    return text


def vs_code():
    """Serial Monitor: what comes as it is, and what was sent in a line of dashes."""
    text = "---- Opened the serial port /dev/ttyUSB2 ----\n"
    for _, side, data in CHUNKS:
        said = data.decode("latin-1")
        quoted = said.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n")
        text += f'---- Sent utf8 encoded message: "{quoted}" ----\n' if side == "host" else said
    return text + "---- Closed the serial port /dev/ttyUSB2 ----\n"


def mbed():
    """Trace of the cellular AT handler: milliseconds since boot, direction, length, and names of line ends."""
    text = ""
    for at, side, data in CHUNKS:
        said = named(data).replace("<CR>", "<cr>").replace("<LF>", "<ln>")
        text += f"[{int(41000 + at * 1000):08}ms][INFO][CELL]: AT {'TX' if side == 'host' else 'RX'} ({len(data):2}): {said}\n"
    return text


def esp_home():
    """UART debugger in hexadecimal: numbers with colons between."""
    rows = ((clock(at)[:8], ">>>" if side == "host" else "<<<", data.hex(":").upper()) for at, side, data in CHUNKS)
    return "".join(f"[{stamp}][D][uart_debug:114]: {arrow} {digits}\n" for stamp, arrow, digits in rows)


def json_lines():
    """What a program of one's own writes: a record for each chunk."""
    rows = ((BEGAN + at, "tx" if side == "host" else "rx", data.hex()) for at, side, data in CHUNKS)
    return "".join(f'{{"ts": {at:.6f}, "dir": "{way}", "hex": "{digits}"}}\n' for at, way, digits in rows)


def rust_log():
    """env_logger with `{:?}` of byte slices: lists of decimal numbers."""
    rows = ((clock(at)[:8], "write" if side == "host" else "read", list(data)) for at, side, data in CHUNKS)
    return "".join(f"[2026-11-23T{stamp}Z DEBUG modem] {way} {numbers}\n" for stamp, way, numbers in rows)


def hercules():
    """Both directions in one window, control characters in curly brackets."""
    data = b"".join(data for _, _, data in CHUNKS)
    return "".join(chr(byte) if 32 <= byte < 127 else f"{{{byte:02X}}}" for byte in data)


FILES = {
    "arduino.txt": arduino,
    "docklight.txt": docklight,
    "esp-home.log": esp_home,
    "esp-idf.log": esp_idf,
    "gammu.log": gammu,
    "hercules.txt": hercules,
    "interceptty.log": interceptty,
    "issue.md": markdown,
    "json-lines.jsonl": json_lines,
    "mbed.log": mbed,
    "modemmanager.log": modem_manager,
    "portmon.log": portmon,
    "pppd-record.bin": pppd_record,
    "putty.log": putty,
    "python-logging.log": python_logging,
    "rtac-serial.pcap": rtac,
    "rust.log": rust_log,
    "saleae-table.csv": saleae_table,
    "ser2net.log": ser2net,
    "sscom.txt": sscom,
    "uart.vcd": vcd,
    "usbmon.txt": usbmon,
    "vs-code.log": vs_code,
}

if __name__ == "__main__":
    for name, make in FILES.items():
        made = make()
        (HERE / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    sigrok(HERE / "uart.sr")
