import ActionRegister
import Foundation
import Mail
import RandomFixtures
import RelayFixtures
import Reminders
import SMTPRelay
import Scheduling
import Store

/// A board in which every field a person fills is hostile, and which owes
/// letters at `now`: to owners, and a brief to its secretariat.
struct HostileWorld {
    /// Thursday 3 December 2026, 09:00 in London, when the brief is due.
    static let now = Date(timeIntervalSince1970: 1_796_288_400)
    private static let sender = Mailbox("actions@example.org")!
    private static let told = Told(by: "secretary", at: now - 30 * 86_400)
    let store: Store

    init(_ random: inout FixedRandom) throws {
        store = try Store.inMemory()
        let told = Told(by: random.line(), at: Self.told.now)
        var draft = Board(id: .new, slug: "vawg", name: random.line())
        draft.secretariat = Mailbox("vawg.board@example.org")
        draft.texts.signOff = random.line()
        draft.texts.phone = random.line()
        draft.texts.intro = random.text()
        draft.texts.marking = random.line()
        draft.texts.privacyNotice = random.text()
        let rules = try [
            "2 working days before the meeting", "2 working days before the meeting to the secretariat",
        ]
        .map { try RuleSentence(parsing: $0) }
        let board = try store.addBoard(draft, rules: rules, told: told)
        let meeting = try store.addMeeting(
            Meeting(
                id: .new, board: board.id, day: CalendarDay(2026, 12, 7), time: TimeOfDay("10:00"),
                place: random.line()),
            told: told)
        let owners = try Self.owners(&random, store, board, told)
        for number in 0..<random.number(1...5) {
            try Self.addAction(number, &random, store, board, meeting, owners, told)
        }
        _ = try store.release(try store.drafts(board.id).map(\.id), told: told)
        try store.activate(board.id, told: told)
    }

    /// One look and one queue run; the entries as they are then.
    func send(through relay: FakeRelay) async throws -> [OutboxEntry] {
        let client = CurlRelay(
            try CurlRelay.Configuration(
                url: relay.url, ehloName: "actions.example.org", tls: .none, caFile: nil,
                authentication: .none,
                lanes: 1))
        var settings = QueueRun.Settings(process: "this", sender: LetterSender(address: Self.sender)) {
            Self.now
        }
        settings.mode = .live
        settings.pause = {}
        let queue = QueueRun(store, relay: client, composer: LetterWriter(), settings)
        _ = try await DueDateCheck(store, sender: Self.sender).run(at: Self.now)
        _ = try await queue.run()
        await client.close()
        return try store.outbox().map(\.entry)
    }

    private static func owners(
        _ random: inout FixedRandom, _ store: Store, _ board: Board, _ told: Told
    ) throws -> [Owner] {
        var owners: [Owner] = []
        for number in 0..<random.number(1...3) {
            var person = Person(
                id: .new, name: random.line() + " \(number)", mailbox: Mailbox("owner\(number)@example.org"))
            person.salutation = random.oneIn(2) ? random.line() : nil
            person = try store.addPerson(person, told: told)
            guard random.oneIn(2) else {
                owners.append(.person(person.id))
                continue
            }
            let organisation = try store.addOrganisation(
                Organisation(id: .new, name: random.line() + " body \(number)"), told: told)
            let seat = Seat(
                id: .new, board: board.id, person: person.id, role: .contact, organisation: organisation.id)
            _ = try store.addSeat(seat, told: told)
            owners.append(.organisation(organisation.id))
        }
        return owners
    }

    private static func addAction(
        _ number: Int, _ random: inout FixedRandom, _ store: Store, _ board: Board, _ meeting: Meeting,
        _ owners: [Owner], _ told: Told
    ) throws {
        let dues: [Due] = [.ongoing, .unset, .meeting(meeting.id), .day(CalendarDay(2026, 11, 11))]
        var draft = Action(
            id: .new, board: board.id, reference: "", text: random.text() + " \(number)",
            owners: owners.shuffled(using: &random).prefix(random.number(1...2)).map {
                Ownership(owner: $0, assignedAt: told.now)
            }, due: random.pick(dues))
        if random.oneIn(4) { draft.reference = random.line() + "\(number)" }
        draft.isRestricted = random.oneIn(8)
        guard let action = try? store.addAction(draft, told: told) else {
            draft.reference = ""
            _ = try store.addAction(draft, told: told)
            return
        }
        guard random.oneIn(2) else { return }
        let update = ActionUpdate(
            id: .new, action: action.id, day: CalendarDay(2026, 11, 20), recordedAt: told.now,
            text: random.text(), isShared: true)
        _ = try? store.updateAction(update, told: told)
    }
}
