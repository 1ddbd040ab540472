"""The board's page over a large register: its time, requests a second on one core, and memory after ten thousand."""

import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import time

from measure import Minuted, a_folder, program
from registers import NOW, make_full_register

ACTIONS = 10_000
REQUESTS = 10_000
PAGES = {
    "a board's register": "/boards/b", "its last page": f"/boards/b?page={ACTIONS // 50}",
    "found by words": "/boards/b?words=progress+4711", "overdue only": "/boards/b?overdue=yes",
    "in the order of due days": "/boards/b?order=due", "Today": "/", "an action": "/actions/4711",
    "letters to come": "/boards/b/letters",
}


def bench():
    with a_folder() as folder:
        minuted = Minuted(folder, 9, 1)
        make_full_register(minuted, folder, ACTIONS)
        port = free_port()
        with open(minuted.configuration, "a") as file:
            file.write(f'console: {{ listen: "127.0.0.1:{port}", url: "http://127.0.0.1:{port}" }}\n')
        serve = subprocess.Popen(
            ["taskset", "-c", "0", program(), "serve", "--config", str(minuted.configuration), "--now", NOW],
            stderr=subprocess.DEVNULL)
        try:
            measure(Console(port, minuted), serve.pid)
        finally:
            serve.send_signal(signal.SIGTERM)
            serve.wait()


class Console:
    def __init__(self, port, minuted):
        self.port = port
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        minuted("console", "administrator", "add", "person1@example.org", now=NOW)
        link = json.loads(minuted("console", "link", "person1@example.org", "--json", now=NOW)[2])["link"]
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("POST", link.split(str(port))[1])
        self.cookie = connection.getresponse().getheader("Set-Cookie").split(";")[0]
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def get(self, path):
        before = time.perf_counter()
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return time.perf_counter() - before, len(body)


def measure(console, pid):
    time.sleep(3)
    idle = pss(pid)
    for name, path in PAGES.items():
        count = 7 if "letters" in path or path == "/" else 101
        times = [console.get(path) for _ in range(count)]
        asked = " (at most 50)" if path.startswith("/boards/b") and "letters" not in path else ""
        print(f"{name}, {ACTIONS} actions: {statistics.median(t for t, _ in times) * 1000:.1f} ms{asked}, "
              f"{times[0][1] / 1024:.0f} KiB", flush=True)
    rate = requests_a_second(console)
    print(f"the register's page by 8 at once, one core: {rate:.0f} a second (at least 200)")
    done = 0
    while done < REQUESTS:
        console.get("/boards/b")
        done += 1
    time.sleep(2)
    print(f"after {REQUESTS} requests: {pss(pid):.0f} MB, {pss(pid) - idle:.0f} MB above idle (under 30)")


def requests_a_second(console):
    output = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", "-c8", "-d8s", "-H", f"Cookie: {console.cookie}",
         f"http://127.0.0.1:{console.port}/boards/b"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise SystemExit(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1)) / 1024


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
