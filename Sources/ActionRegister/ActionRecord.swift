/// An action with all that a reader of the register wants beside it.
package struct ActionRecord: Hashable, Sendable {
    package var action: Action
    /// Oldest first.
    package var updates: [ActionUpdate]
    /// The day its due names now; `nil` where there is none, also while its
    /// meeting has no day.
    package var dueDay: CalendarDay?
    package var originalDueDay: CalendarDay?
    /// Days since its due day; 0 unless it is open or in progress and its due day
    /// is past, or the meeting it was due at has been recorded and left it open.
    package var overdueDays: Int

    package init(
        action: Action, updates: [ActionUpdate], dueDay: CalendarDay?, originalDueDay: CalendarDay?,
        overdueDays: Int
    ) {
        self.action = action
        self.updates = updates
        self.dueDay = dueDay
        self.originalDueDay = originalDueDay
        self.overdueDays = overdueDays
    }
}

/// Which actions are asked for; what is not named is not asked.
package struct ActionFilter: Hashable, Sendable {
    package var board: Board.ID?
    package var owner: Owner?
    /// Empty means every status.
    package var statuses: Set<Action.Status> = []
    package var isReleased: Bool?
    package var isOverdue = false

    package init(
        board: Board.ID? = nil, owner: Owner? = nil, statuses: Set<Action.Status> = [],
        isReleased: Bool? = nil, isOverdue: Bool = false
    ) {
        self.board = board
        self.owner = owner
        self.statuses = statuses
        self.isReleased = isReleased
        self.isOverdue = isOverdue
    }
}
