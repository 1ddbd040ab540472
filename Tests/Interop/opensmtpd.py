"""An OpenSMTPD of Debian's package on loopback; what it takes goes on to a sink that keeps it.

In clear only: OpenSMTPD 6.8, which is Debian 12's, cannot do TLS as a server with OpenSSL 3 (its privilege
separation no longer finds the key), and it takes no login without TLS.
"""

import os

from packages import namespace, unpacked
from servers import Server
from sink import Sink

CONFIGURATION = """\
table greylisted file:{folder}/greylisted

filter grey phase rcpt-to match rcpt-to <greylisted> reject "451 4.7.1 greylisted, come back later"

listen on 127.0.0.1 port {clear} filter grey

action out relay host smtp://127.0.0.1:{sink}

match from any for rcpt-to "refused@example.net" reject
match from any for any action out
"""


class OpenSMTPD(Server):
    name = "OpenSMTPD"

    def __init__(self, folder, refused=()):
        super().__init__(folder)
        self.refused = refused
        self.ports = {"clear": self.ports["clear"]}

    def __enter__(self):
        self.sink = Sink(self.refused)
        root = unpacked("opensmtpd")
        self.program = str(root / "usr/sbin/smtpd")
        (self.folder / "spool").mkdir(parents=True)
        (self.folder / "empty").mkdir()
        os.chmod(self.folder / "spool", 0o711)
        (self.folder / "greylisted").write_text("greylisted@example.net\n")
        (self.folder / "smtpd.conf").write_text(CONFIGURATION.format(
            folder=self.folder, sink=self.sink.port, **self.ports))
        self.mounts = {
            "/usr/libexec/opensmtpd": root / "usr/libexec/opensmtpd", "/var/spool/smtpd": self.folder / "spool",
            "/var/lib/opensmtpd/empty": self.folder / "empty",
        }
        self._begin()
        return self

    def __exit__(self, *_):
        super().__exit__()
        self.sink.close()

    def _begin(self):
        self.start(namespace(self.folder, self.mounts, [
            self.program, "-d", "-f", str(self.folder / "smtpd.conf")]))

    def let_greylisted_pass(self):
        self.stop()
        (self.folder / "greylisted").write_text("nobody@example.net\n")
        self._begin()

    def messages(self):
        return self.sink.messages()
