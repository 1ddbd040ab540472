import ActionRegister
import Foundation
import Mail
import Store

/// Reads, decides, composes and claims the next letters that are due.
struct Claims: Sendable {
    let store: Store
    let preparer: LetterPreparer
    let process: String
    let tally: QueueTally

    /// The next letters that may be handed over; none where all that were looked
    /// at stay, `nil` where no letter is due any more.
    func next(_ limit: Int, at now: Date) async throws -> [ClaimedLetter]? {
        let material = try await store.letterMaterial(at: now, limit: limit)
        guard !material.letters.isEmpty else { return nil }
        let prepared = preparer.prepare(material, at: now)
        let claimed = try await commit(prepared, at: now)
        return prepared.filter { claimed.contains($0.entry.id) }.map(letter)
    }

    private func letter(_ prepared: LetterPreparer.Prepared) -> ClaimedLetter {
        let letter = prepared.letter!
        let id = prepared.due.entry.id
        let envelope = Envelope(reversePath: preparer.sender.reversePath(id), recipient: letter.mailbox)
        return ClaimedLetter(
            entry: prepared.due.entry, bytes: letter.bytes, envelope: envelope, opening: prepared.opening)
    }

    /// Writes the decisions down together; where the database refuses one of
    /// them, that one is set aside and the others go.
    private func commit(
        _ prepared: [LetterPreparer.Prepared], at now: Date
    ) async throws -> Set<OutboxEntry.ID> {
        do {
            return try await write(prepared, at: now)
        } catch StoreError.refused(let why) {
            guard let one = prepared.first else { return [] }
            guard prepared.count == 1 else { return try await commitOneByOne(prepared, at: now) }
            var aside = one
            aside.entry = PreparedEntry(id: one.entry.id, .setAside(why))
            return try await write([aside], at: now)
        }
    }

    private func commitOneByOne(
        _ prepared: [LetterPreparer.Prepared], at now: Date
    ) async throws -> Set<OutboxEntry.ID> {
        var claimed: Set<OutboxEntry.ID> = []
        for one in prepared { claimed.formUnion(try await commit([one], at: now)) }
        return claimed
    }

    private func write(
        _ prepared: [LetterPreparer.Prepared], at now: Date
    ) async throws -> Set<OutboxEntry.ID> {
        let claimed = try await store.commit(prepared.map(\.entry), by: process, at: now)
        tally.note(released: prepared.reduce(0) { $0 + $1.entry.released.count })
        for one in prepared {
            switch one.entry.decision {
            case .claim, .wait: break
            case .hold(let reason, _): tally.note(.held(one.due.entry, reason, words: nil))
            case .setAside(let words): tally.note(.held(one.due.entry, .notComposed, words: words))
            case .suppress(let reason): tally.note(.suppressed(one.due.entry, reason, one.omissions))
            }
        }
        return claimed
    }
}
