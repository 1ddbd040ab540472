package import ActionRegister
package import Foundation
import Scheduling
package import Store

/// Every step of every rule about one action, and what became of each.
///
/// It is the planner that judges, so what is told here is what is done. A day
/// that lies ahead is reached by the forecast; of one that is past the ledger
/// is read as it stood, and the register as it stands.
package struct ActionAccount: Sendable {
    package let board: Board
    package let action: Action
    /// The instant it speaks of.
    package let at: Date
    /// Whether that lies ahead, and is told as it will be if nobody touches the
    /// register.
    package let isForecast: Bool
    /// Why nothing at all is written about it; `nil` where it is live.
    package let standing: String?
    /// By rule, owner and day.
    package let steps: [StepAccount]

    /// - Parameter day: to the end of which it looks, on the board's clock; where
    ///   it is `nil`, it tells of now.
    package init(
        of id: Action.ID, in store: Store, at now: Date, on day: CalendarDay? = nil
    ) throws {
        let people = try WhyNames(store)
        self = try store.reading(id, at: now) { reading in
            let calendar = reading.board.schedule.calendar
            let instant = day.map { calendar.instant($0 + 1, at: TimeOfDay(minutes: 0)!) - 1 } ?? now
            let outlook = try Outlook(reading, from: now, to: instant)
            return ActionAccount(reading, outlook, StepWords(outlook, people), isForecast: instant > now)
        }
    }

    private init(_ reading: ActionReading, _ outlook: Outlook, _ words: StepWords, isForecast: Bool) {
        (board, action, at) = (outlook.schedule.board, reading.action, outlook.at)
        self.isForecast = isForecast
        let standing = Standing(reading.action, words)
        self.standing = standing.map { "it \($0.words)" + ($0.consequence.map { ": \($0)" } ?? "") }
        var planner = Planner(schedule: outlook.schedule, now: outlook.at)
        let explained = planner.explain(outlook.live)
        steps = AccountWriter(outlook, words, standing: standing).accounts(explained, reading.action)
    }
}

/// What an action is that is not live, and what that means for its owners.
struct Standing {
    let words: String
    var consequence: String?

    init?(_ action: Action, _ words: StepWords) {
        switch action.status {
        case .closed, .cancelled:
            self.words =
                "is \(action.status.rawValue)" + (action.closure.map { " since \(words.day($0.day))" } ?? "")
        case _ where action.releasedAt == nil:
            (self.words, consequence) = ("is a draft", "nobody is written to before its release")
        case .onHold:
            (self.words, consequence) = ("is on hold", "nobody is written to until it is worked on again")
        case .proposed:
            self.words = "is proposed for closure"
            consequence = "nobody is written to until the board has decided"
        case .open, .inProgress: return nil
        }
    }
}
