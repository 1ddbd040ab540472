"""Postfix, Exim and OpenSMTPD of Debian as the relay, with every way of TLS and of logging in.

Each server takes the letters of one small board on loopback: in clear, by STARTTLS and by TLS from the start,
without a login, with PLAIN and with LOGIN. What arrives is compared byte for byte with what was sent. It
refuses one owner, asks another to come back later, and is met with a wrong password, an authority that did
not sign its certificate, and no STARTTLS where TLS is required. Exits 1 where anything is not as documented.

    python3 Tests/Interop/relays.py [path of the program]
"""

import base64
import email
import email.policy
import os
import pathlib
import re
import signal
import subprocess
import tempfile

from exim import Exim
from opensmtpd import OpenSMTPD
from postfix import Postfix
from program import Minuted, conclude, program
from servers import PASSWORD, USER, wait_until

BEFORE, NOW, LATER = "2027-02-01T08:00:00Z", "2027-02-15T09:00:00Z", "2027-02-15T11:00:00Z"
WRONG = "not-the-password-9f2c"
OWNERS = ["taken", "refused", "greylisted"]
# Each stands on a line of its own in the letter.
TEXTS = ["Report on “détections” in Łódź and 日本 😀", ".", "..two dots", "From the start", "日本" * 300, "x" * 1200]
# Those of the contract that such a letter has, and what a server that delivers puts in front.
FIELDS = {
    "from", "reply-to", "to", "subject", "date", "message-id", "references", "in-reply-to", "mime-version",
    "content-type", "content-language", "auto-submitted", "x-auto-response-suppress",
}
TRACE = {"return-path", "received", "delivered-to", "x-original-to", "envelope-to", "delivery-date"}

