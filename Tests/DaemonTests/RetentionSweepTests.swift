import ActionRegister
import Daemon
import Foundation
import RelayFixtures
import Store
import Testing

@Suite struct RetentionSweepTests {
    @Test func nothingIsForgottenInARegisterThatHasSentNothing() throws {
        let sweep = RetentionSweep(try Store.inMemory(), .init())
        #expect(try sweep.run(at: .distantFuture).isEmpty)
    }

    @Test func aStoppingDaemonForgetsNoMore() throws {
        let sweep = RetentionSweep(try Store.inMemory(), .init())
        var asked = 0
        let summary = try sweep.run(at: .distantFuture) {
            asked += 1
            return true
        }
        #expect(summary.isEmpty)
        #expect(asked == 2)
    }
}
