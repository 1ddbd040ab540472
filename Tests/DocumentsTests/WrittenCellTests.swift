import ActionRegister
import Testing

@testable import Documents

@Suite struct WrittenDayTests {
    @Test(
        "every way to write 1 March 2027 gives that day",
        arguments: [
            "2027-03-01", "1 March 2027", "1 Mar 27", "01/03/2027", "1/3/27", "1st March 2027", "01.03.2027",
            "Monday 1 March 2027", "Mon, 1 Mar 2027", "1-Mar-27", "01-03-2027", " 1  MARCH, 2027 ",
            "1 Mar '27",
            "2027-03-01 00:00:00", "2027-03-01T00:00:00", "1March2027", "1st of March 2027",
        ])
    func day(text: String) {
        #expect(WrittenDay.day(text) == CalendarDay(2027, 3, 1))
    }

    @Test(arguments: [
        "", "31/02/2027", "03/13/2027", "1 March", "March 2027", "2027-3", "46082", "1 Marz 2027", "1/3/027",
        "Tuesday 1 March 2027", "01/03.2027", "2027-03-01 10:30", "1 March 2027 or so", "٠١/٠٣/٢٠٢٧",
        "0 May 2027",
        "99999999999999999999", "1 M 2027", "1/3", "-1/3/2027",
    ])
    func whatIsNoDayIsNone(text: String) {
        #expect(WrittenDay.day(text) == nil)
    }

    @Test func monthsWithoutADayAreReadAlone() {
        #expect(WrittenDay.month(of: "March 2027") == CalendarDay(2027, 3, 1))
        #expect(WrittenDay.month(of: "2027-03") == CalendarDay(2027, 3, 1))
        #expect(WrittenDay.month(of: "Mar 27") == nil)
        #expect(WrittenDay.month(of: "2027-13") == nil)
    }
}

@Suite struct WrittenCellTests {
    @Test(arguments: [
        ("10:00", 600), ("9:05", 545), ("10.30", 630), ("14:00:00", 840), ("2pm", 840), ("2.30 PM", 870),
        ("12 noon", 720), ("12 am", 0), ("12pm", 720),
    ])
    func times(text: String, minutes: Int) {
        #expect(WrittenTime.time(text)?.minutes == minutes)
    }

    @Test(arguments: ["", "10", "25:00", "10:60", "13 pm", "0 am", "10:00 o'clock", "ten", "10:0", "1000"])
    func whatIsNoTimeIsNone(text: String) {
        #expect(WrittenTime.time(text) == nil)
    }

    @Test(arguments: [
        ("Open", Action.Status.open), ("not started", .open), ("In Progress", .inProgress),
        ("in-progress", .inProgress),
        ("On hold", .onHold), ("CLOSED", .closed), ("Cancelled", .cancelled), ("withdrawn", .cancelled),
        ("Complete - proposed for closure", .proposed), ("Proposed", .proposed), ("Complete", .proposed),
        ("completed", .proposed), ("Done", .proposed), ("Red", .open), ("amber", .open), ("GREEN", .open),
        ("", .open),
        ("blank", .open),
    ])
    func statuses(text: String, status: Action.Status) {
        #expect(WrittenStatus.status(text) == status)
    }

    @Test(arguments: ["nearly", "complete?yes", "closed in June", "blue", "open/closed"])
    func whatIsNoStatusIsNone(text: String) {
        #expect(WrittenStatus.status(text) == nil)
    }

    @Test(arguments: [
        ("Next meeting", WrittenDue.nextMeeting), ("next  MEETING", .nextMeeting), ("ongoing", .ongoing),
        ("On-going", .ongoing), ("tbc", .unset), ("TBC.", .unset), ("n/a", .unset), ("", .unset),
        ("-", .unset),
        ("30 October 2026", .day(CalendarDay(2026, 10, 30))),
    ])
    func dues(text: String, due: WrittenDue) {
        #expect(WrittenDue(text) == due)
    }

    @Test func aLineThatBeginsWithADayIsANoteOfThatDay() {
        let updates = WrittenUpdates(
            "no day yet\n07/09/2026: agreed,\r\n figures to follow\n\n2026-11-02 sent\n1 Nov 26 - asked\n3 Dec 2026"
        )
        #expect(
            updates.notes == [
                .init(day: nil, lines: ["no day yet"]),
                .init(day: CalendarDay(2026, 9, 7), lines: ["agreed,", "figures to follow"]),
                .init(day: CalendarDay(2026, 11, 2), lines: ["sent"]),
                .init(day: CalendarDay(2026, 11, 1), lines: ["asked"]),
            ])
    }

    @Test(arguments: [
        "12 members came", "1 May 20 people came", "2026 was long", "3/4 of the bids", "7 September",
    ])
    func numbersAtALinesStartAreNoDay(line: String) {
        #expect(WrittenUpdates(line).notes == [.init(day: nil, lines: [line])])
    }

    @Test(arguments: [
        "Tom Achterberg", "HHJ Marian Keane", "Siân Pryce-Jones", "Edmund O’Hara", "J. R. Hartley",
        "Dr Ann Lee",
    ])
    func whatReadsLikeAPersonsNameIsOne(name: String) {
        #expect(PersonalName.isLikely(name))
    }

    @Test(arguments: [
        "MPS", "Parole Board", "London Councils", "Kelwick", "all members", "Ministry of Justice",
        "NHS England",
        "Team 4", "Women's Aid Trust", "Crown Prosecution Service", "",
    ])
    func whatReadsLikeABodyIsNoPerson(name: String) {
        #expect(!PersonalName.isLikely(name))
    }
}
