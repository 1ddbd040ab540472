"""Letters that come back, by real mail servers, on the ways that docs/bounces.md shows.

A letter goes to a relay that takes it and finds nobody; the report it writes goes to the letter's own
reverse-path. It reaches `minuted bounce` by the pipes of Postfix, Exim and OpenSMTPD, by a Sieve script and
by a procmail recipe, all as the page has them, and on standard input. Exits 1 where a letter is not marked
as returned with the words of the server that refused it, or where anything else is taken for a report.

    python3 Tests/Interop/bounces.py [path of the program]
"""

import contextlib
import os
import pathlib
import re
import shutil
import smtplib
import sqlite3
import tempfile

from exim import Exim
from opensmtpd import OpenSMTPD
from packages import from_the_machine
from program import Minuted, conclude, program
from returning import ReturningPostfix, as_mailbox_owner, caller, in_place, page, setting
from servers import wait_until
from sink import Sink

BEFORE, NOW = "2027-02-01T08:00:00Z", "2027-02-15T09:00:00Z"
LETTER = "actions+1@example.org"
AWAY = f"From: Zoë <gone@example.net>\nTo: {LETTER}\nSubject: I am away\n\nUntil March.\n".encode()

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: "actions+{{id}}@example.org" }}
relay: {{ url: "smtp://127.0.0.1:{port}", tls: none, rate: unlimited, daily-limit: unlimited }}
"""


def board(folder, port, owner="gone@example.net"):
    """A board that owes one owner, who is gone, a letter at NOW."""
    folder.mkdir()
    configuration = folder / "minuted.yaml"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
    minuted = Minuted(program(), configuration, BEFORE)
    minuted("board", "add", "vawg", "--name", "VAWG Board", "--rules", "none", "--secretariat", "vawg@example.org")
    minuted("rule", "add", "vawg", "14 days before the meeting")
    minuted("meeting", "add", "vawg", "2027-03-01", "--at", "10:00")
    minuted("person", "add", "Zoë Gone", "--email", owner)
    minuted("action", "add", "vawg", "Report", "--owner", "Zoë Gone", "--due", "next-meeting")
    minuted("release", "vawg", "--all", "--yes")
    minuted("board", "activate", "vawg", "--yes")
    return minuted


def entry(minuted):
    return minuted.json("outbox", "list", now=NOW)[0]


def expect_waiting(checks, minuted, words):
    checks(entry(minuted)["state"] == "relayed", words, entry(minuted))


def expect_returned(checks, minuted, how, said="nobody of that name"):
    """The letter came back once, says so with those words, and somebody is told."""
    found = wait_until(lambda: entry(minuted)["state"] == "bounced")
    checks(found, f"{how}: the letter is marked as returned", entry(minuted))
    shown = minuted("outbox", "show", "1", now=NOW)
    checks(said in shown and "5.1.1" in shown, f"{how}: with the words of who refused it", shown)
    for verb in (("check", "--offline"), ("status",)):
        problems = minuted.run(*verb, now=NOW).stdout
        checks("Zoë Gone" in problems and said in problems, f"{how}: {verb[0]} names whose it was", problems)


def open_to(folder, user):
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user, "nogroup")


def by_pipe(checks, folder):
    """Postfix itself finds no such user, and the next server tells it so."""
    for owner, said in (("gone@example.org", "unknown user"), ("gone@example.net", "nobody of that name")):
        part = folder / owner
        part.mkdir()
        with ReturningPostfix(part / "server", part / "minuted") as server:
            minuted = board(part / "data", server.port, owner)
            caller(part, minuted.configuration, NOW)
            open_to(part / "data", "nobody")
            minuted("run-once", now=NOW)
            expect_returned(checks, minuted, f"Postfix's pipe, {said}", said)


def report_of(checks, folder):
    """A database whose letter Postfix returned, and the report as Postfix delivers it."""
    with ReturningPostfix(folder / "server") as server:
        minuted = board(folder / "data", server.port)
        minuted("run-once", now=NOW)
        report = server.folder / "box/report"
        checks(wait_until(report.exists), "Postfix writes a report", server.log())
        return minuted, report.read_bytes()


def by_smtp(checks, folder):
    """A report comes from outside, to a Postfix that takes mail for those alone whom it knows."""
    minuted, report = report_of(checks, folder)
    caller(folder, minuted.configuration, NOW)
    open_to(folder / "data", "nobody")
    about = "Postfix, from outside"
    with ReturningPostfix(folder / "strict", folder / "minuted", strict=True) as server:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=20) as client:
            client.ehlo()
            client.mail("")
            checks(client.rcpt("somebody@example.org")[0] == 550, f"{about}: an unknown address is refused")
            client.rset()
            client.sendmail("", [LETTER], AWAY)
            given_up = wait_until(lambda: "status=bounced (data format error" in server.log())
            checks(given_up, f"{about}: what is no report is given up", server.log())
            expect_waiting(checks, minuted, f"{about}: and changes nothing")
            with held(folder / "data/minuted.sqlite"):
                client.sendmail("", [LETTER], report)
                deferred = wait_until(lambda: "status=deferred (temporary failure" in server.log(), 40)
                checks(deferred, f"{about}: the report waits while the database is busy", server.log())
        server.flush()
        expect_returned(checks, minuted, about)


@contextlib.contextmanager
def held(database):
    """Another process writes, for as long as this lasts."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def by_sieve(checks, folder):
    minuted, report = report_of(checks, folder)
    script = caller(folder, minuted.configuration, NOW)
    home, bin_folder = folder / "home", folder / "bin"
    bin_folder.mkdir()
    home.mkdir()
    (bin_folder / "minuted-bounce").write_text(in_place(page("## Sieve", "is a script"), script))
    (bin_folder / "minuted-bounce").chmod(0o755)
    (home / "script.sieve").write_text(page("## Sieve"))
    (folder / "dovecot.conf").write_text(
        f"mail_uid = mail\nmail_gid = mail\nmail_location = maildir:{home}/mail\n"
        f"first_valid_uid = 1\nfirst_valid_gid = 1\nmail_home = {home}\nlog_path = {home}/log\nssl = no\n"
        f"base_dir = {folder}/run\nprotocols =\nrecipient_delimiter = +\n"
        "protocol lda {\n  mail_plugins = sieve\n}\n"
        f"plugin {{\n  {setting('sieve_plugins')}\n  {setting('sieve_extensions')}\n"
        f"  sieve = file:{home}/script.sieve\n  sieve_pipe_bin_dir = {bin_folder}\n}}\n")
    open_to(folder / "data", "nobody")
    open_to(home, "mail")
    kept = lambda: len(list((home / "mail/new").glob("*")))
    deliver = lambda text: as_mailbox_owner(folder, script, [
        "/usr/lib/dovecot/dovecot-lda", "-c", folder / "dovecot.conf", "-f", "", "-a", LETTER], text)
    through_a_mailbox(checks, "Dovecot's Sieve", minuted, report, deliver, kept, home / "log")


