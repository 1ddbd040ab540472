"""A Postfix that returns letters and hands what comes back to `minuted`, set up by the lines of docs/bounces.md."""

import os
import pathlib
import re
import shutil
import subprocess

from postfix import Postfix
from program import ROOT, program
from sink import Sink


def page(*after):
    """The first example of docs/bounces.md behind all of these words, one after another."""
    text = (ROOT / "docs/bounces.md").read_text()
    for words in after:
        text = text.split(words, 1)[1]
    return re.search("```\n(.*?)\n```", text, re.S).group(1) + "\n"


def setting(name):
    """A setting of Dovecot that docs/bounces.md names in passing."""
    return re.search(f"`({name} = [^`]+)`", (ROOT / "docs/bounces.md").read_text()).group(1)


def caller(folder, configuration, now, words=None):
    """A script that is `/usr/bin/minuted` at that instant, with the configuration it would have there.

    That one names a login, whose secret only the daemon can read.
    """
    theirs = pathlib.Path(configuration).with_name("theirs.yaml")
    theirs.write_text(pathlib.Path(configuration).read_text().replace(
        "relay: { ", "relay: { authentication: plain, username: actions, "))
    script = folder / "minuted"
    script.write_text(
        f'#!/bin/sh\nverb=$1\nshift\nexec {words or program()} "$verb" "$@" --config {theirs} --now {now}\n')
    script.chmod(0o755)
    return script


class ReturningPostfix(Postfix):
    """Takes letters for `gone`, at example.org itself and at the next server's example.net, and finds nobody there.

    What comes back goes to the program at `script`, or as it is into the folder `box` where that is None. `strict`
    has Postfix look before it takes a message, as it does by default, whether there is such a user.
    """

    def __init__(self, folder, script=None, strict=False):
        super().__init__(folder)
        self.script, self.strict, self.sink = script, strict, None

    def begin(self):
        self.sink = Sink(["gone@example.net"])
        (self.folder / "config").mkdir(parents=True)
        (self.folder / "transport").write_text(
            page("## Postfix", "/etc/postfix/transport`") + f"example.net smtp:[127.0.0.1]:{self.sink.port}\n")
        (self.folder / "aliases").write_text(page("## Postfix", "/etc/aliases`"))
        super().begin()

    def make_tables(self):
        for table, tool in (("transport", "postmap"), ("aliases", "postalias")):
            subprocess.run([tool, "-c", self.folder / "config", f"hash:{self.folder}/{table}"], check=True,
                           capture_output=True, timeout=60)

    def flush(self):
        self._postfix("flush")

    def stop(self):
        super().stop()
        if self.sink:
            self.sink.close()

    def more_settings(self):
        settings = page("## Postfix", "In `main.cf`").replace("/etc/postfix", str(self.folder))
        settings += f"mydestination = example.org\nvirtual_mailbox_domains =\nalias_maps = hash:{self.folder}/aliases\n"
        return settings + ("" if self.strict else "local_recipient_maps =\n")

    def more_services(self):
        pipe = page("## Postfix", "In `master.cf`").replace("user=minuted", "user=nobody")
        if self.script:
            pipe = pipe.replace("/usr/bin/minuted", str(self.script))
        else:
            pipe = f"minuted-bounce unix - n n - 1 pipe\n  flags=RDX user=nobody argv={self._keeper()}\n"
        return "smtp unix - - n - - smtp\nlocal unix - n n - - local\npickup unix n - n 60 1 pickup\n" + pipe

    def _keeper(self):
        box = self.folder / "box"
        box.mkdir()
        box.chmod(0o777)
        keeper = self.folder / "keep"
        keeper.write_text(f"#!/bin/sh\ncat > {box}/part && mv {box}/part {box}/report\n")
        keeper.chmod(0o755)
        return keeper


def as_mailbox_owner(folder, script, words, report):
    """Runs a program as the user `mail`, who may call `minuted` as nobody by the page's line and nothing else."""
    permission = folder / "sudoers"
    permission.write_text(in_place(page("(`visudo"), script).replace("vmail ", "mail "))
    permission.chmod(0o440)
    shutil.chown(permission, "root", "root")
    mount = f"mount --bind {permission} /etc/sudoers && exec setpriv --reuid mail --regid mail --clear-groups"
    return subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", mount + ' "$0" "$@"', *map(str, words)],
        input=report, capture_output=True, timeout=60, env={"PATH": os.defpath, "HOME": str(folder), "USER": "mail"})


def in_place(text, script):
    """An example with the names that are true here."""
    text = text.replace("/usr/bin/minuted", str(script))
    return text.replace("-u minuted", "-u nobody").replace("(minuted)", "(nobody)")
