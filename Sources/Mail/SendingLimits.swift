package import Foundation

/// How much a relay takes from us, as its operator says.
package struct SendingLimits: Hashable, Sendable {
    /// `nil` is unlimited.
    package var rate: Rate?
    /// Letters in any 24 hours; `nil` is unlimited.
    package var daily: Int?

    /// So many letters in any span of so many seconds.
    package struct Rate: Hashable, Sendable {
        package var count: Int
        package var span: TimeInterval

        package init(count: Int, span: TimeInterval) { (self.count, self.span) = (count, span) }

        /// The span as it is kept: a little longer, for the relay's clock and ours
        /// never go quite the same.
        package var keptSpan: TimeInterval { span * 1.001 + 0.01 }
    }

    package static let day: TimeInterval = 86_400

    package init(rate: Rate? = nil, daily: Int? = nil) { (self.rate, self.daily) = (rate, daily) }
}

/// A limit that keeps letters waiting though the relay is well.
package struct SendingPause: Hashable, Sendable {
    package var limit: Limit
    /// When it was found.
    package var since: Date
    /// When the next letter may go.
    package var until: Date

    package enum Limit: Hashable, Sendable {
        case rate
        case daily(Int)
    }

    package init(_ limit: Limit, since: Date, until: Date) {
        (self.limit, self.since, self.until) = (limit, since, until)
    }

    /// In seconds.
    package var length: TimeInterval { until.timeIntervalSince(since) }
}

extension SendingPause: CustomStringConvertible {
    package var description: String {
        let limit =
            switch limit {
            case .rate: "rate of the relay reached"
            case .daily(let count): "daily limit of \(count) reached"
            }
        return "\(limit); the next goes at \(until.formatted(.iso8601))"
    }
}
