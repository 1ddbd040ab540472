/// A message as a server took it over: the envelope and the bytes.
package struct CaughtMessage: Hashable, Sendable {
    /// Without angle brackets; empty for the null reverse-path.
    package var reversePath: String
    package var recipients: [String]
    /// Every line ended by CRLF, dot stuffing undone.
    package var content: [UInt8]

    package init(reversePath: String, recipients: [String] = [], content: [UInt8] = []) {
        self.reversePath = reversePath
        self.recipients = recipients
        self.content = content
    }
}
