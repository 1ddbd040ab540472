import Testing

@testable import ActionRegister

@Suite struct ReferencePatternTests {
    @Test(arguments: [
        ("VAWG-{nnn}", "VAWG-007"), ("A-{yy}-{nnn}", "A-17-007"), ("Action {n}", "Action 7"), ("{n}", "7"),
        ("PUB{yyyy}/{nn}", "PUB2017/07"),
    ])
    func itPrintsWhatItReads(text: String, reference: String) throws {
        let pattern = try #require(ReferencePattern(text))
        #expect(pattern.reference(7, year: 2017) == reference)
        let parts = try #require(pattern.parts(of: reference))
        #expect(parts.number == 7)
        #expect(parts.series == pattern.series(year: 2017))
    }

    @Test func aNumberMayOutgrowItsPadding() throws {
        let pattern = try #require(ReferencePattern("VAWG-{nnn}"))
        #expect(pattern.reference(1234, year: 2027) == "VAWG-1234")
        #expect(try #require(pattern.parts(of: "VAWG-1234")).number == 1234)
    }

    @Test func yearsHaveSeriesOfTheirOwn() throws {
        let pattern = try #require(ReferencePattern("A-{yy}-{nnn}"))
        #expect(try #require(pattern.parts(of: "A-17-001")).series == "A-17-{n}")
        #expect(pattern.series(year: 2027) == "A-27-{n}")
    }

    @Test(arguments: ["PUB23/4/30.5", "VAWG-", "VAWG-1a", "vawg 1", "VAWG-12345678901"])
    func aReferenceOfAnotherShapeHasNoNumber(reference: String) throws {
        #expect(try #require(ReferencePattern("VAWG-{nnn}")).parts(of: reference) == nil)
    }

    @Test(arguments: ["", "VAWG", "{n}{n}", "{yy}", "{m}-{n}", "{n", "n}", "{}{n}", "{yy}{yyyy}{n}"])
    func aPatternWithoutOneNumberIsNone(text: String) {
        #expect(ReferencePattern(text) == nil)
    }
}
