import ActionRegister
import Foundation
import Mail
import Reminders
import Store

/// One person: where letters go, the seats they hold, and what can be changed.
struct PersonPage {
    var person: Person
    var seats: [Seat]
    var boards: [Board]
    var register: RegisterSnapshot
    var isAdministrator: Bool
    var absences: [Absence]
    /// Whether mailbox and absences are the visitor's to change.
    var isTrusted: Bool
    /// Whether three letters in a row were refused there, and nobody has set it since.
    var isHeld: Bool
    /// The last that went to them, of the boards that the visitor keeps.
    var lastLetter: OutboxLine?

    static func make(_ visit: Visit) throws -> Page {
        let model = try PersonPage(visit)
        return Page(
            title: model.person.name, above: [.init("/people", "People")], content: model.html(visit))
    }

    init(_ visit: Visit) throws {
        try visit.mustKeepPeople()
        register = try visit.store.snapshot()
        let id: Person.ID = .init(try visit.number("person"))
        guard let person = register.people.first(where: { $0.id == id }) else { throw PageFailure.notFound }
        self.person = person
        boards = visit.boards()
        let readable = Set(boards.map(\.id))
        seats = register.seats.filter { $0.person == id && readable.contains($0.board) }
        absences = try visit.store.absences().filter { $0.person == id }
        isTrusted = try visit.isTrusted(with: id)
        isHeld = try visit.store.heldMailboxes().contains(id)
        lastLetter = try visit.store.lastLetter(
            to: id, of: boards.map(\.id).filter(visit.visitor.mayKeep))
        isAdministrator = try visit.store.administrators().contains { $0.id == id }
    }

    private func html(_ visit: Visit) -> HTML {
        let forms: [HTML] = PersonForm.allCases.filter { $0.fits(self, visit) }.map { form in
            let isOpen: HTML = visit.refused?.form == form.rawValue ? " open" : ""
            return
                "<details\(isOpen)><summary>\(form.words(self))</summary>\n\(form.html(self, visit))</details>\n"
        }
        return facts + places + away(visit) + "<h2>What to do</h2>\n\(forms)"
    }

    private var facts: HTML {
        .facts([
            ("Mailbox", mailbox), ("Last letter", last),
            ("Greeting", "\(person.salutation ?? person.name)"),
            ("Organisation", person.organisation.flatMap { name($0) }.map { "\($0)" }),
            ("Console", isAdministrator ? "administrator" : nil),
        ])
    }

    private var mailbox: HTML {
        guard let mailbox = person.mailbox else {
            return "<span class=\"late\">none: nobody can write to them</span>"
        }
        let held: HTML =
            isHeld
            ? "<br><span class=\"late\">held: its last three letters were refused. Nobody writes there until it is saved again below, mended or as it is.</span>"
            : ""
        return "\(mailbox.addressSpec)" + held
    }

    private var last: HTML? {
        guard let line = lastLetter, let board = boards.first(where: { $0.slug == line.board }) else {
            return nil
        }
        let isLost = line.entry.state == .bounced
        let words: HTML =
            isLost
            ? "<span class=\"late\">could not be delivered</span>" : "\(line.entry.state.rawValue)"
        return
            "<a href=\"/outbox/\(line.entry.id.description)\">\(board.html(of: line.entry.enqueuedAt))</a>, \(words)"
    }

    fileprivate func name(_ id: Organisation.ID) -> String? {
        register.organisations.first { $0.id == id }?.name
    }

    private func away(_ visit: Visit) -> HTML {
        guard !absences.isEmpty else { return "" }
        return "<h2>Away</h2>\n"
            + .table(
                "Days on which they are away", ["From", "Until", "Letters go to", "End it"],
                absences.map { absence in
                    let form = FormView(
                        id: "back-\(absence.id)", action: "/people/\(person.id)/back", visit: visit)
                    let back = form.html(
                        form.hidden("absence", absence.id.description), button: "They are back",
                        about: "away until \(absence.until.words)", isQuiet: true)
                    return [
                        absence.from.html, absence.until.html, standIns(absence), isTrusted ? back : "",
                    ]
                })
    }

