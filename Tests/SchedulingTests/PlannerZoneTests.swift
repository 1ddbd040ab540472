import ActionRegister
import Foundation
import Scheduling
import Testing

/// Boards whose clocks are changed: every letter goes once, when the clock on
/// the wall first shows its time or has passed it.
@Suite struct PlannerZoneTests {
    /// A zone, and a day on which its clocks change.
    private static let changes = [
        ("Europe/London", "2027-03-28"), ("Europe/London", "2027-10-31"),
        ("America/New_York", "2027-03-14"), ("America/New_York", "2027-11-07"),
        ("Australia/Lord_Howe", "2027-04-04"), ("Australia/Lord_Howe", "2027-10-03"),
        ("Africa/Casablanca", "2027-02-07"), ("Africa/Casablanca", "2027-03-14"),
        ("Pacific/Apia", "2011-12-30"), ("America/St_Johns", "2011-11-06"),
        ("America/Asuncion", "2023-10-01"), ("Asia/Kathmandu", "2027-12-31"),
    ]

    @Test(arguments: changes)
    func everyTimeOfTheDayOnWhichTheClocksChangeComesOnce(zone: String, changed: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let changed = day(changed)
        for minutes in stride(from: 0, to: 1440, by: 15) {
            let time = TimeOfDay(minutes: minutes)!
            let letters = forecast(dueOn: changed, at: time, in: zone)
            #expect(letters.map(\.sendAt) == [Self.first(changed, time, in: zone)], "\(time)")
            #expect(letters.first?.steps.map(\.isLate) == [false])
        }
    }

    /// What a daemon that looks four times an hour sends is what was forecast.
    @Test(arguments: changes)
    func everyTimeIsFoundOnceByLooksEveryQuarterOfAnHour(zone: String, changed: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let changed = day(changed)
        for minutes in stride(from: 30, to: 240, by: 45) {
            let time = TimeOfDay(minutes: minutes)!
            var rehearsal = Self.rehearsal(dueOn: changed, at: time, in: zone)
            let noon = Self.first(changed - 1, TimeOfDay("12:00")!, in: zone)
            let found = stride(from: noon, through: noon + 2 * 86_400, by: 900).flatMap {
                rehearsal.look(at: $0).letters
            }
            #expect(found.map(\.sendAt) == [Self.first(changed, time, in: zone)])
        }
    }

    private func forecast(dueOn due: CalendarDay, at time: TimeOfDay, in zone: TimeZone) -> [PlannedLetter] {
        let rehearsal = Self.rehearsal(dueOn: due, at: time, in: zone)
        let from = Self.first(due - 1, TimeOfDay("00:00")!, in: zone)
        return Forecast.letters(
            schedules: [(rehearsal.schedule, rehearsal.actions)], from: from, until: from + 7 * 86_400)
    }

    /// One action, and a rule that speaks on its due day at a time.
    private static func rehearsal(
        dueOn due: CalendarDay, at time: TimeOfDay, in zone: TimeZone
    ) -> Rehearsal {
        var fixture = PlannerFixture(RuleSentence(.on(.dueDate), at: time))
        let long = first(due - 30, TimeOfDay("09:00")!, in: zone)
        fixture.schedule.calendar = WorkingCalendar(.shipped(named: "none")!, timeZone: zone)
        fixture.schedule.board.movesOffHolidays = false
        fixture.schedule.board.activatedAt = long
        fixture.schedule.rules[0].since = long
        fixture.schedule.meetings = []
        fixture.action = LiveAction(
            id: Action.ID(1), due: .day(due), liveSince: long, releasedAt: long,
            owners: [Ownership(owner: ada, assignedAt: long)])
        return fixture.rehearsal
    }

    /// The first minute at which the wall shows a time of a day or a later one,
    /// found by asking Foundation, first by quarters of an hour and then by minutes.
    private static func first(_ day: CalendarDay, _ time: TimeOfDay, in zone: TimeZone) -> Date {
        let wall = Int(day.number) * 86_400 + time.minutes * 60
        func hasCome(_ instant: Date) -> Bool {
            Int(instant.timeIntervalSince1970) + zone.secondsFromGMT(for: instant) >= wall
        }
        var instant = Date(timeIntervalSince1970: Double(wall - 15 * 3600))
        while !hasCome(instant) { instant += 900 }
        while hasCome(instant - 60) { instant -= 60 }
        return instant
    }
}
