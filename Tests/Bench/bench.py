"""How fast the main job is, beside a plain script in the same run; medians, and ratios where two are compared.

    python3 Tests/Bench/bench.py [letters] [look] [idle]      (all by default)
"""

import csv
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LETTERS = 10_000
ROUNDS = 3


def program():
    found = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.strip() + "/minuted"


def timed(words, **options):
    """Runs a command; returns its seconds, peak megabytes and standard output."""
    with tempfile.TemporaryFile("w+") as log:
        before = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, **options)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        if status:
            log.seek(0)
            raise SystemExit(f"{' '.join(map(str, words))}: status {status}\n{output}{log.read()[-2000:]}")
        return seconds, usage.ru_maxrss / 1024, output


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


CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: actions@example.org }}
relay: {{ url: "smtp://127.0.0.1:{port}", tls: none, connections: 4, rate: unlimited, daily-limit: unlimited }}
"""


class Minuted:
    def __init__(self, folder, port=25):
        self.folder, self.binary = folder, program()
        self.configuration = folder / "minuted.yaml"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, port=port))

    def __call__(self, *words, now):
        return timed([self.binary, *words, "--config", str(self.configuration), "--now", now, "--as", "bench"])


def write_csv(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def make_register(minuted, folder, count):
    """One board, `count` people and an action each, due at a meeting in a fortnight."""
    now = "2027-02-01T08:00:00Z"
    write_csv(folder / "people.csv", ["name", "email", "organisation", "role", "board"],
              ([f"Person Number{n}", f"person{n}@example.org", "", "Member", "b"] for n in range(count)))
    write_csv(folder / "actions.csv", ["reference", "action", "owner", "raised", "due", "status"],
              ([f"B-{n:05}", f"Report on the progress of item {n} to the board", f"Person Number{n}",
                "2027-01-04", "2027-03-01", "open"] for n in range(count)))
    minuted("board", "add", "b", "--name", "Board", "--rules", "none", "--secretariat", "b@example.org", now=now)
    minuted("rule", "add", "b", "14 days before the meeting", now=now)
    minuted("meeting", "add", "b", "2027-03-01", "--at", "10:00", now=now)
    seconds = sum(minuted("import", noun, str(folder / f"{noun}.csv"), "--board", "b", now=now)[0]
                  for noun in ("people", "actions"))
    minuted("release", "b", "--all", "--yes", now=now)
    minuted("board", "activate", "b", "--yes", now=now)
    return seconds


def make_plain_register(path, count):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE action (id INTEGER PRIMARY KEY, reference, text, name, email, due, sent)")
    connection.executemany("INSERT INTO action VALUES (?,?,?,?,?,?,NULL)", (
        (n, f"B-{n:05}", f"Report on the progress of item {n} to the board", f"Person Number{n}",
         f"person{n}@example.org", "2027-03-01") for n in range(count)))
    connection.commit()


def bench_letters():
    with tempfile.TemporaryDirectory(prefix="minuted-bench-") as folder, Sink() as sink:
        folder = pathlib.Path(folder)
        minuted = Minuted(folder, sink.port)
        imported = make_register(minuted, folder, LETTERS)
        print(f"import of {LETTERS} people and {LETTERS} actions: {imported:.2f} s")
        make_plain_register(folder / "plain.sqlite", LETTERS)
        keep(folder, "minuted.sqlite"), keep(folder, "plain.sqlite")
        ours, theirs, peaks = [], [], []
        for _ in range(ROUNDS):
            give_back(folder, "plain.sqlite")
            theirs.append(timed([sys.executable, ROOT / "Tests/Bench/plain.py", folder / "plain.sqlite", str(sink.port)])[0])
            give_back(folder, "minuted.sqlite")
            seconds, peak, output = minuted("run-once", "--json", now="2027-02-15T09:00:00Z")
            if (sent := json.loads(output)["relayed"]) != LETTERS:
                raise SystemExit(f"{sent} letters relayed, not {LETTERS}")
            ours.append(seconds), peaks.append(peak)
        a, b = statistics.median(ours), statistics.median(theirs)
        print(f"{LETTERS} letters, 4 connections: {a:.2f} s, peak {statistics.median(peaks):.0f} MB; "
              f"plain script {b:.2f} s; ratio {a / b:.3f} (at most 0.25)")


def keep(folder, name):
    """Puts a database aside, whole: what the write-ahead log holds is moved into it first."""
    connection = sqlite3.connect(folder / name)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(folder / name, folder / f"{name}.kept")


def give_back(folder, name):
    for ending in ("-wal", "-shm", ".fence"):
        (folder / f"{name}{ending}").unlink(missing_ok=True)
    shutil.copy(folder / f"{name}.kept", folder / name)


def bench_look():
    """A look over a million live actions on a thousand boards, with nothing owed."""
    boards, actions = 1000, 1_000_000
    with tempfile.TemporaryDirectory(prefix="minuted-bench-") as folder:
        folder = pathlib.Path(folder)
        minuted = Minuted(folder)
        make_register(minuted, folder, 100)
        grow_register(folder / "minuted.sqlite", boards, actions)
        runs = [minuted("run-once", "--json", now="2027-02-03T12:00:00Z") for _ in range(ROUNDS + 1)][1:]
        if planned := [said["planned"] for said in map(json.loads, (output for *_, output in runs)) if said["planned"]]:
            raise SystemExit(f"a look that should owe nothing planned {planned}")
        seconds, peak = (statistics.median(column) for column in list(zip(*runs))[:2])
        print(f"look over {actions} actions on {boards} boards, nothing owed: {seconds:.2f} s, "
              f"peak {peak:.0f} MB (under 1 s, 100 MB)")


def grow_register(path, boards, actions):
    """Copies the one board and its rows until there are so many, by SQL alone."""
    connection = sqlite3.connect(path)
    template = connection.execute("SELECT min(id) FROM board").fetchone()[0]
    columns = [row[1] for row in connection.execute("PRAGMA table_info(board)")]
    for n in range(1, boards):
        row = dict(zip(columns, connection.execute("SELECT * FROM board WHERE id = ?", [template]).fetchone()))
        row.update(id=template + n, slug=f"b{n}")
        insert(connection, "board", row)
        for table in ("rule", "meeting"):
            copy_rows(connection, table, f"board = {template}", board=template + n)
    connection.execute("INSERT INTO meetingVersion SELECT id, day FROM meeting WHERE id NOT IN (SELECT meeting FROM meetingVersion)")
    people = [row[0] for row in connection.execute("SELECT id FROM person")]
    sample = dict(zip([row[1] for row in connection.execute("PRAGMA table_info(action)")],
                      connection.execute("SELECT * FROM action LIMIT 1").fetchone()))
    first = connection.execute("SELECT max(id) FROM action").fetchone()[0] + 1
    sample.update(dueKind="date", dueMeeting=None, originalDueKind="date", originalDueMeeting=None)
    names = list(sample)
    day = 20_900  # 22 March 2027
    rows = ({**sample, "id": first + n, "board": template + n % boards, "reference": f"X-{n}",
             "dueDay": day + n % 300, "originalDueDay": day + n % 300} for n in range(actions))
    connection.executemany(f"INSERT INTO action ({','.join(names)}) VALUES ({','.join('?' * len(names))})",
                           (tuple(row.values()) for row in rows))
    connection.executemany(
        "INSERT INTO actionOwner (action, position, person, assignedAt) VALUES (?, 0, ?, ?)",
        ((first + n, people[n % len(people)], sample["releasedAt"]) for n in range(actions)))
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def insert(connection, table, row):
    connection.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({','.join('?' * len(row))})", tuple(row.values()))


def copy_rows(connection, table, where, **changes):
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for values in connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall():
        row = dict(zip(columns, values))
        row.pop("id")
        insert(connection, table, {**row, **changes})



def bench_idle():
    with tempfile.TemporaryDirectory(prefix="minuted-bench-") as folder:
        folder = pathlib.Path(folder)
        minuted = Minuted(folder)
        make_register(minuted, folder, 100)
        ready = [start_and_stop(minuted, folder, 0)[0] for _ in range(5)]
        print(f"start to READY: {statistics.median(ready) * 1000:.0f} ms (under 50)")
        _, wakes, memory = start_and_stop(minuted, folder, int(os.environ.get("MINUTED_IDLE_SECONDS", "150")))
        print(f"idle: {wakes:.3f} wake-ups/s (under 0.1), PSS {memory:.1f} MB")


def start_and_stop(minuted, folder, seconds):
    """Starts the daemon; returns the seconds to READY, and wake-ups a second and PSS over `seconds` of idling."""
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    address = str(folder / "notify")
    pathlib.Path(address).unlink(missing_ok=True)
    notify.bind(address)
    notify.settimeout(10)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [minuted.binary, "serve", "--config", str(minuted.configuration)],
        env={**os.environ, "NOTIFY_SOCKET": address}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while b"READY=1" not in notify.recv(4096):
            pass
        ready = time.perf_counter() - begun
        if not seconds:
            return ready, None, None
        time.sleep(10)
        before = switches(process.pid)
        time.sleep(seconds)
        return ready, (switches(process.pid) - before) / seconds, pss(process.pid)
    finally:
        process.terminate()
        process.wait(15)


def switches(pid):
    """Voluntary context switches of every thread: each is a wait that ended."""
    read = lambda task: (task / "status").read_text()
    return sum(int(re.search(r"^voluntary_ctxt_switches:\s*(\d+)", read(task), re.M)[1])
               for task in pathlib.Path(f"/proc/{pid}/task").iterdir())


def pss(pid):
    return int(re.search(r"^Pss:\s*(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]) / 1024


def main():
    benches = {"letters": bench_letters, "look": bench_look, "idle": bench_idle}
    for name in sys.argv[1:] or benches:
        benches[name]()


if __name__ == "__main__":
    main()
