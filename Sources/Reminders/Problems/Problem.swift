/// Something that a person should mend or know, as `check` and `status` print it.
package struct Problem: Hashable, Sendable {
    package var severity: Severity
    /// What it is about: `minuted.yaml:3:12`, `database`, `vawg MPS`.
    package var place: String
    /// What is wrong, and after a semicolon what to do about it.
    package var what: String

    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Letters cannot go as they should until somebody mends it.
        case error
        /// Somebody should look at it.
        case warning
        /// Nothing is wrong; told to who asks for everything.
        case note

        package static func < (a: Self, b: Self) -> Bool {
            allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
        }
    }

    package init(_ severity: Severity, _ place: String, _ what: String, _ remedy: String) {
        self.init(severity, place, told: "\(what); \(remedy)")
    }

    /// - Parameter told: with what to do in it.
    package init(_ severity: Severity, _ place: String, told what: String) {
        (self.severity, self.place, self.what) = (severity, place, what)
    }

    /// Whether somebody has to do something.
    package var needsAPerson: Bool { severity != .note }
}

extension Problem: CustomStringConvertible {
    package var description: String { "\(severity.rawValue): \(place): \(what)" }
}
