import Synchronization

/// What the forms came to that were carried out of late, by a mark of what each carries.
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
    /// Forms with a mark take turns, as their transactions would: of two presses that
    /// come at once the second waits for what the first came to.
    ///
    /// - Parameter mark: `nil` for a form that carries nothing to know it by.
    func once(_ mark: String?, _ act: () throws -> FormReply) throws -> FormReply {
        guard let mark else { return try act() }
        return try kept.withLock { kept in
            if let done = kept.done[mark] { return .done(done.notice, at: done.path) }
            let reply = try act()
            if case .done(let notice, let path) = reply {
                kept.done[mark] = (notice, path)
                kept.order.append(mark)
                if kept.order.count > Self.most { kept.done[kept.order.removeFirst()] = nil }
            }
            return reply
        }
    }
}
