import ActionRegister

extension RegisterImport {
    /// Takes in `name, email, organisation, role, board, deputy, salutation`, one
    /// row a seat.
    ///
    /// Rows of one name are one person. A blank cell says nothing, and nothing in
    /// the register is ended because the file lacks it. An organisation nobody
    /// knows is added.
    func people() throws(InputRefusal) -> Outcome {
        var reader = PeopleImport(draft: ImportDraft(self), board: board)
        let table: ImportTable<PersonColumn> = try table()
        reader.draft.problems.add(table.problems)
        let seats = table.rows.compactMap { reader.read($0) }
        reader.settlePeople(seats)
        try reader.draft.problems.refuseIfAny()
        reader.settleSeats(seats, at: now)
        return try reader.draft.outcome()
    }
}

/// A row of the file, its cells read.
struct PersonRow {
    let row: ImportTable<PersonColumn>.Row
    let name: String
    let mailbox: Mailbox?
    let organisation: String?
    let salutation: String?
    let deputy: String?
    /// `nil` for a person without a seat.
    let seat: (board: Board, role: Seat.Role)?

    var folded: FoldedName { FoldedName(name) }
}

struct PeopleImport {
    typealias Row = ImportTable<PersonColumn>.Row

    var draft: ImportDraft
    let board: Board?
    /// Whom each name of the file means.
    var people: [FoldedName: Person.ID] = [:]

    init(draft: ImportDraft, board: Board?) {
        self.draft = draft
        self.board = board
    }

    // MARK: - Cells

    mutating func read(_ row: Row) -> PersonRow? {
        let name = row.text(.name)
        guard !FoldedName(name).isEmpty else {
            draft.problems.add(at: row.place(of: .name), "the person has no name", advice: "name the person")
            return nil
        }
        guard let mailbox = mailbox(row), let seat = seat(row) else { return nil }
        return PersonRow(
            row: row, name: name, mailbox: mailbox.value, organisation: organisation(row),
            salutation: row.text(.salutation).nonEmpty, deputy: row.text(.deputy).nonEmpty, seat: seat.value)
    }

    private func organisation(_ row: Row) -> String? {
        FoldedName(row.text(.organisation)).isEmpty ? nil : row.text(.organisation)
    }

    private mutating func mailbox(_ row: Row) -> Read<Mailbox?>? {
        let text = row[.email]?.text.trimmingSpaces ?? ""
        guard !text.isEmpty else { return Read(nil) }
        if let mailbox = Mailbox(text) { return Read(mailbox) }
        draft.problems.add(
            at: row.place(of: .email), "\(text.quoted) is not the address of a mailbox",
            advice: "write the address alone, like h.osei@example.org")
        return nil
    }

    private mutating func seat(_ row: Row) -> Read<(board: Board, role: Seat.Role)?>? {
        let hasSeat = !(row.text(.board) + row.text(.role)).isEmpty
        guard hasSeat || board != nil else { return Read(nil) }
        guard let board = board(row), let role = role(row) else { return nil }
        return Read((board, role))
    }

    private mutating func board(_ row: Row) -> Board? {
        if row.text(.board).isEmpty, board == nil {
            draft.problems.add(
                at: row.place(of: .board), "the row gives a role and no board",
                advice: "name the board, or pass it with --board")
            return nil
        }
        return draft.board(row.text(.board), at: row.place(of: .board), otherwise: board)
    }

    private mutating func role(_ row: Row) -> Seat.Role? {
        let text = row.text(.role)
        if let role = Self.roles[FoldedName(text).text] { return role }
        draft.problems.add(
            at: row.place(of: .role), "there is no role \(text.quoted)",
            advice: "the roles are \(Seat.Role.allCases.map(\.rawValue).listed("and"))")
        return nil
    }

    private static let roles: [String: Seat.Role] = {
        let own = Seat.Role.allCases.map { (FoldedName($0.rawValue).text, $0) }
        let others: [(String, Seat.Role)] = [
            ("", .member), ("chairman", .chair), ("chairwoman", .chair), ("chairperson", .chair),
            ("secretary", .secretariat),
        ]
        return Dictionary(uniqueKeysWithValues: own + others)
    }()
}

/// A cell that could be read, and perhaps said nothing.
struct Read<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
}

extension ImportDraft {
    /// The board that a cell names by slug or name; a blank one names `fallback`.
    mutating func board(_ text: String, at place: InputPlace, otherwise fallback: Board?) -> Board? {
        if text.isEmpty, let fallback { return fallback }
        let folded = FoldedName(text)
        if let board = register.boards.first(where: {
            FoldedName($0.slug) == folded || FoldedName($0.name) == folded
        }) {
            return board
        }
        let near = NearestNames(register.boards.flatMap { [$0.slug, $0.name] }).nearest(to: text)
        let known = near.isEmpty ? register.boards.map(\.slug) : near
        problems.add(
            at: place, text.isEmpty ? "the row names no board" : "there is no board \(text.quoted)",
            advice: known.isEmpty ? "add it by minuted board add" : "did you mean \(known.listed("or"))?")
        return nil
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }

    var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
