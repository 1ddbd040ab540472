import Mail
package import Reminders
import Store

extension MailLog {
    /// Writes down what a queue run tells.
    package func note(_ event: QueueEvent) {
        switch event {
        case .relayed(let entry, let reply, let now): relayed(entry, reply: reply, at: now)
        case .deferred(let entry, let until, let why, let now):
            deferred(entry, until: until, why: why, at: now)
        case .bounced(let entry, let why, let now): bounced(entry, why: why, at: now)
        case .unknown(let entry, _, let why, let now): unknown(entry, why: why, at: now)
        case .expired(let entry, let now): expired(entry, at: now)
        case .held(let entry, let reason, let words): held(entry, why: words ?? reason.rawValue)
        case .suppressed(let entry, let reason, let omissions):
            let which = reason == .settled ? omissions.map(\.rawValue).joined(separator: ", ") : ""
            suppressed(entry, why: reason.rawValue + (which.isEmpty ? "" : ": \(which)"))
        case .relayAway(let why, let refuses, let until): relayAway(why, refuses: refuses, until: until)
        case .relayBack: relayBack()
        case .notCommitted(let words): notCommitted(words)
        }
    }
}
