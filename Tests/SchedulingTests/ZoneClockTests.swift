import ActionRegister
import Foundation
import RandomFixtures
import Scheduling
import Testing

@Suite struct ZoneClockTests {
    private func calendar(_ zone: String) throws -> WorkingCalendar {
        WorkingCalendar(
            try #require(.shipped(named: "none")), timeZone: try #require(TimeZone(identifier: zone)))
    }

    @Test(
        arguments: [
            ("Europe/London", "2027-03-25", "09:00", "2027-03-25T09:00:00Z"),
            ("Europe/London", "2027-03-30", "09:00", "2027-03-30T08:00:00Z"),
            ("Europe/London", "2027-03-28", "00:59", "2027-03-28T00:59:00Z"),
            ("Europe/London", "2027-03-28", "01:00", "2027-03-28T01:00:00Z"),
            ("Europe/London", "2027-03-28", "01:30", "2027-03-28T01:00:00Z"),
            ("Europe/London", "2027-03-28", "02:00", "2027-03-28T01:00:00Z"),
            ("Europe/London", "2027-10-31", "00:59", "2027-10-30T23:59:00Z"),
            ("Europe/London", "2027-10-31", "01:30", "2027-10-31T00:30:00Z"),
            ("Europe/London", "2027-10-31", "02:00", "2027-10-31T02:00:00Z"),
            ("America/New_York", "2027-03-14", "02:30", "2027-03-14T07:00:00Z"),
            ("America/New_York", "2027-11-07", "01:30", "2027-11-07T05:30:00Z"),
            ("America/New_York", "2027-07-01", "09:00", "2027-07-01T13:00:00Z"),
            ("Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02T15:30:00Z"),
            ("Australia/Lord_Howe", "2027-10-03", "02:30", "2027-10-02T15:30:00Z"),
            ("Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03T14:45:00Z"),
            ("Pacific/Apia", "2011-12-29", "23:59", "2011-12-30T09:59:00Z"),
            ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00Z"),
            ("Africa/Casablanca", "2027-02-07", "02:30", "2027-02-07T01:30:00Z"),
            ("Africa/Casablanca", "2027-03-14", "02:30", "2027-03-14T02:00:00Z"),
            ("Europe/London", "1995-06-01", "09:00", "1995-06-01T08:00:00Z"),
            ("Europe/London", "2085-06-01", "09:00", "2085-06-01T08:00:00Z"),
            ("Europe/London", "1969-06-01", "09:00", "1969-06-01T08:00:00Z"),
            ("Asia/Kathmandu", "2027-06-01", "00:00", "2027-05-31T18:15:00Z"),
            ("GMT", "2027-06-01", "09:00", "2027-06-01T09:00:00Z"),
        ])
    func aClockTimeHasOneInstant(zone: String, day: String, time: String, instant: String) throws {
        let calendar = try calendar(zone)
        let found = calendar.instant(CalendarDay(day)!, at: TimeOfDay(time)!)
        #expect(found.formatted(.iso8601) == instant)
    }

    @Test func aTimeThatOccursTwiceIsReadTheSameBothTimes() throws {
        let london = try calendar("Europe/London")
        for instant in ["2027-10-31T00:30:00Z", "2027-10-31T01:30:59Z"] {
            let date = try Date(instant, strategy: .iso8601)
            #expect(london.time(of: date) == TimeOfDay("01:30"))
            #expect(london.day(of: date) == CalendarDay(2027, 10, 31))
        }
    }

    @Test func aDayBeginsAtMidnightOnTheBoardsClock() throws {
        let london = try calendar("Europe/London")
        let midnight = try Date("2027-06-30T23:00:00Z", strategy: .iso8601)
        #expect(london.day(of: midnight) == CalendarDay(2027, 7, 1))
        #expect(london.day(of: midnight - 0.001) == CalendarDay(2027, 6, 30))
        #expect(london.time(of: midnight - 0.001) == TimeOfDay("23:59"))
    }

    @Test(
        arguments: [
            "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
            "America/St_Johns",
        ])
    func agreesWithFoundationAtRandomInstants(zone: String) throws {
        let calendar = try calendar(zone)
        var random = FixedRandom(seed: 1752)
        for _ in 0..<2000 {
            let instant = Date(
                timeIntervalSince1970: Double(Int.random(in: 0...3_500_000_000, using: &random)))
            let wall = instant + Double(calendar.timeZone.secondsFromGMT(for: instant))
            let seconds = Int(wall.timeIntervalSince1970)
            #expect(calendar.day(of: instant).number == Int32(seconds / 86_400))
            #expect(calendar.time(of: instant).minutes == seconds % 86_400 / 60)
        }
    }

    @Test(arguments: ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
    func everyTimeIsReadBackUnlessItIsSkipped(zone: String) throws {
        let calendar = try calendar(zone)
        var random = FixedRandom(seed: 1582)
        for _ in 0..<2000 {
            let day = CalendarDay(2001, 1, 1) + Int.random(in: 0..<20_000, using: &random)
            let time = TimeOfDay(minutes: Int.random(in: 0..<1440, using: &random))!
            let instant = calendar.instant(day, at: time)
            let (readDay, readTime) = (calendar.day(of: instant), calendar.time(of: instant))
            #expect(readDay == day && readTime >= time && readTime.minutes - time.minutes < 60)
            let earlier = instant - 1
            #expect((calendar.day(of: earlier), calendar.time(of: earlier)) < (day, time))
        }
    }
}
