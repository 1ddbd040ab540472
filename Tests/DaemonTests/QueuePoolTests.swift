import Daemon
import Dispatch
import Testing

@Suite(.timeLimit(.minutes(5))) struct QueuePoolTests {
    /// Holds its thread until it is let go, as a long look does.
    private struct Hold: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        func wait() { semaphore.wait() }
        func letGo() { semaphore.signal() }
    }

    @Test func jobThatTakesLongHoldsUpNoOther() async {
        let hold = Hold(), begun = Signals<Bool>()
        let long = Task(executorPreference: QueuePool.shared) {
            begun.send(true)
            hold.wait()
        }
        _ = await begun.next()
        let sum = await withTaskExecutorPreference(QueuePool.shared) {
            await withTaskGroup { group in
                for number in 1...200 {
                    group.addTask {
                        await Task.yield()
                        return number
                    }
                }
                return await group.reduce(0, +)
            }
        }
        hold.letGo()
        await long.value
        #expect(sum == 20_100)
    }

    @Test func childTasksStayInThePool() async {
        await withTaskExecutorPreference(QueuePool.shared) {
            async let inside = withUnsafeCurrentTask { $0?.unownedTaskExecutor }
            #expect(await inside == QueuePool.shared.asUnownedTaskExecutor())
        }
    }
}
