import ActionRegister
import Foundation
import GRDB
import Mail
import Scheduling
import Testing

@testable import Store

/// Letters that somebody asks for by hand, as the database keeps them.
@Suite struct RemindTests {
    let fixture: LedgerFixture
    private var store: Store { fixture.store }
    private let sender = Mailbox("actions@example.org")!

    init() throws {
        fixture = try LedgerFixture()
        try fixture.store.activate(fixture.register.board.id, told: .noon)
    }

    @discardableResult
    private func remind(
        note: String? = nil, to owner: Owner? = nil, at now: Date = .noon
    ) throws -> [OutboxLine] {
        try store.remind(
            RemindRequest(about: fixture.action.id, to: owner, note: note), sender: sender,
            lifetime: 5 * 86_400, told: Told(by: "h.osei", at: now))
    }

    private var owner: Owner { .person(fixture.register.person.id) }

    private func count(_ table: String) throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    @Test func letterIsMadeAtOnceAndLives5Days() throws {
        let line = try #require(try remind().first)
        #expect(line.entry.state == .queued && line.entry.nextAttempt == .noon)
        #expect(line.entry.expires == .noon.adding(days: 5) && line.kind == .reminder)
        #expect(line.entry.messageID.hasSuffix("@example.org") && line.name == "Harriet Osei")
        let step = try #require(line.steps.first)
        #expect(line.steps.count == 1 && step.action == "VAWG-001" && step.step.rule.cause == "by hand")
        #expect(step.step.day == .today && step.step.anchorDay == .today && !step.step.isLate)
        #expect(try store.outbox() == [line])
    }

    @Test func overdueActionIsChased() throws {
        try store.setDue(.day(.today - 1), of: fixture.action.id, told: .noon)
        #expect(try remind().map(\.kind) == [.chaser])
        try store.setDue(.day(.today), of: fixture.action.id, told: .noon)
        #expect(try remind().map(\.kind) == [.reminder])
    }

    @Test func askingAgainMakesAnotherLetterWithAnIDOfItsOwn() throws {
        try remind()
        try remind()
        let lines = try store.outbox()
        #expect(lines.count == 2 && Set(lines.map(\.entry.messageID)).count == 2)
        #expect(lines.map { $0.steps.map(\.step.key.occurrence) } == [[1], [2]])
    }

    @Test func nextDayCountsFromOne() throws {
        try remind()
        #expect(try remind(at: .noon.adding(days: 1)).flatMap(\.steps).map(\.step.key.occurrence) == [1])
    }

    @Test func auditSaysWhoAskedWhomAboutWhat() throws {
        try remind(note: "The Mayor asks")
        let entry = try #require(try store.audit().last)
        #expect(entry.verb == "remind" && entry.subject == "action" && entry.actor == "h.osei")
        #expect(entry.subjectID == fixture.action.id.rawValue)
        #expect(entry.new == #"{"note":"The Mayor asks","owners":["person 1"]}"#)
        #expect(try store.auditVerify() == nil)
    }

    @Test func noteStandsWhereItCanBeErasedAndNowhereElse() throws {
        try remind(note: "The Mayor asks")
        let kept = try store.read { db in
            try ["ledger", "ledgerRecipient", "outbox", "audit"].flatMap {
                try Row.fetchAll(db, sql: "SELECT * FROM \($0)").map(\.description)
            }.joined()
        }
        #expect(!kept.contains("Mayor"))
        try store.write { db in
            try db.execute(sql: "UPDATE reminding SET note = NULL")
            try db.execute(sql: "UPDATE auditText SET text = NULL WHERE text = 'The Mayor asks'")
        }
        #expect(try store.auditVerify() == nil)
        #expect(try store.outbox().count == 1)
    }

    @Test func letterKnowsItsNoteWhenItIsComposed() async throws {
        try remind(note: "The Mayor asks")
        try remind()
        let material = try await store.letterMaterial(at: .noon, limit: 10)
        #expect(material.letters.map(\.note) == ["The Mayor asks", nil])
    }

    @Test(arguments: ["", "  \n", "bell\u{7}"])
    func noteThatCannotBeReadIsRefusedAndNothingIsWritten(note: String) throws {
        let before = try store.audit().count
        #expect(throws: RegisterError.self) { try remind(note: note) }
        #expect(try store.outbox().isEmpty && count("reminding") == 0 && store.audit().count == before)
    }

    @Test func nothingIsWrittenWhereOneOwnerCannotBeReached() throws {
        let mps = Owner.organisation(fixture.register.mps.id)
        try store.assignAction(fixture.action.id, to: [owner, mps], told: .noon)
        let before = try store.audit().count
        #expect(throws: RemindRefusal.unreachable([.init(owner: mps, why: .noSeat(fixture.register.mps.id))]))
        {
            try remind()
        }
        #expect(try store.outbox().isEmpty && count("reminding") == 0 && store.audit().count == before)
        #expect(try remind(to: owner).count == 1)
    }

