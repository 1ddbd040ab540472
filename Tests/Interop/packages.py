"""Mail servers of Debian that cannot be installed side by side, each in a root of its own.

Debian lets one mail server be installed. The others are unpacked by mmdebstrap below the build folder,
once, and run by chroot in a mount namespace: nothing of the machine is changed, and its mounts end with
the server. It needs root.
"""

import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / os.environ.get("BUILD", ".build") / "servers"

# Who the servers run as, and who the pipes of docs/bounces.md do: outside that is nobody.
USERS = {"root": 0, "Debian-exim": 31001, "opensmtpd": 31002, "opensmtpq": 31003, "postbox": 31004, "minuted": 65534}


def unpacked(release, *packages):
    """The root that holds the packages and what they need, of that release of Debian; made once."""
    root = CACHE / f"{release}-{'-'.join(packages)}"
    if not root.exists():
        unfinished = root.with_name(root.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"unpacking {' and '.join(packages)} of {release}", flush=True)
        _run("mmdebstrap", "--quiet", "--variant=extract", f"--include={','.join(packages)},base-files,dash,coreutils",
             release, str(unfinished))
        (unfinished / "etc/passwd").write_text(
            "".join(f"{name}:x:{number}:{number}::/nonexistent:/bin/sh\n" for name, number in USERS.items()))
        (unfinished / "etc/group").write_text(
            "".join(f"{name}:x:{number}:\n" for name, number in USERS.items()))
        unfinished.rename(root)
    return root


def inside(root, mounts, command):
    """The words that run a command in that root; `mounts` names what of the machine is seen there, and where."""
    places = {"/dev": "/dev", "/proc": "/proc", "/usr/share/zoneinfo": "/usr/share/zoneinfo", "/host": "/", **mounts}
    script = ["set -e", f"mount --bind {root} {root}", f"mount -t tmpfs none {root}/tmp", f"chmod 1777 {root}/tmp"]
    for place, source in places.items():
        kind = "bind" if source not in ("/", "/dev", "/proc") else "rbind"
        script += [f"mkdir -p {root}{place}", f"mount --{kind} {source} {root}{place}"]
    script += [f'exec chroot {root} "$0" "$@"']
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(script), *map(str, command)]


def from_the_machine(program):
    """The words that run a program of the machine inside such a root, with what the root lacks of its libraries."""
    listed = _run("ldd", program)
    paths = [word for line in listed.splitlines() for word in line.split() if word.startswith("/")]
    folders = list(dict.fromkeys(os.path.dirname(path) for path in paths))
    return f"env LD_LIBRARY_PATH={':'.join(folders + ['/host' + folder for folder in folders])} /host{program}"


def _run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout
