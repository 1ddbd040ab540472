import ActionRegister
import Documents
import Testing

@Suite struct PeopleImportTests {
    private var register: RegisterSnapshot

    init() throws {
        register = .twoBoards
        _ = try register.take(.organisations, "name,aliases\nMPS,Met\nCPS,\n")
    }

    private mutating func take(_ rows: String) throws -> [String] {
        try register.take(.people, "Name,Email,Organisation,Role,Board,Deputy,Salutation\n" + rows).lines
    }

    @Test mutating func aRowIsASeatAndTheRowsOfANameAreOnePerson() throws {
        let lines = try take(
            """
            Ann Lee,ann@example.org,MPS,MEMBER,VAWG Board,Bo Ray,Commander Lee
            ann  lee,ANN@example.org,met,co chair,victims,,
            Bo Ray,bo@example.org,MPS,Deputy,vawg,,
            """)
        #expect(
            lines == [
                "+ person Ann Lee: ann@example.org, MPS", "+ person Bo Ray: bo@example.org, MPS",
                "+ seat of Ann Lee on vawg: member for MPS", "+ seat of Ann Lee on victims: co-chair for MPS",
                "+ seat of Bo Ray on vawg: deputy for MPS, deputy of Ann Lee",
                "5 added, 0 changed, 0 unchanged, 0 absent",
            ])
        #expect(register.people.map(\.salutation) == ["Commander Lee", nil])
    }

    @Test mutating func anUnknownOrganisationIsAdded() throws {
        let lines = try take("Ann Lee,ann@example.org,TfL,member,vawg,,\nBo Ray,,tfl,,,,\n")
        #expect(lines[0] == "+ organisation TfL")
        #expect(register.organisations.map(\.name) == ["MPS", "CPS", "TfL"])
        #expect(register.seats.count == 1 && register.people.count == 2)
        #expect(register.people[1].organisation == register.organisations[2].id)
    }

    @Test mutating func anEditedRowChangesItsPersonAndSeat() throws {
        _ = try take("Ann Lee,ann@example.org,MPS,member,vawg,,\n")
        let lines = try take("Ann Lee,a.lee@example.org,MPS,chair,vawg,,Ms Lee\n")
        #expect(
            lines == [
                "~ person Ann Lee: email: ann@example.org → a.lee@example.org",
                "~ person Ann Lee: salutation: + Ms Lee",
                "~ seat of Ann Lee on vawg: seat: member for MPS → chair for MPS",
                "0 added, 2 changed, 0 unchanged, 0 absent",
            ])
        #expect(register.seats.count == 1 && register.people.count == 1)
    }

    @Test mutating func blankCellsSayNothing() throws {
        _ = try take("Ann Lee,ann@example.org,MPS,member,vawg,,Ms Lee\n")
        let before = register
        #expect(try take("Ann Lee,,,member,vawg,,\n").last == "0 added, 0 changed, 2 unchanged, 0 absent")
        #expect(register == before)
    }

    @Test mutating func aSecondSeatIsAddedBesideTheFirst() throws {
        _ = try take("Ann Lee,ann@example.org,MPS,member,vawg,,\n")
        _ = try take(
            "Ann Lee,ann@example.org,MPS,member,vawg,,\nAnn Lee,ann@example.org,MPS,secretariat,vawg,,\n")
        #expect(register.seats.map(\.role) == [.member, .secretariat])
    }

    @Test mutating func oneDeputyMayStandInForTwo() throws {
        _ = try take("A,,MPS,member,vawg,C,\nB,,CPS,member,vawg,C,\nC,,MPS,deputy,vawg,,\n")
        let deputies = register.seats.filter { $0.role == .deputy }
        #expect(deputies.map(\.deputyOf) == [register.people[0].id, register.people[1].id])
        #expect(deputies.map(\.organisation) == register.organisations.map(\.id))
    }

    @Test mutating func aDeputyOfNobodyInParticularKeepsTheSeat() throws {
        _ = try take("C,,MPS,deputy,vawg,,\n")
        #expect(register.seats.map(\.deputyOf) == [nil])
        _ = try take("A,,MPS,member,vawg,C,\n")
        let deputies = register.seats.filter { $0.role == .deputy }
        #expect(deputies.map(\.deputyOf) == [nil, register.people[1].id])
    }

    @Test mutating func theBoardMayComeFromTheCommand() throws {
        _ = try register.take(.people, "name,organisation\nAnn Lee,MPS\n", board: "victims")
        #expect(register.seats.map(\.board) == [register.board("victims").id])
        #expect(register.seats.map(\.role) == [.member])
    }
}

@Suite struct OrganisationAndMeetingImportTests {
    private var register = RegisterSnapshot.twoBoards

    @Test mutating func newAliasesJoinTheOldAndFoldedOnesAreOne() throws {
        _ = try register.take(.organisations, "name,aliases\nLHoCS,LHOCs; Heads of Safety; heads of safety\n")
        #expect(register.organisations[0].aliases == ["Heads of Safety"])
        let difference = try register.take(.organisations, "name,aliases\nHeads of Safety,LH; LHoCS\n")
        #expect(difference.lines[0] == "~ organisation LHoCS: aliases: + LH")
        #expect(register.organisations.map(\.aliases) == [["Heads of Safety", "LH"]])
    }

    @Test mutating func aMeetingIsKnownByItsDay() throws {
        let head = "Date,Time,Papers due,Place,State\n"
        _ = try register.take(
            .meetings, head + "07/09/2026,10:00,,Hall,\nMay 2027,,,,\n,,,,undated\n", board: "vawg")
        #expect(register.meetings.map(\.state) == [.planned, .undated, .undated])
        #expect(register.meetings.map(\.month) == [nil, "2027-05", nil])
        let difference = try register.take(
            .meetings, head + "7 Sep 2026,11:00,1 Sep 2026,Annex,held\n", board: "vawg")
        #expect(
            difference.lines == [
                "~ meeting of vawg on 2026-09-07: time: 10:00 → 11:00",
                "~ meeting of vawg on 2026-09-07: papers due: + 2026-09-01",
                "~ meeting of vawg on 2026-09-07: place: Hall → Annex",
                "~ meeting of vawg on 2026-09-07: state: planned → held",
                "0 added, 1 changed, 0 unchanged, 0 absent",
            ])
        #expect(register.meetings[0].recordedAt == noon)
    }

    @Test mutating func aPlannedMeetingThatTheFileLacksIsListed() throws {
        _ = try register.take(.meetings, "date\n01/03/2027\n07/06/2027\n", board: "vawg")
        let difference = try register.take(.meetings, "date\n01/03/2027\n", board: "vawg")
        #expect(difference.lines[0] == "? meeting of vawg on 2027-06-07: not in the file, left alone")
    }

    @Test(arguments: RegisterImport.Kind.allCases)
    func templatesImportInTheirOrder(last: RegisterImport.Kind) throws {
        var register = register
        let order: [RegisterImport.Kind] = [.organisations, .people, .meetings, .actions]
        for kind in order.prefix(through: order.firstIndex(of: last)!) {
            let template = CSVWriter.data(ImportTemplate.records(of: kind, board: "vawg"))
            let difference = try register.take(kind, template, board: "vawg")
            #expect(difference.added > 0 && difference.changed == 0)
            #expect(try register.take(kind, template, board: "vawg").added == 0)
        }
    }
}
