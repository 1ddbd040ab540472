import ActionRegister
import Testing

@Suite struct NearestWordTests {
    @Test(arguments: [
        ("vawgg", "vawg"), ("VAWG", "vawg"), ("vagw", "vawg"), ("victim", "victims"), ("vctms", "victims"),
    ])
    func findsTheWordThatWasMeant(typed: String, meant: String) {
        #expect(["victims", "vawg", "probation"].nearest(to: typed) == meant)
    }

    @Test(arguments: ["", "xy", "estates", "q"])
    func offersNothingForAWordThatIsFarFromAll(typed: String) {
        #expect(["victims", "vawg"].nearest(to: typed) == nil)
    }

    @Test func takesTheFirstOfTwoEquallyNear() {
        #expect(["cat", "car"].nearest(to: "cas") == "cat")
    }
}
