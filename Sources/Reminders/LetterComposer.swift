package import Scheduling

/// Makes the bytes of one letter from what the register says.
///
/// The same content gives the same bytes: an entry whose outcome is unknown is
/// sent again unchanged, and a test can compare.
package protocol LetterComposer: Sendable {
    /// The whole message, every line ended by CRLF.
    ///
    /// - Throws: where this letter cannot be made; it is then held with the
    ///   reason, and the others go on.
    func compose(_ content: LetterContent) throws -> [UInt8]
}
