"""The package as an operator meets it: installed in a Debian of its own, booted, and made to fail in every way.

    python3 Tests/Package/package.py FOLDER-WITH-THE-PACKAGE [NAME-OF-A-CHECK ...]

Needs root, systemd-nspawn and a minute or two. Each check is a function of checks.py, faults.py or upkeep.py;
its first line of documentation is what it proves. They run in the order of the list below, on one machine.
"""

import pathlib
import sys
import tempfile
import time

import checks
import faults
import upkeep
from machine import Failed, Machine, Sink, cable

CHECKS = [
    checks.installed, checks.starts, checks.sandboxed, checks.letters_leave, checks.reloads, checks.zones,
    faults.killed, faults.frozen, faults.stopped_in_mid_send, faults.two_daemons, faults.disk_full,
    faults.read_only, faults.wrong_configuration, upkeep.backed_up, upkeep.older_schema, upkeep.newer_schema,
    upkeep.upgraded, upkeep.several_bodies, upkeep.removed_and_purged,
]


def main():
    folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    package = sorted(folder.glob("minuted_*.deb"))[-1]
    with tempfile.TemporaryDirectory(prefix="minuted-package-") as place:
        place = pathlib.Path(place)
        machine = Machine(place)
        with cable(machine.name):
            sink = Sink(place, machine.name)
            try:
                with machine.booted():
                    machine.sink, machine.package = sink, package
                    sys.exit(1 if run(machine, names) else 0)
            finally:
                sink.close()


def run(machine, names):
    """Runs every check, or those named and what they build on; returns how many failed."""
    failed = 0
    for check in CHECKS:
        if names and check.__name__ not in (*names, "installed", "starts"):
            continue
        begun = time.monotonic()
        try:
            check(machine)
            print(f"ok   {check.__name__} ({time.monotonic() - begun:.1f} s): {check.__doc__.splitlines()[0]}", flush=True)
        except (Failed, AssertionError) as failure:
            failed += 1
            print(f"FAIL {check.__name__}: {check.__doc__.splitlines()[0]}\n{failure}", flush=True)
            print(machine.journal("minuted")[-3000:], flush=True)
    print(f"package: {failed} failed", flush=True)
    return failed


main()
