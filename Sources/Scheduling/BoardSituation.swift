import ActionRegister
import Foundation

/// One board as it stands at one instant: all that judging a step needs besides
/// the action.
///
/// A class, so that handing it on costs one reference.
final class BoardSituation: Sendable {
    let schedule: BoardSchedule
    let now: Date
    let today: CalendarDay
    /// The board's own, and the weekly letter's behind them.
    let rules: [RuleInForce]
    /// Those that take place or took place on a known day, oldest day first.
    let meetings: [Meeting]

    init(_ schedule: BoardSchedule, at now: Date) {
        let today = schedule.calendar.day(of: now)
        self.schedule = schedule
        self.now = now
        self.today = today
        let allWell = schedule.board.allWellRule.map { [$0] } ?? []
        rules = (schedule.rules + allWell).map { RuleInForce($0, of: schedule, at: now, today: today) }
        meetings = schedule.meetings.filter(\.stands).sorted { ($0.day!, $0.id) < ($1.day!, $1.id) }
    }

    var board: Board { schedule.board }
    var calendar: WorkingCalendar { schedule.calendar }
    var isActive: Bool { board.state == .active }

    /// When one of `meetings` starts.
    func start(of meeting: Meeting) -> Date { schedule.start(of: meeting)! }

    func meeting(_ id: Meeting.ID) -> Meeting? { meetings.first { $0.id == id } }

    /// The day a recorded meeting was recorded on. A meeting that was imported as
    /// held and says no more counts as recorded on its own day.
    func recordDay(of meeting: Meeting) -> CalendarDay? {
        guard meeting.state == .held else { return nil }
        return meeting.recordedAt.map(calendar.day(of:)) ?? meeting.day
    }

    func midnight(after day: CalendarDay) -> Date { calendar.instant(day + 1, at: .midnight) }
}
