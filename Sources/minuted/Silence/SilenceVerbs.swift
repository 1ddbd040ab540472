import ActionRegister
import ArgumentParser

/// `minuted silence …`.
struct SilenceVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Days on which a board, an owner or an action is left alone.",
        subcommands: [SilenceAdd.self, SilenceList.self, SilenceEnd.self])
}

extension Silence {
    /// The fields of `silence add`, and the number it is ended by.
    func json(_ directory: Directory, reference: String?) -> JSON {
        [
            "id": id, "from": from, "until": until, "reason": reason, "board": directory.slug(board),
            "owner": owner.map(directory.name), "action": reference,
        ]
    }
}
