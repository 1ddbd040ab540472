/// What an import would change, for a person to read before it does.
package struct ImportDifference: Hashable, Sendable {
    /// One subject of the register and what happens to it.
    package struct Entry: Hashable, Sendable {
        /// `VAWG-007`, or `organisation MPS`.
        package var name: String
        package var change: Change

        package init(_ name: String, _ change: Change) {
            self.name = name
            self.change = change
        }
    }

    package enum Change: Hashable, Sendable {
        /// With its main facts.
        case added(String)
        case changed([FieldChange])
        case unchanged
        /// In the register and not in the file: left alone.
        case absent
    }

    package struct FieldChange: Hashable, Sendable {
        package var field: String
        package var old: String
        package var new: String

        package init(_ field: String, _ old: String, _ new: String) {
            self.field = field
            self.old = old
            self.new = new
        }
    }

    package var entries: [Entry] = []

    package init() {}

    package var added: Int { count { if case .added = $0 { true } else { false } } }
    package var changed: Int { count { if case .changed = $0 { true } else { false } } }
    package var unchanged: Int { count { $0 == .unchanged } }
    package var absent: Int { count { $0 == .absent } }

    private func count(_ matches: (Change) -> Bool) -> Int { entries.count { matches($0.change) } }
}

extension ImportDifference {
    /// One line: `12 added, 2 changed, 3 unchanged, 1 absent`.
    package var summary: String {
        "\(added) added, \(changed) changed, \(unchanged) unchanged, \(absent) absent"
    }

    /// A line for everything but the unchanged, and the summary last.
    package var lines: [String] { entries.flatMap(\.lines) + [summary] }
}

extension ImportDifference.Entry {
    fileprivate var lines: [String] {
        switch change {
        case .added(let facts): ["+ \(name)" + (facts.isEmpty ? "" : ": \(facts)")]
        case .changed(let fields): fields.map { "~ \(name): \($0)" }
        case .unchanged: []
        case .absent: ["? \(name): not in the file, left alone"]
        }
    }
}

extension ImportDifference.FieldChange: CustomStringConvertible {
    package var description: String {
        old.isEmpty ? "\(field): + \(new)" : "\(field): \(old) → \(new.isEmpty ? "nothing" : new)"
    }
}

extension ImportDifference: Encodable {
    private enum Key: String, CodingKey { case added, changed, unchanged, absent }

    private struct Added: Encodable { let name, facts: String }

    private struct Changed: Encodable {
        struct Field: Encodable { let field, old, new: String }
        let name: String
        let changes: [Field]
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(addedEntries, forKey: .added)
        try values.encode(changedEntries, forKey: .changed)
        try values.encode(entries.filter { $0.change == .unchanged }.map(\.name), forKey: .unchanged)
        try values.encode(entries.filter { $0.change == .absent }.map(\.name), forKey: .absent)
    }

    private var addedEntries: [Added] {
        entries.compactMap {
            guard case .added(let facts) = $0.change else { return nil }
            return Added(name: $0.name, facts: facts)
        }
    }

    private var changedEntries: [Changed] {
        entries.compactMap {
            guard case .changed(let fields) = $0.change else { return nil }
            let changes = fields.map { Changed.Field(field: $0.field, old: $0.old, new: $0.new) }
            return Changed(name: $0.name, changes: changes)
        }
    }
}