def by_procmail(checks, folder):
    minuted, report = report_of(checks, folder)
    script = caller(folder, minuted.configuration, NOW)
    home = folder / "home"
    home.mkdir()
    recipe = folder / "recipe"
    recipe.write_text(f"DEFAULT={home}/rest/\nLOGFILE={home}/log\n" + in_place(page("## procmail"), script))
    open_to(folder / "data", "nobody")
    open_to(home, "mail")
    kept = lambda: len(list((home / "rest/new").glob("*")))
    deliver = lambda text: as_mailbox_owner(folder, script, ["procmail", "-m", recipe], text)
    through_a_mailbox(checks, "procmail", minuted, report, deliver, kept, home / "log")


def through_a_mailbox(checks, about, minuted, report, deliver, kept, log):
    """What is no report of ours stays in the mailbox, and the report does not."""
    strange = re.sub(rb"<[0-9a-f]{40}@", b"<0123456789@", report.replace(b"gone@", b"else@"))
    for number, (text, what) in enumerate(((AWAY, "an answer"), (strange, "a stranger's report")), 1):
        done = deliver(text)
        checks(done.returncode == 0 and kept() == number, f"{about}: {what} is left in the mailbox",
               done.stderr.decode() + (log.read_text() if log.exists() else ""))
        expect_waiting(checks, minuted, f"{about}: {what} changes nothing")
    done = deliver(report)
    checks(done.returncode == 0 and kept() == 2, f"{about}: the report is handed over",
           done.stderr.decode() + (log.read_text() if log.exists() else ""))
    expect_returned(checks, minuted, about)
    actors = {line["actor"] for line in minuted.json("audit", "list", now=NOW)}
    checks("mail" in actors, f"{about}: the audit names who called", actors)


