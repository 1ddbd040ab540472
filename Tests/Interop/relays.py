"""Postfix, Exim and OpenSMTPD of Debian as the relay, with every way of TLS and of logging in.

Each server takes the letters of one small board on loopback: in clear, by STARTTLS, by TLS from the start,
with PLAIN and with LOGIN (OpenSMTPD in clear alone: see opensmtpd.py). It refuses one owner, asks another to
come back later, and is met with a wrong password, an authority that did not sign its certificate, and no
STARTTLS. Exits 1 where anything is not as documented.

    python3 Tests/Interop/relays.py [path of the program]
"""

import email
import email.policy
import os
import pathlib
import sys
import tempfile

from exim import Exim
from opensmtpd import OpenSMTPD
from postfix import Postfix
from program import Checks, Minuted, program
from servers import PASSWORD, USER

BEFORE, NOW, LATER = "2027-02-01T08:00:00Z", "2027-02-15T09:00:00Z", "2027-02-15T11:00:00Z"
OWNERS = ["taken", "refused", "greylisted"]
TEXT = ("." + "Report on “détections” in Łódź and 日本 😀\n.\n..two dots\nFrom the start\n" + "x" * 1200)
# Of the contract, and what a server that delivers puts in front.
FIELDS = {
    "from", "reply-to", "to", "subject", "date", "message-id", "references", "in-reply-to", "mime-version",
    "content-type", "content-transfer-encoding", "content-language", "auto-submitted", "x-auto-response-suppress",
}
TRACE = {"return-path", "received", "delivered-to", "x-original-to", "envelope-to", "delivery-date"}

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@example.org, envelope: "actions+{{id}}@example.org" }}
relay:
  url: {scheme}://localhost:{port}
  ehlo-name: actions.example.org
  tls: {tls}
  {authority}
  authentication: {authentication}
  username: {user}
  rate: unlimited
  daily-limit: unlimited
