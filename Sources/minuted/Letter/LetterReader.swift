import ActionRegister
import Foundation
import Scheduling
import Store

/// Who reads a board's letters, as somebody names them on the command line.
struct LetterReader {
    let recipient: Recipient
    /// As they are called.
    let name: String
    /// Who is written to when nobody is away; `nil` where that is the same.
    private(set) var usual: Recipient?

    /// Reads a person's name or mailbox, an organisation's name, which stands for
    /// its first contact, or `secretariat`.
    ///
    /// - Throws: a complaint where nobody is known by that name, or where nobody
    ///   is written to for them.
    init(named who: String, on board: Board, in store: Store, at now: Date) throws {
        let directory = try Directory(store)
        if who.lowercased() == "secretariat" {
            let first = try Self.first(of: nil, as: .secretariat, on: board, in: store, at: now)
            guard let first else { throw Self.nobody("the secretariat", on: board) }
            self.init(first, directory, board)
        } else {
            let owner = try directory.owner(who)
            if case .person(let id) = owner {
                self.init(.person(id), directory, board)
            } else {
                let first = try Self.first(of: owner, as: .owner, on: board, in: store, at: now)
                guard let first else { throw Self.nobody(directory.name(owner), on: board) }
                self.init(first, directory, board)
                let usual = try Self.first(
                    of: owner, as: .owner, on: board, in: store, at: now, evenIfAway: true)
                self.usual = usual == first ? nil : usual
            }
        }
    }

    /// The one that is written to again when they are back.
    func back(_ store: Store, _ board: Board) throws -> LetterReader? {
        guard let usual else { return nil }
        return LetterReader(usual, try Directory(store), board)
    }

    private init(_ recipient: Recipient, _ directory: Directory, _ board: Board) {
        self.recipient = recipient
        name =
            switch recipient {
            case .person(let id): directory.name(.person(id))
            case .secretariat: "the \(board.name) secretariat"
            }
    }

    private static func first(
        of owner: Owner?, as audience: Audience, on board: Board, in store: Store, at now: Date,
        evenIfAway: Bool = false
    ) throws -> Recipient? {
        try store.read(board.id, at: now) { reading in
            var schedule = reading.schedule
            if evenIfAway { schedule.absences = [] }
            let roster = Roster(schedule, on: schedule.calendar.day(of: now))
            return roster.resolve(owner, as: audience).recipients.first
        }
    }

    private static func nobody(_ whom: String, on board: Board) -> Complaint {
        Complaint(
            .badInput, "preview", "nobody with a mailbox is written to for \(whom) on \(board.slug)",
            "see member list and person list")
    }
}

/// Why nobody writes to somebody, as far as the register shows.
struct NoLetter {
    let reasons: [String]

    init(to reader: LetterReader, of board: Board, in store: Store, at now: Date) throws {
        let rules = try store.rules(board.id)
        let drafts = try store.drafts(board.id).count
        let meeting = try store.nextMeeting(board.id, after: now)
        let (isReachable, live) = try store.read(board.id, at: now) { reading in
            try (
                reading.schedule.reaches(reader.recipient), Self.live(reading, for: reader.recipient, at: now)
            )
        }
        let reasons = [
            isReachable ? nil : "they have no mailbox (person set --email)",
            rules.isEmpty ? "\(board.slug) has no rules (rule add)" : nil,
            live == 0 ? "no action that comes to them is released and open" : nil,
            drafts > 0 ? "drafts of \(board.slug) that wait for release: \(drafts)" : nil,
            meeting == nil ? "\(board.slug) has no meeting ahead (meeting add)" : nil,
        ].compactMap { $0 }
        self.reasons = reasons.isEmpty ? ["all that is owed has been sent, answered or silenced"] : reasons
    }

    private static func live(_ reading: BoardReading, for recipient: Recipient, at now: Date) throws -> Int {
        let roster = Roster(reading.schedule, on: reading.schedule.calendar.day(of: now))
        var count = 0
        try reading.forEachLiveAction { action in
            if action.owners.contains(where: {
                roster.resolve($0.owner, as: .owner).recipients.contains(recipient)
            }) {
                count += 1
            }
        }
        return count
    }
}

extension BoardSchedule {
    fileprivate func reaches(_ recipient: Recipient) -> Bool {
        switch recipient {
        case .person(let id): reachable.contains(id)
        case .secretariat: board.secretariat != nil
        }
    }
}
