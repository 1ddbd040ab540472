/// Why the register did not do what it was asked, by what the caller does next.
package enum RegisterError: Error, Hashable {
    /// Nothing has that name: take the nearest, or add it.
    case unknown(Subject, String, nearest: String?)
    /// Something has that name already: take another, or change that one.
    case exists(Subject, String)
    /// Not as things stand: do `instead` first, or give it up.
    case notAllowed(why: String, instead: String)
    /// A value cannot be read: write it as `instead` says.
    case invalid(what: String, instead: String)
}

extension RegisterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let subject, let name, let nearest):
            "no \(subject.rawValue) \"\(name)\""
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; \(subject.remedy)")
        case .exists(let subject, let name):
            "there is \(subject.article) \(subject.rawValue) \"\(name)\" already; \(subject.otherwise)"
        case .notAllowed(let why, let instead): "\(why); \(instead)"
        case .invalid(let what, let instead): "\(what); \(instead)"
        }
    }
}

extension Subject {
    fileprivate var article: String { "aeiou".contains(rawValue.first!) ? "an" : "a" }

    /// What to do where something has a name already.
    fileprivate var otherwise: String {
        self == .meeting
            ? "name another day, or move or cancel that one" : "take another name, or change that one"
    }

    /// What to do where nothing has a name: the verbs that there are.
    fileprivate var remedy: String {
        switch self {
        case .board, .rule, .person, .organisation, .absence, .meeting, .action, .silence:
            "see the list, or add it"
        case .seat: "see minuted member list"
        case .letter: "see minuted outbox list"
        case .calendar: "name another by minuted board set SLUG --calendar NAME"
        case .update, .relay, .database: "look at how it is written"
        }
    }
}
