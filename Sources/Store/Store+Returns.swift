import ActionRegister
import Foundation
import GRDB
package import Mail

/// That a letter came back, as a server's report tells it.
package struct ReturnedLetter: Hashable, Sendable {
    /// By the reverse-path that the report was sent to; `nil` where that names none.
    package var entry: OutboxEntry.ID?
    /// By the header section that the report brings along.
    package var messageID: String?
    /// The addresses it was last tried at and first sent to.
    package var recipients: [String]
    package var reporter: String?
    package var status: String?
    package var words: String?

    package init(
        entry: OutboxEntry.ID?, messageID: String?, recipients: [String], reporter: String? = nil,
        status: String? = nil, words: String? = nil
    ) {
        self.entry = entry
        self.messageID = messageID
        self.recipients = recipients
        self.reporter = reporter
        self.status = status
        self.words = words
    }
}

extension Store {
    /// Records that a letter the relay took came back for good.
    ///
    /// Anybody can write to the reverse-path, so a letter is found by two of
    /// three: its number there, its Message-ID, and its recipient. One that has
    /// come back already stays as it is.
    ///
    /// - Returns: the letter, and whether that was new.
    /// - Throws: `RegisterError` where no letter fits, or the one that does has
    ///   not been sent; `StoreError.busy` while it is being handed over.
    package func record(_ returned: ReturnedLetter, told: Told) throws -> (line: OutboxLine, isNew: Bool) {
        let (id, isNew) = try write { db in
            let row = try Self.letter(db, returned)
            let id: Int64 = row["id"]
            switch row.word("state") as OutboxEntry.State {
            case .bounced: return (id, false)
            case .active: throw StoreError.busy
            case .relayed: break
            case .deferred where row["mayHaveBeenSent"]: break
            case let state:
                throw RegisterError.notAllowed(
                    why: "letter \(id) is \(state.rawValue): it cannot have come back",
                    instead: "look at the report by hand")
            }
            try Self.markReturned(db, id, returned, told)
            return (id, true)
        }
        return (try outboxLine(OutboxEntry.ID(id)), isNew)
    }

    private static func letter(_ db: Database, _ returned: ReturnedLetter) throws -> Row {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT o.id, o.state, o.mayHaveBeenSent, o.messageID, m.mailbox
                FROM outbox o LEFT JOIN outboxMessage m ON m.entry = o.id
                WHERE iif(?1 IS NULL, o.messageID = ?2 AND o.state <> 'suppressed', o.id = ?1)
                """,
            arguments: [returned.entry?.rawValue, returned.messageID])
        guard let row else {
            let name = returned.entry?.description ?? returned.messageID ?? "without a number or Message-ID"
            throw RegisterError.unknown(.letter, name, nearest: nil)
        }
        let mailbox = row.mailboxIfAny("mailbox")?.addressSpec.lowercased()
        let agreements = [
            returned.entry != nil, returned.messageID == row["messageID"],
            mailbox.map { returned.recipients.map { $0.lowercased() }.contains($0) } ?? false,
        ]
        guard agreements.count(where: { $0 }) >= 2 else {
            throw RegisterError.notAllowed(
                why: "neither the recipient nor the Message-ID is that of letter \(row["id"] as Int64)",
                instead: "look at the report by hand")
        }
        return row
    }

    private static func markReturned(
        _ db: Database, _ id: Int64, _ returned: ReturnedLetter, _ told: Told
    ) throws {
        let now = told.now.milliseconds
        let words = returned.words.map(ReplyWords.init)
        try db.execute(
            sql: """
                INSERT INTO attempt (entry, startedAt, milliseconds, relay, outcome, replyCode, enhancedStatus, text)
                VALUES (?, ?, 0, ?, 'bounced', ?, ?, ?)
                """,
            arguments: [
                id, now, returned.reporter ?? "", words?.code, words?.status ?? returned.status, words?.text,
            ])
        try db.execute(
            sql: """
                UPDATE outbox SET state = 'bounced', reason = ?, settledAt = ?, nextAttempt = NULL WHERE id = ?
                """,
            arguments: [OutboxReason.returned.rawValue, now, id])
        try audit(
            db, told, "bounce", .letter, id,
            new: ["state": .plain("bounced"), "status": .plain(returned.status)])
    }
}

/// `550 5.1.1 No such user`, taken apart.
private struct ReplyWords {
    var code: Int?
    var status: String?
    var text: String

    init(_ words: String) {
        var rest = words[...]
        if let first = rest.split(separator: " ", maxSplits: 1).first, first.count == 3,
            let number = Int(first),
            (200...599).contains(number)
        {
            (code, rest) = (number, rest.dropFirst(4))
        }
        if let first = rest.split(separator: " ", maxSplits: 1).first,
            first.wholeMatch(of: /[245]\.\d+\.\d+/) != nil
        {
            (status, rest) = (String(first), rest.dropFirst(first.count + 1))
        }
        text = String(rest)
    }
}
