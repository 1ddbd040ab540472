"""What every measurement needs: the program, a folder of its own, and the clock."""

import contextlib
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROUNDS = 3


def program():
    """What `make ship` made: the program that people run, with the runtime in it."""
    return os.environ.get("MINUTED_PROGRAM", str(ROOT / ".build/ship/minuted"))


def timed(words, **options):
    """Runs a command; returns its seconds, peak megabytes and standard output."""
    return measured(words, **options)[:3]


def measured(words, **options):
    """Runs a command; returns its seconds, peak megabytes, standard output and seconds of processor time."""
    with tempfile.TemporaryFile("w+") as log:
        before = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, **options)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        if status:
            log.seek(0)
            raise SystemExit(f"{' '.join(map(str, words))}: status {status}\n{output}{log.read()[-2000:]}")
        return seconds, usage.ru_maxrss / 1024, output, usage.ru_utime + usage.ru_stime


@contextlib.contextmanager
def a_folder():
    with tempfile.TemporaryDirectory(prefix="minuted-bench-") as folder:
        yield pathlib.Path(folder)


def rounds(body):
    """The medians of each column of what several runs give, after one that warms up."""
    body()
    return [statistics.median(column) for column in zip(*(body() for _ in range(ROUNDS)))]


def say(what, seconds, peak, asked):
    """A line: what was done, how long it took and the most memory, and what is asked."""
    print(f"{what}: {seconds:.2f} s, peak {peak:.0f} MB ({asked})", flush=True)


CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: actions@example.org }}
relay: {{ url: "smtp://127.0.0.1:{port}", tls: none, connections: {connections}, rate: unlimited, daily-limit: unlimited }}
"""


class Minuted:
    def __init__(self, folder, port=25, connections=4):
        self.folder, self.binary = folder, program()
        self.configuration = folder / f"minuted-{connections}.yaml"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, port=port, connections=connections))

    def __call__(self, *words, now):
        return timed(self.words(*words, now=now))

    def words(self, *words, now):
        return [self.binary, *words, "--config", str(self.configuration), "--now", now, "--as", "bench"]
