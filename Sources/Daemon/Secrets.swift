import ActionRegister
import Foundation

/// Where passwords come from: the service manager's credentials, else the
/// environment, else the files the service manager would hand over, which only
/// root can read; never a file of ours, a command line or a log.
package struct Secrets: Sendable {
    private let environment: [String: String]
    private let store: String

    /// - Parameters:
    ///   - environment: usually the process's own.
    ///   - store: where systemd keeps the credentials of units. Nobody hands them
    ///     to the verbs that root runs by hand, `check` and `mail test`.
    package init(environment: [String: String], store: String = "/etc/credstore") {
        self.environment = environment
        self.store = store
    }

    package static let relayPassword = "relay-password"
    package static let oauth2ClientSecret = "oauth2-client-secret"

    /// The secret of that name, or `nil` where there is none.
    ///
    /// One line end after it is not part of it.
    ///
    /// - Throws: `SecretProblem` where it is there and cannot be used.
    package func read(_ name: String) throws(SecretProblem) -> Secret? {
        if let file = credentialFile(name), FileManager.default.fileExists(atPath: file) {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw SecretProblem(place: file, what: "cannot be read as UTF-8 text")
            }
            return try Secret(text, from: file)
        }
        let variable = Self.variable(for: name)
        if let text = environment[variable] { return try Secret(text, from: variable) }
        guard environment["CREDENTIALS_DIRECTORY"] == nil else { return nil }
        let kept = Self.file(name, in: store)
        guard let text = try? String(contentsOfFile: kept, encoding: .utf8) else { return nil }
        return try Secret(text, from: kept)
    }

    private func credentialFile(_ name: String) -> String? {
        environment["CREDENTIALS_DIRECTORY"].map { Self.file(name, in: $0) }
    }

    private static func file(_ name: String, in folder: String) -> String {
        URL(filePath: folder).appending(path: name).path(percentEncoded: false)
    }

    /// `relay-password` is read from `MINUTED_RELAY_PASSWORD`.
    package static func variable(for name: String) -> String {
        "MINUTED_" + name.uppercased().replacingOccurrences(of: "-", with: "_")
    }

    /// The secret that somebody meant to write into the file under `key`.
    static func name(forKey key: String, in section: String) -> String? {
        let last = key.lowercased().split { "-_ ".contains($0) }.last.map(String.init)
        guard let last, ["password", "passwd", "pass", "secret", "token"].contains(last) else { return nil }
        return section == "relay.oauth2" ? oauth2ClientSecret : relayPassword
    }
}

/// A password; printing it prints nothing of it.
package struct Secret: Sendable {
    /// For the one call that hands it over.
    package let revealed: String

    fileprivate init(_ text: String, from place: String) throws(SecretProblem) {
        revealed = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !revealed.isEmpty else { throw SecretProblem(place: place, what: "is empty") }
        guard revealed.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw SecretProblem(place: place, what: "holds a line end or a control character")
        }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A secret that is there and cannot be used.
package struct SecretProblem: Error, Hashable, Sendable {
    package var place: String
    package var what: String
}

extension SecretProblem: CustomStringConvertible {
    package var description: String { "\(place): \(what); write the secret there in one line" }
}
