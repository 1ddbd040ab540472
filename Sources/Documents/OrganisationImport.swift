import ActionRegister

extension RegisterImport {
    /// Takes in `name, aliases`: new organisations, and new aliases of those the
    /// register knows by any of the row's names.
    func organisations() throws(InputRefusal) -> Outcome {
        var reader = OrganisationImport(draft: ImportDraft(self))
        let table: ImportTable<OrganisationColumn> = try table()
        reader.draft.problems.add(table.problems)
        for row in table.rows { reader.take(row) }
        return try reader.draft.outcome()
    }
}

private struct OrganisationImport {
    typealias Row = ImportTable<OrganisationColumn>.Row

    var draft: ImportDraft
    /// The line that spoke of an organisation.
    private var lines: [Organisation.ID: Int] = [:]

    init(draft: ImportDraft) { self.draft = draft }

    mutating func take(_ row: Row) {
        let name = row.text(.name)
        guard !FoldedName(name).isEmpty else {
            draft.problems.add(at: row.place(of: .name), "the organisation has no name", advice: "name it")
            return
        }
        let names = distinct(
            [name] + (row[.aliases]?.text ?? "").split(separator: ";").map { String($0).tidied })
        let id = draft.directory.organisation(named: name)
        let taken = names.first { other in
            draft.directory.organisation(named: other).map { $0 != id } ?? false
        }
        if let taken { return refuse(taken, row) }
        guard let id else {
            return lines[draft.add(organisation: name, aliases: Array(names.dropFirst()))] = row.place.line
        }
        merge(names, into: id, row)
    }

    private func distinct(_ names: [String]) -> [String] {
        var seen: Set<FoldedName> = []
        return names.filter { !FoldedName($0).isEmpty && seen.insert(FoldedName($0)).inserted }
    }

    private mutating func merge(_ names: [String], into id: Organisation.ID, _ row: Row) {
        guard var organisation = draft.directory.organisation(id) else { return }
        guard lines[id] == nil else { return refuse(names[0], row) }
        lines[id] = row.place.line
        let new = names.filter { draft.directory.organisation(named: $0) == nil }
        guard !new.isEmpty else { return draft.note("organisation \(organisation.name)", .unchanged) }
        organisation.aliases += new
        draft.replace(organisation)
        let change = ImportDifference.FieldChange("aliases", "", new.joined(separator: "; "))
        draft.note("organisation \(organisation.name)", .changed([change]))
    }

    private mutating func refuse(_ name: String, _ row: Row) {
        guard let id = draft.directory.organisation(named: name) else { return }
        let isName = FoldedName(name) == FoldedName(row.text(.name))
        let line = lines[id].map { " of line \($0)" } ?? ""
        draft.problems.add(
            at: row.place(of: isName ? .name : .aliases),
            "\(name.quoted) already means \(draft.directory.name(id).quoted)\(line)",
            advice: "give each organisation one row, and each name to one organisation")
    }
}
