import Foundation
import Store
import Testing

@testable import Daemon

@Suite struct LetterRetentionTests {
    @Test func itIsDoneOnceADayWhateverTheClockDoes() async throws {
        let store = try Store.inMemory()
        let retention = LetterRetention(store)
        let noon = Date(timeIntervalSince1970: 1_795_435_200)
        for hours in [0.0, 1, 23, 24, -30] {
            try await retention.keep(to: .init(), at: noon + hours * 3600)
        }
        #expect(retention.times == 3)
    }
}
