"""Ten thousand letters through SMTP, beside a plain script that does the same and a bare loop that only sends."""

import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import time

from measure import ROOT, ROUNDS, Minuted, a_folder, measured
from registers import NOW, make_register

LETTERS = 10_000
CONNECTIONS = (16, 4, 1)
SENDING = "2027-02-15T09:00:00Z"


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
        ours = {connections: Minuted(folder, sink.port, connections) for connections in CONNECTIONS}
        imported = make_register(ours[1], folder, LETTERS)
        print(f"import of {LETTERS} people and {LETTERS} actions: {imported:.2f} s")
        make_plain_register(folder / "plain.sqlite", LETTERS)
        keep(folder, "minuted.sqlite"), keep(folder, "plain.sqlite")
        contest = Contest(folder, sink.port, ours)
        contest.make_bare()
        rounds = [contest.round() for _ in range(ROUNDS)]
        report({name: [each[name] for each in rounds] for name in rounds[0]}, contest.idle())


class Contest:
    """Everybody's turn at the same letters, one after the other, so that a busy machine is busy for all."""

    def __init__(self, folder, port, ours):
        self.folder, self.port, self.ours = folder, str(port), ours

    def make_bare(self):
        """Builds the bare loop, and writes down a letter of ours for it to say."""
        subprocess.run(["cc", "-O2", "-o", self.folder / "bare", ROOT / "Tests/Bench/bare.c", "-lcurl"], check=True)
        self.send(self.ours[1])
        first = str(json.loads(self.ours[1]("outbox", "list", "--json", now=NOW)[2])[0]["id"])
        letter = self.ours[1]("outbox", "show", first, "--message", now=NOW)[2].replace("\n", "\r\n")
        (self.folder / "letter").write_text(letter, newline="")

    def round(self):
        others = {"plain": self.plain(), "bare": self.bare()}
        return others | {connections: self.send(minuted) for connections, minuted in self.ours.items()}

    def plain(self):
        give_back(self.folder, "plain.sqlite")
        return measured([sys.executable, ROOT / "Tests/Bench/plain.py", self.folder / "plain.sqlite", self.port])

    def bare(self):
        return measured([self.folder / "bare", self.port, str(LETTERS), self.folder / "letter"])

    def send(self, minuted):
        give_back(self.folder, "minuted.sqlite")
        run = measured(minuted.words("run-once", "--json", now=SENDING))
        if (sent := json.loads(run[2])["relayed"]) != LETTERS:
            raise SystemExit(f"{sent} letters relayed, not {LETTERS}")
        return run

    def idle(self):
        """The most memory of a run that finds nothing to send."""
        give_back(self.folder, "minuted.sqlite")
        return self.ours[1]("run-once", now=NOW)[1]


def report(runs, idle):
    middle = lambda name, column: statistics.median(run[column] for run in runs[name])
    ratio = lambda a, b: statistics.median(x[0] / y[0] for x, y in zip(runs[a], runs[b]))
    for name in CONNECTIONS:
        peak = middle(name, 1)
        print(f"{LETTERS} letters, connections {name}: {middle(name, 0):.2f} s, {middle(name, 3) / LETTERS * 1e6:.0f} us of "
              f"processor time a letter, peak {peak:.0f} MB, {peak - idle:.0f} MB above idle (under 40); "
              f"{ratio(name, 'plain'):.3f} of the plain script's time (at most 0.15), "
              f"{ratio('bare', name):.2f} of the bare loop's rate (at least 0.6)")
    print(f"plain script: {middle('plain', 0):.2f} s, {middle('plain', 3) / LETTERS * 1e6:.0f} us a letter")
    print(f"bare libcurl loop, one handle, nothing written down: {middle('bare', 0):.2f} s, "
          f"{middle('bare', 3) / LETTERS * 1e6:.0f} us a letter")


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
