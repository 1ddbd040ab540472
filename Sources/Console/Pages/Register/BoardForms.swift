import ActionRegister
import Documents
import Foundation
import Hummingbird
import Store

/// What can be done to several actions of a register at once.
enum BoardForms {
    /// All of them, or none.
    static func bulk(_ visit: Visit, _ form: Form) throws -> FormReply {
        let board = try visit.board()
        try visit.mustKeep(board.id)
        let ids = form.all("action").compactMap(Int64.init).map { Action.ID($0) }
        guard !ids.isEmpty else { throw FieldProblem(nil, "Tick the actions first.") }
        guard let change = changes[form["do"]] else {
            throw FieldProblem("do", "Choose what to do with them.")
        }
        let back =
            "/boards/\(board.slug)"
            + (visit.query.query.isEmpty ? "" : "?\(visit.query.with("done", nil).query)")
        try visit.store.changeActions(ids, on: board.id, change, told: visit.told)
        return .done(change.notice, at: back)
    }

    private static let changes: [String: BulkChange] = [
        "open": .status(.open), "in-progress": .status(.inProgress), "hold": .status(.onHold),
        "reopen": .reopen,
    ]
}

extension BulkChange {
    fileprivate var notice: Notice {
        switch self {
        case .reopen: .reopened
        case .status(.onHold): .held
        case .status: .saved
        }
    }
}

/// The register as a file.
enum BoardExport {
    static func file(_ visit: Visit) throws -> Response {
        let board = try visit.board()
        let printer = RegisterPrinter(try visit.store.snapshot()) { _, _ in nil }
        let records = try visit.store.actions(ActionFilter(board: board.id), at: visit.now)
        // By the mark at its head Excel knows UTF-8; an import takes it off again.
        let text = "\u{FEFF}" + CSVWriter.text(printer.records(of: records))
        return .file(text, named: "\(board.slug)-actions.csv", type: "text/csv; charset=utf-8")
    }
}
