import ActionRegister
import Foundation

/// When to look again.
extension Planner {
    mutating func lookAgain(at instant: Date) {
        precondition(instant > situation.now, "a look never asks for one that is not later")
        look.nextLook = min(look.nextLook ?? instant, instant)
    }

    /// Finds the first of these, which are in order of time, and of those that
    /// follow them, that will be owed.
    ///
    /// - Returns: whether one falls later today; those are dealt with at the end,
    ///   when it is known who has a letter that takes them along.
    mutating func expect(_ occasions: [Occasion], for action: LiveAction) -> Bool {
        var isLater = false
        for occasion in occasions {
            if occasion.day == situation.today { isLater = true }
            guard isSooner(occasion) else { break }
            for ownership in action.owners where ownership.assignedAt <= situation.now {
                expect(claim(occasion, action, ownership))
            }
        }
        return isLater
    }

    mutating func expectOwn(_ occasions: [Occasion]) {
        for occasion in occasions where isSooner(occasion) { expect(claim(occasion)) }
    }

    private func isSooner(_ occasion: Occasion) -> Bool {
        occasion.instant < look.nextLook ?? .distantFuture
    }

    /// Steps of an `every` rule that will not be owed are passed over, up to so many
    /// that a silence without end cannot hold up a look; those that rest until a
    /// meeting is recorded have no end at all.
    private mutating func expect(_ claim: Claim) {
        var claim = claim
        for _ in 0..<100 {
            guard isSooner(claim.occasion) else { return }
            switch claim.occasion.day > situation.today ? outlook(of: claim) : .passedOver {
            case .owed: return lookAgain(at: claim.occasion.instant)
            case .never: return
            case .passedOver:
                guard let following = situation.following(claim) else { return }
                claim = following
            }
        }
        lookAgain(at: claim.occasion.instant)
    }

    private enum Outlook { case owed, passedOver, never }

    private func outlook(of claim: Claim) -> Outlook {
        switch situation.objection(to: claim, at: claim.occasion.instant) {
        case nil, .expired: .owed
        case .pausedByAnswer(_, .record): .never
        default: .passedOver
        }
    }

    /// What waits, for its hour or for an address, may reach somebody else once a
    /// seat or an absence begins or ends.
    mutating func lookWhenSomebodyComes() {
        let isUnreachable = look.problems.contains { if case .unreachable = $0 { true } else { false } }
        guard isUnreachable || !look.upcoming.isEmpty else { return }
        guard let day = situation.schedule.changeOfPeople(after: situation.today) else { return }
        lookAgain(at: situation.calendar.instant(day, at: .midnight))
    }
}

extension BoardSituation {
    /// The next step of an `every` rule about the same due day; the next week's letter.
    fileprivate func following(_ claim: Claim) -> Claim? {
        if claim.key.isAllWell {
            let rule = claim.occasion.rule
            let next = weekly(rule, on: claim.occasion.anchorDay + 7)
            return Claim(next, of: rules[rule], action: nil, ownership: nil)
        }
        guard case .every(_, let limit) = claim.sentence.timing, claim.occasion.number < limit ?? .max,
            let action = claim.action, let anchor = dueAnchor(of: action.due)
        else { return nil }
        let rule = claim.occasion.rule
        let occasion = dueOccasion(of: rule, about: anchor, number: claim.occasion.number + 1)
        return Claim(occasion, of: rules[rule], action: action, ownership: claim.ownership)
    }
}