CONFIGURATION = """\
database: {folder}/minuted.sqlite
mode: live
log: {{ level: trace }}
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


class Way:
    """How a server is spoken to; the words go into the configuration."""

    def __init__(self, how, port, tls="required", scheme="smtp", authentication="none", authority=None,
                 password=PASSWORD):
        self.how, self.port, self.tls, self.scheme = how, port, tls, scheme
        self.authentication, self.authority, self.password = authentication, authority, password

    @property
    def protocol(self):
        """What the server writes into Received (RFC 3848)."""
        return "ESMTP" + "S" * (self.tls == "required") + "A" * (self.authentication != "none")


def board(folder, server, way):
    """A fresh database with a board of three owners, each owed one letter at NOW."""
    folder.mkdir()
    configuration = folder / "minuted.yaml"
    authority = f"ca-file: {way.authority or server.authority}" if way.tls == "required" else ""
    configuration.write_text(CONFIGURATION.format(
        folder=folder, scheme=way.scheme, port=server.ports[way.port], tls=way.tls, user=USER, authority=authority,
        authentication=way.authentication))
    environment = {"MINUTED_RELAY_PASSWORD": way.password} if way.authentication != "none" else {}
    minuted = Minuted(program(), configuration, BEFORE, environment)
    minuted("board", "add", "vawg", "--name", "VAWG Bœrd", "--rules", "none", "--secretariat", "vawg@example.org")
    minuted("rule", "add", "vawg", "14 days before the meeting")
    minuted("meeting", "add", "vawg", "2027-03-01", "--at", "10:00")
    for owner in OWNERS:
        minuted("person", "add", f"Zoë {owner}", "--email", f"{owner}@example.net")
        for text in TEXTS if owner == "taken" else TEXTS[:1]:
            minuted("action", "add", "vawg", text, "--owner", f"Zoë {owner}", "--due", "next-meeting")
    minuted("release", "vawg", "--all", "--yes")
    minuted("board", "activate", "vawg", "--yes")
    return minuted


def entries(minuted):
    return {entry["recipient"].split("@")[0]: entry for entry in minuted.json("outbox", "list", now=NOW)}


def message(minuted, entry):
    """As it was handed over, with the line ends that a Maildir has."""
    done = minuted.run("outbox", "show", str(entry["id"]), "--message", standard_input=b"")
    return done.stdout.replace(b"\r\n", b"\n")


def arrived(server, sent):
    """The messages that have come with the Message-ID of that one."""
    name = re.search(rb"(?m)^Message-ID: *(\S+)", sent).group(1)
    found = lambda: [received for received in server.messages() if name in received]
    return wait_until(found)


def shown(folder, password, *said):
    """Where a password can be read, as it is or as SMTP carries it: in what was said, or in a file."""
    encoded = [base64.b64encode(secret.encode()) for secret in (password, f"\0{USER}\0{password}")]
    texts = {f"output {n}": text.encode() for n, text in enumerate(said)}
    texts |= {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return [name for name, text in texts.items() if any(form in text for form in (password.encode(), *encoded))]


def compare(checks, about, server, way, preview, sent):
    """What arrived, with what was sent and with what was shown before."""
    received = arrived(server, sent)
    if not checks(len(received) == 1, f"{about}: arrives once", len(received)):
        return
    trace = received[0].removesuffix(sent)
    checks(trace != received[0], f"{about}: byte for byte as it was sent", received[0].decode(errors="replace"))
    fields = email.message_from_bytes(trace, policy=email.policy.default)
    names = {name.lower() for name in fields.keys()}
    recipient = str(fields["Envelope-to"] or fields["X-Original-To"] or fields["Delivered-To"])
    checks(names <= TRACE and recipient == "taken@example.net", f"{about}: to its recipient, with a trace", names)
    protocol = re.search(r" with (\w+)", str(fields["Received"])).group(1).upper()
    checks(protocol == way.protocol, f"{about}: by {way.protocol}", protocol)

    read = email.message_from_bytes(received[0][len(trace):], policy=email.policy.default)
    names = [name.lower() for name in read.keys()]
    checks(sorted(names) == sorted(FIELDS), f"{about}: the fields of the contract, each once", sorted(names))
    text = read.get_body(("plain",)).get_content()
    checks(text == preview["text"] and read["Subject"] == preview["subject"], f"{about}: the words of the preview",
           repr(text))
    lines = [line.removesuffix(".") or line for line in text.splitlines()]
    checks(all(words in lines for words in TEXTS) and b"\n.\n" in sent and max(map(len, sent.splitlines())) <= 78,
           f"{about}: every character of it, in short lines, one of them a dot", lines)


def deliver(checks, folder, server, way):
    """The whole of it once: one taken, one refused, one taken later."""
    about = f"{server.name}, {way.how}"
    minuted = board(folder, server, way)
    preview = minuted.json("preview", "vawg", "Zoë taken", now=NOW)
    first = minuted.run("run-once", "--json", now=NOW)
    found = entries(minuted)
    state = {owner: found[owner]["state"] for owner in OWNERS}
    wanted = {"taken": "relayed", "refused": "bounced", "greylisted": "deferred"}
    checks(first.returncode == 0 and state == wanted, f"{about}: taken, refused, later", f"{first.stderr}{state}")
    refused = minuted("outbox", "show", str(found["refused"]["id"]), now=NOW)
    checks("550" in refused and "no such user here" in refused, f"{about}: outbox show has the refusal", refused)
    reply = found["greylisted"]["lastReply"]
    checks("451" in reply and "greylisted" in reply, f"{about}: and the words that ask to wait", reply)
    compare(checks, about, server, way, preview, message(minuted, found["taken"]))
    if way.authentication != "none":
        log_in(checks, about, folder, minuted, way, first)
    return minuted, found


def log_in(checks, about, folder, minuted, way, first):
    """The mechanism that was asked for, and no secret in anything."""
    test = minuted.run("mail", "test", "taken@example.net", now=NOW)
    asked = re.findall(r"(?m)^> AUTH (\w+)", test.stdout)
    checks(test.returncode == 0 and asked == [way.authentication.upper()], f"{about}: asks for that alone", test.stdout)
    found = shown(folder, way.password, first.stdout, first.stderr, test.stdout, test.stderr)
    checks(not found, f"{about}: no secret is shown or kept", found)


def later(checks, server, minuted, found):
    about = f"{server.name}, greylisted"
    server.let_greylisted_pass()
    minuted("run-once", now=LATER)
    state = entries(minuted)["greylisted"]
    checks(state["state"] == "relayed" and state["attempts"] == 2, f"{about}: relayed by a later run", state)
    checks(len(arrived(server, message(minuted, found["greylisted"]))) == 1, f"{about}: arrives once")


def daemon(minuted):
    """What `serve` writes until it has met the relay, and its exit code."""
    process = subprocess.Popen(
        minuted.words("serve", now=NOW), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=minuted.environment)
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if "relay=" in line:
                process.send_signal(signal.SIGTERM)
        return "".join(lines), process.wait(30)
    finally:
        process.kill()


def refuse(checks, folder, server, way, said):
    """The relay is at fault: no letter costs an attempt, it is said, and no secret is."""
    about = f"{server.name}, {way.how}"
    minuted = board(folder, server, way)
    done = minuted.run("run-once", "--json", now=NOW)
    found = entries(minuted)
    checks(done.returncode == 69 and said in done.stderr, f"{about}: exit 69, and why",
           f"{done.returncode} {done.stderr}")
    checks(all(e["state"] == "queued" and e["attempts"] == 0 and not e["lastReply"] for e in found.values()),
           f"{about}: the letters wait, and it cost none an attempt", found)
    check, status = minuted.run("check", now=NOW), minuted.run("status", now=NOW)
    checks(check.returncode == 1 and said in check.stdout, f"{about}: check says so", check.stdout + check.stderr)
    checks(said in status.stdout, f"{about}: status too", status.stdout)
    test = minuted.run("mail", "test", "taken@example.net", now=NOW)
    checks(test.returncode == 69 and said in test.stdout + test.stderr, f"{about}: mail test too", test.stdout)
    log, code = daemon(minuted)
    checks(code == 0 and said in log, f"{about}: the daemon logs it, and ends when asked", f"{code} {log}")
    parts = (done, check, status, test)
    shows = shown(folder, way.password, log, *(part.stdout + part.stderr for part in parts))
    checks(not shows, f"{about}: no secret is shown or kept", shows)


def count_logins(checks, folder, server):
    """Three letters wait, and a wrong password is shown once."""
    before = logins_failed(server)
    minuted = board(folder, server, Way("", "login", authentication="plain", password=WRONG))
    minuted.run("run-once", now=NOW)
    wait_until(lambda: logins_failed(server) > before)
    checks(logins_failed(server) == before + 1, f"{server.name}, a wrong password: is tried once for three letters",
           logins_failed(server) - before)
    minuted.run("run-once", now=NOW)
    checks(logins_failed(server) <= before + 2, f"{server.name}, a wrong password: and once more by another run")


def logins_failed(server):
    """Each as the log of one of the servers has it."""
    failed = r"SASL \w+ authentication failed|authenticator failed for|smtp authentication user=\S+ result=permfail"
    return len(re.findall(failed, server.log()))


WAYS = [
    Way("STARTTLS", "port"),
    Way("STARTTLS and PLAIN", "login", authentication="plain"),
    Way("STARTTLS and LOGIN", "login", authentication="login"),
    Way("TLS from the start and PLAIN", "implicit", scheme="smtps", authentication="plain"),
    Way("TLS from the start and LOGIN", "implicit", scheme="smtps", authentication="login"),
]


def with_tls(checks, folder, server):
    for number, way in enumerate(WAYS):
        deliver(checks, folder / str(number), server, way)
    other = server.folder / "other.pem"
    faults = [
        (Way("a wrong password by PLAIN", "login", authentication="plain", password=WRONG), "535"),
        (Way("a wrong password by LOGIN", "implicit", scheme="smtps", authentication="login", password=WRONG), "535"),
        (Way("another authority", "port", authority=other), "certificate"),
        (Way("another authority, TLS from the start", "implicit", scheme="smtps", authority=other), "certificate"),
        (Way("no STARTTLS", "clear"), "STARTTLS"),
        (Way("no STARTTLS, with a login", "clear", authentication="plain"), "STARTTLS"),
    ]
    for number, (way, said) in enumerate(faults):
        refuse(checks, folder / f"fault{number}", server, way, said)
    count_logins(checks, folder / "count", server)


def make(checks):
    servers = [lambda folder: Postfix(folder, has_logins=True), Exim, OpenSMTPD,
               lambda folder: OpenSMTPD(folder, "bookworm")]
    for kind in servers:
        with tempfile.TemporaryDirectory(prefix="minuted-relays-") as folder:
            folder = pathlib.Path(folder)
            os.chmod(folder, 0o755)
            (folder / "server").mkdir()
            server = kind(folder / "server")
            with checks.of(server.name), server:
                if "login" in server.ports:
                    with_tls(checks, folder, server)
                later(checks, server, *deliver(checks, folder / "clear", server, Way("in clear", "clear", tls="none")))


if __name__ == "__main__":
    conclude(make, 900)
