import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// Counts what a simulation meets, and puts its problems into words.
struct SimulationReport {
    private(set) var summary = SimulationSummary()
    private let boards: [String: Board]
    private let names: WhyNames
    private var known: Set<LookSummary.Problem> = []

    init(_ store: Store) throws {
        boards = Dictionary(uniqueKeysWithValues: try store.boards().map { ($0.slug, $0) })
        names = try WhyNames(store)
    }

    mutating func count(_ letter: SimulatedLetter) {
        if letter.line.entry.state == .relayed { summary.arrived += 1 } else { summary.unsent += 1 }
    }

    /// Takes in what a run did besides letters.
    mutating func add(_ run: RunSummary) {
        summary.missed += run.look.missed
        for problem in run.look.problems where known.insert(problem).inserted {
            add(problem, since: run.now)
        }
        for failure in run.look.failures where !summary.failures.contains(failure) {
            summary.failures.append(failure)
        }
    }

    /// One problem may concern many actions; it is told once.
    private mutating func add(_ problem: LookSummary.Problem, since now: Date) {
        guard let board = boards[problem.board] else { return }
        let what = words(problem.problem, of: board)
        let isTold = summary.problems.contains { $0.board.id == board.id && $0.what == what }
        if !isTold { summary.problems.append(.init(board: board, since: now, what: what)) }
    }

    private func words(_ problem: Look.Problem, of board: Board) -> String {
        switch problem {
        case .unreachable(_, _, _, let why): names.words(why, of: board)
        case .dueMeetingHasNoDay: "actions are due at a meeting that has no day"
        }
    }
}
