import Foundation
import RandomFixtures
import Testing

/// Runs a property over many random cases: a fixed number from a fixed seed in
/// every test run; for longer, and from anywhere, where the environment says so.
///
/// `MINUTED_FUZZ_SECONDS` is the time for each property, and
/// `MINUTED_FUZZ_SEED` the first case's seed; every later case adds one. A case
/// that fails names its seed, and a run that begins there begins with it.
enum Fuzz {
    static func forEachCase(_ usual: Int, _ property: (inout FixedRandom) async throws -> Void) async rethrows
    {
        let end = seconds.map { ContinuousClock.now + .seconds($0) }
        var seed = firstSeed
        for number in 0... {
            if let end { guard ContinuousClock.now < end else { break } } else if number == usual { break }
            var random = FixedRandom(seed: seed)
            try await Case.$seed.withValue(seed) { try await property(&random) }
            // The other tests of a run wait for the same threads.
            await Task.yield()
            seed &+= 1
        }
    }

    /// The seed of the case at hand, for what a failed expectation says.
    enum Case {
        @TaskLocal static var seed: UInt64 = 0

        static var name: Comment { "MINUTED_FUZZ_SEED=\(seed)" }
    }

    private static let seconds = environment("MINUTED_FUZZ_SECONDS").flatMap(Int.init)
    private static let firstSeed = environment("MINUTED_FUZZ_SEED").flatMap(UInt64.init) ?? 2_026

    private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
