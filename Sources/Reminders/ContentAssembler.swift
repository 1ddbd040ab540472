import ActionRegister
import Foundation
import Mail
import Scheduling
import Store

/// Puts together what one letter may speak of, from what was read for many.
struct ContentAssembler {
    let material: LetterMaterial
    let letter: DueLetter
    let schedule: BoardSchedule
    /// The steps of it that are still to be told.
    let steps: [LetterStep]
    let mailbox: Mailbox
    /// The configured sender's, for boards without a mailbox of their own.
    let sender: Mailbox
    let roster: Roster
    let now: Date

    var board: Board { schedule.board }
    var today: CalendarDay { schedule.calendar.day(of: now) }
    var from: Mailbox { board.from ?? sender }

    func content() -> LetterContent {
        let asked = askedActions
        let meeting = meeting
        return LetterContent(
            messageID: letter.entry.messageID, threadRoot: threadRoot(of: meeting), writtenAt: now,
            today: today,
            board: board, rules: schedule.rules, from: from, recipient: recipient, kind: letter.kind,
            audience: letter.audience, meeting: meeting, papersDue: meeting.flatMap(schedule.papersDue),
            moves: moves,
            asked: asked, rest: rest(besides: Set(asked.map(\.action.id))), brief: brief(for: meeting),
            allWell: allWell(for: meeting),
            previous: previous(about: Set(asked.map(\.action.id)), meeting), names: names,
            steps: steps.filter { $0.key.action == nil }, note: letter.note, hasDeputy: hasDeputy(asked),
            waitedSince: waitedSince)
    }

    /// The steps, each once: joint owners may bring the same one twice.
    private func steps(about action: Action.ID) -> [LetterStep] {
        var seen: Set<Repeated> = []
        return steps.filter { $0.key.action == action && seen.insert(Repeated($0.key)).inserted }
    }

    private struct Repeated: Hashable {
        let rule: Rule.ID
        let anchor: AnchorVersion
        let occurrence: Int

        init(_ key: StepKey) { (rule, anchor, occurrence) = (key.rule, key.anchor, key.occurrence) }
    }

    private var askedActions: [LetterAction] {
        var seen: Set<Action.ID> = []
        return steps.compactMap(\.key.action).filter { seen.insert($0).inserted }.compactMap { id in
            material.actions[id].map { letterAction($0, steps: steps(about: id)) }
        }
    }

    private func rest(besides asked: Set<Action.ID>) -> [LetterAction] {
        guard letter.audience == .owner || letter.audience == .deputy else { return [] }
        let ids = owners.flatMap { material.owned[.init(board: board.id, owner: $0)] ?? [] }
        return Set(ids).subtracting(asked).sorted().compactMap { material.actions[$0] }
            .filter { !isSilenced($0) }.map { letterAction($0) }
    }

    /// Whether the reader is to hear nothing of it today.
    private func isSilenced(_ action: Action) -> Bool {
        let through = action.owners.map(\.owner).filter(owners.contains)
        return !through.isEmpty
            && through.allSatisfy { owner in
                schedule.silences.contains { $0.silences(action.id, of: owner, on: today) }
            }
    }

    /// Whether all whom it is asked of have a deputy on the board.
    private func hasDeputy(_ asked: [LetterAction]) -> Bool {
        asked.flatMap(\.through).allSatisfy { roster.resolve($0, as: .deputy).seat == .deputy }
    }

    /// The day it was made, where a relay or a person has kept it until a later one.
    private var waitedSince: CalendarDay? {
        let made = schedule.calendar.day(of: letter.entry.enqueuedAt)
        return made < today ? made : nil
    }

    /// The owners as whom the board writes to the recipient: in person, and for
    /// organisations.
    private var owners: [Owner] {
        guard case .person(let person) = letter.recipient else { return [] }
        let organisations = recipientSeats.compactMap(\.organisation).uniqued().map { Owner.organisation($0) }
        return [.person(person)]
            + organisations.filter { roster.resolve($0, as: .owner).recipients.contains(letter.recipient) }
    }

