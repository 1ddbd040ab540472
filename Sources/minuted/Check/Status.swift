import ActionRegister
import Daemon
import Foundation
import Mail
import Reminders
import Store

/// How things stand, as `status` tells it.
struct Status {
    let checkup: Checkup
    let boards: [Standing]
    let outbox: [OutboxEntry.State: Int]
    /// Whether the mode stands in a configuration, or is that of none.
    let isConfigured: Bool

    /// A board with the letters it writes next.
    struct Standing {
        var report: BoardReport
        /// `nil` where none goes within a year, and where the board cannot be
        /// judged: its problems say why.
        var next: NextLetters?
    }

    init(_ checkup: Checkup, at now: Date, isConfigured: Bool) throws {
        self.checkup = checkup
        self.isConfigured = isConfigured
        outbox = try checkup.store.outboxCounts()
        boards = try checkup.register.boards.map { report in
            Standing(report: report, next: try checkup.store.nextLetters(of: report, from: now))
        }
    }

    var configuration: Configuration { checkup.configuration.configuration }

    /// Since when every look was good and in time, and the relay there; `nil` where
    /// something is wrong now.
    var wellSince: Date? {
        let isWell = !problems.contains { $0.severity == .error }
        return isWell ? checkup.sending.look?.wellSince : nil
    }

    /// What needs a person, drafts that wait to be released among it.
    var problems: [Problem] {
        checkup.problems.filter(\.needsAPerson) + checkup.register.waitingDrafts
    }
}

extension Store {
    fileprivate func nextLetters(of report: BoardReport, from now: Date) throws -> NextLetters? {
        guard report.isJudgeable else { return nil }
        return try read(report.board.id, at: now) { reading in
            try NextLetters(reading, from: now, until: now + 366 * 86_400)
        }
    }
}

extension Status: JSONRepresentable {
    var json: JSON {
        let counts = OutboxEntry.State.allCases.map { state in
            JSON.Member(key: state.rawValue, value: .number(outbox[state] ?? 0))
        }
        return [
            "mode": configuration.mode.rawValue, "boards": boards, "outbox": JSON.object(counts),
            "problems": problems, "wellSince": wellSince,
        ]
    }
}

extension Status.Standing: JSONRepresentable {
    var json: JSON {
        [
            "slug": report.board.slug, "active": report.board.state == .active, "openActions": report.open,
            "overdueActions": report.overdue, "nextMeeting": report.nextMeeting?.day, "nextLetters": next,
        ]
    }
}

extension NextLetters: JSONRepresentable {
    var json: JSON { ["at": at, "count": count] }
}