def by_hand(checks, server, minuted, reports):
    """A report of another server on standard input; twice changes nothing more."""
    minuted("run-once", now=NOW)
    if not checks(wait_until(reports, 40), f"{server.name} writes a report", server.log()):
        return
    report = reports()[0]
    stranger = minuted.run(
        "bounce", now=NOW, standard_input=report.replace(b"gone@", b"else@").replace(b"actions+", b"actions+9"))
    checks(stranger.returncode == 65, f"{server.name}'s report about somebody else is of no letter", stranger.stderr)
    expect_waiting(checks, minuted, f"{server.name}'s report about somebody else changes nothing")
    for time_of_day in ("first", "second"):
        done = minuted.run("bounce", now=NOW, standard_input=report)
        checks(done.returncode == 0, f"{server.name}'s report is read, the {time_of_day} time", done.stderr)
    expect_returned(checks, minuted, f"{server.name}, on standard input")


def by_hand_exim(checks, folder):
    with Exim(folder / "server") as server:
        by_hand(checks, server, board(folder / "data", server.ports["clear"]), server.reports)


def by_hand_opensmtpd(checks, folder):
    sink = Sink(["gone@example.net"])
    out = f'action out relay host smtp://127.0.0.1:{sink.port}\nmatch from any for domain "example.net" action out'
    with OpenSMTPD(folder / "server", more=out) as server:
        by_hand(checks, server, board(folder / "data", server.ports["clear"]), server.messages)
    sink.close()


def prepared(folder, server):
    """A board whose `bounce` runs within the root of that server."""
    minuted = board(folder / "data", server.ports["clear"])
    caller(folder, minuted.configuration, NOW, from_the_machine(program()))
    open_to(folder / "data", "nobody")
    return minuted


def by_exim(checks, folder):
    routers, transports = page("## Exim"), page("## Exim", "a transport")
    transports = transports.replace("/usr/bin/minuted", str(folder / "minuted"))
    with Exim(folder / "server", routers, transports) as server:
        minuted = prepared(folder, server)
        send_away(server)
        frozen = wait_until(lambda: "frozen" in server.log().lower())
        checks(frozen, "Exim's pipe: what is no report stays in the queue, frozen", server.log())
        minuted("run-once", now=NOW)
        expect_returned(checks, minuted, "Exim's pipe")


def by_opensmtpd(checks, folder):
    sink = Sink(["gone@example.net"])
    more = f'action out relay host smtp://127.0.0.1:{sink.port}\nmatch from any for domain "example.net" action out\n'
    more = page("## OpenSMTPD").replace("/usr/bin/minuted", str(folder / "minuted")) + more
    with OpenSMTPD(folder / "server", more=more) as server:
        minuted = prepared(folder, server)
        send_away(server)
        minuted("run-once", now=NOW)
        expect_returned(checks, minuted, "OpenSMTPD's mda")
        checks("PermFail" in server.log() and "it is no delivery report" in server.log(),
               "OpenSMTPD's mda: what is no report is given up", server.log())
    sink.close()


def send_away(server):
    """Gives a server what is no report, for the address that reports go to."""
    with smtplib.SMTP("127.0.0.1", server.ports["clear"], timeout=20) as client:
        client.sendmail("", [LETTER], AWAY)


def make(checks):
    for way in (by_pipe, by_smtp, by_sieve, by_procmail, by_hand_exim, by_hand_opensmtpd, by_exim, by_opensmtpd):
        with tempfile.TemporaryDirectory(prefix="minuted-bounces-") as folder:
            os.chmod(folder, 0o755)
            (pathlib.Path(folder) / "server").mkdir()
            with checks.of(way.__name__):
                way(checks, pathlib.Path(folder))


if __name__ == "__main__":
    conclude(make, 900)
