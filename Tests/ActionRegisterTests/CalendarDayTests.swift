import ActionRegister
import Testing

@Suite struct CalendarDayTests {
    @Test func everyDayOfFourHundredYearsFollowsTheOneBeforeIt() {
        var expected = (year: 1900, month: 1, day: 1)
        var day = CalendarDay(1900, 1, 1)
        var weekday = 1  // 1 January 1900 was a Monday
        while expected.year < 2300 {
            #expect(day.components == expected && day.weekday.rawValue == weekday)
            #expect(CalendarDay(expected.year, expected.month, expected.day) == day)
            expected.day += 1
            if expected.day > CalendarDay.daysIn(month: expected.month, of: expected.year) {
                expected = (expected.year, expected.month + 1, 1)
            }
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
            day = day + 1
            weekday = weekday % 7 + 1
        }
    }

    @Test func printsAndReadsItsISOForm() {
        #expect(CalendarDay(2027, 3, 1).description == "2027-03-01")
        #expect(CalendarDay("2027-03-01") == CalendarDay(2027, 3, 1))
        #expect(CalendarDay(1970, 1, 1).number == 0)
    }

    @Test(arguments: ["2027-02-29", "2027-13-01", "2027-3-1", "0000-01-01", "2027-03-01 ", "+027-03-01", ""])
    func refusesWhatIsNoDay(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func leapDaysFollowTheGregorianRule() {
        #expect(CalendarDay("2028-02-29") != nil)
        #expect(CalendarDay("2000-02-29") != nil)
        #expect(CalendarDay("2100-02-29") == nil)
    }
}

@Suite struct TimeOfDayTests {
    @Test func printsAndReads() {
        #expect(TimeOfDay("9:05")?.description == "09:05")
        #expect(TimeOfDay("23:59")?.minutes == 1439)
    }

    @Test(arguments: ["24:00", "9", "9:5", "09:60", "a:00", ":30", "09:00:00"])
    func refusesWhatIsNoTime(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}

@Suite struct MeetingVersionTests {
    private func meeting(versions: [String]) -> Meeting {
        Meeting(
            id: Identifier(1), board: Identifier(1), day: nil, versions: versions.map { CalendarDay($0)! })
    }

    @Test(arguments: [
        (["2027-03-01"], "2027-03-01", "2027-03-01"), (["2027-03-01"], "2027-03-28", "2027-03-01"),
        (["2027-03-01"], "2027-02-01", "2027-03-01"), (["2027-03-01"], "2027-03-29", nil),
        (["2027-03-01", "2027-04-05"], "2027-04-06", "2027-04-05"),
        (["2027-03-01", "2027-03-29"], "2027-03-28", "2027-03-01"),
    ])
    func aShortMoveKeepsTheVersionAndALongOneBeginsANew(versions: [String], day: String, expected: String?) {
        #expect(meeting(versions: versions).version(on: CalendarDay(day)!)?.description == expected)
    }
}

@Suite struct MailboxTests {
    @Test(arguments: [
        "h.osei@example.org", "o'hara+x@a-b.example", "siân@exämple.org", "a@localhost",
    ])
    func acceptsWhatSMTPTakes(text: String) {
        #expect(Mailbox(text)?.addressSpec == text)
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a b@c.org", "a@b@c.org", "<a@c.org>", "a@c.org>\r\nRCPT TO:<v@y", "a@c.org\n",
        "\"a\"@c.org", "a..b@c.org", ".a@c.org", "a@c..org", "a@-c.org", "a\u{202E}b@c.org", "a\u{0}@c.org",
        "a,b@c.org", "a(c)@c.org", String(repeating: "a", count: 65) + "@c.org",
        "a@" + String(repeating: "b.", count: 130) + "org",
    ])
    func refusesWhatCouldReachTheWireAsSomethingElse(text: String) {
        #expect(Mailbox(text) == nil)
    }
}
