package import ActionRegister
package import Mail

/// What may leave the machine.
package enum SendingMode: Sendable {
    /// Everything is composed, held and ledgered, and nothing leaves.
    case dryRun
    /// All letters go to one mailbox, the original named in the body.
    case redirect(to: Mailbox)
    /// Letters go to the mailboxes the list knows; the others are held.
    case allowList(@Sendable (Mailbox) -> Bool)
    case live

    /// Where one letter goes.
    package enum Route: Hashable, Sendable {
        case send(to: Mailbox)
        case redirect(to: Mailbox)
        case hold(OutboxReason)
    }

    package func route(for mailbox: Mailbox) -> Route {
        switch self {
        case .dryRun: .hold(.dryRun)
        case .redirect(let to): .redirect(to: to)
        case .allowList(let isAllowed): isAllowed(mailbox) ? .send(to: mailbox) : .hold(.notAllowed)
        case .live: .send(to: mailbox)
        }
    }

    /// Whether any letter can go to the relay.
    var usesRelay: Bool {
        if case .dryRun = self { false } else { true }
    }

    /// Where bytes go that the relay may have already and that must not change.
    func route(forSent mailbox: Mailbox) -> Route {
        switch route(for: mailbox) {
        case .redirect(let to): to == mailbox ? .send(to: to) : .hold(.modeChanged)
        case let other: other
        }
    }
}
