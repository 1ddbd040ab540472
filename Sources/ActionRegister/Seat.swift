/// A person's place on a board, for an organisation or not.
package struct Seat: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Seat>

    package let id: ID
    package var board: Board.ID
    package var person: Person.ID
    package var role: Role
    /// For whom the person sits.
    package var organisation: Organisation.ID?
    /// Whose deputy this is; a deputy of nobody in particular stands in for
    /// every seat of the organisation.
    package var deputyOf: Person.ID?
    /// First and last day, both inclusive; open where `nil`.
    package var from: CalendarDay?
    package var until: CalendarDay?

    package enum Role: String, Hashable, Sendable, CaseIterable {
        case contact, member, chair
        case coChair = "co-chair"
        case secretariat, deputy

        package var isChair: Bool { self == .chair || self == .coChair }
    }

    package init(
        id: ID, board: Board.ID, person: Person.ID, role: Role, organisation: Organisation.ID? = nil,
        deputyOf: Person.ID? = nil, from: CalendarDay? = nil, until: CalendarDay? = nil
    ) {
        self.id = id
        self.board = board
        self.person = person
        self.role = role
        self.organisation = organisation
        self.deputyOf = deputyOf
        self.from = from
        self.until = until
    }

    package func isHeld(on day: CalendarDay) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// Days on which a person is away, both inclusive; the deputy stands in.
package struct Absence: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Absence>

    package let id: ID
    package var person: Person.ID
    package var from: CalendarDay
    package var until: CalendarDay

    package init(id: ID, person: Person.ID, from: CalendarDay, until: CalendarDay) {
        self.id = id
        self.person = person
        self.from = from
        self.until = until
    }

    package func covers(_ day: CalendarDay) -> Bool { from <= day && day <= until }

    /// The boards on which the person sits in those days and nobody stands in, so that
    /// letters go on to them.
    package func uncovered(_ boards: [Board], seats: [Seat]) -> [Board] {
        boards.filter { board in
            board.state != .archived && isUncovered(seats.filter { $0.board == board.id })
        }
    }

    private func isUncovered(_ seats: [Seat]) -> Bool {
        let held = seats.filter { seat in
            !(seat.until.map { $0 < from } ?? false) && !(seat.from.map { $0 > until } ?? false)
        }
        let own = held.filter { $0.person == person && $0.role != .deputy }
        let isStoodInFor = held.contains { seat in
            seat.role == .deputy
                && (seat.deputyOf.map { $0 == person }
                    ?? own.contains { $0.organisation == seat.organisation })
        }
        return !own.isEmpty && !isStoodInFor
    }
}
