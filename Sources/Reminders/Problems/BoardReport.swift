package import ActionRegister
package import Foundation
import Scheduling
package import Store

/// How one board stands: what is open on it, and what needs a person.
///
/// Actions are shown to it one at a time, in any order.
package struct BoardReport: Sendable {
    package let board: Board
    /// Actions that somebody is at work on, drafts among them.
    package private(set) var open = 0
    package private(set) var overdue = 0

    let condition: BoardCondition
    let names: RegisterNames
    let roster: Roster
    let now: Date
    let today: CalendarDay
    /// The open actions of each owner whose part is not done.
    private(set) var owned: [Owner: ReferenceList] = [:]
    /// The owners, in the order in which they occur.
    private(set) var owners: [Owner] = []
    /// Open actions that are due at a meeting without a day.
    private(set) var adrift: [Meeting.ID: ReferenceList] = [:]
    /// Open standing actions that are due at no meeting.
    private(set) var waiting = ReferenceList()
    private(set) var drafts = ReferenceList()
    /// The last due day of an open action.
    private(set) var lastDue: CalendarDay?

    package init(_ condition: BoardCondition, _ names: RegisterNames, at now: Date) {
        self.condition = condition
        self.names = names
        self.now = now
        board = condition.schedule.board
        today = condition.schedule.calendar.day(of: now)
        roster = Roster(condition.schedule, on: today)
    }

    var schedule: BoardSchedule { condition.schedule }
    var calendar: WorkingCalendar { schedule.calendar }

    /// Whether the planner can judge it: its zone, calendar and rules are known.
    package var isJudgeable: Bool {
        condition.isZoneKnown && condition.isCalendarKnown && condition.unreadableRules.isEmpty
    }

    /// Takes in an action that is open or in progress; others say nothing.
    package mutating func consider(_ record: ActionRecord) {
        let action = record.action
        guard action.status.isLive else { return }
        open += 1
        if record.overdueDays > 0 { overdue += 1 }
        if action.isStanding && action.due == .unset { waiting.add(action.reference) }
        if action.releasedAt == nil { drafts.add(action.reference) }
        for ownership in action.owners where ownership.partDoneAt == nil {
            if owned[ownership.owner] == nil { owners.append(ownership.owner) }
            owned[ownership.owner, default: ReferenceList()].add(action.reference)
        }
        if let day = record.dueDay { lastDue = max(lastDue ?? day, day) }
        if case .meeting(let meeting) = action.due, record.dueDay == nil {
            adrift[meeting, default: ReferenceList()].add(action.reference)
        }
    }

    /// What needs a person, and what is worth a note; nothing of a board that has
    /// been archived.
    package var problems: [Problem] {
        if board.state == .archived { return [] }
        return calendarProblems + scheduleProblems + meetingProblems + ownerProblems
    }

    /// That actions wait to be released.
    package var waitingDrafts: Problem? {
        guard drafts.count > 0, board.state != .archived else { return nil }
        return Problem(
            .note, board.slug,
            "\(drafts.words("waits", "wait")) as drafts, and nobody is written to about them",
            "when the chair has cleared the list: minuted release \(board.slug)")
    }
}
