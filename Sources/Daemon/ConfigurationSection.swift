import ActionRegister
import Foundation
import Yams

/// One mapping of the file while it is read: hands out its values by key and
/// complains of what it cannot understand.
///
/// Complaints are collected, never thrown: whoever mends a file wants to see
/// all of them at once.
final class ConfigurationSection {
    /// `relay.oauth2`; empty for the whole file.
    let path: String
    let mark: FilePlace
    private let entries: [String: (mark: FilePlace, value: Node)]
    private let complaints: Complaints

    final class Complaints {
        let file: String
        var problems: [ConfigurationProblem] = []

        init(file: String) { self.file = file }
    }

    /// - Parameter keys: all that may stand here; anything else is complained of.
    init(_ mapping: Node.Mapping?, path: String, at mark: FilePlace, keys: [String], complaints: Complaints) {
        self.path = path
        self.mark = mark
        self.complaints = complaints
        var entries: [String: (mark: FilePlace, value: Node)] = [:]
        for (key, value) in mapping ?? Node.Mapping([]) {
            let name = key.scalar?.string ?? "?"
            entries[name] = (FilePlace(of: key) ?? mark, value)
        }
        self.entries = entries
        for (name, entry) in entries where !keys.contains(name) {
            complainOfKey(name, at: entry.mark, known: keys)
        }
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The place of a key, or of the section where the key is missing.
    func mark(of key: String) -> FilePlace { entries[key]?.mark ?? mark }

    /// The value of a key, or `nil` where it is missing or was complained of.
    func value<Value>(_ key: String, as kind: ValueKind<Value>) -> Value? {
        guard let entry = entries[key] else { return nil }
        guard let text = text(of: entry.value, key: key, at: entry.mark) else { return nil }
        guard let value = kind.read(text) else {
            complain(
                at: FilePlace(of: entry.value) ?? entry.mark,
                kind.isSecret
                    ? "\(name(of: key)) is not \(kind.noun)"
                    : "\(name(of: key)): \"\(text)\" is not \(kind.noun)",
                kind.advice(text))
            return nil
        }
        return value
    }

    func values<Value>(_ key: String, as kind: ValueKind<Value>) -> [Value] {
        guard let entry = entries[key] else { return [] }
        guard let nodes = entry.value.sequence else {
            complain(
                at: FilePlace(of: entry.value) ?? entry.mark, "\(name(of: key)) is not a list",
                "write [\"…\", \"…\"]")
            return []
        }
        return nodes.compactMap { node in
            let mark = FilePlace(of: node) ?? entry.mark
            guard let text = text(of: node, key: key, at: mark) else { return nil }
            let value = kind.read(text)
            if value == nil {
                complain(at: mark, "\(name(of: key)): \"\(text)\" is not \(kind.noun)", kind.advice(text))
            }
            return value
        }
    }

    /// The section under a key; `nil` where the key is missing. A key without a
    /// value is an empty section: its lines are still commented out.
    func section(_ key: String, keys: [String]) -> ConfigurationSection? {
        guard let entry = entries[key] else { return nil }
        if entry.value.mapping == nil, !entry.value.isEmptyScalar {
            complain(
                at: FilePlace(of: entry.value) ?? entry.mark, "\(name(of: key)) has no keys of its own",
                "write them below it, indented: \(keys.joined(separator: ", "))")
            return nil
        }
        return ConfigurationSection(
            entry.value.mapping, path: name(of: key), at: entry.mark, keys: keys, complaints: complaints)
    }

    /// Complains unless the key is there.
    func require(_ key: String, _ remedy: String) {
        guard !has(key) else { return }
        complain(at: mark, "\(path.isEmpty ? "" : path + ": ")\(key) is missing", remedy)
    }

    func complain(at mark: FilePlace, _ what: String, _ remedy: String) {
        complaints.problems.append(
            ConfigurationProblem(
                file: complaints.file, line: mark.line, column: mark.column, what: what, remedy: remedy))
    }

    private func name(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    private func text(of node: Node, key: String, at mark: FilePlace) -> String? {
        guard let scalar = node.scalar else {
            complain(
                at: FilePlace(of: node) ?? mark, "\(name(of: key)) is not one value",
                "write it as one word or in quotes")
            return nil
        }
        guard !node.isEmptyScalar else {
            complain(at: mark, "\(name(of: key)) has no value", "give one, or take the line out")
            return nil
        }
        return scalar.string
    }

    private func complainOfKey(_ name: String, at mark: FilePlace, known: [String]) {
        let place = path.isEmpty ? "" : " in \(path)"
        if let secret = Secrets.name(forKey: name, in: path) {
            complain(
                at: mark, "no secret may stand in this file (\"\(name)\"\(place))",
                "take it out and put it into the credential \(secret) or \(Secrets.variable(for: secret))")
        } else if let meant = known.nearest(to: name) {
            complain(at: mark, "no key \"\(name)\"\(place)", "did you mean \"\(meant)\"?")
        } else {
            complain(at: mark, "no key \"\(name)\"\(place)", "the keys are \(known.joined(separator: ", "))")
        }
    }
}

/// A line and a column, counted from 1.
struct FilePlace: Hashable {
    var line, column: Int

    static let start = FilePlace(line: 1, column: 1)

    init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }

    init?(of node: Node) {
        guard let mark = node.mark else { return nil }
        self.init(mark)
    }
}

extension Node {
    /// Nothing, `~` or `null`, without quotes.
    var isEmptyScalar: Bool {
        guard let scalar else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }
}
