import Scheduling
import Store
import Synchronization

/// The letter writer, which notes what each letter tells: of a letter that has
/// waited, what was settled since is left out.
final class NotingComposer: LetterComposer {
    private let told = Mutex<[String: Set<StepKey>]>([:])

    func compose(_ content: LetterContent) throws -> [UInt8] {
        let steps = content.asked.flatMap(\.steps) + content.steps
        told.withLock { $0[content.messageID] = Set(steps.map(\.key)) }
        return try LetterWriter().compose(content)
    }

    /// The steps of what was composed since this was last asked, by Message-ID.
    func takeTold() -> [String: Set<StepKey>] {
        told.withLock { told in
            defer { told = [:] }
            return told
        }
    }
}
