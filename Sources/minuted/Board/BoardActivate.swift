import ActionRegister
import ArgumentParser
import Foundation
import Reminders
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
        let words: String = try options.read { try prospect($0) }
        if !options.json { Output.write(words) }
        try Confirmation.ask("Activate \(slug)?", verb: "board activate", isGiven: yes)
        let board = try options.change { store, told in
            try store.activate(store.board(slug).id, told: told)
            return try store.board(slug)
        }
        options.output.show(board.json, "\(board.slug): active\n")
    }

    /// What it would cause: the rules that come into force, and the letters of
    /// the next four weeks.
    private func prospect(_ store: Store) throws -> String {
        let board = try store.board(slug)
        let rules = try store.rules(board.id).map { "  \($0.sentence)\n" }.joined()
        let letters = try Prospect(store: store, told: options.told).letters(
            of: [board], until: { [time = options.time] _ in time + 28 * 86_400 }, supposing: .activation)
        let head =
            letters.isEmpty
            ? "no letter follows in the next four weeks\n" : "letters of the next four weeks:\n"
        let table = letters.isEmpty ? "" : ForecastLetter.table(letters).text(isTerminal: Output.isTerminal)
        return "\(board.name.onOneLine), with the rules\n" + (rules.isEmpty ? "  none\n" : rules) + head
            + table
    }
}
