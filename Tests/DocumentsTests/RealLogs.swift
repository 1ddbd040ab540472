import ActionRegister
import Documents
import Foundation

/// The two boards' files as their secretariats keep them.
enum RealLogs {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/demo")

    static func contents(_ file: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: file))
    }

    /// Everything imported in the order the contract gives.
    static func register() throws -> RegisterSnapshot {
        var register = RegisterSnapshot.twoBoards
        _ = try register.take(.organisations, contents("organisations.csv"))
        _ = try register.take(.people, contents("people.csv"))
        _ = try register.take(.meetings, contents("meetings.csv"))
        _ = try register.take(.actions, contents("vawg-action-log.csv"), board: "vawg")
        _ = try register.take(.actions, contents("victims-action-log.csv"), board: "victims")
        return register
    }
}

extension RegisterSnapshot {
    /// An action as a test compares it, in one line of words.
    func line(_ action: Action) -> String {
        let printer = RegisterPrinter(self) { _, _ in nil }
        let owners = action.owners.map { owner in
            if case .person = owner.owner {
                "*" + printer.name(owner.owner)
            } else {
                printer.name(owner.owner)
            }
        }
        let notes = updates.filter { $0.action == action.id }.map { "\($0.day) \($0.text)" }
        return
            ([
                action.reference, owners.joined(separator: "+"), phrase(action.due), action.status.rawValue,
                action.closure.map { "ended \($0.day)" } ?? "",
            ] + notes).filter { !$0.isEmpty }.joined(separator: " | ")
    }

    private func phrase(_ due: Due) -> String {
        switch due {
        case .day(let day): day.description
        case .meeting(let id): "meeting \(meetings.first { $0.id == id }?.day?.description ?? "?")"
        case .ongoing: "ongoing"
        case .unset: "unset"
        }
    }
}
