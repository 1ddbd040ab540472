package import ActionRegister
package import Foundation

/// All that a letter may speak of, read from the register at one instant: its
/// words are a pure function of this value.
///
/// It is read when the letter is composed, not when it was planned, so actions
/// that were settled in between are no longer in it. A restricted action's text
/// is in it all the same; to leave it out is the writer's duty.
package struct LetterContent: Hashable, Sendable {
    /// Fixed when the entry was made, without angle brackets; boundaries derive from it.
    package var messageID: String
    /// The Message-ID that no message has and all letters of one owner, board
    /// and meeting refer to; without angle brackets.
    package var threadRoot: String
    /// The instant of composing: the Date field.
    package var writtenAt: Date
    /// The day of `writtenAt` in the board's zone.
    package var today: CalendarDay
    package var board: Board
    /// The board's rules, in the order of their numbers: whom a chaser will be told to next.
    package var rules: [Rule]
    /// The mailbox in From: the board's own, else the configured sender.
    package var from: Mailbox
    package var recipient: LetterRecipient
    package var kind: LetterKind
    package var audience: Audience
    /// The meeting ahead that the letter is about: the one its steps ask for,
    /// else the next one planned; `nil` where none is ahead.
    package var meeting: Meeting?
    /// That meeting's papers deadline in force; `nil` where it has none.
    package var papersDue: CalendarDay?
    /// The moves this letter gives notice of, with the meetings as they are now.
    package var moves: [MovedMeeting]
    /// What the letter was planned for, and is still live.
    package var asked: [LetterAction]
    /// The recipient's other live actions on this board, by reference.
    package var rest: [LetterAction]
    /// Set exactly in a brief.
    package var brief: BriefContent?
    /// Set exactly where it is the weekly letter too.
    package var allWell: AllWellContent?
    /// Earlier letters of this board to this recipient about any action that is
    /// asked about, which the relay has or may have; oldest first.
    package var previous: [PreviousLetter]
    /// The names of all owners and authors that occur, of the organisations the
    /// recipient sits for and of those they are the deputy of.
    package var names: [Owner: String]
    /// The steps that are about no action: those of briefs.
    package var steps: [LetterStep]
    /// What the secretariat adds in its own words, where it asked for this letter
    /// by hand.
    package var note: String?
    /// Whether somebody could be written to as the recipient's deputy.
    package var hasDeputy: Bool
    /// The day it was owed, where it waited in the outbox until a later one.
    package var waitedSince: CalendarDay?
    /// The address of the reader's own page, where there are such pages.
    package var answerPage: String?
    /// Where one click ends the reader's reminders, in a letter that is nothing else.
    package var refusalPage: String?

    package init(
        messageID: String, threadRoot: String, writtenAt: Date, today: CalendarDay, board: Board,
        rules: [Rule] = [], from: Mailbox, recipient: LetterRecipient, kind: LetterKind,
        audience: Audience = .owner, meeting: Meeting? = nil, papersDue: CalendarDay? = nil,
        moves: [MovedMeeting] = [], asked: [LetterAction] = [], rest: [LetterAction] = [],
        brief: BriefContent? = nil, allWell: AllWellContent? = nil, previous: [PreviousLetter] = [],
        names: [Owner: String] = [:],
        steps: [LetterStep] = [], note: String? = nil, hasDeputy: Bool = true,
        waitedSince: CalendarDay? = nil
    ) {
        self.messageID = messageID
        self.threadRoot = threadRoot
        self.writtenAt = writtenAt
        self.today = today
        self.board = board
        self.rules = rules
        self.from = from
        self.recipient = recipient
        self.kind = kind
        self.audience = audience
        self.meeting = meeting
        self.papersDue = papersDue
        self.moves = moves
        self.asked = asked
        self.rest = rest
        self.brief = brief
        self.allWell = allWell
        self.previous = previous
        self.names = names
        self.steps = steps
        self.note = note
        self.hasDeputy = hasDeputy
        self.waitedSince = waitedSince
    }
}

