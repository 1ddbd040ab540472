import ActionRegister
import Documents
import Foundation
import RandomFixtures
import Store
import Testing

/// Files as a secretariat keeps them, damaged in a few places: each is taken
/// whole or refused with a place in every complaint, and never half.
@Suite(.timeLimit(.minutes(10))) struct InputFuzzTests {
    private static let files: [RegisterImport.Kind: String] = [
        .organisations: """
        Name,Aliases
        MPS,Metropolitan Police Service; Met
        CPS,"Crown Prosecution Service"
        """,
        .people: """
        Name;Email;Organisation;Role;Board;Deputy
        Harriet Osei;h.osei@example.org;MOPAC;Secretariat;vawg;
        Tom Achterberg;tom@example.net;MPS;Member;vawg;Siân Pryce-Jones
        Siân Pryce-Jones;sian@example.net;MPS;Deputy;vawg;
        """,
        .meetings: """
        Board,Date,Time,Papers due,Place,State
        vawg,07/12/2026,10:00,27/11/2026,City Hall,planned
        vawg,2027-03-01,,,"Teams, please",
        """,
        .actions: """
        Ref\tAction\tLead\tDate raised\tTarget date\tStatus\tProgress
        VAWG-001\tCirculate the principles\tMPS\t01/06/2026\t07/09/2026\tClosed\t"07/09/2026: circulated
        and then some"
        VAWG-002\tReport on outcomes\tTom Achterberg/CPS\t01/06/2026\tnext meeting\tIn progress\t-
        """,
    ]
    private static let now = HostileWorld.now
    private static let told = Told(by: "secretary", at: now)

    @Test(arguments: RegisterImport.Kind.allCases)
    func aDamagedFileIsTakenWholeOrRefusedWithItsPlaces(kind: RegisterImport.Kind) async throws {
        let store = try Store.inMemory()
        let board = try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG Board"), told: Self.told)
        for name in ["MPS", "CPS"] {
            _ = try store.addOrganisation(Organisation(id: .new, name: name), told: Self.told)
        }
        _ = try store.addPerson(Person(id: .new, name: "Tom Achterberg"), told: Self.told)
        let register = try store.snapshot()
        var (taken, refused) = (0, 0)
        await Fuzz.forEachCase(400) { random in
            let bytes = random.damaged(Array(Self.files[kind]!.utf8))
            var request = RegisterImport(
                file: "file.csv", contents: Data(bytes), into: register, at: Self.now, board: board)
            request.createsOwners = random.oneIn(2)
            do throws(InputRefusal) {
                _ = try request.outcome(of: kind)
                taken += 1
            } catch {
                refused += 1
                Self.expectUsable(error)
            }
        }
        #expect(taken > 0 && refused > 0)
    }

    @Test func aDamagedRecordOfAMeetingIsTakenWholeOrRefused() async throws {
        let store = try Store.inMemory()
        let board = try store.addBoard(Board(id: .new, slug: "vawg", name: "VAWG Board"), told: Self.told)
        let draft = Meeting(id: .new, board: board.id, day: CalendarDay(2026, 12, 7))
        let meeting = try store.addMeeting(draft, told: Self.told)
        let organisation = try store.addOrganisation(Organisation(id: .new, name: "MPS"), told: Self.told)
        for number in 1...3 {
            let action = Action(
                id: .new, board: board.id, reference: "", text: "Report \(number)",
                owners: [Ownership(owner: .organisation(organisation.id), assignedAt: Self.now)], due: .unset)
            _ = try store.addAction(action, told: Self.told)
        }
        let register = try store.snapshot(actionsOf: board.id)
        let file = """
            reference,outcome,due,note
            VAWG-001,close,,"Done, thanks"
            VAWG-002,carry,2027-03-01,
            VAWG-003,hold,,waiting
            """
        await Fuzz.forEachCase(400) { random in
            let request = MeetingRecordImport(
                file: "record.csv", contents: Data(random.damaged(Array(file.utf8))), of: meeting,
                in: register,
                at: Self.now)
            do throws(InputRefusal) {
                let outcomes = try request.outcomes()
                #expect(Set(outcomes.map(\.action)).count == outcomes.count, Fuzz.Case.name)
            } catch { Self.expectUsable(error) }
        }
    }

    @Test func whatIsWrittenForSpreadsheetsReadsBackAsItWas() async throws {
        try await Fuzz.forEachCase(300) { random in
            let width = random.number(1...4)
            let records = (0..<random.number(1...4)).map { _ in
                (0..<width).map { _ in "x" + random.hostileText().replacing("\0", with: "") + "x" }
            }
            let read = try CSVDocument(CSVWriter.data(records), file: "file.csv")
            let texts = read.records.map { $0.map { Self.withOneKindOfLineEnd($0.text) } }
            #expect(texts == records.map { $0.map(Self.withOneKindOfLineEnd) }, Fuzz.Case.name)
        }
    }

    private static func withOneKindOfLineEnd(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }

    /// Every complaint has a place, is one line, and says what to do.
    private static func expectUsable(_ refusal: InputRefusal) {
        #expect(!refusal.problems.isEmpty, Fuzz.Case.name)
        for problem in refusal.problems {
            #expect(problem.place.line >= 1 && problem.place.column >= 1, Fuzz.Case.name)
            #expect(!problem.what.isEmpty && !problem.advice.isEmpty, Fuzz.Case.name)
            #expect(!problem.description.unicodeScalars.contains { $0.value < 32 }, Fuzz.Case.name)
        }
    }
}