    private var recipientSeats: [Seat] {
        guard case .person(let person) = letter.recipient else { return [] }
        return schedule.seats.filter { $0.person == person && $0.isHeld(on: today) }
    }

    private var recipient: LetterRecipient {
        let person = letter.entry.person.flatMap { material.people[$0] }
        let name = person?.name ?? "Secretary to the \(board.name)"
        return LetterRecipient(
            id: letter.recipient, name: name, salutation: person?.salutation, mailbox: mailbox,
            seats: recipientSeats)
    }
}

extension ContentAssembler {
    /// The meeting its steps ask for, else the next one planned; a brief's own
    /// even when it is past.
    private var meeting: Meeting? {
        let ids = steps.compactMap { step -> Meeting.ID? in
            if case .meeting(let id, _) = step.key.anchor { id } else { nil }
        }
        let named = ids.uniqued().compactMap { id in schedule.meetings.first { $0.id == id } }
        let isAhead = { (meeting: Meeting) in meeting.stands && (schedule.start(of: meeting) ?? now) >= now }
        if let ahead = named.filter(isAhead).min(by: { $0.day! < $1.day! }) { return ahead }
        if letter.isBrief, let own = named.first(where: \.stands) { return own }
        return schedule.meetings.filter { $0.state == .planned && isAhead($0) }.min { $0.day! < $1.day! }
    }

    /// One for each owner, board and meeting, so that mail readers gather a cycle's letters.
    private func threadRoot(of meeting: Meeting?) -> String {
        let cycle = meeting.map { "\($0.id)" } ?? "none"
        let reader = letter.entry.person.map { "\($0)" } ?? "secretariat"
        let parts = [material.databaseID, "thread", "\(board.id)", reader, cycle]
        return MessageID(derivedFrom: parts, domain: from.domain).text
    }

    private var moves: [MovedMeeting] {
        let anchors = steps.map(\.key.anchor).uniqued()
        return anchors.compactMap { anchor in
            guard case .move(let id, let number) = anchor,
                let meeting = schedule.meetings.first(where: { $0.id == id }),
                meeting.moves.indices.contains(number - 1)
            else { return nil }
            let move = meeting.moves[number - 1]
            return MovedMeeting(
                meeting: meeting, from: move.from, to: meeting.day ?? move.to,
                papersDue: schedule.papersDue(of: meeting))
        }
    }

    private func previous(about actions: Set<Action.ID>, _ meeting: Meeting?) -> [PreviousLetter] {
        let all = material.previous[.init(board: board.id, recipient: letter.recipient)] ?? []
        return all.filter { !$0.actions.isDisjoint(with: actions) }
    }

    private var names: [Owner: String] {
        var names: [Owner: String] = [:]
        for owner in namedOwners { names[owner] = name(of: owner) }
        return names
    }

    /// Those whom the sentences may name: of this letter, not of the whole batch.
    private var namedOwners: Set<Owner> {
        let ids = Set(steps.compactMap(\.key.action)).union(
            owners.flatMap { material.owned[.init(board: board.id, owner: $0)] ?? [] }
        ).union(letter.isBrief || letter.isAllWell ? material.briefs[board.id]?.actions ?? [] : [])
        var named = Set(ids.flatMap { material.actions[$0]?.owners.map(\.owner) ?? [] })
        named.formUnion(ids.flatMap { material.updates[$0] ?? [] }.compactMap(\.by).map { .person($0) })
        named.formUnion(recipientSeats.compactMap(\.organisation).map { .organisation($0) })
        named.formUnion(recipientSeats.compactMap(\.deputyOf).map { .person($0) })
        return named
    }

    func name(of owner: Owner) -> String? {
        switch owner {
        case .person(let id): material.people[id]?.name
        case .organisation(let id): material.organisations[id]
        }
    }
}
