import ActionRegister
import Foundation
import Yams

extension Configuration {
    /// Reads a file.
    ///
    /// - Throws: everything that is wrong with it. A relative path of the
    ///   database or of certificates counts from the folder of the file.
    package init(contentsOf file: String) throws(ConfigurationError) {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file)
            throw ConfigurationError([
                ConfigurationProblem(
                    file: file, what: isThere ? "cannot be read as UTF-8 text" : "no such file",
                    remedy: isThere ? "look at its owner and its mode" : "name another by --config")
            ])
        }
        try self.init(yaml: text, file: file)
    }

    package init(yaml text: String, file: String) throws(ConfigurationError) {
        let complaints = ConfigurationSection.Complaints(file: file)
        let root = try Self.root(of: text, complaints: complaints)
        self.init(root, folder: URL(filePath: file).deletingLastPathComponent())
        guard complaints.problems.isEmpty else { throw ConfigurationError(complaints.problems) }
    }

    private static func root(
        of text: String, complaints: ConfigurationSection.Complaints
    ) throws(ConfigurationError) -> ConfigurationSection {
        do {
            let node = try Yams.compose(yaml: text)
            if let node, node.mapping == nil, !node.isEmptyScalar {
                throw ConfigurationProblem(
                    file: complaints.file, line: node.mark?.line, column: node.mark?.column,
                    what: "this is not a list of keys and values",
                    remedy: "write lines of the form mode: dry-run")
            }
            return ConfigurationSection(
                node?.mapping, path: "", at: .start, keys: keys, complaints: complaints)
        } catch let problem as ConfigurationProblem {
            throw ConfigurationError([problem])
        } catch {
            throw ConfigurationError([ConfigurationProblem(error, file: complaints.file)])
        }
    }

    private static let keys = [
        "database", "mode", "redirect-to", "allow-list", "sender", "relay", "console", "answers", "health",
        "watch",
        "retention", "log",
    ]

    private init(_ root: ConfigurationSection, folder: URL) {
        if let path = root.value("database", as: .path) { database = path.resolved(in: folder) }
        mode = root.value("mode", as: .init(oneOf: "a mode")) ?? .dryRun
        redirectTo = root.value("redirect-to", as: .mailbox)
        allowList = root.values("allow-list", as: .addressPattern)
        sender = root.section("sender", keys: ["address", "envelope"]).flatMap(Sender.init)
        relay = root.section("relay", keys: Relay.keys).map { Relay($0, folder: folder) } ?? Relay()
        console = root.section("console", keys: ["listen", "url", "sign-in"]).flatMap(Console.init)
        answers = root.section("answers", keys: ["listen", "url"]).flatMap(Answers.init)
        health = root.section("health", keys: ["listen", "late-after"]).flatMap(Health.init)
        watch = root.section("watch", keys: ["url"]).flatMap { $0.value("url", as: .watchAddress) }
        retention =
            root.section("retention", keys: ["messages", "attempts"]).map(Retention.init) ?? Retention()
        log = root.section("log", keys: ["level", "format", "addresses"]).map(Log.init) ?? Log()
        checkMode(root)
        checkListeners(root)
    }

    /// Each mode but `dry-run` needs to be told where letters may go, and from whom.
    private func checkMode(_ root: ConfigurationSection) {
        let place = root.mark(of: "mode")
        if mode == .redirect, !root.has("redirect-to") {
            root.complain(
                at: place, "mode redirect without redirect-to", "name the address all letters go to")
        }
        if mode == .allowList, !root.has("allow-list") {
            root.complain(
                at: place, "mode allow-list without allow-list", "list the addresses that may be written to")
        }
        if mode != .dryRun, !root.has("sender") {
            root.complain(
                at: place, "mode \(mode.rawValue) without a sender",
                "add sender: { address: actions@example.org }")
        }
    }

    private func checkListeners(_ root: ConfigurationSection) {
        let listeners = [
            ("console", console?.listen), ("answers", answers?.listen), ("health", health?.listen),
        ]
        var seen: [ListenAddress: String] = [:]
        for case (let name, let address?) in listeners {
            if let other = seen[address] {
                root.complain(
                    at: root.mark(of: name), "\(name) listens at \(address), as \(other) does",
                    "give it another port")
            }
            seen[address] = name
        }
    }
}

extension ConfigurationProblem {
    /// What the YAML reader says, with its place.
    fileprivate init(_ error: any Error, file: String) {
        let remedy =
            "indent by spaces only, quote what begins with * or @, and look at the line before it too"
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            self.init(
                file: file, line: mark.line, column: mark.column, what: "not YAML: \(problem)", remedy: remedy
            )
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            self.init(
                file: file, line: context.mark.line, column: context.mark.column,
                what: "\"\(keys.joined(separator: "\", \""))\" stands twice", remedy: "keep one of them")
        default:
            self.init(file: file, what: "not YAML: \(error)", remedy: "write it as UTF-8 text")
        }
    }
}

extension String {
    /// An absolute path; a relative one counts from `folder`.
    func resolved(in folder: URL) -> String {
        URL(filePath: self, relativeTo: folder).standardizedFileURL.path(percentEncoded: false)
    }
}
