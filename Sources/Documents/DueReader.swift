import ActionRegister
import Foundation

/// What a cell about a due comes to on one board: a day on which the board is to
/// meet is that meeting.
struct DueReader {
    enum Unreadable: Error {
        case notADay, noMeetingAhead
    }

    private let board: Board
    private let planned: [Meeting]
    private let clock: WallClock

    /// - Parameter meetings: those that a due may be at.
    init(board: Board, meetings: [Meeting], now: Date) {
        self.board = board
        planned = meetings.filter { $0.board == board.id && $0.state == .planned && $0.day != nil }
            .sorted { $0.day! < $1.day! }
        clock = WallClock(now, of: board)
    }

    func due(_ text: String) -> Result<Due, Unreadable> {
        switch WrittenDue(text) {
        case .day(let day):
            return .success(planned.first { $0.day == day }.map { .meeting($0.id) } ?? .day(day))
        case .ongoing: return .success(.ongoing)
        case .unset: return .success(.unset)
        case .nextMeeting: return nextMeeting.map { .success(.meeting($0.id)) } ?? .failure(.noMeetingAhead)
        case nil: return .failure(.notADay)
        }
    }

    /// The day that a due just read comes to; `nil` where it names none.
    func day(of due: Due) -> CalendarDay? {
        switch due {
        case .day(let day): day
        case .meeting(let id): planned.first { $0.id == id }?.day
        case .ongoing, .unset: nil
        }
    }

    /// What an error says of a cell under `heading`.
    func words(_ why: Unreadable, _ text: String, under heading: String) -> (what: String, advice: String) {
        switch why {
        case .notADay: return ("\(heading): \(text.quoted) is not a day", WrittenDue.advice)
        case .noMeetingAhead:
            let advice = "add it by minuted meeting add \(board.slug) DAY, or write a day"
            return ("\(board.slug) has no planned meeting ahead", advice)
        }
    }

    /// The first that has not begun; an untimed one begins at the board's send-at.
    private var nextMeeting: Meeting? {
        planned.first { clock.isBefore($0.day!, at: $0.time ?? board.sendAt) }
    }
}
