/// The number a register gives to one of its subjects; it never changes and is
/// never given twice.
///
/// The subject's type is part of the identifier's, so that a person's number
/// cannot be taken for a board's.
package struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    @inlinable package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    // Written out: those of RawRepresentable are generic functions of the standard
    // library, and the planner compares millions of identifiers.
    @inlinable package static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }
    @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension Identifier {
    /// What stands for the number of a subject that the register has yet to number.
    package static var new: Self { Self(0) }

    /// The same, where several new subjects name one another: 1 or more.
    package static func new(_ index: Int) -> Self { Self(-Int64(index)) }

    package var isNew: Bool { rawValue <= 0 }
}

extension Identifier: CustomStringConvertible {
    package var description: String { String(rawValue) }
}
