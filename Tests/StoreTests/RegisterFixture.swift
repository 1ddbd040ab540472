import ActionRegister
import Foundation

@testable import Store

/// A store with one board, one organisation and one person, told at noon.
struct RegisterFixture {
    let store: Store
    let board: Board
    let mps: Organisation
    let person: Person

    init(pattern: String? = nil) throws {
        store = try Store.inMemory()
        let draft = Board(id: .new, slug: "vawg", name: "VAWG Board", referencePattern: pattern)
        board = try store.addBoard(draft, told: .noon)
        mps = try store.addOrganisation(Organisation(id: .new, name: "MPS", aliases: ["Met"]), told: .noon)
        let harriet = Person(id: .new, name: "Harriet Osei", mailbox: Mailbox("h.osei@example.org"))
        person = try store.addPerson(harriet, told: .noon)
    }

    func meeting(_ day: CalendarDay, state: Meeting.State = .planned) throws -> Meeting {
        try store.addMeeting(Meeting(id: .new, board: board.id, day: day, state: state), told: .noon)
    }

    func action(
        _ reference: String = "", owners: [Owner]? = nil, due: Due = .unset, isReleased: Bool = false
    ) throws -> Action {
        let owners = (owners ?? [.organisation(mps.id)]).map { Ownership(owner: $0, assignedAt: .noon) }
        let draft = Action(
            id: .new, board: board.id, reference: reference, text: "Bring figures", owners: owners, due: due)
        let action = try store.addAction(draft, told: .noon)
        guard isReleased else { return action }
        _ = try store.release([action.id], told: .noon)
        return try record(action).action
    }

    func record(_ action: Action, at now: Date = .noon) throws -> ActionRecord {
        try store.action(board.id, action.reference, at: now)
    }
}

extension Date {
    /// Noon in London on 23 November 2026, a Monday.
    static let noon = Date(timeIntervalSince1970: 1_795_435_200)

    func adding(days: Int) -> Date { self + Double(days) * 86_400 }
}

extension Told {
    static let noon = Told(by: "secretary", at: .noon)

    static func later(days: Int) -> Told { Told(by: "secretary", at: .noon.adding(days: days)) }
}

extension CalendarDay {
    static let today = CalendarDay(2026, 11, 23)
}

/// A folder that is gone with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "minuted-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
