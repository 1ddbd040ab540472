import ActionRegister
import Documents
import Foundation
import Testing

@Suite struct RealLogTests {
    let register: RegisterSnapshot

    init() throws { register = try RealLogs.register() }

    @Test func everyRowOfTheCommaLogMeansWhatItsSecretariatMeant() {
        let actions = register.actions.filter { $0.board == register.board("vawg").id }
        #expect(
            actions.map(register.line) == [
                "VAWG-001 | MOPAC | 2026-09-07 | closed | ended 2026-09-07 | "
                    + "2026-09-07 circulated with the September papers",
                "VAWG-002 | MPS | meeting 2026-12-07 | in-progress | 2026-09-07 method agreed, figures to follow",
                "VAWG-003 | CPS+HMCTS | meeting 2026-12-07 | open",
                "VAWG-004 | NHS | 2026-10-30 | open | 2026-06-01 NHS England still consulting | "
                    + "2026-09-07 draft slipped to autumn",
                "VAWG-005 | MOPAC+NHS+London Councils | meeting 2027-03-01 | open",
                "VAWG-006 | London Probation | meeting 2026-12-07 | open",
                "VAWG-007 | MPS | 2026-11-20 | open",
                "VAWG-008 | MPS | ongoing | open",
                "VAWG-009 | TfL | 2026-11-02 | proposed | 2026-10-30 letter sent to all members",
                "VAWG-010 | LHoCS | unset | open",
                "VAWG-011 | *Zofia Kowalczyk | 2027-01-15 | open",
                "VAWG-012 | *Ruth Adeyemi+*Dana Whitlock | meeting 2027-03-01 | open",
                "VAWG-013 | MOPAC | meeting 2026-12-07 | on-hold | "
                    + "2026-11-23 waiting for the review of partnership boards",
                "VAWG-014 | MPS | meeting 2026-12-07 | open",
            ])
    }

    @Test func everyRowOfTheSemicolonLogMeansWhatItsSecretariatMeant() {
        let actions = register.actions.filter { $0.board == register.board("victims").id }
        #expect(
            actions.map(register.line) == [
                "1 | MOPAC | meeting 2027-02-10 | open",
                "2 | MPS | meeting 2027-02-10 | open | 2026-11-23 First panel held in July",
                "3 | MPS | meeting 2027-02-10 | open",
                "4 | Victim Support | 2027-01-29 | open",
                "5 | HMCTS+Judiciary | meeting 2027-02-10 | open",
                "6 | CPS | 2026-09-30 | open | 2026-11-23 Drafts with the regional team",
                "7 | Parole Board+London Probation | meeting 2027-02-10 | open",
                "8 | London Probation | ongoing | open",
                "9 | NHS | 2026-08-31 | closed | ended 2026-11-23 | 2026-11-23 Listed at the June meeting",
                "10 | London Victims' Commissioner | meeting 2027-02-10 | in-progress",
                "11 | Victims Reference Group | 2027-01-15 | open",
                "12 | MPS | meeting 2027-02-10 | proposed | 2026-11-23 Confirmed by e-mail 3 November",
            ])
    }

    @Test func rowsKeepTheirWordsAndTheDayTheyWereRaised() {
        let action = register.actions.first { $0.reference == "VAWG-003" }!
        #expect(
            action.text == "Bring a paper on the effect of court delays on victim engagement, "
                + "with figures for each Crown Court centre")
        #expect(action.raisedAt == CalendarDay(2026, 6, 1))
        #expect(action.owners.map(\.assignedAt) == [noon, noon])
        #expect(action.revisions == 0 && action.releasedAt == nil && action.closure == nil)
    }

    @Test func everySeatIsTakenByItsPersonForItsOrganisation() throws {
        let printer = RegisterPrinter(register) { _, _ in nil }
        let lines = register.seats.map { seat in
            let organisation = seat.organisation.map { printer.name(.organisation($0)) } ?? "-"
            let deputyOf = seat.deputyOf.map { " of " + printer.name(.person($0)) } ?? ""
            return
                "\(seat.board) \(printer.name(.person(seat.person))) \(seat.role)\(deputyOf) \(organisation)"
        }
        #expect(register.people.count == 19)
        #expect(Set(lines).count == 27)
        #expect(lines.contains("1 Priya Raman deputy of Colin Marsh NHS"))
        #expect(lines.contains("1 Siân Pryce-Jones deputy of Tom Achterberg MPS"))
        #expect(lines.contains("2 Siân Pryce-Jones deputy of Tom Achterberg MPS"))
        #expect(lines.count { $0.contains("deputy") } == 3)
        #expect(lines.contains("2 Edmund O'Hara member London Probation"))
        #expect(lines.contains("2 Joan Fairweather member LHoCS"))
        #expect(lines.contains("1 Ruth Adeyemi coChair EVAW"))
        #expect(lines.contains("2 Victoria Amankwah chair London Victims' Commissioner"))
        #expect(register.organisations.count == 16)
    }

    @Test func meetingsKeepTheirStateTimeAndPapersDeadline() {
        let lines = register.meetings.map { meeting in
            "\(meeting.board) \(meeting.day!) \(meeting.time!) \(meeting.state) \(meeting.place!)"
                + (meeting.papersDue.map { " papers \($0)" } ?? "")
        }
        #expect(lines.count == 10)
        #expect(lines[0] == "1 2026-06-01 10:00 held City Hall")
        #expect(lines[2] == "1 2026-12-07 10:00 planned City Hall")
        #expect(lines[8] == "2 2027-02-10 14:00 planned Teams papers 2027-02-02")
        // Recorded when the day was over, London being an hour ahead in June.
        #expect(register.meetings[0].recordedAt == Date(timeIntervalSince1970: 1_780_354_800))
        #expect(register.meetings[2].recordedAt == nil)
    }

    @Test func theSameFilesAgainChangeNothing() throws {
        for (kind, file, board) in [
            (RegisterImport.Kind.organisations, "organisations.csv", nil), (.people, "people.csv", nil),
            (.meetings, "meetings.csv", nil), (.actions, "vawg-action-log.csv", "vawg"),
            (.actions, "victims-action-log.csv", "victims"),
        ] {
            let request = RegisterImport(
                file: file, contents: try RealLogs.contents(file), into: register,
                at: noon + TimeInterval(30 * 86_400),
                board: board.map { register.board($0) })
            let outcome = try request.outcome(of: kind)
            #expect(outcome.batch.isEmpty, "\(file)")
            let difference = outcome.difference
            #expect(difference.added + difference.changed + difference.absent == 0, "\(file)")
            #expect(difference.unchanged > 0)
        }
    }

    @Test func anExportImportedAgainChangesNothing() throws {
        for board in register.boards {
            let printer = RegisterPrinter(register) { _, _ in nil }
            let records = register.actions.filter { $0.board == board.id }.map(register.record)
            for imported in [register.imported, [:]] {
                var copy = register
                copy.imported = imported
                let csv = CSVWriter.data(printer.records(of: records), marksUTF8: true)
                let difference = try copy.take(.actions, csv, board: board.slug)
                #expect(difference.lines == ["0 added, 0 changed, \(records.count) unchanged, 0 absent"])
            }
        }
        var copy = register
        let printer = RegisterPrinter(register) { _, _ in nil }
        let difference = try copy.take(.meetings, CSVWriter.data(printer.records(of: register.meetings)))
        #expect(difference.lines == ["0 added, 0 changed, 10 unchanged, 0 absent"])
    }
}

extension RegisterSnapshot {
    func record(_ action: Action) -> ActionRecord {
        ActionRecord(
            action: action, updates: updates.filter { $0.action == action.id }, dueDay: day(action.due),
            originalDueDay: day(action.originalDue), overdueDays: 0)
    }

    private func day(_ due: Due) -> CalendarDay? {
        switch due {
        case .day(let day): day
        case .meeting(let id): meetings.first { $0.id == id }?.day
        case .ongoing, .unset: nil
        }
    }
}
