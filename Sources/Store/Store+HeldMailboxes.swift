package import ActionRegister
import GRDB
import Mail

extension Store {
    /// After so many refusals in a row nobody writes there any more.
    private static let refusalsUntilHeld = 3

    /// Whose mailbox is held: its last three letters were refused or came back for
    /// good, and nobody has set it since.
    ///
    /// They are people without a usable mailbox until `person set --email` names
    /// another one, or the same again.
    static func heldMailboxes(_ db: Database) throws -> Set<Person.ID> {
        let candidates = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT o.person, ifnull(p.mailboxSince, 0)
                    FROM outbox o INDEXED BY outboxBounced JOIN personDetails p USING (person)
                    WHERE o.state = 'bounced' AND o.settledAt > ifnull(p.mailboxSince, 0)
                    GROUP BY o.person HAVING count(*) >= ?
                    """),
            arguments: [refusalsUntilHeld])
        let held = try candidates.filter { try isHeld(db, $0[0], since: $0[1]) }
        return Set(held.map { Person.ID($0[0] as Int64) })
    }

    /// The same, in a transaction of its own.
    package func heldMailboxes() throws -> Set<Person.ID> { try read { try Self.heldMailboxes($0) } }

    private static func isHeld(_ db: Database, _ person: Int64, since: Int64) throws -> Bool {
        let last = try String?.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT iif(state = 'bounced', reason, NULL) FROM outbox
                    WHERE person = ? AND state IN ('relayed', 'bounced') AND settledAt > ?
                    ORDER BY id DESC LIMIT ?
                    """),
            arguments: [person, since, refusalsUntilHeld])
        return last.count == refusalsUntilHeld
            && last.allSatisfy { $0.flatMap(OutboxReason.init)?.isRefusal ?? false }
    }
}
