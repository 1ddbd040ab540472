import ActionRegister
import Foundation

/// The real numbers of what a batch names by new ones.
struct BatchNumbers {
    var organisations: [Organisation.ID: Organisation.ID] = [:]
    var people: [Person.ID: Person.ID] = [:]
    var meetings: [Meeting.ID: Meeting.ID] = [:]
    var actions: [Action.ID: Action.ID] = [:]

    func real(_ id: Action.ID) -> Action.ID { actions[id] ?? id }

    private func real(_ id: Organisation.ID?) -> Organisation.ID? { id.map { organisations[$0] ?? $0 } }

    private func real(_ id: Person.ID?) -> Person.ID? { id.map { people[$0] ?? $0 } }

    private func real(_ owner: Owner) -> Owner {
        switch owner {
        case .person(let id): .person(people[id] ?? id)
        case .organisation(let id): .organisation(organisations[id] ?? id)
        }
    }

    private func real(_ due: Due) -> Due {
        if case .meeting(let id) = due { .meeting(meetings[id] ?? id) } else { due }
    }

    func real(_ person: Person) -> Person {
        var person = person
        person.organisation = real(person.organisation)
        return person
    }

    func real(_ seat: Seat) -> Seat {
        var seat = seat
        seat.person = people[seat.person] ?? seat.person
        seat.organisation = real(seat.organisation)
        seat.deputyOf = real(seat.deputyOf)
        return seat
    }

    /// A new owner is assigned now.
    func real(_ action: Action, at now: Date) -> Action {
        var action = action
        action.owners = Ownership.assign(action.owners.map { real($0.owner) }, at: now)
        (action.due, action.originalDue) = (real(action.due), real(action.originalDue))
        return action
    }

    func real(_ update: ActionUpdate) -> ActionUpdate {
        var update = update
        update.action = real(update.action)
        update.by = real(update.by)
        update.answersFor = update.answersFor.map { real($0) }
        return update
    }
}
