package import ActionRegister
package import Foundation

/// Letters that somebody asks for by hand: about one action, now, whatever the
/// rules say.
///
/// They wait neither for a gap nor for sending hours. Whom they go to is
/// resolved as for a rule that writes to owners.
package struct Reminding: Sendable {
    let schedule: BoardSchedule
    let roster: Roster
    let now: Date
    let today: CalendarDay

    package init(_ schedule: BoardSchedule, at now: Date) {
        self.schedule = schedule
        self.now = now
        today = schedule.calendar.day(of: now)
        roster = Roster(schedule, on: today)
    }

    /// The steps that ask the owners of an action about it, each recorded once.
    ///
    /// - Parameters:
    ///   - asked: the only owner to write to; all whose part is open where it is `nil`.
    ///   - number: which time it is that this action is asked about today.
    /// - Throws: why nobody at all is written to.
    package func steps(
        about action: Action, to asked: Owner? = nil, number: Int
    ) throws(RemindRefusal) -> [OwedStep] {
        try refuseUnlessLive(action)
        let owners = try owners(of: action, asked)
        for owner in owners {
            if let silence = schedule.silence(of: owner, about: action.id, on: today) {
                throw .silenced(silence)
            }
        }
        let resolved = owners.map { ($0, roster.resolve($0, as: .owner)) }
        let unreachable = resolved.compactMap { owner, resolution in
            resolution.problem.map { RemindRefusal.Gap(owner: owner, why: $0) }
        }
        guard unreachable.isEmpty else { throw .unreachable(unreachable) }
        return resolved.map { owner, resolution in
            step(about: action.id, of: owner, on: today, number: number, to: resolution.recipients)
        }
    }

    /// One letter for each reader of these steps.
    package func letters(_ steps: [OwedStep], isOverdue: Bool) -> [PlannedLetter] {
        Set(steps.flatMap(\.recipients)).sorted().map { reader in
            PlannedLetter(
                board: schedule.board.id, recipient: reader, audience: .owner,
                kind: isOverdue ? .chaser : .reminder, sendAt: now,
                steps: steps.filter { $0.recipients.contains(reader) })
        }
    }

    func step(
        about action: Action.ID, of owner: Owner, on day: CalendarDay, number: Int, to readers: [Recipient],
        expires: Date? = nil
    ) -> OwedStep {
        let key = StepKey(
            action: action, owner: owner, audience: .owner, rule: .byHand, anchor: .day(day),
            occurrence: number)
        return OwedStep(
            key: key, rule: nil, day: day, anchorDay: day, isLate: today > day, expires: expires,
            recipients: readers)
    }
}

extension Reminding {
    private func refuseUnlessLive(_ action: Action) throws(RemindRefusal) {
        guard schedule.board.state == .active else { throw .boardIsNotActive(schedule.board.state) }
        guard !action.status.isEnded else { throw .notLive(action.status) }
        guard action.releasedAt != nil else { throw .draft }
        guard action.status.isLive else { throw .notLive(action.status) }
    }

    private func owners(of action: Action, _ asked: Owner?) throws(RemindRefusal) -> [Owner] {
        guard !action.owners.isEmpty else { throw .noOwner }
        let named = action.owners.filter { asked == nil || $0.owner == asked }
        guard !named.isEmpty else { throw .notAnOwner(asked!) }
        let open = named.filter { $0.partDoneAt == nil }
        guard !open.isEmpty else { throw .partIsDone(asked) }
        return open.map(\.owner)
    }
}

/// Why nobody is reminded, by what has to be done first.
package enum RemindRefusal: Error, Hashable, Sendable {
    case boardIsNotActive(Board.State)
    /// The action has not been released.
    case draft
    /// It is on hold, proposed, closed or cancelled.
    case notLive(Action.Status)
    case noOwner
    case notAnOwner(Owner)
    /// Of the one owner who was named; of all of them where it is `nil`.
    case partIsDone(Owner?)
    case silenced(Silence)
    case unreachable([Gap])

    /// An owner to whom no letter finds its way.
    package struct Gap: Hashable, Sendable {
        package var owner: Owner
        package var why: Unreachable

        package init(owner: Owner, why: Unreachable) { (self.owner, self.why) = (owner, why) }
    }
}
