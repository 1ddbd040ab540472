import ActionRegister
import Documents
import Foundation
import Testing

/// What a secretary reads when a file is refused.
@Suite struct BadFileTests {
    let register: RegisterSnapshot

    init() throws { register = try RealLogs.register() }

    @Test func everyBadRowIsNamedAtOnceAndNothingIsTakenIn() {
        let log = """
            Ref,Action,Owner,Target date,Status,Restricted,Closed
            A1,"Write
            a letter",MPS,31/02/2027,Open,,
            A2,,Nobody Atall,next meeting,nearly,perhaps,
            A1,Ring,CPS / MPZ,,Open,,01/02/2026
            """
        #expect(
            register.problems(.actions, log, board: "vawg") == [
                "f.csv:3:15: Target date: \"31/02/2027\" is not a day; write it like 2027-03-01, 1 March 2027 or "
                    + "01/03/2027 (the day first), or say next meeting, ongoing or tbc",
                "f.csv:4:4: the row has no action; fill in Action, or take the row out",
                "f.csv:4:5: nobody called \"Nobody Atall\" is known; add the owner first, or accept new names with "
                    + "--create-owners",
                "f.csv:4:31: there is no status \"nearly\"; say open, not started, in progress, on hold, proposed "
                    + "for closure, complete, closed, cancelled or withdrawn",
                "f.csv:4:38: \"perhaps\" does not say whether the action is restricted; say yes or no",
                "f.csv:5:1: \"A1\" stands in line 2 already; give each action a reference of its own",
                "f.csv:5:9: nobody called \"MPZ\" is known; did you mean MPS? If not, accept new names with "
                    + "--create-owners",
            ])
    }

    @Test(
        "an owner who cannot be resolved is refused in words that help",
        arguments: [
            ("", "the action has no owner; name a person or an organisation, or several"),
            (
                "Leila Hadad",
                "nobody called \"Leila Hadad\" is known; did you mean Leila Haddad? If not, accept new names with "
                    + "--create-owners"
            ),
            (
                "Jo Smith - MPS",
                "nobody called \"Jo Smith\" is known at \"MPS\"; add the owner first, or accept new names with "
                    + "--create-owners"
            ),
            (
                "Zofia Kowalczik (WRC)",
                "nobody called \"Zofia Kowalczik\" is known at \"WRC\"; did you mean Zofia Kowalczyk? If not, accept "
                    + "new names with --create-owners"
            ),
            (
                "Zofia Kowalczyk - MPS",
                "\"Zofia Kowalczyk\" is not known at \"MPS\"; write Zofia Kowalczyk (WRC) if that is who is meant; "
                    + "otherwise add the other one by minuted person add"
            ),
            ("MPS and CPS", "nobody called \"MPS and CPS\" is known; put / or ; between several owners"),
        ])
    func owner(cell: String, words: String) {
        let log = "ref,action,owner\n1,Do it,\"\(cell)\"\n"
        #expect(register.problems(.actions, log, board: "vawg") == ["f.csv:2:9: " + words])
    }

    @Test func twoPeopleOfOneNameAreToldApart() throws {
        var register = register
        register.people.append(
            Person(id: .init(99), name: "Tom Achterberg", organisation: register.organisations[1].id))
        let log = "ref,action,owner\n1,Do it,Tom Achterberg\n"
        #expect(
            register.problems(.actions, log, board: "vawg") == [
                "f.csv:2:9: 2 people are called \"Tom Achterberg\"; write Tom Achterberg (MPS) or Tom Achterberg (CPS)"
            ])
        _ = try register.take(.actions, log.replacing("Achterberg", with: "Achterberg (CPS)"), board: "vawg")
        #expect(register.actions.last?.owners.map(\.owner) == [.person(.init(99))])
    }

    @Test(
        "headings are judged before any row",
        arguments: [
            (
                "ref,action,owner,Priority\n1,,,",
                "f.csv:1:18: there is no column \"Priority\"; the columns are reference, action, owner, raised, item, "
                    + "due, revised due, status, update, restricted and closed; rename it, or leave it out with "
                    + "--ignore \"Priority\""
            ),
            (
                "ref;No;action;owner\n1;2;x;MPS",
                "f.csv:1:5: \"No\" and \"ref\" are both the column reference; keep one of them"
            ),
            (
                "ref,task\n1,x",
                "f.csv:1:1: the column owner is missing; call one owner, owners, lead, responsibility, action by or "
                    + "action owner"
            ),
            (
                "",
                "f.csv:1:1: the file is empty; give it the columns reference, action and owner and a row for each entry"
            ),
            (
                "ref,action,owner\n1,Do it,MPS,extra",
                "f.csv:2:13: the row has 4 cells and the heading 3; put quotes around a cell that holds the separator"
            ),
            (
                "ref,action,owner,\n1,Do it,MPS,x",
                "f.csv:2:13: the column of \"x\" has no name; name it or empty it"
            ),
            (
                "ref,action,owner\n1,Do\u{7} it,MPS",
                "f.csv:2:3: there is a control character in the cell (hexadecimal 7); take it out"
            ),
        ])
    func heading(log: String, words: String) {
        #expect(register.problems(.actions, log, board: "vawg") == [words])
    }

    @Test func aRowWithTooManyCellsHidesNoOtherBadRow() {
        let log = "ref,action,owner\n1,Do it, all of it,MPS\n2,,MPS\n3,Ring,Nobody Atall\n"
        #expect(
            register.problems(.actions, log, board: "vawg").map { String($0.split(separator: ";")[0]) } == [
                "f.csv:2:20: the row has 4 cells and the heading 3", "f.csv:3:3: the row has no action",
                "f.csv:4:8: nobody called \"Nobody Atall\" is known",
            ])
        let people = "name,email\nAnn,a@example.org,x\n,b@example.org\n"
        #expect(register.problems(.people, people).map { $0.prefix(9) } == ["f.csv:2:1", "f.csv:3:1"])
        #expect(register.problems(.organisations, "name\nA,B\n,\n-\n").count == 2)
    }

    @Test func ignoredColumnsAreLeftOut() throws {
        var register = register
        let log = "ref,action,owner,Priority,My notes\n1,Do it,MPS,high,x\n"
        let difference = try register.take(.actions, log, board: "vawg", ignoring: ["priority", "MY NOTES"])
        #expect(difference.added == 1)
    }

    @Test func anActionLogNeedsItsBoard() {
        #expect(
            register.problems(.actions, "ref,action,owner\n") == [
                "f.csv:1:1: an action log is of one board; name it with --board"
            ])
    }

    @Test func nextMeetingNeedsAPlannedMeetingAhead() throws {
        let log = "ref,action,owner,due\n1,Do it,MPS,next meeting\n"
        let late = noon + TimeInterval(3 * 366 * 86_400)
        #expect(
            register.problems(.actions, log, board: "vawg", at: late) == [
                "f.csv:2:13: vawg has no planned meeting ahead; add it by minuted meeting add vawg DAY, or write a day"
            ])
    }

    @Test func aClosingDayNeedsAnEndedAction() {
        let log = "ref,action,owner,status,closed\n1,Do it,MPS,open,01/02/2026\n"
        #expect(
            register.problems(.actions, log, board: "vawg") == [
                "f.csv:2:18: the action has a closing day and is open; call it closed, or take the day out"
            ])
    }

    @Test(arguments: ["N/A", "tbc", "-", ""])
    func aBlankStatusIsOpenWhereNoDayStandsUnderClosed(closed: String) throws {
        let log = "ref,action,owner,status,closed\nX1,Do it,MPS,,\(closed)\n"
        var reader = RegisterImport(file: "f.csv", contents: Data(log.utf8), into: register, at: noon)
        reader.board = register.boards.first { $0.slug == "vawg" }
        #expect(try reader.outcome(of: .actions).batch.actions.map(\.status) == [.open])
    }

    @Test func peopleAreRefusedWithTheirReasons() {
        let file = """
            Name,Email,Organisation,Role,Board,Deputy,Salutation
            Ann Lee,ann@x@example.org,MPS,member,vawg,,
            ,b@example.org,MPS,member,vawg,,
            Cai Moss,c@example.org,MPS,mascot,vawg,,
            Dee Ray,d@example.org,MPS,member,vawgg,,
            Eve Orr,e@example.org,MPS,member,,,
            Fay Poe,f@example.org,MPS,member,vawg,,
            Fay Poe,g@example.org,MPS,member,victims,,
            Gus Row,"<g@example.org>",MPS,member,vawg,,
            """
        #expect(
            register.problems(.people, file) == [
                "f.csv:2:9: \"ann@x@example.org\" is not the address of a mailbox; write the address alone, like "
                    + "h.osei@example.org",
                "f.csv:3:1: the person has no name; name the person",
                "f.csv:4:28: there is no role \"mascot\"; the roles are contact, member, chair, co-chair, "
                    + "secretariat and deputy",
                "f.csv:5:34: there is no board \"vawgg\"; did you mean vawg?",
                "f.csv:6:34: the row gives a role and no board; name the board, or pass it with --board",
                "f.csv:8:9: Fay Poe has the email \"g@example.org\" here and \"f@example.org\" in line 7; write one of "
                    + "them in both; if they are two people, tell them apart in their names",
                "f.csv:9:9: \"<g@example.org>\" is not the address of a mailbox; write the address alone, like "
                    + "h.osei@example.org",
            ])
    }

    @Test func aDeputyNobodyKnowsIsOfferedTheNearest() {
        let file = "name,board,role,deputy\nAnn Lee,vawg,member,Priya Ramen\nBo Lee,vawg,member,Bo Lee\n"
        #expect(
            register.problems(.people, file) == [
                "f.csv:2:21: the deputy \"Priya Ramen\" is nobody known; did you mean Priya Raman? If not, give the "
                    + "deputy a row of this file",
                "f.csv:3:20: Bo Lee is named as the deputy of the same person; give the deputy a row of this file",
            ])
    }

    @Test func aDeputyOfNobodyIsRefused() {
        let file =
            "name,board,role,deputy\nNew Body,vawg,deputy,\nAnn Lee,vawg,member,Bo Lee\nBo Lee,vawg,deputy,\n"
        #expect(
            register.problems(.people, file) == [
                "f.csv:2:15: New Body would be the deputy of nobody; name them in the deputy cell of somebody's row, "
                    + "or give their organisation"
            ])
    }

    @Test func nothingIsDueBeforeItWasRaised() {
        let file = """
            reference,action,owner,raised,due,revised due
            A1,Do it,MPS,01/02/2027,31/01/2027,
            A2,Do it,MPS,02/03/2027,next meeting,01/02/2027; 02/03/2027

            """
        #expect(
            register.problems(.actions, file, board: "vawg") == [
                "f.csv:2:25: due: 2027-01-31 is before the action was raised, on 2027-02-01; look at both days",
                "f.csv:3:25: due: 2026-12-07 is before the action was raised, on 2027-03-02; look at both days",
                "f.csv:3:38: revised due: 2027-02-01 is before the action was raised, on 2027-03-02; look at both days",
            ])
    }

    @Test func oneNamesakesMailboxIsNotGivenToTheOther() {
        let file = "name,email,organisation\nTom Achterberg,tom@nhs.example.net,NHS\n"
        #expect(
            register.problems(.people, file) == [
                "f.csv:2:16: the register has Tom Achterberg (MPS) with the email \"tom.achterberg@met.example.net\"; "
                    + "if this is the same person, say so by minuted person set; if not, tell them apart in the names"
            ])
    }

    @Test func anAliasOfTwoOrganisationsIsRefused() {
        let file = "name,aliases\nNew Body,NB; РВ\nOther Body,NB\nNew body,\nMPS,CPS\n"
        #expect(
            register.problems(.organisations, file) == [
                "f.csv:2:10: \"РВ\" already means \"Parole Board\"; give each organisation one row, and each name to "
                    + "one organisation",
                "f.csv:5:5: \"CPS\" already means \"CPS\"; give each organisation one row, and each name to one "
                    + "organisation",
            ])
        #expect(
            RegisterSnapshot.twoBoards.problems(.organisations, "name,aliases\nA B,AB\nC D,ab\nA-B,\n") == [
                "f.csv:3:5: \"ab\" already means \"A B\" of line 2; give each organisation one row, and each name to "
                    + "one organisation",
                "f.csv:4:1: \"A-B\" already means \"A B\" of line 2; give each organisation one row, and each name to "
                    + "one organisation",
            ])
    }

    @Test func meetingsAreRefusedWithTheirReasons() {
        let file = """
            board,date,time,papers due,place,state
            vawg,soon,10:00,,Hall,planned
            vawg,01/02/2028,25:00,,Hall,planned
            vawg,02/02/2028,,03/02/2028,Hall,planned
            vawg,03/02/2028,,,Hall,held
            vawg,04/02/2028,,,Hall,undated
            vawg,May 2028,,,Hall,held
            vawg,05/02/2028,,,Hall,maybe
            vawg,06/02/2028,,,Hall,planned
            vawg,6 Feb 2028,,,Hall,planned
            vawg,07/12/2026,10:00,,City Hall,cancelled
            vawg,07/09/2026,10:00,,City Hall,planned
            ,01/03/2028,,,,
            vawg,,10:00,,Hall,
            """
        #expect(
            register.problems(.meetings, file).map { String($0.split(separator: ";")[0]) } == [
                "f.csv:2:6: \"soon\" is not a day", "f.csv:3:17: \"25:00\" is not a time of day",
                "f.csv:4:18: the papers are due after the meeting",
                "f.csv:5:24: the meeting was held on a day that has not come",
                "f.csv:6:24: the meeting is undated and has a date", "f.csv:7:6: a held meeting needs a day",
                "f.csv:8:24: there is no state \"maybe\"",
                "f.csv:10:6: the meeting of vawg on 2028-02-06 stands in line 9 already",
                "f.csv:11:34: the meeting of vawg on 2026-12-07 is planned in the register and cancelled here",
                "f.csv:12:34: the meeting of vawg on 2026-09-07 is held in the register and planned here",
                "f.csv:13:1: the row names no board", "f.csv:14:6: the row has no day",
            ])
    }

    @Test func randomFilesOfEveryKindAreTakenOrRefused() throws {
        var random = SeededGenerator(seed: 65)
        let words = [
            "ref", "action", "owner", "due", "status", "update", "name", "email", "organisation", "role",
            "board", "date",
            "state", "deputy", "aliases", "MPS", "vawg", "07/09/2026", "next meeting", " - ", "(", ")", "/",
            ";", ",",
            "\"", "\n", "Tom Achterberg", "held", "1", "@", "x@example.org", "2026-", "31 Feb 2027", "é",
            "\u{301}",
        ]
        var taken = 0
        for _ in 0..<400 {
            let head = [
                "ref,action,owner,due,update\n", "name,email,organisation,board,deputy\n", "name,aliases\n",
                "",
            ]
            let tail = (0..<30).map { _ in words.randomElement(using: &random)! }.joined()
            let text = head.randomElement(using: &random)! + tail
            for kind in RegisterImport.Kind.allCases {
                var copy = register
                let difference = try? copy.take(kind, text, board: "vawg", createsOwners: true)
                if difference != nil { taken += 1 } else { #expect(copy == register) }
            }
        }
        #expect(taken > 20)
    }
}
