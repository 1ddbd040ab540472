"""Ten thousand letters through SMTP, beside a plain script that does the same in the same run."""

import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

from measure import ROOT, ROUNDS, Minuted, a_folder, timed
from registers import make_register

LETTERS = 10_000


class Sink:
    """Postfix's smtp-sink, which takes every message and forgets it."""

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        user = ["-u", "postfix"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            ["smtp-sink", *user, f"127.0.0.1:{self.port}", "100"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise SystemExit("smtp-sink does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def make_plain_register(path, count):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE action (id INTEGER PRIMARY KEY, reference, text, name, email, due, sent)")
    connection.executemany("INSERT INTO action VALUES (?,?,?,?,?,?,NULL)", (
        (n, f"B-{n:05}", f"Report on the progress of item {n} to the board", f"Person Number{n}",
         f"person{n}@example.org", "2027-03-01") for n in range(count)))
    connection.commit()


def bench():
    with a_folder() as folder, Sink() as sink:
        minuted = Minuted(folder, sink.port)
        imported = make_register(minuted, folder, LETTERS)
        print(f"import of {LETTERS} people and {LETTERS} actions: {imported:.2f} s")
        make_plain_register(folder / "plain.sqlite", LETTERS)
        keep(folder, "minuted.sqlite"), keep(folder, "plain.sqlite")
        idle = minuted("run-once", "--json", now="2027-02-10T09:00:00Z")[1]
        keep(folder, "minuted.sqlite")
        ours, theirs, bare, peaks, cpu = [], [], [], [], []
        loop = build_bare(folder)
        for _ in range(ROUNDS):
            bare.append(timed([loop, str(sink.port), str(LETTERS), folder / "message.eml"])[0])
            give_back(folder, "plain.sqlite")
            theirs.append(timed([sys.executable, ROOT / "Tests/Bench/plain.py", folder / "plain.sqlite", str(sink.port)])[0])
            give_back(folder, "minuted.sqlite")
            run = minuted("run-once", "--json", now="2027-02-15T09:00:00Z")
            seconds, peak, output = run
            if (sent := json.loads(output)["relayed"]) != LETTERS:
                raise SystemExit(f"{sent} letters relayed, not {LETTERS}")
            ours.append(seconds), peaks.append(peak), cpu.append(run.cpu)
        a, b, c = statistics.median(ours), statistics.median(theirs), statistics.median(bare)
        print(f"{LETTERS} letters, 4 connections: {a:.2f} s; plain script {b:.2f} s, ratio {a / b:.3f} (at most 0.15); "
              f"bare libcurl loop {c:.2f} s, {c / a:.2f} of its letters a second (at least 0.6)")
        print(f"CPU {statistics.median(cpu) / LETTERS * 1e6:.0f} us a letter; peak {statistics.median(peaks):.0f} MB, "
              f"{statistics.median(peaks) - idle:.0f} MB above idle (under 40)")


def build_bare(folder):
    """The loop to be measured beside, and a message about as long as a letter."""
    (folder / "message.eml").write_bytes(b"Subject: Board: your actions\r\n\r\n" + (b"x" * 70 + b"\r\n") * 60)
    subprocess.run(["cc", "-O2", ROOT / "Tests/Bench/bare.c", "-o", folder / "bare", "-lcurl"], check=True)
    return folder / "bare"


def keep(folder, name):
    """Puts a database aside, whole: what the write-ahead log holds is moved into it first."""
    connection = sqlite3.connect(folder / name)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(folder / name, folder / f"{name}.kept")


def give_back(folder, name):
    for ending in ("-wal", "-shm", "-fence"):
        (folder / f"{name}{ending}").unlink(missing_ok=True)
    shutil.copy(folder / f"{name}.kept", folder / name)
