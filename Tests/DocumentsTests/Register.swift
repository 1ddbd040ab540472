import ActionRegister
import Documents
import Foundation
import Testing

/// 23 November 2026, 12:00 in London.
let noon = Date(timeIntervalSince1970: 1_795_435_200)

extension RegisterSnapshot {
    /// Two boards and nobody on them.
    static var twoBoards: RegisterSnapshot {
        RegisterSnapshot(boards: [
            Board(id: .init(1), slug: "vawg", name: "VAWG Board"),
            Board(id: .init(2), slug: "victims", name: "Victims Board"),
        ])
    }

    func board(_ slug: String) -> Board { boards.first { $0.slug == slug }! }

    /// What an import makes of the register, as the store writes it.
    mutating func take(
        _ kind: RegisterImport.Kind, _ contents: Data, file: String = "f.csv", board: String? = nil,
        at now: Date = noon, createsOwners: Bool = false, ignoring: [String] = []
    ) throws -> ImportDifference {
        var request = RegisterImport(
            file: file, contents: contents, into: self, at: now, board: board.map { self.board($0) })
        request.createsOwners = createsOwners
        request.ignored = ignoring
        let outcome = try request.outcome(of: kind)
        apply(outcome.batch)
        return outcome.difference
    }

    mutating func take(
        _ kind: RegisterImport.Kind, _ text: String, board: String? = nil, at now: Date = noon,
        createsOwners: Bool = false, ignoring: [String] = []
    ) throws -> ImportDifference {
        try take(
            kind, Data(text.utf8), board: board, at: now, createsOwners: createsOwners, ignoring: ignoring)
    }

    /// The problems of an import that must fail, and leave the register alone.
    func problems(
        _ kind: RegisterImport.Kind, _ text: String, board: String? = nil, at now: Date = noon,
        createsOwners: Bool = false
    ) -> [String] {
        var copy = self
        let refusal = #expect(throws: InputRefusal.self) {
            try copy.take(kind, text, board: board, at: now, createsOwners: createsOwners)
        }
        #expect(copy == self)
        return refusal?.problems.map(\.description) ?? []
    }
}

// MARK: - Applying a batch

extension RegisterSnapshot {
    private mutating func apply(_ batch: RegisterBatch) {
        let numbers = Numbers(batch, beside: self)
        put(batch.organisations, \.organisations, numbers.organisation) { value, id in
            Organisation(id: id, name: value.name, aliases: value.aliases)
        }
        put(batch.people, \.people, numbers.person) { value, id in
            Person(
                id: id, name: value.name, salutation: value.salutation, mailbox: value.mailbox,
                organisation: value.organisation.map(numbers.organisation))
        }
        put(batch.seats, \.seats, numbers.seat) { value, id in
            Seat(
                id: id, board: value.board, person: numbers.person(value.person), role: value.role,
                organisation: value.organisation.map(numbers.organisation),
                deputyOf: value.deputyOf.map(numbers.person), from: value.from, until: value.until)
        }
        put(batch.meetings, \.meetings, numbers.meeting) { value, id in
            Meeting(
                id: id, board: value.board, day: value.day, time: value.time, papersDue: value.papersDue,
                place: value.place, state: value.state, month: value.month, versions: value.versions,
                moves: value.moves, recordedAt: value.recordedAt)
        }
        apply(actionsOf: batch, numbers)
    }

    private mutating func apply(actionsOf batch: RegisterBatch, _ numbers: Numbers) {
        let known = actions
        put(batch.actions, \.actions, numbers.action) { value, id in
            let old = known.first { $0.id == id }
            return Action(
                id: id, board: value.board, reference: value.reference, text: value.text,
                owners: value.owners.map { numbers.ownership($0) }, due: value.due, status: value.status,
                raisedAt: value.raisedAt, item: value.item, originalDue: value.originalDue,
                revisions: value.revisions + (old.map { $0.due != value.due } == true ? 1 : 0),
                isRestricted: value.isRestricted, isStanding: value.isStanding, releasedAt: value.releasedAt,
                liveSince: value.liveSince, closure: value.closure)
        }
        updates += batch.updates.enumerated().map { index, value in
            ActionUpdate(
                id: .init(Int64(updates.count + index + 1)), action: numbers.action(value.action),
                day: value.day,
                recordedAt: value.recordedAt, text: value.text)
        }
        for (id, cells) in batch.cells {
            let action = actions.first { $0.id == numbers.action(id) }!
            imported[action.id] = ImportedRow(cells: cells, of: action)
        }
    }

    private mutating func put<Value: Identifiable, Subject>(
        _ values: [Value], _ list: WritableKeyPath<Self, [Value]>,
        _ number: (Identifier<Subject>) -> Identifier<Subject>,
        _ numbered: (Value, Identifier<Subject>) -> Value
    ) where Value.ID == Identifier<Subject> {
        for value in values {
            let id = number(value.id)
            let place = self[keyPath: list].firstIndex { $0.id == id }
            if let place {
                self[keyPath: list][place] = numbered(value, id)
            } else {
                self[keyPath: list].append(numbered(value, id))
            }
        }
    }
}

/// The numbers that new values are given: those after the highest.
private struct Numbers {
    private let organisations, people, seats, meetings, actions: Int64

    init(_ batch: RegisterBatch, beside register: RegisterSnapshot) {
        organisations = register.organisations.map(\.id.rawValue).max() ?? 0
        people = register.people.map(\.id.rawValue).max() ?? 0
        seats = register.seats.map(\.id.rawValue).max() ?? 0
        meetings = register.meetings.map(\.id.rawValue).max() ?? 0
        actions = register.actions.map(\.id.rawValue).max() ?? 0
    }

    func organisation(_ id: Organisation.ID) -> Organisation.ID { real(id, after: organisations) }
    func person(_ id: Person.ID) -> Person.ID { real(id, after: people) }
    func seat(_ id: Seat.ID) -> Seat.ID { real(id, after: seats) }
    func meeting(_ id: Meeting.ID) -> Meeting.ID { real(id, after: meetings) }
    func action(_ id: Action.ID) -> Action.ID { real(id, after: actions) }

    func ownership(_ value: Ownership) -> Ownership {
        let owner: Owner =
            switch value.owner {
            case .person(let id): .person(person(id))
            case .organisation(let id): .organisation(organisation(id))
            }
        return Ownership(owner: owner, assignedAt: value.assignedAt, partDoneAt: value.partDoneAt)
    }

    private func real<Subject>(_ id: Identifier<Subject>, after highest: Int64) -> Identifier<Subject> {
        id.isNew ? .init(highest - id.rawValue) : id
    }
}
