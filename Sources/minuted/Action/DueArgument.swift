import ActionRegister
import ArgumentParser
import Foundation
import Store

/// By when an action is to be done, as it is written on the command line.
enum DueArgument: ExpressibleByArgument, Hashable {
    case day(CalendarDay)
    case nextMeeting, ongoing, unset

    init?(argument: String) {
        switch argument {
        case "next-meeting": self = .nextMeeting
        case "ongoing": self = .ongoing
        case "unset": self = .unset
        default:
            guard let day = CalendarDay(argument) else { return nil }
            self = .day(day)
        }
    }

    /// The next meeting is fixed now; it never rolls on.
    func due(_ store: Store, _ board: Board, at now: Date) throws -> Due {
        switch self {
        case .day(let day): return .day(day)
        case .ongoing: return .ongoing
        case .unset: return .unset
        case .nextMeeting:
            if let meeting = try store.nextMeeting(board.id, after: now) { return .meeting(meeting.id) }
            throw Complaint(
                .badInput, "meeting", "\(board.slug) has no planned meeting ahead",
                "add it by minuted meeting add \(board.slug) DAY")
        }
    }
}
