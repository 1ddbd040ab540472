import ActionRegister
import Foundation

/// An import in the making: the register as it will be, and what was put into it.
struct ImportDraft {
    private(set) var register: RegisterSnapshot
    private(set) var directory: OwnerDirectory
    var batch = RegisterBatch()
    var difference = ImportDifference()
    var problems: ProblemList
    private var lastNew = 0
    private var nearestNames: NearestNames?

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

    /// Names an error may offer; none once there are so many errors that the file
    /// itself must be the wrong one.
    mutating func nearest(to name: String) -> [String] {
        guard problems.problems.count < 100 else { return [] }
        let names = nearestNames ?? directory.nearestNames
        nearestNames = names
        return names.nearest(to: name)
    }

    // MARK: - New subjects

    /// A number for something new; no two things of one file share it.
    mutating func newNumber<Subject>() -> Identifier<Subject> {
        lastNew += 1
        return .new(lastNew)
    }

    mutating func add(organisation name: String, aliases: [String] = []) -> Organisation.ID {
        let id: Organisation.ID = newNumber()
        let organisation = Organisation(id: id, name: name, aliases: aliases)
        batch.organisations.append(organisation)
        register.organisations.append(organisation)
        directory.insert(organisation)
        nearestNames = nil
        note("organisation \(name)", .added(aliases.isEmpty ? "" : "also " + aliases.listed("and")))
        return id
    }

    mutating func add(
        person name: String, mailbox: Mailbox? = nil, salutation: String? = nil,
        organisation: Organisation.ID?
    ) -> Person.ID {
        let id: Person.ID = newNumber()
        let person = Person(
            id: id, name: name, salutation: salutation, mailbox: mailbox, organisation: organisation)
        batch.people.append(person)
        register.people.append(person)
        directory.insert(person)
        nearestNames = nil
        let sitsFor = organisation.map { ", " + directory.name($0) } ?? ""
        note("person \(name)", .added((mailbox?.addressSpec ?? "no mailbox") + sitsFor))
        return id
    }

    // MARK: - Changed subjects

    mutating func replace(_ organisation: Organisation) {
        batch.organisations.removeAll { $0.id == organisation.id }
        batch.organisations.append(organisation)
        directory.insert(organisation)
        nearestNames = nil
    }
}
