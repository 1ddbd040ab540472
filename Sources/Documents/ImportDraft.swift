import ActionRegister
import Foundation

/// An import in the making: the register as it will be, and what was put into it.
struct ImportDraft {
    private(set) var register: RegisterSnapshot
    private(set) var directory: OwnerDirectory
    var batch = RegisterBatch()
    var difference = ImportDifference()
    var problems: ProblemList

    init(_ request: RegisterImport) {
        register = request.register
        directory = OwnerDirectory(request.register)
        problems = ProblemList(file: request.file)
    }

    /// What is to be written, unless a row was bad.
    func outcome() throws(InputRefusal) -> RegisterImport.Outcome {
        try problems.refuseIfAny()
        return RegisterImport.Outcome(batch: batch, difference: difference)
    }

    mutating func note(_ name: String, _ change: ImportDifference.Change) {
        difference.entries.append(ImportDifference.Entry(name, change))
    }

    // MARK: - New subjects

    mutating func add(organisation name: String, aliases: [String] = []) -> Organisation.ID {
        let id = Organisation.ID.new(batch.organisations.count { $0.id.isNew } + 1)
        let organisation = Organisation(id: id, name: name, aliases: aliases)
        batch.organisations.append(organisation)
        register.organisations.append(organisation)
        directory.insert(organisation)
        note("organisation \(name)", .added(aliases.isEmpty ? "" : "also " + aliases.listed("and")))
        return id
    }

    mutating func add(
        person name: String, mailbox: Mailbox? = nil, salutation: String? = nil,
        organisation: Organisation.ID?
    ) -> Person.ID {
        let id = Person.ID.new(batch.people.count { $0.id.isNew } + 1)
        let person = Person(
            id: id, name: name, salutation: salutation, mailbox: mailbox, organisation: organisation)
        batch.people.append(person)
        register.people.append(person)
        directory.insert(person)
        let facts = [mailbox?.addressSpec ?? "no mailbox", organisation.map(directory.name)].compactMap(
            \.self)
        note("person \(name)", .added(facts.joined(separator: ", ")))
        return id
    }

    // MARK: - Changed subjects

    mutating func replace(_ organisation: Organisation) {
        batch.organisations.removeAll { $0.id == organisation.id }
        batch.organisations.append(organisation)
        directory.insert(organisation)
    }
}
