"""An OpenSMTPD of Debian on loopback that delivers every message to one Maildir.

That of Debian 13 does everything. That of Debian 12 (6.8) cannot do TLS as a server with OpenSSL 3: its
privilege separation no longer finds the key, and without TLS it takes no login. So it is tried in clear.
"""

import os
import shutil
import subprocess

from packages import USERS, inside, unpacked
from servers import PASSWORD, USER, Server, make_certificates

COMMON = """\
table all file:{folder}/all
table greylisted file:{folder}/greylisted

filter refused phase rcpt-to match rcpt-to {{ "refused@example.net" }} reject "550 5.1.1 no such user here"
filter grey phase rcpt-to match rcpt-to <greylisted> reject "451 4.7.1 greylisted, come back later"
filter both chain {{ refused, grey }}

listen on 127.0.0.1 port {clear} hostname mx.example.org filter both

{more}
action kept maildir "{folder}/mail/all" virtual <all>
match from any for any action kept
"""

TLS = """\
pki localhost cert "{folder}/server.pem"
pki localhost key "{folder}/server.key"
table logins file:{folder}/logins

listen on 127.0.0.1 port {port} hostname mx.example.org tls pki localhost filter both
listen on 127.0.0.1 port {login} hostname mx.example.org tls-require pki localhost auth <logins> filter both
listen on 127.0.0.1 port {implicit} hostname mx.example.org smtps pki localhost auth <logins> filter both

"""


class OpenSMTPD(Server):
    def __init__(self, folder, release="trixie", more=""):
        """`more` are lines of smtpd.conf that a check adds, in front of those that keep every message."""
        super().__init__(folder)
        self.release, self.more = release, more
        self.name = "OpenSMTPD" if release == "trixie" else f"OpenSMTPD of {release}"
        if release == "bookworm":
            self.ports = {"clear": self.ports["clear"]}

    def begin(self):
        self.root = unpacked(self.release, "opensmtpd")
        for part in ("spool", "mail", "empty"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        (self.folder / "spool").chmod(0o711)
        os.chown(self.folder / "mail", USERS["postbox"], USERS["postbox"])
        make_certificates(self.folder)
        (self.folder / "server.key").chmod(0o600)
        hashed = subprocess.run(
            ["openssl", "passwd", "-6", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
        (self.folder / "logins").write_text(f"{USER} {hashed}\n")
        (self.folder / "all").write_text("@ postbox\n")
        (self.folder / "certificates").mkdir()
        shutil.copy(self.authority, self.folder / "certificates/ca-certificates.crt")
        configuration = COMMON if self.release == "bookworm" else COMMON.replace("listen", TLS + "listen", 1)
        (self.folder / "smtpd.conf").write_text(
            configuration.format(folder=self.folder, more=self.more, **self.ports))
        self._begin("greylisted@example.net")

    def _begin(self, greylisted):
        (self.folder / "greylisted").write_text(greylisted + "\n")
        parent = self.folder.parent
        self.start(inside(
            self.root,
            {str(parent): parent, "/var/spool/smtpd": self.folder / "spool",
             "/var/lib/opensmtpd/empty": self.folder / "empty", "/etc/ssl/certs": self.folder / "certificates"},
            ["/usr/sbin/smtpd", "-d", "-v", "-f", self.folder / "smtpd.conf"]))

    def let_greylisted_pass(self):
        self.stop()
        self._begin("nobody@example.net")
