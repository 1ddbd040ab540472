import ActionRegister
import ArgumentParser

/// `minuted member …`: who sits on a board, and for whom.
struct MemberVerbs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Who sits on a board, in which role and for whom.",
        subcommands: [MemberAdd.self, MemberEnd.self, MemberList.self])
}

extension Seat {
    /// The fields of `member add`.
    func json(_ directory: Directory) -> JSON {
        [
            "board": directory.slug(board), "who": directory.name(person), "role": role.rawValue,
            "organisation": directory.name(organisation), "deputyOf": directory.name(deputyOf), "from": from,
            "until": until,
        ]
    }
}
