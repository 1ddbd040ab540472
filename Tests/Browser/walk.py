"""A secretary's whole path through the console and an owner's through theirs, in Debian's Chromium.

    make browser-test

Every page that is opened is looked over by axe at 1280 and at 320 pixels: no finding, no page wider than its window.
The path is walked once with JavaScript and once without.
"""

import contextlib
import email
import email.policy
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOTS = pathlib.Path(os.environ["MINUTED_SHOTS"]) if "MINUTED_SHOTS" in os.environ else None
NOW = "2026-11-23T10:00:00Z"
LOG = """reference,action,owner,due,raised
KSB-001,Set out how the findings are met,MPS,next meeting,2026-11-02
KSB-002,Send the figures for each borough,CPS/MPS,2027-01-15,2026-11-02
"""


class Catcher:
    """A mail server on loopback that keeps what it is given."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.letters = []

    def run(self):
        import threading
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        import threading
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        file = connection.makefile("rwb")
        say = lambda line: (file.write(line + b"\r\n"), file.flush())
        say(b"220 catcher")
        for line in file:
            verb = line.strip().upper()
            if verb.startswith(b"DATA"):
                say(b"354 go on")
                message = b""
                for part in file:
                    if part == b".\r\n":
                        break
                    message += part[1:] if part.startswith(b".") else part
                self.letters.append(email.message_from_bytes(message, policy=email.policy.default))
                say(b"250 2.0.0 caught")
            elif verb.startswith(b"QUIT"):
                say(b"221 bye")
                break
            else:
                say(b"250 ok")
        connection.close()

    def letter_to(self, address, subject=""):
        for _ in range(200):
            for letter in self.letters:
                if address in letter["To"] and subject in letter["Subject"]:
                    return letter.get_body(("plain",)).get_content()
            time.sleep(0.05)
        raise SystemExit(f"no letter to {address} about {subject!r}; there are {[l['To'] for l in self.letters]}")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Walk:
    def __init__(self, page, base, answers):
        self.page, self.base, self.answers = page, base, answers
        self.checked = 0
        page.on("console", lambda message: self.complain(f"the browser says: {message.text}"))

    def complain(self, what):
        if "status of 4" not in what:
            raise SystemExit(f"{self.page.url}: {what}")

    def look(self, name):
        """What everybody must be able to use, at both widths."""
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            if self.has_scripts:
                found = Axe().run(self.page).response["violations"]
                if found:
                    raise SystemExit(f"{name} at {width}: " + json.dumps(
                        [(v["id"], v["help"], [n["html"] for n in v["nodes"]][:3]) for v in found], indent=1))
                if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    raise SystemExit(f"{name} is wider than {width} pixels")
                self.checked += 1
            if SHOTS and self.has_scripts:
                self.page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def open(self, path, name):
        self.page.goto(self.base + path)
        self.look(name)

    def says(self, *words):
        body = self.page.locator("main").inner_text()
        for word in words:
            if word not in body:
                raise SystemExit(f"{self.page.url} does not say {word!r}:\n{body}")

    def press(self, button):
        # Those who hear the page are told more than the words of the button: what it is about.
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(button)}(: .*)?$")).first.click()

    def unfold(self, words):
        self.page.locator(f"summary:has-text('{words}')").first.click()

    def fill(self, label, text):
        field = self.page.get_by_label(label, exact=True).first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=text)
        else:
            field.fill(text)

    def secretary(self, catcher, address):
        self.page.goto(self.base + "/")
        self.look("sign-in")
        self.fill("Your email address", address)
        self.press("Send me a link")
        self.look("sign-in-sent")
        link = re.search(r"http\S+/sign-in/\S+", catcher.letter_to(address, "Sign in")).group(0)
        catcher.letters.clear()
        self.page.goto(link)
        self.look("sign-in-link")
        self.press("Sign in")
        self.look("today-empty")

    def board(self):
        self.open("/new-board", "new-board")
        self.fill("Short name", "ksb")
        self.fill("Name", "Kestrel Safety Board")
        self.fill("The secretariat's mailbox", "ksb@mopac.example.org")
        self.press("Add the board")
        self.says("No meeting yet")
        for day in ("2026-11-02", "2026-12-07", "2027-03-01"):
            self.open("/boards/ksb/meetings", "meetings")
            self.fill("Day", day)
            self.page.get_by_label("Starts at").first.fill("10:00")
            self.press("Add the meeting")
        self.look("cycle")
        self.open("/boards/ksb/meetings", "meetings")
        self.fill("Or only its month", "June 2027")
        self.press("Add the meeting")
        self.look("meeting-undated")
        self.says("Meeting of June 2027")
        for name, address, body in (
            ("Tom Achterberg", "tom@met.example.net", "MPS"), ("Leila Haddad", "leila@cps.example.net", "CPS")):
            self.open("/people", "people")
            self.unfold("Add an organisation")
            self.page.locator("#organisation-name").fill(body)
            self.press("Save the organisation")
            self.unfold("Add a person")
            self.page.locator("#person-name").fill(name)
            self.page.locator("#person-mailbox").fill(address)
            self.press("Add the person")
            self.unfold("Give them a seat")
            self.page.locator("#seat-role").select_option("contact")
            self.page.locator("#seat-organisation").fill(body)
            self.press("Give the seat")
            self.look("person")
            self.says("Kestrel Safety Board")

    def imports(self, folder):
        file = folder / "log.csv"
        file.write_text(LOG.replace("CPS/MPS", "CPS/MPSS"))
        self.open("/boards/ksb/import", "import")
        self.page.locator("#import-file").set_input_files(file)
        self.press("Show what would change")
        self.look("import-refused")
        self.says("Nothing was written", "log.csv:3:")
        file.write_text(LOG)
        self.open("/boards/ksb/import", "import")
        self.page.locator("#import-file").set_input_files(file)
        self.press("Show what would change")
        self.look("import-difference")
        self.says("+ KSB-001", "2 added")
        self.press("Import it")
        self.look("release")

    def schedule(self):
        self.open("/boards/ksb/schedule?try=5+working+day+bevore+the+meeting", "schedule-wrong")
        self.open("/boards/ksb/schedule?try=5+working+days+before+the+meeting", "schedule-try")
        self.says("Monday 30 November 2026")
        self.press("Add this rule")
        self.says("5 working days before the meeting")
        self.open("/boards/ksb/activate", "activate")
        self.press("Activate the board")
        self.look("letters")

    def release(self, catcher):
        self.open("/boards/ksb/release", "release")
        self.page.get_by_label("Text of KSB-001").fill("Set out how the findings of Part One are met")
        self.press("Save the texts and release what is ticked")
        self.says("Released")
        text = catcher.letter_to("tom@met.example.net")
        if "Set out how the findings of Part One are met" not in text:
            raise SystemExit(text)
        self.open("/boards/ksb", "board")
        self.open("/outbox", "outbox")
        self.page.locator("tbody a").first.click()
        self.look("letter")
        self.says("caught")
        return re.search(r"http\S+/a/[0-9a-f.]+", text).group(0)

    def owner(self, browser, link):
        context = browser.new_context(java_script_enabled=self.has_scripts)
        owner = Walk(context.new_page(), self.base, self.answers)
        owner.has_scripts = self.has_scripts
        owner.page.goto(link)
        owner.look("owner")
        owner.says("KSB-001")
        owner.page.get_by_label("How KSB-001 stands").fill("The draft is with the board's office.")
        owner.press("Send the update")
        owner.says("Thank you")
        owner.unfold("KSB-002 needs another date")
        owner.page.locator("input[type=date]").nth(1).fill("2026-01-02")
        owner.page.locator("textarea[name=reason]").nth(1).fill("The figures come in January")
        owner.press("Ask for this day")
        owner.look("owner-wrong")
        owner.says("Choose a day that lies ahead.")
        owner.page.locator("input[type=date]").nth(1).fill("2027-02-01")
        owner.page.locator("textarea[name=reason]").nth(1).fill("The figures come in January")
        owner.press("Ask for this day")
        owner.says("Thank you")
        owner.unfold("KSB-001 is done")
        owner.press("Say that it is done")
        owner.look("owner-done")
        owner.says("The board decides")
        owner.page.goto(link[:-4] + "0000")
        owner.look("owner-unknown")
        self.checked += owner.checked
        context.close()

    def afterwards(self, record):
        self.open("/", "today")
        self.says("another day is asked for", "proposed for closure")
        self.page.get_by_role("link", name=re.compile("another day is asked for")).click()
        self.look("action-request")
        self.press("Decide")
        self.says("Monday 1 February 2027")
        self.open("/actions/1", "action")
        self.open(record, "record")
        self.page.get_by_label("Decision on KSB-001").select_option("close")
        self.press("Record the meeting")
        self.says("The meeting is recorded")
        self.open("/boards/ksb?status=all", "board-all")
        self.says("closed")
        self.print_log()
        self.settings()
        self.merger()
        for path, name in (
            ("/silences", "silences"), ("/audit", "audit"), ("/boards/ksb/settings", "settings"),
            ("/boards/ksb/new", "new-action"), ("/boards/ksb?words=nothing", "board-none"), ("/nowhere", "nowhere"),
            ("/boards/ksb/letters/next?person=2", "next-letter")):
            self.open(path, name)
        self.page.goto(self.base + "/boards/ksb/new")
        self.page.locator("#new-text").fill("Kept")
        self.page.locator("#new-owners").fill("Nobody")
        self.press("Add the action")
        self.look("new-action-wrong")
        if self.page.locator("#new-text").input_value() != "Kept":
            raise SystemExit("what was typed is lost")

    def print_log(self):
        """The register as a board pack takes it: the actions, and nothing to click on."""
        self.page.emulate_media(media="print")
        for words in ("KSB-001", "KSB-002"):
            if not self.page.get_by_text(words, exact=True).first.is_visible():
                raise SystemExit(f"{words} is not printed")
        for part in ("header nav", "nav.tabs", "form[role=search]", ".bulk button"):
            if self.page.locator(part).first.is_visible():
                raise SystemExit(f"{part} is printed")
        if not self.page.pdf(format="A4").startswith(b"%PDF"):
            raise SystemExit("nothing is printed")
        self.page.emulate_media(media="screen")

    def merger(self):
        """Two organisations are shown before they are made one, and left as they are."""
        self.open("/people", "people-all")
        self.unfold("Make one of two organisations")
        self.page.locator("#merge-name").fill("CPS")
        self.page.locator("#merge-into").fill("MPS")
        self.press("Show what becomes of both")
        self.look("merger")
        self.says("CPS (goes)", "Kestrel Safety Board: Tom Achterberg, contact")

    def settings(self):
        """Tried on the next letters first; and somebody else is faster."""
        self.open("/boards/ksb/settings", "settings")
        self.fill("A paragraph after the opening", "Please look at {{board}} once more.")
        self.press("Show the letters with these, and save nothing yet")
        self.look("settings-shown")
        self.says("Nothing is saved yet")
        other = self.page.context.new_page()
        other.goto(self.base + "/boards/ksb/settings")
        other.get_by_label("A paragraph after the opening").fill("Theirs.")
        other.get_by_role("button", name="Save", exact=True).click()
        other.close()
        self.press("Save")
        self.look("settings-overtaken")
        self.says("Somebody else has changed this", "It is now: Theirs.")
        self.press("Save")
        self.says("Saved.")

    def keyboard(self):
        """From the top of the page to its content, and into a form, by Tab and Enter alone."""
        self.page.goto(self.base + "/boards/ksb")
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement.textContent") != "Skip to the page":
            raise SystemExit("the first stop is not the way past the navigation")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        seen = set()
        for _ in range(80):
            seen.add(self.page.evaluate("document.activeElement.id || document.activeElement.textContent"))
            self.page.keyboard.press("Tab")
        for wanted in ("words", "owner", "status", "Show", "Add an action"):
            if wanted not in seen:
                raise SystemExit(f"the keyboard does not come to {wanted}: {seen}")


@contextlib.contextmanager
def daemon(folder, catcher, program):
    console, answers = free_port(), free_port()
    configuration = folder / "minuted.yaml"
    configuration.write_text(f"""\
