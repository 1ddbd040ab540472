import ActionRegister
import ArgumentParser
import Foundation
import Scheduling
import Store

/// `minuted board activate`: shows what it would cause, asks, then does it.
struct BoardActivate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Let a board send. Nothing of the past is owed.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @Flag(help: "Do not ask.") var yes = false
    @OptionGroup var options: GlobalOptions

    func run() throws {
        if !options.json { Output.write(try options.read(prospect)) }
        try Confirmation.ask("Activate \(slug)?", verb: "board activate", isGiven: yes)
        let board = try options.change { store, told in
            try store.activate(store.board(slug).id, told: told)
            return try store.board(slug)
        }
        options.output.show(board.json, "\(board.slug): active\n")
    }

    /// What there is to write about: live actions, the meeting ahead, the rules.
    private func prospect(_ store: Store) throws -> String {
        let board = try store.board(slug)
        let live = try store.actions(
            ActionFilter(board: board.id, statuses: [.open, .inProgress]), at: options.time)
        let released = live.count { $0.action.releasedAt != nil }
        let next = try store.nextMeeting(board.id, after: options.time)?.day?.description ?? "none is planned"
        return """
            \(board.name)
              open actions   \(live.count), of which \(released) are released
              next meeting   \(next)
              secretariat    \(board.secretariat?.description ?? "no mailbox of its own")

            """ + (try store.rules(board.id)).map { "  rule \($0.number)         \($0.sentence)\n" }.joined()
    }
}
