import ActionRegister
import ArgumentParser
import Store

/// A day, or the month that is all that is known of it: `2027-03`.
enum DayOrMonth: ExpressibleByArgument, Hashable, CustomStringConvertible {
    case day(CalendarDay)
    case month(String)

    init?(argument: String) {
        if let day = CalendarDay(argument) {
            self = .day(day)
        } else if CalendarDay.firstOfMonth(argument) != nil {
            self = .month(argument)
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .day(let day): day.description
        case .month(let month): month
        }
    }
}

extension Store {
    /// The meeting of a board that is named by its day, by the day it was
    /// postponed from, or by its month while it has no day.
    func meeting(_ board: Board, on name: DayOrMonth) throws -> Meeting {
        switch name {
        case .day(let day): return try meeting(board.id, on: day)
        case .month(let month):
            let undated = try meetings(board.id).filter { $0.day == nil }
            if let found = undated.first(where: { $0.month == month }) { return found }
            throw RegisterError.unknown(
                .meeting, "\(board.slug) \(month)", nearest: undated.compactMap(\.month).nearest(to: month))
        }
    }
}
