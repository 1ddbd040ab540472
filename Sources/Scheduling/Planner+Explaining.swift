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
            let overtaker = latest.flatMap { index < $0 ? line[$0].occasion.day : nil }
            return StepExplanation(
                key: claim.key, rule: situation.rules[claim.occasion.rule].rule, day: claim.occasion.day,
                anchorDay: claim.occasion.anchorDay, instant: claim.occasion.instant,
                expires: claim.occasion.expires, isLatest: index == latest,
                verdict: explain(claim, overtaker: overtaker),
                resolution: addressBook.resolve(claim.key.owner, as: claim.key.audience))
        }
    }

    private mutating func explain(_ claim: Claim, overtaker: CalendarDay?) -> Verdict {
        guard situation.isActive else { return .notOwed(.boardIsNotActive(situation.board.state)) }
        guard let overtaker else { return verdict(on: claim, at: situation.now) }
        let isRecorded = claim.row(in: situation.schedule.ledger) != nil
        return .notOwed(isRecorded ? .inLedger : .overtaken(by: overtaker))
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
