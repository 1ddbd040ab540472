import Foundation

/// A question before something that cannot be taken back.
enum Confirmation {
    /// Returns when the person agreed, or `isGiven` says that they did.
    ///
    /// - Throws: a usage complaint where nobody is there to ask, and exit 1 where
    ///   they said no.
    static func ask(_ question: String, verb: String, isGiven: Bool) throws {
        guard !isGiven else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Complaint(.usage, verb, "this asks first, and nobody is at a terminal", "add --yes")
        }
        FileHandle.standardError.write(Data("\(question) [y/N] ".utf8))
        let answer = readLine()?.lowercased().trimmingCharacters(in: .whitespaces)
        guard answer == "y" || answer == "yes" else {
            Output.note("\(verb): nothing was done")
            throw ExitStatus.needsAPerson.code
        }
    }
}
