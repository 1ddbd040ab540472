package import Foundation

/// Everything one import changes, resolved and judged: it is applied in one
/// transaction, in the order of its lists, or not at all.
///
/// Fields that are `nil` in a change stay as they are.
package struct ImportBatch: Hashable, Sendable {
    package var organisations: [NewOrganisation] = []
    package var organisationChanges: [OrganisationChange] = []
    package var people: [NewPerson] = []
    package var personChanges: [PersonChange] = []
    package var seats: [NewSeat] = []
    package var seatChanges: [SeatChange] = []
    package var meetings: [NewMeeting] = []
    package var meetingChanges: [MeetingChange] = []
    package var actions: [NewAction] = []
    package var actionChanges: [ActionChange] = []

    package init() {}

    package var isEmpty: Bool { self == ImportBatch() }
}

/// Something the register holds already, or something the same batch adds.
package enum BatchReference<Subject>: Hashable, Sendable {
    case existing(Identifier<Subject>)
    /// The place in the batch's list of new subjects of its kind, from 0.
    case new(Int)
}

/// An owner who may be new in the same batch.
package enum BatchOwner: Hashable, Sendable {
    case person(BatchReference<Person>)
    case organisation(BatchReference<Organisation>)
}

package struct NewOrganisation: Hashable, Sendable {
    package var name: String
    package var aliases: [String]

    package init(name: String, aliases: [String] = []) {
        self.name = name
        self.aliases = aliases
    }
}

package struct OrganisationChange: Hashable, Sendable {
    package var organisation: Organisation.ID
    package var addedAliases: [String]

    package init(organisation: Organisation.ID, addedAliases: [String]) {
        self.organisation = organisation
        self.addedAliases = addedAliases
    }
}

package struct NewPerson: Hashable, Sendable {
    package var name: String
    package var salutation: String?
    package var mailbox: Mailbox?
    package var organisation: BatchReference<Organisation>?

    package init(
        name: String, salutation: String? = nil, mailbox: Mailbox? = nil,
        organisation: BatchReference<Organisation>? = nil
    ) {
        self.name = name
        self.salutation = salutation
        self.mailbox = mailbox
        self.organisation = organisation
    }
}

package struct PersonChange: Hashable, Sendable {
    package var person: Person.ID
    package var salutation: String?
    package var mailbox: Mailbox?
    package var organisation: BatchReference<Organisation>?

    package init(
        person: Person.ID, salutation: String? = nil, mailbox: Mailbox? = nil,
        organisation: BatchReference<Organisation>? = nil
    ) {
        self.person = person
        self.salutation = salutation
        self.mailbox = mailbox
        self.organisation = organisation
    }
}

package struct NewSeat: Hashable, Sendable {
    package var board: Board.ID
    package var person: BatchReference<Person>
    package var role: Seat.Role
    package var organisation: BatchReference<Organisation>?
    package var deputyOf: BatchReference<Person>?

    package init(
        board: Board.ID, person: BatchReference<Person>, role: Seat.Role,
        organisation: BatchReference<Organisation>? = nil, deputyOf: BatchReference<Person>? = nil
    ) {
        self.board = board
        self.person = person
        self.role = role
        self.organisation = organisation
        self.deputyOf = deputyOf
    }
}

package struct SeatChange: Hashable, Sendable {
    package var seat: Seat.ID
    package var role: Seat.Role?
    package var organisation: BatchReference<Organisation>?
    package var deputyOf: BatchReference<Person>?

    package init(
        seat: Seat.ID, role: Seat.Role? = nil, organisation: BatchReference<Organisation>? = nil,
        deputyOf: BatchReference<Person>? = nil
    ) {
        self.seat = seat
        self.role = role
        self.organisation = organisation
        self.deputyOf = deputyOf
    }
}

