import ActionRegister
import Foundation

/// The occasions of all rules about the due date, worked out once for each due.
///
/// Days rise with the due day. So once a due day is known about which all is
/// said and done, so it is about the earlier ones; and where nothing has come and
/// nothing is soon, neither is it for the later ones. Of most actions no more than
/// these two days has to be asked.
struct DueBook: Sendable {
    private let situation: BoardSituation
    private let isEmpty: Bool
    private var known: [Due: Occasions] = [:]
    /// The latest day known to be done with.
    private var doneThrough = CalendarDay(number: .min)
    /// The earliest day known about which nothing is said today, and when that changes.
    private var quietFrom = CalendarDay(number: .max)
    private var quietUntil = Date.distantPast

    init(_ situation: BoardSituation) {
        self.situation = situation
        isEmpty = !situation.rules.contains { $0.sentence.anchor == .dueDate }
    }

    /// `nil` where nothing is to be done about this due, and nothing will be before
    /// the instant at which there is a look anyway.
    mutating func occasions(of due: Due, unlessAfter nextLook: Date?) -> Occasions? {
        switch due {
        case .ongoing, .unset: nil
        case .day where isEmpty: nil
        case .day(let day) where day <= doneThrough: nil
        case .day(let day) where day >= quietFrom && nextLook.map { $0 <= quietUntil } ?? false: nil
        case .day, .meeting: known[due] ?? workedOut(due)
        }
    }

    /// What comes next about a due that was asked for before.
    func next(of due: Due) -> [Occasion] { known[due]?.next ?? [] }

    private mutating func workedOut(_ due: Due) -> Occasions {
        var occasions = situation.dueOccasions(of: due)
        let hasBegun = !occasions.current.isEmpty
        occasions.current.removeAll(where: situation.isOlderThanRule)
        occasions.next.sort { $0.instant < $1.instant }
        known[due] = occasions
        if case .day(let day) = due { note(occasions, hasBegun: hasBegun, of: day) }
        return occasions
    }

    private mutating func note(_ occasions: Occasions, hasBegun: Bool, of day: CalendarDay) {
        if occasions.current.isEmpty && occasions.next.isEmpty { doneThrough = max(doneThrough, day) }
        if !hasBegun, day < quietFrom, let next = occasions.next.first, next.day > situation.today {
            (quietFrom, quietUntil) = (day, next.instant)
        }
    }
}

/// The occasions of `when assigned` rules, kept for the release of a whole batch.
struct AssignmentBook: Sendable {
    private let situation: BoardSituation
    private let rules: [Int]
    private var event = Date.distantPast
    private var known: [Occasion] = []

    init(_ situation: BoardSituation) {
        self.situation = situation
        rules = situation.rules.indices.filter { situation.rules[$0].sentence.timing == .when(.assigned) }
    }

    mutating func occasions(at event: Date) -> [Occasion] {
        if event != self.event {
            self.event = event
            known = rules.filter { event >= situation.rules[$0].sinceMidnight }
                .map { situation.assignment(of: $0, at: event) }
        }
        return known
    }
}
