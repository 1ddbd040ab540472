import ActionRegister
import Foundation
import Scheduling
import Testing

@testable import Store

@Suite struct BoardTests {
    let store: Store

    init() throws { store = try Store.inMemory() }

    private var draft: Board { Board(id: .new, slug: "vawg", name: "VAWG Board") }

    @Test func aBoardComesBackAsItWasPutIn() throws {
        var board = draft
        board.sendAt = TimeOfDay("08:30")!
        board.sendingHours = SendingHours("07:00-19:30")!
        board.calendar = "scotland"
        board.papersDue = DayOffset(5, .clearWorkingDays)
        board.secretariat = Mailbox("vawg@example.org")
        board.from = Mailbox("actions@example.org")
        board.letterText = .referenceOnly
        board.movesOffHolidays = false
        board.gap = 0
        board.texts.marking = "OFFICIAL"
        let added = try store.addBoard(board, told: .noon)
        #expect(try store.board("vawg") == added)
        #expect(added.papersDue == board.papersDue && added.texts == board.texts && added.gap == 0)
        #expect(added.state == .draft && added.activatedAt == nil)
    }

    @Test func aNewBoardHasTheRulesItWasGivenFromNowOn() throws {
        let board = try store.addBoard(draft, rules: RuleSentence.standardSchedule, told: .noon)
        let rules = try store.rules(board.id)
        #expect(rules.map(\.sentence) == RuleSentence.standardSchedule)
        #expect(rules.map(\.number) == [1, 2, 3, 4, 5])
        #expect(rules.allSatisfy { $0.since == .noon })
    }

    @Test func aMistypedSlugIsAnsweredWithTheNearest() throws {
        _ = try store.addBoard(draft, told: .noon)
        let error = #expect(throws: RegisterError.self) { try store.board("vawgg") }
        #expect(error?.description == "no board \"vawgg\"; did you mean \"vawg\"?")
    }

    @Test func twoBoardsDoNotShareASlug() throws {
        _ = try store.addBoard(draft, told: .noon)
        #expect(throws: RegisterError.exists(.board, "vawg")) { try store.addBoard(draft, told: .noon) }
    }

    @Test func anUnknownCalendarIsAnsweredWithTheNamesThereAre() throws {
        var board = draft
        board.calendar = "wales"
        let error = #expect(throws: RegisterError.self) { try store.addBoard(board, told: .noon) }
        #expect(
            error?.description.hasSuffix(
                "the calendars are england-and-wales, scotland, northern-ireland, none") == true)
        #expect("\(RegisterError.exists(.organisation, "MPS"))".hasPrefix("there is an organisation "))
        #expect(!"\(RegisterError.unknown(.letter, "7", nearest: nil))".contains("add"))
    }

    @Test(arguments: [
        ("VAWG Board", "Europe/London", "none", "{n}"), ("vawg", "Europe/Londen", "none", "{n}"),
        ("vawg", "Europe/London", "wales", "{n}"), ("vawg", "Europe/London", "none", "VAWG"),
    ])
    func aBoardThatCannotWorkIsRefused(slug: String, zone: String, calendar: String, pattern: String) throws {
        var board = Board(id: .new, slug: slug, name: "VAWG Board", referencePattern: pattern)
        (board.timeZone, board.calendar) = (zone, calendar)
        #expect(throws: RegisterError.self) { try store.addBoard(board, told: .noon) }
        #expect(try store.boards().isEmpty && store.audit().isEmpty)
    }

    @Test func activationSaysSinceWhenAndPauseKeepsIt() throws {
        let board = try store.addBoard(draft, told: .noon)
        try store.activate(board.id, told: .later(days: 1))
        #expect(try store.board("vawg").state == .active)
        try store.pause(board.id, told: .later(days: 2))
        #expect(try store.board("vawg").state == .paused)
        #expect(try store.board("vawg").activatedAt == .noon.adding(days: 1))
        try store.activate(board.id, told: .later(days: 3))
        #expect(try store.board("vawg").activatedAt == .noon.adding(days: 3))
        #expect(throws: RegisterError.self) { try store.activate(board.id, told: .noon) }
    }

    @Test func aNumberOfARuleIsNeverGivenAgain() throws {
        let board = try store.addBoard(draft, told: .noon)
        let sentences = RuleSentence.standardSchedule
        _ = try store.addRule(sentences[0], to: board.id, told: .noon)
        _ = try store.addRule(sentences[1], to: board.id, told: .noon)
        try store.removeRule(number: 2, board: board.id, told: .noon)
        #expect(try store.addRule(sentences[1], to: board.id, told: .noon).number == 3)
        #expect(try store.rules(board.id).map(\.number) == [1, 3])
        #expect(throws: RegisterError.unknown(.rule, "2", nearest: nil)) {
            try store.removeRule(number: 2, board: board.id, told: .noon)
        }
    }

    @Test func theSameRuleIsNotAddedTwice() throws {
        let board = try store.addBoard(draft, rules: RuleSentence.standardSchedule, told: .noon)
        #expect(throws: RegisterError.exists(.rule, "1: when assigned")) {
            try store.addRule(RuleSentence(.when(.assigned)), to: board.id, told: .noon)
        }
    }

    @Test func aBoardHasItsOwnWordsForStatuses() throws {
        let board = try store.addBoard(draft, told: .noon)
        try store.setBoard(board, statusWords: ["closed": "Complete"], told: .noon)
        #expect(try store.statusWords(board.id) == ["closed": "Complete"])
        try store.setBoard(board, statusWords: ["closed": nil], told: .noon)
        #expect(try store.statusWords(board.id).isEmpty)
    }

    @Test func anInstalledCalendarCanBeUsedAndAShippedOneNotReplaced() throws {
        let days = [CalendarDay(2027, 1, 1): "New Year's Day"]
        let coverage = CalendarDay(2027, 1, 1)...CalendarDay(2027, 12, 31)
        let calendar = HolidayCalendar(name: "jersey", days: days, coverage: coverage)
        try store.installCalendar(calendar, told: .noon)
        try store.installCalendar(calendar, told: .noon)
        #expect(try store.calendar(named: "jersey") == calendar)
        var board = draft
        board.calendar = "jersey"
        #expect(try store.addBoard(board, told: .noon).calendar == "jersey")
        let shipped = HolidayCalendar(name: "none", days: days, coverage: coverage)
        #expect(throws: RegisterError.exists(.calendar, "none")) {
            try store.installCalendar(shipped, told: .noon)
        }
    }
}
