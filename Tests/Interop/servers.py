"""What the mail servers of these checks have in common: ports, certificates, starting and stopping."""

import os
import pathlib
import signal
import socket
import subprocess
import time

USER, PASSWORD = "minuted", "correct horse battery staple"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificates(folder):
    """Writes an authority (ca.pem), a server certificate for localhost, and an authority that signed nothing."""
    run = lambda *words: subprocess.run(words, check=True, capture_output=True, cwd=folder)
    (folder / "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for name in ("ca", "other"):
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out",
            f"{name}.pem", "-days", "3650", "-subj", f"/CN=Test authority {name}")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr",
        "-subj", "/CN=localhost")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-out", "server.pem", "-days", "3650", "-extfile", "san")


class Server:
    """Started and stopped by `with`. It listens on four ports of loopback: `port` offers STARTTLS, `clear`
    does not, `login` wants a login after STARTTLS, `implicit` is TLS from the start and wants one too.
    What it takes lies in the Maildir `mail/all`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ports = {name: free_port() for name in ("port", "clear", "login", "implicit")}

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def port(self):
        return self.ports["port"]

    @property
    def authority(self):
        return self.folder / "ca.pem"

    def start(self, words):
        """In a group of processes of its own, which `stop` ends."""
        with open(self.folder / "output", "ab") as output:
            self.process = subprocess.Popen(words, stdout=output, stderr=output, start_new_session=True)
        for port in self.ports.values():
            wait_for_port(port, self.folder / "output")

    def stop(self):
        end_group(getattr(self, "process", None))

    def log(self):
        """What the server wrote for its operator."""
        return (self.folder / "output").read_text(errors="replace")

    def let_greylisted_pass(self):
        (self.folder / "passes").touch()

    def messages(self):
        """What was delivered so far, as it lies there."""
        return [file.read_bytes() for file in sorted((self.folder / "mail/all/new").glob("*"))]


def end_group(process, seconds=10):
    """Ends a process that was started with a session of its own, and what it started."""
    if process is None or process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(holds, seconds=20):
    """What `holds` gives, as soon as that is true, or after that time."""
    end = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def wait_for_port(port, log, seconds=15):
    def answers():
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False

    if not wait_until(answers, seconds):
        said = log.read_text(errors="replace")[-2000:] if log.exists() else "it has said nothing"
        raise SystemExit(f"nothing answers on port {port}: {said}")
