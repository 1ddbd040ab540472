"""Letters that come back, by real mail servers, on the ways that docs/bounces.md shows.

A letter goes to a relay that takes it and finds nobody; the report it writes goes to the letter's own
reverse-path. It reaches `minuted bounce` by Postfix's pipe, by a Sieve script and by a procmail recipe, as
the page has them; the reports of Exim and OpenSMTPD are handed over on standard input. Exits 1 where a
letter is not marked as returned, with the words of the server that refused it.

    python3 Tests/Interop/bounces.py [path of the program]
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from exim import Exim
from opensmtpd import OpenSMTPD
from postfix import Postfix
from program import ROOT, Checks, Minuted, program
from sink import Sink

BEFORE, NOW = "2027-02-01T08:00:00Z", "2027-02-15T09:00:00Z"

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: "actions+{{id}}@example.org" }}
relay: {{ url: "smtp://127.0.0.1:{port}", tls: none, rate: unlimited, daily-limit: unlimited }}
"""


def board(folder, port):
    """A board that owes one owner, who is gone, a letter at NOW."""
    folder.mkdir()
    configuration = folder / "minuted.yaml"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
    minuted = Minuted(program(), configuration, BEFORE)
    minuted("board", "add", "vawg", "--name", "VAWG Board", "--rules", "none", "--secretariat", "vawg@example.org")
    minuted("rule", "add", "vawg", "14 days before the meeting")
    minuted("meeting", "add", "vawg", "2027-03-01", "--at", "10:00")
    minuted("person", "add", "Zoë Gone", "--email", "gone@example.net")
    minuted("action", "add", "vawg", "Report", "--owner", "Zoë Gone", "--due", "next-meeting")
    minuted("release", "vawg", "--all", "--yes")
    minuted("board", "activate", "vawg", "--yes")
    return minuted


def page(after, fence="```"):
    """The example of docs/bounces.md that follows a heading."""
    text = (ROOT / "docs/bounces.md").read_text().split(after, 1)[1]
    return re.search(f"{fence}\n(.*?)\n{fence}", text, re.S).group(1) + "\n"


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return holds()


def entry(minuted):
    return minuted.json("outbox", "list", now=NOW)[0]


def expect_returned(checks, minuted, how):
    found = wait_until(lambda: entry(minuted)["state"] == "bounced")
    checks(found, f"{how}: the letter is marked as returned", str(entry(minuted)))
    reply = entry(minuted)["lastReply"] or ""
    checks("nobody of that name" in reply or "5.1.1" in reply, f"{how}: with the words of who refused it", reply)
    problems = minuted.run("check", "--offline", now=NOW).stdout
    checks("gone@example.net" in problems or "Zoë Gone" in problems, f"{how}: check names whose it was", problems)


class ReturningPostfix(Postfix):
    """Takes every letter, hears from the next server that nobody is there, and pipes what comes back."""

    def __init__(self, folder, pipe):
        super().__init__(folder)
        self.pipe = pipe

    def __enter__(self):
        self.sink = Sink(["gone@example.net"])
        return super().__enter__()

    def __exit__(self, *_):
        super().__exit__()
        self.sink.close()

    def more_settings(self):
        (self.folder / "transport").write_text(
            f"/^actions[+@]/ minuted-bounce:\n/@example.net$/ smtp:[127.0.0.1]:{self.sink.port}\n")
        return f"recipient_delimiter = +\ntransport_maps = regexp:{self.folder}/transport\n" \
            "minuted-bounce_destination_recipient_limit = 1\n"

    def more_services(self):
        return "smtp unix - - n - - smtp\n" + self.pipe


def caller(folder, configuration):
    """A script that is `/usr/bin/minuted` with a configuration and an instant of its own."""
    script = folder / "minuted"
    call = f'exec {program()} "$verb" "$@" --config {configuration} --now {NOW}'
    script.write_text(f"#!/bin/sh\nverb=$1\nshift\n{call}\n")
    script.chmod(0o755)
    return script


def open_to(folder, user):
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user, "nogroup")


def by_pipe(checks, folder):
    pipe = page("## Postfix").replace("/usr/bin/minuted", str(folder / "minuted"))
    pipe = pipe.replace("user=minuted", "user=nobody")
    with ReturningPostfix(folder / "server", pipe) as server:
        minuted = board(folder / "data", server.port)
        caller(folder, minuted.configuration)
        open_to(folder / "data", "nobody")
        minuted("run-once", now=NOW)
        checks(entry(minuted)["state"] in ("relayed", "bounced"), "Postfix takes the letter")
        expect_returned(checks, minuted, "Postfix, by its pipe")


