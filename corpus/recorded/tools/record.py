#!/usr/bin/env python3
"""Records one dialogue with a simulated module by every tool that is installed here.

    cargo build -p a76xx-sim --features cli
    corpus/recorded/tools/record.py target/debug/a76xx-sim [NAME ...]

Debian's packages: socat strace picocom tio minicom screen jpnevulator moreutils asciinema ttyrec python3-serial ppp xxd bsdextrautils.
A tool that is missing is named and left out; its recording stays as it is. Each recording comes from a run of its own. The simulator writes down
what really went over the line (`session.at`), and a run in which other bytes went over it is no recording.
"""

import fcntl
import os
import pathlib
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = pathlib.Path(__file__).resolve().parent
SCENARIO = """host 192.0.2.1:7 echoes
after 1st CIPSEND wait 700ms then peer 192.0.2.1:7 says "\\r\\nOK\\r\\n"
"""
# What the host types, and how long it waits then.
DIALOGUE = [
    ("AT\r", 0.4),
    ("AT+CSQ\r", 0.4),
    ("AT+NETOPEN\r", 0.9),
    ('AT+CIPOPEN=0,"TCP","192.0.2.1",7\r', 0.5),
    ("AT+CIPSEND=0,7\r", 0.4),
    (">+IPD16", 1.6),
    ("AT+CIPCLOSE=0\r", 0.6),
    ("AT+NETCLOSE\r", 0.8),
]


class Bench:
    """A simulated module on a port of its own, in a folder that goes away."""

    def __init__(self, simulator):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="a76xx-record-"))
        self.port = str(self.dir / "modem")
        (self.dir / "scenario").write_text(SCENARIO)
        arguments = [simulator, "--pty", self.port, "--script", str(self.dir / "scenario"), "--record", str(self.dir / "session.at")]
        self.module = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.helpers = []
        wait_for(self.port)

    def start(self, arguments, **more):
        helper = subprocess.Popen(arguments, cwd=self.dir, **more)
        self.helpers.append(helper)
        return helper

    def stop(self):
        for helper in self.helpers + [self.module]:
            helper.terminate()
        for helper in self.helpers + [self.module]:
            helper.wait(5)

    def session(self):
        return (self.dir / "session.at").read_bytes()


def wait_for(path, seconds=5.0):
    end = time.time() + seconds
    while not os.path.exists(path):
        if time.time() > end:
            raise RuntimeError(f"{path} does not appear")
        time.sleep(0.05)


def drain(fd, seconds):
    """Reads what comes in that time."""
    came, end = b"", time.time() + seconds
    while (left := end - time.time()) > 0:
        if select.select([fd], [], [], left)[0]:
            try:
                came += os.read(fd, 4096)
            except OSError:
                return came
    return came


def raw(fd):
    mode = termios.tcgetattr(fd)
    mode[0] = mode[1] = mode[3] = 0
    mode[2] |= termios.CS8 | termios.CREAD | termios.CLOCAL
    termios.tcsetattr(fd, termios.TCSANOW, mode)


def host(port, listen=True):
    """The host program: types the dialogue at a port, and listens."""
    fd = os.open(port, os.O_RDWR | os.O_NOCTTY)
    raw(fd)
    for text, pause in DIALOGUE:
        os.write(fd, text.encode())
        drain(fd, pause) if listen else time.sleep(pause)
    os.close(fd)


def terminal(bench, arguments, leave, begin=0.8):
    """A terminal program on a pseudoterminal of 120 columns, with somebody who types."""
    child, fd = pty.fork()
    if child == 0:
        os.chdir(bench.dir)
        os.environ["TERM"] = "vt100"
        os.execvp(arguments[0], arguments)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    drain(fd, begin)
    for text, pause in DIALOGUE:
        os.write(fd, text.encode())
        drain(fd, pause)
    for key in leave:
        try:
            os.write(fd, key.encode())
        except OSError:
            break
        drain(fd, 0.4)
    # What it still has to write is written when it ends by itself.
    end = time.time() + 3
    while time.time() < end and os.waitpid(child, os.WNOHANG) == (0, 0):
        drain(fd, 0.1)
    os.close(fd)


def between(bench, arguments, stderr):
    """A sniffer between the module and a port for the host."""
    with open(bench.dir / "said", "wb") as said:
        bench.start(arguments, stderr=said if stderr else subprocess.DEVNULL, stdout=subprocess.DEVNULL if stderr else said)
        wait_for(bench.dir / "host")
        time.sleep(0.3)
        host(str(bench.dir / "host"))
        time.sleep(0.3)


