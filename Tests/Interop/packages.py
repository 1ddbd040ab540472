"""Mail servers of Debian that cannot be installed side by side, unpacked into a folder of their own.

Debian lets one mail server be installed. The others are fetched with apt, unpacked below the build
folder, and run in a mount namespace in which their fixed paths and their users exist: nothing of the
machine is changed. It needs root.
"""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / ".build/servers"

USERS = """\
Debian-exim:x:31001:31001::/nonexistent:/usr/sbin/nologin
opensmtpd:x:31002:31002::/nonexistent:/usr/sbin/nologin
opensmtpq:x:31003:31003::/nonexistent:/usr/sbin/nologin
"""
GROUPS = "Debian-exim:x:31001:\nopensmtpd:x:31002:\nopensmtpq:x:31003:\n"


def unpacked(*packages):
    """The folder that holds the packages' files; fetched once."""
    folder = CACHE / "-".join(packages)
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for package in packages:
            _run(["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", package], folder)
        for file in folder.glob("*.deb"):
            _run(["dpkg-deb", "-x", file.name, "root"], folder)
        (folder / "done").touch()
    return folder / "root"


def namespace(folder, mounts, command):
    """The words that run a command where the servers' users exist and each path of `mounts` shows a folder."""
    for name, lines in (("passwd", USERS), ("group", GROUPS)):
        (folder / name).write_text(pathlib.Path("/etc", name).read_text() + lines)
    script = f"mount --bind {folder}/passwd /etc/passwd && mount --bind {folder}/group /etc/group"
    for place, source in mounts.items():
        pathlib.Path(place).mkdir(parents=True, exist_ok=True)
        script += f" && mount --bind {source} {place}"
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script + ' && exec "$0" "$@"', *command]


def _run(words, folder):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
