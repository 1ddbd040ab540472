"""A relay that is not on loopback: STARTTLS, a login, and every message a line of JSON on standard output.

Run in a network namespace of its own by machine.py. What it does next stands in the file named by --orders:
`take`, or `stall`, which reads a message and does not answer for it.

    python3 sink.py --address 192.0.2.2 --port 25 --certificate FILE --key FILE --orders FILE
"""

import argparse
import base64
import json
import pathlib
import re
import socketserver
import ssl
import threading
import time

LOCK = threading.Lock()


def tell(**facts):
    with LOCK:
        print(json.dumps(facts), flush=True)


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.converse()
        except (OSError, ssl.SSLError):
            pass

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")
        self.wfile.flush()

    def encrypt(self):
        self.say("220 go on")
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb")

    def converse(self):
        self.say("220 relay.test ESMTP")
        secure = recipient = None
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.say("250-relay.test")
                self.say("250 AUTH PLAIN" if secure else "250 STARTTLS")
            elif verb == b"STAR":
                self.encrypt()
                secure = True
            elif verb == b"AUTH":
                self.say("334 ")
                _, user, password = base64.b64decode(self.rfile.readline()).split(b"\0")
                tell(login=user.decode(), password=password.decode())
                self.say("235 2.7.0 welcome")
            elif verb == b"RCPT":
                recipient = re.search(rb"<([^>]*)>", line).group(1).decode()
                self.say("250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                self.take(recipient)
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")

    def take(self, recipient):
        message = b""
        while (part := self.rfile.readline()) != b".\r\n":
            if not part:
                return
            message += part
        if self.server.orders.read_text().strip() == "stall":
            tell(stalled=recipient)
            while self.server.orders.read_text().strip() == "stall":
                time.sleep(0.1)
            return self.say("451 4.3.0 not after all")
        identity = re.search(rb"(?im)^Message-ID: *<([^>]+)>", message).group(1).decode()
        tell(to=recipient, message=identity)
        self.say("250 2.0.0 taken")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


def main():
    words = argparse.ArgumentParser()
    for name in ("address", "certificate", "key", "orders"):
        words.add_argument("--" + name, required=True)
    words.add_argument("--port", type=int, default=25)
    words = words.parse_args()
    with Sink((words.address, words.port), Session) as sink:
        sink.orders = pathlib.Path(words.orders)
        sink.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        sink.tls.load_cert_chain(words.certificate, words.key)
        tell(ready=True)
        sink.serve_forever()


main()
