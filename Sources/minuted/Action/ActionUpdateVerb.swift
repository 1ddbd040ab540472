import ActionRegister
import ArgumentParser
import Scheduling
import Store

/// `minuted action update`: by an owner it is an answer.
struct ActionUpdateVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Record progress; by an owner it is an answer.",
        discussion: "Without --by it is the secretariat's own note, and settles nothing.")

    @OptionGroup var name: ActionName
    @Option(help: "What was said.") var note: String
    @Option(help: .init("Who said it: an owner, or somebody of one.", valueName: "who")) var by: String?
    @Option(help: "Its status from now on: open, in-progress or on-hold.") var status: Action.Status?
    @Flag(help: "The owners may read it.") var shared = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        try options.change(name, { _ in "updated" }) { store, record, told in
            let directory = try Directory(store)
            let speaker = try by.map { try Speaker($0, of: record.action, in: directory) }
            let day = try store.workingCalendar(store.board(name.board)).day(of: told.now)
            let update = ActionUpdate(
                id: .init(0), action: record.action.id, day: day, recordedAt: told.now, by: speaker?.person,
                answersFor: speaker?.owner, text: note, isShared: shared)
            _ = try store.updateAction(update, status: status, told: told)
            if let speaker, speaker.owner == nil {
                Output.note(
                    "action update: \(by!) is no owner of \(record.action.reference); recorded as a note")
            }
        }
    }
}

/// Who speaks of an action, and for which of its owners.
struct Speaker {
    var person: Person.ID?
    /// `nil` where the person is of none of the owners.
    var owner: Owner?

    init(_ name: String, of action: Action, in directory: Directory) throws {
        let owners = action.owners.map(\.owner)
        switch try directory.owner(name) {
        case .organisation(let id): owner = owners.first { $0 == .organisation(id) }
        case .person(let id):
            person = id
            let person = directory.register.people.first { $0.id == id }
            owner = person.flatMap { directory.spokenFor(by: $0, among: owners, on: action.board) }
        }
    }
}
