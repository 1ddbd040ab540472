import Synchronization

/// What the forms came to that were carried out of late, by the number that each carries.
///
/// A form that comes again, as after a second press of its button, is led to the same
/// place and does nothing. It is kept in memory: after a restart a form may act again.
final class DoneForms: Sendable {
    private let kept = Mutex(Kept())

    private struct Kept {
        var done: [String: (notice: Notice, path: String)] = [:]
        var order: [String] = []
    }

    /// How many are kept.
    private static let most = 2_000

    /// Carries a form out unless it has been.
    ///
    /// Forms with a number take turns, as their transactions would: of two presses that
    /// come at once the second waits for what the first came to.
    ///
    /// - Parameter number: `nil` for a form that carries none.
    func once(_ number: String?, _ act: () throws -> FormReply) throws -> FormReply {
        guard let number else { return try act() }
        return try kept.withLock { kept in
            if let done = kept.done[number] { return .done(done.notice, at: done.path) }
            let reply = try act()
            if case .done(let notice, let path) = reply {
                kept.done[number] = (notice, path)
                kept.order.append(number)
                if kept.order.count > Self.most { kept.done[kept.order.removeFirst()] = nil }
            }
            return reply
        }
    }
}
