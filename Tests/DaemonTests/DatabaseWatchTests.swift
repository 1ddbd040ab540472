import Daemon
import Foundation
import Testing

@Suite struct DatabaseWatchTests {
    private func changes(_ versions: [Int64?]) async -> Int {
        let left = Shared(versions[...]), count = Shared(0)
        let watch = DatabaseWatch {
            let next = left.get().first!
            left.update { $0.removeFirst() }
            guard let next else { throw CancellationError() }
            return next
        } changed: {
            count.update { $0 += 1 }
        }
        for _ in versions { await watch.look() }
        return count.get()
    }

    @Test func tellsOfEachNewVersionOnce() async {
        #expect(await changes([7, 7, 8, 8, 8, 9]) == 2)
    }

    @Test func firstLookIsNoChange() async {
        #expect(await changes([7]) == 0)
    }

    @Test func databaseThatCannotBeReadIsAChangeAndSoIsItsReturn() async {
        #expect(await changes([7, nil, nil, 7]) == 2)
    }
}