/// Who reads a letter, and why it reaches them.
package struct LetterRecipient: Hashable, Sendable {
    package var id: Recipient
    package var name: String
    /// How to greet: `Chief Superintendent Achterberg`; without one, the name.
    package var salutation: String?
    package var mailbox: Mailbox
    /// Their seats on this board today, each with the organisation they sit for.
    package var seats: [Seat]
    /// Where the letter really goes while all mail is redirected: the body then
    /// names `mailbox` as the one it was meant for.
    package var redirectedTo: Mailbox?

    package init(
        id: Recipient, name: String, salutation: String? = nil, mailbox: Mailbox, seats: [Seat] = [],
        redirectedTo: Mailbox? = nil
    ) {
        self.id = id
        self.name = name
        self.salutation = salutation
        self.mailbox = mailbox
        self.seats = seats
        self.redirectedTo = redirectedTo
    }
}

/// One action as a letter speaks of it.
package struct LetterAction: Hashable, Sendable {
    package var action: Action
    /// The owners through whom it reaches the recipient: the person, or an
    /// organisation they answer for; empty where they are no owner of it.
    package var through: [Owner]
    /// The day it is due: its own, or that of the meeting it is due at, where that has one.
    package var dueDay: CalendarDay?
    /// The day it was first due, as `dueDay` is read.
    package var originalDueDay: CalendarDay?
    /// Past its due day; at a meeting: recorded as held, and left open.
    package var isOverdue: Bool
    /// The latest update that may be printed.
    package var lastUpdate: ActionUpdate?
    /// Whether there is any update at all; "no update yet" is said only where there is none.
    package var isUpdated: Bool
    /// Whether an owner has answered since the board first asked about it.
    package var isAnswered: Bool
    /// What this letter was planned to say about it; empty in `rest`.
    package var steps: [LetterStep]

    package init(
        action: Action, through: [Owner] = [], dueDay: CalendarDay? = nil,
        originalDueDay: CalendarDay? = nil, isOverdue: Bool = false, lastUpdate: ActionUpdate? = nil,
        isUpdated: Bool? = nil, isAnswered: Bool = false, steps: [LetterStep] = []
    ) {
        self.action = action
        self.through = through
        self.dueDay = dueDay
        self.originalDueDay = originalDueDay ?? dueDay
        self.isOverdue = isOverdue
        self.lastUpdate = lastUpdate
        self.isUpdated = isUpdated ?? (lastUpdate != nil)
        self.isAnswered = isAnswered
        self.steps = steps
    }
}

/// A step as the ledger recorded it for one letter.
package struct LetterStep: Hashable, Sendable {
    package var key: StepKey
    /// `nil` where somebody asked for it by hand.
    package var rule: RuleSentence?
    /// The day its rule gives, after moving off non-working days.
    package var day: CalendarDay
    /// The day of the meeting, papers deadline or due date it counts from.
    package var anchorDay: CalendarDay
    /// Whether its letter goes on a later day than it should have.
    package var isLate: Bool

    package init(key: StepKey, rule: RuleSentence?, day: CalendarDay, anchorDay: CalendarDay, isLate: Bool) {
        self.key = key
        self.rule = rule
        self.day = day
        self.anchorDay = anchorDay
        self.isLate = isLate
    }
}

/// A meeting that was moved, as its notice tells it.
package struct MovedMeeting: Hashable, Sendable {
    package var meeting: Meeting
    package var from, to: CalendarDay
    package var papersDue: CalendarDay?

    package init(meeting: Meeting, from: CalendarDay, to: CalendarDay, papersDue: CalendarDay? = nil) {
        self.meeting = meeting
        self.from = from
        self.to = to
        self.papersDue = papersDue
    }
}

/// A letter that went before this one.
package struct PreviousLetter: Hashable, Sendable {
    package var messageID: String
    /// The day it was handed over, in the board's zone.
    package var day: CalendarDay
    package var kind: LetterKind
    /// The actions it asked about.
    package var actions: Set<Action.ID>

    package init(messageID: String, day: CalendarDay, kind: LetterKind, actions: Set<Action.ID>) {
        self.messageID = messageID
        self.day = day
        self.kind = kind
        self.actions = actions
    }
}

