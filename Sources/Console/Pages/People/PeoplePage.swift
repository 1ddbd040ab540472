import ActionRegister
import Foundation
import Mail
import Store

/// Everybody the register knows: organisations with their other names, people with
/// where letters go, and who is away.
enum PeoplePage {
    private static let pageSize = 50

    static func make(_ visit: Visit) throws -> Page {
        try visit.mustKeepPeople()
        let register = try visit.store.snapshot()
        let today = visit.boards().map { $0.clock(at: visit.now).day }.min()
        let absences = try visit.store.absences().filter { absence in
            today.map { absence.until >= $0 } ?? true
        }
        return Page(
            title: "People",
            content: search(visit) + (try people(register, visit)) + organisations(register, visit)
                + away(absences, register) + forms(visit))
    }

    private static func search(_ visit: Visit) -> HTML {
        """
        <form class="wide" method="get" action="/people" role="search" aria-label="People and organisations">
        <div class="row"><p class="field"><label for="words">Name, mailbox or organisation</label><input id="words" name="words" type="search" value="\(visit.query["words"])"></p>
        <p class="buttons"><button class="second">Show</button></p></div>
        </form>

        """
    }

    /// Whether what was searched for stands in any of the texts; case does not matter.
    private static func isFound(_ texts: [String?], _ visit: Visit) -> Bool {
        let words = visit.query["words"]
        return words.isEmpty
            || texts.contains {
                $0?.range(of: words, options: [.caseInsensitive, .diacriticInsensitive]) != nil
            }
    }

    /// Seats on boards that the visitor may not read are left out.
    private static func people(_ register: RegisterSnapshot, _ visit: Visit) throws -> HTML {
        let administrators = Set(try visit.store.administrators().map(\.id))
        let held = try visit.store.heldMailboxes()
        let readable = Set(visit.boards().map(\.id))
        let bodies = Dictionary(uniqueKeysWithValues: register.organisations.map { ($0.id, $0.name) })
        let boards = Dictionary(uniqueKeysWithValues: register.boards.map { ($0.id, $0.name) })
        let seats = Dictionary(grouping: register.seats.filter { readable.contains($0.board) }, by: \.person)
        let found = register.people.filter { person in
            let body = person.organisation.flatMap { bodies[$0] }
            return isFound([person.name, person.mailbox?.addressSpec, body], visit)
        }
        let page = visit.query.page
        let bodyNames = Set(register.organisations.flatMap(\.names).map { FoldedName($0) })
        let rows: [[HTML]] = found.page(page, size: pageSize).map { person in
            let mark: HTML =
                bodyNames.contains(FoldedName(person.name))
                ? clash("an organisation is called that, too") : ""
            let places =
                (seats[person.id] ?? []).map { "\(boards[$0.board] ?? ""): \($0.role.rawValue)" }
                + (administrators.contains(person.id) ? ["administrator"] : [])
            let isHeld: HTML = held.contains(person.id) ? " <span class=\"late\">held</span>" : ""
            let mailbox: HTML =
                person.mailbox.map { "\($0.addressSpec)" + isHeld } ?? "<span class=\"late\">none</span>"
            return [
                "<a href=\"/people/\(person.id.description)\">\(person.name)</a>" + mark,
                "\(person.organisation.flatMap { bodies[$0] } ?? "")", mailbox,
                "\(places.joined(separator: "; "))",
            ]
        }
        let nobody: HTML = register.people.isEmpty ? "<p>Nobody yet.</p>\n" : "<p>Nobody is like that.</p>\n"
        return "<h2>People</h2>\n"
            + (rows.isEmpty ? nobody : .table("By name", ["Name", "Organisation", "Mailbox", "Seats"], rows))
            + .pages(page, of: found.count, size: pageSize, label: "Pages of people") {
                "/people?\(visit.query.with("done", nil).with("page", String($0)).query)"
            }
    }

    /// Nobody can tell which of the two is meant where an owner is named so.
    private static func clash(_ words: String) -> HTML {
        "<br><span class=\"late\">\(words): as an owner it can mean neither</span>"
    }

    private static func organisations(_ register: RegisterSnapshot, _ visit: Visit) -> HTML {
        let found = register.organisations.filter { isFound($0.names, visit) }
        let page = visit.query.page("bodies")
        let personNames = Set(register.people.map { FoldedName($0.name) })
        let rows: [[HTML]] = found.page(page, size: pageSize).map { body in
            let isShared = body.names.contains { personNames.contains(FoldedName($0)) }
            return [
                "\(body.name)" + (isShared ? clash("a person is called that, too") : ""),
                "\(body.aliases.joined(separator: ", "))",
            ]
        }
        let none: HTML =
            register.organisations.isEmpty ? "<p>None yet.</p>\n" : "<p>None is like that.</p>\n"
        return "<h2>Organisations</h2>\n"
            + (rows.isEmpty
                ? none
                : .table("With the other names that files call them by", ["Name", "Other names"], rows))
            + .pages(page, of: found.count, size: pageSize, label: "Pages of organisations") {
                "/people?\(visit.query.with("done", nil).with("bodies", String($0)).query)"
            }
    }

    private static func away(_ absences: [Absence], _ register: RegisterSnapshot) -> HTML {
        let names = Dictionary(uniqueKeysWithValues: register.people.map { ($0.id, $0.name) })
        let rows: [[HTML]] = absences.compactMap { absence in
            guard let name = names[absence.person] else { return nil }
            let isAlone = !absence.uncovered(register.boards, seats: register.seats).isEmpty
            return [
                "<a href=\"/people/\(absence.person.description)\">\(name)</a>", absence.from.html,
                absence.until.html,
                isAlone ? "<span class=\"late\">not on every board</span>" : "yes",
            ]
        }
        return rows.isEmpty
            ? ""
            : "<h2>Away</h2>\n"
                + .table("Now and later", ["Who", "From", "Until", "Has a deputy"], rows)
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
    case person, organisation, rename, merge

    /// What changes an organisation on every board is for whoever keeps them all.
    func fits(_ visit: Visit) -> Bool { self != .merge && self != .rename || visit.keepsAllBoards() }

    var words: String {
        switch self {
        case .person: "Add a person"
        case .organisation: "Add an organisation, or another name of one"
        case .rename: "Call an organisation by another name"
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
        case .rename:
            return form.html(
                form.line("name", "What it is called now", isNeeded: true)
                    + form.line(
                        "new", "What it is called from now on",
                        hint: "Files may go on calling it by the old name.", isNeeded: true),
                button: "Save the name")
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
        case .rename:
            try rename(form, visit)
            return .done(.saved, at: "/people")
        case .merge: return try OrganisationMerger(form, visit).reply(form, visit)
        }
    }

    private func rename(_ form: Form, _ visit: Visit) throws {
        let new = try form.needed("new", "its new name")
        guard let id = try form.organisation("name", visit),
            var body = try visit.store.organisations().first(where: { $0.id == id })
        else { throw FieldProblem("name", "There is no such organisation; look at the list.") }
        body.aliases.append(body.name)
        body.name = new
        try visit.store.setOrganisation(body, told: visit.told)
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
        let known = try visit.store.organisations().first { $0.names.contains { FoldedName($0) == folded } }
        if let known { return known.id }
        guard case .organisation(let id)? = try owner(name, visit) else {
            throw FieldProblem(name, "“\(text)” is a person; name an organisation.")
        }
        return id
    }
}
