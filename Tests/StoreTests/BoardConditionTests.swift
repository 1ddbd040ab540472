import ActionRegister
import Foundation
import GRDB
import Scheduling
import Testing

@testable import Store

@Suite struct BoardConditionTests {
    let fixture: RegisterFixture

    init() throws { fixture = try RegisterFixture() }

    private func condition() throws -> BoardCondition { try fixture.store.condition(of: fixture.board.id) }

    private func write(_ sql: String) throws {
        try fixture.store.writer.write { try $0.execute(sql: sql) }
    }

    @Test func ordinaryBoardIsReadWhole() throws {
        _ = try fixture.store.addRule(
            try RuleSentence(parsing: "14 days before the meeting"), to: fixture.board.id, told: .noon)
        _ = try fixture.meeting(CalendarDay(2026, 12, 7))
        let condition = try condition()
        #expect(condition.isZoneKnown && condition.isCalendarKnown && condition.unreadableRules.isEmpty)
        #expect(condition.schedule.rules.count == 1 && condition.schedule.meetings.count == 1)
        #expect(condition.schedule.reachable == [fixture.person.id])
    }

    @Test func ruleThatCannotBeReadStandsBesideThoseThatCan() throws {
        for sentence in ["14 days before the meeting", "2 days before the meeting"] {
            _ = try fixture.store.addRule(
                try RuleSentence(parsing: sentence), to: fixture.board.id, told: .noon)
        }
        try write("UPDATE rule SET sentence = 'at full moon' WHERE number = 1")
        let condition = try condition()
        #expect(condition.unreadableRules == [.init(number: 1, sentence: "at full moon")])
        #expect(condition.schedule.rules.map(\.number) == [2])
        #expect(throws: SentenceError.self) { try fixture.store.rules(fixture.board.id) }
    }

    @Test func removedRuleIsNoLongerRead() throws {
        _ = try fixture.store.addRule(
            try RuleSentence(parsing: "14 days before the meeting"), to: fixture.board.id, told: .noon)
        try write("UPDATE rule SET sentence = 'at full moon'")
        try write("UPDATE rule SET removedAt = 0")
        #expect(try condition().unreadableRules == [])
    }

    @Test func unknownZoneAndCalendarAreGoneOnWithout() throws {
        try write("UPDATE board SET timeZone = 'Mars/Olympus', calendar = 'martian'")
        let condition = try condition()
        #expect(!condition.isZoneKnown && !condition.isCalendarKnown)
        #expect(condition.schedule.calendar.timeZone == .gmt)
        #expect(condition.schedule.calendar.isWorkingDay(CalendarDay(2026, 12, 25)))
        #expect(condition.schedule.board.calendar == "martian")
    }

    @Test func lastChangeIsThatOfTheLastEntry() throws {
        #expect(try Store.inMemory().lastChange() == nil)
        let told = Told(by: "secretary", at: .noon.adding(days: 9), realTime: .noon.adding(days: 1))
        _ = try fixture.store.addPerson(Person(id: .new, name: "Tom Achterberg"), told: told)
        let last = try #require(try fixture.store.lastChange())
        #expect(last.now == told.now && last.realTime == told.realTime)
    }
}
