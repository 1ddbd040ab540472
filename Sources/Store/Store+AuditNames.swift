import ActionRegister
import Foundation
import GRDB

extension Store {
    /// What the numbers in entries of the audit stand for, as it is called now.
    ///
    /// A person who was erased and an organisation that went into another have no name
    /// any more; nor has what never had one, such as a silence. A meeting is named by
    /// its day or month as machines write it.
    package func auditNames(_ numbers: [Subject: Set<Int64>]) throws -> [Subject: [Int64: String]] {
        try read { db in
            try numbers.reduce(into: [:]) { names, asked in
                guard let sql = Self.naming(asked.key) else { return }
                let json = "[\(asked.value.map(String.init).joined(separator: ","))]"
                let rows = try Row.fetchCursor(
                    db, sql: "SELECT id, name FROM (\(sql)) WHERE id IN (SELECT value FROM json_each(?))",
                    arguments: [json])
                var found: [Int64: String] = [:]
                while let row = try rows.next() { found[row["id"]] = Self.name(row, of: asked.key) }
                names[asked.key] = found
            }
        }
    }

    /// The numbers and names of all of a kind.
    private static func naming(_ subject: Subject) -> String? {
        switch subject {
        case .board: "SELECT id, name FROM board"
        case .rule: "SELECT id, sentence AS name FROM rule"
        case .person: "SELECT person AS id, name FROM personDetails"
        case .organisation:
            "SELECT organisation AS id, text AS name FROM organisationName WHERE position = 0"
        case .seat:
            "SELECT seat.id, role || ', ' || name AS name FROM seat JOIN personDetails USING (person)"
        case .absence: "SELECT absence.id, name FROM absence JOIN personDetails USING (person)"
        case .meeting: "SELECT id, coalesce(day, postponedFrom, month) AS name FROM meeting"
        case .action: "SELECT id, reference AS name FROM action"
        case .update:
            """
            SELECT actionUpdate.id, reference AS name
            FROM actionUpdate JOIN action ON action.id = actionUpdate.action
            """
        case .silence, .calendar, .letter, .relay, .database: nil
        }
    }

    /// Days are numbers; a month is its text.
    private static func name(_ row: Row, of subject: Subject) -> String? {
        let value: DatabaseValue = row["name"]
        guard subject == .meeting, let day = Int32.fromDatabaseValue(value) else {
            return String.fromDatabaseValue(value)
        }
        return CalendarDay(number: day).description
    }
}
