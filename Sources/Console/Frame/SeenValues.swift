import HTTPTypes
import Mail

/// What the fields of a form said when its page was made, as a mark of each.
///
/// The form carries it and brings it back, so that of two people who change the same
/// thing the second is told of what the first wrote, and does not undo it unseen.
struct SeenValues: Hashable, Sendable {
    private var marks: [String: String]

    init(_ values: [String: String]) { marks = values.mapValues(Self.mark) }

    /// Reads `name=mark …`, as `text` writes it; nothing is taken to have been seen
    /// of a field that it does not name.
    init(text: String) {
        let pairs = text.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1) }
        marks = Dictionary(
            pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) },
            uniquingKeysWith: { first, _ in first })
    }

    /// For a hidden field.
    var text: String {
        marks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    /// Whether the field was there.
    func names(_ name: String) -> Bool { marks[name] != nil }

    /// Whether the field was there and said something else.
    func differs(_ name: String, from value: String) -> Bool {
        marks[name].map { $0 != Self.mark(value) } ?? false
    }

    /// Of a text without what a browser makes of its line ends and the space around it.
    private static func mark(_ value: String) -> String {
        String(Digest.sha256Hex(Form(["value": [value]])["value"].utf8).prefix(16))
    }
}

extension Form {
    /// The field that carries them.
    static let seenName = "seen"

    /// What the form's page showed.
    var seen: SeenValues { SeenValues(text: self[Self.seenName]) }

    /// - Parameter values: what the register has now of the form's fields.
    /// - Throws: `FieldProblem` where that is not what the form's page showed.
    func mustBeUpToDate(with values: [String: String]) throws {
        guard values.contains(where: { seen.differs($0.key, from: $0.value) }) else { return }
        throw FieldProblem.outdated
    }
}

extension FieldProblem {
    static let outdated = FieldProblem(
        nil,
        "Somebody else has changed this since you opened it. The fields you left alone have what they wrote; where you both wrote, it stands beside the field. Send the form again to keep it as it is now shown.",
        status: .conflict)
}
