import Foundation
import Testing

@testable import Daemon

@Suite struct SelfCheckTests {
    @Test func thisBuildKnowsItsTimeZonesAndItsLibraries() throws {
        #expect(SelfCheck().faults == [])
        try SelfCheck.pass()
        try SelfCheck.passZones()
    }

    @Test func aBuildWithoutTimeZonesIsNamed() {
        let check = SelfCheck(offset: { _, _ in nil }, curlFault: nil)
        #expect(check.faults.count == 3)
        #expect(check.description.contains("Europe/London is not known"))
    }

    @Test func aBuildThatTakesEveryZoneForUTCIsNamed() {
        let check = SelfCheck(offset: { _, _ in 0 }, curlFault: nil)
        #expect(check.faults.contains { $0.contains("Europe/London") })
    }

    @Test func aLibraryThatCannotSendIsNamed() {
        let check = SelfCheck(curlFault: "libcurl was built without smtp, TLS")
        #expect(check.faults == ["libcurl was built without smtp, TLS"])
    }
}
