import ActionRegister
import ArgumentParser

/// `minuted absence …`: days on which a deputy stands in.
struct AbsenceVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "absence", abstract: "Days on which a person is away and the deputy stands in.",
        subcommands: [AbsenceAdd.self, AbsenceList.self])
}

extension Absence {
    func json(_ directory: Directory) -> JSON {
        ["who": directory.name(person), "from": from, "until": until]
    }
}
