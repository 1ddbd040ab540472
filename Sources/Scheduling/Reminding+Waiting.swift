package import ActionRegister
package import Foundation

/// A step that was asked for by hand and that waits: when its letter was to go,
/// it would have gone to the wrong reader.
package struct WaitingReminder: Hashable, Sendable {
    /// The number of its row in the ledger.
    package var ledger: Int64
    package var key: StepKey
    package var askedAt: Date
    /// Who has a letter of their own.
    package var written: Set<Recipient>

    package init(ledger: Int64, key: StepKey, askedAt: Date, written: Set<Recipient>) {
        self.ledger = ledger
        self.key = key
        self.askedAt = askedAt
        self.written = written
    }
}

extension Reminding {
    /// What becomes of a step that waits.
    package enum Outlook: Hashable, Sendable {
        /// It goes to these readers now.
        case goes(OwedStep)
        /// It is looked at again then; the problem is why, where it can be mended.
        case waits(until: Date, Look.Problem?)
        /// Nobody is to be asked any more.
        case over
        /// It expired before anybody was told.
        case missed
    }

    /// What becomes of a step that waits, as the register has its action now.
    ///
    /// The clauses are those of any step: it is over once its action or its
    /// owner's part is not live, or came alive anew, or its owner has answered. Who
    /// asked did so for that hour; later it goes within sending hours.
    package func outlook(
        of waiting: WaitingReminder, about action: Action, _ updates: [ActionUpdate], lifetime: TimeInterval
    ) -> Outlook {
        guard let owner = waiting.key.owner, case .day(let day) = waiting.key.anchor,
            isOpen(waiting, of: owner, on: day, action, updates)
        else { return .over }
        let expires = waiting.askedAt + lifetime
        if let silence = schedule.silence(of: owner, about: action.id, on: today) {
            return now < expires ? .waits(until: min(midnight(silence.until + 1), expires), nil) : .over
        }
        guard now < expires else { return waiting.written.isEmpty ? .missed : .over }
        let resolution = roster.resolve(owner, as: .owner)
        if let why = resolution.problem {
            let change = schedule.changeOfPeople(after: today).map(midnight) ?? expires
            return .waits(until: min(change, expires), .unreachable(action.id, owner, .owner, why))
        }
        let opening = opening(after: waiting.askedAt)
        if now < opening && opening < expires { return .waits(until: opening, nil) }
        let readers = resolution.recipients.filter { !waiting.written.contains($0) }
        let step = step(
            about: action.id, of: owner, on: day, number: waiting.key.occurrence, to: readers,
            expires: expires)
        return readers.isEmpty ? .over : .goes(step)
    }

    private func isOpen(
        _ waiting: WaitingReminder, of owner: Owner, on day: CalendarDay, _ action: Action,
        _ updates: [ActionUpdate]
    ) -> Bool {
        guard action.releasedAt != nil, action.status.isLive,
            let own = action.owners.first(where: { $0.owner == owner }), own.partDoneAt == nil
        else { return false }
        let sources = [action.liveSince, own.assignedAt, schedule.board.activatedAt].compactMap(\.self)
        guard sources.allSatisfy({ schedule.calendar.day(of: $0) <= day }) else { return false }
        return !updates.contains { $0.answersFor == owner && $0.recordedAt > waiting.askedAt }
    }

    private func opening(after asked: Date) -> Date {
        now.timeIntervalSince(asked) > 3600 ? schedule.opening(from: now) : now
    }

    private func midnight(_ day: CalendarDay) -> Date { schedule.calendar.instant(day, at: .midnight) }
}
