"""A Postfix of Debian's package on loopback that delivers every message to one Maildir.

It runs from a folder of its own, beside any Postfix of the machine, and offers STARTTLS with a
certificate of an authority made for the occasion; where logins are wanted, a Dovecot beside it judges
them. It needs root, as Postfix does.
"""

import email
import email.policy
import os
import pwd
import subprocess

from dovecot import Dovecot
from servers import Server, make_certificates, wait_for_port, wait_until

MASTER = """\
{port} inet n - n - - smtpd
{clear} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
{login} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable={has_logins}
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
{implicit} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable={has_logins}
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
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
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/access, permit_mynetworks, reject
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/sasl/auth
smtpd_sasl_security_options = noanonymous
smtpd_tls_security_level = may
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtputf8_enable = yes
"""


class Postfix(Server):
    """Started and stopped by `with`; `letters()` are the messages delivered so far."""

    name = "Postfix"

    def __init__(self, folder, has_logins=False):
        super().__init__(folder)
        self.dovecot = Dovecot(self.folder / "sasl") if has_logins else None
        self.runs = False

    def begin(self):
        owner = pwd.getpwnam("postfix")
        for name in ("config", "queue", "data", "mail", "sasl"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for parent in (self.folder, *self.folder.parents[:1]):
            os.chmod(parent, 0o755)
        make_certificates(self.folder)
        (self.folder / "any").write_text("/./ OK\n")
        (self.folder / "all").write_text("/./ all/\n")
        self._set_access("/^greylisted@/ 451 4.7.1 greylisted, come back later\n")
        for name in ("data", "mail", "sasl"):
            os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        if self.dovecot:
            self.dovecot.start(owner)
        words = dict(folder=self.folder, uid=owner.pw_uid, gid=owner.pw_gid, has_logins="yes" if self.dovecot else "no",
                     **{name: f"127.0.0.1:{port}" for name, port in self.ports.items()})
        (self.folder / "config/main.cf").write_text(MAIN.format(**words) + self.more_settings())
        (self.folder / "config/master.cf").write_text(MASTER.format(**words) + self.more_services())
        self.make_tables()
        self._postfix("start")
        self.runs = True
        wait_for_port(self.port, self.folder / "mail.log")

    def stop(self):
        if self.runs:
            self._postfix("stop")
        if self.dovecot:
            self.dovecot.stop()

    def log(self):
        return (self.folder / "mail.log").read_text(errors="replace")

    def more_settings(self):
        """Lines that a check adds to main.cf."""
        return ""

    def more_services(self):
        """Lines that a check adds to master.cf."""
        return ""

    def make_tables(self):
        """What a check has to do with the configuration before the start."""

    def _set_access(self, more):
        (self.folder / "access").write_text("/^refused@/ 550 5.1.1 no such user here\n" + more)

    def let_greylisted_pass(self):
        self._set_access("")
        self._postfix("reload")

    def _postfix(self, verb):
        done = subprocess.run(
            ["postfix", "-c", self.folder / "config", verb], capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise SystemExit(f"postfix {verb}: {done.stdout}{done.stderr}")

    def wait_until_delivered(self, count, seconds=60):
        """Waits for the queue to be worked off; says how many messages there are."""
        wait_until(lambda: len(self.messages()) >= count, seconds)
        return len(self.messages())

    def letters(self):
        return [email.message_from_bytes(message, policy=email.policy.default) for message in self.messages()]
