"""What holds when nothing goes wrong."""

import json

from machine import until

CONFIGURATION = """\
database: /var/lib/minuted/minuted.sqlite
mode: live
sender: { address: actions@example.org, envelope: "actions+{id}@example.org" }
relay:
  url: smtp://relay.test:25
  ca-file: /etc/minuted/relay.pem
  authentication: plain
  username: actions@example.org
  rate: RATE
"""
PASSWORD = "correct horse battery staple"
OWNERS = 8


def expect(true, why):
    """Like assert, which `python -O` would leave out."""
    if not true:
        raise AssertionError(why)


def configure(machine, rate="unlimited"):
    machine.write("/etc/minuted/minuted.yaml", CONFIGURATION.replace("RATE", rate))


def installed(machine):
    """A fresh installation runs nothing, enables nothing, and has all its files."""
    (machine.root / "minuted.deb").write_bytes(machine.package.read_bytes())
    machine("dpkg", "-i", "/minuted.deb")
    expect("(build " in machine("minuted", "--version"), "no build is named")
    expect(machine("systemctl", "is-active", "minuted", fails=True).strip() == "inactive", "it runs")
    expect(machine("systemctl", "is-enabled", "minuted", fails=True).strip() == "disabled", "it is enabled")
    for folder in ("/var/lib/minuted", "/var/backups/minuted"):
        expect(machine("stat", "-c", "%U:%G:%a", folder).strip() == "minuted:minuted:750", folder)
    for unit in ("minuted.service", "minuted@a.service", "minuted-backup.service", "minuted-backup.timer",
                 "minuted-backup@a.service", "minuted-alert@a.service"):
        done = machine.run("systemd-analyze", "verify", "--man=no", unit)
        # The example needs a sendmail, which this Debian lacks.
        words = done.stderr.replace("minuted-alert@a.service: Command /usr/sbin/sendmail is not executable", "")
        expect(done.returncode == 0 and not words.strip(), f"{unit}: {words}")
    score = machine("systemd-analyze", "security", "--offline=true", "--threshold=12", "minuted.service")
    expect("Overall exposure level" in score, score)


def starts(machine):
    """The unit starts with its credentials, and is active only when the daemon has said READY."""
    machine.write("/etc/minuted/relay.pem", machine.sink.certificate.read_text())
    machine.write("/etc/credstore/relay-password", PASSWORD + "\n", mode=0o600)
    configure(machine)
    machine("systemctl", "enable", "--now", "minuted")
    expect(machine.show("minuted", "ActiveState") == "active", "not active")
    until("the status tells the mode and the next look",
          lambda: machine.show("minuted", "StatusText").startswith("live; next due-date check"))
    expect("ready" in machine.journal("minuted"), "the journal has no word of it")
    # A host that is itself short of a capability cannot give what LimitNICE asks for.
    limits = machine("cat", f"/proc/{machine.show('minuted', 'MainPID')}/limits")
    if any(line.split()[3:4] == ["24"] for line in limits.splitlines() if line.startswith("Max nice")):
        expect("thread priority" not in machine.journal("minuted"), "Dispatch complains of the sandbox")
    expect(machine.show("minuted-backup.timer", "ActiveState") == "active", "the backup's timer does not run")
    machine("minuted", "check", "--offline", fails=True)


def sandboxed(machine):
    """The daemon has no right and no writable place it does not need."""
    pid = machine.show("minuted", "MainPID")
    status = dict(line.split(":\t", 1) for line in machine("cat", f"/proc/{pid}/status").splitlines() if ":\t" in line)
    expect(int(status["CapEff"], 16) == 0 and int(status["CapBnd"], 16) == 0, "it has capabilities")
    expect(status["NoNewPrivs"].strip() == "1" and status["Seccomp"].strip() == "2", "no seccomp")
    user = machine("id", "-u", "minuted").strip()
    expect(status["Uid"].split()[0] == user, "not its own user")
    inside = ["nsenter", "-t", pid, "-m", "-U", "-S", user, "-G", user]
    for path, right in (("/var/lib/minuted/x", True), ("/run/minuted/x", True), ("/etc/minuted/x", False),
                        ("/var/lib/x", False), ("/var/backups/minuted/x", False), ("/usr/x", False)):
        expect((machine.run(*inside, "touch", path).returncode == 0) == right, f"{path}: writable is not {right}")
    machine("rm", "-f", "/var/lib/minuted/x", "/run/minuted/x")
    expect(machine.run(*inside, "ls", "/root").returncode != 0, "it sees root's home")


