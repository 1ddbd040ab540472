"""A Dovecot of Debian's package that judges logins for a Postfix beside it (SASL over a Unix socket)."""

import subprocess

from servers import PASSWORD, USER, end_group, wait_until

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login
auth_failure_delay = 0
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
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


class Dovecot:
    """Runs in the foreground below a folder of its own; `auth` there is the socket."""

    def __init__(self, folder):
        self.folder, self.process = folder, None

    def start(self, owner):
        (self.folder / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        (self.folder / "dovecot.conf").write_text(
            CONFIGURATION.format(folder=self.folder, uid=owner.pw_uid, gid=owner.pw_gid))
        with open(self.folder / "output", "ab") as output:
            self.process = subprocess.Popen(
                ["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")], stdout=output, stderr=output,
                start_new_session=True)
        if not wait_until((self.folder / "auth").exists, 15):
            raise SystemExit("dovecot does not answer: " + (self.folder / "output").read_text())

    def stop(self):
        end_group(self.process)
