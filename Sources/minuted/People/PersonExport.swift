import ActionRegister
import ArgumentParser
import Documents
import Foundation
import Mail
import Store

/// `minuted person export`: what is kept about one person, for the person.
struct PersonExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print what is kept about a person, as JSON.")

    @Argument(help: .init("The name or mailbox.", valueName: "who")) var who: String
    @OptionGroup var options: GlobalOptions

    func run() throws {
        let json = try options.read { store in
            let directory = try Directory(store)
            let person = try directory.person(who)
            let seats = directory.register.seats.filter { $0.person == person.id }
            let absences = try store.absences().filter { $0.person == person.id }
            let actions = try store.actions(ActionFilter(owner: .person(person.id)), at: options.time)
            let rows = try ActionRows(store, at: options.time)
            let letters = try store.outbox(to: person.id)
            let own: JSON = [
                "seats": seats.map { $0.json(directory) }, "absences": absences.map { $0.json(directory) },
                "actions": actions.map { rows.row($0).json },
                "letters": JSON.array(
                    try letters.map { line in
                        let text = try store.message(of: line.entry.id)
                        return line.json.with([
                            "message": text.map { String(decoding: $0, as: UTF8.self) }
                        ])
                    }),
            ]
            return person.json(directory).with(own)
        }
        Output.write(json.description + "\n")
    }
}
