import ArgumentParser
import CMalloc
import Daemon
import Foundation

/// Runs a verb, and turns what it throws into words on standard error and an
/// exit code of the contract.
@main
enum Main {
    static func main() {
        // Else each thread that allocates keeps a part of memory to itself for good.
        mallopt(M_ARENA_MAX, 2)
        let words = Array(CommandLine.arguments.dropFirst())
        QueuePool.run { await run(words) }
    }

    private static func run(_ words: [String]) async -> Never {
        do {
            var command = try Minuted.parseAsRoot(words)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error, words: words)
        }
        exit(0)
    }

    private static func end(with error: any Error, words: [String]) -> Never {
        if let code = error as? ExitCode { exit(code.rawValue) }
        if Minuted.exitCode(for: error) == .success {
            print(Minuted.fullMessage(for: error))
            exit(0)
        }
        let complaints = Complaints(about: error, words: words)
        for line in complaints.lines { FileHandle.standardError.write(Data("minuted: \(line)\n".utf8)) }
        exit(complaints.status.rawValue)
    }
}
