package import Foundation

/// A dated sitting of a board. Its state changes only by a verb: a past meeting
/// that is still planned needs a person.
package struct Meeting: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Meeting>

    package let id: ID
    package var board: Board.ID
    /// `nil` exactly while it is undated or postponed without a new day.
    package var day: CalendarDay?
    /// What is known of an undated meeting's day: `2027-03`.
    package var month: String?
    package var time: TimeOfDay?
    /// A papers deadline of its own; otherwise the board's applies.
    package var papersDue: CalendarDay?
    package var place: String?
    package var state: State
    /// The days on which its versions began, oldest first; see `version(on:)`.
    package var versions: [CalendarDay]
    /// Every move, oldest first.
    package var moves: [Move]
    /// When it was recorded as held.
    package var recordedAt: Date?

    package enum State: String, Hashable, Sendable, CaseIterable {
        case planned, held, postponed, cancelled, undated
    }

    package struct Move: Hashable, Sendable {
        package var at: Date
        package var from, to: CalendarDay

        package init(at: Date, from: CalendarDay, to: CalendarDay) {
            self.at = at
            self.from = from
            self.to = to
        }
    }

    package init(
        id: ID, board: Board.ID, day: CalendarDay?, time: TimeOfDay? = nil, papersDue: CalendarDay? = nil,
        place: String? = nil, state: State = .planned, month: String? = nil, versions: [CalendarDay]? = nil,
        moves: [Move] = [], recordedAt: Date? = nil
    ) {
        self.id = id
        self.board = board
        self.day = day
        self.month = month
        self.time = time
        self.papersDue = papersDue
        self.place = place
        self.state = state
        self.versions = versions ?? day.map { [$0] } ?? []
        self.moves = moves
        self.recordedAt = recordedAt
    }

    /// How far a meeting may be put off and still be the same cycle.
    package static let versionDays = 28

    /// The version that `day` belongs to: the latest beginning b with
    /// b ≤ day < b + 28 days, else the first where `day` is before all of them,
    /// else `nil`: `day` begins a version.
    ///
    /// A short move keeps the version, so its sent steps are not repeated; a
    /// long postponement is a new cycle.
    package func version(on day: CalendarDay) -> CalendarDay? {
        if let begun = versions.filter({ $0 <= day && day < $0 + Self.versionDays }).max() { return begun }
        return versions.first.flatMap { day < $0 ? $0 : nil }
    }

    /// Its day, or the last it had where it has none any more.
    package var lastDay: CalendarDay? { day ?? moves.last?.to ?? versions.last }

    /// Whether it takes place or took place on a known day.
    package var stands: Bool { day != nil && (state == .planned || state == .held) }
}
