import ActionRegister
import Documents
import Testing

@Suite struct OwnerImportTests {
    private var register: RegisterSnapshot

    init() throws { register = try RealLogs.register() }

    private mutating func owners(_ cell: String, create: Bool = false) throws -> String {
        _ = try register.take(
            .actions, "ref,action,owner\nX9,Do it,\"\(cell)\"\n", board: "vawg", createsOwners: create)
        return register.line(register.actions.last!).split(separator: " | ")[1].description
    }

    @Test(arguments: [
        ("MPS", "MPS"), ("the-MET", ""), ("nhs england", "NHS"), ("РВ", "Parole Board"), ("СPS", "CPS"),
        ("Zofia Kowalczyk - WRC", "*Zofia Kowalczyk"), ("Zofia Kowalczyk – wrc", "*Zofia Kowalczyk"),
        ("Zofia Kowalczyk (Women’s Resource Centre)", "*Zofia Kowalczyk"),
        ("WRC - Zofia Kowalczyk", "*Zofia Kowalczyk"),
        ("MPS (Tom Achterberg)", "*Tom Achterberg"), ("Sian Pryce Jones", "*Siân Pryce-Jones"),
        ("tom.achterberg@MET.example.net", "*Tom Achterberg"), ("CPS/HMCTS", "CPS+HMCTS"),
        ("MPS;\nNHS ; MPS; met", "MPS+NHS"), ("NPS / Probation /", "London Probation"),
        ("London Victims' Commissioner", "London Victims' Commissioner"),
    ])
    mutating func cells(cell: String, owners expected: String) throws {
        if expected.isEmpty {
            #expect(throws: InputRefusal.self) { try owners(cell) }
        } else {
            #expect(try owners(cell) == expected)
        }
    }

    @Test mutating func aNameThatHoldsASeparatorIsMatchedWholeFirst() throws {
        _ = try register.take(.organisations, "name,aliases\nFire/Rescue,Brigade; FR\n")
        #expect(try owners("fire / rescue") == "Fire/Rescue")
        #expect(try owners("Jo Hale - Brigade", create: true) == "*Jo Hale")
        #expect(try owners("Jo Hale - Fire/Rescue") == "*Jo Hale")
    }

    @Test mutating func newOwnersAreAcceptedWhereTheyAreWanted() throws {
        let log = """
            ref,action,owner
            N1,x,Jo Hale - MPS / Fire Brigade
            N2,y,Kit Brown; Transport Forum; jo hale
            N3,z,Una Dee (GLA)
            N4,z,GLA / transport forum
            """
        let difference = try register.take(.actions, log, board: "vawg", createsOwners: true)
        let lines = register.actions.suffix(4).map { register.line($0).split(separator: " | ")[1] }
        #expect(
            lines == [
                "*Jo Hale+Fire Brigade", "*Kit Brown+Transport Forum+*Jo Hale", "*Una Dee",
                "GLA+Transport Forum",
            ])
        #expect(
            difference.lines.filter { $0.hasPrefix("+ person") || $0.hasPrefix("+ org") } == [
                "+ person Jo Hale: no mailbox, MPS", "+ organisation Fire Brigade",
                "+ person Kit Brown: no mailbox", "+ organisation Transport Forum", "+ organisation GLA",
                "+ person Una Dee: no mailbox, GLA",
            ])
    }

    @Test func aPersonKnownElsewhereIsNotMadeTwice() {
        let log = "ref,action,owner\nN1,x,Tom Achterberg - Fire\n"
        #expect(register.problems(.actions, log, board: "vawg", createsOwners: true).count == 1)
    }

    @Test func aNameOfBothAPersonAndABodyIsRefused() throws {
        var register = register
        register.organisations.append(Organisation(id: .init(77), name: "Tom Achterberg"))
        let problems = register.problems(.actions, "ref,action,owner\n1,x,Tom Achterberg\n", board: "vawg")
        #expect(problems.first?.hasPrefix("f.csv:2:5: \"Tom Achterberg\" is both a person and") == true)
    }
}
