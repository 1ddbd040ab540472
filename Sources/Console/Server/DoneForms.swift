import Synchronization

/// Where the forms led that were carried out of late, by the number that each carries.
///
/// A form that comes again, as after a second press of its button, is led to the same
/// place and does nothing. It is kept in memory: after a restart a form may act again.
final class DoneForms: Sendable {
    private let kept: Mutex<(places: [String: String], order: [String])> = Mutex(([:], []))

    /// How many are kept.
    private static let most = 2_000

    func place(of number: String) -> String? { kept.withLock { $0.places[number] } }

    func note(_ number: String, at place: String) {
        kept.withLock { kept in
            kept.places[number] = place
            kept.order.append(number)
            if kept.order.count > Self.most { kept.places[kept.order.removeFirst()] = nil }
        }
    }
}
