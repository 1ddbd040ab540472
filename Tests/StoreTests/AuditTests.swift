import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct AuditTests {
    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    @Test func everyChangeLeavesAnEntryThatSaysWhoWhenOldAndNew() throws {
        var board = register.board
        board.gap = 5
        let told = Told(by: "h.osei", at: .noon.adding(days: 3), realTime: .noon)
        try store.setBoard(board, told: told)
        let entry = try #require(try store.audit().last)
        #expect(entry.actor == "h.osei")
        #expect(entry.now == told.now && entry.realTime == .noon)
        #expect(entry.verb == "board set" && entry.subjectID == board.id.rawValue)
        #expect(entry.old == #"{"gap":3}"# && entry.new == #"{"gap":5}"#)
    }

    @Test func aChangeThatChangesNothingLeavesNoEntry() throws {
        let count = try store.audit().count
        try store.setBoard(register.board, told: .noon)
        try store.setPerson(register.person, told: .noon)
        #expect(try store.audit().count == count)
    }

    @Test func aTrailThatWasOnlyAddedToVerifies() throws {
        _ = try register.action(isReleased: true)
        #expect(try store.audit().count == 5)
        #expect(try store.auditVerify() == nil)
    }

    @Test(arguments: [
        "UPDATE audit SET new = '{}' WHERE sequence = 2", "UPDATE audit SET now = now + 1 WHERE sequence = 2",
        "UPDATE audit SET actor = 'x' WHERE sequence = 2",
        "UPDATE audit SET hash = randomblob(32) WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 2",
        "UPDATE auditText SET text = 'x' WHERE entry = 2", "DELETE FROM auditText WHERE entry = 2",
        "UPDATE auditText SET salt = randomblob(16) WHERE entry = 2",
    ])
    func anEntryEditedBehindItsBackIsNamed(sql: String) throws {
        _ = try store.addPerson(Person(id: .new, name: "Dana Whitlock"), told: .noon)
        try tamper("UPDATE audit SET sequence = sequence")
        try tamper(sql.replacingOccurrences(of: "= 2", with: "= 3"))
        #expect(try store.auditVerify()?.sequence == 3)
    }

    @Test(arguments: [
        "UPDATE audit SET new = '{}' WHERE sequence = 1", "DELETE FROM audit WHERE sequence = 1",
        "UPDATE auditText SET salt = x'00' WHERE entry = 3", "DELETE FROM auditText WHERE entry = 3",
        "UPDATE auditText SET text = 'x' WHERE entry = 3", "UPDATE auditText SET text = NULL, entry = 1",
    ])
    func theSchemaItselfRefusesToRewriteTheTrail(sql: String) throws {
        #expect(throws: DatabaseError.self) { try store.writer.write { try $0.execute(sql: sql) } }
        #expect(try store.auditVerify() == nil)
    }

    @Test func anErasedPersonIsNowhereAndTheChainStillVerifies() throws {
        var person = register.person
        person.salutation = "Ms Osei"
        try store.setPerson(person, told: .noon)
        try store.erasePerson(person.id, told: .noon)
        #expect(try store.auditVerify() == nil)
        #expect(try store.people().isEmpty)
        let kept = try everythingKept()
        #expect(kept.contains("vawg") && !kept.contains("Osei") && !kept.contains("h.osei@example.org"))
        let entry = try #require(try store.audit().first { $0.verb == "person add" })
        #expect(entry.new.contains(#""name":null"#))
    }

    @Test func anErasedPersonStaysErased() throws {
        try store.erasePerson(register.person.id, told: .noon)
        #expect(throws: RegisterError.unknown(.person, register.person.id.description, nearest: nil)) {
            try store.setPerson(register.person, told: .noon)
        }
        #expect(throws: DatabaseError.self) {
            try store.writer.write { db in
                try db.execute(
                    sql: "INSERT INTO personDetails (person, name, folded) VALUES (?, 'x', 'x')",
                    arguments: [register.person.id.rawValue])
            }
        }
    }

    @Test func entriesHoldPeopleByNumberAndTextsByHash() throws {
        let rows = try store.read { try String.fetchAll($0, sql: "SELECT old || new || actor FROM audit") }
        #expect(!rows.joined().contains("Osei") && !rows.joined().contains("secretary"))
    }

    @Test func theSameTextHasAnotherHashEachTime() throws {
        _ = try store.addPerson(Person(id: .new, name: "Harriet Osei"), told: .noon)
        let hashes = try store.read { db in
            try String.fetchAll(db, sql: "SELECT hash FROM auditText WHERE text = 'Harriet Osei'")
        }
        #expect(hashes.count == 2 && Set(hashes).count == 2)
    }

    @Test func theTrailIsReadPageByPage() throws {
        let all = try store.audit()
        #expect(try store.audit(limit: 2) + store.audit(after: 2) == all)
    }

    private func tamper(_ sql: String) throws {
        try store.writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for trigger in [
                "auditIsNotChanged", "auditIsNotDeleted", "auditTextIsOnlyErased", "auditTextIsNotDeleted",
            ] {
                try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger)")
            }
            try db.execute(sql: sql)
        }
    }

    private func everythingKept() throws -> String {
        try store.read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            return try tables.map { try Row.fetchAll(db, sql: "SELECT * FROM \($0)").description }.joined()
        }
    }
}
