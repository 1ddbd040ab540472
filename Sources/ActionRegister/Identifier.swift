/// The number a register gives to one of its subjects; it never changes and is
/// never given twice.
///
/// The subject's type is part of the identifier's, so that a person's number
/// cannot be taken for a board's.
package struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension Identifier: CustomStringConvertible {
    package var description: String { String(rawValue) }
}
