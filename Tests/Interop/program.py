"""The built program, as the checks call it."""

import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    """The path of the program: the last word of the command line, else the release build."""
    if len(sys.argv) > 1:
        return str(pathlib.Path(sys.argv[-1]).resolve())
    found = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.strip() + "/minuted"


class Minuted:
    """Called with a verb's words it gives the output, and ends the check where the verb fails."""

    def __init__(self, binary, configuration, now, environment=None):
        self.binary, self.configuration, self.now = binary, str(configuration), now
        self.environment = {**os.environ, **(environment or {})}

    def run(self, *words, now=None, standard_input=None):
        """The finished process, whatever it exits with."""
        return subprocess.run(
            [self.binary, *words, "--config", self.configuration, "--now", now or self.now, "--as", "secretary"],
            capture_output=True, text=True, env=self.environment, input=standard_input, timeout=120)

    def __call__(self, *words, now=None):
        done = self.run(*words, now=now)
        if done.returncode:
            raise SystemExit(f"minuted {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *words, now=None):
        return json.loads(self(*words, "--json", now=now))


class Checks:
    """One line for each thing that was looked at, and their count at the end."""

    def __init__(self):
        self.made, self.failed = 0, 0

    def __call__(self, holds, words, more=""):
        self.made += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'FAILED':6} {words}" + (f": {more}" if more and not holds else ""), flush=True)
        return holds

    def end(self):
        print(f"{self.made - self.failed} of {self.made} hold")
        return 1 if self.failed or not self.made else 0
