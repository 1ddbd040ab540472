package import ActionRegister
import Foundation
import GRDB
package import Scheduling

extension Store {
    /// Adds a board, in draft, with the rules it starts with.
    ///
    /// - Throws: `RegisterError.exists` for a slug that is taken, `.invalid` for a
    ///   zone, a calendar or a pattern that cannot be used.
    package func addBoard(_ board: Board, rules: [RuleSentence] = [], told: Told) throws -> Board {
        try write { db in
            try Self.validate(db, board)
            guard try Self.board(db, slug: board.slug) == nil else {
                throw RegisterError.exists(.board, board.slug)
            }
            let id = try Self.insert(db, board.tellingAllWell(since: nil, told))
            try Self.audit(db, told, "board add", .board, id.rawValue, new: board.facts)
            for rule in rules { _ = try Self.addRule(db, rule, to: id, told) }
            return try Self.board(db, id: id)
        }
    }

    /// Changes everything a secretary sets; the slug, the state and the last
    /// activation stay.
    ///
    /// - Parameter statusWords: the words it prints for statuses; `nil` brings the usual one
    ///   back, and a status that is not named keeps its word.
    package func setBoard(
        _ board: Board, statusWords: [String: String?] = [:], told: Told
    ) throws {
        try write { db in
            try Self.setBoard(db, board, told)
            for (status, word) in statusWords.sorted(by: { $0.key < $1.key }) {
                try Self.setStatusWord(db, word, for: status, board: board.id, told)
            }
        }
    }

    static func setBoard(_ db: Database, _ board: Board, _ told: Told) throws {
        try validate(db, board)
        let old = try Self.board(db, id: board.id)
        guard try audit(db, told, "board set", .board, board.id.rawValue, from: old.facts, to: board.facts)
        else { return }
        try update(db, board.tellingAllWell(since: old, told))
        if board.referencePattern != old.referencePattern { try recount(db, board) }
    }

    /// All boards in the order they were added.
    package func boards() throws -> [Board] { try read { try Self.boards($0) } }

    /// - Throws: `RegisterError.unknown` with the nearest slug.
    package func board(_ slug: String) throws -> Board {
        try read { db in
            if let board = try Self.board(db, slug: slug.lowercased()) { return board }
            let nearest = try Self.boards(db).map(\.slug).nearest(to: slug)
            throw RegisterError.unknown(.board, slug, nearest: nearest)
        }
    }

    /// The board's own words for statuses, and for `draft`.
    package func statusWords(_ board: Board.ID) throws -> [String: String] {
        try read { try Self.statusWords($0, board) }
    }

    private static func setStatusWord(
        _ db: Database, _ word: String?, for status: String, board: Board.ID, _ told: Told
    ) throws {
        if let word { try Wording.checkLine(word, of: "word for \(status)") }
        let old = try statusWords(db, board)[status]
        guard
            try audit(
                db, told, "board texts", .board, board.rawValue, from: [status: .plain(old)],
                to: [status: .plain(word)])
        else { return }
        try db.execute(
            sql: "DELETE FROM boardStatusWord WHERE board = ? AND status = ?",
            arguments: [board.rawValue, status])
        guard let word else { return }
        try db.execute(
            sql: "INSERT INTO boardStatusWord (board, status, word) VALUES (?, ?, ?)",
            arguments: [board.rawValue, status, word])
    }
}

extension Store {
    static func boards(_ db: Database) throws -> [Board] {
        try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM board ORDER BY id")).map(Board.init(row:))
    }

    static func board(_ db: Database, id: Board.ID) throws -> Board {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM board WHERE id = ?"), arguments: [id.rawValue])
        guard let row else { throw RegisterError.unknown(.board, id.description, nearest: nil) }
        return Board(row: row)
    }

    private static func board(_ db: Database, slug: String) throws -> Board? {
        try Row.fetchOne(db, sql: "SELECT * FROM board WHERE slug = ?", arguments: [slug]).map(
            Board.init(row:))
    }

    static func statusWords(_ db: Database, _ board: Board.ID) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT status, word FROM boardStatusWord WHERE board = ?", arguments: [board.rawValue])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["status"] as String, $0["word"] as String) })
    }

    private static func checkWords(_ board: Board) throws {
        try Wording.checkLine(board.name, of: "name")
        try Wording.checkLineIfAny(board.texts.marking, of: "marking")
        try Wording.checkLineIfAny(board.texts.signOff, of: "sign-off")
        try Wording.checkLineIfAny(board.texts.phone, of: "phone")
        try Wording.checkTextIfAny(board.texts.intro, of: "intro")
        try Wording.checkTextIfAny(board.texts.privacyNotice, of: "privacy notice")
    }

    /// In characters: it stands in references and on command lines.
    private static let longestSlug = 60

    private static func validate(_ db: Database, _ board: Board) throws {
        let letters = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyz0123456789-")
        guard (1...longestSlug).contains(board.slug.count),
            board.slug.unicodeScalars.allSatisfy(letters.contains)
        else {
            throw RegisterError.invalid(
                what: "\"\(board.slug.prefix(longestSlug))\" cannot name a board",
                instead: "write at most \(longestSlug) lower-case letters, digits and hyphens, like vawg")
        }
        try checkWords(board)
        guard TimeZone(identifier: board.timeZone) != nil else {
            throw RegisterError.invalid(
                what: "no time zone \"\(board.timeZone)\"", instead: "write one like Europe/London")
        }
        guard ReferencePattern(board.referencePattern) != nil else {
            throw RegisterError.invalid(
                what: "\"\(board.referencePattern)\" cannot number actions",
                instead: "write a pattern like VAWG-{nnn}, A-{yy}-{nnn} or {n}")
        }
        let calendars = try HolidayCalendar.shippedNames + installedCalendars(db)
        guard calendars.contains(board.calendar) else {
            let nearest = calendars.nearest(to: board.calendar).map { "did you mean \"\($0)\"? " } ?? ""
            throw RegisterError.invalid(
                what: "no calendar \"\(board.calendar)\"",
                instead: "\(nearest)the calendars are \(calendars.joined(separator: ", "))")
        }
    }
}

extension Board {
    /// With the instant from which on its weekly letter goes: that on which its day
    /// was set.
    fileprivate func tellingAllWell(since old: Board?, _ told: Told) -> Board {
        var board = self
        board.allWellSince = allWell.map { $0 == old?.allWell ? old?.allWellSince ?? told.now : told.now }
        return board
    }
}
