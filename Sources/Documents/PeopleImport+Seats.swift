import ActionRegister
import Foundation

/// One person on one board.
private struct SeatPlace: Hashable {
    var board: Board.ID
    var person: Person.ID
}

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
        let wanted = wantedSeats(rows).unique
        let boards = Dictionary(uniqueKeysWithValues: draft.register.boards.map { ($0.id, $0) })
        let days = boards.mapValues { WallClock(now, of: $0).day }
        let held = Dictionary(
            grouping: draft.register.seats.filter { seat in days[seat.board].map(seat.isHeld) ?? false },
            by: { SeatPlace(board: $0.board, person: $0.person) })
        let places = Dictionary(grouping: wanted, by: \.place)
        for seat in wanted {
            let isAlone = places[seat.place]!.count == 1
            settle(seat, isAlone: isAlone, beside: held[seat.place] ?? [], boards[seat.board]!)
        }
        refuseDeputiesOfNobody(rows)
    }

    /// A deputy is that of a person or of every seat of an organisation.
    private mutating func refuseDeputiesOfNobody(_ rows: [PersonRow]) {
        let stray = Set(
            draft.batch.seats.filter { $0.role == .deputy && $0.deputyOf == nil && $0.organisation == nil }
                .map(\.person))
        for row in rows where row.seat?.role == .deputy && people[row.folded].map(stray.contains) ?? false {
            draft.problems.add(
                at: row.row.place(of: .role), "\(row.name) would be the deputy of nobody",
                advice: "name them in the deputy cell of somebody's row, or give their organisation")
        }
    }

    /// The seats of the rows, and those that deputy cells give; a deputy's own
    /// row without anybody's name is met by such a cell for the same body.
    private mutating func wantedSeats(_ rows: [PersonRow]) -> [WantedSeat] {
        let own = rows.compactMap { ownSeat($0) }
        let deputies = rows.compactMap { deputySeat($0) }
        let places = Dictionary(grouping: deputies, by: \.place)
        let unmet = own.filter { seat in
            seat.role != .deputy
                || !(places[seat.place] ?? []).contains {
                    seat.organisation == nil || $0.organisation == seat.organisation
                }
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
        let match = OwnerMatch(name, in: draft.directory)
        if case .owner(.person(let found)) = match, found != people[row.folded] { return found }
        let near = draft.nearest(to: name).filter { $0 != row.name }
        draft.problems.add(
            at: place, complaint(match, name, row),
            advice: (near.isEmpty ? "" : "did you mean \(near.listed("or"))? If not, ")
                + "give the deputy a row of this file")
        return nil
    }

    private func complaint(_ match: OwnerMatch, _ name: String, _ row: PersonRow) -> String {
        switch match {
        case .owner(.person): "\(row.name) is named as the deputy of the same person"
        case .several: "the deputy \(name.quoted) is the name of several people"
        default: "the deputy \(name.quoted) is nobody known"
        }
    }

    // MARK: - Against the register

    private mutating func settle(
        _ seat: WantedSeat, isAlone: Bool, beside held: [Seat], _ board: Board
    ) {
        if held.contains(where: { seat.isMet(by: $0) }) { return draft.note(name(seat, board), .unchanged) }
        if seat.isOwnRow, isAlone, held.count == 1 { return change(held[0], to: seat, board) }
        add(seat, board)
    }

    private mutating func add(_ seat: WantedSeat, _ board: Board) {
        let id = draft.newNumber() as Seat.ID
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
    var place: SeatPlace { SeatPlace(board: board, person: person) }

    /// A row that names nobody to deputise for is met by any such seat.
    func isMet(by seat: Seat) -> Bool {
        role == seat.role && (organisation == nil || organisation == seat.organisation)
            && (deputyOf == seat.deputyOf || (deputyOf == nil && isOwnRow))
    }
}

extension Array where Element: Hashable {
    /// The first of each.
    fileprivate var unique: Self {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
