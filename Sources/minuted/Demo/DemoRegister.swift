import ActionRegister
import Documents
import Foundation
import SampleRegisters
import Scheduling
import Store

/// The two sample boards, set up as a secretary would: the files imported, the
/// actions released, the boards activated.
struct DemoRegister {
    /// Monday 23 November 2026, five to nine in London: the first letters go at nine.
    static let setUpAt = Date(timeIntervalSince1970: 1_795_424_100)
    static let opening = setUpAt + 300

    /// Who keeps both boards.
    static let secretary = "Harriet Osei"

    let store: Store
    private let told = Told(by: "demo", at: setUpAt)

    func fill() throws {
        try add("vawg", "VAWG Board", phone: "020 7946 0123")
        try add("victims", "Victims' Board", phone: "020 7946 0124")
        try take(SampleRegisters.organisations, .organisations)
        try take(SampleRegisters.people, .people)
        try take(SampleRegisters.meetings, .meetings)
        try take(SampleRegisters.vawgActions, .actions, of: "vawg")
        try take(SampleRegisters.victimsActions, .actions, of: "victims")
        for board in try store.boards() {
            try store.activate(board.id, told: told)
            _ = try store.release(store.drafts(board.id).map(\.id), told: told)
        }
    }

    private func add(_ slug: String, _ name: String, phone: String) throws {
        var board = Board(id: .init(0), slug: slug, name: name)
        board.papersDue = DayOffset(5, .clearWorkingDays)
        board.secretariat = Mailbox("\(slug).board@mopac.example.org")
        board.texts.signOff = "Harriet Osei, Secretary to the \(name), MOPAC"
        board.texts.phone = phone
        _ = try store.addBoard(board, rules: RuleSentence.standardSchedule, told: told)
    }

    private func take(_ contents: [UInt8], _ kind: RegisterImport.Kind, of slug: String? = nil) throws {
        let board = try slug.map(store.board)
        let reader = RegisterImport(
            file: kind.rawValue, contents: Data(contents), into: try store.snapshot(actionsOf: board?.id),
            at: told.now, board: board)
        try store.write(reader.outcome(of: kind).batch, told: told)
    }
}
