import ActionRegister
import Scheduling
import Store

extension BoardReport {
    var scheduleProblems: [Problem] {
        condition.unreadableRules.map(unreadable) + [noRules].compactMap { $0 } + audienceProblems
    }

    private func unreadable(_ rule: BoardCondition.UnreadableRule) -> Problem {
        Problem(
            .error, "\(board.slug) rule \(rule.number)",
            "\"\(rule.sentence)\" cannot be read, so the board writes no letters",
            "minuted rule remove \(board.slug) \(rule.number), and add it in other words")
    }

    private var noRules: Problem? {
        guard board.state == .active, schedule.rules.isEmpty, condition.unreadableRules.isEmpty else {
            return nil
        }
        return Problem(
            .warning, board.slug, "the board is active and has no rules, so it writes no letters",
            "add them: minuted rule add \(board.slug) \"14 days before the meeting\"")
    }

    /// Chairs and secretariats that rules write to and nobody can be reached as.
    private var audienceProblems: [Problem] {
        [Audience.chair, .secretariat].flatMap { audience -> [Problem] in
            let rules = schedule.rules.filter { $0.sentence.audience == audience }.map { "rule \($0.number)" }
            let weekly = audience == .secretariat && board.allWell != nil ? ["the weekly letter"] : []
            let writers = rules + weekly
            guard !writers.isEmpty else { return [] }
            let write =
                "\(Words.list(writers)) \(writers.count == 1 ? "writes" : "write") to the \(audience.rawValue)"
            return problems(roster.resolve(nil, as: audience), of: audience, write)
        }
    }

    private func problems(
        _ resolution: RecipientResolution, of audience: Audience, _ write: String
    ) -> [Problem] {
        let place = "\(board.slug) \(audience.rawValue)"
        switch resolution.problem {
        case .noChair:
            return [
                Problem(
                    .error, place, "\(write), and nobody has that seat today",
                    "minuted member add \(board.slug) NAME --role chair")
            ]
        case .noSecretariat:
            return [
                Problem(
                    .error, place,
                    "\(write), which has neither a mailbox nor a seat",
                    "minuted board set \(board.slug) --secretariat MAILBOX")
            ]
        default:
            return withoutMailbox(resolution, place, write)
        }
    }
}
