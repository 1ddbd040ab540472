/// Why a sentence cannot be read, where, and what was probably meant.
package struct SentenceError: Error, Hashable, Sendable {
    /// The place of the word that failed, counted from 1 in characters; one
    /// behind the last where the sentence ends too soon.
    package var column: Int
    package var what: String
    /// A sentence that can be read, as near as one was found.
    package var nearest: String

    package init(column: Int, what: String, nearest: String) {
        self.column = column
        self.what = what
        self.nearest = nearest
    }
}

package typealias RuleError = SentenceError

extension SentenceError: CustomStringConvertible {
    /// `column 23: "papers" is not understood, expected …; nearest: "…"`.
    package var description: String { "column \(column): \(what); nearest: \"\(nearest)\"" }
}

/// A word that cannot stand where it stands; the reader of the whole sentence
/// adds the nearest one.
struct Misreading: Error {
    var column: Int
    var what: String
}
