import ActionRegister
import Foundation

/// What to do about something, said to somebody who has the console and no terminal.
///
/// Advice is written once, where the rule is, and names the verb of the command line
/// that follows it. The console has a page for every such verb; this is the list of them.
package enum ConsoleAdvice {
    private struct Verb {
        /// As it is typed.
        var name: String
        /// The page, as its link calls it.
        var page: String
        /// The page's address; `nil` where that needs more than the board.
        var path: (_ slug: String) -> String?
    }

    private static func verb(
        _ name: String, _ page: String, _ path: @escaping (_ slug: String) -> String?
    ) -> Verb { Verb(name: name, page: page, path: path) }

    /// A longer name stands before what it begins with.
    private static var verbs: [Verb] {
        [
            verb("board activate", "Activate") { "/boards/\($0)/activate" },
            verb("board set", "Settings") { "/boards/\($0)/settings" },
            verb("board add", "Today") { _ in "/" },
            verb("rule", "Schedule") { "/boards/\($0)/schedule" },
            verb("meeting", "Meetings") { "/boards/\($0)/meetings" },
            verb("release", "Release") { "/boards/\($0)/release" },
            verb("plan", "Letters to come") { "/boards/\($0)/letters" },
            verb("action list", "Register") { "/boards/\($0)" },
            verb("action", "the action’s page") { "/boards/\($0)" },
            verb("why", "the action’s page") { "/boards/\($0)" },
            verb("member", "People") { _ in "/people" },
            verb("person", "People") { _ in "/people" },
            verb("organisation", "People") { _ in "/people" },
            verb("silence", "Silences") { _ in "/silences" },
            verb("outbox list --state held", "Outbox") { _ in "/outbox?state=held" },
            verb("outbox", "Outbox") { _ in "/outbox" },
        ]
    }

    /// What an option does, in words of the forms.
    private static let options = [
        ("add them by minuted person add or minuted organisation add", "add them first (see People)"),
        ("accept new names with --create-owners", "tick that names which are not known are added"),
        (", or write to another owner: --owner WHO", ""), (", or write to the others: --owner WHO", ""),
        ("name it with --board", "begin on its own Import page"),
        ("or pass it with --board", "or begin on its own Import page"),
        (
            "name whose by --deputy-of, or the organisation by --organisation",
            "name whose under “Deputy of”, or the organisation under “For which organisation”"
        ),
    ]

    /// The advice with pages instead of verbs and options.
    package static func words(_ advice: String) -> String {
        var words = options.reduce(advice) { $0.replacing($1.0, with: $1.1) }
        words = words.replacing(/leave it out with --ignore ("[^"]*"|\S+)/) {
            "name it under “Columns to leave out”: \($0.output.1)"
        }
        return words.replacing(command) { match in
            guard let page = verb(in: match.output.command)?.page else { return String(match.output.0) }
            let lead = match.output.lead.map(String.init)
            if match.output.tail != nil { return "\(lead ?? "")\(page) says" }
            return lead == nil || lead == "see " ? "see \(page)" : " (see \(page))"
        }
    }

    /// The address of the page that the advice leads to first.
    static func path(_ advice: String, board slug: String) -> String? {
        advice.firstMatch(of: command).flatMap { verb(in: $0.output.command)?.path(slug) }
    }

    /// A command within a sentence, which ends with it or goes on.
    private static var command: Regex<(Substring, lead: Substring?, command: Substring, tail: Substring?)> {
        /(?<lead>: | by |see )?\bminuted (?<command>[a-z](?:"[^"]*"|(?! or | then | says | and |, and )[^",;?()])*)(?<tail> says)?/
    }

    private static func verb(in command: Substring) -> Verb? {
        verbs.first { command == $0.name || command.hasPrefix($0.name + " ") }
    }
}
