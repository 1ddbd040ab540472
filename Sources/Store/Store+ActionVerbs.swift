package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// Adds an action: open, a draft until it is released, its owners assigned now.
    ///
    /// Without a reference it takes the board's next.
    package func addAction(_ action: Action, told: Told) throws -> Action {
        try Self.checkWords(of: action)
        return try write { db in
            try Self.refuseAlike(db, action)
            var draft = action
            draft.owners = Ownership.assign(action.owners.map(\.owner), at: told.now)
            (draft.originalDue, draft.revisions, draft.status) = (action.due, 0, .open)
            (draft.releasedAt, draft.liveSince, draft.closure) = (nil, nil, nil)
            let board = try Self.board(db, id: action.board)
            return try Self.action(db, id: Self.add(db, draft, on: board, "action add", told))
        }
    }

    /// Changes the text, the meeting and item that raised it, and whether it is
    /// restricted or standing; other verbs change the rest.
    package func editAction(_ action: Action, told: Told) throws {
        try Self.checkWords(of: action)
        try write { db in
            try Self.change(db, action.id, "action edit", told) { new in
                (new.text, new.raisedAt, new.item) = (action.text, action.raisedAt, action.item)
                (new.isRestricted, new.isStanding) = (action.isRestricted, action.isStanding)
            }
        }
    }

    /// Gives an action to others; who stays has been assigned since before.
    package func assignAction(_ id: Action.ID, to owners: [Owner], told: Told) throws {
        try write { db in
            try Self.change(db, id, "action assign", told) { action in
                action.owners = Ownership.assign(owners, keeping: action.owners, at: told.now)
            }
        }
    }

    /// Changes by when an action is to be done, as a revision.
    package func setDue(_ due: Due, of id: Action.ID, told: Told) throws {
        try write { try Self.setDue($0, due, of: id, told) }
    }

    /// Stops an action's letters until it is reopened.
    package func holdAction(_ id: Action.ID, told: Told) throws {
        try write { db in
            try Self.change(db, id, "action hold", told) { action in
                try Self.refuseEnded(action)
                action.status = .onHold
            }
        }
    }

    /// Ends an action that nobody needs done any more.
    package func cancelAction(_ id: Action.ID, reason: String? = nil, told: Told) throws {
        if let reason { try Wording.checkText(reason, of: "reason") }
        try write { db in
            let today = try Self.today(db, of: id, told)
            try Self.change(db, id, "action cancel", told) { action in
                try Self.refuseEnded(action)
                action.status = .cancelled
                action.closure = Action.Closure(day: today, reason: reason)
            }
        }
    }

    /// Takes a closed or cancelled action up again, or ends its hold: everybody's
    /// part is open, and nothing of the past is owed. A standing one whose meeting
    /// is over begins a round.
    package func reopenAction(_ id: Action.ID, told: Told) throws {
        try write { try Self.reopen($0, id, told) }
    }
}

extension Store {
    static func setDue(_ db: Database, _ due: Due, of id: Action.ID, _ told: Told) throws {
        try change(db, id, "action due", told) { action in
            try refuseEnded(action)
            action.due = due
        }
    }

    static func reopen(_ db: Database, _ id: Action.ID, _ told: Told) throws {
        try change(db, id, "action reopen", told) { action in
            guard action.status.isEnded || action.status == .onHold else {
                throw RegisterError.notAllowed(
                    why: "\(action.reference) is \(action.status.rawValue)", instead: "nothing is to do")
            }
            (action.status, action.closure) = (.open, nil)
            for index in action.owners.indices { action.owners[index].partDoneAt = nil }
        }
    }

    static func refuseEnded(_ action: Action) throws {
        guard !action.status.isEnded else {
            throw RegisterError.notAllowed(
                why: "\(action.reference) is \(action.status.rawValue)", instead: "reopen it first")
        }
    }

    /// The day on the clock of the action's board.
    static func today(_ db: Database, of action: Action.ID, _ told: Told) throws -> CalendarDay {
        try board(db, id: Self.action(db, id: action).board).clock(at: told.now).day
    }
}

extension Ownership {
    /// Those who own an action from now on; the first named is the lead, and who
    /// is named twice is so once. Where all of them had done their part, it is
    /// theirs anew: an action is nobody's whose owners have all done theirs.
    static func assign(_ owners: [Owner], keeping old: [Ownership] = [], at now: Date) -> [Ownership] {
        var seen: Set<Owner> = []
        let owners = owners.filter { seen.insert($0).inserted }
        let kept = owners.map { owner in
            old.first { $0.owner == owner } ?? Ownership(owner: owner, assignedAt: now)
        }
        guard kept.map(\.owner) != old.map(\.owner), kept.allSatisfy({ $0.partDoneAt != nil }) else {
            return kept
        }
        return owners.map { Ownership(owner: $0, assignedAt: now) }
    }
}
