import ActionRegister
package import Foundation
package import Store

/// How every board stands, in the order they were added.
package struct RegisterReport: Sendable {
    package private(set) var boards: [BoardReport]

    /// Reads all boards and their open actions, as of an instant.
    package init(_ store: Store, at now: Date) throws {
        let names = try RegisterNames(store)
        boards = try store.boards().map { BoardReport(try store.condition(of: $0.id), names, at: now) }
        var places: [Board.ID: Int] = [:]
        for (place, report) in boards.enumerated() { places[report.board.id] = place }
        let live = ActionFilter(statuses: Set(Action.Status.allCases.filter(\.isLive)))
        try store.forEachAction(live, at: now) { record in
            if let place = places[record.action.board] { boards[place].consider(record) }
        }
    }

    package var problems: [Problem] { boards.flatMap(\.problems) }
    package var waitingDrafts: [Problem] { boards.compactMap(\.waitingDrafts) }
}
