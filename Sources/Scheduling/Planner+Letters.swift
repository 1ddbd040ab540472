import ActionRegister
import Foundation

/// From owed steps to letters.
extension Planner {
    /// All steps owed to one recipient become one letter, which also takes along
    /// those that fall later today.
    mutating func write() {
        let leaving = owed.filter { $0.value.contains { $0.departure.at <= situation.now } }
        takeAlong(with: leaving)
        for (recipient, claims) in owed {
            guard let carrier = leaving[recipient] else {
                wait(recipient, claims)
                continue
            }
            let isCarrier = isCarrier(carrier)
            let going = claims.filter { goes($0, with: isCarrier) }
            look.letters.append(letter(to: recipient, going, at: situation.now))
            wait(recipient, claims.filter { !goes($0, with: isCarrier) })
        }
        look.letters.sort { $0.recipient < $1.recipient }
        look.upcoming.sort { ($0.sendAt, $0.recipient) < ($1.sendAt, $1.recipient) }
    }

    /// Whether the letters that go now would be more than briefs: what waits for
    /// the gap joins the next letter, but a brief stands outside the gap.
    private func isCarrier(_ claims: [OwedClaim]) -> Bool {
        claims.contains { $0.departure.at <= situation.now && $0.claim.sentence.letterKind != .brief }
    }

    private func goes(_ owed: OwedClaim, with isCarrier: Bool) -> Bool {
        if owed.departure.at <= situation.now { return true }
        return switch owed.departure.hold {
        case .record: false
        case .gap: isCarrier || situation.calendar.day(of: owed.departure.at) == situation.today
        case .sendingHours, nil: true
        }
    }

    private mutating func wait(_ recipient: Recipient, _ claims: [OwedClaim]) {
        for owed in claims where owed.claim.occasion.instant > situation.now {
            lookAgain(at: owed.claim.occasion.instant)
        }
        let waiting = claims.filter { $0.claim.occasion.instant <= situation.now }
        guard let first = waiting.map(\.departure.at).min() else { return }
        lookAgain(at: first)
        look.upcoming.append(letter(to: recipient, waiting, at: first))
    }
}

extension Planner {
    /// Adds the steps that fall later today to what those are owed who have a
    /// letter now; for all others there is a look at their time.
    private mutating func takeAlong(with leaving: [Recipient: [OwedClaim]]) {
        for claim in laterOccasions(of: nil).map({ claim($0) }) { takeAlong(claim, with: leaving) }
        for action in later {
            for occasion in laterOccasions(of: action) {
                for ownership in action.owners where ownership.assignedAt <= situation.now {
                    takeAlong(claim(occasion, action, ownership), with: leaving)
                }
            }
        }
    }

    private mutating func takeAlong(_ claim: Claim, with leaving: [Recipient: [OwedClaim]]) {
        switch verdict(on: claim, at: claim.occasion.instant) {
        case .owed(let departures):
            let recipients = departures.map(\.recipient)
            for departure in departures {
                guard leaving[departure.recipient] != nil, isInForce(claim) else {
                    lookAgain(at: claim.occasion.instant)
                    continue
                }
                owed[departure.recipient]!.append(
                    OwedClaim(claim: claim, recipients: recipients, departure: departure))
            }
        case .notOwed(.unreachable), .notOwed(.expired): lookAgain(at: claim.occasion.instant)
        case .notOwed: break
        }
    }

    /// A forecast may begin before a rule was added: its first step waits for that.
    private func isInForce(_ claim: Claim) -> Bool {
        situation.rules[claim.occasion.rule].since <= situation.now
    }
}

extension Planner {
    private func letter(to recipient: Recipient, _ claims: [OwedClaim], at sendAt: Date) -> PlannedLetter {
        let day = situation.calendar.day(of: sendAt)
        var steps: [OwedStep] = []
        for owed in inOrder(claims) {
            let isLate = day > owed.departure.intendedDay
            var step = situation.step(of: owed.claim, to: owed.recipients, isLate: isLate)
            step.isRepetition = steps.hasAtItsEnd(step.key)
            steps.append(step)
        }
        return PlannedLetter(
            board: situation.board.id, recipient: recipient,
            audience: steps.map(\.key.audience).min()!, kind: claims.map(\.claim.sentence.letterKind).min()!,
            sendAt: sendAt, steps: steps)
    }

    private func inOrder(_ claims: [OwedClaim]) -> [OwedClaim] {
        let ranks = claims.indices.map { (rank: Rank(claims[$0].claim, in: situation), index: $0) }
        return ranks.sorted { $0.rank < $1.rank }.map { claims[$0.index] }
    }
}

extension [OwedStep] {
    /// Whether the same step stands here through another owner of its action: the
    /// steps of one action and rule stand together.
    fileprivate func hasAtItsEnd(_ key: StepKey) -> Bool {
        for index in indices.reversed() {
            guard self[index].key.action == key.action, self[index].key.rule == key.rule else { return false }
            if key.action != nil, self[index].key.anchor == key.anchor,
                self[index].key.occurrence == key.occurrence
            {
                return true
            }
        }
        return false
    }
}

/// Where a step stands in a letter: overdue first, then what is due at the next
/// meeting, then the rest; the earlier due the sooner.
private struct Rank: Comparable {
    private let parts: (Int, CalendarDay, Action.ID, Int, Int)

    init(_ claim: Claim, in situation: BoardSituation) {
        let (class_, day) = situation.standing(of: claim.action)
        let rule = situation.rules[claim.occasion.rule].rule
        let owner = claim.action?.owners.firstIndex { $0.owner == claim.key.owner } ?? 0
        parts = (class_, day, claim.key.action ?? Action.ID(.max), rule.number, owner)
    }

    static func < (a: Self, b: Self) -> Bool { a.parts < b.parts }
    static func == (a: Self, b: Self) -> Bool { a.parts == b.parts }
}

extension BoardSituation {
    fileprivate func standing(of action: LiveAction?) -> (Int, CalendarDay) {
        guard let action, let anchor = dueAnchor(of: action.due) else {
            return (3, CalendarDay(number: .max))
        }
        let isOver = anchor.day < today && anchor.meeting.map { $0.state == .held } ?? true
        if isOver { return (0, anchor.day) }
        let next = meetings.first { $0.state == .planned && start(of: $0) > now }
        return (anchor.meeting != nil && anchor.meeting?.id == next?.id ? 1 : 2, anchor.day)
    }
}

extension Recipient: Comparable {
    /// People by their number, and the secretariat's own mailbox last.
    package static func < (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.person(let a), .person(let b)): a < b
        case (.person, .secretariat): true
        case (.secretariat, _): false
        }
    }
}
