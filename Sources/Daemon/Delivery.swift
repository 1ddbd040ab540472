import ActionRegister
package import Foundation
package import Mail
package import Reminders
import Scheduling
package import Store
import Synchronization

/// The due-date check and the queue run of one configuration, wired to a store
/// and a relay.
package struct Delivery: Sendable {
    package let check: DueDateCheck
    package let queue: QueueRun
    package let configuration: Configuration
    private let relay: any Relay
    private let retirement = Retirement()

    /// - Parameters:
    ///   - clock: what attempts are timed and dated by.
    ///   - isStopping: whether the run is to finish what is in flight and end.
    package init(
        _ store: Store, relay: any Relay, _ configuration: Configuration,
        clock: @escaping @Sendable () -> Date,
        isStopping: @escaping @Sendable () -> Bool = { Task.isCancelled },
        tell: @escaping @Sendable (QueueEvent) -> Void = { _ in }
    ) throws {
        self.relay = relay
        self.configuration = configuration
        var sender = configuration.letterSender
        if let links = try configuration.answerLinks(of: store) {
            sender.answers = { links.link(to: $0).absoluteString }
        }
        var settings = QueueRun.Settings(process: Self.process, sender: sender, clock: clock)
        settings.relayName = configuration.relay.url.description
        settings.mode = configuration.sendingMode
        settings.limits = configuration.relay.limits
        settings.realTime = { WallClock.system.now }
        settings.isStopping = { [retirement] in retirement.has || isStopping() }
        settings.tell = tell
        let gate = FenceGate(store, database: configuration.database)
        settings.mayLeave = gate.pass
        check = DueDateCheck(store, sender: sender.address, mayLeave: gate.pass)
        queue = QueueRun(store, relay: relay, composer: LetterWriter(), settings)
    }

    /// What may leave the machine, in words.
    package var mode: String { configuration.modeWords }

    /// Says QUIT on every connection, when what is in flight has ended.
    package func close() async { await relay.close() }

    /// Ends a run under way after what is in flight: the rest is put back, for a
    /// delivery under another configuration to take.
    package func retire() { retirement.come() }

    private final class Retirement: Sendable {
        private let flag = Atomic<Bool>(false)
        var has: Bool { flag.load(ordering: .relaxed) }
        func come() { flag.store(true, ordering: .relaxed) }
    }

    /// What claims are made by: no other process, past or present, has the same.
    private static let process = "\(getpid())-\(UUID().uuidString)"
}

extension Configuration {
    /// A configuration without a sender can only be dry-run; its letters are
    /// composed from an address that cannot be mistaken for a real one.
    package var letterSender: LetterSender {
        guard let sender else { return LetterSender(address: Mailbox("minuted@localhost")!) }
        var letters = LetterSender(address: sender.address) {
            sender.envelope.mailbox(forLetter: $0.rawValue)
        }
        letters.offersOneClick = relay.signs
        return letters
    }

    /// The same for those who look at letters and are not their readers: of the
    /// reader's page the address is not shown whole, for whoever has it can answer.
    package var shownSender: LetterSender {
        var sender = letterSender
        if let url = answers?.url {
            sender.answers = { _ in url.appending(path: "a/struck-out").absoluteString }
        }
        return sender
    }

    /// The links to owners' pages; `nil` where there are no such pages.
    ///
    /// - Throws: where the database cannot be asked for the key.
    package func answerLinks(of store: Store) throws -> AnswerLinks? {
        try answers.map { AnswerLinks(url: $0.url, key: try store.answerKey()) }
    }

    package var sendingMode: SendingMode {
        switch mode {
        case .dryRun: .dryRun
        case .redirect: redirectTo.map { .redirect(to: $0) } ?? .dryRun
        case .allowList: .allowList { [allowList] mailbox in allowList.contains { $0.matches(mailbox) } }
        case .live: .live
        }
    }

    /// The mode, as loud as it matters: `dry-run: nothing leaves`.
    package var modeWords: String {
        switch mode {
        case .dryRun: "dry-run: nothing leaves"
        case .redirect: "redirect: every letter goes to \(redirectTo?.addressSpec ?? "nobody")"
        case .allowList: "allow-list: letters to others are held"
        case .live: "live"
        }
    }
}
