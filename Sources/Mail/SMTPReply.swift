/// What an SMTP server answered: `451 4.7.1 Try later` (RFC 5321 §4.2, RFC 3463).
package struct SMTPReply: Hashable, Sendable {
    /// 200 to 599.
    package var code: Int
    /// `4.7.1`, where the text begins with one.
    package var enhancedStatus: String?
    /// Without code and enhanced status; the lines of a multi-line reply are
    /// joined by spaces, and control characters are spaces.
    package var text: String

    package init(code: Int, enhancedStatus: String? = nil, text: String) {
        self.code = code
        self.enhancedStatus = enhancedStatus
        self.text = text
    }
}

extension SMTPReply: CustomStringConvertible {
    package var description: String {
        ([String(code), enhancedStatus, text] as [String?]).compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
