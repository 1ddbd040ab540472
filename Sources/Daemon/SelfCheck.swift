package import Foundation
import SMTPRelay

/// What the program must find in itself before it plans or sends anything.
///
/// Linked against the static Swift runtime, it may come out without the data of
/// the time zones: then every board's zone is unknown, or, worse, taken for UTC.
/// A wrong build must not get as far as a letter.
package struct SelfCheck: Error, Hashable, Sendable {
    package let faults: [String]

    /// - Parameter offset: seconds ahead of UTC that a zone has at an instant.
    package init(
        offset: (String, Date) -> Int? = { TimeZone(identifier: $0)?.secondsFromGMT(for: $1) },
        curlFault: String? = CurlRelay.curlFault
    ) {
        let wrong = Self.known.filter { offset($0.zone, $0.instant) != $0.seconds }
        let zones = Set(wrong.map(\.zone)).sorted()
        faults =
            zones.map { "the time zone \($0) is not known, or shows the wrong time" }
            + [curlFault].compactMap { $0 }
    }

    /// Without libcurl, which takes its time to load.
    ///
    /// - Throws: itself, where a zone is wrong: nothing may be planned then.
    package static func passZones() throws(SelfCheck) {
        let check = SelfCheck(curlFault: nil)
        if !check.faults.isEmpty { throw check }
    }

    /// - Throws: itself, where anything is wrong.
    package static func pass() throws(SelfCheck) {
        let check = SelfCheck()
        if !check.faults.isEmpty { throw check }
    }

    /// Noon in January and in July 2027 in zones of three kinds.
    private static let known: [(zone: String, instant: Date, seconds: Int)] = {
        let (january, july) = (
            Date(timeIntervalSince1970: 1_800_014_400), Date(timeIntervalSince1970: 1_815_652_800)
        )
        return [
            ("Europe/London", january, 0), ("Europe/London", july, 3600),
            ("America/New_York", january, -18000), ("America/New_York", july, -14400),
            ("Asia/Kolkata", july, 19800),
        ]
    }()
}

extension SelfCheck: CustomStringConvertible {
    package var description: String {
        faults.joined(separator: "; ") + "; install the program anew from its package, and libcurl4"
    }
}
