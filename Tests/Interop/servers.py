"""What the mail servers of these checks have in common: ports, certificates, starting and stopping."""

import email
import email.policy
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
    does not, `login` wants a login after STARTTLS, `implicit` is TLS from the start and wants one too."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.ports = {name: free_port() for name in ("port", "clear", "login", "implicit")}

    def __exit__(self, *_):
        self.stop()

    @property
    def port(self):
        return self.ports["port"]

    @property
    def authority(self):
        return self.folder / "ca.pem"

    def start(self, words):
        self.output = open(self.folder / "output", "ab")
        self.process = subprocess.Popen(words, stdout=self.output, stderr=self.output, start_new_session=True)
        for port in self.ports.values():
            wait_for_port(port, self.folder / "output")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.output.close()

    def let_greylisted_pass(self):
        (self.folder / "passes").touch()

    def messages(self):
        """What was delivered so far: (recipient, message)."""
        found = []
        for file in sorted((self.folder / "mail/all/new").glob("*")):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            found.append((message["Envelope-to"] or message["X-Original-To"] or message["Delivered-To"], message))
        return found

    def wait_for(self, count, seconds=20):
        """The messages, as soon as there are so many, or after that time."""
        end = time.monotonic() + seconds
        while len(self.messages()) < count and time.monotonic() < end:
            time.sleep(0.05)
        return self.messages()


def wait_for_port(port, log, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing answers on port {port}: {log.read_text(errors='replace')[-2000:]}")
