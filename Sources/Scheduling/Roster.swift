package import ActionRegister

/// Who sits on a board on one day, and so who is written to for whom.
///
/// A person who is away is replaced by their deputies as long as one of them is
/// there and has a mailbox; otherwise the letter goes to the person, for late
/// is better than nowhere.
package struct Roster: Sendable {
    private let seats: [Seat]
    /// The same by who sits: a board may have ten thousand.
    private let seatsOfPerson: [Person.ID: [Seat]]
    private let away: Set<Person.ID>
    private let reachable: Set<Person.ID>
    private let hasMailbox: Bool

    package init(_ schedule: BoardSchedule, on day: CalendarDay) {
        seats = schedule.seats.filter { $0.isHeld(on: day) }
        seatsOfPerson = Dictionary(grouping: seats, by: \.person)
        away = Set(schedule.absences.lazy.filter { $0.covers(day) }.map(\.person))
        reachable = schedule.reachable
        hasMailbox = schedule.board.secretariat != nil
    }

    /// Whom a rule for `audience` writes to about an action of `owner`.
    ///
    /// `owner` is `nil` in a brief, whose audience is the chair or the secretariat.
    package func resolve(_ owner: Owner?, as audience: Audience) -> RecipientResolution {
        switch (audience, owner) {
        case (.chair, _): resolved(seats.filter(\.role.isChair), orElse: .noChair)
        case (.secretariat, _): secretariat
        case (.owner, let owner?): resolve(owner)
        case (.deputy, let owner?): resolveDeputies(of: owner)
        case (_, nil): RecipientResolution(problem: .noOwner)
        }
    }

    private var secretariat: RecipientResolution {
        if hasMailbox { return RecipientResolution(recipients: [.secretariat]) }
        return resolved(seats.filter { $0.role == .secretariat }, orElse: .noSecretariat)
    }

    private func resolve(_ owner: Owner) -> RecipientResolution {
        switch owner {
        case .person(let person): resolved(own(person))
        case .organisation(let id): resolved(Places(seats: seats(of: id)), orElse: .noSeat(id))
        }
    }

    /// One deputy anywhere is enough; where there is none the owner is written to
    /// as if the rule had named the owner.
    private func resolveDeputies(of owner: Owner) -> RecipientResolution {
        let places =
            switch owner {
            case .person(let person): own(person)
            case .organisation(let id): Places(seats: seats(of: id))
            }
        let deputies = places.persons.flatMap { self.deputies(of: $0, for: places.organisations) }.unique
        guard !deputies.isEmpty else { return resolve(owner) }
        return RecipientResolution(
            recipients: deputies.map { .person($0) }, seat: .deputy,
            standIns: places.persons.map { .init(person: $0, deputies: deputies) })
    }

    /// The organisation's seats of the first kind that it has any of.
    private func seats(of organisation: Organisation.ID) -> [Seat] {
        let own = seats.filter { $0.organisation == organisation }
        let kinds: [Set<Seat.Role>] = [[.contact], [.member], [.secretariat], [.chair, .coChair]]
        return kinds.lazy.map { kind in own.filter { kind.contains($0.role) } }.first { !$0.isEmpty } ?? []
    }
}

extension Roster {
    /// The people to write to, and for whom they sit.
    private struct Places {
        var persons: [Person.ID]
        var organisations: Set<Organisation.ID>
        var role: Seat.Role?

        init(seats: [Seat]) {
            persons = seats.map(\.person).unique
            organisations = Set(seats.compactMap(\.organisation))
            role = seats.first?.role
        }
    }

    /// A person who owns an action needs no seat; whose deputies stand in is read
    /// off the seats there are.
    private func own(_ person: Person.ID) -> Places {
        var places = Places(seats: seatsOfPerson[person] ?? [])
        places.persons = [person]
        places.role = nil
        return places
    }

    private func resolved(_ seats: [Seat], orElse none: Unreachable) -> RecipientResolution {
        resolved(Places(seats: seats), orElse: none)
    }

    private func resolved(_ places: Places, orElse none: Unreachable = .noOwner) -> RecipientResolution {
        guard !places.persons.isEmpty else { return RecipientResolution(problem: none) }
        var resolution = RecipientResolution(seat: places.role)
        for person in places.persons { add(person, of: places, to: &resolution) }
        if resolution.recipients.isEmpty { resolution.problem = .noMailbox(places.persons) }
        return resolution
    }

    private func add(_ person: Person.ID, of places: Places, to resolution: inout RecipientResolution) {
        let deputies = away.contains(person) ? self.deputies(of: person, for: places.organisations) : []
        if !deputies.isEmpty { resolution.standIns.append(.init(person: person, deputies: deputies)) }
        for addressee in deputies.isEmpty ? [person] : deputies {
            if !reachable.contains(addressee) {
                resolution.withoutMailbox.append(addressee)
            } else if !resolution.recipients.contains(.person(addressee)) {
                resolution.recipients.append(.person(addressee))
            }
        }
    }

    /// The deputies who can be written to today: those named for the person, and
    /// where there are none those of nobody in particular.
    private func deputies(of person: Person.ID, for organisations: Set<Organisation.ID>) -> [Person.ID] {
        let deputies = seats.filter { seat in
            seat.role == .deputy && seat.person != person
                && reachable.contains(seat.person) && !away.contains(seat.person)
        }
        let named = deputies.filter { $0.deputyOf == person }
        let general = deputies.filter { seat in
            seat.deputyOf == nil && seat.organisation.map(organisations.contains) ?? false
        }
        return (named.isEmpty ? general : named).map(\.person).unique
    }
}

extension Array where Element: Hashable {
    /// Each element where it first occurs.
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
