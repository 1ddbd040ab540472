import ActionRegister
import Foundation
import GRDB
import Testing

@testable import Store

/// Several methods in one transaction.
@Suite struct TogetherTests {
    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    private struct Refused: Error {}

    private func names(_ store: Store) throws -> [String] { try store.people().map(\.name) }

    private func add(_ name: String, to store: Store) throws {
        _ = try store.addPerson(Person(id: .new, name: name), told: .noon)
    }

    @Test func whatIsWrittenTogetherIsReadThereAndKept() throws {
        let within = try store.together { store in
            try add("Dana Whitlock", to: store)
            try add("Olive Grant", to: store)
            return try names(store)
        }
        #expect(within == ["Dana Whitlock", "Harriet Osei", "Olive Grant"])
        #expect(try names(store) == within)
        #expect(try store.auditVerify() == nil)
    }

    @Test func whatThrowsLeavesNothingOfWhatCameBefore() throws {
        let before = try store.auditCount()
        #expect(throws: Refused.self) {
            try store.together { store in
                try add("Dana Whitlock", to: store)
                throw Refused()
            }
        }
        #expect(try names(store) == ["Harriet Osei"])
        #expect(try store.auditCount() == before)
    }

    @Test func aMethodThatIsRefusedIsUndoneAloneWhereThatIsBorne() throws {
        try store.together { store in
            try add("Dana Whitlock", to: store)
            let taken = Person(id: .new, name: "Other", mailbox: register.person.mailbox)
            #expect(throws: RegisterError.self) { try store.addPerson(taken, told: .noon) }
        }
        #expect(try names(store) == ["Dana Whitlock", "Harriet Osei"])
    }

    @Test func aRehearsalWithinIsUndoneAlone() throws {
        let action = try register.action()
        try store.together { store in
            try add("Dana Whitlock", to: store)
            let supposed = try store.supposing(.release([action.id]), of: register.board.id, told: .noon) {
                _ in try store.drafts(register.board.id).count
            }
            #expect(supposed == 0)
            #expect(try store.drafts(register.board.id).count == 1)
        }
        #expect(try names(store) == ["Dana Whitlock", "Harriet Osei"])
        #expect(try store.drafts(register.board.id).count == 1)
    }

    /// Two programs, as the console and the command line are.
    @Test func nobodyElseWritesBetweenWhatIsReadAndWhatIsWritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("m.sqlite")
        let ours = try Store(path: path, creating: true)
        var settings = Configuration()
        settings.busyMode = .immediateError
        let theirs = try DatabaseQueue(path: path, configuration: settings)
        let write = { try theirs.write { try $0.execute(sql: "INSERT INTO organisation DEFAULT VALUES") } }
        try ours.together { store in
            #expect(try store.organisations().isEmpty)
            #expect(throws: DatabaseError.self) { try write() }
            try add("Dana Whitlock", to: store)
        }
        try write()
        #expect(try names(ours) == ["Dana Whitlock"])
    }
}
