import ActionRegister
import ArgumentParser
import Foundation
import Reminders
import Scheduling
import Store

/// `minuted release`: shows the drafts and the letters they cause, asks, then
/// says that their owners may be written to.
struct ReleaseVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Say that the owners of actions may be written to.",
        discussion: "Without references, a meeting or --all it is about all of the board's drafts.")

    @Argument(help: .init("The board.", valueName: "slug")) var slug: String
    @Argument(help: .init("Actions by their references.", valueName: "reference")) var references: [String] =
        []
    @Option(help: .init("The drafts that this meeting raised.", valueName: "day")) var meeting: CalendarDay?
    @Flag(help: "All drafts of the board.") var all = false
    @Flag(help: "Do not ask.") var yes = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        let ways = [meeting != nil, all, !references.isEmpty].filter { $0 }.count
        if ways > 1 { throw ValidationError("Name references, a --meeting or --all, and only one of them.") }
    }

    func run() throws {
        let told = options.told
        let (drafts, letters) = try options.read { try prospect($0, told) }
        if !options.json { Output.write(words(drafts, letters)) }
        guard !drafts.isEmpty else { return options.output.show(JSON.array([]), "") }
        try Confirmation.ask("Release \(drafts.count) actions?", verb: "release", isGiven: yes)
        _ = try options.change { store, told in try store.release(drafts.map(\.id), told: told) }
        options.output.show(drafts.map(\.reference).json, "released: \(drafts.count)\n")
        try noteInactive()
    }

    /// What a release causes is older than an activation that comes after it.
    private func noteInactive() throws {
        let board = try options.read { try $0.board(slug) }
        guard board.state != .active else { return }
        options.output.say(
            "\(slug) is \(board.state.rawValue), and sends nothing; what tells of this release does not go where it is activated on a later day"
        )
    }

    private func prospect(
        _ store: Store, _ told: Told
    ) throws -> (drafts: [Action], letters: [ForecastLetter]) {
        let board = try store.board(slug)
        let drafts = try drafts(of: board, in: store)
        let letters = try Prospect(store: store, told: told)
            .letters(
                of: [board], until: { [told] _ in told.now + 7 * 86_400 },
                supposing: .release(drafts.map(\.id)))
        return (drafts, letters)
    }

    private func drafts(of board: Board, in store: Store) throws -> [Action] {
        guard !references.isEmpty else { return try store.drafts(board.id, raisedAt: meeting) }
        return try references.map { try store.action(board.id, $0, at: options.time).action }
            .filter { $0.releasedAt == nil }
    }

    private func words(_ drafts: [Action], _ letters: [ForecastLetter]) -> String {
        guard !drafts.isEmpty else { return "there is no draft to release\n" }
        let lines = drafts.map { "  \($0.reference)  \($0.text)".onOneLine + "\n" }.joined()
        let head =
            letters.isEmpty
            ? "no letter follows in the next seven days\n" : "letters of the next seven days:\n"
        let table = letters.isEmpty ? "" : ForecastLetter.table(letters).text(isTerminal: Output.isTerminal)
        return "to be released:\n" + lines + head + table
    }
}
