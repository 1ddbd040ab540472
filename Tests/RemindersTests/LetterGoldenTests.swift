import Foundation
import Mail
import Reminders
import Testing

/// Every kind of letter, byte for byte as it is kept in `Golden`.
///
/// `MINUTED_GOLDEN=rewrite` writes the files anew, to be read in review: the
/// message as it goes, and both of its parts for people to read.
@Suite struct LetterGoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    static let isRewriting = ProcessInfo.processInfo.environment["MINUTED_GOLDEN"] == "rewrite"

    @Test(arguments: Golden.letters.map(\.name))
    func goldenLetterIsUnchanged(name: String) throws {
        let content = try #require(Golden.letters.first { $0.name == name }).content
        let message = try LetterWriter().message(content)
        if Self.isRewriting { try write(message, as: name) }
        #expect(try LetterWriter().compose(content) == message.bytes)
        #expect(try kept(name, "eml") == message.bytes)
        #expect(try kept(name, "txt") == Array(message.text.utf8))
        #expect(try kept(name, "html") == Array(message.html.description.utf8))
    }

    @Test(.disabled(if: isRewriting)) func noGoldenLetterIsKeptThatNobodyWrites() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.path(percentEncoded: false))
        let names = Set(Golden.letters.map(\.name))
        #expect(files.count == 3 * names.count)
        #expect(files.allSatisfy { names.contains(String($0.prefix { $0 != "." })) })
    }

    private func file(_ name: String, _ suffix: String) -> URL {
        Self.folder.appending(path: "\(name).\(suffix)")
    }

    private func kept(_ name: String, _ suffix: String) throws -> [UInt8] {
        Array(try Data(contentsOf: file(name, suffix)))
    }

    private func write(_ message: Message, as name: String) throws {
        try Data(message.bytes).write(to: file(name, "eml"))
        try Data(message.text.utf8).write(to: file(name, "txt"))
        try Data(message.html.description.utf8).write(to: file(name, "html"))
    }
}