def report_of(checks, folder):
    """A database whose letter Postfix returned, and the report as Postfix wrote it."""
    box = folder / "box"
    box.mkdir()
    box.chmod(0o777)
    keep = folder / "keep"
    keep.write_text(f"#!/bin/sh\ncat > {box}/part && mv {box}/part {box}/report\n")
    keep.chmod(0o755)
    pipe = f"minuted-bounce unix - n n - 1 pipe\n  flags=RDX user=nobody argv={keep}\n"
    with ReturningPostfix(folder / "server", pipe) as server:
        minuted = board(folder / "data", server.port)
        minuted("run-once", now=NOW)
        checks(wait_until((box / "report").exists), "Postfix writes a report")
    caller(folder, minuted.configuration)
    return minuted, (box / "report").read_bytes()


def by_sieve(checks, folder):
    minuted, report = report_of(checks, folder)
    (folder / "bin").mkdir()
    (folder / "home").mkdir()
    wrapper = folder / "bin/minuted-bounce"
    wrapper.write_text(f'#!/bin/sh\nexec {folder}/minuted bounce --recipient "$1"\n')
    wrapper.chmod(0o755)
    (folder / "home/script.sieve").write_text(page("## Sieve"))
    (folder / "dovecot.conf").write_text(
        f"mail_uid = nobody\nmail_gid = nogroup\nmail_location = maildir:{folder}/home/mail\n"
        f"mail_home = {folder}/home\nlog_path = {folder}/log\nssl = no\n"
        f"base_dir = {folder}/run\nprotocols =\nrecipient_delimiter = +\n"
        "protocol lda {\n  mail_plugins = sieve\n}\n"
        "plugin {\n  sieve_plugins = sieve_extprograms\n  sieve_extensions = +vnd.dovecot.pipe\n"
        f"  sieve = file:{folder}/home/script.sieve\n  sieve_pipe_bin_dir = {folder}/bin\n}}\n")
    open_to(folder, "nobody")
    sender = re.search(rb"(?m)^(?:Delivered-To|X-Original-To): *(\S+)", report).group(1).decode()
    done = subprocess.run(
        ["/usr/lib/dovecot/dovecot-lda", "-c", str(folder / "dovecot.conf"), "-f", "", "-a", sender],
        input=report, capture_output=True, user="nobody", group="nogroup",
        env={"HOME": str(folder / "home"), "USER": "nobody"})
    checks(done.returncode == 0, "Dovecot takes the report", done.stderr.decode() + (folder / "log").read_text())
    expect_returned(checks, minuted, "Dovecot, by the Sieve script")


def by_procmail(checks, folder):
    minuted, report = report_of(checks, folder)
    recipe = folder / "recipe"
    recipe.write_text(
        f"PATH={folder}:/usr/bin:/bin\nDEFAULT={folder}/rest\nLOGFILE={folder}/log\n" + page("## procmail"))
    open_to(folder, "nobody")
    done = subprocess.run(
        ["procmail", "-m", str(recipe)], input=report, capture_output=True, user="nobody", group="nogroup")
    checks(done.returncode == 0 and not (folder / "rest").exists(), "procmail hands the report over",
           done.stderr.decode() + "".join(p.read_text() for p in folder.glob("log")))
    expect_returned(checks, minuted, "procmail, by the recipe")


def by_hand(checks, folder, server, port, reports):
    """A report of another server on standard input; twice changes nothing more."""
    minuted = board(folder / "data", port)
    minuted("run-once", now=NOW)
    if not checks(wait_until(lambda: len(reports()) > 0, 40), f"{server} writes a report"):
        return
    report = reports()[0]
    for time_of_day in ("first", "second"):
        done = minuted.run("bounce", now=NOW, standard_input=report)
        checks(done.returncode == 0, f"{server}'s report is read, the {time_of_day} time", done.stderr)
    expect_returned(checks, minuted, server)
    other = report.replace("gone@", "else@").replace("actions+", "actions+9")
    stranger = minuted.run("bounce", now=NOW, standard_input=other)
    checks(stranger.returncode == 65, f"{server}'s report about somebody else is of no letter", stranger.stdout)


def by_exim(checks, folder):
    (folder / "server").mkdir()
    with Exim(folder / "server") as server:
        returned = folder / "server/mail/returned/new"
        by_hand(checks, folder, "Exim", server.ports["clear"],
                lambda: [file.read_text() for file in returned.glob("*")] if returned.exists() else [])


def by_opensmtpd(checks, folder):
    (folder / "server").mkdir()
    with OpenSMTPD(folder / "server", refused=["gone@example.net"]) as server:
        by_hand(checks, folder, "OpenSMTPD", server.ports["clear"], lambda: [
            message.as_string() for to, message in server.messages() if to.startswith("actions+")])


def main():
    checks = Checks()
    for way in (by_pipe, by_sieve, by_procmail, by_exim, by_opensmtpd):
        with tempfile.TemporaryDirectory(prefix="minuted-bounces-") as folder:
            os.chmod(folder, 0o755)
            way(checks, pathlib.Path(folder))
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
