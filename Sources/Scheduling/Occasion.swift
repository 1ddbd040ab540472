import ActionRegister
import Foundation

/// One time at which a rule speaks, before it is known of which action.
///
/// A plain value without references: the planner holds it against every action.
struct Occasion: Sendable {
    /// Where its rule stands among the rules in force.
    var rule: Int
    var anchor: AnchorVersion
    /// k of an `every` rule; 0 for all others.
    var number: Int
    /// The day its rule gives, after moving off non-working days.
    var day: CalendarDay
    /// The day it counts from.
    var anchorDay: CalendarDay
    /// When its time comes.
    var instant: Date
    /// When it is no longer worth sending.
    var expires: Date?
    /// An action that becomes live for an owner at this instant or later is too
    /// late for it: its day is over or, for `before` rules, it has expired.
    var closes: Date

    /// The meeting it is about, unless it is about a day.
    var meeting: Meeting.ID? {
        switch anchor {
        case .day: nil
        case .meeting(let id, _), .move(let id, _): id
        }
    }
}