def socat(*flags):
    def record(bench):
        ends = ["pty,link=host,raw,echo=0", f"{bench.port},raw,echo=0"]
        between(bench, ["socat", *flags, *ends], True)
        return "said"

    return record


def socat_raw(name):
    def record(bench):
        socat("-r", "sent", "-R", "received")(bench)
        return name

    return record


def strace(*flags):
    def record(bench):
        program = ["strace", "-o", "out", *flags, "-P", os.path.realpath(bench.port), "-P", bench.port]
        subprocess.run([*program, sys.executable, __file__, "--host", bench.port], cwd=bench.dir, check=True)
        return "out"

    return record


def spy(bench):
    code = (
        "import serial, sys, time\n"
        f"port = serial.serial_for_url('spy://{bench.port}?file=out', timeout=0.05)\n"
        f"for text, pause in {DIALOGUE!r}:\n"
        "    port.write(text.encode())\n"
        "    end = time.time() + pause\n"
        "    while time.time() < end:\n"
        "        port.read(port.in_waiting or 1)\n"
        "port.close()\n"
    )
    subprocess.run(["/usr/bin/python3", "-c", code], cwd=bench.dir, check=True)
    return "out"


def jpnevulator(bench):
    ports = ["--tty", f"{bench.dir}/inner:host", "--tty", f"{bench.port}:module"]
    bench.start(["socat", "pty,link=host,raw,echo=0", "pty,link=inner,raw,echo=0"])
    wait_for(bench.dir / "inner")
    with open(bench.dir / "out", "wb") as out:
        bench.start(["jpnevulator", "--read", "--ascii", "--timing-print", "--timing-delta=1000", "--pass", *ports], stdout=out)
        time.sleep(0.5)
        host(str(bench.dir / "host"))
        time.sleep(0.5)
        bench.helpers[-1].terminate()
        bench.helpers[-1].wait()
    return "out"


def listener(*command):
    """What reads the port, while the host writes to it and does not listen."""

    def record(bench):
        with open(bench.dir / "out", "wb") as out:
            fd = os.open(bench.port, os.O_RDWR | os.O_NOCTTY)
            raw(fd)
            line = " ".join(command).replace("PORT", bench.port)
            bench.start(["sh", "-c", line], stdout=out, stderr=subprocess.DEVNULL)
            time.sleep(3)
            for text, pause in DIALOGUE:
                os.write(fd, text.encode())
                time.sleep(pause)
            bench.module.terminate()
            time.sleep(0.7)
            os.close(fd)
        return "out"

    return record


PICOCOM = ["picocom", "-q", "-b", "115200"]
LEAVE = ["\x01\x18"]


def picocom(*around, begin=1.5):
    def record(bench):
        words = [word.replace("PICOCOM", " ".join([*PICOCOM, bench.port])) for word in around]
        terminal(bench, words, LEAVE, begin)
        return "out"

    return record


def minicom(bench):
    (bench.dir / "minirc.dfl").write_text("pu port {}\npu rtscts No\npu minit \npu mreset \n".format(bench.port))
    terminal(bench, ["minicom", "-o", "-D", bench.port, "-C", "out"], ["\x01x", "\r"], 1.2)
    return "out"


def screen(bench):
    (bench.dir / "rc").write_text("startup_message off\nlogfile out\nlogfile flush 1\n")
    terminal(bench, ["screen", "-c", "rc", "-L", bench.port, "115200"], ["\x01k", "y"], 1.2)
    return "out"


def tio(*flags):
    def record(bench):
        terminal(bench, ["tio", "--log", "--log-file", "out", *flags, bench.port], ["\x14", "q"])
        return "out"

    return record


def chat(bench):
    steps = "'' AT OK AT+CSQ OK AT+NETOPEN '+NETOPEN: 0' 'AT+CIPOPEN=0,\\\"TCP\\\",\\\"192.0.2.1\\\",7' '+CIPOPEN: 0,0'"
    steps += " AT+CIPSEND=0,7 '>' '>+IPD16\\c' 'K\\r\\n' '\\c' 'OK\\r\\n' AT+CIPCLOSE=0 'E: 0,0' AT+NETCLOSE '+NETCLOSE: 0'"
    command = f"chat -s -v -S {steps} <{bench.port} >{bench.port}"
    with open(bench.dir / "out", "wb") as out:
        subprocess.run(["sh", "-c", command], stderr=out, cwd=bench.dir, check=False)
    return "out"


