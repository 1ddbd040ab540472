import ActionRegister
import Foundation
import Mail
import Store

/// Everybody the register knows: organisations with their other names, people with
/// where letters go, and who is away.
enum PeoplePage {
    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        let register = try visit.store.snapshot()
        let absences = try visit.store.absences()
        let administrators = Set(try visit.store.administrators().map(\.id))
        return Page(
            title: "People",
            content: people(register, administrators, Set(visit.boards().map(\.id)))
                + organisations(register) + away(absences, register)
                + forms(visit))
    }

    /// Seats on boards that the visitor may not read are left out.
    private static func people(
        _ register: RegisterSnapshot, _ administrators: Set<Person.ID>, _ readable: Set<Board.ID>
    ) -> HTML {
        let bodies = Dictionary(uniqueKeysWithValues: register.organisations.map { ($0.id, $0.name) })
        let boards = Dictionary(uniqueKeysWithValues: register.boards.map { ($0.id, $0.name) })
        let seats = Dictionary(grouping: register.seats.filter { readable.contains($0.board) }, by: \.person)
        let rows: [[HTML]] = register.people.map { person in
            let held = (seats[person.id] ?? []).map { "\(boards[$0.board] ?? ""): \($0.role.rawValue)" }
            let places = held + (administrators.contains(person.id) ? ["administrator"] : [])
            let mailbox: HTML =
                person.mailbox.map { "\($0.addressSpec)" } ?? "<span class=\"late\">none</span>"
            return [
                "<a href=\"/people/\(person.id.description)\">\(person.name)</a>",
                "\(person.organisation.flatMap { bodies[$0] } ?? "")", mailbox,
                "\(places.joined(separator: "; "))",
            ]
        }
        return "<h2>People</h2>\n"
            + (rows.isEmpty
                ? "<p>Nobody yet.</p>\n"
                : .table("By name", ["Name", "Organisation", "Mailbox", "Seats"], rows))
    }

    private static func organisations(_ register: RegisterSnapshot) -> HTML {
        let rows: [[HTML]] = register.organisations.map {
            ["\($0.name)", "\($0.aliases.joined(separator: ", "))"]
        }
        return "<h2>Organisations</h2>\n"
            + (rows.isEmpty
                ? "<p>None yet.</p>\n"
                : .table("With the other names that files call them by", ["Name", "Other names"], rows))
    }

    private static func away(_ absences: [Absence], _ register: RegisterSnapshot) -> HTML {
        let names = Dictionary(uniqueKeysWithValues: register.people.map { ($0.id, $0.name) })
        let rows: [[HTML]] = absences.compactMap { absence in
            names[absence.person].map { ["\($0)", absence.from.html, absence.until.html] }
        }
        return rows.isEmpty
            ? "" : "<h2>Away</h2>\n" + .table("Their deputies stand in", ["Who", "From", "Until"], rows)
    }

    private static func forms(_ visit: Visit) -> HTML {
        let forms: [HTML] = PeopleForm.allCases.filter { $0.fits(visit) }.map { form in
            let isOpen: HTML = visit.refused?.form == form.rawValue ? " open" : ""
            return "<details\(isOpen)><summary>\(form.words)</summary>\n\(form.html(visit))</details>\n"
        }
        return "<h2>What to do</h2>\n\(forms)"
    }
}

/// What can be added on the page of people; the word stands in the address.
enum PeopleForm: String, CaseIterable {
    case person, organisation, merge

    /// Two become one on every board: that is for whoever keeps them all.
    func fits(_ visit: Visit) -> Bool { self != .merge || visit.keepsAllBoards() }

    var words: String {
        switch self {
        case .person: "Add a person"
        case .organisation: "Add an organisation, or another name of one"
        case .merge: "Make one of two organisations that are the same"
        }
    }

    func html(_ visit: Visit) -> HTML {
        let form = FormView(id: rawValue, action: "/people/\(rawValue)", visit: visit)
        switch self {
        case .person:
            return form.html(
                form.line("name", "Name", isNeeded: true)
                    + form.line("mailbox", "Mailbox", hint: "Where letters go.", type: "email")
                    + form.line(
                        "salutation", "How letters greet", hint: "Like: Chief Superintendent Achterberg")
                    + form.line("organisation", "Organisation", hint: "As the register knows it."),
                button: "Add the person")
        case .organisation:
            return form.html(
                form.line("name", "Name", isNeeded: true)
                    + form.line("aliases", "Other names", hint: "Divided by semicolons."),
                button: "Save the organisation")
        case .merge:
            return form.html(
                form.line("name", "The one that goes", isNeeded: true)
                    + form.line("into", "The one that stays", isNeeded: true) + form.hidden("show", "yes"),
                button: "Show what becomes of both")
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> FormReply {
        try visit.mustKeepPeople()
        guard fits(visit) else { throw PageFailure.forbidden }
        let name = try form.needed("name", "a name")
        switch self {
        case .person:
            let person = Person(
                id: .new, name: name, salutation: form.text("salutation"),
                mailbox: try form.mailbox("mailbox"),
                organisation: try form.organisation("organisation", visit))
            let added = try visit.store.addPerson(person, told: visit.told)
            return .done(.added, at: "/people/\(added.id)")
        case .organisation:
            try organisation(name, form, visit)
            return .done(.saved, at: "/people")
        case .merge: return try OrganisationMerger(form, visit).reply(form, visit)
        }
    }

    private func organisation(_ name: String, _ form: Form, _ visit: Visit) throws {
        let aliases = form["aliases"].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        let folded = FoldedName(name)
        if var known = try visit.store.organisations().first(where: { FoldedName($0.name) == folded }) {
            known.aliases += aliases.filter { !known.aliases.contains($0) }
            try visit.store.setOrganisation(known, told: visit.told)
        } else {
            _ = try visit.store.addOrganisation(
                Organisation(id: .new, name: name, aliases: aliases), told: visit.told)
        }
    }
}

extension Form {
    /// The organisation that a text names; `nil` where nothing was typed.
    ///
    /// A person may be called the same: here only an organisation can be meant.
    func organisation(_ name: String, _ visit: Visit) throws -> Organisation.ID? {
        guard let text = text(name) else { return nil }
        let folded = FoldedName(text)
        let known = try visit.store.organisations().first { organisation in
            ([organisation.name] + organisation.aliases).contains { FoldedName($0) == folded }
        }
        if let known { return known.id }
        guard case .organisation(let id)? = try owner(name, visit) else {
            throw FieldProblem(name, "“\(text)” is a person; name an organisation.")
        }
        return id
    }
}
