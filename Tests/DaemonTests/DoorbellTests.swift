import Daemon
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct DoorbellTests {
    let folder: TemporaryFolder
    var database: String { folder.path("m.sqlite") }
    let rings = Signals<Bool>()

    init() throws { folder = try TemporaryFolder() }

    @Test func isHeardByTheDaemon() async throws {
        let bell = try Doorbell(beside: database) { rings.send(true) }
        #expect(Doorbell.ring(beside: database))
        #expect(await rings.next() == true)
        bell.takeDown()
    }

    @Test func ringingAtNobodysDoorIsNoError() {
        #expect(!Doorbell.ring(beside: database))
    }

    @Test func bellOfADeadDaemonIsReplaced() async throws {
        try Doorbell(beside: database) {}.takeDown()
        let bell = try Doorbell(beside: database) { rings.send(true) }
        #expect(Doorbell.ring(beside: database))
        #expect(await rings.next() == true)
        bell.takeDown()
    }

    @Test func aBellThatNobodyAnswersTakesAThousandRingsWithoutBlocking() throws {
        let bell = try Doorbell(beside: database) {}
        for _ in 0..<1000 { Doorbell.ring(beside: database) }
        bell.takeDown()
    }

    @Test func pathThatIsTooLongForASocketIsSaid() {
        let long = folder.path(String(repeating: "x", count: 120))
        let failure = #expect(throws: SystemFailure.self) { try Doorbell(beside: long) {} }
        #expect(failure?.code == ENAMETOOLONG)
    }
}
