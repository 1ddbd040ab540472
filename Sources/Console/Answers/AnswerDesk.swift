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

    /// `nil` where the link opens nothing any more: the person has left the board, was
    /// erased, or has another mailbox since.
    init?(_ claim: AnswerLinks.Claim, _ host: ConsoleHost, _ links: AnswerLinks) throws {
        let (store, now) = (host.store, host.now())
        guard try store.answerLinkHolds(for: claim.person, madeAt: claim.madeAt),
            let board = try store.boards().first(where: { $0.id == claim.board })
        else { return nil }
        let people = try store.people()
        guard let person = people.first(where: { $0.id == claim.person }) else { return nil }
        let schedule = try store.read(board.id, at: now) { $0.schedule }
        let today = schedule.calendar.day(of: now)
        let reach = Reach(schedule: schedule, today: today, person: person.id)
        let filter = ActionFilter(
            board: board.id, statuses: [.open, .inProgress, .proposed], isReleased: true)
        var actions: [(ActionRecord, Owner)] = []
        try store.forEachAction(filter, at: now) { record in
            if let owner = record.action.owners.map(\.owner).first(where: reach.answers) {
                actions.append((record, owner))
            }
        }
        guard
            !actions.isEmpty
                || schedule.seats.contains(where: { $0.person == person.id && $0.isHeld(on: today) })
        else { return nil }
        (self.host, self.person, self.board, self.today) = (host, person, board, today)
        self.actions = actions
        token = links.token(of: claim)
        names = try store.names(of: actions.flatMap { $0.0.action.owners.map(\.owner) })
        deputies = reach.deputies(of: actions.map(\.1)).compactMap { id in people.first { $0.id == id }?.name
        }
    }

    /// Through whom a board writes to a person.
    private struct Reach {
        let present: Roster
        /// The same with nobody away: who has handed over may still look.
        let usual: Roster
        let person: Person.ID

        init(schedule: BoardSchedule, today: CalendarDay, person: Person.ID) {
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

    private var told: Told { Told(by: person.name, at: host.now(), realTime: host.realTime()) }

    /// Carries out what was said of one action.
    func answer(_ kind: AnswerKind, _ id: Action.ID, _ form: Form) throws -> AnswerNotice {
        guard let owner = actions.first(where: { $0.record.action.id == id })?.owner else {
            throw FieldProblem(nil, "This action is not open any more, or has other owners now.")
        }
        let (answer, notice): (OwnerAnswer, AnswerNotice) =
            switch kind {
            case .update: (.update(try form.needed("note", "how it stands, in a line or two")), .kept)
            case .done: (.done(note: form.text("note")), .proposed)
            case .undone: (.notDone, .undone)
            case .date: (try later(form), .asked)
            }
        _ = try host.store.answer(answer, about: id, as: owner, by: person.id, told: told)
        return notice
    }

    private func later(_ form: Form) throws -> OwnerAnswer {
        let day = try form.neededDay("day", "the day you ask for")
        guard day > today else { throw FieldProblem("day", "Choose a day that lies ahead.") }
        return .moreTime(day, reason: try form.needed("reason", "why"))
    }

    /// Until a day the deputy is written to.
    func handOver(_ form: Form) throws -> AnswerNotice {
        let until = try form.neededDay("until", "the last day you are away")
        guard until >= today else { throw FieldProblem("until", "Choose today or a day that lies ahead.") }
        let isThere = try host.store.absences().contains {
            $0.person == person.id && $0.covers(today) && $0.until == until
        }
        if !isThere {
            _ = try host.store.addAbsence(
                Absence(id: .new, person: person.id, from: today, until: until), told: told)
        }
        return .away
    }
}

extension Recipient {
    fileprivate var person: Person.ID? {
        if case .person(let id) = self { id } else { nil }
    }
}
