"""An Exim of Debian's package on loopback that delivers every message to one Maildir."""

import os

from packages import namespace, unpacked
from servers import PASSWORD, USER, Server, make_certificates

CONFIGURATION = """\
primary_hostname = mx.example.org
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
exim_path = {program}
keep_environment =
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port} : {clear} : {login} : {implicit}
tls_on_connect_ports = {implicit}
tls_advertise_hosts = ${{if eq{{$received_port}}{{{clear}}}{{}}{{*}}}}
auth_advertise_hosts = ${{if or{{{{eq{{$received_port}}{{{login}}}}}{{eq{{$received_port}}{{{implicit}}}}}}}{{*}}{{}}}}
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
smtputf8_advertise_hosts = *
acl_smtp_rcpt = recipient
acl_smtp_data = accept
qualify_domain = example.org

begin acl

recipient:
  deny message = 5.1.1 no such user here
       local_parts = refused
  defer message = 4.7.1 greylisted, come back later
       local_parts = greylisted
       condition = ${{if exists{{{folder}/passes}}{{no}}{{yes}}}}
  deny message = 5.7.1 log in first
       condition = ${{if or{{{{eq{{$received_port}}{{{login}}}}}{{eq{{$received_port}}{{{implicit}}}}}}}{{yes}}{{no}}}}
       !authenticated = *
  accept

begin routers

nobody:
  driver = redirect
  allow_fail
  condition = ${{if eq{{$local_part}}{{gone}}}}
  data = :fail: 5.1.1 nobody of that name
back:
  driver = accept
  condition = ${{if eq{{$sender_address}}{{}}}}
  transport = returned
all:
  driver = accept
  transport = maildir

begin transports

maildir:
  driver = appendfile
  maildir_format
  directory = {folder}/mail/all
  user = Debian-exim
  envelope_to_add
returned:
  driver = appendfile
  maildir_format
  directory = {folder}/mail/returned
  user = Debian-exim
  envelope_to_add
  delivery_date_add

begin retry

* * F,1h,1m

begin authenticators

plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if and{{{{eq{{$auth1}}{{{user}}}}}{{eq{{$auth2}}{{{password}}}}}}}}}
  server_set_id = $auth1
"""


class Exim(Server):
    name = "Exim"

    def __enter__(self):
        for part in ("spool", "log", "mail"):
            (self.folder / part).mkdir(parents=True)
        make_certificates(self.folder)
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, 31001, 31001)
        program = unpacked("exim4-daemon-light", "exim4-base") / "usr/sbin/exim4"
        (self.folder / "exim.conf").write_text(CONFIGURATION.format(
            folder=self.folder, program=program, user=USER, password=PASSWORD, **self.ports))
        self.start(namespace(self.folder, {}, [
            str(program), "-C", str(self.folder / "exim.conf"), "-bdf", "-q5s"]))
        return self
