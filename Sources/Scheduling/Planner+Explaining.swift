package import ActionRegister
package import Foundation

/// What became, or will become, of one step, and why: a line of `why`.
package struct StepExplanation: Hashable, Sendable {
    package var key: StepKey
    package var rule: Rule
    /// The day its rule gives, after moving off non-working days.
    package var day: CalendarDay
    package var anchorDay: CalendarDay
    package var instant: Date
    package var expires: Date?
    /// Whether it is the latest of its rule whose time has come.
    package var isLatest: Bool
    package var verdict: Verdict
    package var resolution: RecipientResolution
}

extension Planner {
    /// Every step of every rule about an action, or of the board's own where none
    /// is given: the past ones, the latest, and those to come, of an `every` rule
    /// the next one only.
    package mutating func explain(_ action: LiveAction?) -> [StepExplanation] {
        let owners: [Ownership?] = action.map { $0.owners } ?? [nil]
        var explanations: [StepExplanation] = []
        for index in situation.rules.indices
        where situation.rules[index].sentence.isOfTheBoard == (action == nil) {
            for ownership in owners {
                for line in situation.lines(of: index, for: action, ownership) {
                    explanations += explain(line.map { claim($0, action, ownership) })
                }
            }
        }
        return explanations
    }

    /// One line of steps, each of which takes the place of the one before.
    private mutating func explain(_ line: [Claim]) -> [StepExplanation] {
        let latest = line.lastIndex { $0.occasion.instant <= situation.now }
        return line.indices.map { index in
            let claim = line[index]
            let next = index + 1 < line.endIndex ? line[index + 1].occasion : nil
            return StepExplanation(
                key: claim.key, rule: situation.rules[claim.occasion.rule].rule, day: claim.occasion.day,
                anchorDay: claim.occasion.anchorDay, instant: claim.occasion.instant,
                expires: claim.occasion.expires, isLatest: index == latest,
                verdict: explain(claim, before: next),
                resolution: addressBook.resolve(claim.key.owner, as: claim.key.audience))
        }
    }

    /// - Parameter next: the step of its rule that takes its place in time.
    private mutating func explain(_ claim: Claim, before next: Occasion?) -> Verdict {
        guard situation.isActive else { return .notOwed(.boardIsNotActive(situation.board.state)) }
        if let next, next.instant <= situation.now { return explain(claim, overtakenBy: next) }
        let verdict = verdict(on: claim, at: situation.now)
        switch verdict {
        case .notOwed(.notYet): return ahead(claim) ?? verdict
        case .owed(let departures):
            guard let next, departures.allSatisfy({ $0.at >= next.instant }) else { return verdict }
            return .notOwed(.overtaken(by: next.day))
        default: return verdict
        }
    }

    /// What kept it from going while it was the latest of its rule.
    private func explain(_ claim: Claim, overtakenBy next: Occasion) -> Verdict {
        if claim.row(in: situation.schedule.ledger) != nil { return .notOwed(.inLedger) }
        let last = next.instant - 0.001
        return .notOwed(situation.objection(to: claim, at: last) ?? .overtaken(by: next.day))
    }

    /// What will keep a step from going whose time has not come, as far as it is
    /// known by now.
    private func ahead(_ claim: Claim) -> Verdict? {
        switch situation.objection(to: claim, at: claim.occasion.instant) {
        case nil, .expired, .inLedger: nil
        case let objection?: .notOwed(objection)
        }
    }
}

extension BoardSituation {
    /// The occasions of one rule, oldest first; of moves a line for each meeting.
    fileprivate func lines(of index: Int, for action: LiveAction?, _ ownership: Ownership?) -> [[Occasion]] {
        switch rules[index].sentence.timing {
        case .when(.assigned):
            guard let action, let ownership else { return [] }
            return [[assignment(of: index, at: max(action.releasedAt, ownership.assignedAt))]]
        case .when(.meetingMoves):
            return meetings.map { meeting in
                meeting.moves.indices.map { occasion(of: index, move: $0, of: meeting) }
            }
        default:
            if rules[index].sentence.anchor != .dueDate {
                return [meetings.compactMap { occasion(of: index, about: $0) }]
            }
            return action.map { [dueLine(of: index, due: $0.due)] } ?? []
        }
    }

    private func dueLine(of index: Int, due: Due) -> [Occasion] {
        let known = dueOccasions(of: due)
        let own = (known.current + known.next).filter { $0.rule == index }
        guard let anchor = dueAnchor(of: due), let last = own.last else { return own }
        return (last.number == 0 ? 0...0 : 1...last.number).map {
            dueOccasion(of: index, about: anchor, number: $0)
        }
    }
}
