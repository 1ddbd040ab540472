import ActionRegister
import Foundation
import Reminders
import Scheduling
import Store
import Testing

@Suite struct NextLettersTests {
    private func next(_ fixture: SendingFixture, from start: Date, until end: Date) throws -> NextLetters? {
        try fixture.store.read(fixture.board.id, at: start) { try NextLetters($0, from: start, until: end) }
    }

    @Test func firstInstantAndItsLettersAreThoseOfTheForecast() throws {
        let fixture = try SendingFixture(
            owners: 3, rules: ["7 days before the meeting", "2 days before the meeting"])
        let start = SendingFixture.lookTime
        let next = try #require(try next(fixture, from: start, until: start + 366 * 86_400))
        let forecast = try fixture.store.read(fixture.board.id, at: start) { reading in
            var live: [LiveAction] = []
            try reading.forEachLiveAction { live.append($0) }
            return Forecast.letters(
                schedules: [(reading.schedule, live)], from: start, until: start + 366 * 86_400)
        }
        #expect(next.at == forecast[0].sendAt && next.at == start + 7 * 86_400)
        #expect(next.count == forecast.filter { $0.sendAt == next.at }.count && next.count == 3)
    }

    @Test func letterThatIsOwedNowGoesNow() throws {
        let fixture = try SendingFixture(owners: 2)
        let next = try next(fixture, from: SendingFixture.lookTime, until: .distantFuture)
        #expect(next?.at == SendingFixture.lookTime && next?.count == 2)
    }

    @Test func nothingIsFoundBeyondTheEnd() throws {
        let fixture = try SendingFixture(rules: ["2 days before the meeting"])
        let start = SendingFixture.lookTime
        #expect(try next(fixture, from: start, until: start + 86_400) == nil)
    }

    @Test func boardThatIsNotActiveWritesNothing() throws {
        let fixture = try SendingFixture()
        try fixture.store.pause(fixture.board.id, told: fixture.told())
        #expect(try next(fixture, from: SendingFixture.lookTime, until: .distantFuture) == nil)
    }
}
