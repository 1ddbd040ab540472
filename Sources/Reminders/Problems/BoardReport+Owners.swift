import ActionRegister
import Scheduling
import Store

/// An owner without a usable mailbox is never a silent gap.
extension BoardReport {
    var ownerProblems: [Problem] { owners.flatMap(problems) }

    private func problems(of owner: Owner) -> [Problem] {
        let resolution = roster.resolve(owner, as: .owner)
        let place = "\(board.slug) \(names.name(of: owner))"
        let references = owned[owner]!
        guard case .noSeat = resolution.problem else {
            return withoutMailbox(resolution, place, references.words("waits for it", "wait for it"))
                + inferred(resolution, place)
        }
        let name = names.name(of: owner).quoted
        return [
            Problem(
                .error, place,
                "it has no seat on the board today, so nobody is written to about \(references.words)",
                "minuted member add \(board.slug) NAME --role contact --organisation \(name)")
        ]
    }

    /// Those who would be written to, had they a mailbox: an error where nobody
    /// else is, for then the letter goes nowhere.
    func withoutMailbox(_ resolution: RecipientResolution, _ place: String, _ why: String) -> [Problem] {
        let isNobody = resolution.recipients.isEmpty
        return resolution.withoutMailbox.map { person in
            let name = names.name(of: person)
            let others = isNobody ? ", and nobody else is written to (\(why))" : "; others are written to"
            let lack =
                condition.heldMailboxes.contains(person)
                ? "the mailbox of \(name) is held: three letters were refused" : "\(name) has no mailbox"
            return Problem(
                isNobody ? .error : .warning, place, lack + others,
                names.knows(person)
                    ? "minuted person set \(name.quoted) --email MAILBOX"
                    : "give the actions to somebody else: minuted action assign \(board.slug) REF --owner WHO"
            )
        }
    }

    private func inferred(_ resolution: RecipientResolution, _ place: String) -> [Problem] {
        guard resolution.isContactInferred, let seat = resolution.seat else { return [] }
        let people = resolution.recipients.compactMap { recipient in
            if case .person(let id) = recipient { names.name(of: id) } else { nil }
        }
        return [
            Problem(
                .note, place,
                "no seat says that it is the contact, so letters go to \(Words.list(people)) as \(seat.rawValue)",
                "name one: minuted member add \(board.slug) NAME --role contact")
        ]
    }
}
