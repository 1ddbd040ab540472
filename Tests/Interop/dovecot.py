"""A Dovecot of Debian's package that judges logins for a Postfix beside it (SASL over a Unix socket)."""

import os
import signal
import subprocess
import time

from servers import PASSWORD, USER

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
disable_plaintext_auth = no
default_internal_user = postfix
default_login_user = postfix
default_internal_group = postfix
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home=/nonexistent
}}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    """Runs in the foreground below a folder of its own; `auth` there is the socket."""

    def __init__(self, folder):
        self.folder = folder

    def start(self, owner):
        (self.folder / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        (self.folder / "dovecot.conf").write_text(
            CONFIGURATION.format(folder=self.folder, uid=owner.pw_uid, gid=owner.pw_gid))
        self.output = open(self.folder / "output", "ab")
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")], stdout=self.output, stderr=self.output,
            start_new_session=True)
        end = time.monotonic() + 15
        while not (self.folder / "auth").exists():
            if time.monotonic() > end:
                raise SystemExit("dovecot does not answer: " + (self.folder / "output").read_text())
            time.sleep(0.05)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(10)
        self.output.close()
