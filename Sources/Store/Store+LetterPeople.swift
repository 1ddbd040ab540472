import ActionRegister
import GRDB
import Scheduling

/// The few rows of the register that a batch of letters has to do with, where a
/// board may have ten thousand.
extension Store {
    /// The seats by which these people and owners are found, and those of the
    /// chairs, the secretariat and all deputies.
    static func seats(
        _ db: Database, of board: Board.ID, _ persons: Set<Person.ID>, _ owners: Set<Owner>
    ) throws -> [Seat] {
        let people = persons.map(\.rawValue) + owners.compactMap(\.personColumn)
        let organisations = owners.compactMap(\.organisationColumn)
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    WITH own AS MATERIALIZED (
                        SELECT seat.* FROM json_each(?2) e CROSS JOIN seat ON seat.person = e.value AND seat.board = ?1)
                    SELECT \(Seat.columns) FROM (
                    SELECT * FROM own
                    UNION
                    SELECT * FROM seat WHERE board = ?1 AND role NOT IN ('contact', 'member')
                    UNION
                    SELECT seat.* FROM (
                        SELECT value AS id FROM json_each(?3)
                        UNION SELECT organisation FROM own WHERE organisation IS NOT NULL) o
                        CROSS JOIN seat ON seat.organisation = o.id AND seat.board = ?1)
                    ORDER BY id
                    """),
            arguments: [board.rawValue, jsonArray(people), jsonArray(organisations)])
        return rows.map(Seat.init(row:))
    }

    static func reachable(_ db: Database, among persons: Set<Person.ID>) throws -> Set<Person.ID> {
        let statement = try db.cachedStatement(
            sql: """
                SELECT person FROM personDetails
                WHERE mailbox IS NOT NULL AND person IN (SELECT value FROM json_each(?))
                """)
        let rows = try Int64.fetchCursor(statement, arguments: [jsonArray(persons.map(\.rawValue))])
        return try Set(rows.map { Person.ID($0) }).subtracting(heldMailboxes(db))
    }

    static func people(_ db: Database, _ ids: Set<Person.ID>) throws -> [Person] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT person.id, organisation, name, salutation, mailbox
                FROM person JOIN personDetails ON personDetails.person = person.id
                WHERE person.id IN (SELECT value FROM json_each(?))
                """)
        return try Row.fetchAll(statement, arguments: [jsonArray(ids.map(\.rawValue))]).map(Person.init(row:))
    }
}
