"""A look over a million live actions on a thousand boards, with every kind of rule, and nothing owed."""

import json

from measure import Minuted, a_folder, rounds, say
from registers import Growth, make_full_register

BOARDS, ACTIONS, TOLD = 1000, 1_000_000, 10_000


def bench():
    with a_folder() as folder:
        minuted = Minuted(folder)
        make_full_register(minuted, folder, 10)
        Growth(folder / "minuted.sqlite", BOARDS, ACTIONS, TOLD).grow()
        # Its ledger was not written by sending from here.
        minuted("adopt", "--nothing-was-sent", now="2027-02-03T11:00:00Z")
        seconds, peak = rounds(lambda: look(minuted))
        say(f"look over {ACTIONS} actions on {BOARDS} boards, every rule, {TOLD} rows in the ledger, nothing owed",
            seconds, peak, "under 1 s, 100 MB")


def look(minuted):
    seconds, peak, output = minuted("run-once", "--json", now="2027-02-03T12:00:00Z")
    said = json.loads(output)
    if said["planned"] or said["missed"]:
        raise SystemExit(f"a look that should owe nothing said {output}")
    return seconds, peak
