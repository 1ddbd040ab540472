import ActionRegister
import Mail
import Scheduling
import Store

/// The order in which the planner put the steps of the letters of one look; the
/// ledger keeps them in the order in which they came into it.
struct StepOrder {
    private var steps: [Reader: [StepKey]] = [:]

    /// A look makes one letter of a board to each.
    private struct Reader: Hashable {
        var board: Board.ID
        var recipient: Recipient
    }

    init(_ letters: [PlannedLetter]) {
        for letter in letters {
            steps[Reader(board: letter.board, recipient: letter.recipient)] = letter.steps.map(\.key)
        }
    }

    /// The steps that a letter tells; all of them where it was not composed.
    func steps(of line: OutboxLine, told: Set<StepKey>?) -> [OutboxLine.Step] {
        let recipient = line.entry.person.map { Recipient.person($0) } ?? .secretariat
        let keys = steps[Reader(board: line.entry.board, recipient: recipient)] ?? []
        let places = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
        return line.steps.enumerated().filter { told?.contains($0.element.step.key) ?? true }
            .map { (place: places[$0.element.step.key] ?? .max, index: $0.offset, step: $0.element) }
            .sorted { ($0.place, $0.index) < ($1.place, $1.index) }.map(\.step)
    }
}
