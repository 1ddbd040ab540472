import ActionRegister
import Testing

@Suite struct FoldedNameTests {
    @Test(
        "different writings of one name fold to one",
        arguments: [
            ("РВ", "PB"), ("LHOCs", "LHoCS"), ("Siân", "Sian"), ("Sia\u{302}n", "Siân"),
            ("London Victims’ Commissioner", "london victims' commissioner"), ("P.B.", "PB"),
            ("Edmund O'Hara", "Edmund OHara"), ("Siân Pryce-Jones", "Sian Pryce Jones"),
            ("Health & Care", "Health and Care"), ("ＭＰＳ", "MPS"), ("ΝΗS", "NHS"), ("Łukasz", "lukasz"),
            ("Straße", "STRASSE"), ("ΣΊΣΥΦΟΣ", "Σίσυφος"), ("  M P S\u{A0}", "mps"),
        ])
    func oneName(a: String, b: String) {
        #expect(FoldedName(a) == FoldedName(b))
    }

    @Test(arguments: [("MPS", "CPS"), ("VS", "LVWS"), ("NHS 1", "NHS 2"), ("Ångström", "Engström")])
    func differentNamesStayApart(a: String, b: String) {
        #expect(FoldedName(a) != FoldedName(b))
    }

    @Test(arguments: ["Siân", "РВ", "İstanbul", "Ёлка", "ΐ", "℡", "ǅ", "a\u{301}&", "王小明", "е\u{308}"])
    func foldingTwiceChangesNothing(name: String) {
        let folded = FoldedName(name)
        #expect(FoldedName(folded.text) == folded)
        #expect(!folded.isEmpty)
    }

    @Test(arguments: ["", " ", "-", "…", "'\u{301}"])
    func whatHoldsNoLetterIsEmpty(name: String) {
        #expect(FoldedName(name).isEmpty)
    }
}
