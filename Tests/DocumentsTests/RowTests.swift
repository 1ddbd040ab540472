import ActionRegister
import Documents
import Foundation
import Testing

@Suite struct RowTests {
    private let register: RegisterSnapshot
    private let encoder: JSONEncoder

    init() throws {
        register = try RealLogs.register()
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func anActionHasEveryKeyOfTheContract() throws {
        let printer = RegisterPrinter(register) { owner, _ in
            if case .organisation = owner { Mailbox("first@example.org") } else { nil }
        }
        let actions = ["VAWG-011", "VAWG-001"].map { wanted in
            register.actions.first { $0.reference == wanted }!
        }
        #expect(
            try json(printer.row(register.record(actions[0]))) == """
                {"board":"vawg","closedAt":null,"due":{"day":"2027-01-15","kind":"date"},"item":null,\
                "lead":"Zofia Kowalczyk","originalDue":{"day":"2027-01-15","kind":"date"},"overdueDays":0,\
                "owners":[{"email":null,"name":"Zofia Kowalczyk","organisation":"WRC","partDone":false}],"raisedAt":"2026-09-07",\
                "reference":"VAWG-011","released":false,"restricted":false,"revisions":0,"standing":false,\
                "status":"open","text":"Provide a summary of provider workforce pressures for the delivery workstream",\
                "updates":[]}
                """)
        let closed = printer.row(register.record(actions[1]))
        #expect(closed.closedAt == "2026-09-07")
        #expect(
            try json(closed.owners)
                == #"[{"email":"first@example.org","name":"MOPAC","organisation":"MOPAC","partDone":false}]"#)
        #expect(
            try json(closed.updates)
                == #"[{"at":"2026-09-07","by":null,"text":"circulated with the September papers"}]"#)
    }

    @Test func aMeetingHasEveryKeyOfTheContract() throws {
        let printer = RegisterPrinter(register) { _, _ in nil }
        let row = printer.row(register.meetings[2], papersDue: CalendarDay(2026, 11, 27))
        #expect(
            try json(row) == """
                {"board":"vawg","day":"2026-12-07","month":null,"papersDue":"2026-11-27","place":"City Hall",\
                "state":"planned","time":"10:00"}
                """)
    }

    @Test func dueKindsHaveTheirNames() {
        let dues: [Due] = [.day(CalendarDay(2027, 1, 1)), .meeting(.init(1)), .ongoing, .unset]
        #expect(dues.map { ActionRow.DueRow($0, day: nil).kind } == ["date", "meeting", "ongoing", "unset"])
    }

    @Test func aNameThatSeveralShareIsExportedSoThatItIsFoundAgain() throws {
        var register = register
        register.people.append(
            Person(id: .init(70), name: "Zofia Kowalczyk", mailbox: Mailbox("z@example.org")))
        let printer = RegisterPrinter(register) { _, _ in nil }
        let record = register.record(register.actions.first { $0.reference == "VAWG-011" }!)
        #expect(printer.records(of: [record])[1][2] == "Zofia Kowalczyk (WRC)")
    }

    @Test func aDifferenceIsOneJSONDocument() throws {
        var difference = ImportDifference()
        difference.entries = [
            .init("A1", .added("MPS, open")), .init("A2", .changed([.init("due", "x", "y")])),
            .init("A3", .unchanged),
            .init("A4", .absent),
        ]
        #expect(
            try json(difference) == """
                {"absent":["A4"],"added":[{"facts":"MPS, open","name":"A1"}],\
                "changed":[{"changes":[{"field":"due","new":"y","old":"x"}],"name":"A2"}],"unchanged":["A3"]}
                """)
    }
}