package struct NewMeeting: Hashable, Sendable {
    package var board: Board.ID
    /// `nil` exactly where it is undated; of a postponed meeting, the day it had.
    package var day: CalendarDay?
    /// What is known of an undated meeting's day: `2027-03`.
    package var month: String?
    package var time: TimeOfDay?
    package var papersDue: CalendarDay?
    package var place: String?
    package var state: Meeting.State
    /// Set exactly where it was held.
    package var recordedAt: Date?

    package init(
        board: Board.ID, day: CalendarDay?, month: String? = nil, time: TimeOfDay? = nil,
        papersDue: CalendarDay? = nil, place: String? = nil, state: Meeting.State = .planned,
        recordedAt: Date? = nil
    ) {
        self.board = board
        self.day = day
        self.month = month
        self.time = time
        self.papersDue = papersDue
        self.place = place
        self.state = state
        self.recordedAt = recordedAt
    }
}

package struct MeetingChange: Hashable, Sendable {
    package var meeting: Meeting.ID
    package var time: TimeOfDay?
    package var papersDue: CalendarDay?
    package var place: String?
    /// Given where a planned meeting was held, with nothing decided on any action.
    package var recordedAt: Date?

    package init(
        meeting: Meeting.ID, time: TimeOfDay? = nil, papersDue: CalendarDay? = nil, place: String? = nil,
        recordedAt: Date? = nil
    ) {
        self.meeting = meeting
        self.time = time
        self.papersDue = papersDue
        self.place = place
        self.recordedAt = recordedAt
    }
}

/// An action that a file brings; it is unreleased whatever its status.
package struct NewAction: Hashable, Sendable {
    package var board: Board.ID
    package var reference: String
    package var text: String
    /// The first is the lead.
    package var owners: [BatchOwner]
    package var due: Due
    package var originalDue: Due
    package var revisions: Int
    package var status: Action.Status
    package var raisedAt: CalendarDay?
    package var item: String?
    package var isRestricted: Bool
    /// Set exactly where the status is an ended one.
    package var closure: Action.Closure?
    package var updates: [NewUpdate]
    /// Kept as `ImportedRow(cells:of:)`.
    package var cells: [String: String]

    package init(
        board: Board.ID, reference: String, text: String, owners: [BatchOwner], due: Due,
        originalDue: Due? = nil, revisions: Int = 0, status: Action.Status = .open,
        raisedAt: CalendarDay? = nil, item: String? = nil, isRestricted: Bool = false,
        closure: Action.Closure? = nil, updates: [NewUpdate] = [], cells: [String: String] = [:]
    ) {
        self.board = board
        self.reference = reference
        self.text = text
        self.owners = owners
        self.due = due
        self.originalDue = originalDue ?? due
        self.revisions = revisions
        self.status = status
        self.raisedAt = raisedAt
        self.item = item
        self.isRestricted = isRestricted
        self.closure = closure
        self.updates = updates
        self.cells = cells
    }
}

/// A dated note from a file: history, never an answer.
package struct NewUpdate: Hashable, Sendable {
    package var day: CalendarDay
    package var text: String

    package init(day: CalendarDay, text: String) {
        self.day = day
        self.text = text
    }
}

/// What an edited row changes of an action.
package struct ActionChange: Hashable, Sendable {
    package var action: Action.ID
    package var text: String?
    /// The whole new list; an owner who stays keeps the day of assignment.
    package var owners: [BatchOwner]?
    /// A revision: the original due stays and the count rises by one.
    package var due: Due?
    package var status: Action.Status?
    package var raisedAt: CalendarDay?
    package var item: String?
    package var isRestricted: Bool?
    /// Given with every ended status; a status that is not ended takes it away.
    package var closure: Action.Closure?
    package var updates: [NewUpdate]
    /// Replaces what was kept of the last import, even where nothing else changes.
    package var cells: [String: String]

    package init(
        action: Action.ID, text: String? = nil, owners: [BatchOwner]? = nil, due: Due? = nil,
        status: Action.Status? = nil, raisedAt: CalendarDay? = nil, item: String? = nil,
        isRestricted: Bool? = nil, closure: Action.Closure? = nil, updates: [NewUpdate] = [],
        cells: [String: String] = [:]
    ) {
        self.action = action
        self.text = text
        self.owners = owners
        self.due = due
        self.status = status
        self.raisedAt = raisedAt
        self.item = item
        self.isRestricted = isRestricted
        self.closure = closure
        self.updates = updates
        self.cells = cells
    }
}
