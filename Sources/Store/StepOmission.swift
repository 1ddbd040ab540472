/// That a step is not told by the letter that was planned to tell it.
///
/// It is found when the letter is composed, and again whenever it is composed
/// anew: a step may come back into its letter before it has gone.
package struct StepOmission: Hashable, Sendable {
    /// The number of its row in the ledger.
    package var ledger: Int64
    /// `nil` where the letter tells it again.
    package var reason: Reason?

    package init(ledger: Int64, _ reason: Reason?) {
        self.ledger = ledger
        self.reason = reason
    }

    /// What has become of the step since its letter was planned; the words are
    /// said of an action.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case closed, cancelled, proposed
        case onHold = "on hold"
        case draft = "a draft again"
        /// Its owner has none of it any more.
        case reassigned
        case partDone = "done by this owner"
        case silenced
        case answered
        /// Its reader wants no reminders.
        case refused = "a reminder that is not wanted"
        /// The day it counted from is another, or none.
        case dayChanged = "about another day now"
        /// Its meeting has begun.
        case begun = "about a meeting that has begun"
    }
}
