import ActionRegister
import Foundation
import Testing

@testable import Store

@Suite struct ReferenceTests {
    @Test func aCancelledActionsNumberIsNotGivenAgain() throws {
        let register = try RegisterFixture()
        let actions = try (1...7).map { _ in try register.action() }
        #expect(actions.last?.reference == "VAWG-007")
        try register.store.cancelAction(actions[6].id, told: .noon)
        #expect(try register.action().reference == "VAWG-008")
    }

    @Test func theNextNumberIsAboveAllThatWereImported() throws {
        let register = try RegisterFixture()
        _ = try register.action("VAWG-041")
        _ = try register.action("PUB23/4/30.5")
        _ = try register.action("VAWG-007")
        #expect(try register.action().reference == "VAWG-042")
    }

    @Test func aReferenceIsUniqueInItsBoard() throws {
        let register = try RegisterFixture()
        _ = try register.action("Action 78")
        #expect(throws: RegisterError.exists(.action, "Action 78")) { try register.action("Action 78") }
        let other = try register.store.addBoard(
            Board(id: .new, slug: "victims", name: "Victims"), told: .noon)
        let same = Action(
            id: .new, board: other.id, reference: "Action 78", text: "x", owners: [], due: .unset)
        #expect(try register.store.addAction(same, told: .noon).reference == "Action 78")
    }

    @Test func theYearIsThatOfTheMeetingThatRaisedItElseOfToday() throws {
        let register = try RegisterFixture(pattern: "A-{yy}-{nnn}")
        _ = try register.action("A-26-011")
        var draft = Action(
            id: .new, board: register.board.id, reference: "", text: "x", owners: [], due: .unset)
        draft.raisedAt = CalendarDay(2017, 5, 2)
        #expect(try register.store.addAction(draft, told: .noon).reference == "A-17-001")
        #expect(try register.action().reference == "A-26-012")
    }

    @Test func aNewPatternCountsOnFromWhatItFinds() throws {
        let register = try RegisterFixture(pattern: "{n}")
        _ = try register.action("VAWG-012")
        #expect(try register.action().reference == "1")
        var board = register.board
        board.referencePattern = "VAWG-{nnn}"
        try register.store.setBoard(board, told: .noon)
        #expect(try register.action().reference == "VAWG-013")
    }
}
