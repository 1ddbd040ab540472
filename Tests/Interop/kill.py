"""The promise, kept under kill: a run that is killed again and again loses nothing.

A register owes thousands of owners a letter each. `run-once` is started, killed by SIGKILL after a
random time, and started again, against a relay on loopback that writes every message to disk before it
answers. At the end nobody is missing; who has two letters has the same Message-ID twice, there are no
more of those than kills times connections, and the program itself lists every one of them.

    python3 Tests/Interop/kill.py [--kills N] [--seed N] [path of the program]
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import random
import re
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BEFORE, NOW = "2027-02-01T08:00:00Z", "2027-02-15T09:00:00Z"
CONNECTIONS = 4

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: actions@example.org }}
relay: {{ url: "smtp://127.0.0.1:{port}", tls: none, connections: {connections}, rate: unlimited, daily-limit: unlimited }}
"""


class Relay(socketserver.ThreadingTCPServer):
    """Takes every message: on disk first, then the 250, each after a random while."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, journal, longest):
        super().__init__(("127.0.0.1", 0), Session)
        self.journal, self.longest, self.lock = open(journal, "ab", buffering=0), longest, threading.Lock()
        self.taken = []

    def take(self, recipient, message):
        found = re.search(rb"(?im)^Message-ID: *<([^>]+)>", message)
        with self.lock:
            self.taken.append((recipient, found.group(1).decode(), message))
            self.journal.write(f"{recipient}\t{found.group(1).decode()}\n".encode())
            os.fdatasync(self.journal.fileno())


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.converse()
        except (ConnectionError, OSError):
            pass

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def converse(self):
        self.say("220 sink.example.org ESMTP")
        recipient = None
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipient = re.search(rb"<([^>]*)>", line).group(1).decode()
            if verb == b"DATA":
                self.say("354 go on")
                message = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    if not part:
                        return
                    message += part
                time.sleep(random.uniform(0, self.server.longest))
                self.server.take(recipient, message)
                time.sleep(random.uniform(0, self.server.longest))
                self.say("250 2.0.0 taken")
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")


class Minuted:
    def __init__(self, binary, folder, port):
        self.binary, self.file, self.now = binary, folder / "minuted.yaml", NOW
        self.file.write_text(CONFIGURATION.format(folder=folder, port=port, connections=CONNECTIONS))

    def words(self, *words, now):
        return [self.binary, *words, "--config", str(self.file), "--now", now, "--as", "test"]

    def __call__(self, *words, now=None):
        done = subprocess.run(self.words(*words, now=now or self.now), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"minuted {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def kill_after(self, seconds):
        """Starts a run and kills it; returns whether it was still running."""
        process = subprocess.Popen(
            self.words("run-once", "--json", now=self.now), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True


def register(minuted, folder, count):
    def table(name, header, rows):
        with open(folder / name, "w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return str(folder / name)

    people = table("people.csv", ["name", "email", "organisation", "role", "board"],
                   ([f"Owner Number{n}", f"owner{n}@example.org", "", "Member", "b"] for n in range(count)))
    actions = table("actions.csv", ["reference", "action", "owner", "raised", "due", "status"],
                    ([f"B-{n:05}", f"Report on item {n}", f"Owner Number{n}", "2027-01-04", "2027-03-01", "open"]
                     for n in range(count)))
    minuted("board", "add", "b", "--name", "Board", "--rules", "none", "--secretariat", "b@example.org", now=BEFORE)
    minuted("rule", "add", "b", "14 days before the meeting", now=BEFORE)
    minuted("meeting", "add", "b", "2027-03-01", "--at", "10:00", now=BEFORE)
    minuted("import", "people", people, "--board", "b", now=BEFORE)
    minuted("import", "actions", actions, "--board", "b", now=BEFORE)
    minuted("release", "b", "--all", "--yes", now=BEFORE)
    minuted("board", "activate", "b", "--yes", now=BEFORE)


def start(minuted, relay):
    """Kills a run at its first letter; returns the seconds it took to come there."""
    begun = time.monotonic()
    process = subprocess.Popen(
        minuted.words("run-once", now=minuted.now), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not relay.taken and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    return time.monotonic() - begun


def judge(relay, minuted, count, kills):
    letters = collections.defaultdict(list)
    for recipient, identifier, message in relay.taken:
        letters[recipient].append((identifier, message))
    entries = json.loads(minuted("outbox", "list", "--json"))
    doubtful = {entry["recipient"] for entry in entries if entry["mayHaveBeenSent"]}
    twice = {recipient: sent for recipient, sent in letters.items() if len(sent) > 1}
    repeats = sum(len(sent) - 1 for sent in twice.values())
    faults = []
    missing = [n for n in range(count) if f"owner{n}@example.org" not in letters]
    if missing:
        faults.append(f"{len(missing)} owners have no letter, the first of them owner{missing[0]}")
    if strange := [recipient for recipient, sent in twice.items() if len(set(sent)) > 1]:
        faults.append(f"{len(strange)} have two letters that are not the same, the first {strange[0]}")
    if repeats > kills * CONNECTIONS:
        faults.append(f"{repeats} repeats are more than {kills} kills times {CONNECTIONS} connections")
    if unlisted := [recipient for recipient in twice if recipient not in doubtful]:
        faults.append(f"{len(unlisted)} were sent twice and are not listed, the first {unlisted[0]}")
    if left := [entry["id"] for entry in entries if entry["state"] != "relayed"]:
        faults.append(f"{len(left)} letters are not relayed, the first {left[0]}")
    print(f"{kills} kills, {count} letters, {len(relay.taken)} messages: {repeats} sent twice "
          f"(at most {kills * CONNECTIONS}), {len(doubtful)} listed as such, {len(missing)} missing")
    return faults


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program", nargs="?")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    random.seed(options.seed)
    binary = options.program or subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, capture_output=True, text=True,
        check=True).stdout.strip() + "/minuted"
    count = max(200, options.kills * 50)
    with tempfile.TemporaryDirectory(prefix="minuted-kill-") as folder:
        folder = pathlib.Path(folder)
        with Relay(folder / "journal", longest=0.04) as relay:
            threading.Thread(target=relay.serve_forever, daemon=True).start()
            minuted = Minuted(binary, folder, relay.server_address[1])
            register(minuted, folder, count)
            longest = start(minuted, relay) + 0.4
            kills = 1
            while kills < options.kills and len(relay.taken) < count:
                kills += minuted.kill_after(random.uniform(0, longest))
            if kills < options.kills:
                raise SystemExit(f"all letters went after {kills} kills: {count} are too few")
            print(f"{len(relay.taken)} messages had been taken at the last kill")
            for _ in range(20):
                said = json.loads(minuted("run-once", "--json"))
                if not said["nextAttempt"]:
                    break
                # What nobody knows the end of is tried again after a while: let it pass.
                minuted.now = said["nextAttempt"]
            faults = judge(relay, minuted, count, kills)
            relay.shutdown()
    for fault in faults:
        print(f"wrong: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
