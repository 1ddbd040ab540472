import ActionRegister
import Foundation

/// A claim that is owed, as one of its recipients will have it.
struct OwedClaim: Sendable {
    var claim: Claim
    /// Everybody it still goes to.
    var recipients: [Recipient]
    var departure: Verdict.Departure
}

/// What is asked of every action: nothing may be slow before a claim is made.
extension Planner {
    mutating func weigh(_ occasions: [Occasion], for action: LiveAction) {
        for occasion in occasions {
            let rule = situation.rules[occasion.rule].rule
            for ownership in action.owners where isOpen(occasion, of: rule, for: action, ownership) {
                judge(claim(occasion, action, ownership))
            }
        }
    }

    /// Whether it may be owed: a quick answer that is never wrongly `false`.
    private func isOpen(
        _ occasion: Occasion, of rule: Rule, for action: LiveAction, _ ownership: Ownership
    ) -> Bool {
        ownership.assignedAt <= situation.now
            && max(action.liveSince, ownership.assignedAt) < occasion.closes
            && !action.hasRecorded(occasion, of: rule, for: ownership.owner)
    }

    mutating func weighAssignments(of action: LiveAction) {
        for ownership in action.owners {
            if ownership.assignedAt > situation.now { lookAgain(at: ownership.assignedAt) }
            let event = max(action.releasedAt, ownership.assignedAt)
            for occasion in assignments.occasions(at: event)
            where isOpen(occasion, of: situation.rules[occasion.rule].rule, for: action, ownership) {
                judge(claim(occasion, action, ownership))
            }
        }
    }

    func claim(_ occasion: Occasion, _ action: LiveAction? = nil, _ ownership: Ownership? = nil) -> Claim {
        Claim(occasion, of: situation.rules[occasion.rule], action: action, ownership: ownership)
    }
}

extension LiveAction {
    /// Whether the ledger has the step, and nobody's own letter waits with it.
    fileprivate func hasRecorded(_ occasion: Occasion, of rule: Rule, for owner: Owner) -> Bool {
        ledger.indices.contains { index in
            ledger[index].key.rule == rule.id
                && ledger[index].key.anchor == occasion.anchor
                && ledger[index].key.occurrence == occasion.number
                && ledger[index].key.owner == owner
                && ledger[index].key.audience == rule.sentence.audience
                && ledger[index].waiting.isEmpty
        }
    }
}

extension Planner {
    mutating func judge(_ claim: Claim) {
        switch verdict(on: claim, at: situation.now) {
        case .owed(let departures):
            for departure in departures { keep(claim, departure, departures.map(\.recipient)) }
        case .notOwed(.expired):
            let waiting = claim.row(in: situation.schedule.ledger)?.waiting
            look.missed.append(situation.step(of: claim, to: waiting ?? []))
        case .notOwed(.unreachable(let why)):
            report(.unreachable(claim.key.action, claim.key.owner, claim.key.audience, why))
            if let expires = claim.occasion.expires { lookAgain(at: expires) }
        case .notOwed(.silenced(let id)):
            if let end = situation.end(of: id, holding: claim) { lookAgain(at: end) }
        case .notOwed: break
        }
    }

    /// The one function that says whether a step is owed, to whom and when, for
    /// the daemon, the forecast and every explanation.
    mutating func verdict(on claim: Claim, at instant: Date) -> Verdict {
        if claim.occasion.instant > instant { return .notOwed(.notYet(at: claim.occasion.instant)) }
        if let objection = situation.objection(to: claim, at: instant) {
            // What nobody wants to read is not missed.
            if case .expired = objection, isRefused(claim) { return .notOwed(.refused) }
            return .notOwed(objection)
        }
        if isRefused(claim) { return .notOwed(.refused) }
        let resolution = addressBook.resolve(claim.key.owner, as: claim.key.audience)
        if let problem = resolution.problem { return .notOwed(.unreachable(problem)) }
        let recipients = situation.willing(situation.addressees(of: claim, resolution), for: claim)
        guard !recipients.isEmpty else { return .notOwed(.inLedger) }
        return .owed(recipients.map { situation.departure(of: claim, to: $0) })
    }

    /// Whether everybody it would go to wants no reminders.
    private mutating func isRefused(_ claim: Claim) -> Bool {
        guard !situation.schedule.refusing.isEmpty, claim.sentence.isReminder else { return false }
        let recipients = addressBook.resolve(claim.key.owner, as: claim.key.audience).recipients
        return !recipients.isEmpty && situation.willing(recipients, for: claim).isEmpty
    }

    private mutating func keep(_ claim: Claim, _ departure: Verdict.Departure, _ recipients: [Recipient]) {
        let owedClaim = OwedClaim(claim: claim, recipients: recipients, departure: departure)
        owed[departure.recipient, default: []].append(owedClaim)
    }

    private mutating func report(_ problem: Look.Problem) {
        if !look.problems.contains(problem) { look.problems.append(problem) }
    }
}

extension BoardSituation {
    /// Of a step that has gone to some, only those whose own letter waits, or who
    /// took the place of one of them.
    fileprivate func addressees(of claim: Claim, _ resolution: RecipientResolution) -> [Recipient] {
        let row = claim.row(in: schedule.ledger)
        return row?.addressees(among: resolution.recipients) ?? resolution.recipients
    }

    /// Those who want to be reminded; what is no reminder goes to all.
    fileprivate func willing(_ recipients: [Recipient], for claim: Claim) -> [Recipient] {
        guard !schedule.refusing.isEmpty, claim.sentence.isReminder else { return recipients }
        return recipients.filter { recipient in
            guard case .person(let person) = recipient else { return true }
            return !schedule.refusing.contains(person)
        }
    }

    func step(of claim: Claim, to recipients: [Recipient], isLate: Bool = false) -> OwedStep {
        OwedStep(
            key: claim.key, rule: claim.sentence, day: claim.occasion.day,
            anchorDay: claim.occasion.anchorDay, isLate: isLate, expires: claim.occasion.expires,
            recipients: recipients)
    }
}
