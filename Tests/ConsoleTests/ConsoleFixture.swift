import ActionRegister
import Console
import Foundation
import GRDB
import HTTPTypes
import Logging
import Mail
import Reminders
import Scheduling
import Synchronization

@testable import Store

/// Two boards with a secretary each, a chair and an owner, and the console over them.
final class ConsoleFixture: Sendable {
    static let noon = Date(timeIntervalSince1970: 1_795_435_200)

    let store: Store
    let vawg, victims: Board
    let harriet, olive, dana, tom: Person
    let mps: Organisation
    let actions: [Action]
    let meeting: Meeting
    /// The clock of the console and of its keys.
    let clock = Mutex(noon)
    let posted = Mutex<[(message: Message, mailbox: Mailbox)]>([])
    /// Called while a form is carried out that asks how letters are sent.
    let whileSending = Mutex<(@Sendable () -> Void)?>(nil)
    private let secrets = Mutex<UInt8>(0)
    private let responder = Mutex<ConsoleResponder?>(nil)

    /// - Parameter path: of the database; `nil` for one in memory.
    init(path: String? = nil) throws {
        let id = Array(repeating: 7 as UInt8, count: 16)
        let store =
            try path.map { try Store(path: $0, creating: true, databaseID: id) } ?? .inMemory(databaseID: id)
        let told = Told(by: "test", at: Self.noon - 86_400)
        func board(_ slug: String, _ name: String) throws -> Board {
            var board = Board(id: .new, slug: slug, name: name)
            board.secretariat = Mailbox("\(slug).board@mopac.example.org")
            return try store.addBoard(board, rules: RuleSentence.standardSchedule, told: told)
        }
        func person(_ name: String, _ address: String) throws -> Person {
            try store.addPerson(Person(id: .new, name: name, mailbox: Mailbox(address)), told: told)
        }
        func seat(_ person: Person, _ board: Board, _ role: Seat.Role, _ body: Organisation.ID? = nil) throws
        {
            _ = try store.addSeat(
                Seat(id: .new, board: board.id, person: person.id, role: role, organisation: body), told: told
            )
        }
        (vawg, victims) = (try board("vawg", "VAWG Board"), try board("victims", "Victims' Board"))
        harriet = try person("Harriet Osei", "h.osei@mopac.example.org")
        olive = try person("Olive Grant", "o.grant@mopac.example.org")
        dana = try person("Dana Whitlock", "d.whitlock@mopac.example.org")
        tom = try person("Tom Achterberg", "tom@met.example.net")
        let mps = try store.addOrganisation(Organisation(id: .new, name: "MPS"), told: told)
        self.mps = mps
        try seat(harriet, vawg, .secretariat)
        try seat(olive, victims, .secretariat)
        try seat(dana, vawg, .chair)
        try seat(tom, vawg, .contact, mps.id)
        let meeting = try store.addMeeting(
            Meeting(id: .new, board: vawg.id, day: CalendarDay(2026, 12, 7), time: TimeOfDay("10:00")),
            told: told)
        self.meeting = meeting
        let vawg = vawg
        actions = try [
            ("Set out how the findings are met", Due.day(CalendarDay(2026, 11, 11))),
            ("Report on <script>alert(1)</script> & \"referrals\"", .meeting(meeting.id)),
            ("Publish the update", .ongoing),
        ].map { text, due in
            try store.addAction(
                Action(
                    id: .new, board: vawg.id, reference: "", text: text,
                    owners: [Ownership(owner: .organisation(mps.id), assignedAt: told.now)], due: due),
                told: told)
        }
        try store.activate(vawg.id, told: told)
        _ = try store.release(actions.map(\.id), told: told)
        self.store = store
    }

    /// What was made for a person comes back, and as much more as was asked for.
    func bounceLetters(to person: Person, times: Int) throws {
        try store.writer.write { db in
            let reason = OutboxReason.refused.rawValue
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'bounced', reason = ?, settledAt = enqueuedAt + 1, nextAttempt = NULL
                    WHERE person = ?
                    """, arguments: [reason, person.id.rawValue])
            let columns = "board, person, kind, audience, day, enqueuedAt, expires, settledAt, state, reason"
            for number in 1..<times {
                try db.execute(
                    sql: """
                        INSERT INTO outbox (\(columns), messageID)
                        SELECT \(columns), ? || messageID FROM outbox WHERE person = ? LIMIT 1
                        """, arguments: [String(number), person.id.rawValue])
            }
        }
    }

    /// The register takes nothing more, as on a full disk.
    func fillDisk() throws {
        try store.writer.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    var host: ConsoleHost {
        let sender = LetterSender(address: Mailbox("actions@mopac.example.org")!)
        var host = ConsoleHost(
            store: store, url: URL(string: "https://actions.mopac.example.org")!,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { [self] in clock.withLock { $0 } }, realTime: { [self] in clock.withLock { $0 } },
            secret: { [self] in
                secrets.withLock { number in
                    number += 1
                    return Array(repeating: number, count: 32)
                }
            },
            sending: { [self] in
                whileSending.withLock { $0 }?()
                return ConsoleHost.Sending(mode: .live, words: "live", sender: sender)
            })
        host.post = { [self] message, mailbox in posted.withLock { $0.append((message, mailbox)) } }
        return host
    }

    /// One for the whole test: it knows what was sent before.
    var console: ConsoleResponder {
        responder.withLock { responder in
            let console = responder ?? ConsoleResponder(host)
            responder = console
            return console
        }
    }

    /// A key by which somebody is signed in, with the token of their forms.
    func signIn(_ person: Person) async throws -> Signed {
        let link = AccessKey(bytes: host.secret())
        let now = clock.withLock { $0 }
        guard try store.keepSignInLink(link, for: person.id, told: Told(by: "test", at: now)) else {
            throw Refused()
        }
        let answer = await Answer(of: console, .post, "/sign-in/\(link.text)")
        guard answer.status == 303, let cookie = answer.fields[.setCookie]?.split(separator: ";").first else {
            throw Refused()
        }
        let page = await Answer(of: console, .get, "/", fields: [.cookie: String(cookie)])
        let token = page.body.firstMatch(of: /name="token" value="([0-9a-f]+)"/)?.output.1 ?? ""
        return Signed(fixture: self, cookie: String(cookie), token: String(token))
    }

    struct Refused: Error {}
}

/// Somebody who is signed in.
struct Signed {
    let fixture: ConsoleFixture
    let cookie: String
    let token: String

    func get(_ path: String) async -> Answer {
        await Answer(of: fixture.console, .get, path, fields: [.cookie: cookie])
    }

    func post(_ path: String, _ fields: [String: String] = [:], token: String? = nil) async -> Answer {
        let all = fields.merging(["token": token ?? self.token]) { own, _ in own }
        return await Answer(
            of: fixture.console, .post, path,
            fields: [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"],
            body: Form(all.mapValues { [$0] }).query)
    }
}
