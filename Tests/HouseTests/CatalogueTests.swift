import Foundation
import Testing

/// `docs/operating.md` has every line of the log that somebody should look at.
@Suite struct CatalogueTests {
    /// The words of the daemon's warnings and errors, up to what differs in them.
    private func messages() throws -> [String] {
        let call = /logger\.(?:warning|error|critical)\(\s*"([^"]+)"/
        return try House.files().flatMap { room, _, lines in
            lines.joined(separator: "\n").matches(of: call).map { String($0.output.1) }
        }
    }

    @Test func everyWarningAndErrorOfTheLogIsInTheCatalogue() throws {
        let messages = try messages()
        #expect(messages.count >= 7)
        let page = try String(contentsOf: House.root.appending(path: "docs/operating.md"), encoding: .utf8)
        for message in messages {
            // A duty's name stands before its words.
            let words = message.split(separator: ")").last.map(String.init) ?? message
            #expect(page.contains(words), "\(message)")
        }
    }

    @Test func everyReasonWhyItIsNotReadyIsInTheCatalogue() throws {
        let report = House.root.appending(path: "Sources/Console/Health/HealthReport.swift")
        let source = try String(contentsOf: report, encoding: .utf8)
        let cases = source.split(separator: "enum Reason").last ?? ""
        let reasons = cases.matches(of: /"([a-z-]+)"/).map { String($0.output.1) }
        #expect(reasons.count >= 5)
        let page = try String(contentsOf: House.root.appending(path: "docs/operating.md"), encoding: .utf8)
        for reason in reasons + ["starting", "standby", "database", "late"] {
            #expect(page.contains("\n| `\(reason)` |"), "\(reason)")
        }
    }
}
