import ActionRegister
import Foundation

/// A seat the file asks for.
private struct WantedSeat: Hashable {
    var board: Board.ID
    var person: Person.ID
    var role: Seat.Role
    var organisation: Organisation.ID?
    var deputyOf: Person.ID?
    /// Whether its row says so, and not another row's deputy cell.
    var isOwnRow: Bool
}

extension PeopleImport {
    /// Brings the seats of the file beside those held on the day of `now`.
    mutating func settleSeats(_ rows: [PersonRow], at now: Date) {
        let wanted = wantedSeats(rows)
        for (index, seat) in wanted.enumerated()
        where !wanted[..<index].contains(where: { $0.isSame(as: seat) }) {
            let board = draft.register.boards.first { $0.id == seat.board }!
            settle(seat, among: wanted, board, on: WallClock(now, of: board).day)
        }
    }

    /// The seats of the rows, and those that deputy cells give; a deputy's own
    /// row without anybody's name is met by such a cell for the same body.
    private mutating func wantedSeats(_ rows: [PersonRow]) -> [WantedSeat] {
        let own = rows.compactMap { ownSeat($0) }
        let deputies = rows.compactMap { deputySeat($0) }
        let unmet = own.filter { seat in
            seat.role != .deputy
                || !deputies.contains { $0.isSame(as: seat, butForDeputyOf: true) }
        }
        return unmet + deputies
    }

    private func ownSeat(_ row: PersonRow) -> WantedSeat? {
        guard let seat = row.seat, let person = people[row.folded] else { return nil }
        return WantedSeat(
            board: seat.board.id, person: person, role: seat.role, organisation: organisation(of: row),
            deputyOf: nil, isOwnRow: true)
    }

    private func organisation(of row: PersonRow) -> Organisation.ID? {
        row.organisation.flatMap { draft.directory.organisation(named: $0) }
    }

    private mutating func deputySeat(_ row: PersonRow) -> WantedSeat? {
        guard let name = row.deputy else { return nil }
        let place = row.row.place(of: .deputy)
        guard let board = row.seat?.board else {
            draft.problems.add(
                at: place, "\(row.name) has a deputy and no board", advice: "name the board of the row")
            return nil
        }
        guard let deputy = deputy(name, of: row, at: place) else { return nil }
        return WantedSeat(
            board: board.id, person: deputy, role: .deputy, organisation: organisation(of: row),
            deputyOf: people[row.folded], isOwnRow: false)
    }

    private mutating func deputy(_ name: String, of row: PersonRow, at place: InputPlace) -> Person.ID? {
        let known = draft.directory.people(named: name).map(\.id)
        let found = people[FoldedName(name)] ?? (known.count == 1 ? known[0] : nil)
        if let found, found != people[row.folded] { return found }
        let near = NearestNames(draft.register.people.map(\.name)).nearest(to: name).filter { $0 != row.name }
        let what =
            found != nil
            ? "\(row.name) is named as the deputy of the same person"
            : "the deputy \(name.quoted) is \(known.isEmpty ? "nobody known" : "the name of several people")"
        let offer = near.isEmpty ? "" : "did you mean \(near.listed("or"))? If not, "
        draft.problems.add(at: place, what, advice: offer + "give the deputy a row of this file")
        return nil
    }

    // MARK: - Against the register

    private mutating func settle(
        _ seat: WantedSeat, among wanted: [WantedSeat], _ board: Board, on day: CalendarDay
    ) {
        let held = draft.register.seats.filter {
            $0.board == seat.board && $0.person == seat.person && $0.isHeld(on: day)
        }
        if held.contains(where: { seat.isMet(by: $0) }) { return draft.note(name(seat, board), .unchanged) }
        let others = wanted.filter {
            $0.board == seat.board && $0.person == seat.person && !$0.isSame(as: seat)
        }
        if seat.isOwnRow, others.isEmpty, held.count == 1 { return change(held[0], to: seat, board) }
        add(seat, board)
    }

    private mutating func add(_ seat: WantedSeat, _ board: Board) {
        let id = Seat.ID.new(draft.batch.seats.count { $0.id.isNew } + 1)
        draft.batch.seats.append(
            Seat(
                id: id, board: seat.board, person: seat.person, role: seat.role,
                organisation: seat.organisation,
                deputyOf: seat.deputyOf))
        draft.note(name(seat, board), .added(facts(seat.role, seat.organisation, seat.deputyOf)))
    }

    /// The only seat on the board becomes what the only row says of it.
    private mutating func change(_ held: Seat, to seat: WantedSeat, _ board: Board) {
        var new = held
        new.role = seat.role
        new.organisation = seat.organisation ?? held.organisation
        new.deputyOf = seat.role == .deputy ? seat.deputyOf ?? held.deputyOf : nil
        draft.batch.seats.append(new)
        let old = facts(held.role, held.organisation, held.deputyOf)
        let change = ImportDifference.FieldChange(
            "seat", old, facts(new.role, new.organisation, new.deputyOf))
        draft.note(name(seat, board), .changed([change]))
    }

    private func name(_ seat: WantedSeat, _ board: Board) -> String {
        "seat of \(draft.directory.name(.person(seat.person))) on \(board.slug)"
    }

    private func facts(_ role: Seat.Role, _ organisation: Organisation.ID?, _ deputyOf: Person.ID?) -> String
    {
        role.rawValue + (organisation.map { " for " + draft.directory.name($0) } ?? "")
            + (deputyOf.map { ", deputy of " + draft.directory.name(.person($0)) } ?? "")
    }
}

extension WantedSeat {
    func isSame(as other: WantedSeat, butForDeputyOf: Bool = false) -> Bool {
        board == other.board && person == other.person && role == other.role
            && (organisation == other.organisation || (butForDeputyOf && other.organisation == nil))
            && (butForDeputyOf || deputyOf == other.deputyOf)
    }

    /// A row that names nobody to deputise for is met by any such seat.
    func isMet(by seat: Seat) -> Bool {
        role == seat.role && (organisation == nil || organisation == seat.organisation)
            && (deputyOf == seat.deputyOf || (deputyOf == nil && isOwnRow))
    }
}
