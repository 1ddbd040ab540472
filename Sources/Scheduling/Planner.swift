import ActionRegister
package import Foundation

/// What one board owes at one instant, and when to look again.
///
/// It reads no clock and keeps nothing: the same register, ledger and instant
/// give the same look, so one that died half-way is simply run again. Actions
/// are shown one at a time, in any order; each costs a few comparisons unless
/// something is owed for it.
package struct Planner: Sendable {
    let situation: BoardSituation
    /// Of all rules about meetings and their moves that have a step for each action.
    private let meetings: Occasions
    /// Of the rules about meetings and moves that have one for the whole board.
    private let ownOccasions: Occasions
    /// Of those about the due date.
    private var dues: DueBook
    var assignments: AssignmentBook
    var addressBook: AddressBook
    /// Actions with a step later today: a letter that goes now takes it along.
    var later: [LiveAction] = []
    var owed: [Recipient: [OwedClaim]] = [:]
    var look = Look()

    package init(schedule: BoardSchedule, now: Date) {
        let situation = BoardSituation(schedule, at: now)
        self.situation = situation
        addressBook = AddressBook(Roster(schedule, on: situation.today))
        meetings = situation.isActive ? situation.occasions(ofTheBoard: false) : Occasions()
        ownOccasions = situation.isActive ? situation.occasions(ofTheBoard: true) : Occasions()
        dues = DueBook(situation)
        assignments = AssignmentBook(situation)
    }

    /// Judges every step of an action that is released and open or in progress.
    package mutating func consider(_ action: LiveAction) {
        guard situation.isActive else { return }
        let start = max(action.liveSince, action.releasedAt)
        guard start <= situation.now else { return lookAgain(at: start) }
        weigh(meetings.current, for: action)
        weighAssignments(of: action)
        var isLater = expect(meetings.next, for: action)
        if let due = dues.occasions(of: action.due, unlessAfter: look.nextLook) {
            weigh(due.current, for: action)
            isLater = expect(due.next, for: action) || isLater
            if due.lacksDay { look.problems.append(.dueMeetingHasNoDay(action)) }
        }
        if isLater { later.append(action) }
    }

    /// The letters of the board's own steps and of all actions considered.
    package mutating func finish() -> Look {
        guard situation.isActive else { return look }
        ownOccasions.current.forEach { judge(claim($0)) }
        expectOwn(ownOccasions.next)
        write()
        lookWhenSomebodyComes()
        return look
    }

    /// What falls later today about this action, or about the board itself.
    func laterOccasions(of action: LiveAction?) -> [Occasion] {
        let next = action.map { meetings.next + dues.next(of: $0.due) } ?? ownOccasions.next
        return next.filter { $0.day == situation.today }
    }
}

extension BoardSituation {
    /// What is left of them when those are taken out that are too old for their
    /// rule, whatever the action.
    fileprivate func occasions(ofTheBoard: Bool) -> Occasions {
        let anchored = meetingOccasions { $0.isOfTheBoard == ofTheBoard }
        let moves = moveOccasions { $0.isOfTheBoard == ofTheBoard }
        let weekly = ofTheBoard ? weeklyOccasions() : Occasions()
        return Occasions(
            current: (anchored.current + moves.current + weekly.current).filter { !isOlderThanRule($0) },
            next: (anchored.next + moves.next + weekly.next).sorted { $0.instant < $1.instant })
    }
}

/// Whom owners and audiences come to today, each resolved once.
struct AddressBook: Sendable {
    private let roster: Roster
    private var known: [Name: RecipientResolution] = [:]

    private struct Name: Hashable {
        var owner: Owner?
        var audience: Audience
    }

    init(_ roster: Roster) { self.roster = roster }

    mutating func resolve(_ owner: Owner?, as audience: Audience) -> RecipientResolution {
        let name = Name(owner: owner, audience: audience)
        if let resolution = known[name] { return resolution }
        let resolution = roster.resolve(owner, as: audience)
        known[name] = resolution
        return resolution
    }
}
