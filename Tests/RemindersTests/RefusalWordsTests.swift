import ActionRegister
import Foundation
import Reminders
import Scheduling
import Store
import Testing

/// Why nobody is reminded, as a secretary reads it.
@Suite struct RefusalWordsTests {
    private let fixture: SendingFixture
    private let mps: Owner

    init() throws {
        fixture = try SendingFixture(owners: 2)
        let draft = Organisation(id: .new, name: "MPS")
        mps = .organisation(try fixture.store.addOrganisation(draft, told: fixture.told()).id)
    }

    private var first: Owner { .person(fixture.people[0].id) }

    private func words(_ refusal: RemindRefusal, owners: [Owner]? = nil) throws -> String {
        var action = fixture.actions[0]
        if let owners { action.owners = owners.map { Ownership(owner: $0, assignedAt: fixture.told().now) } }
        let words = try RefusalWords(refusal, of: action, on: fixture.board, in: fixture.store)
        return "\(words.what); \(words.remedy)"
    }

    @Test(arguments: [
        (
            RemindRefusal.boardIsNotActive(.paused),
            "vawg is paused, and only an active board sends anything; activate it first: minuted board activate vawg"
        ),
        (
            .draft,
            "VAWG-001 is a draft, and nobody is written to before its release; release it first: minuted release vawg VAWG-001"
        ),
        (
            .notLive(.onHold),
            "VAWG-001 is on hold, and nobody is written to until it is worked on again; end the hold first: minuted action reopen vawg VAWG-001"
        ),
        (
            .notLive(.proposed),
            "VAWG-001 is proposed for closure, and nobody is written to until the board has decided; decline the proposal first: minuted action decline vawg VAWG-001"
        ),
        (.notLive(.closed), "VAWG-001 is closed; reopen it first: minuted action reopen vawg VAWG-001"),
        (.notLive(.cancelled), "VAWG-001 is cancelled; reopen it first: minuted action reopen vawg VAWG-001"),
        (.noOwner, "nobody owns VAWG-001; assign it: minuted action assign vawg VAWG-001 --owner WHO"),
        (
            .partIsDone(nil),
            "every owner of VAWG-001 has done their part; close it, or assign it to somebody else: minuted action assign vawg VAWG-001 --owner WHO"
        ),
    ])
    func actionThatIsNotAskedAbout(refusal: RemindRefusal, said: String) throws {
        #expect(try words(refusal) == said)
    }

    @Test func referenceIsOneWordForTheShell() throws {
        var action = fixture.actions[0]
        action.reference = "Action 78"
        let words = try RefusalWords(.draft, of: action, on: fixture.board, in: fixture.store)
        #expect(words.remedy == "release it first: minuted release vawg 'Action 78'")
    }

    @Test func ownersAreNamed() throws {
        let owners = [first, mps]
        #expect(
            try words(.notAnOwner(mps), owners: [first]) == "MPS is no owner of VAWG-001; name one of Owner 0"
        )
        #expect(
            try words(.partIsDone(mps), owners: owners)
                == "MPS has done their part of VAWG-001; name another of Owner 0 and MPS")
    }

    @Test func silenceIsNamedByItsNumberWithTheVerbThatEndsIt() throws {
        var silence = Silence(
            id: Silence.ID(3), owner: mps, from: CalendarDay(2026, 11, 20), until: CalendarDay(2027, 1, 12),
            reason: "bereaved")
        let end = "alone until 2027-01-12: bereaved; end it first: minuted silence end 3"
        #expect(try words(.silenced(silence), owners: [mps]) == "silence 3 leaves MPS \(end)")
        #expect(
            try words(.silenced(silence), owners: [first, mps])
                == "silence 3 leaves MPS \(end), or write to another owner: --owner WHO")
        (silence.owner, silence.action) = (nil, fixture.actions[0].id)
        #expect(try words(.silenced(silence), owners: [first, mps]) == "silence 3 leaves VAWG-001 \(end)")
        silence.action = nil
        #expect(try words(.silenced(silence)) == "silence 3 leaves vawg \(end)")
    }

    @Test func everyOwnerWhoCannotBeReachedIsNamedWithWhatToDo() throws {
        guard case .organisation(let id) = mps, case .person(let person) = first else { return }
        let seat = RemindRefusal.Gap(owner: mps, why: .noSeat(id))
        let mailbox = RemindRefusal.Gap(owner: first, why: .noMailbox([person]))
        let second = Owner.person(fixture.people[1].id)
        #expect(
            try words(.unreachable([seat, mailbox]), owners: [mps, first, second])
                == "MPS has no seat on vawg today and no usable mailbox is known of Owner 0, so nobody was written to; "
                + "minuted member add vawg NAME --role contact --organisation MPS, and "
                + "minuted person set 'Owner 0' --email MAILBOX, or write to the others: --owner WHO")
        #expect(
            try words(.unreachable([mailbox]), owners: [first])
                == "no usable mailbox is known of Owner 0, so nobody was written to; minuted person set 'Owner 0' --email MAILBOX"
        )
    }
}