def of_bytes(command, side="module"):
    """A tool that shows a file of bytes: those that one side sent."""

    def record(bench):
        host(bench.port)
        data = side_bytes(bench.session(), side)
        shown = subprocess.run(["sh", "-c", command], input=data, capture_output=True, check=True)
        (bench.dir / "out").write_bytes(shown.stdout)
        return "out"

    return record


# Name of the file, the program that must be there, how it is made.
TOOLS = [
    ("asciinema.cast", "asciinema", picocom("asciinema", "rec", "-q", "-c", "PICOCOM", "out", begin=12)),
    ("base64.txt", "base64", of_bytes("base64")),
    ("cat-v.txt", "cat", of_bytes("cat -v")),
    ("chat.log", "chat", chat),
    ("hexdump-C.txt", "hexdump", of_bytes("hexdump -C")),
    ("hexdump.txt", "hexdump", of_bytes("hexdump")),
    ("jpnevulator.log", "jpnevulator", jpnevulator),
    ("minicom.cap", "minicom", minicom),
    ("od-c.txt", "od", of_bytes("od -c")),
    ("od-x1z.txt", "od", of_bytes("od -A x -t x1z")),
    ("picocom.log", "picocom", picocom("sh", "-c", "PICOCOM -g out")),
    ("screen.log", "screen", screen),
    ("script-io.log", "script", picocom("script", "-q", "-B", "out", "-m", "advanced", "-T", "times", "-c", "PICOCOM")),
    ("script.log", "script", picocom("script", "-q", "-c", "PICOCOM", "out")),
    ("socat-v.log", "socat", socat("-v")),
    ("socat-x.log", "socat", socat("-x")),
    ("socat-xv.log", "socat", socat("-x", "-v")),
    ("socat-sent.bin", "socat", socat_raw("sent")),
    ("socat-received.bin", "socat", socat_raw("received")),
    ("spy.log", "/usr/bin/python3", spy),
    ("strace-tt.log", "strace", strace("-tt", "-xx", "-s", "4096", "-e", "trace=read,write")),
    ("strace.log", "strace", strace("-s", "200", "-e", "trace=read,write")),
    ("tio-t.log", "tio", tio("-t")),
    ("tio.log", "tio", tio()),
    ("ts.log", "ts", listener("stdbuf -oL cat PORT | ts '%H:%M:%.S'")),
    ("ttyrec.tty", "ttyrec", picocom("ttyrec", "-e", "PICOCOM", "out")),
    ("xxd-i.txt", "xxd", of_bytes("xxd -i")),
    ("xxd-p.txt", "xxd", of_bytes("xxd -p", "host")),
    ("xxd.txt", "xxd", of_bytes("xxd")),
]


def side_bytes(session, side):
    """What a side sent, of a transcript."""
    mark, data = (b"> ", b"< ")[side == "module"], b""
    for line in session.split(b"\n"):
        text = line.split(b" ", 1)[1] if line.startswith(b"@") else line
        if text.startswith(mark):
            data += text[2:].decode("unicode_escape").encode("latin-1")
    return data


def titled(session):
    """A session with the head that the corpus wants."""
    session = session.replace(b"# title: a session with a simulated module", b"# title: one short dialogue over TCP, recorded with many tools beside this")
    return session.replace(b"\n\n", b"\n# settings: as delivered\n\n", 1)


def main(simulator, names):
    simulator, truth = os.path.abspath(simulator), HERE / "session.at"
    if not truth.exists() or "session.at" in names:
        bench = Bench(simulator)
        host(bench.port)
        bench.stop()
        truth.write_bytes(titled(bench.session()))
    wanted = {side: side_bytes(truth.read_bytes(), side) for side in ("host", "module")}
    for name, program, record in TOOLS:
        if names and name not in names:
            continue
        if shutil.which(program) is None:
            print(f"{name}: {program} is not installed, left out")
            continue
        bench = Bench(simulator)
        try:
            made = bench.dir / record(bench)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            print(f"{name}: {error}")
            continue
        finally:
            bench.stop()
        said = {side: side_bytes(bench.session(), side) for side in wanted}
        if not made.stat().st_size:
            print(f"{name}: the tool wrote nothing")
        elif said != wanted:
            print(f"{name}: other bytes went over the line, left out: {said}")
        else:
            shutil.copyfile(made, HERE / name)
            print(f"{name}: {made.stat().st_size} bytes")
        shutil.rmtree(bench.dir)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--host"]:
        host(sys.argv[2])
    elif len(sys.argv) > 1:
        main(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(__doc__)
