import ActionRegister
package import Foundation
import Mail
package import Store

/// Letters that went nowhere, and letters that wait for somebody.
package struct OutboxReport: Sendable {
    package var undelivered: [Undelivered]
    package var held: [HeldLetters]
    package var mode: SendingMode
    /// Letters of the last quarter that may have been sent twice.
    package var repeats: Int

    /// How long a bounce is told of, where nothing was sent to its recipient since.
    package static let memory: TimeInterval = 90 * 86_400

    package init(_ store: Store, mode: SendingMode, at now: Date) throws {
        undelivered = try store.undelivered(since: now - Self.memory)
        held = try store.heldLetters(at: now)
        repeats = try store.countOfPossibleRepeats(since: now - Self.memory)
        self.mode = mode
    }

    package var problems: [Problem] { undelivered.map(problem) + held.compactMap(problem) + twiceProblem }

    /// `2 letters may have been sent twice; see …`; `nil` where none was.
    package var twice: String? { twiceProblem.first?.what }

    private var twiceProblem: [Problem] {
        guard repeats > 0 else { return [] }
        let letters = repeats == 1 ? "1 letter" : "\(repeats) letters"
        return [
            Problem(
                .note, "outbox", "\(letters) may have been sent twice",
                "see which by minuted outbox list --state relayed")
        ]
    }

    private func problem(_ bounce: Undelivered) -> Problem {
        let mailbox = bounce.entry.mailbox?.description ?? "its recipient"
        let words = bounce.entry.lastReply ?? "no reason was given"
        let number = "minuted outbox show \(bounce.entry.id)"
        guard bounce.isRefused, bounce.entry.mailbox == bounce.mailboxNow else {
            return Problem(
                .warning, "\(bounce.board) \(bounce.name ?? "secretariat")",
                "the last letter, to \(mailbox), was given up: \(words)", "see \(number), and write by hand")
        }
        let set = bounce.name.map { "minuted person set \($0.quoted) --email MAILBOX" }
        return Problem(
            .error, "\(bounce.board) \(bounce.name ?? "secretariat")",
            "the mailbox \(mailbox) was refused: \(words)",
            set ?? "minuted board set \(bounce.board) --secretariat MAILBOX")
    }

    private func problem(_ held: HeldLetters) -> Problem? {
        let letters = held.count == 1 ? "letter \(held.first) is held" : "\(held.count) letters are held"
        let what = "\(letters): \(held.reason?.rawValue ?? "for an unknown reason")"
        switch (held.reason, mode) {
        case (.notComposed, _):
            return Problem(
                .error, held.board, what,
                "minuted outbox show \(held.first) says why; mend it, and minuted outbox release \(held.first)"
            )
        case (.heldByHand, _): return Problem(.note, held.board, what, Self.seeHeld)
        case (_, .live): return Problem(.warning, held.board, what, Self.seeHeld)
        default: return Problem(.note, held.board, what, Self.seeHeld)
        }
    }

    private static let seeHeld =
        "release or discard what is listed by minuted outbox list --state held"
}