"""


def board(folder, server, port, tls="required", scheme="smtp", authentication="none", authority=None,
          password=PASSWORD):
    """A fresh database with a board of three owners, each owed one letter at NOW."""
    folder.mkdir()
    configuration = folder / "minuted.yaml"
    configuration.write_text(CONFIGURATION.format(
        folder=folder, scheme=scheme, port=server.ports[port], tls=tls, user=USER, authentication=authentication,
        authority=f"ca-file: {authority or server.authority}" if tls == "required" else ""))
    environment = {"MINUTED_RELAY_PASSWORD": password} if authentication != "none" else {}
    minuted = Minuted(program(), configuration, BEFORE, environment)
    minuted("board", "add", "vawg", "--name", "VAWG Bœrd", "--rules", "none", "--secretariat", "vawg@example.org")
    minuted("rule", "add", "vawg", "14 days before the meeting")
    minuted("meeting", "add", "vawg", "2027-03-01", "--at", "10:00")
    for owner in OWNERS:
        minuted("person", "add", f"Zoë {owner}", "--email", f"{owner}@example.net")
        minuted("action", "add", "vawg", TEXT, "--owner", f"Zoë {owner}", "--due", "next-meeting")
    minuted("release", "vawg", "--all", "--yes")
    minuted("board", "activate", "vawg", "--yes")
    return minuted


def entries(minuted):
    return {entry["recipient"].split("@")[0]: entry for entry in minuted.json("outbox", "list", now=NOW)}


def same(sent, received):
    """Where what arrived differs from what was sent, its trace fields aside; empty where it does not."""
    names = {name.lower() for name in received.keys()} - TRACE
    if names - FIELDS:
        return f"fields {names - FIELDS}"
    for name in names:
        if str(sent[name]) != str(received[name]):
            return f"{name}: {sent[name]!r} became {received[name]!r}"
    parts = [[(part.get_content_type(), part.get_content()) for part in message.iter_parts()]
             for message in (sent, received)]
    return "" if parts[0] == parts[1] else "the text changed"


def deliver(checks, folder, server, how, **words):
    """The whole of it once: one taken, one refused, one taken later."""
    before = len(server.messages())
    minuted = board(folder, server, **words)
    first = minuted.run("run-once", "--json", now=NOW)
    found = entries(minuted)
    state = {owner: found[owner]["state"] for owner in OWNERS}
    wanted = {"taken": "relayed", "refused": "bounced", "greylisted": "deferred"}
    checks(first.returncode == 0 and state == wanted, f"{server.name}, {how}: taken, refused, later",
           f"{first.stderr}{state}")
    reply = found["refused"]["lastReply"] or ""
    checks("55" in reply and "refused" not in found["taken"]["lastReply"], f"{server.name}, {how}: its words are kept",
           reply)
    messages = server.wait_for(before + 1)
    if checks(len(messages) == before + 1, f"{server.name}, {how}: one arrived", len(messages) - before):
        raw = minuted("outbox", "show", str(found["taken"]["id"]), "--message", now=NOW)
        sent = email.message_from_string(raw, policy=email.policy.default)
        recipient, received = next(m for m in messages if m[1]["Message-ID"] == sent["Message-ID"])
        checks("taken@example.net" in recipient, f"{server.name}, {how}: to whom it is for", recipient)
        checks(not same(sent, received), f"{server.name}, {how}: as it was sent", same(sent, received))
        text = received.get_body(("plain",)).get_content()
        checks("Łódź and 日本 😀" in text and "x" * 1200 in text, f"{server.name}, {how}: every character of it")
    return minuted, before


def later(checks, server, how, minuted, before):
    server.let_greylisted_pass()
    minuted("run-once", now=LATER)
    state = entries(minuted)["greylisted"]["state"]
    checks(state == "relayed", f"{server.name}, {how}: the greylisted letter passes later", state)
    checks(len(server.wait_for(before + 2)) == before + 2, f"{server.name}, {how}: and arrives")


def refuse(checks, folder, server, how, said, **words):
    """The relay is at fault: no letter costs an attempt, it is said, and no secret is."""
    minuted = board(folder, server, **words)
    done = minuted.run("run-once", now=NOW)
    found = entries(minuted)
    checks(done.returncode == 69, f"{server.name}, {how}: exit 69", done.returncode)
    checks(all(e["state"] in ("queued", "deferred") and e["attempts"] == 0 for e in found.values()),
           f"{server.name}, {how}: no letter costs an attempt", str(found))
    check, status = minuted.run("check", now=NOW), minuted.run("status", now=NOW)
    checks(check.returncode == 1 and said in check.stdout, f"{server.name}, {how}: check says so",
           check.stdout + check.stderr)
    checks("relay" in status.stdout, f"{server.name}, {how}: status too", status.stdout)
    test = minuted.run("mail", "test", "taken@example.net", now=NOW)
    checks(test.returncode == 69, f"{server.name}, {how}: mail test fails", test.returncode)
    everything = "".join(part.stdout + part.stderr for part in (done, check, status, test))
    checks(words.get("password", PASSWORD) not in everything, f"{server.name}, {how}: no secret is shown")


def in_clear(checks, folder, server):
    minuted, before = deliver(checks, folder / "clear", server, "in clear", port="clear", tls="none")
    later(checks, server, "in clear", minuted, before)


def with_tls(checks, folder, server):
    deliver(checks, folder / "plain", server, "STARTTLS and PLAIN", port="login", authentication="plain")
    deliver(checks, folder / "login", server, "TLS from the start and LOGIN", port="implicit", scheme="smtps",
            authentication="login")
    deliver(checks, folder / "starttls", server, "STARTTLS", port="port")
    refuse(checks, folder / "password", server, "a wrong password", "535", port="login", authentication="plain",
           password="not-the-password-9f2c")
    refuse(checks, folder / "authority", server, "another authority", "certificate", port="port",
           authority=server.folder / "other.pem")
    refuse(checks, folder / "stripped", server, "no STARTTLS", "STARTTLS", port="clear")


def main():
    checks = Checks()
    for kind, more in ((Postfix, {"has_logins": True}), (Exim, {}), (OpenSMTPD, {})):
        with tempfile.TemporaryDirectory(prefix="minuted-relays-") as folder:
            os.chmod(folder, 0o755)
            folder = pathlib.Path(folder)
            (folder / "server").mkdir()
            with kind(folder / "server", **more) as server:
                if "login" in server.ports:
                    with_tls(checks, folder, server)
                in_clear(checks, folder, server)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
