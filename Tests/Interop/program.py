"""The built program as the checks call it, and how they say what they found."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    """The path of the program: the last word of the command line, else MINUTED_PROGRAM, else the release build."""
    named = sys.argv[-1] if len(sys.argv) > 1 else os.environ.get("MINUTED_PROGRAM")
    found = pathlib.Path(named or _built()).resolve()
    if not found.exists():
        raise SystemExit(f"there is no program at {found}; make build, or name another by MINUTED_PROGRAM")
    return str(found)


def _built():
    found = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.strip() + "/minuted"


class Minuted:
    """Called with a verb's words it gives the output, and ends the check where the verb fails."""

    def __init__(self, binary, configuration, now, environment=None):
        self.binary, self.configuration, self.now = binary, str(configuration), now
        self.environment = {**os.environ, **(environment or {})}

    def words(self, *words, now=None):
        return [self.binary, *words, "--config", self.configuration, "--now", now or self.now, "--as", "secretary"]

    def run(self, *words, now=None, standard_input=None):
        """The finished process, whatever it exits with; its output is text, or bytes where the input is."""
        return subprocess.run(
            self.words(*words, now=now), capture_output=True, env=self.environment, timeout=120,
            text=not isinstance(standard_input, bytes), input=standard_input)

    def __call__(self, *words, now=None):
        done = self.run(*words, now=now)
        if done.returncode:
            raise SystemExit(f"minuted {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *words, now=None):
        return json.loads(self(*words, "--json", now=now))


class TimeOver(BaseException):
    """The checks took longer than they may."""


class Checks:
    """One line for each thing that was looked at, and their count at the end."""

    def __init__(self):
        self.made, self.failed = 0, 0

    def __call__(self, holds, words, more=""):
        self.made += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'FAILED':6} {words}" + (f": {str(more)[-2000:]}" if more and not holds else ""), flush=True)
        return holds

    @contextlib.contextmanager
    def of(self, words):
        """Whatever ends these checks early is a failure of its own; those that follow are still made."""
        try:
            yield
        except (Exception, SystemExit) as error:
            self(False, f"{words}: to the end", f"{type(error).__name__}: {error}")

    def end(self):
        print(f"{self.made - self.failed} of {self.made} hold", flush=True)
        return 1 if self.failed or not self.made else 0


def conclude(make, seconds):
    """Makes the checks, for so long at most, prints how many hold, and exits 1 where one does not."""
    def over(*_):
        raise TimeOver()

    checks = Checks()
    signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        with checks.of("the checks"):
            make(checks)
    except TimeOver:
        checks(False, f"all of it within {seconds} seconds")
    sys.exit(checks.end())
