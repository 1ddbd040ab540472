package import ActionRegister
package import Scheduling

/// A letter of the forecast in the words of the register.
package struct ForecastLetter: Hashable, Sendable {
    package var letter: PlannedLetter
    package var board: Board
    /// `nil` where there is nobody to write to any more.
    package var mailbox: Mailbox?
    package var name: String
    /// The references of its steps' actions.
    package var references: [Action.ID: String]

    /// The steps that are printed, each once.
    package var steps: [OwedStep] { letter.steps.filter { !$0.isRepetition && !$0.key.isAllWell } }

    /// What it is about, in a few words: references, the meeting, or all well.
    package var about: String {
        let seen = steps.compactMap { $0.key.action.flatMap { references[$0] } }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        if steps.isEmpty { return "all well" }
        return seen.isEmpty ? "the meeting" : seen.joined(separator: ", ")
    }
}
