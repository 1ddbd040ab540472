import ActionRegister
import ArgumentParser
import Foundation
import Mail
import Store

/// The letters that an order is about.
struct LetterNumbers: ParsableArguments {
    @Argument(help: .init("Letters by their numbers on the list.", valueName: "number")) var ids: [Int64]
    @OptionGroup var options: GlobalOptions

    func carryOut(_ order: OutboxOrder) throws {
        try options.carryOut(order) { _ in ids.map { .init($0) } }
    }
}

/// The same, or all that there are.
struct LetterNumbersOrAll: ParsableArguments {
    @Argument(help: .init("Letters by their numbers on the list.", valueName: "number")) var ids: [Int64] = []
    @Flag(help: "All of them that have not expired.") var all = false
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard all == ids.isEmpty else {
            throw ValidationError("Name letters by their numbers, or --all of them.")
        }
    }

    func carryOut(_ order: OutboxOrder, onAllIn states: Set<OutboxEntry.State>) throws {
        try options.carryOut(order) { store in
            guard all else { return ids.map { .init($0) } }
            let letters = try store.outbox().map(\.entry).filter { states.contains($0.state) }
            return letters.filter { options.time < $0.expires }.map(\.id)
        }
    }
}

extension GlobalOptions {
    fileprivate func carryOut(_ order: OutboxOrder, on ids: (Store) throws -> [OutboxEntry.ID]) throws {
        let lines = try change { store, told in
            try store.carryOut(order, on: ids(store), told: told)
        }
        let words = lines.map { "letter \($0.entry.id): \($0.entry.state.rawValue)\n" }
        output.show(lines.json, words.isEmpty ? "no letter is there\n" : words.joined())
    }
}

/// `minuted outbox retry`.
struct OutboxRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try letters now that wait for their next attempt, or are held.",
        discussion: "A relay that was away is asked again at once. Held letters are not among --all.")

    @OptionGroup var letters: LetterNumbersOrAll

    func run() throws { try letters.carryOut(.retry, onAllIn: [.queued, .deferred]) }
}

/// `minuted outbox hold`.
struct OutboxHold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Keep letters back until they are released.")

    @OptionGroup var letters: LetterNumbers

    func run() throws { try letters.carryOut(.hold) }
}

/// `minuted outbox release`.
struct OutboxRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let held letters go, unless they have expired.",
        discussion: "While the mode is dry-run they are held again when their turn comes.")

    @OptionGroup var letters: LetterNumbersOrAll

    func run() throws { try letters.carryOut(.release, onAllIn: [.held]) }
}

/// `minuted outbox discard`.
struct OutboxDiscard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Never send letters; what they would have told is not owed again.")

    @OptionGroup var letters: LetterNumbers

    func run() throws { try letters.carryOut(.discard) }
}
