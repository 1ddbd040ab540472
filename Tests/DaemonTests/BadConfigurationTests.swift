import Daemon
import Foundation
import Testing

/// The files an operator gets wrong, and what each is told: one folder a case,
/// `minuted.yaml` and the `expected` words on standard error.
@Suite struct BadConfigurationTests {
    static let folder = ConfigurationTests.root.appending(path: "Tests/AcceptanceTests/BadConfigs")

    static func cases() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    }

    @Test func thereAreCases() throws { #expect(try Self.cases().count >= 12) }

    @Test(arguments: try cases())
    func isRefusedInTheExpectedWords(name: String) throws {
        let here = Self.folder.appending(path: name)
        let text = try String(contentsOf: here.appending(path: "minuted.yaml"), encoding: .utf8)
        let expected = try String(contentsOf: here.appending(path: "expected"), encoding: .utf8)
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(yaml: text, file: "minuted.yaml")
        }
        let words = error?.problems.map { "minuted: \($0)\n" }.joined()
        #expect(words == expected)
    }

    @Test func missingFileIsNamed() {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration(contentsOf: "/nonexistent/m.yaml")
        }
        #expect(error?.description == "/nonexistent/m.yaml: no such file; name another by --config")
    }
}