/// What the secretariat is told each week.
package struct AllWellContent: Hashable, Sendable {
    /// What a brief would tell now; the weekly letter tells those parts of it that need somebody.
    package var state: BriefContent
    /// The day of the week on which it goes.
    package var weekday: Weekday
    /// The letters that the relay took in the last seven days.
    package var letters: Int
    /// The first that go next: their day and their number; `nil` where none goes within a year.
    package var next: Next?

    package struct Next: Hashable, Sendable {
        package var day: CalendarDay
        package var count: Int

        package init(day: CalendarDay, count: Int) { (self.day, self.count) = (day, count) }
    }

    package init(state: BriefContent, weekday: Weekday, letters: Int, next: Next? = nil) {
        self.state = state
        self.weekday = weekday
        self.letters = letters
        self.next = next
    }
}

/// What the secretariat or the chair is told before a meeting.
package struct BriefContent: Hashable, Sendable {
    /// Live actions past their due day, oldest due first.
    package var overdue: [LetterAction]
    /// Live actions whose owners were asked and have not answered.
    package var unanswered: [LetterAction]
    /// Those of the unanswered that no rule chases any more: somebody has to ring.
    package var exhausted: [Exhausted]
    package var proposed: [LetterAction]
    /// Letters of this board that bounced since its last meeting.
    package var undeliverable: [Undeliverable]
    /// Owners of live actions that nobody can write to.
    package var unreachable: [Unreachable]
    /// Steps that expired unsent since its last meeting.
    package var missed: [MissedStep]
    /// Meetings whose day is past and that nobody has recorded, oldest first.
    package var unrecorded: [Meeting]

    package struct Undeliverable: Hashable, Sendable {
        package var name: String
        package var mailbox: Mailbox
        package var day: CalendarDay
        /// The relay's words.
        package var why: String

        package init(name: String, mailbox: Mailbox, day: CalendarDay, why: String) {
            self.name = name
            self.mailbox = mailbox
            self.day = day
            self.why = why
        }
    }

    package struct Unreachable: Hashable, Sendable {
        package var name: String
        package var references: [String]

        package init(name: String, references: [String]) {
            self.name = name
            self.references = references
        }
    }

    /// An action whose last chaser has gone, and whom it is to be asked of.
    package struct Exhausted: Hashable, Sendable {
        package var reference: String
        /// Everybody the board writes to for its owners.
        package var contacts: [Contact]

        package init(reference: String, contacts: [Contact]) {
            self.reference = reference
            self.contacts = contacts
        }
    }

    package struct Contact: Hashable, Sendable {
        package var name: String
        package var mailbox: Mailbox?
        /// The organisation they answer for; `nil` for a person who is the owner.
        package var organisation: String?

        package init(name: String, mailbox: Mailbox? = nil, organisation: String? = nil) {
            self.name = name
            self.mailbox = mailbox
            self.organisation = organisation
        }
    }

    package struct MissedStep: Hashable, Sendable {
        /// `nil` for a brief that was missed.
        package var reference: String?
        /// For whom it was; `nil` for a brief.
        package var owner: String?
        package var step: LetterStep

        package init(reference: String?, owner: String?, step: LetterStep) {
            self.reference = reference
            self.owner = owner
            self.step = step
        }
    }

    package init(
        overdue: [LetterAction] = [], unanswered: [LetterAction] = [], exhausted: [Exhausted] = [],
        proposed: [LetterAction] = [], undeliverable: [Undeliverable] = [], unreachable: [Unreachable] = [],
        missed: [MissedStep] = [], unrecorded: [Meeting] = []
    ) {
        self.overdue = overdue
        self.unanswered = unanswered
        self.exhausted = exhausted
        self.proposed = proposed
        self.undeliverable = undeliverable
        self.unreachable = unreachable
        self.missed = missed
        self.unrecorded = unrecorded
    }
}
