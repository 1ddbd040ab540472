package import ActionRegister
package import Foundation
package import Mail
package import Scheduling
package import Store
import Synchronization

/// A letter that is still to come, written by what writes it in earnest: the
/// message is the one that will go, as long as nobody touches the register.
package struct LetterPreview: Hashable, Sendable {
    /// When it goes.
    package var sendAt: Date
    /// Whom it is for, also where all mail is redirected.
    package var recipient: Mailbox?
    package var message: Message
}

extension LetterPreview {
    /// The next letter of a board to one recipient; `nil` where none goes before
    /// `end`.
    ///
    /// A board that is not active is shown as if it were activated now. Nothing is
    /// written down.
    ///
    /// - Parameter supposition: a change whose letter is to be seen before it is made.
    /// - Throws: `PreviewError` where the letter is owed and would not go.
    package init?(
        to recipient: Recipient, of board: Board, in store: Store, until end: Date, sender: LetterSender,
        mode: SendingMode, retry: RetrySchedule = RetrySchedule(),
        supposing supposition: Supposition = .nothing, told: Told
    ) throws {
        let domain = String((board.from ?? sender.address).domain)
        let habits = LetterHabits(domain: domain, lifetime: retry.lifetime)
        let next = try store.nextLetter(
            to: recipient, of: board.id, habits, until: end, supposing: supposition, told: told)
        guard let next else { return nil }
        try self.init(next, sender: sender, mode: mode)
    }

    /// A letter that has been made and not been written, as it would go now; `nil`
    /// where there is no such letter.
    ///
    /// - Throws: `PreviewError` where it would not go.
    package init?(
        of entry: OutboxEntry.ID, in store: Store, sender: LetterSender, mode: SendingMode, at now: Date
    ) throws {
        let material = try store.letterMaterial(of: entry, at: now)
        guard !material.letters.isEmpty else { return nil }
        try self.init(ForeseenLetter(sendAt: now, material: material), sender: sender, mode: mode)
    }

    private init(_ letter: ForeseenLetter, sender: LetterSender, mode: SendingMode) throws {
        let composer = KeepingComposer()
        let preparer = LetterPreparer(composer: composer, mode: mode, sender: sender)
        let prepared = preparer.prepare(letter.material, at: letter.sendAt)[0]
        guard let message = composer.message else { throw PreviewError(prepared.entry.decision) }
        self.init(sendAt: letter.sendAt, recipient: prepared.due.entry.mailbox, message: message)
    }
}

/// Why a letter that is owed cannot be shown.
package enum PreviewError: Error, Hashable, Sendable {
    /// It would be held: somebody has to change something.
    case notComposed(String)
    /// When its time has come, nothing is left to send.
    case wouldNotGo(OutboxReason)
}

extension PreviewError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notComposed(let why): "the next letter cannot be composed: \(why)"
        case .wouldNotGo(let reason): "the next letter would not go: \(reason.rawValue)"
        }
    }
}

extension PreviewError {
    fileprivate init(_ decision: PreparedEntry.Decision) {
        switch decision {
        case .setAside(let why): self = .notComposed(why)
        case .hold(let reason, _), .suppress(let reason): self = .wouldNotGo(reason)
        case .claim, .wait: self = .wouldNotGo(.maybeSent)
        }
    }
}

/// The letter writer, which keeps the message beside its bytes.
private final class KeepingComposer: LetterComposer {
    private let kept: Mutex<Message?> = Mutex(nil)

    var message: Message? { kept.withLock { $0 } }

    func compose(_ content: LetterContent) throws -> [UInt8] {
        let message = try LetterWriter().message(content)
        kept.withLock { $0 = message }
        return message.bytes
    }
}