    @Test func plannedLettersKeepTheirDistanceAndTheirSteps() async throws {
        try remind()
        let (last, keys) = try store.read(fixture.register.board.id, at: .noon) { reading in
            var keys: [StepKey] = []
            try reading.forEachLiveAction { keys += $0.ledger.map(\.key) }
            return (reading.schedule.lastLetters, keys)
        }
        #expect(last == [.person(fixture.register.person.id): .today])
        #expect(keys.map(\.isByHand) == [true])
        #expect(try await store.enqueue([fixture.letter()], of: fixture.look) == 1)
    }

    @Test func recordSaysWhoAskedAndWhen() throws {
        try remind()
        let records = try store.reading(fixture.action.id, at: .noon) { $0.records }
        #expect(records.map(\.request) == [.init(at: .noon, by: "h.osei")])
        #expect(records.map(\.sentence) == [nil] && records[0].letters.count == 1)
    }

    // MARK: - Given back

    /// As the queue run does when the reader has changed.
    private func giveBack(to recipients: [Recipient], at now: Date = .noon) async throws {
        let material = try await store.letterMaterial(at: now, limit: 10)
        let entries = material.letters.map { letter in
            PreparedEntry(
                id: letter.entry.id, .suppress(.recipientChanged),
                released: letter.steps.map {
                    ReleasedStep(ledger: $0.ledger, from: letter.recipient, to: recipients)
                })
        }
        _ = try await store.commit(entries, by: "this", at: now)
    }

    private func again(at now: Date = .noon) async throws -> RemindersAgain {
        try await store.remindAgain(
            fixture.register.board.id, at: now, sender: sender, lifetime: 5 * 86_400)
    }

    @Test func stepThatIsGivenBackStaysInTheLedgerAndWaits() async throws {
        try remind()
        try await giveBack(to: [.person(Person.ID(77))])
        #expect(try await fixture.ledger().map(\.waiting) == [[.person(Person.ID(77))]])
        #expect(try await store.boardsWithWaitingReminders().map(\.slug) == ["vawg"])
        try store.pause(fixture.register.board.id, told: .noon)
        #expect(try await store.boardsWithWaitingReminders().isEmpty)
    }

    @Test func stepThatIsGivenBackToNobodyWaitsForTheOneItWasFor() async throws {
        try remind()
        try await giveBack(to: [])
        #expect(try await fixture.ledger().map(\.waiting) == [[.person(fixture.register.person.id)]])
    }

    @Test func stepThatWaitsIsWrittenOnceToItsReaderOfToday() async throws {
        try remind(note: "The Mayor asks")
        try await giveBack(to: [])
        #expect(try await again().planned == 1)
        #expect(try await again().planned == 0)
        let lines = try store.outbox()
        #expect(lines.map(\.entry.state) == [.suppressed, .queued])
        #expect(lines[0].entry.messageID == lines[1].entry.messageID)
        #expect(
            try await store.letterMaterial(at: .noon, limit: 10).letters.map(\.note) == ["The Mayor asks"])
        #expect(try await store.boardsWithWaitingReminders().isEmpty)
    }

    @Test func jointOwnersWhoComeToOneReaderHaveOneLetterAgain() async throws {
        let mps = fixture.register.mps.id
        let seat = Seat(
            id: .new, board: fixture.register.board.id, person: fixture.register.person.id, role: .contact,
            organisation: mps)
        _ = try store.addSeat(seat, told: .noon)
        try store.assignAction(fixture.action.id, to: [owner, .organisation(mps)], told: .noon)
        #expect(try remind().map(\.steps.count) == [2])
        try await giveBack(to: [])
        #expect(try await again().planned == 1)
        #expect(try store.outbox().map(\.steps.count) == [0, 2])
    }

    @Test func stepThatExpiresWaitingIsMissed() async throws {
        try remind()
        try await giveBack(to: [])
        var person = fixture.register.person
        person.mailbox = nil
        try store.setPerson(person, told: .noon)
        let waiting = try await again()
        #expect(waiting.planned == 0 && waiting.nextLook == .noon.adding(days: 5))
        #expect(waiting.problems.count == 1)
        let late = Date.noon.adding(days: 5)
        #expect(try await again(at: late).missed == 1)
        #expect(try await again(at: late).missed == 0)
        let records = try store.reading(fixture.action.id, at: late) { $0.records }
        #expect(records.map(\.outcome) == [.missed] && records.map(\.recordedAt) == [late])
    }

    @Test func stepThatIsOverWaitsNoMore() async throws {
        try remind()
        try await giveBack(to: [])
        try store.closeAction(fixture.action.id, by: .chair(reason: "done"), told: .noon)
        #expect(try await again() == RemindersAgain())
        try store.reopenAction(fixture.action.id, told: .noon)
        #expect(try await again().planned == 0)
        #expect(try await store.boardsWithWaitingReminders().isEmpty)
    }

    // MARK: - Older databases

    @Test func databaseOfTheFirstSchemaIsBroughtUpToDate() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("minuted.sqlite")
        let old = try DatabaseQueue(path: path)
        try old.write { db in
            try Store.createRegister(db)
            try Store.createLetters(db)
            try db.execute(sql: "INSERT INTO installation (one, id) VALUES (1, randomblob(16))")
            try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try old.close()
        let store = try Store(path: path)
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reminding") } == 0)
        #expect(try store.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") } == Store.schemaVersion)
    }
}
