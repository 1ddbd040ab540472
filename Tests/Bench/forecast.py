"""A year ahead: `plan` and `why` over a thousand actions, `simulate` over five hundred."""

import json

from measure import Minuted, a_folder, rounds, say
from registers import NOW, make_full_register

YEAR = ["--until", "2028-01-31"]


def bench():
    with a_folder() as folder:
        minuted = Minuted(folder)
        make_full_register(minuted, folder, 1000)
        letters = len(json.loads(minuted("plan", *YEAR, "--json", now=NOW)[2]))
        seconds, peak = rounds(lambda: minuted("plan", *YEAR, now=NOW)[:2])
        say(f"plan of a year over 1000 actions, {letters} letters", seconds, peak, "under 1 s")
        seconds, peak = rounds(lambda: minuted("why", "b", "B-00502", now=NOW)[:2])
        say("why, among 1000 actions", seconds, peak, "under 0.10 s")
        seconds, peak = rounds(lambda: minuted("why", "b", "B-00502", "--on", "2027-03-01", now=NOW)[:2])
        say("why of a day in a month, among 1000 actions", seconds, peak, "nothing asked")
    with a_folder() as folder:
        minuted = Minuted(folder)
        make_full_register(minuted, folder, 500)
        simulate(minuted)


def simulate(minuted):
    outputs = set()

    def run():
        seconds, peak, output = minuted("simulate", *YEAR, "--json", now=NOW)
        outputs.add(output)
        return seconds, peak

    seconds, peak = rounds(run)
    if len(outputs) != 1:
        raise SystemExit("simulations of the same year differ")
    letters = len(json.loads(outputs.pop()))
    say(f"simulate of a year over 500 actions, {letters} letters, byte for byte the same every time",
        seconds, peak, "under 10 s")
