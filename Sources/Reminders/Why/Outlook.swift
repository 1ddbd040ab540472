import ActionRegister
import Foundation
import Scheduling
import Store

/// A board and one of its actions as they are at the instant that is asked
/// about.
struct Outlook {
    typealias Foreseen = [StepKey: [(recipient: Recipient, at: Date)]]

    let at: Date
    private(set) var schedule: BoardSchedule
    private(set) var live: LiveAction
    /// What the ledger has by then.
    private(set) var records: [StepKey: StepRecord]
    /// The letters that will have gone by then, if nobody touches the register.
    private(set) var foreseen: Foreseen = [:]
    /// The steps that will have been missed by then.
    private(set) var foreseenMissed: Set<StepKey> = []

    init(_ reading: ActionReading, from now: Date, to instant: Date) throws {
        at = instant
        (schedule, live) = (reading.board.schedule, reading.live)
        records = Dictionary(reading.records.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        if instant < now { forget(after: instant) }
        if instant > now && reading.action.isWrittenAbout { try rehearse(reading.board, from: now) }
    }

    /// What was recorded later was not known then.
    private mutating func forget(after instant: Date) {
        let today = schedule.calendar.day(of: instant)
        records = records.filter { $0.value.recordedAt <= instant }
        schedule.lastLetters = schedule.lastLetters.filter { $0.value <= today }
        live.ledger.removeAll { [records] in records[$0.key] == nil }
    }

    /// Goes there from look to look, as the daemon would.
    private mutating func rehearse(_ board: BoardReading, from now: Date) throws {
        var actions: [LiveAction] = []
        try board.forEachLiveAction { actions.append($0) }
        var rehearsal = Rehearsal(schedule, actions)
        var next: Date? = now
        while let now = next, now <= at {
            let look = rehearsal.look(at: now)
            look.letters.forEach { note($0) }
            foreseenMissed.formUnion(look.missed.map(\.key))
            next = look.nextLook
        }
        schedule = rehearsal.schedule
        live = rehearsal.actions.first { [live] in $0.id == live.id } ?? live
    }

    private mutating func note(_ letter: PlannedLetter) {
        for step in letter.steps where step.key.action == live.id {
            foreseen[step.key, default: []].append((letter.recipient, letter.sendAt))
        }
    }
}

extension Action {
    /// Whether the planner is shown it at all.
    fileprivate var isWrittenAbout: Bool { releasedAt != nil && status.isLive }
}
