import ActionRegister
import Testing

@Suite struct NearestNamesTests {
    let names = NearestNames([
        "MPS", "CPS", "NHS", "HMCTS", "London Probation", "Tom Achterberg", "Leila Haddad", "London Councils",
    ])

    @Test func aSlipOfTheKeyFindsTheName() {
        #expect(names.nearest(to: "Leila Hadad") == ["Leila Haddad"])
        #expect(names.nearest(to: "HCMTS") == ["HMCTS"])
    }

    @Test func theNearestComeFirstAndThreeAtMost() {
        let many = NearestNames(["Abroad D", "Board D", "Board AB", "Board C", "Board E"])
        #expect(many.nearest(to: "Board B") == ["Board D", "Board AB", "Board C"])
        #expect(many.nearest(to: "Baord B", limit: 2) == ["Board D", "Board AB"])
    }

    @Test func aSurnameFindsThePerson() {
        #expect(names.nearest(to: "Achterberg") == ["Tom Achterberg"])
    }

    @Test func nothingIsOfferedThatIsNotNear() {
        #expect(names.nearest(to: "Ministry of Silly Walks").isEmpty)
        #expect(names.nearest(to: "").isEmpty)
    }

    @Test func spellingsOfOneNameAreOfferedOnce() {
        #expect(NearestNames(["LHoCS", "LHOCs"]).nearest(to: "LHoC") == ["LHoCS"])
    }
}
