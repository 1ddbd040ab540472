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
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; see the list, or add it")
        case .exists(let subject, let name):
            "there is a \(subject.rawValue) \"\(name)\" already; take another name, or change that one"
        case .notAllowed(let why, let instead): "\(why); \(instead)"
        case .invalid(let what, let instead): "\(what); \(instead)"
        }
    }
}
