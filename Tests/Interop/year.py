"""A year of two boards into a real Postfix, day by day.

Imports the sample registers as a secretariat keeps them, forecasts to the end of 2027, then runs the
program once a day through that time against a Postfix on loopback (STARTTLS, a certificate that is
checked), and compares three things: what a plain reference owes, what `plan` forecast, and what lay
in the mail folder at the end. Exits 1 where they differ.

    python3 Tests/Interop/year.py [path of the program]
"""

import collections
import os
import pathlib
import subprocess
import tempfile
from datetime import date, timedelta

import reference
from postfix import Postfix
from program import ROOT, Minuted, conclude, program

START = "2026-11-23T08:00:00Z"
RULES = [
    "14 days before the meeting",
    "5 working days before the papers deadline",
    "2 working days before the meeting",
    "on the due date",
    "every 5 working days while overdue, up to 4 times",
]
BOARDS = {"vawg": "VAWG Board", "victims": "Victims' Board"}

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender:
  address: actions@mopac.example.org
  envelope: actions@mopac.example.org
relay:
  url: smtp://localhost:{port}
  ehlo-name: actions.mopac.example.org
  tls: required
  ca-file: {authority}
  connections: 4
  rate: unlimited
  daily-limit: unlimited
"""


def set_up(minuted):
    data = ROOT / "config/demo"
    for slug, name in BOARDS.items():
        minuted("board", "add", slug, "--name", name, "--rules", "none",
                "--papers", "5 clear working days before the meeting",
                "--secretariat", f"{slug}.board@mopac.example.org")
        for rule in RULES:
            minuted("rule", "add", slug, rule)
    for noun in ("organisations", "people", "meetings"):
        minuted("import", noun, str(data / f"{noun}.csv"))
    for slug in BOARDS:
        minuted("import", "actions", str(data / f"{slug}-action-log.csv"), "--board", slug)
        minuted("import", "actions", str(data / f"{slug}-action-log.csv"), "--board", slug)  # changes nothing
        minuted("release", slug, "--all", "--yes")
        minuted("board", "activate", slug, "--yes")


def of_reference():
    return {(str(day), board, mailbox): frozenset((r, rule, str(s)) for r, rule, s in steps)
            for day, board, mailbox, steps in reference.letters()}


def of_plan(letters):
    return {(letter["sendAt"][:10], letter["board"], letter["recipient"]):
            frozenset((step["action"], step["rule"], step["day"]) for step in letter["steps"])
            for letter in letters}


def of_mail(messages):
    """The letters that lay in the folder, by day, board and recipient, with their number."""
    boards = {f"{slug}.board@mopac.example.org": slug for slug in BOARDS}
    key = lambda m: (str(m["Date"].datetime.date()), boards[m["Reply-To"].addresses[0].addr_spec],
                     m["To"].addresses[0].addr_spec)
    return collections.Counter(key(message) for message in messages)


def run_days(minuted):
    """One run a day at nine on London's clock; returns what the runs said they did."""
    total = collections.Counter()
    day = reference.FIRST
    while day <= reference.LAST:
        summer = date(2027, 3, 28) <= day < date(2027, 10, 31)
        said = minuted.json("run-once", now=f"{day}T{'08' if summer else '09'}:00:00Z")
        total.update({k: v for k, v in said.items() if isinstance(v, int)})
        day += timedelta(days=1)
    return total


def table(expected, forecast, arrived):
    months = sorted({key[0][:7] for key in [*expected, *forecast, *arrived]})
    print(f"{'month':8} {'board':8} {'owed':>5} {'forecast':>9} {'arrived':>8}")
    for month in months:
        for board in BOARDS:
            count = lambda keys: sum(1 for k in keys if k[0][:7] == month and k[1] == board)
            if row := [count(expected), count(forecast), count(arrived.elements())]:
                if any(row):
                    print(f"{month:8} {board:8} {row[0]:5} {row[1]:9} {row[2]:8}")
    print(f"{'all':8} {'':8} {len(expected):5} {len(forecast):9} {arrived.total():8}")


def differences(owed, forecast):
    return [f"{only}: {key} {sorted(map(str, steps))}" for only, a, b in
            (("owed", owed, forecast), ("forecast", forecast, owed)) for key, steps in a.items() if b.get(key) != steps]


def make(checks):
    with tempfile.TemporaryDirectory(prefix="minuted-year-") as folder:
        folder = pathlib.Path(folder)
        with Postfix(folder / "postfix") as postfix:
            configuration = folder / "minuted.yaml"
            configuration.write_text(
                CONFIGURATION.format(folder=folder, port=postfix.port, authority=postfix.authority))
            minuted = Minuted(program(), configuration, START)
            set_up(minuted)
            forecast_letters = minuted.json("plan", "--until", "2027-12-31")
            expected, forecast = of_reference(), of_plan(forecast_letters)
            said = run_days(minuted)
            postfix.wait_until_delivered(len(forecast_letters))
            messages = postfix.letters()
            if keep := os.environ.get("MINUTED_KEEP"):
                subprocess.run(["cp", "-r", str(folder / "postfix/mail/all/new"), keep])
    arrived = of_mail(messages)
    table(expected, forecast, arrived)
    print("the runs said:", dict(said))
    judge(checks, expected, forecast, arrived, said, messages)


def judge(checks, expected, forecast, arrived, said, messages):
    def none(words, faults):
        checks(not faults, words, "".join(f"\n       {fault}" for fault in faults[:20]))

    checks(len(expected) > 100, "the year: more than a hundred letters are owed", len(expected))
    none("the year: forecast is what is owed, step for step", differences(expected, forecast))
    none("the year: what was forecast arrived", [key for key in forecast if key not in arrived])
    none("the year: what arrived was forecast", [key for key in arrived if key not in forecast])
    none("the year: each letter arrived once", [f"{n} times: {key}" for key, n in arrived.items() if n != 1])
    ids = collections.Counter(message["Message-ID"] for message in messages)
    none("the year: no two have the same Message-ID", [f"{n} times: {key}" for key, n in ids.items() if n != 1])
    checks(said["relayed"] == len(messages), "the year: the runs relayed as many as arrived", dict(said))


if __name__ == "__main__":
    conclude(make, 1800)
