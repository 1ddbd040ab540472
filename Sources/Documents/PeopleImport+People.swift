import ActionRegister

extension PeopleImport {
    /// Finds or adds everybody the file names, once for all their rows.
    mutating func settlePeople(_ rows: [PersonRow]) {
        var order: [FoldedName] = []
        var groups: [FoldedName: [PersonRow]] = [:]
        for row in rows {
            if groups[row.folded] == nil { order.append(row.folded) }
            groups[row.folded, default: []].append(row)
        }
        for name in order { settle(groups[name]!) }
    }

    private mutating func settle(_ rows: [PersonRow]) {
        refuseConflict(rows, .email) { $0.mailbox?.addressSpec.lowercased() }
        refuseConflict(rows, .salutation) { $0.salutation }
        let organisations = rows.compactMap(\.organisation).map { organisation($0) }
        let known = draft.directory.people(named: rows[0].name)
        let mailbox = rows.lazy.compactMap(\.mailbox).first
        guard !known.isEmpty else { return add(rows, mailbox, organisations.first) }
        let same = known.filter { person in mailbox != nil && person.mailbox?.isSame(as: mailbox!) == true }
        let near = known.filter { person in
            organisations.contains { draft.directory.people(named: person.name, of: $0).contains(person) }
        }
        let candidates = [known, same, near].first { $0.count == 1 } ?? []
        guard let person = candidates.first else { return refuseSeveral(rows[0], known) }
        if let mailbox, near.isEmpty, !organisations.isEmpty, person.mailbox?.isSame(as: mailbox) == false {
            return refuseNamesake(rows[0], person)
        }
        merge(rows, mailbox, organisations, into: person)
    }

    /// The organisation of a name, added where it is new.
    private mutating func organisation(_ name: String) -> Organisation.ID {
        draft.directory.organisation(named: name) ?? draft.add(organisation: name)
    }

    private mutating func add(_ rows: [PersonRow], _ mailbox: Mailbox?, _ organisation: Organisation.ID?) {
        people[rows[0].folded] = draft.add(
            person: rows[0].name, mailbox: mailbox, salutation: rows.lazy.compactMap(\.salutation).first,
            organisation: organisation)
    }

    private mutating func merge(
        _ rows: [PersonRow], _ mailbox: Mailbox?, _ organisations: [Organisation.ID], into person: Person
    ) {
        people[rows[0].folded] = person.id
        var new = person
        if let mailbox, person.mailbox?.isSame(as: mailbox) != true { new.mailbox = mailbox }
        new.salutation = rows.lazy.compactMap(\.salutation).first ?? person.salutation
        if let first = organisations.first, !organisations.contains(where: { $0 == person.organisation }) {
            new.organisation = first
        }
        note(person, new)
        if new != person { draft.batch.people.append(new) }
    }

    private mutating func note(_ old: Person, _ new: Person) {
        let name = { [directory = draft.directory] (person: Person) in
            person.organisation.map(directory.name) ?? ""
        }
        let fields = [
            ("email", old.mailbox?.addressSpec ?? "", new.mailbox?.addressSpec ?? ""),
            ("salutation", old.salutation ?? "", new.salutation ?? ""),
            ("organisation", name(old), name(new)),
        ]
        let changes = fields.filter { $0.1 != $0.2 }.map { ImportDifference.FieldChange($0.0, $0.1, $0.2) }
        draft.note("person \(old.name)", changes.isEmpty ? .unchanged : .changed(changes))
    }

    // MARK: - Refusing

    private mutating func refuseConflict(
        _ rows: [PersonRow], _ column: PersonColumn, _ value: (PersonRow) -> String?
    ) {
        let given = rows.filter { value($0) != nil }
        for row in given.dropFirst() where value(row) != value(given[0]) {
            let (here, there) = (row.row.text(column).quoted, given[0].row.text(column).quoted)
            draft.problems.add(
                at: row.row.place(of: column),
                "\(row.name) has the \(column.rawValue) \(here) here and \(there) in line \(given[0].row.place.line)",
                advice: "write one of them in both; if they are two people, tell them apart in their names")
        }
    }

    /// Another address at another organisation: to take it over would send one
    /// person's letters to the other.
    private mutating func refuseNamesake(_ row: PersonRow, _ known: Person) {
        let label = draft.directory.label(known)
        draft.problems.add(
            at: row.row.place(of: .email),
            "the register has \(label) with the email \((known.mailbox?.addressSpec ?? "").quoted)",
            advice:
                "if this is the same person, say so by minuted person set; if not, tell them apart in the names"
        )
    }

    private mutating func refuseSeveral(_ row: PersonRow, _ known: [Person]) {
        let addresses = known.map { $0.mailbox?.addressSpec ?? "no mailbox" }
        draft.problems.add(
            at: row.row.place(of: .name), "\(known.count) people are called \(row.name.quoted)",
            advice: "give the row the email of one of them: \(addresses.listed("or"))")
    }
}

extension Mailbox {
    /// Domains do not know case, and no mail system in use tells local parts
    /// apart by it.
    func isSame(as other: Mailbox) -> Bool { addressSpec.lowercased() == other.addressSpec.lowercased() }
}
