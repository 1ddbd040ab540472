import Dispatch
import Mail

/// One connection to the relay and the serial queue its blocking calls wait on.
///
/// A task may prefer to run on that queue: it then hands over letter after letter
/// without a change of threads, which would cost more than a letter does.
final class Lane: TaskExecutor, @unchecked Sendable {  // its variables are touched on its queue only
    private let queue: DispatchQueue
    private let configuration: CurlRelay.Configuration
    private let tokens: TokenSource?
    private let recorder: DialogueRecorder?
    private var session: CurlSession?
    private var lastUse = DispatchTime.now()
    private var watchesIdleness = false

    /// - Parameter tokens: shared by all lanes.
    init(
        number: Int, configuration: CurlRelay.Configuration, tokens: TokenSource?, recorder: DialogueRecorder?
    ) {
        queue = DispatchQueue(label: "relay-lane-\(number)")
        self.configuration = configuration
        self.tokens = tokens
        self.recorder = recorder
    }

    func submit(_ submission: Submission) async -> SubmissionOutcome {
        await run { $0.perform(submission) }
    }

    func close() async {
        await run { $0.hangUp() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Whether the task at hand runs on our queue, so that it may block.
    private var isCurrent: Bool {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor == asUnownedTaskExecutor() }
    }

    private func run<Value: Sendable>(_ body: @escaping @Sendable (Lane) -> Value) async -> Value {
        if isCurrent { return body(self) }
        return await withCheckedContinuation { done in
            queue.async { done.resume(returning: body(self)) }
        }
    }

    private func perform(_ submission: Submission) -> SubmissionOutcome {
        let session = session ?? CurlSession(configuration, recorder: recorder)
        self.session = session
        defer { watchIdleness() }
        do throws(TokenFailure) {
            let end = try session.loggingIn(by: tokens) { afresh in
                let end = session.perform(submission, afresh: afresh)
                return end.isStaleConnection ? session.perform(submission, afresh: true).end : end.end
            }
            return SubmissionOutcome(end)
        } catch {
            return error.outcome
        }
    }

    private func hangUp() {
        session?.close()
        session = nil
    }

    /// Says QUIT after a while without work: one pending check a lane, however
    /// many messages pass.
    private func watchIdleness() {
        lastUse = .now()
        if !watchesIdleness { checkIdleness(in: configuration.idleTimeout.dispatchInterval) }
    }

    private func checkIdleness(in interval: DispatchTimeInterval) {
        watchesIdleness = true
        queue.asyncAfter(deadline: .now() + interval) { [weak self] in self?.hangUpIfIdle() }
    }

    private func hangUpIfIdle() {
        watchesIdleness = false
        let end = lastUse + configuration.idleTimeout.dispatchInterval
        let now = DispatchTime.now()
        guard end > now else { return hangUp() }
        checkIdleness(in: .nanoseconds(Int(end.uptimeNanoseconds - now.uptimeNanoseconds)))
    }

    /// QUIT blocks, and the last reference may be dropped on any thread.
    deinit {
        guard let session else { return }
        nonisolated(unsafe) let last = session
        queue.async { last.close() }
    }
}
