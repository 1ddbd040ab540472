"""A Debian of its own, booted under systemd, joined to a relay by a cable of its own.

The root is made once by mmdebstrap and kept; each machine is a copy. The machine and the sink stand in two
network namespaces with a veth pair between them: nothing of either reaches this host's network.
"""

import contextlib
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".build" / "package-test"
PACKAGES = ("systemd,systemd-sysv,dbus,libcurl4,libgmime-3.0-0,libsqlite3-0,ca-certificates,tzdata,debconf,"
            "procps,util-linux")
INSIDE, OUTSIDE = "192.0.2.1", "192.0.2.2"


class Failed(Exception):
    pass


def host(*words, **options):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **options)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def base():
    """The root to copy; made where it is not there."""
    root = CACHE / "root"
    if not root.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = CACHE / "root.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        print("making a Debian (a minute or two)", flush=True)
        host("mmdebstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", unfinished)
        unfinished.rename(root)
    return root


def until(what, body, seconds=30):
    """Waits until body() is true, and returns what it was; a machine of its own has no signal to wait on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := body():
            return found
        time.sleep(0.1)
    raise Failed(f"after {seconds} s still not so: {what}")


class Machine:
    def __init__(self, folder):
        self.root, self.name = folder / "root", f"mpt{os.getpid()}"
        host("cp", "-a", "--reflink=auto", base(), self.root)
        (self.root / "etc/hosts").write_text(f"127.0.0.1 localhost\n{OUTSIDE} relay.test\n")
        (self.root / "etc/machine-id").write_text("")

    @contextlib.contextmanager
    def booted(self):
        with open(self.root.parent / "boot.log", "wb") as log:
            process = subprocess.Popen(
                ["systemd-nspawn", "-q", "-D", str(self.root), "--boot", "--register=no", "--keep-unit",
                 f"--network-namespace-path=/run/netns/{self.name}i", "-M", self.name],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            try:
                self.leader = until("systemd as the first process", lambda: self.child(process))
                until("the machine is up", lambda: self("systemctl", "is-system-running", fails=True).strip()
                      in ("running", "degraded"))
                yield self
            finally:
                process.terminate()
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    @staticmethod
    def child(process):
        if process.poll() is not None:
            raise Failed(f"systemd-nspawn ended with {process.returncode}")
        text = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return text and text[0]

    def run(self, *words, input=None, timeout=120):
        enter = ["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "--", "env", "-i",
                 "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
        return subprocess.run(enter + list(map(str, words)), capture_output=True, text=True, input=input,
                              stdin=None if input is not None else subprocess.DEVNULL, timeout=timeout)

    def __call__(self, *words, fails=False, **options):
        """Runs a command inside; returns its output."""
        done = self.run(*words, **options)
        if done.returncode and not fails:
            raise Failed(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def show(self, unit, name):
        return self("systemctl", "show", unit, "-P", name).strip()

    def journal(self, unit):
        return self("journalctl", "--no-pager", "-o", "cat", "-u", unit)

    def write(self, path, text, mode=0o644):
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)


class Sink:
    """The relay's end of the cable, and what it has told."""

    def __init__(self, folder, name):
        self.told, self.orders = [], folder / "orders"
        self.certificate, key = folder / "relay.pem", folder / "relay.key"
        self.order("take")
        host("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=relay.test", "-addext", "subjectAltName=DNS:relay.test",
             "-keyout", key, "-out", self.certificate)
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", name + "o", sys.executable, str(HERE / "sink.py"), "--address", OUTSIDE,
             "--certificate", str(self.certificate), "--key", str(key), "--orders", str(self.orders)],
            stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.wait("the relay listens", lambda: any("ready" in fact for fact in self.told))

    def read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def order(self, word):
        self.orders.write_text(word)

    def wait(self, what, body, seconds=30):
        def look():
            while not self.lines.empty():
                self.told.append(self.lines.get())
            return body()
        return until(what, look, seconds)

    def letters(self):
        return [fact for fact in self.told if "to" in fact]

    def arrived(self, count, seconds=30):
        """Waits for so many letters with Message-IDs of their own."""
        self.wait(f"{count} letters, of which {len(self.letters())} came",
                  lambda: len({fact["message"] for fact in self.letters()}) >= count, seconds)

    def close(self):
        self.process.terminate()
        self.process.wait()


@contextlib.contextmanager
def cable(name):
    inside, outside = name + "i", name + "o"
    try:
        for space in (inside, outside):
            host("ip", "netns", "add", space)
            host("ip", "-n", space, "link", "set", "lo", "up")
        host("ip", "link", "add", "host0", "netns", inside, "type", "veth", "peer", "name", "sink0", "netns", outside)
        for space, device, address in ((inside, "host0", INSIDE), (outside, "sink0", OUTSIDE)):
            host("ip", "-n", space, "address", "add", address + "/24", "dev", device)
            host("ip", "-n", space, "link", "set", device, "up")
        yield
    finally:
        for space in (inside, outside):
            subprocess.run(["ip", "netns", "delete", space], capture_output=True)
