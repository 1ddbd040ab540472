"""A Postfix of Debian's package on loopback that delivers every message to one Maildir.

It runs from a folder of its own, beside any Postfix of the machine, and offers STARTTLS with a
certificate of an authority made for the occasion. It needs root, as Postfix does.
"""

import email
import email.policy
import os
import pathlib
import pwd
import socket
import subprocess
import time

MASTER = """\
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
mail_owner = postfix
myhostname = mx.example.org
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
virtual_mailbox_domains = regexp:{folder}/any
virtual_mailbox_maps = regexp:{folder}/all
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
virtual_transport = virtual
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = may
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtputf8_enable = yes
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificates(folder):
    """Writes an authority (ca.pem) and a server certificate for localhost."""
    run = lambda *words: subprocess.run(words, check=True, capture_output=True, cwd=folder)
    (folder / "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
        "-days", "3650", "-subj", "/CN=Test authority")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr",
        "-subj", "/CN=localhost")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-out", "server.pem", "-days", "3650", "-extfile", "san")


class Postfix:
    """Started and stopped by `with`; `letters()` are the messages delivered so far."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port = free_port()

    def __enter__(self):
        owner = pwd.getpwnam("postfix")
        for name in ("config", "queue", "data", "mail"):
            (self.folder / name).mkdir(parents=True)
        for parent in (self.folder, *self.folder.parents[:1]):
            os.chmod(parent, 0o755)
        make_certificates(self.folder)
        (self.folder / "any").write_text("/./ OK\n")
        (self.folder / "all").write_text("/./ all/\n")
        os.chown(self.folder / "data", owner.pw_uid, owner.pw_gid)
        os.chown(self.folder / "mail", owner.pw_uid, owner.pw_gid)
        words = dict(folder=self.folder, uid=owner.pw_uid, gid=owner.pw_gid, port=f"127.0.0.1:{self.port}")
        (self.folder / "config/main.cf").write_text(MAIN.format(**words))
        (self.folder / "config/master.cf").write_text(MASTER.format(**words))
        self._postfix("start")
        self._wait_for_port()
        return self

    def __exit__(self, *_):
        self._postfix("stop")

    def _postfix(self, verb):
        done = subprocess.run(["postfix", "-c", self.folder / "config", verb], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"postfix {verb}: {done.stdout}{done.stderr}")

    def _wait_for_port(self):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("postfix does not answer; see " + str(self.folder / "mail.log"))

    @property
    def authority(self):
        return self.folder / "ca.pem"

    def wait_until_delivered(self, count, seconds=60):
        """Waits for the queue to be worked off; says how many messages there are."""
        end = time.monotonic() + seconds
        while len(self._files()) < count and time.monotonic() < end:
            time.sleep(0.1)
        return len(self._files())

    def _files(self):
        return sorted((self.folder / "mail/all/new").glob("*"))

    def letters(self):
        read = lambda file: email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        return [read(file) for file in self._files()]
