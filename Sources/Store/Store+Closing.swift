package import ActionRegister
import Foundation
import GRDB

extension Store {
    /// In whose name an action is closed.
    package enum ClosedBy: Hashable, Sendable {
        case meeting(Meeting.ID)
        /// The chair, outside a meeting, with a reason.
        case chair(reason: String)
    }

    /// What a proposal came to.
    package enum Proposal: Hashable, Sendable {
        /// The board is to decide.
        case proposed
        /// One of several owners has no more to do; the lead has yet to propose.
        case partDone
    }

    /// Records that an owner, or with `nil` the secretariat for the lead, says it
    /// is done: the lead's proposes closure, another's ends that owner's part.
    package func proposeAction(
        _ id: Action.ID, by owner: Owner? = nil, person: Person.ID? = nil, note: String? = nil, told: Told
    ) throws -> Proposal {
        if let note { try Wording.checkText(note, of: "note") }
        return try write { db in
            let old = try Self.action(db, id: id)
            try Self.refuseEnded(old)
            let owner = owner ?? old.lead
            try Self.refuseStranger(owner, to: old)
            let update = ActionUpdate(
                id: .new, action: id, day: try Self.today(db, of: id, told), recordedAt: told.now, by: person,
                answersFor: owner, text: note ?? "done")
            _ = try Self.add(db, update, "action propose", told)
            return try Self.markDone(db, old, by: owner, "action propose", told)
        }
    }

    /// Closes an action in the board's name.
    package func closeAction(_ id: Action.ID, by closer: ClosedBy, told: Told) throws {
        try write { db in
            let today = try Self.today(db, of: id, told)
            try Self.change(db, id, "action close", told) { action in
                try Self.refuseEnded(action)
                action.status = .closed
                action.closure = try Self.closure(db, of: action, by: closer, today)
            }
        }
    }

    /// Sends a proposal back: the lead has more to do.
    package func declineAction(_ id: Action.ID, told: Told) throws {
        try write { db in
            try Self.change(db, id, "action decline", told) { action in
                guard action.status == .proposed else {
                    throw RegisterError.notAllowed(
                        why: "\(action.reference) is \(action.status.rawValue)",
                        instead: "only a proposed one can be declined")
                }
                action.status = .open
            }
        }
    }

    /// Records what somebody says of an action's progress.
    ///
    /// One that answers for an owner settles what that owner is asked. A status
    /// can be set with it: open, in progress or on hold.
    package func updateAction(
        _ update: ActionUpdate, status: Action.Status? = nil, told: Told
    ) throws -> ActionUpdate.ID {
        try Wording.checkText(update.text, of: "note")
        return try write { db in
            let old = try Self.action(db, id: update.action)
            if let owner = update.answersFor { try Self.refuseStranger(owner, to: old) }
            let id = try Self.add(db, update, "action update", told)
            guard let status else { return id }
            try Self.setStatus(db, status, of: update.action, told)
            return id
        }
    }
}

extension Store {
    /// The lead's word proposes the action for closure; another owner's ends their part.
    static func markDone(
        _ db: Database, _ action: Action, by owner: Owner?, _ verb: String, _ told: Told
    ) throws -> Proposal {
        let isLead = owner == action.lead
        try change(db, action.id, verb, told) { changed in
            if isLead { changed.status = .proposed } else { changed.markPartDone(of: owner, at: told.now) }
        }
        return isLead ? .proposed : .partDone
    }

    /// - Throws: `RegisterError.notAllowed` but for open, in progress and on hold.
    static func setStatus(_ db: Database, _ status: Action.Status, of id: Action.ID, _ told: Told) throws {
        guard [.open, .inProgress, .onHold].contains(status) else {
            throw RegisterError.notAllowed(
                why: "an update cannot make an action \(status.rawValue)",
                instead: "propose, close or cancel it")
        }
        try change(db, id, "action update", told) { action in
            try refuseEnded(action)
            action.status = status
        }
    }

    private static func refuseStranger(_ owner: Owner?, to action: Action) throws {
        guard let owner else {
            throw RegisterError.notAllowed(
                why: "\(action.reference) has no owner", instead: "assign it first")
        }
        guard action.owners.contains(where: { $0.owner == owner }) else {
            throw RegisterError.notAllowed(
                why: "that is no owner of \(action.reference)", instead: "name one of its owners")
        }
    }

    private static func closure(
        _ db: Database, of action: Action, by closer: ClosedBy, _ today: CalendarDay
    ) throws -> Action.Closure {
        switch closer {
        case .chair(let reason):
            try Wording.checkText(reason, of: "chair's reason")
            return Action.Closure(day: today, reason: reason)
        case .meeting(let id):
            let meeting = try meeting(db, id: id)
            guard meeting.board == action.board, meeting.stands, let day = meeting.day, day <= today else {
                throw RegisterError.notAllowed(
                    why: "that meeting cannot have agreed it", instead: "name one that the board has held")
            }
            return Action.Closure(day: day, meeting: day)
        }
    }
}

extension Action {
    fileprivate mutating func markPartDone(of owner: Owner?, at now: Date) {
        guard let index = owners.firstIndex(where: { $0.owner == owner }), owners[index].partDoneAt == nil
        else { return }
        owners[index].partDoneAt = now
    }
}
