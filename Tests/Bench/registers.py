"""Registers to measure on: small ones by the program's own imports, a large one by SQL."""

import csv
import sqlite3
from datetime import date, timedelta

NOW = "2027-02-01T08:00:00Z"
TODAY = date(2027, 2, 1)

# The standard schedule, and one of every other kind.
RULES = [
    "2 weeks before the due date",
    "on the due date",
    "every 5 working days while overdue, up to 4 times",
    "10 working days after the due date to the deputy",
    "15 working days after the due date to the chair",
    "2 working days before the meeting at 08:30",
    "on the meeting",
    "when the meeting moves",
]


def write_csv(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def make_register(minuted, folder, count):
    """One board with one rule, `count` people and an action each, due at a meeting in a month."""
    write_csv(folder / "people.csv", ["name", "email", "organisation", "role", "board"],
              ([f"Person Number{n}", f"person{n}@example.org", "", "Member", "b"] for n in range(count)))
    write_csv(folder / "actions.csv", ["reference", "action", "owner", "raised", "due", "status"],
              ([f"B-{n:05}", f"Report on the progress of item {n} to the board", f"Person Number{n}",
                "2027-01-04", "2027-03-01", "open"] for n in range(count)))
    minuted("board", "add", "b", "--name", "Board", "--rules", "none", "--secretariat", "b@example.org", now=NOW)
    minuted("rule", "add", "b", "14 days before the meeting", now=NOW)
    minuted("meeting", "add", "b", "2027-03-01", "--at", "10:00", now=NOW)
    seconds = sum(minuted("import", noun, str(folder / f"{noun}.csv"), "--board", "b", now=NOW)[0]
                  for noun in ("people", "actions"))
    minuted("release", "b", "--all", "--yes", now=NOW)
    minuted("board", "activate", "b", "--yes", now=NOW)
    return seconds


def make_full_register(minuted, folder, count):
    """One board with every kind of rule, ten organisations, a hundred people and `count` actions of every
    kind of owner and due, through the year."""
    organisations = [f"Organisation {n}" for n in range(10)]
    write_csv(folder / "organisations.csv", ["name"], ([name] for name in organisations))
    write_csv(folder / "people.csv", ["name", "email", "organisation", "role", "board"],
              ([f"Person Number{n}", f"person{n}@example.org", *seat(n, organisations), "b"] for n in range(100)))
    write_csv(folder / "meetings.csv", ["board", "date", "time", "state"],
              [["b", "2026-12-07", "10:00", "held"],
               *(["b", day, "10:00", "planned"] for day in ("2027-03-01", "2027-06-07", "2027-09-06", "2027-12-06"))])
    write_csv(folder / "actions.csv", ["reference", "action", "owner", "raised", "due", "status"],
              ([f"B-{n:05}", f"Report on the progress of item {n} to the board", owner(n, organisations),
                "2026-09-07", due(n), "open"] for n in range(count)))
    minuted("board", "add", "b", "--name", "Board", "--secretariat", "b@example.org",
            "--papers", "5 clear working days before the meeting", now=NOW)
    for rule in RULES:
        minuted("rule", "add", "b", rule, now=NOW)
    for noun in ("organisations", "people", "meetings", "actions"):
        board = ["--board", "b"] if noun == "actions" else []
        minuted("import", noun, str(folder / f"{noun}.csv"), *board, now=NOW)
    minuted("release", "b", "--all", "--yes", now=NOW)
    minuted("board", "activate", "b", "--yes", now=NOW)


def seat(n, organisations):
    if n < 20:
        return organisations[n % 10], "Contact" if n < 10 else "Deputy"
    return "", "Chair" if n == 20 else "Member"


def owner(n, organisations):
    """An organisation, a person, or both."""
    person = f"Person Number{20 + n % 80}"
    return [organisations[n % 10], person, f"{organisations[n % 10]} / {person}"][n % 3]


def due(n):
    """Over and to come, at a meeting, or ongoing."""
    if n % 5 == 0:
        return "2027-06-07"
    return "ongoing" if n % 5 == 1 else str(TODAY + timedelta(days=n * 7 % 400 - 60))


class Growth:
    """Makes a thousand boards of one, and a million actions, by SQL alone.

    Nothing is owed two days later: what is overdue was so long before its board was activated, and what
    was released since has its step in the ledger, with the letter that told it.
    """

    def __init__(self, path, boards, actions, told):
        self.db = sqlite3.connect(path)
        self.boards, self.actions, self.told = boards, actions, told
        self.template = self.db.execute("SELECT min(id) FROM board").fetchone()[0]

    def grow(self):
        self.db.execute("DELETE FROM actionOwner"), self.db.execute("DELETE FROM importedRow")
        self.db.execute("DELETE FROM action")
        for n in range(1, self.boards):
            self.copy("board", "id", self.template, id=self.template + n, slug=f"b{n}")
            for table in ("rule", "meeting", "seat"):
                for row in self.rows(table, "board", self.template):
                    self.insert(table, {**row, "id": None, "board": self.template + n})
        self.db.execute("""INSERT INTO meetingVersion SELECT id, day FROM meeting
                           WHERE day IS NOT NULL AND id NOT IN (SELECT meeting FROM meetingVersion)""")
        self.add_actions()
        self.add_ledger()
        self.db.execute("ANALYZE")
        self.db.commit()
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    def add_actions(self):
        meetings = dict(self.db.execute("SELECT board, min(id) FROM meeting WHERE state = 'planned' GROUP BY board"))
        days = lambda n, first, count: (first - date(1970, 1, 1)).days + n % count
        def row(n):
            board = self.template + n % self.boards
            turn = n // self.boards % 10
            due = ("date", days(n, date(2024, 10, 1), 700), None) if turn < 4 else \
                ("date", days(n, date(2027, 3, 22), 300), None) if turn < 8 else \
                ("meeting", None, meetings[board]) if turn == 8 else ("ongoing", None, None)
            released = self.released(n)
            return (n + 1, board, f"X-{n}", f"Report on the progress of item {n} to the board", *due, *due, released, released)
        self.db.executemany(
            """INSERT INTO action (id, board, reference, text, dueKind, dueDay, dueMeeting, originalDueKind,
                   originalDueDay, originalDueMeeting, status, releasedAt, liveSince)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)""", map(row, range(self.actions)))
        people = [row[0] for row in self.db.execute("SELECT id FROM person")][20:]
        organisations = [row[0] for row in self.db.execute("SELECT id FROM organisation")]
        self.db.executemany(
            "INSERT INTO actionOwner (action, position, person, organisation, assignedAt) VALUES (?, 0, ?, ?, ?)",
            ((n + 1, *self.pick(n, people, organisations), self.released(n)) for n in range(self.actions)))

    def released(self, n):
        """Of those that were told, after the activation; of the others, in the two years before it."""
        day = date(2027, 2, 1) if self.is_told(n) else date(2027, 1, 29) - timedelta(days=n // self.boards % 700)
        return ((day - date(1970, 1, 1)).days * 86_400 + 9 * 3600 + n % 3600) * 1000

    def is_told(self, n):
        return n % (self.actions // self.told) == 0

    def pick(self, n, people, organisations):
        return (people[n % len(people)], None) if n % 2 else (None, organisations[n // 2 % len(organisations)])

    def add_ledger(self):
        """One row for each action that was told, and the letter that told it."""
        rules = dict(self.db.execute("SELECT board, id FROM rule WHERE sentence = 'when assigned'"))
        person = self.db.execute("SELECT min(id) FROM person").fetchone()[0]
        day = (date(2027, 2, 1) - date(1970, 1, 1)).days
        for n in filter(self.is_told, range(self.actions)):
            board, at = self.template + n % self.boards, self.released(n)
            owner = self.db.execute("SELECT person, organisation FROM actionOwner WHERE action = ?", [n + 1]).fetchone()
            entry = self.insert("outbox", dict(
                board=board, person=person, kind="notice", audience="owner", day=day, messageID=f"{n}@example.org",
                state="relayed", attempts=1, enqueuedAt=at, expires=at + 432_000_000, composedAt=at, settledAt=at))
            ledger = self.insert("ledger", dict(
                board=board, action=n + 1, person=owner[0] or 0, organisation=owner[1] or 0, audience="owner",
                rule=rules[board], anchorKind="day", anchorMeeting=0, anchorVersion=day, occurrence=0, outcome="sent",
                day=day, anchorDay=day, recordedAt=at))
            self.insert("ledgerRecipient", dict(ledger=ledger, person=person, entry=entry, isLate=0))

    def rows(self, table, column, value):
        cursor = self.db.execute(f"SELECT * FROM {table} WHERE {column} = ?", [value])
        names = [name for name, *_ in cursor.description]
        return [dict(zip(names, row)) for row in cursor]

    def copy(self, table, column, value, **changes):
        for row in self.rows(table, column, value):
            self.insert(table, {**row, **changes})

    def insert(self, table, row):
        marks = ",".join("?" * len(row))
        return self.db.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({marks})", tuple(row.values())).lastrowid
