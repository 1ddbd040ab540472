"""What a register costs against its size: the table of docs/sizing.md, and what a letter adds to the file.

It is a report and no contest: nothing is asked of it. Run it on the machine you mean to use.
"""

import json
import os

from idle import start_and_stop
from letters import SENDING, Sink
from measure import Minuted, a_folder, measured
from registers import NOW, Growth, make_full_register, make_register

LATER = "2027-02-03T12:00:00Z"
REGISTERS = [(2, 100), (10, 1_000), (100, 10_000), (1_000, 100_000), (1_000, 1_000_000)]
LETTERS = [100, 1_000, 10_000]


def bench():
    print("| actions | boards | file | ready | idle (PSS) | a look | its peak | a board's month forecast |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for boards, actions in REGISTERS:
        register(boards, actions)
    print("\n| letters at once | all relayed in | peak | processor time a letter | the file grows by, a letter |")
    print("|--:|--:|--:|--:|--:|")
    for count in LETTERS:
        letters(count)


def register(boards, actions):
    with a_folder() as folder:
        minuted = Minuted(folder)
        make_full_register(minuted, folder, 10)
        Growth(folder / "minuted.sqlite", boards, actions, max(1, actions // 100)).grow()
        minuted("adopt", "--nothing-was-sent", now="2027-02-03T11:00:00Z")
        megabytes = os.path.getsize(folder / "minuted.sqlite") / 1e6
        looks = sorted(minuted("run-once", "--json", now=LATER)[:2] for _ in range(3))
        forecast = minuted("plan", "--board", "b1", "--until", "2027-03-02", now=LATER)
        ready, _, memory = start_and_stop(minuted, folder, 5)
        print(f"| {actions:,} | {boards:,} | {megabytes:.1f} MB | {ready * 1000:.0f} ms | {memory:.0f} MB | "
              f"{looks[1][0]:.2f} s | {looks[1][1]:.0f} MB | {forecast[0]:.2f} s |", flush=True)


def letters(count):
    with a_folder() as folder, Sink() as sink:
        minuted = Minuted(folder, sink.port)
        make_register(minuted, folder, count)
        before = size(folder)
        seconds, peak, output, processor = measured(minuted.words("run-once", "--json", now=SENDING))
        if json.loads(output)["relayed"] != count:
            raise SystemExit(output)
        minuted("status", now=NOW)
        kilobytes = (size(folder) - before) / count / 1e3
        print(f"| {count:,} | {seconds:.1f} s | {peak:.0f} MB | {processor / count * 1e6:.0f} us | {kilobytes:.1f} kB |",
              flush=True)


def size(folder):
    """Of the database with what its write-ahead log holds beyond it."""
    return sum(file.stat().st_size for file in folder.glob("minuted.sqlite*") if file.suffix != ".sqlite-shm")
