package import ActionRegister
package import Scheduling
package import Store

/// Why nobody was reminded, in words, and what to do.
package struct RefusalWords: Hashable, Sendable {
    package let what: String
    package let remedy: String

    package init(_ refusal: RemindRefusal, of action: Action, on board: Board, in store: Store) throws {
        let words = try Writer(action: action, board: board, names: WhyNames(store))
        (what, remedy) = words.words(refusal)
    }
}

private struct Writer {
    let action: Action
    let board: Board
    let names: WhyNames

    func words(_ refusal: RemindRefusal) -> (what: String, remedy: String) {
        switch refusal {
        case .boardIsNotActive(let state):
            (
                "\(board.slug) is \(state.rawValue), and only an active board sends anything",
                "activate it first: minuted board activate \(board.slug)"
            )
        case .draft:
            (
                "\(action.reference) is a draft, and nobody is written to before its release",
                "release it first: minuted release \(place)"
            )
        case .notLive(let status): notLive(status)
        case .noOwner:
            ("nobody owns \(action.reference)", "assign it: minuted action assign \(place) --owner WHO")
        case .notAnOwner(let owner):
            ("\(names.name(owner)) is no owner of \(action.reference)", "name one of \(owners)")
        case .partIsDone(let owner): partIsDone(owner)
        case .silenced(let silence): silenced(silence)
        case .unreachable(let gaps): unreachable(gaps)
        }
    }

    private var place: String { "\(board.slug) \(action.reference.quoted)" }

    private var owners: String { Words.list(action.owners.map { names.name($0.owner) }) }

    private func notLive(_ status: Action.Status) -> (String, String) {
        switch status {
        case .proposed:
            (
                "\(action.reference) is proposed for closure, and nobody is written to until the board has decided",
                "decline the proposal first: minuted action decline \(place)"
            )
        case .onHold:
            (
                "\(action.reference) is on hold, and nobody is written to until it is worked on again",
                "end the hold first: minuted action reopen \(place)"
            )
        default:
            ("\(action.reference) is \(status.rawValue)", "reopen it first: minuted action reopen \(place)")
        }
    }

    private func partIsDone(_ owner: Owner?) -> (String, String) {
        guard let owner else {
            return (
                "every owner of \(action.reference) has done their part",
                "close it, or assign it to somebody else: minuted action assign \(place) --owner WHO"
            )
        }
        return (
            "\(names.name(owner)) has done their part of \(action.reference)", "name another of \(owners)"
        )
    }

    private func silenced(_ silence: Silence) -> (String, String) {
        let whom = silence.owner.map(names.name) ?? (silence.action == nil ? board.slug : action.reference)
        let others =
            silence.owner == nil || action.owners.count < 2 ? "" : ", or write to another owner: --owner WHO"
        return (
            "silence \(silence.id) leaves \(whom) alone until \(silence.until): \(silence.reason)",
            "end it first: minuted silence end \(silence.id)\(others)"
        )
    }

    private func unreachable(_ gaps: [RemindRefusal.Gap]) -> (String, String) {
        let others = gaps.count == action.owners.count ? "" : ", or write to the others: --owner WHO"
        return (
            Words.list(gaps.map(what)) + ", so nobody was written to",
            gaps.map(remedy).joined(separator: ", and ") + others
        )
    }

    private func what(_ gap: RemindRefusal.Gap) -> String { names.words(gap.why, of: board) }

    /// One mailbox is enough for an owner of several people.
    private func remedy(_ gap: RemindRefusal.Gap) -> String {
        guard case .noMailbox(let people) = gap.why else {
            let name = names.name(gap.owner).quoted
            return "minuted member add \(board.slug) NAME --role contact --organisation \(name)"
        }
        return people.map { "minuted person set \(names.name($0).quoted) --email MAILBOX" }
            .joined(separator: " or ")
    }
}
