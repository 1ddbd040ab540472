"""Backups, upgrades, several bodies on one machine, and the end."""

import pathlib
import sqlite3
import tempfile

from checks import configure, expect, release
from machine import host, until

SCHEMA = pathlib.Path(__file__).with_name("schema-1.sql")


def backed_up(machine):
    """The daily backup is written beside a running daemon, verified, and proved by restore --check."""
    machine("systemctl", "start", "minuted-backup.service")
    folder = machine.root / "var/backups/minuted"
    backups = sorted(file.name for file in folder.iterdir())
    expect(len(backups) == 1 and backups[0].startswith("minuted-2"), f"{backups}")
    path = f"/var/backups/minuted/{backups[0]}"
    expect(machine("stat", "-c", "%U:%a", path).strip() == "minuted:640", "its owner or mode")
    told = machine("minuted", "restore", path, "--check")
    expect("whole" in told and "boards pt" in told, told)


def restored(machine, path):
    """Puts a backup in place as `restore --check` tells, and returns what adopt listed."""
    machine("systemctl", "stop", "minuted")
    machine("mkdir", "-p", "/var/lib/minuted/minuted.sqlite.old")
    machine("sh", "-c", "mv -t /var/lib/minuted/minuted.sqlite.old /var/lib/minuted/minuted.sqlite*[a-z]; true")
    machine("cp", path, "/var/lib/minuted/minuted.sqlite")


def older_schema(machine):
    """A database of the first version is brought up to date at start, and a copy of it kept beside it."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "minuted.sqlite"
        old = sqlite3.connect(file)
        old.executescript(SCHEMA.read_text())
        old.close()
        machine("mkdir", "-p", "/var/lib/minuted/old")
        (machine.root / "var/lib/minuted/old/minuted.sqlite").write_bytes(file.read_bytes())
    machine("chown", "-R", "minuted:minuted", "/var/lib/minuted/old")
    machine.write("/etc/minuted/old.yaml", "database: /var/lib/minuted/old/minuted.sqlite\n")
    machine("systemctl", "start", "minuted@old")
    expect(schema(machine, "minuted.sqlite-schema-1") == 1, "the copy is not what it was")
    expect(schema(machine, "minuted.sqlite") > 1, "the database is not up to date")
    machine("minuted", "restore", "/var/lib/minuted/old/minuted.sqlite-schema-1", "--check", "--config",
            "/etc/minuted/old.yaml")


def schema(machine, name):
    database = sqlite3.connect(f"file:{machine.root}/var/lib/minuted/old/{name}?mode=ro", uri=True)
    try:
        return database.execute("PRAGMA user_version").fetchone()[0]
    finally:
        database.close()


def newer_schema(machine):
    """An older program refuses the database of a newer one, says so, leaves it alone and is not started again."""
    machine("systemctl", "stop", "minuted@old")
    database = sqlite3.connect(machine.root / "var/lib/minuted/old/minuted.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    machine.run("systemctl", "start", "minuted@old")
    until("it stays down", lambda: machine.show("minuted@old", "ActiveState") == "failed")
    expect(machine.show("minuted@old", "ExecMainStatus") == "78", machine.show("minuted@old", "ExecMainStatus"))
    expect("written by a newer minuted" in machine.journal("minuted@old"), machine.journal("minuted@old"))
    machine("systemctl", "reset-failed", "minuted@old")


def newer_package(machine):
    """The same package under a higher version, with another conffile."""
    version = machine("dpkg-query", "-W", "-f", "${Version}", "minuted")
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        host("dpkg-deb", "-R", machine.package, tree)
        control = tree / "DEBIAN/control"
        control.write_text(control.read_text().replace(f"Version: {version}", f"Version: {version}+1"))
        with open(tree / "etc/minuted/minuted.yaml", "a") as file:
            file.write("# one more line\n")
        host("dpkg-deb", "-Zgzip", "-z1", "-b", tree, machine.root / "newer.deb")
    return version + "+1"


def upgraded(machine):
    """An upgrade starts the daemon anew, keeps an edited configuration, and letters that waited go after it."""
    before = len(machine.sink.letters())
    configure(machine, "1/second")
    machine("systemctl", "reload", "minuted")
    pid, edited = machine.show("minuted", "MainPID"), (machine.root / "etc/minuted/minuted.yaml").read_text()
    version = newer_package(machine)
    release(machine, 1, 2, 3, 4, 5)
    machine.sink.arrived(before + 1)
    machine("dpkg", "--force-confold", "-i", "/newer.deb")
    expect(machine("minuted", "version") and version in machine("dpkg-query", "-W", "-f", "${Version}", "minuted"),
           "the version is the old one")
    expect(machine.show("minuted", "MainPID") not in (pid, "0"), "it was not started anew")
    expect((machine.root / "etc/minuted/minuted.yaml").read_text() == edited, "the configuration was changed")
    expect(machine("systemctl", "is-enabled", "minuted").strip() == "enabled", "it is no longer enabled")
    machine.sink.arrived(before + 5, seconds=60)


def several_bodies(machine):
    """Two instances run beside each other, and neither sees what the other keeps."""
    for name in ("one", "two"):
        machine.write(f"/etc/minuted/{name}.yaml", f"database: /var/lib/minuted/{name}/minuted.sqlite\n")
        machine("systemctl", "start", f"minuted@{name}")
    pid = machine.show("minuted@one", "MainPID")
    seen = machine("nsenter", "-t", pid, "-m", "ls", "/var/lib/minuted").split()
    expect(seen == ["one"], f"it sees {seen}")
    machine("systemctl", "start", "minuted-backup@one.service")
    expect(list((machine.root / "var/backups/minuted/one").iterdir()), "no backup of its own")
    pids = [machine.show(f"minuted@{name}", "MainPID") for name in ("one", "two")]
    machine("dpkg", "--force-confold", "-i", "/newer.deb")
    now = [machine.show(f"minuted@{name}", "MainPID") for name in ("one", "two")]
    expect(not set(pids) & set(now) and "0" not in now, "an upgrade did not start the instances anew")
    machine("systemctl", "stop", "minuted@one", "minuted@two")


def removed_and_purged(machine):
    """Removing keeps data and configuration; purging keeps the data too, until somebody has said to remove it."""
    machine("dpkg", "-r", "minuted")
    expect(machine.show("minuted", "ActiveState") == "inactive", "it still runs")
    kept = ["/etc/minuted/minuted.yaml", "/var/lib/minuted/minuted.sqlite", "/var/backups/minuted"]
    for path in kept:
        expect((machine.root / path[1:]).exists(), f"{path} went with the removal")
    machine("dpkg", "-P", "minuted")
    expect(not (machine.root / "etc/minuted/minuted.yaml").exists(), "the configuration outlived the purge")
    for path in kept[1:]:
        expect((machine.root / path[1:]).exists(), f"{path} went with a purge that nobody agreed to")
    machine("dpkg", "-i", "/minuted.deb")
    machine("debconf-set-selections", input="minuted minuted/purge-registers boolean true\n")
    machine("dpkg", "-P", "minuted")
    for path in kept[1:]:
        expect(not (machine.root / path[1:]).exists(), f"{path} outlived a purge that was to remove it")
