"""An Exim of Debian on loopback that delivers every message to one Maildir.

It bounces what is for `gone@`, and gives the reports it writes to a Maildir of their own.
"""

import os

from packages import USERS, inside, unpacked
from servers import PASSWORD, USER, Server, make_certificates

CONFIGURATION = """\
primary_hostname = mx.example.org
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
exim_path = /usr/sbin/exim4
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

{routers}
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

{transports}
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

    def __init__(self, folder, routers="", transports=""):
        """With lines of its configuration that a check adds, in front of the others."""
        super().__init__(folder)
        self.more = {"routers": routers, "transports": transports}

    def begin(self):
        for part in ("spool", "log", "mail"):
            (self.folder / part).mkdir(parents=True)
        make_certificates(self.folder)
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, USERS["Debian-exim"], USERS["Debian-exim"])
        # Named by an option it would lose the privilege to deliver as anybody else.
        (self.folder / "etc").mkdir()
        (self.folder / "etc/exim4.conf").write_text(CONFIGURATION.format(
            folder=self.folder, user=USER, password=PASSWORD, **self.more, **self.ports))
        parent = self.folder.parent
        self.start(inside(
            unpacked("bookworm", "exim4-daemon-light"), {str(parent): parent, "/etc/exim4": self.folder / "etc"},
            ["/usr/sbin/exim4", "-bdf", "-q5s"]))

    def log(self):
        return (self.folder / "log/mainlog").read_text(errors="replace")

    def reports(self):
        return [file.read_bytes() for file in sorted((self.folder / "mail/returned/new").glob("*"))]
