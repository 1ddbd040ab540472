import ActionRegister
import ArgumentParser

/// What argument parsing complains of, as `WHAT; WHAT TO DO`.
struct UsageWords {
    /// The verb as far as it was understood: `board add`.
    let verb: String
    private let words: [String]
    private let command: any ParsableCommand.Type

    init(_ words: [String]) {
        var command: any ParsableCommand.Type = Minuted.self
        var path: [String] = []
        for word in words {
            guard let next = command.verbs[word] else { break }
            path.append(word)
            command = next
        }
        verb = path.isEmpty ? "command line" : path.joined(separator: " ")
        self.words = Array(words.dropFirst(path.count))
        self.command = command
    }

    func line(for message: String) -> String { "\(verb): " + (unknownVerb ?? plain(message)) }

    /// The next word, where it should name a verb and names none.
    private var unknownVerb: String? {
        guard let word = words.first, !word.hasPrefix("-"), !command.verbs.isEmpty else { return nil }
        let prefix = verb == "command line" ? "" : verb + " "
        let known = command.verbs.keys.sorted()
        let meant = known.nearest(to: word).map { "did you mean \"\(prefix)\($0)\"?" }
        return "no verb \"\(prefix)\(word)\"; " + (meant ?? "the verbs are \(known.joined(separator: ", "))")
    }

    private func plain(_ message: String) -> String {
        if let advice = ArgumentForms.advice(for: message) { return first(of: message) + "; " + advice }
        let (what, choices) = Self.choices(in: message)
        if !choices.isEmpty { return first(of: what) + "; write \(choices.joined(separator: ", "))" }
        return first(of: message).contains("; ") ? first(of: message) : first(of: message) + "; see \(help)"
    }

    private var help: String { verb == "command line" ? "minuted --help" : "minuted \(verb) --help" }

    /// The message in one line, beginning small and without a full stop.
    private func first(of message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
            .split(separator: " ").joined(separator: " ").replacing(". Did you mean", with: "; did you mean")
        let isWord = line.dropFirst().first?.isLowercase == true
        let small = isWord ? line.prefix(1).lowercased() + line.dropFirst() : line
        return small.hasSuffix(".") ? String(small.dropLast()) : small
    }

    /// The words that may be written, which argument parsing lists in prose or on
    /// lines of their own.
    private static func choices(in message: String) -> (what: String, choices: [String]) {
        guard let range = message.firstRange(of: "Please provide one of") else { return (message, []) }
        let rest = message[range.upperBound...].split { $0.isWhitespace || "',".contains($0) }.map(
            String.init)
        let choices = rest.filter { !["the", "following:", "-", "and", "or", "."].contains($0) }
        return (String(message[..<range.lowerBound]), choices)
    }
}

extension ParsableCommand {
    /// The verbs below this one by their names.
    fileprivate static var verbs: [String: any ParsableCommand.Type] {
        let all = configuration.subcommands
        return Dictionary(
            uniqueKeysWithValues: all.map { ($0.configuration.commandName ?? $0._commandName, $0) })
    }
}