    /// Where nobody stands in, letters go on to who is away.
    private func standIns(_ absence: Absence) -> HTML {
        let alone = absence.uncovered(boards, seats: register.seats)
        guard !alone.isEmpty else { return "their deputies" }
        let names = alone.map(\.name).joined(separator: ", ")
        return
            "<span class=\"late\">\(person.name) still: nobody is their deputy on \(names).</span> Give somebody a seat as their deputy there."
    }

    private var places: HTML {
        guard !seats.isEmpty else { return "<p>No seat on a board.</p>\n" }
        let names = Dictionary(uniqueKeysWithValues: register.boards.map { ($0.id, $0.name) })
        return "<h2>Seats</h2>\n"
            + .table(
                "Places on boards", ["Board", "Role", "For", "From", "Until"],
                seats.map { seat in
                    [
                        "\(names[seat.board] ?? "")", "\(seat.role.rawValue)",
                        "\(seat.organisation.flatMap { name($0) } ?? "")", seat.from.map(\.html) ?? "",
                        seat.until.map(\.html) ?? "",
                    ]
                })
    }
}

/// What can be done to one person; the word stands in the address.
enum PersonForm: String, CaseIterable {
    case set, seat, end, absence, back, administrator
    case signOut = "sign-out"

    func words(_ page: PersonPage) -> String {
        switch self {
        case .set: "Change name, mailbox, greeting or organisation"
        case .seat: "Give them a seat on a board"
        case .end: "End their seats on a board"
        case .absence: "They are away for some days"
        case .back: "They are back"
        case .administrator:
            page.isAdministrator ? "Take the administrator’s rights away" : "Make them an administrator"
        case .signOut: "Sign them out everywhere"
        }
    }

    func fits(_ page: PersonPage, _ visit: Visit) -> Bool {
        switch self {
        case .set, .seat: true
        case .absence: page.isTrusted
        case .end: !page.seats.isEmpty
        // Each absence has a button of its own.
        case .back: false
        case .administrator, .signOut: visit.visitor.isAdministrator
        }
    }

    func html(_ page: PersonPage, _ visit: Visit) -> HTML {
        var form = FormView(
            id: rawValue, action: "/people/\(page.person.id)/\(rawValue)", visit: visit)
        if self == .set {
            form.values = Self.values(page)
            form.seen = SeenValues(form.values)
        }
        return form.html(fields(form, page), button: button, isGrave: self == .end || self == .signOut)
    }

    private static func values(_ page: PersonPage) -> [String: String] {
        let person = page.person
        let reach =
            page.isTrusted
            ? [
                "mailbox": person.mailbox?.addressSpec ?? "",
                "organisation": person.organisation.flatMap(page.name) ?? "",
            ] : [:]
        return reach.merging(["name": person.name, "salutation": person.salutation ?? ""]) { $1 }
    }

    private var button: String {
        switch self {
        case .set: "Save"
        case .seat: "Give the seat"
        case .end: "End the seats"
        case .absence: "Record it"
        case .back: "They are back"
        case .administrator: "Change the rights"
        case .signOut: "Sign them out"
        }
    }

