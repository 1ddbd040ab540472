"""What holds when something goes wrong: said, survived, and no letter lost."""

import json
import time

from checks import configure, expect, release
from machine import until

HURRY = "[Service]\nWatchdogSec=2s\nTimeoutAbortSec=2s\nRestartSec=1s\n"


def restarted(machine, pid):
    until("a new process is ready", lambda: machine.show("minuted", "ActiveState") == "active"
          and machine.show("minuted", "MainPID") not in (pid, "0"), seconds=40)


def killed(machine):
    """kill -9 while letters wait: it is back by itself, and every letter arrives."""
    before = len(machine.sink.letters())
    configure(machine, "1/second")
    machine("systemctl", "reload", "minuted")
    release(machine, 1, 2, 3, 4, 5)
    machine.sink.arrived(before + 2)
    pid = machine.show("minuted", "MainPID")
    machine("kill", "-9", pid)
    expect(len(machine.sink.letters()) < before + 5, "no letter was waiting when it was killed")
    restarted(machine, pid)
    machine.sink.arrived(before + 5, seconds=60)
    expect(machine.show("minuted", "NRestarts") == "1", "it was started anew more than once")
    configure(machine)
    machine("systemctl", "reload", "minuted")


def frozen(machine):
    """A frozen daemon is ended by the watchdog and started anew."""
    machine.write("/etc/systemd/system/minuted.service.d/hurry.conf", HURRY)
    machine("systemctl", "daemon-reload")
    machine("systemctl", "restart", "minuted")
    pid = machine.show("minuted", "MainPID")
    time.sleep(5)
    expect(machine.show("minuted", "MainPID") == pid, "a healthy daemon was ended")
    machine("kill", "-STOP", pid)
    restarted(machine, pid)
    expect("Watchdog timeout" in machine.journal("minuted"), "systemd does not name the watchdog")
    (machine.root / "etc/systemd/system/minuted.service.d/hurry.conf").unlink()
    machine("systemctl", "daemon-reload")
    machine("systemctl", "restart", "minuted")


def stopped_in_mid_send(machine):
    """SIGTERM while the relay does not answer: it ends well within 10 s, and the letter is not lost."""
    before = len(machine.sink.letters())
    machine.sink.order("stall")
    release(machine, 6)
    machine.sink.wait("the letter is on its way", lambda: any("stalled" in fact for fact in machine.sink.told))
    begun = time.monotonic()
    machine("systemctl", "stop", "minuted")
    seconds = time.monotonic() - begun
    expect(seconds < 10.5, f"it took {seconds:.1f} s")
    expect(machine.show("minuted", "Result") == "success", machine.show("minuted", "Result"))
    machine.sink.order("take")
    machine("systemctl", "start", "minuted")
    for entry in json.loads(machine("minuted", "outbox", "list", "--json")):
        if entry["state"] == "deferred":
            machine("minuted", "outbox", "retry", entry["id"])
    machine.sink.arrived(before + 1)
    machine.sink.wait("it is relayed", lambda: all(
        entry["state"] == "relayed" for entry in json.loads(machine("minuted", "outbox", "list", "--json"))))


def two_daemons(machine):
    """A second daemon on the same database stands by, and takes over when the first has gone."""
    before = len(machine.sink.letters())
    machine("systemd-run", "--unit=second", "-p", "Type=notify", "-p", "User=minuted",
            "-p", "LoadCredential=relay-password", "minuted", "serve")
    expect(machine.show("second", "StatusText").startswith("standby"), machine.show("second", "StatusText"))
    release(machine, 7)
    machine.sink.arrived(before + 1)
    machine("systemctl", "stop", "minuted")
    until("the second takes over", lambda: machine.show("second", "StatusText").startswith("live"))
    release(machine, 0)
    machine.sink.arrived(before + 2)
    machine("systemctl", "stop", "second")
    machine("systemctl", "start", "minuted")
    expect(len(machine.sink.letters()) == before + 2, "a letter came twice")


def on_a_small_disk(machine):
    """A body of its own on a disk of 4 MB."""
    machine("mkdir", "-p", "/var/lib/minuted/small")
    machine("mount", "-t", "tmpfs", "-o", "size=4m,mode=0750", "small", "/var/lib/minuted/small")
    machine("chown", "minuted:minuted", "/var/lib/minuted/small")
    machine.write("/etc/minuted/small.yaml", "database: /var/lib/minuted/small/minuted.sqlite\n")
    machine("systemctl", "start", "minuted@small")


def disk_full(machine):
    """A full disk is named to whoever writes and by check; the daemon stays, and all is well with room again."""
    on_a_small_disk(machine)
    verb = ["minuted", "--config", "/etc/minuted/small.yaml"]
    words = lambda *w: [verb[0], *w, *verb[1:]]
    machine(*words("board", "add", "small", "--name", "Small"))
    pid = machine.show("minuted@small", "MainPID")
    machine.run("dd", "if=/dev/zero", "of=/var/lib/minuted/small/filler", "bs=4k")
    done = machine.run(*words("person", "add", "Somebody", "--email", "s@example.org"))
    expect(done.returncode in (75, 78) and "full" in done.stderr, f"{done.returncode}: {done.stderr}")
    check = machine.run(*words("check", "--offline"))
    expect(check.returncode == 1 and "disk" in check.stdout, check.stdout + check.stderr)
    expect(machine.show("minuted@small", "MainPID") == pid, "the daemon went")
    machine("rm", "/var/lib/minuted/small/filler")
    machine(*words("person", "add", "Somebody", "--email", "s@example.org"))
    machine(*words("audit", "verify"))


def read_only(machine):
    """On a read-only disk the daemon says what to look at, and is not started again and again."""
    machine("systemctl", "stop", "minuted@small")
    machine("mount", "-o", "remount,ro", "/var/lib/minuted/small")
    machine.run("systemctl", "start", "minuted@small")
    expect(machine.show("minuted@small", "ExecMainStatus") == "78", machine.journal("minuted@small")[-500:])
    until("it stays down", lambda: machine.show("minuted@small", "ActiveState") == "failed")
    expect("Read-only file system; see whether" in machine.journal("minuted@small"), machine.journal("minuted@small")[-500:])
    machine("mount", "-o", "remount,rw", "/var/lib/minuted/small")
    machine("systemctl", "start", "minuted@small")
    machine("systemctl", "stop", "minuted@small")
    machine("umount", "/var/lib/minuted/small")


def wrong_configuration(machine):
    """A daemon that cannot read its configuration exits 78 and is left alone until a person has mended it."""
    machine.write("/etc/minuted/bad.yaml", "database: /var/lib/minuted/bad/minuted.sqlite\nmodus: live\n")
    machine.run("systemctl", "start", "minuted@bad")
    until("it stays down", lambda: machine.show("minuted@bad", "ActiveState") == "failed")
    expect(machine.show("minuted@bad", "ExecMainStatus") == "78", machine.show("minuted@bad", "ExecMainStatus"))
    expect(machine.show("minuted@bad", "NRestarts") == "0", "it was started again")
    expect("bad.yaml:2:1" in machine.journal("minuted@bad"), machine.journal("minuted@bad"))
