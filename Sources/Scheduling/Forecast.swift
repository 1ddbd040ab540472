import ActionRegister
package import Foundation

/// What will be written if nobody touches the register: the planner itself, run
/// from one look to the next over a ledger in memory.
package enum Forecast {
    /// The letters of several boards from one instant to another, both included,
    /// in the order in which they go.
    ///
    /// Each board is looked at only when it asked for it.
    package static func letters(
        schedules: [(BoardSchedule, [LiveAction])], from: Date, until: Date
    ) -> [PlannedLetter] {
        var letters: [PlannedLetter] = []
        for (schedule, actions) in schedules {
            var rehearsal = Rehearsal(schedule, actions)
            var next: Date? = from
            while let now = next, now <= until {
                let look = rehearsal.look(at: now)
                letters += look.letters
                next = look.nextLook
            }
        }
        return letters.sorted { ($0.sendAt, $0.board, $0.recipient) < ($1.sendAt, $1.board, $1.recipient) }
    }
}

/// One board with its live actions, on which looks leave the traces that the
/// store would keep of them.
package struct Rehearsal: Sendable {
    package var schedule: BoardSchedule
    package var actions: [LiveAction]
    private let places: [Action.ID: Int]

    package init(_ schedule: BoardSchedule, _ actions: [LiveAction]) {
        self.schedule = schedule
        self.actions = actions
        places = Dictionary(uniqueKeysWithValues: zip(actions.map(\.id), actions.indices))
    }

    /// Looks, and records what was found.
    package mutating func look(at now: Date) -> Look {
        var planner = Planner(schedule: schedule, now: now)
        for action in actions { planner.consider(action) }
        let look = planner.finish()
        for letter in look.letters { record(letter, on: schedule.calendar.day(of: now)) }
        for step in look.missed { change(step.key) { $0.recordMissed(step) } }
        return look
    }

    /// Planned letters keep their distance from every letter that is more than a
    /// brief.
    private mutating func record(_ letter: PlannedLetter, on day: CalendarDay) {
        for step in letter.steps { change(step.key) { $0.record(step, writtenTo: letter.recipient) } }
        if letter.kind != .brief { schedule.lastLetters[letter.recipient] = day }
    }

    private mutating func change(_ key: StepKey, _ body: (inout [LedgerRow]) -> Void) {
        guard let action = key.action else { return body(&schedule.ledger) }
        guard let place = places[action] else { return }
        body(&actions[place].ledger)
    }
}

extension [LedgerRow] {
    /// Records that a step's letter to one recipient was made; its other
    /// recipients wait with the row for theirs.
    package mutating func record(_ step: OwedStep, writtenTo recipient: Recipient) {
        if let index = firstIndex(where: { $0.key == step.key }) {
            self[index].waiting.removeAll { $0 == recipient || !step.recipients.contains($0) }
            self[index].told.append(recipient)
        } else {
            let waiting = step.recipients.filter { $0 != recipient }
            append(LedgerRow(key: step.key, waiting: waiting, told: [recipient]))
        }
    }

    /// Records that a step expired; whoever still waited for it waits no more.
    package mutating func recordMissed(_ step: OwedStep) {
        if let index = firstIndex(where: { $0.key == step.key }) {
            self[index].waiting = []
        } else {
            append(LedgerRow(key: step.key))
        }
    }
}
