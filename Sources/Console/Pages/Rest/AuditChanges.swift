import ActionRegister
import Foundation
import Store

/// What an entry of the audit says was so before a change and after it, fact by fact.
struct AuditChanges {
    var facts: [Fact]

    struct Fact {
        /// As the entry calls it: `raisedAt`.
        var name: String
        /// `nil` where the entry says nothing of before, or of after.
        var old, new: AuditValue?
    }

    init(_ entry: AuditEntry) {
        let (old, new) = (Self.members(entry.old), Self.members(entry.new))
        facts = Set(old.keys).union(new.keys).sorted().map { name in
            let value = { (member: Any) in AuditValue(member, of: name) }
            return Fact(name: name, old: old[name].map(value), new: new[name].map(value))
        }
    }

    private static func members(_ json: String) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any] ?? [:]
    }
}

/// A value of one fact.
indirect enum AuditValue {
    /// There was none, or it has been erased.
    case none
    case text(String)
    /// Something of the register, by its number.
    case thing(Subject, Int64)
    case instant(Date)
    case list([AuditValue])

    /// - Parameter member: of the entry's JSON.
    init(_ member: Any, of name: String) {
        switch member {
        case let members as [Any]: self = .list(members.map { AuditValue($0, of: name) })
        case let number as NSNumber: self = Self.value("\(number)", of: name)
        case let text as String: self = Self.value(text, of: name)
        default: self = .none
        }
    }

    private static func value(_ text: String, of name: String) -> AuditValue {
        if let subject = subjects[name], let number = Int64(text) { return .thing(subject, number) }
        if instants.contains(name), let milliseconds = Int64(text) {
            return .instant(Date(timeIntervalSince1970: Double(milliseconds) / 1000))
        }
        // `person 3`, where it may be one thing or another.
        let words = text.split(separator: " ", maxSplits: 1)
        if places.contains(name), words.count == 2, let subject = Subject(rawValue: String(words[0])),
            let number = Int64(words[1])
        {
            return .thing(subject, number)
        }
        return .text(text)
    }

    /// The facts that are numbers of something.
    private static let subjects: [String: Subject] = [
        "board": .board, "action": .action, "person": .person, "by": .person, "deputyOf": .person,
        "organisation": .organisation, "into": .organisation, "endedAtMeeting": .meeting,
    ]
    /// The facts that say of what kind the thing is.
    private static let places: Set = ["owners", "partDone", "owner", "answersFor", "due", "originalDue"]
    private static let instants: Set = ["liveSince", "roundSince"]

    /// What it is a number of, with those within.
    var things: [(Subject, Int64)] {
        switch self {
        case .thing(let subject, let number): [(subject, number)]
        case .list(let values): values.flatMap(\.things)
        case .none, .text, .instant: []
        }
    }
}
