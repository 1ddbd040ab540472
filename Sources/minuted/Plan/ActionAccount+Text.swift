import ActionRegister
import Reminders
import Scheduling

extension ActionAccount {
    /// A paragraph a rule, and one that says who is written to.
    var text: String {
        let numbered = Dictionary(grouping: steps.filter { $0.rule != nil }) { $0.rule! }
        let others = Dictionary(grouping: steps.filter { $0.rule == nil }, by: \.sentence)
        let paragraphs =
            numbered.keys.sorted().map { paragraph("rule \($0): ", numbered[$0]!) }
            + others.keys.sorted().map { paragraph("", others[$0]!) }
        return paragraphs.joined() + readers
    }

    private func paragraph(_ head: String, _ steps: [StepAccount]) -> String {
        "\n\(head)\(steps[0].sentence)\n" + steps.runs.map(\.text).joined()
    }

    private var readers: String {
        let lines = steps.compactMap(\.readers)
        let once = lines.indices.filter { !lines[..<$0].contains(lines[$0]) }.map { lines[$0] }
        return once.isEmpty ? "" : "\nwho is written to\n" + once.joined()
    }
}

extension [StepAccount] {
    /// Neighbours that one clause makes history are told in one line.
    fileprivate var runs: [[StepAccount]] {
        reduce(into: []) { runs, step in
            if let last = runs.last?.last, last.joins(step) {
                runs[runs.count - 1].append(step)
            } else {
                runs.append([step])
            }
        }
    }

    fileprivate var text: String {
        guard count > 1, let first = first?.day, let last = last?.day else { return self[0].text }
        let why = self[0].clause == "overtaken" ? "each was replaced by a later one" : self[0].why
        return "  \(self[0].owner), \(count) steps from \(first) to \(last): not owed: \(why)".onOneLine
            + "\n"
    }
}

extension StepAccount {
    fileprivate func joins(_ next: StepAccount) -> Bool {
        let history: Set = ["overtaken", "older-than-rule", "older-than-action", "board-not-active"]
        return state == .notOwed && next.state == .notOwed && owner == next.owner && clause == next.clause
            && clause.map(history.contains) ?? false && !isLatest && !next.isLatest
    }

    fileprivate var text: String {
        guard let day else { return "  no step: \(why)".onOneLine + "\n" }
        let verdict: String =
            switch state {
            case .notOwed: "not owed: "
            case .unreachable: "owed, but nobody can be written to: "
            default: ""
            }
        return "  \(owner), \(day.weekday.name) \(day): \(verdict)\(why)".onOneLine + "\n" + sumText
    }

    private var sumText: String {
        guard let sum, let day else { return "" }
        let moved = sum.given == day ? "" : ", moved from \(sum.given.weekday.name) \(sum.given)"
        let days = sum.skipped.map { "\($0.day) \($0.why)" }.joined(separator: ", ")
        let skipped = days.isEmpty ? "" : "; not counted: \(days)"
        let basis = sum.basis.map { ", \($0)" } ?? ""
        return "    reckoned from \(sum.anchor.weekday.name) \(sum.anchor)\(basis)\(moved)\(skipped)"
            .onOneLine
            + "\n"
    }

    /// `MPS: Tom Achterberg <tom@example.org>, through the seat of a member`.
    fileprivate var readers: String? {
        guard let reach else { return nil }
        let people = reach.people.map { "\($0.name) <\($0.mailbox?.description ?? "no mailbox")>" }
        var parts = [reach.problem ?? people.joined(separator: ", ")]
        if let role = reach.through { parts.append("through the seat of a \(role.rawValue)") }
        if reach.isInferred && audience == .owner { parts.append("no seat says that it is the contact") }
        parts += reach.standIns.map { $0.words(isDeputy: reach.through == .deputy) }
        if reach.problem == nil { parts += reach.withoutMailbox.map { "\($0) has no mailbox" } }
        let whom = audience == .owner ? owner : "\(owner), \(audience.rawValue)"
        return "  \(whom): \(parts.joined(separator: "; "))".onOneLine + "\n"
    }
}

extension StepAccount.Reach.StandIn {
    /// A rule may name the deputy, or an absence bring one in.
    fileprivate func words(isDeputy: Bool) -> String {
        let deputies = deputies.joined(separator: " and ")
        return isDeputy ? "\(deputies) for \(away)" : "\(away) is away, so \(deputies) in their place"
    }
}
