package import ActionRegister
import Foundation

/// Finds the owners that somebody names on the command line, exactly as an
/// import finds those in a cell: see `OwnerCell`. Nobody new is added.
package struct OwnerNames {
    /// Why a text names no owners, and what its writer can do about it.
    package struct Refusal: Error, Hashable, Sendable {
        package var what: String
        package var advice: String
    }

    private let draft: ImportDraft

    package init(_ register: RegisterSnapshot) {
        draft = ImportDraft(RegisterImport(file: "", contents: Data(), into: register, at: .distantPast))
    }

    /// The owners in `text`, the lead first.
    ///
    /// - Throws: the first thing in it that means nobody, or more than one.
    package func owners(in text: String) throws(Refusal) -> [Owner] {
        var draft = draft
        let cell = OwnerCell(place: .start, createsOwners: false, mayCreate: false)
        if let owners = cell.owners(text, &draft) { return owners }
        let problem = draft.problems.problems[0]
        throw Refusal(what: problem.what, advice: problem.advice)
    }

    /// The one owner that `text` names.
    package func owner(in text: String) throws(Refusal) -> Owner {
        let owners = try owners(in: text)
        guard owners.count == 1 else {
            throw Refusal(what: "\(text.quoted) names \(owners.count) owners", advice: "name one")
        }
        return owners[0]
    }
}
