package import ActionRegister

/// What the relay is told in MAIL FROM and RCPT TO (RFC 5321 §2.3.1); the
/// message's own From and To fields play no part in delivery.
package struct Envelope: Hashable, Sendable {
    /// Where a bounce goes; `nil` for the null reverse-path `<>`.
    package var reversePath: Mailbox?
    /// One recipient: a partly refused message would hide a failure.
    package var recipient: Mailbox

    package init(reversePath: Mailbox?, recipient: Mailbox) {
        self.reversePath = reversePath
        self.recipient = recipient
    }
}