def letters_leave(machine):
    """Owners get their letters through a relay off loopback, by TLS and the credential's password."""
    machine("minuted", "board", "add", "pt", "--name", "Package Board", "--hours", "00:00-23:59",
            "--secretariat", "pt@example.org", "--rules", "none")
    machine("minuted", "rule", "add", "pt", "14 days before the meeting")
    for n in range(OWNERS):
        machine("minuted", "person", "add", f"Owner Number{n}", "--email", f"owner{n}@example.org")
    machine("minuted", "board", "activate", "pt", "--yes")
    release(machine, 0)
    machine.sink.arrived(1)
    login = next(fact for fact in machine.sink.told if "login" in fact)
    expect(login == {"login": "actions@example.org", "password": PASSWORD}, f"it logged in with {login}")
    expect(PASSWORD not in machine("journalctl", "--no-pager"), "the password is in the journal")
    expect(PASSWORD not in machine("ps", "axeww"), "the password is in ps")


def release(machine, *owners):
    """Gives each an action, releases it and asks about it by hand: a letter each, which waits for no working day."""
    references = [
        json.loads(machine("minuted", "action", "add", "pt", "Report", "--owner", f"Owner Number{owner}", "--due",
                           "ongoing", "--json"))["reference"] for owner in owners]
    machine("minuted", "release", "pt", "--all", "--yes")
    for reference in references:
        machine("minuted", "remind", "pt", reference)


def reloads(machine):
    """A good configuration is taken over without a restart; a bad one fails the reload and changes nothing."""
    pid = machine.show("minuted", "MainPID")
    configure(machine, "600/minute")
    machine("systemctl", "reload", "minuted")
    until("the journal tells of it", lambda: "configuration read again" in machine.journal("minuted"))
    machine.write("/etc/minuted/minuted.yaml", "mode: alive\n")
    done = machine.run("systemctl", "reload", "minuted")
    expect(done.returncode != 0, "a bad reload succeeded")
    expect("minuted.yaml:1:7" in machine.journal("minuted"), "the place is not named")
    machine("kill", "-HUP", pid)
    until("the daemon refuses it too", lambda: "configuration refused" in machine.journal("minuted"))
    expect(machine.show("minuted", "MainPID") == pid, "it was started anew")
    expect(machine.show("minuted", "StatusText").startswith("live"), "the old mode is not in force")
    configure(machine)
    machine("systemctl", "reload", "minuted")


def zones(machine):
    """Days become instants by the board's zone, whatever the machine's is and though it has no zone data."""
    machine("minuted", "meeting", "add", "pt", "2031-07-07", "--at", "10:00")
    plan = ["minuted", "plan", "--board", "pt", "--from", "2031-06-01T00:00:00Z", "--until", "2031-07-07", "--json"]
    expected = machine(*plan)
    expect(any(letter["sendAt"].endswith("T08:00:00Z") for letter in json.loads(expected)), expected)
    machine("ln", "-sf", "/usr/share/zoneinfo/Asia/Tokyo", "/etc/localtime")
    machine("systemctl", "restart", "minuted")
    expect(machine(*plan) == expected, "the machine's zone shows")
    bare = "mount -t tmpfs none /usr/share/zoneinfo && exec \"$@\""
    expect(machine("unshare", "-m", "sh", "-c", bare, "sh", *plan) == expected, "it needs the machine's zone data")
    machine("rm", "/etc/localtime")