database: {folder}/minuted.sqlite
mode: live
sender: {{ address: actions@mopac.example.org }}
relay: {{ url: "smtp://127.0.0.1:{catcher.port}", tls: none }}
console: {{ listen: "127.0.0.1:{console}", url: "http://127.0.0.1:{console}" }}
answers: {{ listen: "127.0.0.1:{answers}", url: "http://127.0.0.1:{answers}" }}
""")
    def call(*words):
        words = [program, *words, "--config", configuration]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout
    log = open(folder / "log", "w")
    process = subprocess.Popen([program, "serve", "--config", configuration, "--now", NOW], stderr=log)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", console), 1).close()
                break
            time.sleep(0.05)
        yield call, f"http://127.0.0.1:{console}", f"http://127.0.0.1:{answers}"
        if process.poll() is not None:
            raise SystemExit("the daemon has ended:\n" + (folder / "log").read_text())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def walk(browser, program, has_scripts):
    with tempfile.TemporaryDirectory(prefix="minuted-browser-") as name:
        folder, catcher = pathlib.Path(name), Catcher()
        catcher.run()
        with daemon(folder, catcher, program) as (call, base, answers):
            call("person", "add", "Harriet Osei", "--email", "h.osei@mopac.example.org")
            call("console", "administrator", "add", "Harriet Osei")
            context = browser.new_context(java_script_enabled=has_scripts)
            path = Walk(context.new_page(), base, answers)
            path.has_scripts = has_scripts
            path.secretary(catcher, "h.osei@mopac.example.org")
            path.board()
            path.imports(folder)
            path.schedule()
            link = path.release(catcher)
            path.owner(browser, link)
            path.afterwards("/boards/ksb/meetings/1/record")
            if has_scripts:
                path.keyboard()
            context.close()
            return path.checked


def main():
    program = sys.argv[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        checked = walk(browser, program, has_scripts=True)
        walk(browser, program, has_scripts=False)
        browser.close()
    print(f"the secretary's path and the owner's, with JavaScript and without; {checked} pages looked over by axe")


if __name__ == "__main__":
    main()
