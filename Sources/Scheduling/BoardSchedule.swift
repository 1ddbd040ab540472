package import ActionRegister
package import Foundation

/// What the planner knows of one board besides its actions and its ledger.
///
/// It is small (tens of rows) whatever the number of actions, which are shown to
/// the planner one at a time.
package struct BoardSchedule: Sendable {
    package var board: Board
    package var calendar: WorkingCalendar
    package var rules: [Rule]
    /// All of the board's meetings, in every state, oldest day first.
    package var meetings: [Meeting]
    package var seats: [Seat]
    package var absences: [Absence]
    /// Those of the board's silences, and of everybody's, that have not been taken back.
    package var silences: [Silence]
    /// Who has a mailbox that can be written to; a person who is not here cannot be reached.
    package var reachable: Set<Person.ID>
    /// Who wants no reminders from this board: what asks before a day, or on it.
    package var refusing: Set<Person.ID>
    /// The day of the last letter to each recipient from which planned letters
    /// keep their distance: planned letters, release letters, move notices and
    /// `remind`; briefs do not count.
    package var lastLetters: [Recipient: CalendarDay]
    /// The rows of the ledger that are about no action: those of briefs, and of
    /// moves told to the chair or the secretariat.
    package var ledger: [LedgerRow]

    package init(
        board: Board, calendar: WorkingCalendar, rules: [Rule] = [], meetings: [Meeting] = [],
        seats: [Seat] = [], absences: [Absence] = [], silences: [Silence] = [],
        reachable: Set<Person.ID> = [], refusing: Set<Person.ID> = [],
        lastLetters: [Recipient: CalendarDay] = [:],
        ledger: [LedgerRow] = []
    ) {
        self.board = board
        self.calendar = calendar
        self.rules = rules
        self.meetings = meetings
        self.seats = seats
        self.absences = absences
        self.silences = silences
        self.reachable = reachable
        self.refusing = refusing
        self.lastLetters = lastLetters
        self.ledger = ledger
    }
}

/// What the planner knows of one action that is released and open or in progress.
package struct LiveAction: Hashable, Sendable {
    package var id: Action.ID
    package var due: Due
    /// When it was released, or last became live again.
    package var liveSince: Date
    package var releasedAt: Date
    /// Those whose part is not done.
    package var owners: [Ownership]
    /// Answers given by or for its owners, oldest first; of a standing action those
    /// of its present round.
    package var answers: [Answer]
    /// Its rows of the ledger.
    package var ledger: [LedgerRow]

    package init(
        id: Action.ID, due: Due, liveSince: Date, releasedAt: Date, owners: [Ownership],
        answers: [Answer] = [], ledger: [LedgerRow] = []
    ) {
        self.id = id
        self.due = due
        self.liveSince = liveSince
        self.releasedAt = releasedAt
        self.owners = owners
        self.answers = answers
        self.ledger = ledger
    }
}

/// That an owner answered, and when.
package struct Answer: Hashable, Sendable {
    package var owner: Owner
    package var at: Date

    package init(owner: Owner, at: Date) {
        self.owner = owner
        self.at = at
    }
}

/// A step that has been sent, missed or presumed sent, once and for all.
package struct LedgerRow: Hashable, Sendable {
    package var key: StepKey
    /// Recipients for whom the step was recorded and whose own letter still waits.
    package var waiting: [Recipient]
    /// Where somebody waits: those whose letter was made.
    package var told: [Recipient]

    package init(key: StepKey, waiting: [Recipient] = [], told: [Recipient] = []) {
        self.key = key
        self.waiting = waiting
        self.told = told
    }

    /// Who is still to be told, of those whom a letter would go to today: who
    /// waits, and who took the place of one that waited.
    package func addressees(among recipients: [Recipient]) -> [Recipient] {
        let isReplaced = waiting.contains { !recipients.contains($0) }
        return recipients.filter { waiting.contains($0) || isReplaced && !told.contains($0) }
    }
}
