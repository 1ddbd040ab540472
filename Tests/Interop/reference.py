"""What two boards' owners are owed, worked out slowly and plainly.

It shares nothing with the program: the bank holidays, the owners' mailboxes and the due days of the
sample registers are written out by hand, and every day is looked at in turn. It knows five rules:
14 days before the meeting; 5 working days before the papers deadline; 2 working days before the
meeting; on the due date; every 5 working days while overdue, up to 4 times.
"""

from datetime import date, timedelta

ONE = timedelta(days=1)
HOLIDAYS = {
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
    date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
    date(2026, 8, 31),
}
GAP = 3
FIRST = date(2026, 11, 23)  # activated and released, before nine o'clock
LAST = date(2027, 12, 31)


def working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def back(day, count):
    while count:
        day -= ONE
        count -= working(day)
    return day


def forward(day, count):
    while count:
        day += ONE
        count -= working(day)
    return day


def onto(day, step):
    while not working(day):
        day += step
    return day


class Meeting:
    def __init__(self, day, hour, papers=None):
        self.day, self.hour = day, hour
        self.papers = papers or back(day, 6)  # five working days lie strictly between


VAWG = [Meeting(date(*d), 10) for d in [(2026, 12, 7), (2027, 3, 1), (2027, 6, 7), (2027, 9, 6), (2027, 12, 6)]]
VICTIMS = [Meeting(date(2027, 2, 10), 14, date(2027, 2, 2)), Meeting(date(2027, 6, 9), 14)]

AT_MEETING = "at a meeting"
REGISTERS = {
    # board: (meetings, {reference: (who is written to, due day, at a meeting, or nothing)})
    "vawg": (VAWG, {
        "VAWG-002": (["tom.achterberg@met.example.net"], AT_MEETING),
        "VAWG-003": (["leila.haddad@cps.example.net", "b.lange@hmcts.example.net"], AT_MEETING),
        "VAWG-004": (["colin.marsh@nhs.example.net"], date(2026, 10, 30)),
        "VAWG-005": (["h.osei@mopac.example.org", "colin.marsh@nhs.example.net",
                      "i.solberg@londoncouncils.example.org"], AT_MEETING),
        "VAWG-006": (["edmund.ohara@probation.example.net"], AT_MEETING),
        "VAWG-007": (["tom.achterberg@met.example.net"], date(2026, 11, 20)),
        "VAWG-008": (["tom.achterberg@met.example.net"], None),
        "VAWG-010": (["j.fairweather@lhocs.example.org"], None),
        "VAWG-011": (["zofia@wrc.example.net"], date(2027, 1, 15)),
        "VAWG-012": (["ruth.adeyemi@evaw.example.net", "d.whitlock@mopac.example.org"], AT_MEETING),
        "VAWG-014": (["tom.achterberg@met.example.net"], AT_MEETING),
    }),
    "victims": (VICTIMS, {
        "1": (["h.osei@mopac.example.org"], AT_MEETING),
        "2": (["tom.achterberg@met.example.net"], AT_MEETING),
        "3": (["tom.achterberg@met.example.net"], AT_MEETING),
        "4": (["owen.baptiste@victimsupport.example.org"], date(2027, 1, 29)),
        "5": (["b.lange@hmcts.example.net", "judiciary.office@example.net"], AT_MEETING),
        "6": (["leila.haddad@cps.example.net"], date(2026, 9, 30)),
        "7": (["gwen.treharne@paroleboard.example.net", "edmund.ohara@probation.example.net"], AT_MEETING),
        "8": (["edmund.ohara@probation.example.net"], None),
        "10": (["v.amankwah@lvc.example.org"], AT_MEETING),
        "11": (["nadia@vrg.example.org"], date(2027, 1, 15)),
    }),
}


def between_meeting_and_record(meetings, day):
    """No meeting of this year is ever recorded: fifteen working days from each nothing is chased."""
    return any(meeting.day <= day <= forward(meeting.day, 15) for meeting in meetings)


def meeting_steps(meetings):
    """(rule, day, number of the meeting, last day on which it can still go at nine)."""
    for number, meeting in enumerate(meetings):
        last = meeting.day if meeting.hour > 9 else meeting.day - ONE
        last = onto(last, -ONE)
        yield "14 days before the meeting", onto(meeting.day - 14 * ONE, -ONE), number, last
        yield "5 working days before the papers deadline", back(meeting.papers, 5), number, last
        yield "2 working days before the meeting", back(meeting.day, 2), number, last


def due_steps(due):
    if isinstance(due, date):
        yield "on the due date", onto(due, ONE), 0, None
        for k in range(1, 5):
            yield "every 5 working days while overdue, up to 4 times", forward(due, 5 * k), k, None


def letters():
    """[(day, board, mailbox, {(reference, rule, step's day)})], in order of day."""
    return sorted(
        (letter for board in REGISTERS for letter in letters_of(board)), key=lambda letter: letter[:3])


def letters_of(board):
    meetings, actions = REGISTERS[board]
    sent, last_letter = set(), {}
    day = FIRST
    while day <= LAST:
        for mailbox in sorted({who for owners, _ in actions.values() for who in owners}):
            owed = owed_to(mailbox, day, meetings, actions, sent)
            if owed and may_go(day, last_letter.get(mailbox), owed):
                yield day, board, mailbox, {(reference, rule, step) for reference, rule, step, _, _ in owed}
                sent |= {(mailbox, reference, rule, number) for reference, rule, _, number, _ in owed}
                last_letter[mailbox] = day
        day += ONE


def owed_to(mailbox, day, meetings, actions, sent):
    owed = []
    for reference, (owners, due) in actions.items():
        if mailbox not in owners:
            continue
        latest = {}
        for rule, step, number, last in [*meeting_steps(meetings), *due_steps(due)]:
            if step <= day and (rule not in latest or latest[rule][0] <= step):
                latest[rule] = (step, number, last)
        for rule, (step, number, last) in latest.items():
            chaser = rule.startswith("every")
            if step < FIRST or (last and day > last) or (mailbox, reference, rule, number) in sent:
                continue
            if chaser and (between_meeting_and_record(meetings, step) or between_meeting_and_record(meetings, day)):
                continue
            owed.append((reference, rule, step, number, last))
    return owed


def may_go(day, previous, owed):
    if previous is None or forward(previous, GAP) <= day:
        return True
    lasts = [last for *_, last in owed if last and last < forward(previous, GAP)]
    return any(day >= last for last in lasts)


if __name__ == "__main__":
    for day, board, mailbox, steps in letters():
        print(day, board, mailbox, len(steps))
