import ActionRegister
import Documents
import Store

/// Finds the person or organisation that somebody names on the command line.
///
/// Spelling is folded as in files. Of two people of one name the mailbox tells
/// which is meant.
struct Directory {
    let register: RegisterSnapshot

    init(_ store: Store) throws { register = try store.snapshot() }

    /// - Throws: `RegisterError.unknown` with the nearest name, or a complaint
    ///   where several people have it.
    func person(_ name: String) throws -> Person {
        if let found = try onePerson(name) { return found }
        throw RegisterError.unknown(
            .person, name, nearest: NearestNames(register.people.map(\.name)).nearest(to: name).first)
    }

    func organisation(_ name: String) throws -> Organisation {
        if let found = oneOrganisation(name) { return found }
        let names = register.organisations.flatMap { [$0.name] + $0.aliases }
        throw RegisterError.unknown(.organisation, name, nearest: NearestNames(names).nearest(to: name).first)
    }

    /// A person or an organisation, named as in a file that is imported.
    func owner(_ name: String) throws -> Owner {
        do throws(OwnerNames.Refusal) {
            return try OwnerNames(register).owner(in: name)
        } catch {
            throw Complaint(.badInput, "owner", error.what, error.advice)
        }
    }

    /// `MPS/CPS`: the first is the lead. A name is tried whole first.
    func owners(_ names: String) throws -> [Owner] {
        do throws(OwnerNames.Refusal) {
            return try OwnerNames(register).owners(in: names)
        } catch {
            throw Complaint(.badInput, "owner", error.what, error.advice)
        }
    }

    /// The owner for whom somebody speaks: themselves, or the organisation they
    /// are of or sit for on the board; `nil` where that is no owner.
    func spokenFor(by person: Person, among owners: [Owner], on board: Board.ID) -> Owner? {
        let seats = register.seats.filter { $0.person == person.id && $0.board == board }
        let organisations = ([person.organisation] + seats.map(\.organisation)).compactMap { $0 }
        return ([.person(person.id)] + organisations.map { .organisation($0) }).first { owners.contains($0) }
    }

    func name(_ owner: Owner) -> String {
        switch owner {
        case .person(let id): register.people.first { $0.id == id }?.name ?? "person \(id)"
        case .organisation(let id): register.organisations.first { $0.id == id }?.name ?? "organisation \(id)"
        }
    }

    func name(_ id: Organisation.ID?) -> String? { id.map { name(.organisation($0)) } }
    func name(_ id: Person.ID?) -> String? { id.map { name(.person($0)) } }

    func slug(_ id: Board.ID?) -> String? { register.boards.first { $0.id == id }?.slug }

    private func oneOrganisation(_ name: String) -> Organisation? {
        let folded = FoldedName(name)
        guard !folded.isEmpty else { return nil }
        return register.organisations.first { $0.names.contains { FoldedName($0) == folded } }
    }

    /// A mailbox as it stands comes before one in letters of another case.
    private func onePerson(_ name: String) throws -> Person? {
        let exact = register.people.filter { $0.mailbox?.addressSpec == name }
        if exact.count == 1 { return exact[0] }
        let folded = FoldedName(name)
        let found = register.people.filter { person in
            person.mailbox?.addressSpec.lowercased() == name.lowercased()
                || (!folded.isEmpty && FoldedName(person.name) == folded)
        }
        guard found.count > 1 else { return found.first }
        let addresses = found.map { $0.mailbox?.description ?? "no mailbox" }.joined(separator: ", ")
        throw Complaint(
            .badInput, "person", "\(found.count) people are called \"\(name)\"",
            "name one by mailbox: \(addresses)")
    }
}
