/// What a meeting decided on one action.
package struct MeetingOutcome: Hashable, Sendable {
    package var action: Action.ID
    package var decision: Decision
    /// A new due, where the action goes on.
    package var due: Due?
    package var note: String?

    package enum Decision: String, Hashable, Sendable, CaseIterable {
        /// It is done; a standing one for this time, and returns.
        case close
        /// It goes on to the next meeting.
        case carry
        /// A proposal is not accepted: back to open.
        case decline
        case hold, cancel
    }

    package init(action: Action.ID, decision: Decision, due: Due? = nil, note: String? = nil) {
        self.action = action
        self.decision = decision
        self.due = due
        self.note = note
    }
}
