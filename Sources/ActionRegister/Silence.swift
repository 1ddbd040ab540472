/// Days, both inclusive, on which a board, an owner or an action is left alone,
/// with a reason; a step whose day falls in it is never owed afterwards.
package struct Silence: Identifiable, Hashable, Sendable {
    package typealias ID = Identifier<Silence>

    package let id: ID
    /// Every field that is named must match; a silence that names none is for all.
    package var board: Board.ID?
    package var owner: Owner?
    package var action: Action.ID?
    package var from: CalendarDay
    package var until: CalendarDay
    package var reason: String

    package init(
        id: ID, board: Board.ID? = nil, owner: Owner? = nil, action: Action.ID? = nil, from: CalendarDay,
        until: CalendarDay, reason: String
    ) {
        self.id = id
        self.board = board
        self.owner = owner
        self.action = action
        self.from = from
        self.until = until
        self.reason = reason
    }
}
