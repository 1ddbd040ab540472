import ActionRegister
import Foundation
import Mail
import Reminders
import Scheduling
import Store

/// One reader of a board's letters, and the actions they answer for today.
struct AnswerDesk {
    let host: ConsoleHost
    let token: String
    let person: Person
    let board: Board
    let today: CalendarDay
    /// With the owner as whom the person answers.
    let actions: [(record: ActionRecord, owner: Owner)]
    let names: [Owner: String]
    /// Who stands in while the person is away.
    let deputies: [String]
    /// Why they are not written to now.
    let away: [Absence]
    /// The days they have asked for and nobody has decided on.
    let requests: [Action.ID: DueRequest]
    /// Whether they want no reminders.
    let refuses: Bool

    /// `nil` where the link opens nothing any more: the person has left the board, was
    /// erased, or has another mailbox since.
    init?(_ claim: AnswerLinks.Claim, _ host: ConsoleHost, _ links: AnswerLinks) throws {
        let (store, now) = (host.store, host.now())
        guard let board = try store.boards().first(where: { $0.id == claim.board }),
            let person = try store.personIfAny(claim.person), claim.isFor(person.mailbox)
        else { return nil }
        let schedule = try store.read(board.id, at: now) { $0.schedule }
        let today = schedule.calendar.day(of: now)
        let reach = Reach(schedule: schedule, today: today, person: person.id)
        var actions: [(ActionRecord, Owner)] = []
        var isOwner = false
        for owner in reach.owners where reach.answers(for: owner) {
            try store.forEachAction(ActionFilter(board: board.id, owner: owner), at: now) { record in
                isOwner = true
                let isThere = actions.contains { $0.0.action.id == record.action.id }
                if record.isOpenToItsOwners && !isThere { actions.append((record, owner)) }
            }
        }
        actions.sort { $0.0.action.id < $1.0.action.id }
        guard isOwner || schedule.seats.contains(where: { $0.person == person.id && $0.isHeld(on: today) })
        else { return nil }
        (self.host, self.person, self.board, self.today) = (host, person, board, today)
        self.actions = actions
        token = links.token(of: claim)
        away = schedule.absences.filter { $0.person == person.id && $0.covers(today) }
        requests = Dictionary(
            try store.dueRequests(of: [board.id]).map { ($0.action, $0) }, uniquingKeysWith: { $1 })
        refuses = schedule.refusing.contains(person.id)
        names = try store.names(of: actions.flatMap { $0.0.action.owners.map(\.owner) })
        let standIns = reach.deputies(of: actions.map(\.1)).sorted().map { Owner.person($0) }
        deputies = try store.names(of: standIns).values.sorted()
    }

    /// Through whom a board writes to a person.
    private struct Reach {
        let present: Roster
        /// The same with nobody away: who has handed over may still look.
        let usual: Roster
        let person: Person.ID
        /// As whom the person may answer: themselves, whom they sit for, and whom they
        /// are the deputy of.
        let owners: [Owner]

        init(schedule: BoardSchedule, today: CalendarDay, person: Person.ID) {
            let own = schedule.seats.filter { $0.person == person && $0.isHeld(on: today) }
            let principals = Set(own.compactMap(\.deputyOf))
            let bodies =
                own.compactMap(\.organisation)
                + schedule.seats.filter { principals.contains($0.person) }.compactMap(\.organisation)
            owners =
                ([person] + principals.sorted()).map { Owner.person($0) }
                + Set(bodies).sorted().map { Owner.organisation($0) }
            present = Roster(schedule, on: today)
            var everybodyThere = schedule
            everybodyThere.absences = []
            usual = Roster(everybodyThere, on: today)
            self.person = person
        }

        /// As an owner's reader or its deputy.
        func answers(for owner: Owner) -> Bool {
            [
                present.resolve(owner, as: .owner), usual.resolve(owner, as: .owner),
                usual.resolve(owner, as: .deputy),
            ]
            .contains { $0.recipients.contains(.person(person)) }
        }

        func deputies(of owners: [Owner]) -> Set<Person.ID> {
            let found = owners.flatMap { owner -> [Recipient] in
                let resolved = usual.resolve(owner, as: .deputy)
                return resolved.seat == .deputy ? resolved.recipients : []
            }
            return Set(found.compactMap(\.person)).subtracting([person])
        }
    }

    /// Who asks for what is said here.
    private var told: Told {
        Told(by: person.name, at: host.now(), realTime: host.realTime(), person: person.id)
    }

    /// Carries out what was said of one action.
    func answer(_ kind: AnswerKind, _ id: Action.ID, _ form: Form) throws -> AnswerNotice {
        guard let (record, owner) = actions.first(where: { $0.record.action.id == id }) else {
            throw FieldProblem(nil, "This action is not open any more, or has other owners now.")
        }
        let (answer, notice): (OwnerAnswer, AnswerNotice) =
            switch kind {
            case .update: (.update(try form.needed("note", "how it stands, in a line or two")), .kept)
            case .done: (.done(note: form.text("note")), record.action.lead == owner ? .proposed : .partDone)
            case .undone: (.notDone, .undone)
            case .date: (try later(form), .asked)
            }
        _ = try host.store.answer(answer, about: id, as: owner, by: person.id, told: told)
        return notice
    }

    private func later(_ form: Form) throws -> OwnerAnswer {
        let day = try form.neededDay("day", "the day you ask for")
        guard day > today else { throw FieldProblem("day", "Choose a day that lies ahead.") }
        guard day - today <= 5 * 366 else { throw FieldProblem("day", "Choose a day within five years.") }
        return .moreTime(day, reason: try form.needed("reason", "why"))
    }

    /// Who speaks for an action as a whole.
    func lead(of action: Action) -> String { action.lead.map(names.name) ?? "another owner" }

    /// Whether they are reminded from now on.
    func remind(_ wanted: Bool) throws -> AnswerNotice {
        try host.store.setRefusal(of: person.id, on: board.id, !wanted, told: told)
        return wanted ? .started : .stopped
    }

    /// Until a day the deputy is written to.
    func handOver(_ form: Form) throws -> AnswerNotice {
        let until = try form.neededDay("until", "the last day you are away")
        guard (today...today + 366).contains(until) else {
            throw FieldProblem("until", "Choose a day from today on, within a year.")
        }
        guard !deputies.isEmpty else { throw FieldProblem(nil, "Nobody is your deputy on this board.") }
        try host.store.setAway(person.id, until: until, on: today, told: told)
        return .away
    }

    /// The person is back, and is written to again.
    func comeBack() throws -> AnswerNotice {
        try host.store.setAway(person.id, until: nil, on: today, told: told)
        return .back
    }
}

extension ActionRecord {
    /// Whether its owners can still say something about it.
    fileprivate var isOpenToItsOwners: Bool {
        action.releasedAt != nil && (action.status.isLive || action.status == .proposed)
    }
}
