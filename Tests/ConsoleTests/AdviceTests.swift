import Console
import Foundation
import Testing

@Suite struct AdviceTests {
    @Test(arguments: [
        (
            "vawg is draft; activate it first: minuted board activate vawg",
            "vawg is draft; activate it first (see Activate)"
        ),
        (
            "it has no seat; minuted member add vawg NAME --role contact --organisation \"MPS or CPS\"",
            "it has no seat; see People"
        ),
        (
            "add it by minuted meeting add vawg DAY, or write a day",
            "add it (see Meetings), or write a day"
        ),
        (
            "minuted outbox show 5 says why; mend it, and minuted outbox release 5",
            "Outbox says why; mend it, and see Outbox"
        ),
    ])
    func adviceNamesThePageInsteadOfTheVerb(advice: String, words: String) {
        #expect(ConsoleAdvice.words(advice) == words)
    }

    /// Every sentence that a person may read in the console is looked for where it is written.
    @Test func noAdviceOfTheRegisterNeedsATerminalToFollow() throws {
        let advices = try ["ActionRegister", "Documents", "Reminders", "Scheduling", "Store"]
            .flatMap(Self.sentences).filter { $0.contains(Self.command) }
        #expect(advices.count > 40)
        let words = Set(advices.map(ConsoleAdvice.words)).sorted()
        for words in words { #expect(!words.contains(Self.command)) }
        // To be read, for a sentence can be free of verbs and still be none.
        try Answer.expectGolden(words.joined(separator: "\n") + "\n", "advice.txt")
    }

    private static var command: Regex<Substring> { /\bminuted [a-z]|\B--[a-z]/ }

    /// The strings in a folder of sources, with a capital where something is put in.
    private static func sentences(of part: String) throws -> [String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/\(part)").standardizedFileURL
        return try FileManager.default.enumerator(atPath: folder.path())!
            .compactMap { $0 as? String }
            // What is wrong with the file itself is for the operator.
            .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("StoreError.swift") }
            .flatMap { file in
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                let lines = text.split(separator: "\n").filter {
                    !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//")
                }
                return lines.flatMap { line in
                    String(line).replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "X")
                        .matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.output.1) }
                }
            }
    }
}
