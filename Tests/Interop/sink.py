"""An SMTP server on loopback that keeps every message it is given, and refuses whom it is told to."""

import email
import email.policy
import re
import socketserver
import threading


class Sink(socketserver.ThreadingTCPServer):
    """Begins to listen when it is made; `close()` ends it."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, refused=()):
        super().__init__(("127.0.0.1", 0), _Session)
        self.refused, self.taken, self.lock = set(refused), [], threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def messages(self):
        """What has come so far: (recipient, message)."""
        with self.lock:
            taken = [(to, raw.replace(b"\r\n", b"\n")) for to, raw in self.taken]
        return [(to, email.message_from_bytes(raw, policy=email.policy.default)) for to, raw in taken]

    def close(self):
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda line: self.wfile.write(line.encode() + b"\r\n")
        say("220 sink.example.org ESMTP")
        recipients = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                say("250-sink.example.org\r\n250-SMTPUTF8\r\n250 8BITMIME")
            elif verb == b"RCPT":
                recipient = re.search(rb"<([^>]*)>", line).group(1).decode()
                if recipient in self.server.refused:
                    say("550 5.1.1 nobody of that name")
                else:
                    recipients.append(recipient)
                    say("250 2.1.5 noted")
            elif verb == b"DATA":
                say("354 go on")
                message = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    message += part[1:] if part.startswith(b".") else part
                with self.server.lock:
                    self.server.taken += [(recipient, message) for recipient in recipients]
                recipients = []
                say("250 2.0.0 kept")
            elif verb == b"QUIT":
                say("221 2.0.0 bye")
                return
            else:
                recipients = [] if verb in (b"MAIL", b"RSET") else recipients
                say("250 2.0.0 fine")
