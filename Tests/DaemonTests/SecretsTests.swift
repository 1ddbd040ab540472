import Daemon
import Foundation
import Testing

@Suite struct SecretsTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "secrets-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func secrets(_ variables: [String: String] = [:]) -> Secrets {
        Secrets(
            environment: variables.merging(["CREDENTIALS_DIRECTORY": folder.path(percentEncoded: false)]) {
                $1
            })
    }

    @Test func credentialGoesBeforeTheVariableAndLosesItsLineEnd() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("from the file\n".utf8).write(to: folder.appending(path: "relay-password"))
        let found = try secrets(["MINUTED_RELAY_PASSWORD": "from the variable"]).read("relay-password")
        #expect(found?.revealed == "from the file")
    }

    @Test func variableStandsInForTheCredential() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try secrets(["MINUTED_RELAY_PASSWORD": "x y"]).read("relay-password")?.revealed == "x y")
        #expect(try secrets().read("relay-password") == nil)
    }

    @Test func aVerbByHandReadsWhatTheServiceManagerWouldHandOver() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("kept\n".utf8).write(to: folder.appending(path: "relay-password"))
        let store = folder.path(percentEncoded: false)
        let byHand = Secrets(environment: [:], store: store)
        #expect(try byHand.read("relay-password")?.revealed == "kept")
        #expect(try byHand.read("oauth2-client-secret") == nil)
        let variable = Secrets(environment: ["MINUTED_RELAY_PASSWORD": "told"], store: store)
        #expect(try variable.read("relay-password")?.revealed == "told")
        let service = Secrets(environment: ["CREDENTIALS_DIRECTORY": store + "/none"], store: store)
        #expect(try service.read("relay-password") == nil)
    }

    @Test(arguments: ["", "\n", "two\nlines\n", "nul\0"])
    func unusableSecretIsAProblemThatDoesNotShowIt(text: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "relay-password"))
        let problem = #expect(throws: SecretProblem.self) { try secrets().read("relay-password") }
        #expect(problem?.description.contains("two") == false)
    }

    @Test func printingASecretShowsNothingOfIt() throws {
        let secret = try #require(
            try Secrets(environment: ["MINUTED_RELAY_PASSWORD": "hunter2"]).read("relay-password"))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
    }
}
