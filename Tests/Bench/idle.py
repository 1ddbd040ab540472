"""How soon the daemon is ready, and what it costs while nothing happens."""

import os
import pathlib
import re
import socket
import statistics
import subprocess
import time

from measure import Minuted, a_folder
from registers import NOW, Growth, make_full_register


def bench():
    with a_folder() as folder:
        minuted = Minuted(folder)
        make_full_register(minuted, folder, 100)
        Growth(folder / "minuted.sqlite", 1_000, 100_000, 1_000).grow()
        minuted("adopt", "--nothing-was-sent", now=NOW)
        ready = [start_and_stop(minuted, folder, 0)[0] for _ in range(21)]
        print(f"start to READY, 100,000 open actions: {statistics.median(ready) * 1000:.0f} ms (under 30), "
              f"the fastest {min(ready) * 1000:.0f}")
        _, wakes, memory = start_and_stop(minuted, folder, int(os.environ.get("MINUTED_IDLE_SECONDS", "150")))
        print(f"idle: {wakes:.3f} wake-ups/s (under 0.1), PSS {memory:.1f} MB (under 15)")


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
