import ActionRegister
import Mail
import Store

/// Two organisations that are the same: what would become of both is shown, and then
/// done or not, for it cannot be undone.
struct OrganisationMerger {
    private let going, staying: Organisation

    init(_ form: Form, _ visit: Visit) throws {
        let organisations = try visit.store.organisations()
        func named(_ field: String, _ what: String) throws -> Organisation {
            _ = try form.needed(field, what)
            let id = try form.organisation(field, visit)
            guard let found = organisations.first(where: { $0.id == id }) else {
                throw FieldProblem(field, "There is no such organisation any more; look again.")
            }
            return found
        }
        going = try named("name", "which of the two goes")
        staying = try named("into", "which of the two stays")
        guard going.id != staying.id else {
            throw FieldProblem("into", "Both names are of one organisation already; name another.")
        }
    }

    func reply(_ form: Form, _ visit: Visit) throws -> FormReply {
        if form.has("show") { return .page(try page(visit)) }
        try visit.store.mergeOrganisation(going.id, into: staying.id, told: visit.told)
        return .done(.saved, at: "/people")
    }

    private func page(_ visit: Visit) throws -> Page {
        let form = FormView(id: "merge", action: "/people/merge", visit: visit)
        return Page(
            title: "Make one of two organisations", above: [.init("/people", "People")],
            content: .table(
                "What each of the two has now", ["Organisation", "Other names", "Open actions", "Seats"],
                [try row(going, "goes", visit), try row(staying, "stays", visit)])
                + "<p>All that \(going.name) has becomes \(staying.name)’s, on every board, and files may go on calling it by its old names. On a board where both have seats, letters about either go to all contacts of the two; a member is written to only where neither has a contact. It cannot be undone.</p>\n"
                + form.html(
                    form.hidden("name", going.name) + form.hidden("into", staying.name),
                    button: "Make them one", isGrave: true)
                + "<p><a href=\"/people\">Leave both as they are</a></p>\n")
    }

    private func row(_ organisation: Organisation, _ fate: String, _ visit: Visit) throws -> [HTML] {
        var actions = 0
        try visit.store.forEachAction(
            ActionFilter(
                owner: .organisation(organisation.id), statuses: [.open, .inProgress, .onHold, .proposed]),
            at: visit.now
        ) { _ in actions += 1 }
        let register = try visit.store.snapshot()
        let names = Dictionary(uniqueKeysWithValues: register.people.map { ($0.id, $0.name) })
        let boards = Dictionary(uniqueKeysWithValues: register.boards.map { ($0.id, $0.name) })
        let seats = register.seats.filter { $0.organisation == organisation.id && $0.until == nil }.map {
            "\(boards[$0.board] ?? ""): \(names[$0.person] ?? "(erased)"), \($0.role.rawValue)"
        }
        return [
            "\(organisation.name) (\(fate))", "\(organisation.aliases.joined(separator: ", "))",
            "\(actions.description)", "\(seats.joined(separator: "; "))",
        ]
    }
}