    private func fields(_ form: FormView, _ page: PersonPage) -> HTML {
        let boards = page.boards.map { ($0.slug, $0.name) }
        switch self {
        case .set:
            return form.line("name", "Name", isNeeded: true) + form.line("salutation", "How letters greet")
                + (page.isTrusted
                    ? form.line(
                        "mailbox", "Mailbox",
                        hint: "A mailbox that was held is written to again once it is saved here.",
                        type: "email")
                        + form.line(
                            "organisation", "Organisation", hint: "As the register knows it; empty for none.")
                    : "<p>Their mailbox and organisation are for whoever keeps all their boards to change.</p>\n")
        case .seat:
            return form.choice("board", "Board", boards)
                + form.choice("role", "Role", Seat.Role.allCases.map { ($0.rawValue, $0.rawValue) })
                + form.line("organisation", "For which organisation", hint: "Empty for none.")
                + form.line("deputy-of", "Deputy of", hint: "A person, where the role is deputy.")
        case .end:
            return form.choice("board", "Board", boards)
                + form.line("from", "First day without", hint: "Empty: today.", type: "date")
        case .absence:
            return form.line("from", "First day", type: "date", isNeeded: true)
                + form.line("until", "Last day", type: "date", isNeeded: true)
        case .back: return ""
        case .administrator:
            return form.hidden("wanted", page.isAdministrator ? "no" : "yes")
                + "<p>An administrator may do everything, on every board.</p>\n"
        case .signOut:
            return
                "<p>Their sessions end on every device, and sign-in links they were sent open nothing.</p>\n"
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> FormReply {
        let page = try PersonPage(visit)
        let (store, told, id) = (visit.store, visit.told, page.person.id)
        switch self {
        case .set:
            try form.mustBeUpToDate(with: Self.values(page))
            var person = page.person
            person.name = try form.needed("name", "a name")
            person.salutation = form.text("salutation")
            if form.has("organisation") {
                person.organisation = try form.organisation("organisation", visit)
            }
            if form.has("mailbox") { person.mailbox = try form.mailbox("mailbox") }
            if person.mailbox != page.person.mailbox || person.organisation != page.person.organisation {
                try visit.mustBeTrusted(with: [id])
            }
            try store.setPerson(person, namesMailbox: form.has("mailbox"), told: told)
        case .seat: _ = try store.addSeat(seat(page, visit, form), told: told)
        case .end:
            let board = try board(page, visit, form)
            let day = try form.day("from") ?? board.clock(at: visit.now).day
            try store.endSeats(of: id, on: board.id, from: day, told: told)
        case .absence:
            try visit.mustBeTrusted(with: [id])
            let (first, last) = (
                try form.neededDay("from", "the first day"), try form.neededDay("until", "the last day")
            )
            guard first <= last else {
                throw FieldProblem("until", "The last day lies before the first; write it after.")
            }
            let absence = Absence(id: .new, person: id, from: first, until: last)
            _ = try store.addAbsence(absence, told: told)
        case .back:
            try visit.mustBeTrusted(with: [id])
            guard let absence = page.absences.first(where: { $0.id == form.id("absence") }) else {
                throw FieldProblem(nil, "That absence has been ended already.")
            }
            try store.endAbsence(absence.id, told: told)
        case .administrator:
            try visit.mustAdminister()
            try store.setAdministrator(id, form["wanted"] == "yes", told: told)
        case .signOut:
            try visit.mustAdminister()
            try store.signOutEverywhere(id, told: told)
        }
        return .done(.saved, at: "/people/\(id)")
    }

    private func board(_ page: PersonPage, _ visit: Visit, _ form: Form) throws -> Board {
        guard let board = page.boards.first(where: { $0.slug == form["board"] }) else {
            throw FieldProblem("board", "Choose a board.")
        }
        try visit.mustKeep(board.id)
        return board
    }

    private func seat(_ page: PersonPage, _ visit: Visit, _ form: Form) throws -> Seat {
        guard let role = Seat.Role(rawValue: form["role"]) else {
            throw FieldProblem("role", "Choose a role.")
        }
        let principal = try form.text("deputy-of").map { _ in try form.person("deputy-of", "a person", visit)
        }
        let board = try board(page, visit, form)
        // A place that was given up is taken again from today on.
        let wasHeld = page.seats.contains { $0.board == board.id && $0.role == role && $0.until != nil }
        return Seat(
            id: .new, board: board.id, person: page.person.id, role: role,
            organisation: try form.organisation("organisation", visit), deputyOf: principal,
            from: wasHeld ? board.clock(at: visit.now).day : nil)
    }
}
