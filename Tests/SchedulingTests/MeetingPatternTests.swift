import ActionRegister
import Scheduling
import Testing

@Suite struct MeetingPatternTests {
    private func days(_ pattern: String, _ from: String, _ until: String) throws -> [String] {
        try MeetingPattern(parsing: pattern).days(from: CalendarDay(from)!, until: CalendarDay(until)!)
            .map(\.description)
    }

    @Test(
        arguments: [
            ("first monday of mar, jun, sep, dec", "2027-03-01 2027-06-07 2027-09-06 2027-12-06"),
            ("last thursday of feb", "2027-02-25"),
            ("fourth thursday of feb", "2027-02-25"),
            ("last monday of may, aug", "2027-05-31 2027-08-30"),
            ("second sunday of jan", "2027-01-10"),
            ("third wednesday of nov", "2027-11-17"),
        ])
    func writesTheDaysOfAYear(pattern: String, expected: String) throws {
        #expect(try days(pattern, "2027-01-01", "2027-12-31").joined(separator: " ") == expected)
        #expect(try MeetingPattern(parsing: pattern).description == pattern)
    }

    @Test func bothEndsAreIncluded() throws {
        #expect(try days("first monday of mar, jun", "2027-03-01", "2028-06-05").count == 4)
        #expect(try days("first monday of mar, jun", "2027-03-02", "2028-06-04").count == 2)
        #expect(try days("first monday of mar", "2028-03-02", "2027-03-02").isEmpty)
    }

    @Test func theLastOfFebruaryKnowsLeapYears() throws {
        #expect(try days("last tuesday of february", "2028-01-01", "2028-12-31") == ["2028-02-29"])
    }

    @Test func theOrdinalCountsThatWeekdayOfTheMonth() throws {
        for (index, ordinal) in ["first", "second", "third", "fourth"].enumerated() {
            for weekday in Weekday.allCases {
                let pattern = try MeetingPattern(parsing: "\(ordinal) \(weekday.name) of every month")
                let found = pattern.days(from: CalendarDay(2027, 1, 1), until: CalendarDay(2028, 12, 31))
                #expect(found.count == 24)
                #expect(found.allSatisfy { $0.weekday == weekday && ($0.day - 1) / 7 == index })
            }
        }
    }

    @Test(
        arguments: [
            ("The First Monday of March, June, September and December", "first monday of mar, jun, sep, dec"),
            ("1st mon of dec & jan", "first monday of jan, dec"),
            ("last thurs of each month", "last thursday of every month"),
            ("4th tues in sept", "fourth tuesday of sep"),
        ])
    func forgivesHowPeopleWrite(sentence: String, canonical: String) throws {
        #expect(try MeetingPattern(parsing: sentence).description == canonical)
    }

    @Test(
        arguments: [
            ("frist monday of mar", 1, "first monday of mar"),
            ("fifth monday of mar", 1, "last monday of mar"),
            ("first munday of march, june", 7, "first monday of mar, jun"),
            ("first monday of mar, jnue", 22, "first monday of mar, jun"),
            ("first monday", 13, "first monday of every month"),
            ("first monday of ma", 17, "first monday of every month"),
            ("first monday of every month at noon", 29, "first monday of every month"),
            ("quarterly", 1, "first monday of every month"),
            ("", 1, "first monday of every month"),
        ])
    func refusesWithThePlaceAndTheNearest(sentence: String, column: Int, nearest: String) throws {
        let error = #expect(throws: SentenceError.self) { try MeetingPattern(parsing: sentence) }
        #expect(error?.column == column)
        #expect(error?.nearest == nearest)
        #expect(try MeetingPattern(parsing: error?.nearest ?? "").description == nearest)
    }
}
