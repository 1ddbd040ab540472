import ActionRegister
import Testing

@testable import Store

@Suite struct WordingTests {
    static let unreadable = ["", "  ", "\t", "\u{200B}", "\n"]
    static let misleading = [
        "a\nb", "a\r\nb", "a\u{1B}[31m", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b", "a\0",
    ]

    let register: RegisterFixture
    var store: Store { register.store }

    init() throws { register = try RegisterFixture() }

    @Test(arguments: unreadable + misleading)
    func aNameIsOneReadableLine(name: String) throws {
        var board = register.board
        board.name = name
        #expect(throws: RegisterError.self) { try store.setBoard(board, told: .noon) }
        let other = Board(id: .new, slug: "other", name: name)
        #expect(throws: RegisterError.self) { try store.addBoard(other, told: .noon) }
        #expect(throws: RegisterError.self) {
            try store.addPerson(Person(id: .new, name: name), told: .noon)
        }
        #expect(throws: RegisterError.self) {
            try store.addPerson(Person(id: .new, name: "Tom", salutation: name), told: .noon)
        }
        #expect(throws: RegisterError.self) {
            try store.addOrganisation(Organisation(id: .new, name: name), told: .noon)
        }
        #expect(throws: RegisterError.self) {
            try store.setBoard(
                store.board(board.slug), statusWords: ["open": name], told: .noon)
        }
    }

    @Test(arguments: misleading)
    func whatStandsInAHeaderIsOneLine(text: String) throws {
        for field in [\BoardTexts.marking, \.signOff, \.phone] {
            var board = register.board
            board.texts[keyPath: field] = text
            #expect(throws: RegisterError.self) { try store.setBoard(board, told: .noon) }
        }
        #expect(throws: RegisterError.self) { try register.action(text) }
    }

    @Test(arguments: unreadable + ["a\u{1B}b", "a\0"])
    func whatIsSaidCanBeRead(text: String) throws {
        var action = try register.action()
        let update = ActionUpdate(id: .new, action: action.id, day: .today, recordedAt: .noon, text: text)
        #expect(throws: RegisterError.self) { try store.updateAction(update, told: .noon) }
        #expect(throws: RegisterError.self) {
            try store.proposeAction(action.id, note: text, told: .noon)
        }
        #expect(throws: RegisterError.self) {
            try store.closeAction(action.id, by: .chair(reason: text), told: .noon)
        }
        #expect(throws: RegisterError.self) {
            try store.cancelAction(action.id, reason: text, told: .noon)
        }
        let silence = Silence(id: .new, from: .today, until: .today, reason: text)
        #expect(throws: RegisterError.self) { try store.addSilence(silence, told: .noon) }
        action.text = text
        #expect(throws: RegisterError.self) { try store.editAction(action, told: .noon) }
        #expect(throws: RegisterError.self) { try store.addAction(action, told: .noon) }
        #expect(try register.record(action).action.status == .open)
    }

    @Test func aTextMayHaveLines() throws {
        var action = try register.action()
        action.text = "Bring figures:\n\tby ward\r\n\tby month"
        try store.editAction(action, told: .noon)
        #expect(try register.record(action).action.text == action.text)
    }

    @Test func theCharacterInTheWayIsNamed() throws {
        #expect {
            try Wording.checkLine("a\u{202E}b", of: "name")
        } throws: {
            "\($0)" == "the name holds a character that turns the order of letters (U+202E); take it out"
        }
        #expect {
            try Wording.checkLine("a\nb", of: "name")
        } throws: {
            "\($0)" == "the name holds a line break (U+000A); take it out"
        }
    }

    @Test func aReferenceIsTakenInLettersOfAnyCase() throws {
        _ = try register.action("VAWG-A7")
        #expect(throws: RegisterError.exists(.action, "VAWG-A7")) { try register.action("vawg-a7") }
    }
}
